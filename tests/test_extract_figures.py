"""Pictures: which address is meant, what the caption says, whose picture it is, and which part it plays."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pages_html import ENGLISH, STORIES, Story, article_page, images, kinds, page, paragraphs, read, texts

from watcher.assets import asset
from watcher.extract.credits import is_label, split_credit, trimmed_credit
from watcher.extract.documents.story import parsed
from watcher.extract.figures import image_of
from watcher.extract.inline import within
from watcher.model import Image

BASE = "https://www.harbour.example/region/a-story"
SRC = "/img/bridge.jpg"
PICTURE = f"<img src='{SRC}' alt='The bridge'>"


def one(html: str) -> Image:
    """The only picture that `html` gives inside a story."""
    (image,) = images(read(article_page(html)))
    return image


def address(html: str) -> str | None:
    """The address of a picture's element as read, None where it is no picture."""
    found = image_of(next(within(parsed(html), ("img",))), BASE, role="inline")
    return found.src if found else None


# -- where the caption stands ----------------------------------------------------------------------------------------

SHAPES = {
    "figcaption": "<figure>{img}<figcaption>{caption}</figcaption></figure>",
    "figcaption in a div": "<figure><div>{img}</div><div><figcaption>{caption}</figcaption></div></figure>",
    "figcaption first": "<figure><figcaption>{caption}</figcaption>{img}</figure>",
    "a linked picture": "<figure><a href='/large.jpg'>{img}</a><figcaption>{caption}</figcaption></figure>",
    "a picture element": (
        "<figure><picture><source srcset='/s.webp'>{img}</picture><figcaption>{caption}</figcaption></figure>"
    ),
    "a button that enlarges": "<figure><button>{img}</button><figcaption>{caption}</figcaption></figure>",
    "wp-caption": "<div class='wp-caption'>{img}<p class='wp-caption-text'>{caption}</p></div>",
    "div and span": "<div class='image'>{img}<span>{caption}</span></div>",
    "div and caption": "<div class='article-image'>{img}<div class='caption'>{caption}</div></div>",
    "span in a paragraph": "<div class='picture-box'>{img}<p class='bildunterschrift'>{caption}</p></div>",
    "small": "<figure>{img}<small class='caption'>{caption}</small></figure>",
    "legend": "<div class='photo'>{img}<div class='legend'>{caption}</div></div>",
    "image-text": "<div class='img-wrap'>{img}<span class='image-text'>{caption}</span></div>",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_caption_is_found_wherever_it_stands(shape: str) -> None:
    article = read(article_page(shape.format(img=PICTURE, caption=ENGLISH.caption)))
    (image,) = images(article)
    assert (image.caption, image.credit) == (ENGLISH.caption, None)
    assert image.src == "https://www.harbour.example/img/bridge.jpg"
    assert image.asset == asset("https://www.harbour.example/img/bridge.jpg")
    assert image.alt == "The bridge"
    assert texts(article) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.language)
def test_captions_in_every_language(story: Story) -> None:
    html = article_page(SHAPES["figcaption"].format(img=PICTURE, caption=story.caption), of=story)
    (image,) = images(read(html))
    assert (image.caption, image.credit) == (story.caption, None)


def test_a_picture_without_words_has_no_caption() -> None:
    image = one(f"<figure>{PICTURE}</figure>")
    assert (image.caption, image.credit) == (None, None)
    assert one(f"<figure>{PICTURE}<figcaption></figcaption></figure>").caption is None


def test_the_paragraph_after_a_picture_is_not_its_caption() -> None:
    article = read(article_page(f"<div>{PICTURE}</div>"))
    assert images(article)[0].caption is None
    assert kinds(article) == ["paragraph", "paragraph", "image", "paragraph", "paragraph"]


# -- caption and credit apart ----------------------------------------------------------------------------------------

CREDITED = {
    "a class": "The pier <span class='credit'>Ola Nord</span>",
    "a class of copyright": "The pier <span class='copyright'>© Ola Nord</span>",
    "a class of source": "The pier <em class='image-source'>Source: Ola Nord</em>",
    "a class of photographer": "The pier <span class='photographer'>Photo: Ola Nord</span>",
    "cite": "The pier <cite>Ola Nord</cite>",
    "small": "The pier <small>© Ola Nord</small>",
    "microdata": "The pier <span itemprop='copyrightHolder'>Ola Nord</span>",
    "a label": "The pier. Photo: Ola Nord",
    "a label in brackets": "The pier (Photo: Ola Nord)",
    "a label after a bar": "The pier | Foto: Ola Nord",
    "a label after a dash": "The pier – Bild: Ola Nord",
    "photo by": "The pier. Photo by Ola Nord",
    "a sign": "The pier © Ola Nord",
    "a sign in brackets": "The pier (© Ola Nord)",
    "(c)": "The pier (c) Ola Nord",
    "a bar": "The pier | Ola Nord",
    "crédit": "The pier. Crédit photo : Ola Nord",
    "fuente": "The pier. Fuente: Ola Nord",
    "фото": "The pier. Фото: Ola Nord",
    "fotoğraf": "The pier. Fotoğraf: Ola Nord",
    "摄影": "The pier。摄影：Ola Nord",
    "写真": "The pier。写真：Ola Nord",
    "사진": "The pier. 사진: Ola Nord",
    "صورة": "The pier. صورة: Ola Nord",
}


@pytest.mark.parametrize("caption", CREDITED.values(), ids=CREDITED.keys())
def test_the_credit_is_taken_out_of_the_caption(caption: str) -> None:
    image = one(f"<figure>{PICTURE}<figcaption>{caption}</figcaption></figure>")
    assert (image.caption or "").rstrip(".。") == "The pier"
    assert image.credit == "Ola Nord"


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The pier on Monday (Ola Nord/Reuters)", "The pier on Monday", "Ola Nord/Reuters"),
        ("The pier on Monday. (AP Photo/Ola Nord)", "The pier on Monday.", "AP Photo/Ola Nord"),
        ("The pier on Monday. Ola Nord/AFP", "The pier on Monday.", "Ola Nord/AFP"),
        ("The pier on Monday. AP Photo", "The pier on Monday.", "AP Photo"),
        ("The pier on Monday [Ola Nord/EPA]", "The pier on Monday", "Ola Nord/EPA"),
        ("周一早晨的码头（新华社）", "周一早晨的码头", "新华社"),
        ("dpa", None, "dpa"),
        ("(Getty Images)", None, "Getty Images"),
        ("© Ola Nord", None, "Ola Nord"),
        ("Foto: Ola Nord", None, "Ola Nord"),
        ("The photo shows: nothing at all", "The photo shows: nothing at all", None),
        ("The pier (left) and the bridge", "The pier (left) and the bridge", None),
        ("", None, None),
    ],
)
def test_captions_are_split_at_the_credit(text: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    ("written", "credit"),
    [
        ("Photo: Ola Nord", "Ola Nord"),
        ("(Foto: Ola Nord)", "Ola Nord"),
        ("© Ola Nord", "Ola Nord"),
        ("Image source, Ola Nord", "Ola Nord"),
        ("Ola Nord (Reuters)", "Ola Nord (Reuters)"),
        ("Ola Nord", "Ola Nord"),
        ("©", None),
        ("", None),
    ],
)
def test_a_credit_stands_without_its_label(written: str, credit: str | None) -> None:
    assert trimmed_credit(written) == credit


def test_a_credit_outside_the_caption_is_found() -> None:
    html = f"<figure>{PICTURE}<figcaption>The pier</figcaption><span class='credit'>Foto: Ola Nord</span></figure>"
    image = one(html)
    assert (image.caption, image.credit) == ("The pier", "Ola Nord")


@given(st.text(alphabet="ab .:/|()©[]Foto字。摄影=-", max_size=60))
@example("摄:::::::=::摄")
@example("摄©::::a=::摄")
def test_splitting_loses_no_letters_of_the_caption(text: str) -> None:
    caption, credit = split_credit(text)
    assert caption != ""
    assert credit != ""
    if caption is not None:
        front = text.strip()[: text.strip().index(caption[: len(caption) // 2].strip())]
        assert not front or is_label(front.strip(" :=|/©"))


# -- which address is meant ------------------------------------------------------------------------------------------

STAND_IN = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


@pytest.mark.parametrize(
    ("html", "src"),
    [
        ("<img src='/a.jpg'>", "https://www.harbour.example/a.jpg"),
        ("<img src='a.jpg'>", "https://www.harbour.example/region/a.jpg"),
        ("<img src='//cdn.example/a.jpg'>", "https://cdn.example/a.jpg"),
        (f"<img src='{STAND_IN}' data-src='/a.jpg'>", "https://www.harbour.example/a.jpg"),
        (f"<img src='{STAND_IN}' data-lazy-src='/a.jpg'>", "https://www.harbour.example/a.jpg"),
        (f"<img src='{STAND_IN}' data-original='/a.jpg'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/img/placeholder.png' data-src='/a.jpg'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/psa/static/1.gif' data-pagespeed-lazy-src='/a.jpg'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/psa/static/1.gif' pagespeed_lazy_src='/a.jpg'>", "https://www.harbour.example/a.jpg"),
        ("<a href='#comments'><img src='/a.jpg' alt='Take part'>Take part</a>", None),
        ("<a href='#a'><img src='/a.jpg' alt='The bridge'></a>", "https://www.harbour.example/a.jpg"),
        (
            "<figure><a href='#'><img src='/a.jpg' alt='The bridge'><figcaption>The bridge</figcaption></a></figure>",
            "https://www.harbour.example/a.jpg",
        ),
        ("<img src='/icons/preload.gif' data-src='/a.jpg'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/img/gray-300x200.png' data-src='/a.jpg'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/img/ajax-loader.gif'>", None),
        ("<img src='/icon/loading.png' id='a.jpg' ajax='/a.jpg'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/common/none.gif' file='a.jpg'>", "https://www.harbour.example/region/a.jpg"),
        (f"<img src='{STAND_IN}' file='/a.jpg?v=2'>", "https://www.harbour.example/a.jpg?v=2"),
        (f"<img src='{STAND_IN}' title='/a.jpg' style='a.jpg' link='/b.jpg' onload='c.jpg'>", None),
        ("<img src='/a.jpg' ajax='/b.jpg'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/a.jpg' itemprop='image' style='display:none'>", None),
        ("<img itemprop='image' data-src='/a.jpg' style='display:none'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/a.jpg' style='display:none;width:0;'>", None),
        ("<img src='/a.jpg' style='display:none;max-width:0'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/common/btn_print.gif'>", None),
        ("<img src='/a/loading-dock.jpg'>", "https://www.harbour.example/a/loading-dock.jpg"),
        ("<img src='/a/empty-quay.jpg'>", "https://www.harbour.example/a/empty-quay.jpg"),
        ("<img src='/a/ida-gray.jpg'>", "https://www.harbour.example/a/ida-gray.jpg"),
        ("<img src='/a/pixel-8-review.jpg'>", "https://www.harbour.example/a/pixel-8-review.jpg"),
        ("<img src='/spacer.gif' data-srcset='/s.jpg 400w, /a.jpg 1200w'>", "https://www.harbour.example/a.jpg"),
        ("<img srcset='/s.jpg 400w, /a.jpg 1200w, /m.jpg 800w'>", "https://www.harbour.example/a.jpg"),
        ("<img srcset='/s.jpg 1x, /a.jpg 2x'>", "https://www.harbour.example/a.jpg"),
        ("<img srcset='/a.jpg'>", "https://www.harbour.example/a.jpg"),
        ("<img srcset='https://c.example/w_400,h_300/a.jpg 400w'>", "https://c.example/w_400,h_300/a.jpg"),
        ("<picture><source srcset='/a.webp 800w'><img alt='x'></picture>", "https://www.harbour.example/a.webp"),
        (
            "<picture><source data-srcset='/a.webp 800w'><img src='data:,'></picture>",
            "https://www.harbour.example/a.webp",
        ),
        ('<img data-src=\'{"large": "/a.jpg"}\'>', "https://www.harbour.example/a.jpg"),
        ("<img data-interchange='[/s.jpg, small], [/a.jpg, medium]'>", "https://www.harbour.example/a.jpg"),
        ("<img data-interchange='[/s.jpg, (small)],[/a.jpg, (large)]'>", "https://www.harbour.example/a.jpg"),
        (f"<img data-interchange='[/a.jpg, small], [{STAND_IN}, large]'>", "https://www.harbour.example/a.jpg"),
        ("<img data-interchange='[broken'>", None),
        ("<img src=''>", None),
        ("<img>", None),
        (f"<img src='{STAND_IN}'>", None),
        ("<img src='//[broken/a.jpg'>", None),
        ("<img srcset=' , ,, '>", None),
        ("<img srcset='/s.jpg 1..2w, /a.jpg 3w'>", "https://www.harbour.example/a.jpg"),
        ("<img srcset='/s.jpg 1w, /a.jpg 3w, /b.jpg 3w, /blank.gif 9w'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/a.jpg' width='0' height='1'>", None),
        ("<img src='/a.jpg' width='0' height='0'>", "https://www.harbour.example/a.jpg"),
        ("<img src='https://count.example/c?r=5' style='display:none'>", None),
        ("<img src='/a.jpg?w=5' style='display: none'>", "https://www.harbour.example/a.jpg?w=5"),
        ("<span><img src='/a.jpg?w=5' style='display: none'></span>", None),
        ("<img src='/icons/mail.svg'>", None),
        ("<img src='/sites/all/themes/post/images/image-info.png'>", None),
        ("<img src='/wp-content/themes/post/img/a.jpg'>", None),
        ("<img src='/img/themes/a.jpg'>", "https://www.harbour.example/img/themes/a.jpg"),
        ("<img src='/a.jpg' class='logo'>", None),
        ("<img src='/a.jpg' class='author-avatar'>", None),
        ("<img src='/a.jpg' width='40' height='40'>", None),
        ("<img src='/a.jpg' width='96' height='96' class='w-12 rounded-full'>", None),
        ("<span class='rounded-circle'><img src='/a.jpg' width='120'></span>", None),
        ("<img src='/a.jpg' width='400' height='400' class='rounded-full'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/a.jpg' width='96' class='rounded-full' alt='Ida Brandt'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/next-page-plan.jpg'>", "https://www.harbour.example/next-page-plan.jpg"),
        ("<img src='/next_page1.png'>", None),
        ("<img src='/a.jpg' class='img-circle'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/a.jpg' width='100%'>", "https://www.harbour.example/a.jpg"),
        ("<img src='/a.jpg' width='999999999999999999999'>", "https://www.harbour.example/a.jpg"),
    ],
)
def test_the_address_is_the_pictures_not_the_stand_ins(html: str, src: str | None) -> None:
    assert address(html) == src


@pytest.mark.parametrize("name", ["facebook.png", "whatsapp.png", "mail.gif", "print.png", "arrow.png"])
def test_a_picture_that_an_editor_uploaded_is_one_whatever_its_name(name: str) -> None:
    told = [
        [b.src for b in read(article_page(f"<p><img src='{path}/{name}'></p>")).blocks if isinstance(b, Image)]
        for path in ("/uploads/2026/03", "/img", "https://static.harbour.example")
    ]
    assert told == [[f"https://www.harbour.example/uploads/2026/03/{name}"], [], []]


@pytest.mark.parametrize("attribute", ["aria-label='pier.jpg'", "data-error='/m/error.jpg'"])
def test_what_is_said_of_a_picture_is_no_address(attribute: str) -> None:
    html = article_page(f"<p><img src='{STAND_IN}' {attribute}></p>")
    assert not [b for b in read(html).blocks if isinstance(b, Image)]


@pytest.mark.parametrize("names", [("d-none d-md-block", "d-md-none"), ("desktop-image", "mobile-image")])
def test_what_waits_for_one_screen_or_another_is_one_picture(names: tuple[str, str]) -> None:
    waiting = "".join(f"<img class='{name}' src='/loading.png' data-src='/{name[:3]}.jpg'>" for name in names)
    html = article_page(f"<div class='photo'>{waiting}<p class='caption'>The pier from the south</p></div>")
    (picture,) = (b for b in read(html).blocks if isinstance(b, Image))
    assert picture.caption == "The pier from the south"


@pytest.mark.parametrize("later", ["data-src", "ajax"])
def test_pictures_that_wait_behind_one_stand_in_are_several(later: str) -> None:
    picture = "<a href='/a{0}.html'><img src='/loading.png' {1}='/a{0}.jpg'></a>"
    column = f"<div>{picture}<span class='caption'>{{2}}</span></div>"
    said = ("The pier from the south", "The gate in the north", "The lamp")
    row = "".join(column.format(number, later, caption) for number, caption in enumerate(said))
    images = [b for b in read(article_page(f"<div class='row'>{row}</div>")).blocks if isinstance(b, Image)]
    assert [i.src for i in images] == [f"https://www.harbour.example/a{n}.jpg" for n in range(3)]
    assert tuple(i.caption for i in images) == said


@pytest.mark.parametrize(
    ("opens", "caption", "is_read"),
    [
        ("<a href='/a.html'>{}</a>", "Umi/<a href='https://shop.example/9'>HD Wave Volume 10</a>", True),
        ("<a href='/a.html'>{}</a>", "Umi/<a href='/9.html'>HD Wave Volume 10</a>", False),
        ("<a href='/a.html'>{}</a>", "<a href='https://shop.example/9'>HD Wave Volume 10</a>", False),
        ("<a href='https://shop.example/9'>{}</a>", "Umi/<a href='https://shop.example/9'>HD Wave Volume</a>", False),
        ("{}", "Umi/<a href='https://shop.example/9'>HD Wave Volume 10</a>", False),
    ],
)
def test_a_caption_may_be_a_link_to_another_site_where_the_picture_does_not_lead(
    opens: str, caption: str, is_read: bool
) -> None:
    picture = opens.format("<img src='/umi.jpg' width='360' height='270'>")
    box = f"<div class='column'><div class='w'>{picture}</div><span class='caption'>{caption}</span></div>"
    told = [b.caption for b in read(article_page(box)).blocks if isinstance(b, Image)]
    assert ("Umi/HD Wave Volume 10" in told) is is_read


def test_the_picture_in_noscript_counts_where_no_other_is_there() -> None:
    caption = f"<figcaption>{ENGLISH.caption}</figcaption>"
    image = one(f"<figure><img src='{STAND_IN}'><noscript>{PICTURE}</noscript>{caption}</figure>")
    assert (image.src, image.caption) == ("https://www.harbour.example/img/bridge.jpg", ENGLISH.caption)
    image = one(f"<figure><img src='/b.jpg'><noscript>{PICTURE}</noscript>{caption}</figure>")
    assert image.src == "https://www.harbour.example/b.jpg"


def test_one_picture_in_two_sizes_is_one_picture() -> None:
    html = "<figure><img src='/img/bridge-300x200.jpg'></figure><figure><img src='/img/bridge-1200x800.jpg'></figure>"
    assert len(images(read(article_page(html)))) == 1


# -- the part it plays -----------------------------------------------------------------------------------------------


def test_the_first_picture_before_the_text_is_the_lead() -> None:
    lead, inline = (f"<figure><img src='/img/{n}.jpg'><figcaption>Picture {n}</figcaption></figure>" for n in (1, 2))
    found = images(read(article_page(inline, before=lead)))
    assert [(i.role, i.caption) for i in found] == [("lead", "Picture 1"), ("inline", "Picture 2")]
    assert [i.role for i in images(read(article_page(inline)))] == ["inline"]


def test_the_lead_may_stand_inside_the_body_before_its_text() -> None:
    html = page(f"<article><figure>{PICTURE}</figure>{paragraphs()}</article>")
    assert [i.role for i in images(read(html))] == ["lead"]


@pytest.mark.parametrize("name", ["gallery", "image-slideshow", "bildstrecke", "carousel", "fotostrecke", "diaporama"])
def test_pictures_of_a_gallery_are_told_apart(name: str) -> None:
    slides = "".join(
        f"<figure><img src='/img/{n}.jpg'><figcaption>Picture {n}</figcaption></figure>" for n in ("one", "two", "six")
    )
    found = images(read(article_page(f"<div class='{name}'>{slides}</div>")))
    assert [(i.role, i.caption) for i in found] == [
        ("gallery", "Picture one"), ("gallery", "Picture two"), ("gallery", "Picture six"),
    ]  # fmt: skip


def test_icons_and_avatars_are_not_pictures_of_the_story() -> None:
    html = (
        "<p><img src='/emoji/1f600.png' class='emoji'> Words, said Ida Brandt, are what a harbour is made of.</p>"
        "<div class='author-box'><img src='/ida.jpg'></div><img src='/t.gif?x=1' width='1' height='1'>"
    )
    article = read(article_page(html))
    assert images(article) == []
    assert "Words, said Ida Brandt, are what a harbour is made of." in texts(article)


def test_a_picture_inside_a_paragraph_stands_before_it() -> None:
    article = read(
        article_page(f"<p>{PICTURE} {ENGLISH.paragraphs[0][:-1]}, and {ENGLISH.paragraphs[1]} And so on.</p>")
    )
    assert kinds(article) == ["paragraph", "paragraph", "image", "paragraph", "paragraph", "paragraph"]


def test_a_picture_that_links_to_itself_is_the_storys_whatever_its_address_looks_like() -> None:
    address = "/image.php?id=8123&amp;w=800"
    alone = f"<figure><a href='{address}'><img src='{address}'></a></figure>"
    other = (
        f"<figure><a href='/story.php?id=8123'><img src='{address}'></a><a href='/story.php?id=8123'>Read</a></figure>"
    )
    assert [i.src for i in images(read(article_page(alone)))] == ["https://www.harbour.example/image.php?id=8123&w=800"]
    assert images(read(article_page(other))) == []


def test_short_paragraphs_before_a_picture_in_the_same_box_are_the_story() -> None:
    html = f"<div class='block'><p>Nobody was hurt.</p><p>The ferries run.</p><figure>{PICTURE}</figure></div>"
    article = read(article_page(html))
    assert [i.caption for i in images(article)] == [None]
    assert {"Nobody was hurt.", "The ferries run."} < set(texts(article))


def test_sentences_before_a_figure_in_their_box_are_no_caption_whatever_the_figure_lacks() -> None:
    figure = "<figure><img src='/b.jpg' width='800' height='600'><figcaption></figcaption></figure>"
    article = read(article_page(f"<div><p>Nobody was hurt at the pier.</p>{figure}</div>"))
    assert [i.caption for i in images(article)] == [None]
    assert "Nobody was hurt at the pier." in texts(article)


def test_one_sentence_before_a_picture_in_their_box_is_no_caption() -> None:
    html = f"<section><div><p>Nobody was hurt at the pier.</p></div><p>{PICTURE}</p></section>"
    article = read(article_page(html))
    assert [i.caption for i in images(article)] == [None]
    assert "Nobody was hurt at the pier." in texts(article)


def test_a_line_in_italics_is_no_caption_where_the_story_quotes_in_italics() -> None:
    lines = [f"Statement {n} of the council came on Monday." for n in ("one", "two", "three")]
    quoted = "".join(f"<p><em>{line}</em></p>" for line in lines)
    article = read(article_page(f"{quoted}<figure>{PICTURE}</figure><p><em>And a last one came at night.</em></p>"))
    assert [i.caption for i in images(article)] == [None]
    assert {*lines, "And a last one came at night."} <= set(texts(article))


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("<figure><img src='/b.jpg' width='800'></figure>", ["https://www.harbour.example/b.jpg"]),
        ("<figure><a href='/b.jpg'><img src='/b.jpg'></a></figure>", ["https://www.harbour.example/b.jpg"]),
        ("<figure><a href='/other-story'><img src='/b.jpg' width='800'></a></figure>", []),
    ],
)
def test_an_invitation_behind_a_picture_takes_it_away_only_where_it_leads_there(picture: str, shown: list[str]) -> None:
    invitation = "<div class='media-resource__image'><span>Read more: how the dam was built</span></div>"
    assert [i.src for i in images(read(article_page(picture + invitation)))] == shown


@pytest.mark.parametrize(
    "html",
    [
        "<div class='image'><img src='/img/a.jpg' alt='The port flag'><p class='source'>Image: Tom Reuss</p></div>",
        "<img src='/img/a.jpg' alt='Journalist Ida Brandt on the pier' width='640' height='420'>",
        "<p><img src='/img/a.jpg' alt='A police badge' width='300' height='480'></p>",
    ],
)
def test_what_a_photograph_shows_makes_it_no_ornament(html: str) -> None:
    assert one(html).src == "https://www.harbour.example/img/a.jpg"


@pytest.mark.parametrize(
    "html",
    [
        "<img src='/img/a.jpg' alt='Avatar of Ida Brandt' width='400' height='400'>",
        "<img src='/img/a.jpg' alt='Profile picture'>",
        "<img src='/img/a.png' alt='App Store badge' width='250' height='80'>",
        "<img src='/img/a.png' alt='Flag' width='120' height='90'>",
        "<p><img src='/img/a.png' alt='The Harbour Post logo' width='600'></p>",
        "<p><img src='/img/a.png' alt='Share button' height='240'></p>",
        "<div class='author'><img src='/img/a.jpg' alt='Ida Brandt' width='640' height='420'></div>",
        "<img src='/img/icons/a.png' alt='The pier' width='640' height='420'>",
    ],
)
def test_what_is_called_an_ornament_and_is_set_like_one_is_none(html: str) -> None:
    assert images(read(article_page(html))) == []


@pytest.mark.parametrize("names", ["image-container float-right", "photo", "article-image"])
def test_a_credit_that_is_a_link_to_whose_picture_it_is_takes_no_picture_away(names: str) -> None:
    link = "<a href='https://pictures.example.net/reuss'>Tom Reuss, Pictures</a>"
    box = f"<div class='{names}'><div>{PICTURE}<p class='source'>{link}</p></div></div>"
    assert (one(box).caption, one(box).credit) == (None, "Tom Reuss, Pictures")


@pytest.mark.parametrize(
    "box",
    [
        "<div class='photo'><a href='/b'>{img}</a><p class='source'><a href='/b'>Ferries run again</a></p></div>",
        "<div class='photo'>{img}<p class='source'><a href='/b'>Ferries run again</a></p></div>",
        "<div class='photo'>{img}<p><a href='https://shop.example.net/b'>Boots for the rain</a></p></div>",
        "<div class='photo'><a href='https://shop.example.net/b'>{img}</a>"
        "<p class='source'><a href='https://shop.example.net/b'>Boots</a></p></div>",
        "<div class='photo'>{img}<h4 class='source'><a href='https://shop.example.net/b'>Boots</a></h4></div>",
    ],
)
def test_a_link_to_something_else_beside_a_picture_is_no_credit(box: str) -> None:
    assert images(read(article_page(box.format(img=PICTURE)))) == []


def test_a_picture_in_its_microformat_is_one_whatever_else_its_box_is_called() -> None:
    said = "<p class='contributor vcard'>Reuters</p><p class='fn'>Mar. 2: The bridge is closed.</p>"
    box = f"<div class='hmedia related-media'><p class='photo'>{PICTURE}</p>{said}</div>"
    assert (one(box).caption, one(box).credit) == ("Mar. 2: The bridge is closed.", "Reuters")
    linked = box.replace(PICTURE, f"<a href='/b'>{PICTURE}</a>")
    assert images(read(article_page(linked))) == []


@pytest.mark.parametrize(
    "html",
    [
        "<h3 class='media'><span>{img}</span><span class='icon'>S</span></h3>",
        "<p class='media'><span>{img}<span class='zoom'><span class='icon'>S</span></span></span></p>",
        "<div class='image'>{img}<span class='icon'>S</span></div>",
    ],
)
def test_the_letter_of_an_icon_beside_a_picture_says_nothing(html: str) -> None:
    article = read(article_page(html.format(img=PICTURE)))
    assert [(image.src, image.caption) for image in images(article)] == [(f"https://www.harbour.example{SRC}", None)]
    assert texts(article) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize("line", ["By Ida Brandt", "By <a rel='author' href='/b'>Ida Brandt</a>, posted 2 March 2026"])
def test_a_picture_whose_words_are_the_byline_is_none_of_the_story(line: str) -> None:
    byline = f"<div class='byline'><span class='caption'><img src='/img/ida.jpg'> {line}</span></div>"
    article = read(article_page(f"<p>{PICTURE}</p>", before=byline))
    assert article.authors == ("Ida Brandt",)
    assert [image.src for image in images(article)] == [f"https://www.harbour.example{SRC}"]


def test_a_picture_of_who_wrote_it_with_a_caption_of_its_own_stays() -> None:
    caption = "Ida Brandt on the pier"
    figure = f"<figure>{PICTURE}<figcaption>{caption}</figcaption></figure>"
    article = read(article_page(before=f"<p class='byline'>By Ida Brandt</p>{figure}"))
    assert [image.caption for image in images(article)] == [caption]
