"""Where on a page the story is: beside other stories, in parts, without paragraphs, in two sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from pages_html import CHINESE, ENGLISH, FRENCH, GERMAN, STORIES, URL, Story, page, paragraphs, read, texts

from watcher.extract import locate
from watcher.extract.signs import HIDDEN_NAMES

STUB = "A man was hurt on the eastern pier on Monday evening. Police asked for witnesses to come forward."
SERVICE = (
    "The customer service of the Harbour Post can be reached on every day of the week but Sunday, by telephone and by "
    "letter. It answers questions on subscriptions, on deliveries that went astray, on holidays, and on the archive."
)


def whole(body: str, of: Story = ENGLISH, *, body_class: str = "") -> str:
    """A page of nothing but `body`, for stories that share no element with their headline."""
    return (
        f'<!DOCTYPE html><html lang="{of.language}"><head><meta charset="utf-8"><title>{of.title}</title>'
        f'<meta property="og:title" content="{of.title}"></head><body class="{body_class}">{body}</body></html>'
    )


def test_a_stub_is_found_beside_longer_text_of_the_page() -> None:
    html = whole(
        f"<div><div><h1>{ENGLISH.title}</h1><div itemprop='articleBody'>{STUB}</div></div></div>"
        f"<div class='bottom'><div>{SERVICE}</div><div>{SERVICE}</div></div>"
    )
    assert texts(read(html)) == [STUB]


def test_stories_below_the_own_one_under_headlines_of_their_own_are_not_read() -> None:
    other = f"<div><div><h1>{{}}</h1></div><time>2 March 2026</time><article>{paragraphs(GERMAN)}</article></div>"
    own = f"<div><h1>{ENGLISH.title}</h1></div><div><article>{paragraphs()}</article></div>"
    html = whole(f"<section>{own}{other.format(GERMAN.title)}{other.format('Another headline')}</section>")
    assert texts(read(html)) == list(ENGLISH.paragraphs)


def test_a_first_paragraph_before_the_box_of_the_others_is_read_where_it_has_a_class_more() -> None:
    first, *others = (f"<p class='text{more}' data-track='Link'>{{}}</p>" for more in (" initial", "", "", ""))
    first, *others = (p.format(t) for p, t in zip((first, *others), ENGLISH.paragraphs, strict=True))
    html = whole(f"<h1>{ENGLISH.title}</h1><main><div>{first}</div><div class='wall'>{''.join(others)}</div></main>")
    assert texts(read(html)) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize("names", ["footer", "site-footer", "pageFooter", "imprint"])
def test_the_foot_of_a_page_is_not_the_story(names: str) -> None:
    html = whole(f"<div><h1>{ENGLISH.title}</h1><p>{STUB}</p></div><div class='{names}'><p>{SERVICE}</p></div>")
    assert texts(read(html)) == [STUB]


def test_another_post_that_loads_after_the_story_is_not_read() -> None:
    html = whole(
        f"<div id='primary'><article class='post-31 box'><div class='name'>{ENGLISH.title}</div><p>{STUB}</p>"
        f"<article id='post-77' class='post-77 box'><h2>{GERMAN.title}</h2>{paragraphs(GERMAN)}</article>"
        f"<article id='post-78' class='post-78 box'><h2>{FRENCH.title}</h2>{paragraphs(FRENCH)}</article>"
        "</article></div>",
        body_class="single single-post postid-31",
    )
    read_texts = texts(read(html))
    assert STUB in read_texts
    assert not set(read_texts) & {*GERMAN.paragraphs, *FRENCH.paragraphs}


@pytest.mark.parametrize("before", [0, 1])
def test_among_articles_on_one_page_the_one_with_the_headline_counts(before: int) -> None:
    others = [f"<article><h2>{s.title}</h2>{paragraphs(s)}{paragraphs(s)}</article>" for s in (GERMAN, FRENCH)]
    own = f"<article><h1>{ENGLISH.title}</h1>{paragraphs()}</article>"
    html = whole(f"<main>{''.join((*others[:before], own, *others[before:]))}</main>")
    assert texts(read(html)) == list(ENGLISH.paragraphs)


def test_a_story_in_parts_built_alike_is_read_whole() -> None:
    first, *others = (f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    part = "<div class='story-part'><div class='text'>{}</div></div>"
    long = "".join(others) + paragraphs(GERMAN)
    html = page(f"<div class='parts'>{part.format(first)}<hr>{part.format(long)}</div>")
    assert texts(read(html)) == [*ENGLISH.paragraphs, *GERMAN.paragraphs]


def classed(*lines: str) -> str:
    return "".join(f"<p class='story__paragraph'>{line}</p>" for line in lines)


@pytest.mark.parametrize("times", [1, 4])
def test_a_story_that_goes_on_in_a_section_alike_is_read_whole(times: int) -> None:
    first, *others = ENGLISH.paragraphs
    more = [*others, *(f"{line} {at}" for at in range(times) for line in GERMAN.paragraphs)]
    section = "<section class='row main-row'><div class='column'>{}</div></section>"
    above = f"<h1>{ENGLISH.title}</h1><p class='by'>By Ida Brandt</p><p class='on'>2 March 2026</p>"
    html = whole(
        f"<main>{section.format(above + classed(first, STUB))}{section.format(classed(*more))}"
        f"<section class='row related'><p>{SERVICE}</p></section></main>"
    )
    assert texts(read(html)) == [first, STUB, *more]


@pytest.mark.parametrize(
    "behind",
    [
        f"<h2>{GERMAN.title}</h2>{classed(*GERMAN.paragraphs)}",
        f"<h3><a href='/other'>{GERMAN.title}</a></h3>{classed(*GERMAN.paragraphs)}",
        f"<article>{classed(*GERMAN.paragraphs)}</article>",
        paragraphs(GERMAN),
        f"<div>{GERMAN.title}</div>{classed(*GERMAN.paragraphs)}",
        f"<h5>{GERMAN.title}</h5>{classed(*GERMAN.paragraphs)}",
        classed(f"<b>{GERMAN.title}</b>", *GERMAN.paragraphs),
        classed("12 comments", *GERMAN.paragraphs),
        classed(SERVICE[:142]),
    ],
    ids=["headline", "linked headline", "article", "plain", "label", "h5", "bold", "comments", "few lines"],
)
def test_a_section_alike_that_is_not_the_rest_of_the_story_is_not_read(behind: str) -> None:
    section = "<section class='row main-row'><div class='column'>{}</div></section>"
    own = f"<h1>{ENGLISH.title}</h1>{classed(*ENGLISH.paragraphs)}"
    html = whole(f"<main>{section.format(own)}{section.format(behind)}</main>")
    assert texts(read(html)) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize("name", ["has-social-tools", "with-ads", "no-related", "has-newsletter"])
def test_what_an_element_has_or_has_not_makes_it_no_box(name: str) -> None:
    html = whole(f"<h1>{ENGLISH.title}</h1><div class='story {name}'>{paragraphs()}</div>")
    assert texts(read(html)) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize("of", STORIES, ids=lambda of: of.language)
@pytest.mark.parametrize(
    "build",
    [
        lambda lines: "<div>" + "<br><br>".join(lines) + "</div>",
        lambda lines: "<div>" + "".join(f"<div>{line}</div>" for line in lines) + "</div>",
        lambda lines: "<table><tr><td><a href='/'>Start</a></td><td>" + "<br><br>".join(lines) + "</td></tr></table>",
        lambda lines: "<table><tr><td>" + "".join(f"<p>{line}" for line in lines) + "</td></tr></table>",
        lambda lines: "<font>" + "<br>\n<br>".join(lines) + "</font>",
        lambda lines: "<section>" + "".join(f"<span>{line}</span><br><br>" for line in lines) + "</section>",
    ],
    ids=["breaks", "boxes", "cell", "open paragraphs", "font", "spans"],
)  # fmt: skip
def test_a_story_without_paragraph_elements_is_read_whole(build: Callable[[Sequence[str]], str], of: Story) -> None:
    html = page(build(of.paragraphs), title=of.title, lang=of.language)
    assert texts(read(html)) == list(of.paragraphs)


def test_readers_comments_longer_than_the_story_are_not_the_story() -> None:
    comments = "".join(f"<li class='comment'><p>{text}</p></li>" for text in (*GERMAN.paragraphs, *FRENCH.paragraphs))
    html = page(f"<div>{paragraphs(CHINESE)}</div><ul class='comments-list'>{comments}</ul>", title=CHINESE.title)
    assert texts(read(html)) == list(CHINESE.paragraphs)


def test_ids_of_paragraphs_do_not_widen_the_story() -> None:
    def shown(*, ids: bool) -> str:
        def line(text: str, number: int) -> str:
            return f"<p{f' id=p{number} data-key=k{number}' if ids else ''}>{text}</p>"

        story = "".join(map(line, ENGLISH.paragraphs, range(1, 9)))
        return page(f"<div>{line('Updated every day by the desk.', 0)}</div><div class='txt'>{story}</div>")

    assert texts(read(shown(ids=True))) == texts(read(shown(ids=False))) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize("name", sorted(HIDDEN_NAMES))
def test_what_is_left_to_screen_readers_is_not_read(name: str) -> None:
    said = "The harbour master of Lowen had counted the ships of that evening twice."
    hidden, shown = (page(paragraphs() + f"<p class='told {n}'>{said}</p>") for n in (name, "by-him"))
    assert texts(read(hidden)) == list(ENGLISH.paragraphs)
    assert texts(read(shown)) == [*ENGLISH.paragraphs, said]


@pytest.mark.parametrize("many", [1, 40, 200, 470, 1_900])
@pytest.mark.parametrize("before", [0, 1, 2, 3])
def test_elements_left_open_in_a_story_cost_no_paragraph(many: int, before: int) -> None:
    told = [text.replace(".", f", at {hour}.") for hour in range(3) for text in ENGLISH.paragraphs]
    marked = [f"<p>{text}</p>" for text in told]
    html = "".join((*marked[:before], "<div>" * many, *marked[before:]))
    assert texts(read(page(f"<article>{html}</article>"))) == told


def test_names_for_scripts_on_its_paragraphs_part_no_story() -> None:
    first, *others = (f"<p data-n='{n}' id='p{n}'>{text}</p>" for n, text in enumerate(ENGLISH.paragraphs * 2))
    assert len(texts(read(page(f"<article>{first}<div>{''.join(others)}</div></article>")))) == len(others) + 1


@pytest.mark.parametrize("many", [10, 60, 300])
def test_a_story_whose_every_paragraph_opens_an_element_is_read_from_its_first(many: int) -> None:
    told = [ENGLISH.paragraphs[0].replace("Monday", f"the {number}th of March") for number in range(many)]
    html = "".join(f"<div><p>{text}</p>" for text in told)
    assert texts(read(page(f"<article>{html}</article>"))) == told


def test_the_title_of_the_window_is_no_headline_on_the_page() -> None:
    """A headline in the head would make all of the page the story's surroundings."""
    html = whole(f"<header>12 Quay Street</header><article>{paragraphs()}</article>")
    html = html.replace("<title>", "<title itemprop='headline'>")
    source = locate(html, URL)
    assert source.signals["headline"] == ""
    assert "12 Quay Street" not in source.html
    assert read(html).title == ENGLISH.title


@pytest.mark.parametrize("word", ["<span data-w='7'>{}</span>", "<font><font>{}</font></font>", "<b>{}</b>"])
@pytest.mark.parametrize("story", [ENGLISH, GERMAN, FRENCH], ids=lambda story: story.language)
def test_a_story_whose_every_word_is_an_element_is_found(story: Story, word: str) -> None:
    told = "".join(f"<p>{' '.join(word.format(w) for w in text.split())}</p>" for text in story.paragraphs)
    beside = "<div class='more'><p>A short text about the tides, and about nothing else at all today.</p></div>"
    html = page(f"<div class='story'>{told}</div>{beside}", title=story.title, lang=story.language)
    assert texts(read(html))[: len(story.paragraphs)] == list(story.paragraphs)


@pytest.mark.parametrize("before", ["<h1>{title}</h1><form action='x.aspx'>", "<form action='x.aspx'><h1>{title}</h1>"])
@pytest.mark.parametrize("part", ["<p>{}</p>", "<div>{}</div>", "{}<br><br>"])
def test_a_story_in_a_form_is_read(before: str, part: str) -> None:
    story = "".join(map(part.format, ENGLISH.paragraphs))
    bio = "<div class='bio'><p>Ada Holm writes about the sea, and about those who live from it.</p></div>"
    html = f"<html lang='en'><body>{before.format(title=ENGLISH.title)}<div>{story}</div></form>{bio}</body></html>"
    assert texts(read(html)) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize("box", ["<iframe src='https://shop.example/f'>", "<div><textarea>"])
def test_what_stands_in_a_frame_that_is_never_closed_is_not_the_story(box: str) -> None:
    below = "".join(f"<div class='shop'><p>{SERVICE}</p></div>" for _ in range(9))
    html = whole(f"<div><h1>{ENGLISH.title}</h1><div class='text'>{paragraphs()}</div></div><div>{box}{below}</div>")
    assert texts(read(html)) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize("name", ["review-verdict", "review-wrapup", "story-end"])
def test_a_section_right_behind_the_story_that_is_named_after_it_is_read(name: str) -> None:
    *story, last = ENGLISH.paragraphs
    body = "".join(f"<p>{text}</p>" for text in story * 3)
    own = name.partition("-")[0]
    said = f"{last} {last}"
    behind = f"<section class='{name}'><h4>In short</h4><p>{said}</p></section>"
    header = f"<header><h1>{ENGLISH.title}</h1><p class='byline'>By Ida Brandt</p></header>"
    whole_page = f"<article>{header}<section id='{own}-body'>{body}</section>{{}}</article>"
    assert said in texts(read(page(whole_page.format(behind), title=ENGLISH.title)))
    others = (
        behind.replace(name, "about-us"),
        behind.replace(name, f"{own}-author"),
        behind.replace(name, f"{own}-related"),
        behind.replace(f"<p>{said}", f"<p><a href='/2'>{said}</a>"),
        f"<div class='{own}-tools'>Share</div>{behind}",
    )
    for other in others:
        assert said not in texts(read(page(whole_page.format(other), title=ENGLISH.title)))


@pytest.mark.parametrize("pictured", [False, True])
def test_addresses_of_pictures_are_only_asked_where_one_stands_before_the_story(
    pictured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def asset(address: str) -> str:
        asked.append(address)
        return address

    monkeypatch.setattr("watcher.extract.lead.asset", asset)
    lead = '<figure><img src="/pier.jpg" alt=""><figcaption>The pier</figcaption></figure>'
    other = '<figure><img src="/gate.jpg" alt=""><figcaption>The gate</figcaption></figure>'
    story = f"<article><h1>{ENGLISH.title}</h1><div>{paragraphs()}{other}</div></article>"
    meta = '<meta property="og:image" content="https://news.example/pier.jpg"></head>'
    html = whole(f"<main>{lead if pictured else '<p>Harbour</p>'}{story}</main>").replace("</head>", meta)
    assert ("The pier" in locate(html, URL).html, bool(asked)) == (pictured, pictured)


def test_a_heading_behind_a_story_does_not_make_it_one_of_those_below() -> None:
    teaser = f"<section><article><h4><a href='/b'>Old pier falls</a></h4>{paragraphs()}</article></section>"
    story = f"<div class='story'>{paragraphs()}{teaser}{paragraphs(GERMAN)}</div>"
    body = f"<header><h1>{ENGLISH.title}</h1></header><div class='rest'>{story}<aside><h1>My book</h1></aside></div>"
    html = f"<html><head><title>{ENGLISH.title}</title></head><body>{body}</body></html>"
    assert set(GERMAN.paragraphs) <= set(texts(read(html)))


def test_stories_loaded_below_are_not_read() -> None:
    below = f"<div class='next'><div><h1>Old pier falls</h1></div><article>{paragraphs(GERMAN)}</article></div>"
    body = f"<div><h1>{ENGLISH.title}</h1><article>{paragraphs()}</article></div>{below}"
    html = f"<html><head><title>{ENGLISH.title}</title></head><body>{body}</body></html>"
    assert set(GERMAN.paragraphs).isdisjoint(texts(read(html)))


def test_how_the_source_is_broken_into_lines_says_nothing() -> None:
    told = " ".join(ENGLISH.paragraphs)
    short = f"<div class='box'><p>{GERMAN.paragraphs[0]}</p></div>"
    html = f"<body><h1>{ENGLISH.title}</h1>{short}<div class='story'><p>{told}</p></div></body>"
    wide = html.replace(GERMAN.paragraphs[0], GERMAN.paragraphs[0].replace(" ", "\n" + " " * 60))
    assert read(html).blocks == read(wide).blocks


NOTE = "<p>We depend on readers who give a few euros each month to keep this small newsroom going.</p>" * 2
BEHIND_WALL = "<article><h1>{title}</h1><h2 class='dek'>{lead}</h2><div class='{name}'>{first}</div>{rest}</article>"


def opened(name: str, first: str, *, of: Story = ENGLISH) -> list[str]:
    """The texts of a story whose beginning, `first`, stands in a box of its own before the rest."""
    rest = f"<div class='story-text'>{paragraphs(of)}{paragraphs(of).replace('.</p>', ' again.</p>')}</div>"
    html = BEHIND_WALL.format(title=of.title, lead="Nobody knows when it opens.", name=name, first=first, rest=rest)
    return texts(read(whole(html, of)))


@pytest.mark.parametrize("name", ["x1", "free-part", "content-ungated", "user-paying"])
def test_the_beginning_of_a_story_in_a_box_before_the_rest_is_read(name: str) -> None:
    begun = paragraphs(FRENCH)
    assert opened(name, begun)[: len(FRENCH.paragraphs)] == list(FRENCH.paragraphs)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("x1", "<p>Ida Brandt writes on harbours.</p><p>She lives in Lowen.</p>"),
        ("summary", "<p>The bridge is closed since Monday, and nobody knows when it will be open again.</p>" * 2),
        *[(name, NOTE) for name in ("disclaimer", "reader-note", "support-us", "about-the-series")],
        ("x1", "<p>By Ida Brandt, harbour reporter.</p><p>Published on 2 March 2026 at 9:30.</p>"),
    ],
)
def test_short_lines_and_notes_before_a_story_are_no_beginning_of_it(name: str, first: str) -> None:
    assert opened(name, first)[0] == ENGLISH.paragraphs[0]
