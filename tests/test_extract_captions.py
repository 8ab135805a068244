"""Captions and credits told apart by the elements that they stand in, as content management systems write them."""

from __future__ import annotations

import time

import pytest
from pages_html import ENGLISH, article_page, images, page, paragraphs, read, texts

from watcher.model import Heading, Image

PICTURE = "<img src='/img/bridge.jpg' alt='The bridge'>"
SAID = "The pier on Monday."


def one(html: str) -> Image:
    """The only picture that `html` gives inside a story."""
    (image,) = images(read(article_page(html)))
    return image


def figure(caption: str) -> Image:
    return one(f"<figure>{PICTURE}{caption}</figure>")


def test_the_credit_behind_a_captioned_figure_is_its_own_and_named_elements_do_not_run_together() -> None:
    shown = one(f"<figure>{PICTURE}<figcaption>{SAID}</figcaption></figure><div class='photo-credit'>Ola Nord</div>")
    assert (shown.caption, shown.credit) == (SAID, "Ola Nord")
    parts = figure("<figcaption><span class='a1'>The pier.</span><span class='b2'>It is closed.</span></figcaption>")
    assert parts.caption == "The pier. It is closed."
    assert figure("<figcaption><i class='a1'>T</i><i class='b2'>he pier</i></figcaption>").caption == "The pier"


# -- the credit in an element of its own -----------------------------------------------------------------------------

APART = {
    "two spans glued together": f"<figcaption><span>{SAID}</span><span>Ola Nord (dpa/Getty)</span></figcaption>",
    "a name in brackets": f"<figcaption><span class='x1'>{SAID}</span> <span class='x2'>(Ola Nord)</span></figcaption>",
    "a long name in brackets": (
        f"<figcaption><p><span>{SAID}</span> "
        f"<span>(Harbour District Court, Eastern Quay of the City)</span></p></figcaption>"
    ),
    "a name in a span": f"<figcaption><p>{SAID} <span>IMAGO/Ola Nord</span></p></figcaption>",
    "an acronym on a line of its own": f"<figcaption><p>{SAID}</p><p>HPN</p></figcaption>",
    "a name after a bar": f"<figcaption>{SAID} | <strong>Ola Nord/dpa</strong></figcaption>",
    "a slash inside the span": f"<figcaption><p>{SAID} <span> / Ola Nord</span></p></figcaption>",
    "a footer of the figure": f"<figcaption>{SAID}</figcaption><footer>Imago/Harbour-News.de</footer>",
    "a label beside the picture": f"<span>Foto: Ola Nord, ČTK</span><figcaption><p>{SAID}</p></figcaption>",
    "an agency on the picture": f"<span>Getty Images</span><figcaption>{SAID}</figcaption>",
    "the credit first": f"<figcaption><span>Ola Nord/Reuters</span><br>{SAID}</figcaption>",
    "a credit and a distributor": (
        f"<figcaption><span class='caption'>{SAID}</span> <span class='credit'>Photo by Ola Nord</span> / "
        "<span class='distributor'>Getty Images</span></figcaption>"
    ),
    "a block's element": f"<figcaption class='a-caption'>"
    f"<p class='a-caption__text'>{SAID}</p><p class='a-caption__credit'>Ola Nord</p></figcaption>",
    "a credit called caption": f"<figcaption class='wp-caption-text'>{SAID} "
    "<span class='media-license-caption'>Ola Nord</span></figcaption>",
    "a credit in a figcaption": (
        f"<div class='image__caption attribution'>{SAID} It was seen from the east.</div>"
        "<figcaption class='image__credit'>Ola Nord/AP</figcaption>"
    ),
    "a label in an element": f"<figcaption>{SAID} <span><span>Foto:"
    "</span> Ola Nord (AP) | <span>Video:</span> HP</span></figcaption>",
    "a label for screen readers": f"<figcaption><span>{SAID}</span><span>"
    "<span>Credit...</span><span>Ola Nord</span></span></figcaption>",
    "small beside small": f"<div><small>{SAID}</small> <small>© Ola Nord</small></div>",
    "one cite": f"<figcaption>{SAID} <cite>Ola Nord</cite></figcaption>",
    "microdata": f"<figcaption itemprop='caption'>{SAID} <span itemprop='copyrightHolder'>Ola Nord</span></figcaption>",
}


@pytest.mark.parametrize("html", APART.values(), ids=APART.keys())
def test_the_element_at_the_end_is_the_credit(html: str) -> None:
    image = figure(html)
    assert (image.caption or "").startswith(SAID)
    assert "Ola Nord" not in (image.caption or "")
    assert image.credit
    assert not image.credit.startswith(("Foto", "Photo", "©", "("))


@pytest.mark.parametrize(
    ("written", "caption", "credit"),
    [
        ("Das Rathaus in Köln (Ola Nord/dpa)", "Das Rathaus in Köln", "Ola Nord/dpa"),
        ("Prime Minister Ida Brandt (Ola Nord/PA)", "Prime Minister Ida Brandt", "Ola Nord/PA"),
        ("Premier Ida Brandt © ANP / Ola Nord", "Premier Ida Brandt", "ANP / Ola Nord"),
        ("Premier Ida Brandt / Ola Nord/PAP", "Premier Ida Brandt", "Ola Nord/PAP"),
        ("Ida Brandt (SPD) (Foto: Ola Nord/dpa)", "Ida Brandt (SPD)", "Ola Nord/dpa"),
        ("Ola Nord (AP)", None, "Ola Nord (AP)"),
        ("The pier on Monday<br>Ola Nord", "The pier on Monday", "Ola Nord"),
        ("<p>The pier on Monday</p><p>Ola Nord</p>", "The pier on Monday", "Ola Nord"),
        ("<i>The pier on Monday</i><span>Ola Nord</span>", "The pier on Monday", "Ola Nord"),
        ("<span class='x'>ANP</span><span>The pier on Monday</span>", "The pier on Monday", "ANP"),
        ("<p>OLA NORD / FREE PRESS</p><p>The pier on Monday</p>", "The pier on Monday", "OLA NORD / FREE PRESS"),
        ("<i>The pier on Monday.</i> Source: <b>AAP</b> / <b>Ola Nord</b>", "The pier on Monday.", "AAP / Ola Nord"),
        ("<i>The pier on Monday. (<a href='/ola'>Ola Nord</a>/Flickr)</i>", "The pier on Monday.", "Ola Nord/Flickr"),
        ("<p class='x'>The pier, seen.</p> <p class='y'>borja nord</p>", "The pier, seen.", "borja nord"),
        ("<span class='x'>The pier, seen.</span> <span class='y'>h7</span>", "The pier, seen.", "h7"),
        ("<i>The pier</i> Autor/allikas: <b class='author'>Ola Nord</b>", "The pier", "Ola Nord"),
    ],
)
def test_names_before_a_credit_are_the_caption(written: str, caption: str | None, credit: str) -> None:
    image = figure(f"<figcaption>{written}</figcaption>")
    assert (image.caption, image.credit) == (caption, credit)


def test_a_break_that_is_seen_as_text_parts_words() -> None:
    image = figure("<figcaption>Boats wait.&lt;br&gt; PORTA nuotr.</figcaption>")
    assert (image.caption, image.credit) == ("Boats wait.", "PORTA")


def test_a_linked_credit_leads_to_no_other_story() -> None:
    link = "<a href='/docs/copyright'>© Harbour Agency / Ola Nord, of the pier</a>"
    image = one(f"<div class='media'><div>{PICTURE}<i>{link}</i></div></div>")
    assert (image.caption, image.credit) == (None, "Harbour Agency / Ola Nord, of the pier")


def test_a_picture_whose_credits_lead_to_another_site_is_shown_in_a_box_of_any_name() -> None:
    line = "<div class='m-copyright'>{} <a href='{}/{}'>{}</a></div>".format
    said = ("©", "Harbour Agency / Ola Nord"), ("/", "Buy this one at the bank of photographs")
    own, others = (
        "".join(line(sign, site, n, text) for n, (sign, text) in enumerate(said))
        for site in ("https://photos.example", "")
    )
    box = f"<div class='block'><div class='open'>{PICTURE}{{}}<div>The pier.</div></div></div>"
    image = one(box.format(own))
    assert image.caption == "The pier."
    assert "Ola Nord" in (image.credit or "")
    assert not images(read(article_page(box.format(others))))
    headline = line("", "https://other.example", 1, "Ferry sinks off the northern coast in a storm")
    assert not images(read(article_page(box.format(headline).replace("<div>The pier.</div>", ""))))


def test_agency_and_name_stay_in_the_credit() -> None:
    assert figure(APART["two spans glued together"]).credit == "Ola Nord (dpa/Getty)"
    assert figure(APART["a credit and a distributor"]).credit == "Ola Nord, Getty Images"
    assert figure(APART["a label in an element"]).credit == "Ola Nord (AP), HP"


@pytest.mark.parametrize(
    "caption",
    [
        "The mayor, <em>Ida Brandt</em>",
        "A page of <em>The Harbour Post</em>",
        "<strong>The pier:</strong> Ida Brandt",
        "<span>The mayor</span> <span>on the pier</span>",
        "<span>The pier in May.</span> <span>(Archivbild)</span>",
        "<span class='x'>The pier in May.</span> <span class='y'>Imagen de archivo</span>",
        "<span class='x'>The pier in May.</span> <span class='x'>borja nord</span>",
        "<span class='x'>The pier in May</span> <span class='y'>and in June</span>",
    ],
)
def test_emphasis_and_kinds_of_pictures_are_no_credits(caption: str) -> None:
    assert figure(f"<figcaption>{caption}</figcaption>").credit is None


def test_a_credit_in_brackets_alone_is_no_caption() -> None:
    image = figure("<figcaption>(The Harbour Post)</figcaption>")
    assert (image.caption, image.credit) == (None, "The Harbour Post")


def test_a_label_in_the_caption_is_a_credit_as_well() -> None:
    image = figure(
        "<figcaption><span class='caption'>Image credit: HP</span>"
        "<span class='credit'>(Image credit: Ola)</span></figcaption>"
    )
    assert (image.caption, image.credit) == (None, "HP, Ola")


def test_the_richer_of_two_credits_stays() -> None:
    image = figure(f"<figcaption>{SAID} (AP Photo/Ola Nord) <span class='credit'>AP Photo</span></figcaption>")
    assert (image.caption, image.credit) == (SAID, "AP Photo/Ola Nord")


@pytest.mark.parametrize("written", ["(Foto: dpa)", "Foto: dpa", "[Photo: dpa]"])
def test_a_credit_in_the_caption_joins_another_in_an_element_of_its_own(written: str) -> None:
    image = figure(f"<figcaption>{SAID} {written}</figcaption><span class='credit'>Foto: Ola Nord</span>")
    assert (image.caption, image.credit) == (SAID, "Ola Nord, dpa")


@pytest.mark.parametrize(
    "said",
    [
        "Das alte Foto: ein Turm im Nebel",
        "Auf dem Bild: Ida Brandt und Tom Reuss",
        "Im Bild: die Pier. Im Hintergrund: der Turm",
        "Left: the pier. Right: Ola Nord",
        "The minister, photo taken by her daughter in 1995",
        "Die Pier am Montag. (Archivbild)",
        "Der Fotograf: Ola Nord",
        "Der Bürgermeister. Foto: 2019",
        "The mayor. Image: a poster from 1940",
        "Das Buch. Foto: Zwei Kinder am Strand",
        "The winner (photo: untitled)",
    ],
)
def test_a_caption_that_speaks_of_pictures_stays_whole_beside_a_credit(said: str) -> None:
    image = figure(f"<figcaption>{said}</figcaption><span class='credit'>dpa</span>")
    assert (image.caption, image.credit) == (said, "dpa")


@pytest.mark.parametrize(
    ("written", "caption"),
    [("↑周一早晨的码头", "周一早晨的码头"), ("↓30%", "↓30%"), ("利率↑", "利率↑"), ("温度↑湿度↓", "温度↑湿度↓")],
)
def test_an_arrow_in_front_of_words_points_to_the_picture(written: str, caption: str) -> None:
    assert one(f"<figure>{PICTURE}<figcaption>{written}</figcaption></figure>").caption == caption


@pytest.mark.parametrize(
    ("written", "caption"),
    [
        ("The old pier [1/10]", "The old pier"), ("Am Kai [ 3 / 4 ]", "Am Kai"), ("码头【2/5】", "码头"),
        ("Print on paper (7/50)", "Print on paper (7/50)"), ("The pier in scale 1/10", "The pier in scale 1/10"),
    ],
)  # fmt: skip
def test_a_counter_in_brackets_is_no_caption(written: str, caption: str) -> None:
    assert figure(f"<figcaption>{written}</figcaption>").caption == caption


def test_a_credit_behind_the_title_of_a_picture() -> None:
    image = one(f"<figure>{PICTURE[:-1]} title='The bridge | dpa'></figure>")
    assert (image.caption, image.credit) == (None, "dpa")


# -- words of the page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        f"{SAID} <span class='toggle' role='button'>Vis mer</span>",
        f"{SAID} <span>View image in full screen</span>",
        f"<span>1 of 8</span> {SAID}",
        f"<span>2 / 10</span><span>{SAID}</span>",
        f"Slide 1 of 8: {SAID}",
        f"<span>Image caption, </span><span>{SAID}</span>",
        f"<span>Legende:</span> {SAID}",
        f"{SAID} <a href='/x'>Bild vergrößern</a>",
        f"{SAID} <span>Agrandir l’image</span>",
        f"{SAID} <span>画像を拡大</span>",
        f"{SAID} <span>크게 보기</span>",
        f"{SAID} / <a href='/x'>купить фото</a>",
        f"{SAID} <a href='https://shop.example/pier'>$285 at Harbour Shop</a>",
    ],
)
def test_buttons_counters_and_labels_are_not_the_caption(html: str) -> None:
    image = figure(f"<figcaption>{html}</figcaption>")
    assert (image.caption, image.credit) == (SAID, None)


@pytest.mark.parametrize("label", ["Foto:", "Image", "1/8", "Bild vergrößern", "Liveblog"])
def test_a_label_alone_is_no_caption(label: str) -> None:
    image = figure(f"<figcaption><span>{label}</span></figcaption>")
    assert (image.caption, image.credit) == (None, None)


def test_licensing_links_of_agencies_are_not_the_credit() -> None:
    image = figure(
        f"<figcaption>{SAID} REUTERS/Ola Nord <a href='/l'>Purchase Licensing Rights"
        f"<span>, opens new tab</span></a></figcaption>"
    )
    assert (image.caption, image.credit) == (SAID, "REUTERS/Ola Nord")


def test_labels_for_screen_readers_stand_without_punctuation() -> None:
    image = figure(
        "<span><span class='off'>Image copyright</span> <span class='image-copyright'>Getty Images</span></span>"
        f"<figcaption><span class='off'>Image caption</span> <span>{SAID}</span></figcaption>"
    )
    assert (image.caption, image.credit) == (SAID, "Getty Images")


def test_a_caption_that_stands_there_twice_counts_once() -> None:
    image = figure(f"<figcaption><span>{ENGLISH.caption}.</span> <span>{ENGLISH.caption}.</span></figcaption>")
    assert (image.caption, image.credit) == (ENGLISH.caption + ".", None)


def test_a_caption_on_the_slide_that_shows_the_picture_once_more_counts_once() -> None:
    said = "Train on the viaduct: as fast as never before."
    beside = f"<div><div><p>{said}</p></div><div><a href='https://agency.example'>Depositphotos</a></div></div>"
    slides = f"<div><div><div>{PICTURE}</div>{beside}</div><div><slide>{PICTURE}{beside}</slide></div></div>"
    image = one(f"<div class='gallery'>{slides}</div>")
    assert (image.caption, image.credit) == (said, "Depositphotos")


def test_what_stands_behind_a_line_said_twice_counts_where_it_is_new() -> None:
    said = "Train on the viaduct: as fast as never before."
    inside = f"{PICTURE}<noscript>{PICTURE}</noscript>"
    image = one(f"<figure>{inside}<figcaption><p>{said}</p><p>{said}</p><p>Photo: Ola Nord</p></figcaption></figure>")
    assert (image.caption, image.credit) == (said, "Ola Nord")


def test_a_paragraph_beside_a_caption_by_name_in_a_box_behind_the_picture_is_read() -> None:
    said, caption = ENGLISH.paragraphs[0], "<p class='caption'>The viaduct</p>"
    for box in (f"{caption}<p>{said}</p>", f"<p>{said}</p>{caption}"):
        html = article_page().replace(f"<p>{said}</p>", f"{PICTURE}<div class='x1'>{box}</div>")
        assert said in texts(read(html))


def test_a_caption_inside_the_credit_is_found() -> None:
    inside = "<div class='photo-credit'>The ships left the harbour on Monday morning. REUTERS/Ola Nord</div>"
    image = figure(inside)
    assert (image.caption, image.credit) == ("The ships left the harbour on Monday morning.", "REUTERS/Ola Nord")
    image = figure("<div class='photo-source'>The new pier. Photo: harbour office</div>")
    assert (image.caption, image.credit) == ("The new pier.", "harbour office")
    image = figure("<div class='photo-author'>Nowe molo (Fot. Jan Kowal / Agencja Port)</div>")
    assert (image.caption, image.credit) == ("Nowe molo", "Jan Kowal / Agencja Port")
    image = figure("<figcaption>The new pier. <span class='sr-only'>Image credit:</span> Ola Nord</figcaption>")
    assert (image.caption, image.credit) == ("The new pier.", "Ola Nord")


# -- which pictures belong to the story ------------------------------------------------------------------------------


def test_an_aside_with_a_captioned_picture_is_a_picture() -> None:
    image = one(
        f"<aside class='left wide'><a href='/img/large.jpg'>{PICTURE}</a>"
        f"<p class='caption'>{SAID} <span class='credits'>(Courtesy of Ola Nord)</span></p></aside>"
    )
    assert (image.caption, image.credit) == (SAID, "Ola Nord")


def test_a_lead_picture_may_be_named_teaser() -> None:
    html = page(f"<div class='teaser-image'>{PICTURE}</div><article>{paragraphs()}</article>")
    assert [i.role for i in images(read(html))] == ["lead"]
    related = f"<div class='related-photo'><div>{PICTURE}</div><div class='caption'>{SAID}</div></div>"
    assert [i.caption for i in images(read(page(f"{related}<article>{paragraphs()}</article>")))] == [SAID]
    linked = page(f"<div class='teaser-image'><a href='/other'>{PICTURE}</a></div><article>{paragraphs()}</article>")
    assert images(read(linked)) == []


def test_a_list_of_pictures_is_a_gallery() -> None:
    items = "".join(
        f"<li class='gallery-item'><div><img src='/img/{n}.jpg'></div>"
        f"<span class='img-info'>Ship {n}. Bild: Ola Nord</span></li>"
        for n in ("one", "two")
    )
    found = images(read(article_page(f"<div class='gallery'><ul>{items}</ul></div>")))
    assert [(i.role, i.caption, i.credit) for i in found] == [
        ("gallery", "Ship one.", "Ola Nord"), ("gallery", "Ship two.", "Ola Nord"),
    ]  # fmt: skip


def test_teasers_of_other_stories_are_not_pictures() -> None:
    teaser = (
        "<section><article><h4><a href='/region/other'>Ferries run late</a></h4>"
        f"<figure><a href='/region/other'>{PICTURE}</a></figure></article></section>"
    )
    assert images(read(article_page(teaser))) == []


def test_pictures_that_link_to_another_site_without_a_word_are_advertisements() -> None:
    assert images(read(article_page(f"<p><a href='https://shop.example/boats'>{PICTURE}</a></p>"))) == []
    assert images(read(article_page(f"<figure><a href='/img/large.jpg'>{PICTURE}</a></figure>"))) != []
    gallery = f"<figure><a href='https://pictures.harbour.example/storm'>{PICTURE}</a></figure>"
    assert images(read(article_page(gallery))) != []


def test_teasers_with_their_words_in_the_link_are_not_pictures() -> None:
    teasers = "".join(
        f"<div class='x{n}'><a href='/region/{n}'><img src='/i/{n}.jpg'> Ferries run late again, part {n}</a></div>"
        for n in range(3)
    )
    assert images(read(article_page(f"<div class='x'>{teasers}</div>"))) == []


@pytest.mark.parametrize("label", ["Advert", "Anzeige", "Publicité", "Реклама", "広告"])
def test_what_calls_itself_an_advertisement_is_not_a_picture(label: str) -> None:
    assert images(read(article_page(f"<div><img src='/x/show.php?zone=9'><span>{label}</span></div>"))) == []


def test_a_picture_that_a_script_puts_into_its_place_later() -> None:
    image = figure(f"<figcaption>{SAID}</figcaption>".replace(PICTURE, ""))
    later = one(
        f"<figure><div class='js-image' data-src='/img/pier.jpg'></div><figcaption>{SAID}</figcaption></figure>"
    )
    assert (later.src, later.caption) == ("https://www.harbour.example/img/pier.jpg", image.caption)


def test_stills_of_films_are_not_pictures() -> None:
    html = f"<div class='x1'>{PICTURE}<span>The storm on film</span><span>21.04.2024 | 3:18 min</span></div>"
    assert images(read(article_page(html))) == []
    film = f"<figure class='video-embed'><div class='player'></div><figcaption>{SAID}</figcaption></figure>"
    article = read(article_page(film))
    assert images(article) == []
    assert SAID not in texts(article)


@pytest.mark.parametrize(
    "src",
    ["/img/share.png", "/img/logo_small.svg", "/img/icon_type.png", "/img/icoType2.png", "/media/newsletter1.png"],
)
def test_files_that_say_what_they_are_for_are_not_pictures(src: str) -> None:
    assert images(read(article_page(f"<div><img src='{src}'><span>Share with others</span></div>"))) == []


def test_a_picture_of_the_author_is_not_the_storys() -> None:
    html = "<div class='autor-info-card'><img src='/i/ida.jpg'><p>Ida Brandt writes about harbours.</p></div>"
    assert images(read(article_page(html))) == []


def test_a_painted_picture_with_a_caption() -> None:
    html = (
        f"<figure><div style=\"background-image: url('/img/pier.jpg')\"></div><figcaption>{SAID}</figcaption></figure>"
    )
    image = one(html)
    assert (image.src, image.caption) == ("https://www.harbour.example/img/pier.jpg", SAID)


# -- the same picture twice, two loads -------------------------------------------------------------------------------


def test_a_picture_shown_twice_for_two_sizes_of_screen_counts_once() -> None:
    twice = "".join(
        f"<div class='{size}-only'><figure><img src='/img/pier-{width}x400.jpg'>"
        f"<figcaption>{SAID}</figcaption></figure></div>"
        for size, width in (("mobile", 300), ("desktop", 900))
    )
    assert one(twice).caption == SAID


def test_two_loads_with_other_lazy_loaders_give_the_same_picture() -> None:
    caption = f"<figcaption>{SAID} Foto: Ola Nord</figcaption>"
    loads = (
        f"<figure><img src='/img/pier-600x400.jpg'>{caption}</figure>",
        f"<figure><img src='data:image/gif;base64,R0' data-src='/img/pier-1200x800.jpg'>{caption}</figure>",
        f"<figure><img src='/b.gif' data-srcset='/img/pier-300x200.webp 300w,"
        f" /img/pier-900x600.webp 900w'>{caption}</figure>",
    )
    seen = {(i.asset, i.caption, i.credit) for i in map(one, loads)}
    assert seen == {("harbour.example/img/pier", SAID, "Ola Nord")}


@pytest.mark.parametrize("name", ["data-image-caption", "data-image-title", "data-page-url", "data-image-description"])
def test_what_attributes_say_of_a_picture_is_not_its_address(name: str) -> None:
    image = one(f"<figure><img src='/img/pier.jpg' {name}='The pier. See https://www.harbour.example/x'></figure>")
    assert image.src == "https://www.harbour.example/img/pier.jpg"


def test_the_widest_copy_is_the_address_and_larger_files_are_not_shown() -> None:
    image = one("<figure><img src='/s.jpg' srcset='/s.jpg 400w, /l.jpg 1200w' data-full-src='/xxl.jpg'></figure>")
    assert image.src == "https://www.harbour.example/l.jpg"
    image = one("<figure><img src='/s.jpg' data-full-src='/xxl.jpg'></figure>")
    assert image.src == "https://www.harbour.example/s.jpg"


# -- the lead above all ----------------------------------------------------------------------------------------------


def above(lead: str, head: str = "") -> list[Image]:
    """The pictures of a page on which `lead` stands before the element with headline and story."""
    story = f"<div class='story'><h1>{ENGLISH.title}</h1><article>{paragraphs()}</article></div>"
    html = f"<html><head>{head}<title>{ENGLISH.title}</title></head><body><main>{lead}{story}</main></body></html>"
    return images(read(html))


def test_a_figure_above_headline_and_story_is_the_lead() -> None:
    (image,) = above(f"<figure>{PICTURE}<footer class='credit'>APA/Ola Nord</footer></figure>")
    assert (image.role, image.credit) == ("lead", "APA/Ola Nord")


def test_a_lead_that_loads_late_is_the_lead_with_its_copy_for_readers_without_scripts() -> None:
    copy = "<img src='/img/pier.jpg' alt='The pier'>"
    late = f"<img src='data:image/gif;base64,R0' data-src='/img/pier.jpg' alt='The pier'><noscript>{copy}</noscript>"
    said = "<figcaption>The pier on Monday. Foto: APA/Ola Nord</figcaption>"
    assert above(f"<figure>{late}{said}</figure>") == above(f"<figure>{copy}{said}</figure>") != []


def test_the_picture_by_which_a_page_is_known_is_the_lead_without_a_figure() -> None:
    head = "<meta property='og:image' content='https://www.harbour.example/img/bridge-1200x630.jpg'>"
    (image,) = above(f"<div class='hero'>{PICTURE}</div>", head)
    assert image.role == "lead"
    assert above(f"<div class='hero'>{PICTURE}</div>") == []


KNOWN = "<meta property='og:image' content='https://www.harbour.example/img/bridge-1200x630.jpg'>"


@pytest.mark.parametrize(
    "lead",
    [
        f"<div class='hero'>{PICTURE}<p class='caption'>The bridge at dawn. Photo: Ola Nord</p></div>",
        f"<div class='hero'><div>{PICTURE}</div><div class='hero-caption'>The bridge at dawn. <span class='credit'>"
        "Ola Nord</span></div></div>",
        f"<div class='hero'>{PICTURE}<p class='photo-desc'>The bridge at dawn.</p><p class='photo-credit'>Ola Nord</p>"
        "</div>",
    ],
)
def test_the_caption_by_name_in_the_box_of_a_lead_is_its_own(lead: str) -> None:
    (image,) = above(lead, KNOWN)
    assert (image.role, image.caption, image.credit) == ("lead", "The bridge at dawn.", "Ola Nord")


def test_a_caption_called_that_of_the_lead_is_so_wherever_the_article_has_it() -> None:
    def read_with(name: str) -> Image:
        aside = f"<aside><p class='{name}'>The bridge at dawn, on Monday. Photo: Ola Nord</p><h2>Related</h2></aside>"
        story = f"<h1>{ENGLISH.title}</h1><div itemprop='articleBody'>{paragraphs()}</div>"
        columns = f"<div class='hero'><figure>{PICTURE}</figure></div><div><div>{story}</div>{aside}</div>"
        (image,) = images(read(f"<html><head>{KNOWN}</head><body><article>{columns}</article></body></html>"))
        return image

    told = read_with("post__hero-caption")
    assert (told.role, told.caption, told.credit) == ("lead", "The bridge at dawn, on Monday.", "Ola Nord")
    assert read_with("video-caption").caption is None


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("<i>The old pier, seen from the island</i>", "The old pier, seen from the island"),
        ("<em>The old pier, seen from the island</em><br>", "The old pier, seen from the island"),
        ("<em>The old pier</em> was closed on Monday for all who came by boat or on foot, and nobody knew why.", None),
        ("<i>By Ida Brandt</i>", None),
        ("<i>Who closed the pier?</i>", None),
        ("<b>The old pier</b>", None),
    ],
)
def test_a_line_in_italics_right_behind_an_image_without_a_box_is_its_caption(line: str, caption: str | None) -> None:
    (image,) = images(read(page(f"<div class='story'>{paragraphs()}{PICTURE}{line}{paragraphs()}</div>")))
    assert image.caption == caption


def test_a_line_called_a_caption_and_a_credit_is_both_where_the_credit_is_in_brackets() -> None:
    def said(line: str) -> tuple[str | None, str | None]:
        (image,) = above(
            f"<figure>{PICTURE}<figcaption><span class='caption credit'>{line}</span></figcaption></figure>"
        )
        return image.caption, image.credit

    assert said("The bridge [Harbour Office]") == ("The bridge", "Harbour Office")
    assert said("Harbour Office") == (None, "Harbour Office")


@pytest.mark.parametrize(
    "lead",
    [
        f"<div class='hero'>{PICTURE}<p class='tagline'>All the news of the harbour since 1912</p></div>",
        f"<div class='hero'>{PICTURE}<h3>Another bridge</h3><p class='caption'>The bridge at dawn.</p></div>",
        f"<div class='hero'>{PICTURE}<p class='site-desc'>The paper of the harbour</p></div>",
        f"<div class='hero'>{PICTURE}<p class='caption'>The bridge</p><p>{SAID} {SAID} {SAID}</p></div>",
        f"<div class='hero'>{PICTURE}<p class='caption'></p></div>",
        f"<div class='hero'>{PICTURE}<p class='caption'>Advertisement</p></div>",
        f"<div class='hero'>{PICTURE}<p class='caption'>Read also: the ferries</p></div>",
        f"<div class='hero'>{PICTURE}{'<span class=caption></span>' * 200}</div>",
    ],
)
def test_what_else_stands_with_a_lead_is_no_caption(lead: str) -> None:
    (image,) = above(lead, KNOWN)
    assert (image.caption, image.credit) == (None, None)


def test_what_leads_elsewhere_is_not_the_lead() -> None:
    assert above(f"<figure><a href='/other'>{PICTURE}</a></figure>") == []
    assert above(f"<figure>{PICTURE}</figure><figure>{PICTURE}</figure>") != []


HOSTILE = {
    "credits side by side": f"<figure>{PICTURE}{'<span class=credit>x</span>' * 20_000}</figure>",
    "credits in each other": f"<figure>{PICTURE}{('<div class=credit>a' + '<i></i>' * 200) * 100}</figure>",
    "a long caption": f"<figure>{PICTURE}<figcaption>{'word ' * 200_000}</figcaption></figure>",
    "linked pictures": "".join(f"<a href='/b{n}'><img src='/a{n}.jpg'></a>" for n in range(4_000)),
    "a long srcset": f"<figure><img srcset='{', '.join(f'/a{n}.jpg {n}w' for n in range(30_000))}'></figure>",
    "a long style": f"<figure><div style='{'background: ' * 50_000}'></div><figcaption>{SAID}</figcaption></figure>",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_boxes_take_no_time(html: str) -> None:
    begun = time.process_time()
    article = read(article_page(html))
    assert time.process_time() - begun < 5
    assert texts(article)[0] == ENGLISH.paragraphs[0]


# -- as content management systems write them ------------------------------------------------------------------------

SYSTEMS = {
    "blogger": (
        f"<table class='tr-caption-container'><tbody><tr><td><a href='/img/l.jpg'>{PICTURE}</a></td></tr>"
        f"<tr><td class='tr-caption'>{SAID} Foto: Ola Nord</td></tr></tbody></table>"
    ),
    "an old paragraph": f"<p>{PICTURE}<br><em>{SAID} Photo: Ola Nord</em></p>",
    "a small paragraph after it": f"<p>{PICTURE}</p><p><small>{SAID} Photo: Ola Nord</small></p>",
    "center": f"<center>{PICTURE}<br>{SAID} / Ola Nord</center>",
    "media": (
        f"<div class='article__media'><div class='media__image'>{PICTURE}</div><div class='media__meta'>"
        f"<p class='media__caption'>{SAID}</p><span class='media__credit'>Ola Nord</span></div></div>"
    ),
    "a shortcode of wordpress": (
        f"<div id='attachment_1' class='wp-caption alignnone'><a href='/img/l.jpg'>{PICTURE}</a>"
        f"<p class='wp-caption-text'>{SAID} (Photo by Ola Nord)</p></div>"
    ),
    "amp": (
        "<figure><amp-img src='/img/bridge.jpg' width='8' height='4' layout='responsive'></amp-img>"
        f"<figcaption>{SAID} | Ola Nord</figcaption></figure>"
    ),
    "ghost": (
        f"<figure class='kg-card kg-image-card kg-card-hascaption'>{PICTURE}"
        f"<figcaption><span style='white-space: pre-wrap;'>{SAID} Credit: Ola Nord</span></figcaption></figure>"
    ),
    "substack": (
        f"<div class='captioned-image-container'><figure><a class='image-link' href='https://cdn.example/l.jpg'>{PICTURE}"
        f"</a><figcaption class='image-caption'>{SAID} Photo by Ola Nord.</figcaption></figure></div>"
    ),
    "fields of drupal": (
        f"<div class='field field--name-field-media-image'>{PICTURE}</div>"
        f"<div class='field field--name-field-caption'>{SAID}</div>"
        "<div class='field field--name-field-image-credit'>Ola Nord</div>"
    ),
    "typo3": (
        f"<div class='csc-textpic-imagewrap'><figure class='csc-textpic-image'>{PICTURE}"
        f"<figcaption class='csc-textpic-caption'>{SAID} © Ola Nord</figcaption></figure></div>"
    ),
    "microdata": (
        f"<div itemprop='image' itemscope itemtype='https://schema.org/ImageObject'>{PICTURE}"
        f"<span itemprop='caption'>{SAID}</span> <span itemprop='author'>Ola Nord</span></div>"
    ),
}


@pytest.mark.parametrize("html", SYSTEMS.values(), ids=SYSTEMS.keys())
def test_captions_and_credits_of_many_systems(html: str) -> None:
    article = read(article_page(html))
    (image,) = images(article)
    assert (image.src, image.caption, image.credit) == ("https://www.harbour.example/img/bridge.jpg", SAID, "Ola Nord")
    assert texts(article) == list(ENGLISH.paragraphs)


def test_a_gallery_in_one_figure_shows_all_its_pictures() -> None:
    inside = "".join(f"<div class='kg-gallery-image'><img src='/{n}.jpg'></div>" for n in ("one", "two"))
    html = f"<figure class='kg-card kg-gallery-card'>{inside}<figcaption>Two ships</figcaption></figure>"
    assert [(i.role, i.caption) for i in images(read(article_page(html)))] == [
        ("gallery", "Two ships"),
        ("gallery", None),
    ]


def test_the_byline_after_a_picture_is_not_its_credit() -> None:
    lead = f"<figure>{PICTURE}</figure><div class='author'>Ida Brandt</div>"
    assert [i.credit for i in images(read(page(f"<article>{lead}{paragraphs()}</article>")))] == [None]


LARGER = (
    f"<div class='image'><a href='/img/l.jpg'>{PICTURE}<span class='caption'>{SAID} (Ola Nord/AP)</span></a></div>",
    f"<div><a href='/img/l.jpg'><div>{PICTURE}</div><div class='caption'>{SAID} (Ola Nord/AP)</div></a></div>",
)


@pytest.mark.parametrize("html", LARGER)
def test_a_caption_inside_the_link_to_a_larger_copy_is_read(html: str) -> None:
    image = one(html)
    assert (image.caption, image.credit) == (SAID, "Ola Nord/AP")
    assert images(read(article_page(html.replace("/img/l.jpg", "/region/other")))) == []


@pytest.mark.parametrize(("credit", "told"), [("IMAGO/Ola Nord", "IMAGO/Ola Nord"), ("Reuters", "Reuters")])
def test_words_before_a_credit_in_an_element_of_its_own_are_the_caption_above_the_story(credit: str, told: str) -> None:
    box = f"<div><img src='/b.jpg' width='800' height='500'><p>Two boats in the harbour <span>{credit}</span></p></div>"
    (image,) = images(read(article_page(before=box)))
    assert (image.caption, image.credit) == ("Two boats in the harbour", told)


def test_words_before_any_other_element_beside_a_picture_above_the_story_are_none() -> None:
    box = "<div><img src='/b.jpg' width='800' height='500'><p>Two boats in the harbour <span>on Monday</span></p></div>"
    assert all(image.caption is None for image in images(read(article_page(before=box))))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Two boats in the harbour on Monday", True),
        ("رفوف المقهى كما بدت مساء الثلاثاء", True),
        ("师傅把耳朵贴在钟壳上听声音", True),
        ("Ida Brandt", False),
        ("By Ida Brandt and Ola Ness in Lowen", False),
        ("© The Harbour Post 2026, all rights reserved", False),
        ("Ida Brandt, Redakteurin im Ressort Wirtschaft", False),
        ("Get the Harbour Post app for your phone", False),
        ("Should the ferry sail on Sundays too?", False),
        ("<a href='/ferry'>What the ferry costs from now on</a>", False),
        ("<time>2 March 2026</time> in the harbour of Lowen", False),
    ],
)
def test_one_line_in_the_box_of_a_picture_above_the_story_is_its_caption_whatever_its_name(
    line: str, told: bool
) -> None:
    for mark in ("<div class='x1'>{}</div>", "<p class='x2'>{}</p>", "{}"):
        box = f"<div class='x0'><img src='/b.jpg' width='800' height='500'>{mark.format(line)}</div>"
        assert [i.caption for i in images(read(article_page(before=box))) if i.caption] == [line] * told


KEPT = "<img src='/b.jpg' width='800' height='500' alt=''"


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{KEPT} data-caption='{SAID} (Ola Nord/AP)'></div>",
        f"<ul><li><a href='/img/l.jpg' title='{SAID} (Ola Nord/AP)'>{KEPT}></a></li></ul>",
        f"<a href='/img/l.jpg' data-caption='&lt;i&gt;{SAID}&lt;/i&gt; (Ola Nord/AP)'>{KEPT}></a>",
        f"<figure>{KEPT}><figcaption><p>{SAID}</p><span>Ola Nord/AP</span></figcaption></figure>",
        f"<div>{KEPT}><div class='insert cap-cred'><div class='cap'>{SAID}</div><div class='cred'>Ola Nord/AP</div>"
        "</div></div>",
        f"<figure>{KEPT}><figcaption><span>Qoraalka sawirka, </span><p>{SAID} (Ola Nord/AP)</p></figcaption></figure>",
        f"<div itemscope itemtype='https://schema.org/ImageObject'>{KEPT}><div itemprop='description'>{SAID}</div>"
        "<div itemprop='author'>Ola Nord/AP</div></div>",
    ],
)
def test_a_caption_is_read_from_wherever_a_page_keeps_it(html: str) -> None:
    image = one(html)
    assert (image.caption, image.credit) == (SAID, "Ola Nord/AP")


@pytest.mark.parametrize("unfilled", ["items.[0].caption", "{{photo.caption}}", "[0]"])
def test_what_a_script_should_have_put_a_caption_for_is_none(unfilled: str) -> None:
    assert one(f"<div>{KEPT} data-caption='{unfilled}'></div>").caption is None
    assert one(f"<div>{KEPT} data-caption='Note [1] hangs at the pier'></div>").caption == "Note [1] hangs at the pier"


@pytest.mark.parametrize(
    ("inside", "credit"),
    [
        (f"<p>{SAID}</p><span>Ola Nord</span>", "Ola Nord"),
        ("<p>What was there on Monday is seen from</p><span>above</span>", None),
        ("부두에 정박한 여객선. 항구일보 제공", "항구일보"),
        ("부두에 정박한 여객선. 제공=항만공사", "항만공사"),
    ],
)
def test_who_gave_a_picture_is_its_credit(inside: str, credit: str | None) -> None:
    assert one(f"<figure>{KEPT}><figcaption>{inside}</figcaption></figure>").credit == credit


@pytest.mark.parametrize("label", ["広告", "Anzeige", "광고"])
def test_a_label_of_an_advertisement_in_a_figure_is_no_credit(label: str) -> None:
    figure = f"<figure><img src='/pier.jpg'><figcaption>The pier at dawn</figcaption><div>{label}</div></figure>"
    (image,) = images(read(article_page(figure)))
    assert (image.caption, image.credit) == ("The pier at dawn", None)


@pytest.mark.parametrize(
    "between", ["<br>", "<div class='clear'></div>", "<p></p>", "<p>&nbsp;</p><br>", "<span>+</span>"]
)
@pytest.mark.parametrize("box", ["{}", "<div class='pic'>{}</div>", "<p>{}</p>"])
def test_a_caption_by_name_may_stand_behind_a_break_or_an_empty_box(box: str, between: str) -> None:
    picture = box.format("<img src='/pier.jpg' width='600' alt=''>")
    caption = "<div class='photo-caption'>The old pier at noon, before the storm</div>"
    credit = "<div class='photo-credit'>Ida Brandt</div>"
    image = one(f"{picture}{between}{caption}{between}{credit}")
    assert (image.caption, image.credit) == ("The old pier at noon, before the storm", "Ida Brandt")


@pytest.mark.parametrize("between", ["<br>", "<p></p>"])
def test_the_first_of_several_paragraphs_behind_an_empty_one_is_no_caption(between: str) -> None:
    story = "".join(f"<p class='desc'>{text}</p>" for text in ENGLISH.paragraphs)
    article = read(page(f"<div><img src='/pier.jpg' width='600' alt=''>{between}{story}</div>"))
    assert [image.caption for image in images(article)] == [None]
    assert texts(article)[0] == ENGLISH.paragraphs[0]


@pytest.mark.parametrize("between", ["<br>", "<p>&nbsp;</p>"])
def test_a_line_in_the_middle_behind_an_empty_one_is_no_caption(between: str) -> None:
    picture = "<p style='text-align:center'><img src='/pier.jpg' width='600' alt=''></p>"
    html = article_page(f"{picture}{between}<p style='text-align:center'><b>Part two</b></p>{paragraphs()}")
    article = read(html)
    assert [image.caption for image in images(article)] == [None]
    assert Heading(level=3, text="Part two") in article.blocks


@pytest.mark.parametrize(
    "between",
    [
        "<br><img src='/other.jpg' width='600' alt='Another pier'>",
        "<hr>",
        "<br>The keeper of the pier had seen nothing like it since he was a boy of nine.<br>",
        "<p></p><p>The keeper of the pier had seen nothing like it since he was a boy of nine.</p>",
    ],
)
def test_a_caption_behind_something_else_is_not_that_of_the_picture_before(between: str) -> None:
    picture = "<img src='/pier.jpg' width='600' alt='The pier'>"
    first = images(read(article_page(f"{picture}{between}<div class='photo-caption'>The storm on its way</div>")))[0]
    assert (first.asset, first.caption) == (images(read(article_page(picture)))[0].asset, None)


def test_the_label_of_a_field_is_no_caption() -> None:
    label = "<div class='field-label'>Teaser image:</div>"
    box = f"<div class='field field-image'>{label}<div class='item'><img src='/img/pier.jpg'></div></div>"
    article = read(page(f"{box}{paragraphs()}"))
    assert [(image.src, image.caption) for image in images(article)] == [
        ("https://www.harbour.example/img/pier.jpg", None)
    ]


@pytest.mark.parametrize("label", ["Photo:", "Foto:", "Image credit:", "Bild:", "Source:", "Picture by:"])
def test_the_label_of_a_credit_says_that_it_is_one(label: str) -> None:
    image = figure(f"<figcaption><span class='credit-label'>{label}</span> <span>Harbour Pictures</span></figcaption>")
    plain = figure(f"<figcaption><span>{label}</span> <span>Harbour Pictures</span></figcaption>")
    assert (image.caption, image.credit) == (plain.caption, plain.credit)


def test_the_caption_of_a_lightbox_stands_in_the_link_around_the_picture() -> None:
    buttons = "<ul><li data-url='/info'>Bild-Infos</li><li data-url='/load'>Download</li></ul>"
    link = f"<a href='/img/pier-large.jpg' data-caption='{SAID} (Foto: Ola Nord)'>{PICTURE}</a>"
    image = one(f"<figure>{link}{buttons}</figure>")
    assert (image.caption, image.credit) == (SAID, "Ola Nord")


@pytest.mark.parametrize("name", ["data-copyright", "data-credit"])
def test_a_credit_kept_in_an_element_of_an_empty_caption(name: str) -> None:
    kept = f"<figcaption data-caption='{SAID}'><span class='source' {name}='Ola Nord/HP'></span></figcaption>"
    image = one(f"<figure>{PICTURE}{kept}</figure>")
    assert (image.caption, image.credit) == (SAID, "Ola Nord/HP")


@pytest.mark.parametrize("last", ["Monday", "The mayor", "left", "Old and new"])
def test_short_words_that_name_nobody_are_no_credit(last: str) -> None:
    image = figure(f"<figcaption><span class='x'>The pier, seen.</span> <span class='y'>{last}</span></figcaption>")
    assert (image.caption, image.credit) == (f"The pier, seen. {last}", None)


def test_a_note_in_italics_right_behind_a_loose_image_is_no_caption() -> None:
    note = "Correction: the pier is 80 m long."
    article = read(article_page(f"<img src='/img/pier.jpg' width='800' height='500'><em>{note}</em><br>"))
    assert images(article)[0].caption is None
    assert note in [getattr(b, "text", None) for b in article.blocks]
