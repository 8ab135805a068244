"""Live blogs: posts with their own times, in the orders and forms in which pages print them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from pages_html import CHINESE, ENGLISH, GERMAN, Story, article_page, linked_data, news, page, read

from watcher.compare import compare
from watcher.model import Article, Heading, Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of a live blog as its page shows it; `label` and `by` are the lines over it."""

    at: str
    label: str
    by: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    story: Story
    posts: tuple[Post, ...]


def _posts(*rows: tuple[str, str, str, str, str]) -> tuple[Post, ...]:
    return tuple(Post(at=at, label=label, by=by, title=title, text=text) for at, label, by, title, text in rows)


BLOGS = (
    Blog(story=ENGLISH, posts=_posts(
        ("2026-03-02T13:32:00Z", "2:32 pm CET", "By Ida Brandt", "Ferries are full",
         "All three ferries left with every place taken, and the queue on the quay is now half a mile long."),
        ("2026-03-02T12:05:00Z", "1:05 pm CET", "By Tom Vale", "Council meets at four",
         "The council will meet behind closed doors to hear what the engineers found inside the cables."),
        ("2026-03-02T10:47:00Z", "11:47 am CET", "By Ida Brandt", "Bridge closed",
         "Police have closed the bridge in both directions, and drivers are being sent round by the tunnel."),
    )),
    Blog(story=GERMAN, posts=_posts(
        ("2026-03-02T13:32:00Z", "14:32 Uhr", "Von Jürgen Köhler", "Alle Fähren ausgebucht",
         "Die drei Fähren sind voll besetzt ausgelaufen, am Kai stehen die Autos inzwischen in drei Reihen."),
        ("2026-03-02T12:05:00Z", "13:05 Uhr", "Von Ute Sommer", "Der Rat tagt um vier",
         "Hinter verschlossenen Türen will sich der Rat anhören, was die Prüfer in den Seilen gefunden haben."),
        ("2026-03-02T10:47:00Z", "11:47 Uhr", "Von Jürgen Köhler", "Brücke gesperrt",
         "Die Polizei hat die Brücke in beiden Richtungen gesperrt und leitet den Verkehr durch den Tunnel um."),
    )),
    Blog(story=CHINESE, posts=_posts(
        ("2026-03-02T13:32:00Z", "下午2:32", "记者：林晓岚", "渡轮全部满员",
         "三班渡轮全部满员出发，码头上等候过江的车辆已经排成三列长队。"),
        ("2026-03-02T12:05:00Z", "下午1:05", "记者：陈立", "市议会四点开会",
         "市议会将闭门听取工程师的汇报，了解主缆内部究竟发现了什么损伤。"),
        ("2026-03-02T10:47:00Z", "上午11:47", "记者：林晓岚", "大桥双向封闭",
         "警方已经双向封闭大桥，所有车辆改从海底隧道绕行，预计要多花半小时。"),
    )),
)  # fmt: skip
Form = Callable[[Post], str]

# Posts whose label holds the exact time.
STATED: dict[str, Form] = {
    "article": lambda p: (
        f"<article class='post'><header><time datetime='{p.at}'>{p.label}</time><span>{p.by}</span>"
        f"<h3>{p.title}</h3></header><p>{p.text}</p></article>"
    ),
    "section": lambda p: (
        f"<section><h2>{p.title}</h2><p class='stamp'><time datetime='{p.at}'>{p.label}</time></p>"
        f"<p>{p.by}</p><p>{p.text}</p></section>"
    ),
    "div": lambda p: (
        f"<div class='entry'><div class='entry-head'><div data-timestamp='{p.at}'>{p.label}</div>"
        f"<div class='entry-author'>{p.by}</div></div><div><h3>{p.title}</h3><div>{p.text}</div></div></div>"
    ),
    "li": lambda p: f"<li><time datetime='{p.at}'>{p.label}</time><h4>{p.title}</h4><p>{p.text}</p></li>",
    "flat": lambda p: (
        f"<div class='time'><time datetime='{p.at}'>{p.label}</time></div><h3>{p.title}</h3><p>{p.text}</p>"
    ),
    "itemprop": lambda p: (
        f"<div itemprop='liveBlogUpdate'><meta itemprop='datePublished' content='{p.at}'>"
        f"<a href='#p1' class='stamp'>{p.label}</a><h3>{p.title}</h3><div class='b'><p>{p.text}</p></div></div>"
    ),
}
# Posts whose label is only a time of day.
CLOCKED: dict[str, Form] = {
    "article": lambda p: (
        f"<article><span>{p.label}</span> <span>{p.by}</span><h3>{p.title}</h3><p>{p.text}</p></article>"
    ),
    "li": lambda p: f"<li><b>{p.label}</b><h3>{p.title}</h3><div>{p.text}</div></li>",
    "flat": lambda p: f"<p class='clock'>{p.label}</p><h3>{p.title}</h3><p>{p.text}</p>",
}
CLOCKED |= {
    "dl": lambda p: f"<dt>{p.label}</dt><dd><h3>{p.title}</h3><p>{p.text}</p></dd>",
    "bold": lambda p: f"<li><i>{p.label}</i><div><p><strong>{p.title}</strong></p><p>{p.text}</p></div></li>",
    "figure": lambda p: (
        f"<div><b class='t'>{p.label}</b><h3>{p.title}</h3><figure><img src='/a.jpg' alt='{p.title}'>"
        f"</figure><p>{p.text}</p><div class='share'>Share</div></div>"
    ),
}
# Posts without any time on the page.
SILENT: dict[str, Form] = {"silent": lambda p: f"<h3>{p.title}</h3><p>{p.text}</p>"}


def head(blog: Blog, *, told: bool) -> str:
    """The metadata: that of an ordinary article, or with the posts."""
    times = {"datePublished": "2026-03-02T11:40:00+01:00", "dateModified": "2026-03-02T14:35:00+01:00"}
    if not told:
        return linked_data(news(headline=blog.story.title, **times))
    posts = [
        {"@type": "BlogPosting", "headline": p.title, "datePublished": p.at, "articleBody": f"<p>{p.text}</p>"}
        for p in blog.posts
    ]
    blogging = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": blog.story.title}
    return linked_data(blogging | times | {"liveBlogUpdate": posts})


def live(blog: Blog, form: Form, *, told: bool = False, opening: bool = True) -> Article:
    posts = "".join(form(p) for p in blog.posts)
    body = f"<p>{blog.story.paragraphs[0]}</p>" if opening else ""
    wrapped = (
        f"<dl>{posts}</dl>"
        if posts.startswith("<dt")
        else f"<ol>{posts}</ol>"
        if posts.startswith("<li")
        else f"<div class='posts'>{posts}</div>"
    )
    return read(page(f"<div class='story'>{body}{wrapped}</div>", title=blog.story.title, lang=blog.story.language,
                     head=head(blog, told=told)))  # fmt: skip


def expected(blog: Blog, level: int, *, seconds: bool = True) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = [(blog.story.paragraphs[0], None)]
    for p in blog.posts:
        found += [(p.title, p.at if seconds else p.at.replace(":00Z", "Z")), (p.text, None)]
    return found


def posted(article: Article) -> list[tuple[str, str | None]]:
    return [(b.text, b.posted_at) for b in article.blocks if isinstance(b, Heading | Paragraph)]


blogs = pytest.mark.parametrize("blog", BLOGS, ids=lambda b: b.story.language)


@blogs
@pytest.mark.parametrize("told", [False, True], ids=["", "JSON-LD"])
@pytest.mark.parametrize("form", STATED.values(), ids=STATED.keys())
def test_a_post_begins_with_its_time_and_label_and_author_are_no_paragraphs(blog: Blog, form: Form, told: bool) -> None:
    assert posted(live(blog, form, told=told)) == expected(blog, 3)


@blogs
@pytest.mark.parametrize("form", CLOCKED.values(), ids=CLOCKED.keys())
def test_a_time_of_day_is_placed_on_the_day_of_the_blog(blog: Blog, form: Form) -> None:
    assert posted(live(blog, form)) == expected(blog, 3, seconds=False)


@blogs
@pytest.mark.parametrize("form", (CLOCKED | SILENT).values(), ids=[*CLOCKED, *SILENT])
def test_linked_data_says_the_times_that_the_page_leaves_open(blog: Blog, form: Form) -> None:
    assert posted(live(blog, form, told=True)) == expected(blog, 3)


@blogs
def test_a_post_without_headline_begins_with_its_first_paragraph(blog: Blog) -> None:
    def form(p: Post) -> str:
        return f"<div class='post'><time datetime='{p.at}'>{p.label}</time><p>{p.text}</p><p>{p.text[::-1]}</p></div>"

    found = posted(live(blog, form))
    assert found[1:] == [(t, a) for p in blog.posts for t, a in ((p.text, p.at), (p.text[::-1].strip(), None))]


@pytest.mark.parametrize(
    "line",
    ["<h3>{}: {}</h3>", "<p><b>+++ {} | {} +++</b></p>", "<h2>{} – {}</h2>", "<p>+++ {}: {} +++</p>"],
)
@pytest.mark.parametrize("label", ["14:32 Uhr", "14.32", "14h32", "2:32 pm", "下午2:32"])
def test_a_headline_that_begins_with_a_time_begins_a_post(line: str, label: str) -> None:
    blog = BLOGS[1]
    labels = (label, *("13:05", "11:47"))
    lines = [line.format(at, p.title) for at, p in zip(labels, blog.posts, strict=True)]
    body = "".join(f"{line}<p>{p.text}</p>" for line, p in zip(lines, blog.posts, strict=True))
    html = page(f"<article><p>{GERMAN.paragraphs[0]}</p>{body}</article>", lang="de", head=head(blog, told=False))
    times = [at for _, at in posted(read(html)) if at]
    assert times == ["2026-03-02T13:32Z", "2026-03-02T12:05Z", "2026-03-02T10:47Z"]


# -- edits ---------------------------------------------------------------------------------------------------------

NEWER = {
    "en": Post(at="2026-03-02T14:10:00Z", label="3:10 pm CET", by="By Tom Vale", title="A fourth ferry is coming",
               text="A fourth ferry from the islands will be put into service on Tuesday, the port authority says."),
    "de": Post(at="2026-03-02T14:10:00Z", label="15:10 Uhr", by="Von Ute Sommer", title="Vierte Fähre kommt",
               text="Eine vierte Fähre von den Inseln soll am Dienstag aushelfen, wie die Hafenbehörde mitteilt."),
    "zh": Post(at="2026-03-02T14:10:00Z", label="下午3:10", by="记者：陈立", title="第四班渡轮即将投入",
               text="港务局表示，来自外岛的第四艘渡轮将于周二投入使用，每小时多运四十辆车。"),
}  # fmt: skip


def ordered(blog: Blog, *, newest_first: bool) -> Blog:
    return blog if newest_first else replace(blog, posts=blog.posts[::-1])


@blogs
@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("form", [STATED["article"], CLOCKED["flat"]], ids=["stated", "clocked"])
def test_a_new_post_is_added_and_moves_nothing(blog: Blog, form: Form, newest_first: bool) -> None:
    newer = NEWER[blog.story.language]
    before = live(ordered(blog, newest_first=newest_first), form)
    after = live(ordered(replace(blog, posts=(newer, *blog.posts)), newest_first=newest_first), form)
    found = [(c.kind, c.after) for c in compare(before, after)]
    assert found == [("heading.added", newer.title), ("paragraph.added", newer.text)]


@blogs
def test_an_edited_post_is_an_edited_paragraph(blog: Blog) -> None:
    middle = blog.posts[1]
    edited = replace(middle, text=middle.text.replace(middle.text[-12:], middle.text[-6:]))
    before = live(blog, STATED["article"])
    after = live(replace(blog, posts=(blog.posts[0], edited, blog.posts[2])), STATED["article"])
    assert [(c.kind, c.before, c.after) for c in compare(before, after)] == [
        ("paragraph.edited", middle.text, edited.text)
    ]


@blogs
def test_a_blog_that_is_turned_round_has_not_moved(blog: Blog) -> None:
    newer = replace(blog, posts=(NEWER[blog.story.language], *blog.posts))
    before, turned = live(blog, STATED["article"]), live(ordered(blog, newest_first=False), STATED["article"])
    assert compare(before, turned) == ()
    assert compare(turned, before) == ()
    added = compare(before, live(ordered(newer, newest_first=False), STATED["article"]))
    assert [c.kind for c in added] == ["heading.added", "paragraph.added"]


@blogs
def test_a_post_time_that_changes_alone_is_no_change(blog: Blog) -> None:
    later = replace(blog, posts=tuple(replace(p, at=p.at.replace(":00Z", ":30Z")) for p in blog.posts))
    before, after = live(blog, STATED["article"]), live(later, STATED["article"])
    assert posted(before) != posted(after)
    assert compare(before, after) == ()
    assert before.digest() == after.digest()


@blogs
def test_the_same_blog_with_other_labels_reads_the_same(blog: Blog) -> None:
    relative = replace(blog, posts=tuple(replace(p, label=f"{n} min ago") for n, p in enumerate(blog.posts, 3)))
    assert live(relative, STATED["section"]) == live(blog, STATED["section"])


# -- what is no live blog --------------------------------------------------------------------------------------------


def test_the_dateline_of_an_ordinary_article_makes_no_post() -> None:
    stamps = (
        "<p><time datetime='2026-03-02T09:00:00Z'>9:00</time> · <time datetime='2026-03-02T10:00:00Z'>10:00</time></p>"
    )
    assert {time for _, time in posted(read(article_page(before=stamps)))} == {None}


def test_a_list_of_other_stories_with_their_times_makes_no_posts() -> None:
    others = "".join(
        f"<li><time datetime='2026-03-02T0{n}:00:00Z'>0{n}:00</time> <a href='/{n}'>The bus in the snow, {n}</a></li>"
        for n in range(1, 6)
    )
    assert {time for _, time in posted(read(article_page(f"<ul>{others}</ul>")))} == {None}


def test_a_timetable_makes_no_posts() -> None:
    rows = "".join(
        f"<tr><td>{n}:15</td><td>From the eastern pier to the islands and back</td></tr>" for n in range(6, 12)
    )
    article = read(article_page(f"<table>{rows}</table>"))
    assert {time for _, time in posted(article)} == {None}
    assert len(article.blocks) == len(ENGLISH.paragraphs) + 1


def test_a_programme_of_times_makes_no_posts() -> None:
    lines = "".join(f"<p>{n}:15 – The ferry leaves for the islands and comes back at noon.</p>" for n in range(6, 10))
    assert {time for _, time in posted(read(article_page(lines)))} == {None}


def test_clocks_beyond_midnight_are_on_another_day() -> None:
    late = [("00:20", "After"), ("23:50", "Before"), ("18:00", "Evening")]
    posts = "".join(
        f"<p class='t'>{c}</p><h3>{t} midnight news</h3><p>{ENGLISH.paragraphs[0]} {t}</p>" for c, t in late
    )
    times = linked_data(news(datePublished="2026-03-02T09:00:00Z", dateModified="2026-03-03T00:25:00Z"))
    found = posted(read(page(f"<div>{posts}</div>", head=times)))
    assert [time for _, time in found if time] == ["2026-03-03T00:20Z", "2026-03-02T23:50Z", "2026-03-02T18:00Z"]


def test_the_same_long_blog_gives_the_same_article_each_time() -> None:
    posts = "".join(
        f"<article class='post'><time datetime='2026-03-02T{8 + i // 60:02}:{i % 60:02}:00Z'>{8 + i // 60}:{i % 60:02}"
        f"</time><h3>Report number {i} from the pier</h3><p>{ENGLISH.paragraphs[i % 4]} It is number {i}.</p>"
        f"<p>Another line of number {i} that says something about ferries and cars.</p></article>"
        for i in range(200)
    )
    html = page(f"<div class='story'><p>{ENGLISH.paragraphs[0]}</p><div class='posts'>{posts}</div></div>")
    articles = [read(html) for _ in range(4)]
    assert len({article.digest() for article in articles}) == 1
    assert len(articles[0].blocks) == 601


def test_a_blog_of_a_thousand_posts_is_read_in_a_moment() -> None:
    texts = [f"Ferry number {n} left the pier with every place taken, said the harbour master." for n in range(1_000)]
    updates = [{"@type": "BlogPosting", "articleBody": t, "datePublished": "2026-03-02T13:32:00Z"} for t in texts]
    head = linked_data({"@type": "LiveBlogPosting", "headline": ENGLISH.title, "liveBlogUpdate": updates})
    posts = "".join(f"<div class='x{n % 700}'><b>9:{n % 60:02}</b><p>{t}</p></div>" for n, t in enumerate(texts))
    began = time.process_time()
    article = read(page(f"<div>{posts}</div>", head=head))
    assert sum(at is not None for _, at in posted(article)) == 1_000
    assert time.process_time() - began < 10


def test_a_new_post_does_not_move_the_day_a_blog_began() -> None:
    def shown(*times: str) -> Article:
        posts = "".join(
            f"<section><time datetime='2026-03-02T{time}:00+01:00'>{time} Uhr</time><p>{text}</p></section>"
            for time, text in zip(times, GERMAN.paragraphs, strict=False)
        )
        return read(page(f"<article>{posts}</article>", title=GERMAN.title, lang="de"))

    before, after = shown("10:15", "09:02", "08:00"), shown("11:40", "10:15", "09:02", "08:00")
    assert before.published_at == after.published_at == "2026-03-02T07:00:00Z"
