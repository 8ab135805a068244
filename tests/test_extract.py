"""Whole small pages → articles: every language, many shapes of page, and noise that must not show."""

from __future__ import annotations

import importlib.util
import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from types import ModuleType

import pytest
from pages_html import (
    ENGLISH,
    STORIES,
    URL,
    Story,
    article_page,
    images,
    kinds,
    linked_data,
    news,
    page,
    paragraphs,
    read,
    texts,
)

from watcher.extract import VERSION, _version, extract, extract_from, locate
from watcher.extract.decoded import decoded
from watcher.model import Heading, Image, List, Paragraph

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def whole(of: Story) -> str:
    """A page with everything that a reader sees of a story."""
    figure = f'<figure><img src="/img/bridge.jpg" alt="A"><figcaption>{of.caption}</figcaption></figure>'
    before = f'<p class="lead">{of.standfirst}</p><div class="byline">{of.author}</div>{figure}'
    return article_page("<h2>2026</h2>", of=of, before=before)


# -- every language ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.language)
def test_a_plain_page_is_read_in_every_language(story: Story) -> None:
    article = read(whole(story))
    assert article.title == story.title
    assert article.standfirst == story.standfirst
    assert article.authors == (story.author,)
    assert article.language == story.language
    lead, *rest = article.blocks
    assert isinstance(lead, Image)
    assert (lead.role, lead.caption) == ("lead", story.caption)
    assert tuple(rest) == (
        *(Paragraph(text=text) for text in story.paragraphs[:2]),
        Heading(level=2, text="2026"),
        *(Paragraph(text=text) for text in story.paragraphs[2:]),
    )


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.language)
@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param(lambda ps: "".join(f"<p>{p}</p>" for p in ps), id="p"),
        pytest.param("<br><br>".join, id="br-br"),
        pytest.param("<br/>\n<br/>\n".join, id="br-br-lines"),
        pytest.param(lambda ps: "".join(f"<div>{p}</div>" for p in ps), id="div"),
        pytest.param(lambda ps: "".join(f"<div><span>{p}</span></div>" for p in ps), id="div-span"),
        pytest.param(
            lambda ps: "".join(f"<section><div><p><span>{p}</span></p></div></section>" for p in ps), id="deep"
        ),
        pytest.param(lambda ps: "<p>" + "</p><p>&nbsp;</p><p>".join(ps) + "</p>", id="blank-p"),
    ],
)
def test_paragraphs_are_the_same_whatever_parts_them(story: Story, wrapped: Callable[[tuple[str, ...]], str]) -> None:
    html = page(f"<div>{wrapped(story.paragraphs)}</div>", title=story.title, lang=story.language)
    assert texts(read(html)) == list(story.paragraphs)


# -- the same article, another load --------------------------------------------------------------------------------

PLAIN = article_page(
    f"<p>A list of <a href='/harbour'>what is open</a> follows, the council said on Monday.</p>"
    f"<ul><li>The ferry from the east pier, every ten minutes</li><li>The tunnel, for lorries only</li></ul>"
    f"<figure><img src='https://img.example/a/bridge.jpg' alt='Bridge'><figcaption>{ENGLISH.caption}"
    "</figcaption></figure><blockquote>It was a matter of days, the engineer wrote in her report.</blockquote>",
    head=linked_data(news(datePublished="2026-03-02T07:15:00Z", author={"@type": "Person", "name": "Ida Brandt"})),
    before=f"<p class='standfirst'>{ENGLISH.standfirst}</p>",
)


def sub(pattern: str, by: str) -> Callable[[str], str]:
    return lambda html: re.sub(pattern, by, html)


def pretty(html: str) -> str:
    """Line breaks and indentation where they mean nothing."""
    return re.sub(
        r"(</?(?:p|ul|li|figure|figcaption|article|main|blockquote|body|head|div)\b[^>]*>)", r"\n    \1\n    ", html
    )


def reordered(html: str) -> str:
    """The attributes of each element the other way round."""

    def turned(tag: re.Match[str]) -> str:
        attributes = re.findall(r"""[a-z-]+=(?:"[^"]*"|'[^']*')""", tag[2])
        return f"<{tag[1]} {' '.join(reversed(attributes))}>"

    return re.sub(r"<(img|a|meta|p) ([^>]*)>", turned, html)


NOISE: dict[str, Callable[[str], str]] = {
    "advertising slots": sub("</p><p>", '</p><div class="ad-slot" id="gpt-77"><span>Advertisement</span></div><p>'),
    "an empty slot": sub("</p><p>", '</p><div id="slot-8812"></div><p>'),
    "nonces": sub("<head>", '<head><meta name="csrf-token" content="d41d8c"><script nonce="r4nd0m">var t=88</script>'),
    "re-hashed classes": sub("<(p|ul|figure|div)>", r'<\1 class="css-1x9kd2 sc-fzXfN">'),
    "pretty printing": pretty,
    "attribute order": reordered,
    "entities": lambda html: html.replace("The ", "T&#104;e&nbsp;").replace("ferries", "&#102;erries"),
    "comments in the source": sub("<p>", "<!-- rendered 12:07:55 by node-7 --><p>"),
    "tracking parameters": sub("/harbour'", "/harbour?utm_source=home&fbclid=x1'"),
    "a lazy loader": sub(
        "src='https://img.example/a/bridge.jpg'",
        "src='data:image/gif;base64,R0lGOD' data-src='https://img.example/a/bridge.jpg'",
    ),
    "an inline style": sub("<p>", '<p style="margin-top:0">'),
    "upper case tags": lambda html: re.sub("</?(?:p|ul|li)>", lambda tag: tag[0].upper(), html),
    "a counter": sub("</article>", "</article><div class='stats'>1,204 views</div>"),
    "other recommendations": sub(
        "</article>",
        "</article><aside class='more'><h3>More</h3><ul><li><a href='/x'>A bus in the snow</a></li></ul></aside>",
    ),
    "another menu": sub("<header>", "<nav><a href='/sport'>Sport</a><a href='/film'>Film</a></nav><header>"),
    "tracking pixels": sub("</p>", "<img src='https://t.example/p.gif?r=17' width='1' height='1'></p>"),
    "zero-width characters": lambda html: html.replace("bridge was", "bridge\u200b was\ufeff"),
    "a cookie banner": sub(
        "<body>", "<body><div role='dialog'><p>We and our 812 partners use cookies. Please accept them all.</p></div>"
    ),
    "a cookie box": sub(
        "</main>", "</main><div class='cmp-box'><p>We and our 812 partners use cookies.</p><p>You can say no.</p></div>"
    ),
    "a picture element": sub("<img src=([^ >]*)([^>]*)>", r"<picture><source srcset=\1><img src=\1\2></picture>"),
    "share buttons": sub("<figure>", "<div class='share-bar'><a href='#'>X</a><a href='#'>Mail</a></div><figure>"),
    "a newsletter box": sub(
        "<figure>", "<div class='newsletter-signup'><h3>Newsletter</h3><p>Each morning in your inbox.</p></div><figure>"
    ),
    "related links": sub(
        "<figure>", "<div class='related'><h3>More</h3><ul><li><a href='/x'>A bus in snow</a></li></ul></div><figure>"
    ),
    "readers' comments": sub(
        "</article>",
        "</article><section id='comments'><h2>2 comments</h2><div class='comment'><p>I have crossed this bridge for"
        " twenty years and nobody ever told me about the cables.</p></div></section>",
    ),
    "a teaser between paragraphs": sub("</p><p>", "</p><p><a href='/z'>Also of interest: two tunnels</a></p><p>"),
    "an offer": sub("</article>", "</article><div class='paywall'><p>Subscribe to read on: 1 euro a month.</p></div>"),
    "a player": sub("</p><p>", "</p><div class='video-player'><span>Loading the player…</span></div><p>"),
    "a word on the author": sub(
        "</article>", "<div class='author-bio'><p>A B is our reporter. She writes about bridges.</p></div></article>"
    ),
    "text for screen readers": sub("</p><p>", "</p><span class='sr-only'>Skip advertisement</span><p>"),
    "a test group": sub("<body>", "<body class='is-test-b' data-build='91aa'>"),
    "wrappers": lambda html: html.replace("<article>", "<article><div>").replace("</article>", "</div></article>"),
    "numbered paragraphs": lambda html: re.sub("<p>", lambda tag: f'<p id="p{tag.start()}">', html),
    "a live clock": sub("<header>", "<header><time datetime='2026-03-02T09:11:52Z'>09:11</time>"),
}  # fmt: skip


@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE.keys())
def test_noise_gives_an_equal_article(noise: Callable[[str], str]) -> None:
    noisy = noise(PLAIN)
    assert noisy != PLAIN
    assert read(noisy) == read(PLAIN)


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.language)
def test_noise_gives_an_equal_article_in_every_language(story: Story) -> None:
    quiet = read(whole(story))
    assert {name: read(noise(whole(story))) for name, noise in NOISE.items()} == dict.fromkeys(NOISE, quiet)


def test_all_noise_at_once_gives_an_equal_article() -> None:
    noisy = PLAIN
    for name, noise in NOISE.items():
        if name not in ("pretty printing", "attribute order"):
            noisy = noise(noisy)
    assert read(noisy) == read(PLAIN)


def test_the_plain_page_holds_what_the_noise_could_hide() -> None:
    article = read(PLAIN)
    assert kinds(article) == ["paragraph", "paragraph", "paragraph", "list", "image", "quote", "paragraph", "paragraph"]
    assert images(article)[0].src == "https://img.example/a/bridge.jpg"
    assert article.blocks[3] == List(
        ordered=False,
        items=("The ferry from the east pier, every ten minutes", "The tunnel, for lorries only"),
    )


# -- the fast pass and the reader ------------------------------------------------------------------------------------


def test_equal_fingerprints_are_equal_articles_and_an_edit_gives_another() -> None:
    first, second = locate(PLAIN, URL), locate(sub("</footer>", " open till five</footer>")(PLAIN), URL)
    assert first.fingerprint() == second.fingerprint()
    assert extract_from(first) == extract_from(second)
    edited = locate(PLAIN.replace("ten minutes instead", "nine minutes instead"), URL)
    assert edited.fingerprint() != first.fingerprint()


@pytest.mark.parametrize("name", ["other recommendations", "another menu", "a counter", "nonces"])
def test_noise_outside_the_story_does_not_change_the_fingerprint(name: str) -> None:
    assert locate(NOISE[name](PLAIN), URL).fingerprint() == locate(PLAIN, URL).fingerprint()


def test_reading_twice_gives_the_same() -> None:
    assert read(PLAIN) == read(PLAIN)
    assert locate(PLAIN, URL).fingerprint() == locate(PLAIN, URL).fingerprint()


def test_the_order_of_hashes_does_not_show() -> None:
    """Sets are walked in another order in each process: nothing of that may reach the article."""
    script = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from test_extract import PLAIN, URL\nfrom watcher.extract import extract, locate\n"
        "print(extract(PLAIN.encode(), URL).digest(), locate(PLAIN, URL).fingerprint())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}, text=True,
            capture_output=True, check=True, cwd=Path(__file__).parent.parent,
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(answers) == 1


def test_the_version_is_a_short_word() -> None:
    assert re.fullmatch(r"[0-9a-f]{8,40}", VERSION)


@pytest.mark.parametrize("name", ["urls.py", "assets.py", "text.py", "extract/words.toml"])
def test_a_reader_that_spells_addresses_or_texts_otherwise_is_another_version(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Path(__file__).parent.parent / "watcher"
    shutil.copytree(package / "extract", tmp_path / "extract")
    for each in ("urls.py", "assets.py", "text.py"):
        shutil.copy(package / each, tmp_path)
    folders = {"watcher": tmp_path, "watcher.extract": tmp_path / "extract"}
    monkeypatch.setattr(resources, "files", folders.__getitem__)
    same = _version()
    with (tmp_path / name).open("a") as changed:
        changed.write("# otherwise\n")
    assert same == VERSION
    assert _version() != VERSION


# -- pages that are none ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   \n\t ",
        "<html></html>",
        "<p>",
        "Not found",
        "{}",
        "null",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
    ],
)
def test_a_page_without_an_article_gives_one_without_blocks_or_little(html: str) -> None:
    article = read(html)
    assert len(article.blocks) <= 1
    assert article.url == URL
    assert article.site == "harbour.example"


def test_a_page_whose_only_text_is_a_script_has_no_blocks() -> None:
    article = read(f"<title>{ENGLISH.title}</title><script>document.write({json.dumps(paragraphs())})</script>")
    assert article.blocks == ()
    assert article.title == ENGLISH.title


# -- the labelled pages --------------------------------------------------------------------------------------------


@pytest.fixture
def scorer() -> ModuleType:
    if not CORPUS.is_dir():
        pytest.skip("the labelled pages are not beside the project (../shared/corpus)")
    spec = importlib.util.spec_from_file_location("score_extract", CORPUS / "score_extract.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
def test_a_sample_of_labelled_pages_is_read_as_well_as_promised(scorer: ModuleType) -> None:
    manifest = [json.loads(line) for line in (CORPUS / "manifest.jsonl").read_text("utf-8").splitlines()]
    sample = random.Random(7).sample([m for m in manifest if m["set"] == "fundus"], 40)
    rows = []
    for label, found in zip(sample, scorer.run("watcher.extract:extract", CORPUS, sample), strict=True):
        rows.append((scorer.score_page(label, found["article"] or {}), found["seconds"], found["article"] is None))
    table = scorer.summarise(rows)
    assert table["crash"] == 0
    assert table["title+"] >= 0.95
    assert table["pF"] >= 0.86
    assert table["capF"] >= 0.70
    assert table["60s"] >= 0.96


@pytest.mark.shared
def test_labelled_pages_give_articles_that_are_clean(scorer: ModuleType) -> None:
    manifest = [json.loads(line) for line in (CORPUS / "manifest.jsonl").read_text("utf-8").splitlines()]
    for label, found in zip(manifest[::12], scorer.run("watcher.extract:extract", CORPUS, manifest[::12]), strict=True):
        assert found["error"] is None, label["id"]
        written = json.dumps(found["article"], ensure_ascii=False)
        assert written.encode("utf-8")
        assert not re.search("[\u200b\ufeff\u00ad]|  ", written), label["id"]


def test_extract_is_the_fast_pass_and_the_reader_one_after_the_other() -> None:
    article = extract(PLAIN.encode(), URL, content_type="text/html")
    assert article == extract_from(locate(decoded(PLAIN.encode(), "text/html"), URL))


def test_a_headline_with_its_kicker_inside_the_story_is_no_heading_of_it() -> None:
    shown = f"<h1><span class='kicker'>Harbour</span><span class='dots'>: </span><span>{ENGLISH.title}</span></h1>"
    html = f"<title>{ENGLISH.title}</title><body><article>{shown}{paragraphs()}</article></body>"
    article = read(html)
    assert (article.title, article.kicker) == (ENGLISH.title, "Harbour")
    assert kinds(article) == ["paragraph"] * 4
