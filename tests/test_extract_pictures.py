"""Which words beside a picture are its caption, where no element says so, and which pictures are shown at all."""

from __future__ import annotations

import pytest
from pages_html import ENGLISH, FRENCH, article_page, images, kinds, metas, page, paragraphs, read, texts
from selectolax.lexbor import LexborHTMLParser

from watcher.extract.lead import lead_above
from watcher.model import Heading, Image

PICTURE = "<img src='/img/bridge.jpg' alt='The bridge'>"
SAID = "The pier on Monday."
STORY = "The council met on Tuesday and heard what the engineers had found under the eastern end of the bridge."
LONG = f"{STORY} {STORY.replace('Tuesday', 'Wednesday')} {STORY.replace('Tuesday', 'Thursday')}"


def one(html: str) -> Image:
    """The only picture that `html` gives inside a story."""
    (image,) = images(read(article_page(html)))
    return image


def test_a_caption_may_stand_behind_its_figure() -> None:
    said = f"<figcaption><div><span>{SAID}</span><div class='photo__copyright'>Foto: Ola Nord</div></div></figcaption>"
    box = f"<section><div class='wide'><figure>{PICTURE}</figure>{said}</div></section>"
    image = one(box)
    assert (image.caption, image.credit) == (SAID, "Ola Nord")
    above = read(page(f"{box}<article><h1>{ENGLISH.title}</h1>{paragraphs()}</article>", title=""))
    assert [(i.caption, i.credit, i.role) for i in images(above)] == [(SAID, "Ola Nord", "lead")]


def test_a_table_of_one_column_between_empty_ones_is_a_picture() -> None:
    rows = ("<td class='credit'>Ola Nord</td>", f"<td>{PICTURE}</td>", f"<td class='caption'>{SAID}</td>")
    side = "<td rowspan='3' class='space'></td>"
    table = f"<table><tr>{side}{rows[0]}{side}</tr><tr>{rows[1]}</tr><tr>{rows[2]}</tr></table>"
    image = one(table)
    assert (image.caption, image.credit) == (SAID, "Ola Nord")
    facts = "<table><tr><td>Pier</td><td>12</td></tr><tr><td>Quay</td><td>7</td></tr></table>"
    assert kinds(read(article_page(facts))).count("table") == 1


def test_a_sign_in_the_line_that_says_when_and_whence_is_no_picture() -> None:
    source = "<div>来源：<a href='/about'><img src='/a/2026/03/sign.jpeg'></a><a href='/'>港口网</a></div>"
    html = article_page(before=f"<div class='when'>{source}<div>2026-03-02 07:15</div></div>")
    assert images(read(html)) == []
    for line in ("<p>The pier on 2 March 2026</p>", "<span>2 March 2026 07:15</span>"):
        assert len(images(read(article_page(before=f"<div>{PICTURE}{line}</div>")))) == 1


def test_a_signature_alone_beside_a_chart_is_its_credit() -> None:
    image = one(f"<figure>{PICTURE}<p class='figcaption'><span class='firma sola'>EL PUERTO</span></p></figure>")
    assert (image.caption, image.credit) == (None, "EL PUERTO")


# -- films and recordings --------------------------------------------------------------------------------------------

STILLS = {
    "a place for the film": f"<figure><div data-testid='player'><picture>{PICTURE}</picture><figure></figure></div>"
    f"<figcaption><p>{SAID}</p><small>2 March 2026 | 2:43 min</small></figcaption></figure>",
    "a player around the figure": f"<div class='media__player'><x-media><figure>{PICTURE}"
    f"<figcaption>{SAID}</figcaption></figure></x-media></div>",
    "how long it lasts": f"<figure>{PICTURE}<figcaption><span>01:48 min.</span><p>{SAID}</p></figcaption></figure>",
}


@pytest.mark.parametrize("html", STILLS.values(), ids=STILLS.keys())
def test_a_still_with_a_caption_of_its_own_is_a_picture(html: str) -> None:
    assert (one(html).caption, one(html).credit) == (SAID, None)


def test_the_still_of_a_film_with_its_title_and_length_is_no_picture_of_the_story() -> None:
    told = (
        "<div>The ferry leaves</div><span>01:22</span> <span>- Source: <a href='https://quay.example/'>Quay</a></span>"
    )
    still = f"<div class='video-resource__image'><picture>{PICTURE}</picture></div>"
    film = f"<div class='video-resource'>{still}<div>Video Ad Feedback</div><div>{told}</div></div>"
    article = read(article_page(film))
    assert (images(article), texts(article)) == ([], list(ENGLISH.paragraphs))
    assert images(read(article_page(film.replace("01:22", "Live")))) != []


@pytest.mark.parametrize("length", ["01:22", "1:02:33", "1 min 22", "2 Min.", "1:22 min", "Duration: 1:22"])
def test_a_film_under_a_heading_with_its_length_is_no_part_of_the_story(length: str) -> None:
    film = f"<div class='nbc-video'><div>{PICTURE}</div><h2>How the ferry left</h2><span>{length}</span></div>"
    assert kinds(read(article_page(film))) == ["paragraph"] * len(ENGLISH.paragraphs)


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='video-story'><h2>The ferry</h2>{PICTURE}<span>01:22</span><p>{LONG}</p></div>",
        f"<div class='video-post'><time>14:32</time><h2>The ferry</h2>{PICTURE}<div>{SAID}</div></div>",
        f"<div class='video-story'><h2>The ferry</h2>{PICTURE}<div>{LONG}</div></div>",
        f"<div class='chapter'><h2>The ferry</h2>{PICTURE}<span>01:22</span><p>{LONG}</p></div>",
    ],
)
def test_a_heading_with_a_picture_stays_in_the_story(box: str) -> None:
    assert {"heading", "image"} <= set(kinds(read(article_page(box))))


def test_a_picture_beside_a_time_that_is_no_length_stays() -> None:
    for names in ("post", "picture-box"):
        box = f"<div class='{names}'><span>14:32</span>{PICTURE}<div>{SAID}</div></div>"
        assert images(read(article_page(box))) != []


def test_pictures_of_other_stories_with_their_titles_and_days_before_the_story_are_none() -> None:
    picture = "<div class='row-image'><a href='/2026/story-{0}'><img src='/thumbs/{0}.jpg'></a></div>"
    title = "<a href='/2026/story-{0}'><h5>Ferry {0} leaves the quay</h5></a><p>2 March 2026</p>"
    row = f"<div class='row'>{picture}<div class='row-desc'><label>NEWS</label>{title}</div></div>"
    rows = "".join(map(row.format, range(9)))
    beside = f"<div id='side'><h1>{ENGLISH.title}</h1><div><label>MORE LIKE THIS</label><div>{rows}</div></div></div>"
    article = read(page(f"<div class='post'>{beside}<div id='article'>{paragraphs()}</div></div>"))
    assert (images(article), texts(article)) == ([], list(ENGLISH.paragraphs))


@pytest.mark.parametrize("said", ["At 14:30 the bridge was shut.", "2 March 2026", "14:30", "Minute 12 of the storm"])
def test_a_caption_that_tells_a_time_keeps_it(said: str) -> None:
    assert one(f"<figure>{PICTURE}<figcaption>{said}</figcaption></figure>").caption == said


@pytest.mark.parametrize("link", ["<h3><a href='/audio/9'>{}</a></h3>", "<a href='/audio/9'><h4>{}</h4></a>"])
def test_the_linked_headline_of_a_recording_is_no_caption(link: str) -> None:
    heading = link.format("How the cracks were found")
    image = one(f"<figure><figcaption><p><span>Audio</span></p>{heading}</figcaption>{PICTURE}</figure>")
    assert (image.caption, image.credit) == (None, None)


@pytest.mark.parametrize(
    "said",
    [
        "The pier, seen from <a href='/quay'>the eastern quay</a>.",
        "<h3><a href='/img/bridge-large.jpg'>The pier on Monday</a></h3>",
        "<h3>The pier</h3> It was seen from <a href='/quay'>the eastern quay</a>.",
    ],
)
def test_a_caption_with_a_link_in_it_stays(said: str) -> None:
    assert (one(f"<figure>{PICTURE}<figcaption>{said}</figcaption></figure>").caption or "").startswith("The pier")


# -- what is for sale, whose it is -----------------------------------------------------------------------------------


def test_links_that_sell_what_is_shown_are_no_caption() -> None:
    offers = "".join(
        f"<div><a href='https://shop.example/{n}'><span>{n}</span> at Quay</a></div>" for n in ("$285", "9 €")
    )
    image = one(f"<figure>{PICTURE}<figcaption><p>The Harbour tent 15</p>{offers}</figcaption></figure>")
    assert image.caption == "The Harbour tent 15"


def test_a_price_in_the_words_of_a_caption_stays() -> None:
    for said in (
        "The tent is $285 at Quay.",
        "The tent costs <b>285 €</b> there.",
        "<a href='/tents'>The tents</a>, $285.",
    ):
        assert "285" in (one(f"<figure>{PICTURE}<figcaption>{said}</figcaption></figure>").caption or "")


@pytest.mark.parametrize("house", ["NASA", "BBC", "USGS"])
def test_an_acronym_alone_says_whose_a_picture_is(house: str) -> None:
    image = one(f"<figure><div>{PICTURE}<span>{house}</span></div></figure>")
    assert (image.caption, image.credit) == (None, house)
    said = f"The {house} building"
    assert one(f"<figure>{PICTURE}<figcaption>{said}</figcaption></figure>").caption == said


# -- words under a picture -------------------------------------------------------------------------------------------


def long_page(inside: str) -> str:
    """A story of six paragraphs, `inside` in their middle."""
    told = [f"<p>{text}</p>" for text in (*ENGLISH.paragraphs, *ENGLISH.paragraphs[:2])]
    return page(f"<article>{''.join(told[:3])}{inside}{''.join(told[3:])}</article>")


def test_a_name_in_bold_with_a_full_stop_under_a_picture_is_its_caption() -> None:
    article = read(long_page(f"<figure>{PICTURE}</figure><p><strong>COUNCILLOR Ida Brandt.</strong></p>"))
    assert [i.caption for i in images(article)] == ["COUNCILLOR Ida Brandt."]
    assert "COUNCILLOR Ida Brandt." not in texts(article)


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>Ida Brandt</strong></p>",
        "<p><strong>The bridge was closed.</strong></p>",
        "<p>Ida Brandt.</p>",
        "<p><strong>Ida Brandt.</strong> She leads the council.</p>",
    ],
)
def test_other_lines_under_a_picture_stay_in_the_story(line: str) -> None:
    article = read(long_page(f"<figure>{PICTURE}</figure>{line}"))
    assert [i.caption for i in images(article)] == [None]
    assert len(texts(article)) == len(read(long_page("")).blocks) + 1


def test_a_paragraph_beside_a_picture_in_a_box_called_image_is_told() -> None:
    for box in ("<div class='image'>{}</div><p>{}</p>", "<div class='photo-wrap'>{}</div><div class='text'>{}</div>"):
        article = read(article_page(f"<div class='row'>{box.format(PICTURE, LONG)}</div>"))
        assert LONG in texts(article)
        assert [i.caption for i in images(article)] == [None]
        assert one(f"<div class='row'>{box.format(PICTURE, SAID)}</div>").caption == SAID


def test_a_paragraph_that_goes_on_around_a_captioned_picture_is_told() -> None:
    inside = f"<span class='image'>{PICTURE}<span class='caption'>{SAID}</span></span>"
    article = read(article_page(f"<p>{STORY} {inside} {STORY}</p>"))
    assert texts(article).count(STORY) == 2
    assert [i.caption for i in images(article)] == [SAID]


def test_a_linked_caption_is_known_by_its_microformat() -> None:
    shown = f"{PICTURE}<a class='fn' href='/gallery/7'>{SAID.rstrip('.')}</a>"
    assert one(f"<span class='hmedia'>{shown}</span>").caption == SAID.rstrip(".")
    assert images(read(article_page(f"<span class='promo-item'>{shown}</span>"))) == []


def test_a_linked_sentence_is_told_whatever_it_is_wrapped_in() -> None:
    told = "".join(f"<div><div><span>{text}</span></div></div>" for text in ENGLISH.paragraphs)
    sentence = "<div><div><a href='/pier'><span>The pier is shut as well</span></a><span>.</span></div></div>"
    assert "The pier is shut as well." in texts(read(page(f"<article>{told}{sentence}{told}</article>")))
    teaser = sentence.replace("<span>.</span>", "")
    assert "The pier is shut as well" not in texts(read(page(f"<article>{told}{teaser}{told}</article>")))


SET_APART = {
    "a quotation called caption": "<div>{0}<blockquote class='image-caption'><p>{1}</p></blockquote></div>",
    "such a quotation behind": "<div>{0}</div><blockquote class='photo-caption'><p>{1}</p></blockquote>",
    "paragraphs in a box called caption": "<div class='img-box'>{0}</div><div class='caption'><p>{1}</p></div>",
    "a heading in a box called caption": "<div class='img-box'>{0}</div><div class='image-caption'><h2>{1}</h2></div>",
    "lines in the middle": "<p align='center'>{0}</p><p align='center'>{1}</p>",
    "lines in the middle, the first with a sign that enlarges": "<p align='center'><a href='/img/b.jpg'>{0}"
    "<span class='zoom'>⤢</span></a></p><p align='center'>{1}</p>",
    "elements in the middle": "<center>{0}</center><center><i>{1}</i></center>",
}


@pytest.mark.parametrize("html", SET_APART.values(), ids=SET_APART.keys())
def test_a_caption_set_apart_from_its_picture_is_found(html: str) -> None:
    article = read(article_page(html.format(PICTURE, SAID)))
    assert [i.caption for i in images(article)] == [SAID]
    assert SAID not in texts(article)


@pytest.mark.parametrize(
    "html",
    [
        "<div class='field-image'>{0}</div><blockquote><p>{1}</p></blockquote>",
        "<div class='img-box'>{0}</div><div class='description'><p>{1}</p></div>",
        "<p align='center'>{0}</p><p>{1}</p>",
    ],
)
def test_what_only_stands_behind_a_picture_is_no_caption(html: str) -> None:
    article = read(article_page(html.format(PICTURE, STORY)))
    assert [i.caption for i in images(article)] == [None]
    assert STORY in texts(article)


SIGNS = "<a href='https://share.example/{0}'><img src='/i/{0}.png' width='{1}' height='{1}'></a>"


@pytest.mark.parametrize(("width", "caption"), [("40", SAID), ("50px", SAID), ("300", None), ("100%", None)])
def test_a_caption_is_found_behind_a_row_of_signs_and_not_behind_pictures(width: str, caption: str | None) -> None:
    row = f"<div>{SIGNS.format('a', width)}{SIGNS.format('b', width)}</div>"
    shown = f"{PICTURE}{row}<div class='clear'></div><div class='caption'>{SAID}</div>"
    assert images(read(article_page(shown)))[0].caption == caption


@pytest.mark.parametrize(
    ("box", "found"),
    [
        (f"<div>{PICTURE}</div><div class='single-legend'>{SAID}</div>", True),
        (f"<div>{PICTURE}</div><div class='single-legend'>{SAID}</div><button>Play</button>", False),
        (f"<div class='audio-still'>{PICTURE}</div><div class='single-legend'>{SAID}</div>", False),
        (f"<a href='/other'>{PICTURE}</a><div class='single-legend'>{SAID}</div>", False),
        (f"<div>{PICTURE}</div><div class='single-legend'>{SAID}</div><p>{LONG}</p>", False),
        (f"<div>{PICTURE}</div><div class='single-text'>{SAID}</div>", False),
    ],
)
def test_a_picture_alone_in_a_box_with_its_caption_by_name_above_a_story_is_the_lead(box: str, found: bool) -> None:
    doc = LexborHTMLParser(f"<body><div class='media'>{box}</div><div id='story'><h1>{ENGLISH.title}</h1></div></body>")
    story = doc.css_first("#story")
    assert story is not None
    assert bool(lead_above(story, {}, {}, "https://harbour.example/a")) is found


def test_a_line_that_ends_in_who_took_a_picture_is_its_caption() -> None:
    shown = f"<p>{PICTURE}</p>"
    image = one(f"{shown}<p>图为周一早上从码头看去的关闭的大桥。中新社记者 林晓岚 摄</p>")
    assert (image.caption or "").startswith("图为周一早上从码头看去的关闭的大桥")
    assert image.credit == "中新社记者 林晓岚"
    assert one(f"{shown}<p>周一早上，大桥关闭，渡轮由市政府提供。</p>").caption is None


def test_a_name_in_capitals_behind_a_sentence_is_the_credit() -> None:
    image = one(f"<figure>{PICTURE}<figcaption>{SAID} IDA BRANDT</figcaption></figure>")
    assert ((image.caption or "").rstrip("."), image.credit) == (SAID.rstrip("."), "IDA BRANDT")
    for said in ("Мост. Два варианта меню", "THE PIER. ON MONDAY MORNING", "The pier is run by PORT OF LOWEN"):
        assert one(f"<figure>{PICTURE}<figcaption>{said}</figcaption></figure>").caption == said


# -- galleries, copies -----------------------------------------------------------------------------------------------

SLIDES = "".join(
    f"<div class='item'><figure><img src='/img/{n}.jpg'><figcaption>{SAID[:-1]}, {n}.</figcaption></figure></div>"
    for n in ("east", "west")
)


def test_the_title_of_a_gallery_heads_nothing() -> None:
    article = read(article_page(f"<div class='inline-gallery'><h3>The pier in pictures</h3>{SLIDES}</div>"))
    assert "heading" not in kinds(article)
    assert [i.role for i in images(article)] == ["gallery", "gallery"]


def test_headings_of_a_story_told_in_a_gallery_stay() -> None:
    slides = "".join(f"<h3>Pier {n}</h3><p>{n}. {STORY}</p><figure><img src='/img/{n}.jpg'></figure>" for n in range(4))
    article = read(page(f"<article><p>{LONG}</p><div class='slideshow'>{slides}</div></article>"))
    assert kinds(article).count("heading") == 4


def test_how_letters_look_does_not_make_a_teaser() -> None:
    shown = f"<div class='{{}}'>{SLIDES}<p>{STORY}</p></div>"
    assert len(images(read(article_page(shown.format("story-part typo-teaser-info"))))) == 2
    assert images(read(article_page(shown.format("story-part teaser-info")))) == []


def pictured(between: int, *, caption: str = SAID, behind: str = f"<p>{STORY}</p>") -> list[Image]:
    """The pictures of a story that shows one twice, with so many paragraphs between."""
    shown = f"<figure>{PICTURE}<figcaption>{caption}</figcaption></figure>"
    told = "".join(f"<p>{n}. {STORY}</p>" for n in range(between))
    return images(read(page(f"<article><p>{LONG}</p>{shown}{told}{shown}{behind}</article>")))


def test_a_picture_shown_again_far_below_is_shown_twice() -> None:
    assert [i.caption for i in pictured(6)] == [SAID, SAID]


def test_a_copy_of_a_picture_is_none() -> None:
    assert len(pictured(2)) == 1
    assert len(pictured(6, caption="")) == 1
    assert len(pictured(6, behind="")) == 1
    assert len(pictured(6, behind="<figure><img src='/img/east.jpg'></figure>")) == 2


@pytest.mark.parametrize(
    ("line", "credit"),
    [("Ảnh: Ola Nord", "Ola Nord"), ("Foto: dpa", "dpa"), ("One thing: fares", None)],
)
def test_a_line_with_a_credit_alone_is_that_of_the_picture_above(line: str, credit: str | None) -> None:
    shown = f"<p>{LONG}</p><figure>{PICTURE}</figure><p>{STORY}</p><p>{line}</p><p>{LONG}</p>"
    article = read(page(f"<article><h1>{ENGLISH.title}</h1>{shown}</article>"))
    assert [i.credit for i in images(article)] == [credit]
    assert (line in texts(article)) is (credit is None)


# -- pictures of something else --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        f"<div class='writer-data'><div class='writer-details'><a href='/w'>{PICTURE}</a><span>Ida Brandt</span></div>"
        "<p class='caption'>Reporter</p></div>",
        f"<div style='float:right'><a href='/topics/197.htm'>{PICTURE}</a></div>",
        f"<p><a href='/'>{PICTURE}</a></p>",
        f"<div class='card'><a href='/x'>{PICTURE}</a>"
        "<div class='card-desc'><a href='/x'>Fares rise</a><i>4 May</i></div></div>",
    ],
)
def test_a_writers_a_topics_and_another_storys_picture_are_none(html: str) -> None:
    assert images(read(article_page(html))) == []


@pytest.mark.parametrize(
    ("target", "shown"),
    [("/", 0), ("/img/large.jpg", 1), ("#", 1), ("/?p=12", 1), ("https://elsewhere.example/a", 1), ("", 1)],
)
def test_a_picture_that_leads_to_the_front_page_is_the_sites_sign(target: str, shown: int) -> None:
    signed = f"<p>{LONG}</p><p><strong>Text: Ida Brandt</strong> <a href='{target}'>{PICTURE}</a></p>"
    assert len(images(read(article_page(signed)))) == shown


def test_a_story_that_is_called_by_its_author_keeps_its_pictures() -> None:
    captioned = f"<div class='wp-caption'>{PICTURE}<p class='wp-caption-text'>The pier on Monday.</p></div>"
    told = "".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    (picture,) = images(read(page(f"<article class='entry author-ida'>{told}{captioned}</article>")))
    assert picture.caption == "The pier on Monday."


@pytest.mark.parametrize("target", ["/img/bridge.jpg", "/photos/123"])
def test_a_caption_that_links_to_a_larger_copy_keeps_its_picture(target: str) -> None:
    link = f"<a href='{target}'>"
    said = f"<figcaption>{link}The pier</a> as the ferry left on Monday.</figcaption>"
    assert one(f"<figure>{link}{PICTURE}</a>{said}</figure>").caption == "The pier as the ferry left on Monday."


CONSENT = {
    "Mit dem Laden des Videos akzeptieren Sie die Datenschutzerklärung von YouTube. Mehr erfahren": "de",
    "By loading the post, you agree to Instagram’s privacy policy. Learn more": "en",
    "En chargeant la vidéo, vous acceptez la politique de confidentialité de YouTube.": "fr",
    "Caricando il video, l'utente accetta l'informativa sulla privacy di YouTube.": "it",
    "Al cargar el vídeo, usted acepta la política de privacidad de YouTube.": "es",
    "Door de video te laden, gaat u akkoord met het privacybeleid van YouTube.": "nl",
    "Ładując film, akceptujesz politykę prywatności YouTube.": "pl",
    "Klicken Sie hier, um Cookies zu akzeptieren und diesen Inhalt zu sehen": "de",
    "Inhalt von YouTube wird aufgrund Ihrer Cookie-Einstellungen nicht angezeigt.": "de",
}


@pytest.mark.parametrize("said", CONSENT)
@pytest.mark.parametrize(
    "box",
    [
        "<div><div class='cb'><img src='/pics/film.jpg'><div class='cb-caption'><p>{}</p></div></div></div>",
        "<figure><div><img src='/pics/film.jpg'><div class='cb-caption'><p>{}</p></div></div></figure>",
    ],
)
def test_what_stands_for_a_film_until_readers_consent_is_no_picture(said: str, box: str) -> None:
    article = read(article_page(box.format(said)))
    assert images(article) == []
    assert texts(article) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize(
    "said",
    [
        "Mit dem Laden der Fähre begann am Montag der Tag im Hafen",
        "By loading the ferry at night, the crew lost no time on Monday",
        "En chargeant la cargaison, le matelot a glissé sur le quai",
        "Caricando il traghetto, il marinaio è scivolato sul molo",
        "Door de polder gaat u in een uur naar de haven van Lowen",
        "Klicken Sie sich durch den Hafen: die Pier am Montag",
        "Inhalt der Kisten: Lampen für den Turm, am Montag an der Pier",
        "Klicken Sie auf die Karte, um die Inhalte zu sehen",
    ],
)
def test_a_caption_that_begins_like_a_call_for_consent_stays(said: str) -> None:
    figure = f"<figure><img src='/pics/film.jpg'><figcaption>{said}</figcaption></figure>"
    assert one(figure).caption == said


LAZY = (
    f"<img src='data:image/gif;base64,R0lGODlhAQABAIA' data-src='/img/bridge.jpg' alt=''><noscript>{PICTURE}</noscript>"
)
SET_BELOW = "<div class='image__caption'><span>The pier on Monday. </span><span>Photo: Ola Nord</span></div>"


@pytest.mark.parametrize("picture", [PICTURE, LAZY])
def test_the_copy_for_readers_without_scripts_does_not_part_a_picture_from_its_caption(picture: str) -> None:
    image = one(f"{picture}{SET_BELOW}")
    assert (image.caption, image.credit) == (SAID, "Ola Nord")
    above = f"<article><h1>{ENGLISH.title}</h1>{picture}{SET_BELOW}<div class='text'>{paragraphs()}</div></article>"
    assert [(i.caption, i.credit) for i in images(read(page(above, title="")))] == [(SAID, "Ola Nord")]


def test_a_box_named_like_a_margin_that_holds_the_headline_is_no_margin() -> None:
    figure = f"<figure>{PICTURE}<figcaption>{SAID} Photo: Ola Nord</figcaption></figure>"
    head = f"<header class='sidebar-grid__header'><div class='hero'><h1>{ENGLISH.title}</h1>{figure}</div></header>"
    columns = "".join(f"<div class='sidebar-grid__content'>{paragraphs(story)}</div>" for story in (ENGLISH, FRENCH))
    body = f"<main><article><div class='sidebar-grid__container'>{head}{columns}</div></article></main>"
    html = f"<html><head><title>{ENGLISH.title}</title></head><body>{body}</body></html>"
    assert [(i.caption, i.credit) for i in images(read(html))] == [(SAID, "Ola Nord")]


_SEEN = "The remains of the old pier at low tide on Monday."


@pytest.mark.parametrize(
    "box",
    [
        "<div class='article_image'><img src='/i/7.jpg'><h2>{}</h2></div>",
        "<div class='image-wrapper'><div class='image'><img src='/i/7.jpg'></div><h3>{}</h3></div>",
    ],
)
def test_a_sentence_set_as_a_heading_in_a_box_called_a_picture_is_the_caption(box: str) -> None:
    article = read(article_page(box.format(_SEEN)))
    assert [image.caption for image in images(article)] == [_SEEN]
    assert not any(isinstance(block, Heading) for block in article.blocks)
    shown = images(read(article_page(box.format(f"{_SEEN} (Coastal Press/Ida Brandt)"))))
    assert [(image.caption, image.credit) for image in shown] == [(_SEEN, "Coastal Press/Ida Brandt")]


@pytest.mark.parametrize(
    ("box", "line"),
    [
        ("<div class='part'><img src='/i/7.jpg'><h2>{}</h2></div>", _SEEN),
        ("<div class='article_image'><img src='/i/7.jpg'><h2>{}</h2></div>", "What is left of the pier at low tide"),
        ("<div class='article_image'><img src='/i/7.jpg'><h2>{}</h2></div>", "What is left of the pier at low tide?"),
        ("<div class='article_image'><img src='/i/7.jpg'><h2>{}</h2></div>", "1. The pier that Mr. Marsh built"),
    ],
)
def test_a_heading_with_a_picture_beside_it_stays_one(box: str, line: str) -> None:
    assert line in [b.text for b in read(article_page(box.format(line))).blocks if isinstance(b, Heading)]


@pytest.mark.parametrize(
    ("said", "is_shown"),
    [
        ("Ida Brandt", False),
        ("Ida Brandt Foto: Ola Nord", True),
        ("Ida Brandts Boot am Pier", True),
        ("Ola Nord", True),
    ],
)
def test_a_picture_of_who_wrote_the_story_is_none_of_its_pictures(said: str, is_shown: bool) -> None:
    byline = "<p class='byline'>Von Ida Brandt</p>"
    box = f"<div class='x1'><figure><img src='/img/brandt.jpg' alt=''><figcaption>{said}</figcaption></figure></div>"
    assert len(images(read(article_page(box, before=byline)))) == is_shown


@pytest.mark.parametrize("author", ["Reuters", "Harbour Post", "Ida"])
@pytest.mark.parametrize("said", ["{}", "{}o on the pier at dawn", "{}: the pier at dawn"])
def test_a_picture_under_the_name_of_a_house_shows_nobody_who_wrote_the_story(author: str, said: str) -> None:
    box = f"<img src='/img/pier.jpg' width='800' height='500' alt='{said.format(author)}'>"
    html = f"<article>{paragraphs()}{box}</article>"
    assert len(images(read(page(html, head=metas(author=author))))) == 1


def test_several_pictures_under_the_name_of_who_wrote_the_story_are_by_them() -> None:
    byline = "<p class='byline'>By Ida Brandt</p>"
    box = "<figure><img src='/img/pier{}.jpg' alt=''><figcaption>Ida Brandt</figcaption></figure>"
    assert len(images(read(article_page(box.format(1) + box.format(2), before=byline)))) == 2
    html = f"{byline}{paragraphs()}{box.format(1)}{paragraphs()}{box.format(2)}"
    assert len(images(read(page(f"<article>{html}</article>")))) == 2


def test_a_picture_behind_the_story_with_a_life_of_who_wrote_it_is_none_of_its_pictures() -> None:
    life = "<div class='x1'><img src='/img/brandt.jpg' alt=''><div>Ida Brandt writes of ports since 2019</div></div>"
    html = f"<p class='byline'>By Ida Brandt</p>{paragraphs()}{life}"
    assert images(read(page(f"<article>{html}</article>"))) == []
