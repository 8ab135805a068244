"""What inside a story's element is a box, a label or a note of the house, and what looks alike and stays."""

from __future__ import annotations

import pytest
from pages_html import (
    CHINESE,
    ENGLISH,
    GERMAN,
    JAPANESE,
    KOREAN,
    SPANISH,
    Story,
    added,
    article_page,
    page,
    paragraphs,
    read,
    texts,
)

from watcher.model import Article, Block, Embed, Heading, Image, List, Notice, Paragraph, Quote

LONG = "The engineer showed the council her drawings, and nobody in the hall said a word for a whole minute."
RECORDS = (("Iron Harbour", "Kill Or Get Wet"), ("Bob Thomas", "One Less Wave"), ("King Kamome", "Blue"))


def inside(html: str, of: Story = ENGLISH) -> tuple[Block, ...]:
    """What `html` adds to a story that it stands in."""
    return added(read(article_page(html, of=of)), of)


def behind(html: str, of: Story = ENGLISH) -> tuple[Block, ...]:
    """What `html` adds to a story that it stands behind."""
    return added(ended(html, of), of)


def ended(html: str, of: Story = ENGLISH) -> Article:
    """A story at whose end `html` stands."""
    return read(page(f"<article>{paragraphs(of)}{html}</article>", title=of.title, lang=of.language))


def paragraph(text: str) -> Paragraph:
    return Paragraph(text=text, links=())


# -- boxes by name ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("box", "of"),
    [
        (f"<div class='infobox'><h3>Ferries in numbers</h3><p>{LONG}</p></div>", ENGLISH),
        ("<div class='factbox'><p>Die Brücke wurde 1931 gebaut und ist 412 Meter lang.</p></div>", GERMAN),
        ("<div class='aiSummary'><ul><li>Se cierra el puente.</li><li>Hay transbordadores.</li></ul></div>", SPANISH),
        ("<blockquote class='pull-quote'>We had no choice.<cite>The mayor</cite></blockquote>", ENGLISH),
        (f"<brick-factbox><p>{LONG}</p></brick-factbox>", ENGLISH),
        (f"<section data-area='related_articles'><p>{LONG}</p></section>", ENGLISH),
        (f"<div class='code-block code-block-12'><p>{LONG}</p></div>", ENGLISH),
        ("<div class='code-block code-block-2'><a href='/our-book'><img src='/book.gif'></a></div>", ENGLISH),
        ("<div class='wp_bannerize_banner_box'><a href='/weather'><img src='/weather.png'></a></div>", ENGLISH),
        (f"<div class='brlbs-cmpnt-container brlbs-cmpnt-content-blocker'><p>{LONG}</p></div>", GERMAN),
        (f"<div class='cmplz-blocked-content-container'><p>{LONG}</p></div>", ENGLISH),
        ("<div class='c-video__data'>2:34 Bridge closed for good</div>", ENGLISH),
        ("<div class='media__caption'><span>01:48 min</span></div>", GERMAN),
        ("<div class='player'><div class='media-caption'>The mayor speaks at the pier on Monday.</div></div>", ENGLISH),
    ],
)
def test_boxes_and_labels_with_a_name_of_their_own_are_not_the_story(box: str, of: Story) -> None:
    assert inside(box, of) == ()


@pytest.mark.parametrize(
    "name",
    """
    noticias-relacionadas nota_relacionada mas-leidas te-puede-interesar miraTambien veja-tambem maisLidas box-correlati
    leggi-anche lire-aussi meme_sujet mohlo-by-vas-zajimat ctete-take suvisiace-clanky articole-similare povezane-vesti
    ilgiliHaberler onerilen-haberler kanren-kiji tuijian main-recommend czytaj-takze lees-ook les-ogsa hirlevel-box
    nieuwsbrief MailMagazine editors-picks xiangguan xgyd-box tjyd fenxiang guanggao dashang erweima g-qrcode index_qr
    sns-list kanrenKiji tin-lien-quan quangcao berita-terkait chitayte-takzhe reporter_box writer-zone
    """.split(),
)
def test_boxes_of_other_stories_and_letters_are_known_by_their_names_in_many_languages(name: str) -> None:
    assert inside(f"<div class='{name}'><p>{LONG}</p></div>") == ()
    assert inside(f"<p class='{name}'>{LONG}</p>") == (paragraph(LONG),)
    assert added(read(page(f"<article><div class='{name}'>{paragraphs(ENGLISH)}</div></article>"))) == ()


@pytest.mark.parametrize(
    "name",
    """
    mailchimp-block inline-email-capture article__cta-inner header__cta emailbox gform_wrapper hbspt-form wpcf7
    sib-form nl-inline-form mailing-list newslatter_box suscribe get-updates stay-connected GooglePreferredSource
    add-to-google article-google-preferred-button whatsapp_channel telegram-cta suivez-nous siguenos volg-ons sonda
    storytools yarpp-related relatedbox beehiiv-embed mailpoet_form consumer-marketing-unit
    """.split(),
)
def test_offers_of_letters_and_channels_are_known_by_their_names(name: str) -> None:
    assert not inside(f"<div class='{name}'><p>{LONG}</p></div>")


@pytest.mark.parametrize(
    "name",
    [
        "widget-updates",
        "xiang-box",
        "reporter-story",
        "enews-body",
        "wpcf-field-body",
        "story-with-cta",
        "whatsapp-leak",
        "regwall",
        "poool-content",
        "beehiiv__body",
        "mailpoet_paragraph",
        "qp qq qr qs",
        "google-discover-image",
        "telegram-widget",
    ],
)
def test_text_stays_in_boxes_with_names_like_those(name: str) -> None:
    assert inside(f"<div class='{name}'><p>{LONG}</p><p>{LONG[::-1]}</p></div>")


def test_a_post_is_shown_in_a_box_named_like_buttons_to_share() -> None:
    said = "<p>We keep the ferry</p><a href='https://twitter.com/ida/status/1234567890'>2 March</a>"
    (embed,) = inside(f"<div class='sns-embed'><blockquote class='twitter-tweet'>{said}</blockquote></div>")
    assert isinstance(embed, Embed)
    assert not inside("<div class='sns-embed'><p>Share</p></div>")


@pytest.mark.parametrize("name", ["article-freemium__media", "paywall-lead"])
def test_a_picture_is_shown_in_a_box_named_after_the_wall_before_its_story(name: str) -> None:
    figure = "<figure><img src='/img/a.jpg' width='900' height='600'>{}</figure>"
    (image,) = inside(f"<div class='{name}'>{figure.format('<figcaption>The pier.</figcaption>')}</div>")
    assert isinstance(image, Image)
    assert image.caption == "The pier."
    assert not inside(f"<div class='{name}'>{figure.format('')}<a href='/offers'>Read on for a crown</a></div>")


def test_a_short_line_in_a_box_called_a_wall_is_none_of_the_story() -> None:
    assert not inside("<div class='regwall'><p>One more thing before you go on.</p></div>")


@pytest.mark.parametrize("name", ["etiketler", "etiquetas", "keyword_list", "cimkek", "story-tags"])
def test_a_short_list_called_keywords_is_none_of_the_story_and_a_long_one_is(name: str) -> None:
    listed, points = "<ul class='{}'><li>{}</li><li>{}</li></ul>", ("Bridges", "Harbour")
    assert inside(listed.format(name, *points)) == ()
    assert inside(listed.format(name, LONG, f"{LONG} Then she left."))


def test_a_paragraph_that_speaks_of_video_and_newsletters_stays() -> None:
    text = "The newsletter of the harbour office had a video of the cracks as early as last autumn, he said."
    assert inside(f"<p>{text}</p>") == (paragraph(text),)


_OTHERS = "".join(
    f"<li><a href='/2026/{n}'>The ferries of the northern islands, part {n} of nine</a></li>" for n in range(9)
)


def test_a_box_of_code_is_the_story() -> None:
    (block,) = inside(f"<div class='code-block'><p>{LONG}</p></div>")
    assert block == paragraph(LONG)


def test_a_sentence_stays_where_a_named_box_of_links_shares_its_element() -> None:
    box = f"<section class='related-articles'><h3>Read also</h3><ul>{_OTHERS}</ul></section>"
    text = f"{LONG} Then she left."
    assert behind(f"<div class='x1'><div class='x2'>{text}</div>{box}</div>") == (paragraph(text),)


@pytest.mark.parametrize(
    "begins",
    [
        pytest.param("<div class='x2'>More on the bridge</div>", id="a label"),
        pytest.param(f"<div class='related-intro'>{LONG} Then she left.</div>", id="a box of its own"),
    ],
)
def test_what_introduces_a_box_of_links_goes_with_it(begins: str) -> None:
    box = f"<section class='related-articles'><h3>Read also</h3><ul>{_OTHERS}</ul></section>"
    assert behind(f"<div class='x1'>{begins}{box}</div>") == ()


def test_a_list_of_facts_stays() -> None:
    items = ("Length: 412 metres", "Built: 1931", "Cables: 14")
    assert inside(f"<ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>") == (List(ordered=False, items=items),)


def test_anchors_made_of_a_headings_words_tell_nothing_of_a_box() -> None:
    slug = "the-mayor-has-a-similar-share-of-the-social-housing"
    assert inside(f"<h2 id='toc_1'>Social housing</h2><div id='{slug}'><p>{LONG}</p></div>") == (
        Heading(level=2, text="Social housing"),
        paragraph(LONG),
    )


def test_a_post_of_another_site_is_an_embed() -> None:
    post = "<blockquote class='wp-embedded-content'><a href='https://pier.example/old'>The old pier</a></blockquote>"
    assert inside(post) == (Embed(provider="pier", src="https://pier.example/old"),)


def test_a_quote_that_is_not_said_elsewhere_stays() -> None:
    text = "“Nobody asked us,” said the ferryman."
    assert inside(f"<blockquote><p>{text}</p></blockquote>") == (Quote(text=text),)


REPEATED = "The town has waited for this bridge since the old one fell into the harbour."


@pytest.mark.parametrize("quote", [REPEATED, REPEATED.replace("for this bridge since", "(...)"), REPEATED.rstrip(".")])
def test_a_box_among_paragraphs_that_says_again_what_they_say_is_pulled_out(quote: str) -> None:
    assert inside(f"<p>{REPEATED} {LONG}</p><div class='large'>{quote}</div>") == (paragraph(f"{REPEATED} {LONG}"),)


@pytest.mark.parametrize("quote", [REPEATED.replace("since", "(...) long before"), f"{REPEATED} Nobody said so."])
def test_a_box_among_paragraphs_that_says_something_else_stays(quote: str) -> None:
    assert paragraph(quote) in inside(f"<p>{REPEATED} {LONG}</p><div>{quote}</div><p>{LONG}</p>")


@pytest.mark.parametrize(
    "box",
    [
        "<div class='photo'><a href='/gallery/7'><img src='/p/1.jpg'><span class='photo__caption'>{}</span></a></div>",
        "<div class='media'><div><a href='/p/1.jpg'><img src='/p/1.jpg'></a><p class='caption'>{}</p></div>"
        "<ul><li><a href='/a'>The old pier burns again</a></li><li><a href='/b'>Ferries stay</a></li></ul></div>",
    ],
    ids=["in a link to the gallery", "over links to other stories"],
)
def test_a_picture_of_the_story_is_read_in_a_box_that_is_mostly_links(box: str) -> None:
    (picture,) = (b for b in inside(box.format("The quay on Monday | Photo: Ola Nord")) if isinstance(b, Image))
    assert (picture.caption, picture.credit) == ("The quay on Monday", "Ola Nord")


@pytest.mark.parametrize("words", ["The old pier burns again", "The old pier burns again and nobody knows why"])
def test_a_picture_with_the_title_of_another_story_is_none(words: str) -> None:
    box = f"<div class='photo'><a href='/a/7'><img src='/p/1.jpg'><span class='photo__caption'>{words}</span></a></div>"
    assert not [b for b in inside(box) if isinstance(b, Image)]


# -- lines that invite or disclaim -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "of"),
    [
        ("MORE : A tour of the old pier", ENGLISH),
        ("Para saber más", SPANISH),
        ("Mehr zur Sperrung der Brücke", GERMAN),
        ("This article contains affiliate links. We may earn a commission if you buy something.", ENGLISH),
        ("In diesem Artikel sind Affiliate-Links enthalten. Für Sie ändert sich der Preis nicht.", GERMAN),
        ("Este artículo contiene enlaces de afiliados.", SPANISH),
        ("This site is protected by reCAPTCHA and the privacy policy applies.", ENGLISH),
    ],
)
def test_invitations_and_disclosures_are_no_paragraphs(line: str, of: Story) -> None:
    assert inside(f"<p>{line}</p>", of) == ()


@pytest.mark.parametrize(
    "line",
    [
        "More than forty ferries are at sea.",
        "Mehr zu sagen hatte die Bürgermeisterin nicht, als die Presse am Abend vor dem Rathaus auf sie wartete.",
        "The site of the bridge is protected by law.",
        "We may earn less than others, said the ferryman.",
    ],
)
def test_sentences_that_begin_like_an_invitation_stay(line: str) -> None:
    assert inside(f"<p>{line}</p>") == (paragraph(line),)


@pytest.mark.parametrize(
    ("line", "of"),
    [
        ("This is a breaking news story - more to follow", ENGLISH),
        ("The post Harbour bridge closed appeared first on The Harbour Post.", ENGLISH),
        ("Follow our coverage of bridges: https://post.example/bridges", ENGLISH),
        ("#bridge", ENGLISH),
        ("Contact: ida.brandt@post.example", ENGLISH),
        ("Alle Meldungen finden Sie in unserem Liveblog.", GERMAN),
        ("Gastkommentare müssen nicht der Meinung der Redaktion entsprechen.", GERMAN),
        ("Las opiniones expresadas en este texto son del autor.", SPANISH),
        ("本文仅代表作者个人观点。", CHINESE),
    ],
)
def test_what_the_house_says_behind_a_story_is_not_the_story(line: str, of: Story) -> None:
    assert behind(f"<p>{line}</p>", of) == ()


@pytest.mark.parametrize(
    ("line", "of"),
    [
        ("Aus dem Englischen von Jan Dorn", GERMAN),
        ("Translated from the Danish by Jan Dorn", ENGLISH),
        ("Dieser Artikel ist zuerst im Hafenblatt erschienen.", GERMAN),
        ("This article was originally published by the Pier.", ENGLISH),
        ("（本記事は、みなと技報に2026年4月8日に掲載した記事からの転載です。続きはそちらで）", JAPANESE),
        ("Brandt reported from Lowen and Dorn from Quay.", ENGLISH),
        ("Press writers Jan Dorn in Lowen and Ida Brandt in Quay contributed to this report.", ENGLISH),
    ],
)
def test_who_else_made_a_story_is_a_credit(line: str, of: Story) -> None:
    article = ended(f"<p>{line}</p>", of)
    assert (added(article, of), article.credits) == ((), (line,))


def test_links_with_a_point_in_them_that_counts_readers_are_words_of_the_story() -> None:
    point = "<img src='https://count.example/banner?sid=29' height='1px' width='1px' border='0'>"
    lines = [f"{who}/<a href='https://shop.example/{n}'>{point}{what}</a>" for n, (who, what) in enumerate(RECORDS)]
    told = " ".join(f"{who}/{what}" for who, what in RECORDS)
    blocks = inside(f"<h3>Rock</h3><p>{'<br>'.join(lines)}</p>{point}")
    assert [b.text for b in blocks if isinstance(b, Heading | Paragraph)] == ["Rock", told]
    assert not any(isinstance(b, Image) for b in blocks)


def test_a_machine_translation_is_told_in_a_notice() -> None:
    line = "Dies ist eine maschinelle Übersetzung eines Artikels aus dem Englischen."
    assert inside(f"<p><em>{line}</em></p>", GERMAN) == (Notice(text=line),)


# -- headings in all but name ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "line", "of"),
    [
        ("crosshead", "A bridge of many lives", ENGLISH),
        ("xhead", "A bridge of many lives", ENGLISH),
        ("wp-block-paper-interline", "Seit Mai gesperrt", GERMAN),
        ("ladillo", "Reparación en primavera", SPANISH),
        ("h3", "两根主缆", CHINESE),
    ],
)
def test_a_paragraph_called_a_subheading_is_a_heading(name: str, line: str, of: Story) -> None:
    assert inside(f"<p class='{name}'>{line}</p>", of) == (Heading(level=3, text=line),)
    assert inside(f"<span class='{name}'><p>{line}</p></span>", of) == (Heading(level=3, text=line),)


@pytest.mark.parametrize(
    "line",
    [
        "<p style='font-weight: bold'>{}</p>",
        "<p><span style='font-weight:700'>{}</span></p>",
        "<p><span><u><b>{}</b></u></span></p>",
        "<p><span class='subheading'>{}</span></p>",
        "<p><strong class='crosshead'>{}</strong></p>",
    ],
)
@pytest.mark.parametrize("text", ["A bridge of many lives", "九年来的第一次检查"])
def test_a_line_is_bold_by_style_and_in_wrappers_too(line: str, text: str) -> None:
    assert inside(line.format(text)) == (Heading(level=3, text=text),)


@pytest.mark.parametrize("line", ["<p style='font-weight:400'>{}</p>", "<p><b>Lowen</b> {}</p>", "<p><i>{}</i></p>"])
def test_a_line_that_is_not_bold_as_a_whole_is_no_heading(line: str) -> None:
    assert not [b for b in inside(line.format("is the island in the bay")) if isinstance(b, Heading)]


@pytest.mark.parametrize(
    "figure",
    [
        "<figure class='card'><a href='/x'><b>Ice</b><div class='description'>A tale of ferries.</div></a></figure>",
        "<figure data-spacefinder-role='richLink'><div class='caption'>A tale of ferries</div></figure>",
    ],
)
def test_a_figure_that_leads_to_another_story_is_no_picture(figure: str) -> None:
    assert inside(figure) == ()


def test_a_sentence_called_a_subheading_stays_a_paragraph() -> None:
    assert inside(f"<p class='crosshead'>{LONG}</p>") == (paragraph(LONG),)


# -- furniture without a name ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "box",
    [
        "<div class='q1'><p>The Morning</p><p>All the news at seven.</p><form><input type='email'></form></div>",
        "<div class='q1'><b>Das Hafenblatt kommt um sieben.</b><form><div><input type='email'></div></form></div>",
        "<ul class='q1'><li>Facebook</li><li>Twitter</li><li>Copy link</li></ul>",
        "<ul class='q1'><li>#bridge</li><li>#harbour</li></ul>",
        "<p>Der Artikel geht nach der Anzeige weiter</p>",
        "<p>La suite après cette publicité</p>",
        "<p>Lees verder na de advertentie</p>",
        "<p>Saken fortsetter under annonsen</p>",
    ],
)
def test_furniture_is_known_by_what_it_holds(box: str) -> None:
    more = paragraphs(GERMAN)
    article = read(page(f"<article>{paragraphs()}{box}{more}</article>"))
    assert texts(article) == [*ENGLISH.paragraphs, *GERMAN.paragraphs]


def test_a_story_with_a_field_for_an_address_beside_its_paragraphs_is_read_whole() -> None:
    article = read(page(f"<div>{paragraphs()}<form><input type='email'></form></div>"))
    assert texts(article) == list(ENGLISH.paragraphs)


def test_a_rule_of_dashes_behind_a_story_is_no_credit() -> None:
    article = ended("<p>___</p><p>Jonas Reuss contributed to this report.</p><p>___</p>")
    assert (added(article), article.credits) == ((), ("Jonas Reuss contributed to this report.",))


def test_a_paragraph_that_shares_its_wrapper_with_a_teaser_is_no_caption() -> None:
    teaser = "<aside><span>Read more</span> <a href='/a'><img src='/t.jpg'><strong>Winter ferries</strong></a></aside>"
    assert inside(f"<div><p>The bridge is closed.</p>{teaser}</div>") == (paragraph("The bridge is closed."),)


@pytest.mark.parametrize("name", ["ad-slot", "related-articles"])
def test_a_paragraph_that_shares_its_wrapper_with_a_box_is_no_caption(name: str) -> None:
    box = f"<div class='{name}'><span>Ad</span><a href='/a'><img src='/t.jpg'></a></div>"
    assert inside(f"<div><p>The bridge is closed.</p>{box}</div>") == (paragraph("The bridge is closed."),)


@pytest.mark.parametrize("paragraph", ["<p>{}</p>", "<div class='t'><span>{}</span></div>"])
def test_a_paragraph_over_a_picture_with_a_caption_of_its_own_is_none(paragraph: str) -> None:
    text = f"{LONG} {LONG}"
    figure = "<figure><img src='/i/hall.jpg' alt=''><figcaption>The hall on Monday</figcaption></figure>"
    first, *_ = inside(f"<div class='w'>{paragraph.format(text)}{figure}</div>")
    assert first == Paragraph(text=text, links=())


def test_a_picture_among_short_chinese_paragraphs_makes_no_caption_of_them() -> None:
    inner = "<figure><img src=/a.jpg><figcaption>大桥</figcaption></figure>"
    html = page(
        f"<div class=part><div class=line>{CHINESE.paragraphs[0]}</div><div class=line>{CHINESE.paragraphs[1]}</div>"
        f"{inner}<div class=line>{CHINESE.paragraphs[2]}</div></div>",
        title=CHINESE.title,
        lang="zh",
    )
    assert texts(read(html)) == [*CHINESE.paragraphs[:3]]


@pytest.mark.parametrize(
    ("line", "of"),
    [("商户：“他们不会回来”", CHINESE), ("상인들 “임대료 낮춰야”", KOREAN), ('Traders: "That is over"', ENGLISH)],
)
def test_a_bold_line_that_ends_in_a_quotation_is_a_heading(line: str, of: Story) -> None:
    assert inside(f"<p><b>{line}</b></p>", of) == (Heading(level=3, text=line),)


def test_the_beginning_of_a_story_stands_in_a_box_called_a_teaser() -> None:
    first, second, *others = ENGLISH.paragraphs
    rest = "".join(f"<div class=part><p class='body text'>{text}</p></div>" for text in others * 3)
    begin = f"<p class='body drop text'>{first}</p><p class='body text'>{second}</p>"
    html = page(f"<article><div class='teaser-content'>{begin}</div><div class=metered>{rest}</div></article>")
    assert texts(read(html))[:2] == [first, second]
    headed = f"<div class='teaser-content'><h3>What the engineers saw</h3>{begin}</div>"
    assert {first, second} <= set(texts(read(page(f"<article>{rest}{headed}</article>"))))


@pytest.mark.parametrize(
    "inner",
    [
        "<h3>What the engineers saw</h3><p>{}</p>",
        "<h3><a href='/2026/7'>What the engineers saw</a></h3><p>{0}</p><p>{0}</p>",
        "<h3>What the engineers saw</h3><img src='/i/7.jpg'><p>{0}</p><p>{0}</p>",
    ],
)
def test_a_box_called_a_teaser_with_a_title_is_one_where_it_leads_on_or_shows_a_picture(inner: str) -> None:
    assert inside(f"<div class='teaser'>{inner.format('The engineer showed the council her drawings.')}</div>") == ()


def test_a_label_before_what_a_picture_shows_is_no_credits_beside_one() -> None:
    seen, credit = "Ropes hang in a shop on the quay.", "Ida Brandt/HP"
    said = f"<span class=caption>PHOTO: {seen}</span><span class=copyright>{credit}</span>"
    (image,) = inside(f"<div class=media-image><img src=/a.jpg><div>{said}</div></div>")
    assert (getattr(image, "caption", ""), getattr(image, "credit", "")) == (seen, credit)


def test_an_empty_element_called_a_break_parts_paragraphs() -> None:
    lines = ENGLISH.paragraphs[:4]
    html = page("<article><div>" + "<span class='r br'></span>".join(lines) + "</div></article>")
    assert texts(read(html)) == [*lines]


def test_who_wrote_it_and_when_below_a_picture_is_no_caption() -> None:
    told = "<div class=info><div>Ida Brandt</div><div><span>14.01.2026 - 10:12</span></div><div>Quelle: dpa</div></div>"
    article = read(page(f"<div class=img-holder><img src=/a.jpg></div>{told}<article>{paragraphs()}</article>"))
    assert [(getattr(b, "caption", None), getattr(b, "credit", None)) for b in article.blocks[:1]] == [(None, None)]


def test_an_item_that_leads_to_the_front_page_is_none_of_a_list() -> None:
    items = "<li>The bridge is closed.</li><li>Traders are not pleased.</li>"
    told = inside(f"<ul>{items}<li>For more stories, go to the <a href=/>Post24 homepage</a>.</li></ul>")
    assert told == (List(ordered=False, items=("The bridge is closed.", "Traders are not pleased.")),)


def test_what_sets_the_size_of_the_letters_and_says_what_a_film_shows_is_not_read() -> None:
    sizes = "<ul><li>-</li><li>+</li><li><a href='#'>reset</a> the size</li></ul>"
    assert inside(f"<div id='adjustTextSize'>{sizes}</div><div class='textResizer'>{sizes}</div>") == ()
    said = "Jan Holm shows on the old pier how the boats are moored in a storm, and what one needs for that. " * 2
    assert inside(f"<div><p class='video-desc' itemprop='description'>{said}</p></div>") == ()
    alone = read(page(f"<div class='video'><p class='video-desc'>{said}</p></div>"))
    assert said.strip() in (alone.standfirst, *texts(alone))
    for name in ("has-medium-font-size", "text-size-large", "font-size-18"):
        assert inside(f"<p class='{name}'>{said}</p>") == (Paragraph(text=said.strip()),)


# -- a box that invites to other stories -------------------------------------------------------------------------------

TOLD = "<dl><dt><a href='/2026/{0}'>{1}</a></dt><dd>The council met at the pier and said what it meant.</dd></dl>"
OTHERS = TOLD.format("a", "Ferry runs again") + TOLD.format("b", "Crane is sold to a museum")


def test_what_is_said_of_stories_that_a_box_invites_to_is_none_of_the_story() -> None:
    assert behind(f"<div class='x7'><h2>Read more</h2>{OTHERS}</div>") == ()
    assert behind(f"<div class='x7'><h2>为你推荐</h2>{OTHERS}</div>", CHINESE) == ()


def test_a_paragraph_behind_one_invitation_stays() -> None:
    kept = behind(f"<div class='x7'><p>Read more: <a href='/2026/a'>Ferry runs again</a></p><p>{LONG}</p></div>")
    assert paragraph(LONG) in kept


def test_a_picture_that_opens_larger_is_read_out_of_a_box_of_links() -> None:
    shown = "<div class='photo'><a href='/img/pier-700.jpg'><img src='/img/pier-268.jpg'></a><div>The pier</div></div>"
    others = "<div class='x8'><h4>Also</h4><ul><li><a href='/2026/a'>Ferry runs again</a></li></ul></div>"
    box = f"<div class='x7'>{shown}{others}</div>"
    (image,) = inside(box)
    assert getattr(image, "caption", None) == "The pier"


def test_a_line_over_a_box_of_links_that_has_its_own_label_is_the_storys() -> None:
    links = "<ul><li><a href=/cranes>All that is known of cranes</a></li><li><a href=/q>The quay at night</a></li></ul>"
    line = "Greetings from the mole, your port doctor"
    assert behind(f"<p>{line}</p><div class=kasten><div>Further links</div>{links}</div>") == (Paragraph(text=line),)
    assert behind(f"<p>Further reading from the mole</p><div class=kasten>{links}</div>") == ()


def test_whose_the_only_picture_is_may_stand_at_the_end_of_the_story() -> None:
    one, two = (f"<figure><img src=/{name}.jpg></figure>" for name in "ab")
    for pictures, line, credit in (
        (one, "Foto: Ola Nord", "Ola Nord"),
        (one + two, "Foto: Ola Nord", None),
        (one, "Text: Ola Nord", None),
        (one, "Foto/Text: Ola Nord", None),
        (one, "图/文 林晓岚", None),
    ):
        text = f"<article>{pictures}{paragraphs(GERMAN)}<p>{line}</p></article>"
        article = read(page(text, title=GERMAN.title, lang=GERMAN.language))
        assert next(b.credit for b in article.blocks if isinstance(b, Image)) == credit
        assert line not in texts(article)


@pytest.mark.parametrize(
    ("line", "target", "credit"),
    [
        ("Photo: <a href='/go?to=marina'>Marina Harbour Agency</a>", "/img/pier-big.jpg", "Marina Harbour Agency"),
        ("Photo: <a href='/go?to=marina'>Marina Harbour Agency</a>", "/2026/other-story", None),
        ("<a href='/2026/ferry'>Ferry runs again</a>", "/img/pier-big.jpg", None),
    ],
)
def test_a_picture_whose_words_are_a_linked_credit_is_read(line: str, target: str, credit: str | None) -> None:
    box = f"<div class='zoom'><a href='{target}'><img src='/img/pier-268.jpg'></a><span>{line}</span></div>"
    assert [getattr(image, "credit", None) for image in inside(box)] == [credit] * bool(credit)


def test_a_link_that_is_itself_called_a_picture_is_read() -> None:
    caption = '<div class="photo-caption">Kalo in spring (Photo: Ida Brandt)</div>'
    (image,) = inside(f'<a class="photo" href="/n/2"><img src="/kalo.jpg" width="600" height="400">{caption}</a>')
    assert isinstance(image, Image)
    assert (image.caption, image.credit) == ("Kalo in spring", "Ida Brandt")


def test_a_list_whose_points_have_headings_that_lead_elsewhere_is_no_part_of_the_story() -> None:
    point = "<li><h3><span class='x1'>{0}</span><a href='/{1}'>{0}</a></h3><p>By <a href='/ida'>Ida Brandt</a></p></li>"
    others = "".join(point.format(f"Ferry number {n} is back in the harbour", n) for n in range(3))
    assert inside(f"<p>The bridge is closed.</p><ol class='x2'>{others}</ol>") == (paragraph("The bridge is closed."),)
    ranked = "".join(f"<li><h3><a href='/{n}'>Pier {n}</a></h3><p>{LONG}</p></li>" for n in range(3))
    assert LONG in str(inside(f"<p>The bridge is closed.</p><ol class='x2'>{ranked}</ol>"))


@pytest.mark.parametrize("target", ["#p{}", "https://hotel{}.example/"])
def test_a_list_whose_headings_lead_to_its_own_parts_or_to_other_sites_is_part_of_the_story(target: str) -> None:
    point = "<li><h3><a href='{}'>Hotel number {} at the old harbour</a></h3><p>Small, and near the ferry.</p></li>"
    listed = "".join(point.format(target.format(n), n) for n in range(3))
    assert str(inside(f"<p>The bridge is closed.</p><ol class='x2'>{listed}</ol>")).count("near the ferry") == 3


@pytest.mark.parametrize(
    "names",
    [
        "post-content-with-sharebar",
        "content-with-sharebar__content",
        "layout--with-newsletter",
        "text-has-related-posts",
    ],
)
def test_a_box_named_after_what_it_has_or_stands_with_is_the_storys(names: str) -> None:
    body = "".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    box = f"<header><h1>{ENGLISH.title}</h1><p class='excerpt'>{LONG}</p></header><div class='{names}'>{body}</div>"
    assert texts(read(page(f"<article>{box}</article>", title="")))[-len(ENGLISH.paragraphs) :] == list(
        ENGLISH.paragraphs
    )
    assert inside(f"<div class='{names}'><p>{LONG}</p></div>") == (paragraph(LONG),)


@pytest.mark.parametrize(
    "names",
    [
        "sharebar-with-text",
        "newsletter--has-image",
        "related-posts--no-image",
        "block-with-newsletter",
        "item-with-related-links",
        "box-no-comments",
        "content--no-padding__related-posts",
        "layout--no-margin--related",
        "content-with-sharebar__sharebar",
        "RelatedWithImage",
    ],
)
def test_a_box_stays_one_whatever_it_has(names: str) -> None:
    assert inside(f"<div class='{names}'><p>{LONG}</p></div>") == ()


# -- names that many publishers use, and what looks like one ----------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        "c-crosslinks",
        "m-interstitial",
        "StoryInterstitialLink",
        "inArticleReco",
        "recommend",
        "article__nextread",
        "teaserbox-wrapper",
        "sponsoredlinks",
        "gr-linked-stories",
        "relevant-articles",
        "article__affiliated-content",
        "featured-stories",
        "same-topic",
        "c-same-subject",
        "most-watched",
        "nudge__container",
        "registration-prompt",
        "sign-in-gate",
        "td-adspot-title",
        "adv_content",
        "td-post-next-prev",
        "info_relacionada",
        "notas-relacionadas",
        "notizie-correlate",
        "leggi-anche",
        "leia-tambem",
        "saibamais",
        "lees-ook",
        "lasmer-box",
        "czytaj-takze",
        "articles-similaires",
        "ilgili-haberler",
        "baca-juga",
        "tin-lien-quan",
        "liste-commentaires",
        "yorumlar",
    ],
)
def test_names_of_boxes_in_many_languages_are_known(names: str) -> None:
    assert inside(f"<div class='{names}'><p>{LONG}</p></div>") == ()
    body = "".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    head = f"<h1>{ENGLISH.title}</h1><p class='standfirst'>{ENGLISH.standfirst}</p>"
    told = read(page(f"<div class='{names}'><article>{head}<div>{body}</div></article></div>"))
    assert (told.standfirst, texts(told)) == (ENGLISH.standfirst, list(ENGLISH.paragraphs))


@pytest.mark.parametrize(
    "names",
    [
        "advance",
        "adventure-text",
        "carousel-text",
        "content-record",
        "record-reconstruction",
        "widget-container",
        "dossier-text",
        "story-feature",
        "linked-text",
        "same-size",
        "best-of-text",
        "linkedin-voice",
        "corollary",
        "node node--type-text node--promoted",
        "nudge-top",
        "u-nudge--left",
        "eael-adv-accordion",
        "ArticleBodyWithAds",
        "post type-post hentry category-comments tag-newsletter tag-spenden",
    ],
)
def test_names_that_only_look_like_those_of_boxes_are_the_storys(names: str) -> None:
    assert paragraph(LONG) in inside(f"<div class='{names}'><p>{LONG}</p></div>")


# -- one other story, in a card of its own ---------------------------------------------------------------------------

SAID = "<p>Nobody has got through for three weeks.{}</p>"
LAST = SAID.format("")


@pytest.mark.parametrize(
    ("card", "of"),
    [
        (f"<p>Read more</p><h3>The ferry runs again</h3>{SAID.format(' <a href=/2026/a>»</a>')}", ENGLISH),
        (f"<span>Lesen Sie auch</span><h3>Die Fähre fährt wieder</h3>{LAST}<a href=/2026/a>→</a>", GERMAN),
        (f"<h4>Lee también</h4><h3>Vuelve el transbordador</h3>{LAST}", SPANISH),
        (
            f"<div>Read more</div><div><img src=/f.jpg></div><div><a href=/2026/a>Ferry runs again</a></div>{LAST}",
            ENGLISH,
        ),
        ("<p>あわせて読みたい</p><p><img src=/f.jpg></p><p><a href=/2026/a>渡し船が再開した</a></p>", JAPANESE),
        (f"<div>From the vault</div><div><a href=/2026/a>How the square got its name</a></div>{LAST}", ENGLISH),
        (f"<p>Aus dem Archiv</p><h4><a href=/2026/a>Wie der Platz zu seinem Namen kam</a></h4>{LAST}", GERMAN),
    ],
)
def test_a_card_of_another_story_under_a_label_is_none_of_the_story(card: str, of: Story) -> None:
    told = read(
        page(f"<article>{paragraphs(of)}<div class='x7'>{card}</div>{paragraphs(CHINESE)}</article>", lang=of.language)
    )
    assert texts(told) == [*of.paragraphs, *CHINESE.paragraphs]
    assert not any(isinstance(block, Image | Heading) for block in told.blocks)


@pytest.mark.parametrize(
    "box",
    [
        f"<p>Read the letters of the dead, says the mayor.</p><h3>What comes now</h3><p>{LONG}</p>",
        f"<p>Read more</p><p>{LONG}</p><img src=/pier.jpg><p>The <a href=/2026/a>old ferry</a> is back.</p>",
        f"<div>10:45</div><div><a href=/2026/a>The ferry runs again</a></div><p>{LONG}</p>",
        f"<div>Watch</div><div><a href=https://films.example/a>The ferry runs again</a></div><p>{LONG}</p>",
        f"<div>The mayor said:</div><div><a href=/2026/a>The ferry runs again</a></div><p>{LONG}</p>",
        f"<div>Of all</div><div><a href=/2026/a>The ferry</a> runs again.</div><p>{LONG}</p>",
        f"<p>The document</p><p><a href=/files/a.pdf>What the court says (PDF)</a></p><p>{LONG}</p>",
    ],
)
def test_a_part_of_the_story_behind_an_invitation_stays(box: str) -> None:
    assert paragraph(LONG) in inside(f"<div class='x7'>{box}</div>")


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Next page",
            "Page suivante",
            "Nächste Seite",
            "Página siguiente",
            "Następna strona",
            "下一页",
            "다음 페이지",
        ),
        *(
            "Open image in gallery",
            "Bild vergrößern",
            "Ampliar foto",
            "Vergroot afbeelding",
            "Увеличить фото",
            "画像を拡大",
        ),
        "Um dieses Video zu sehen, müssen Sie der Verwendung von Cookies zustimmen.",
        "Questo contenuto non è visibile a causa delle preferenze sui cookie.",
        "För att se det här innehållet måste du godkänna cookies.",
        "Indholdet kan ikke vises, da du ikke har accepteret cookies.",
        "Pro zobrazení tohoto obsahu povolte cookies.",
        "Чтобы увидеть этот контент, разрешите использование файлов cookie.",
        "このコンテンツを表示するには、Cookieに同意してください。",
        "Join the conversation: what do you think of the plans?",
        "Diskutieren Sie mit: Was halten Sie von den Plänen?",
        "Participez à la discussion : que pensez-vous du projet ?",
        "Zapojte se do diskuse: co si o plánech myslíte?",
        "Delta i samtalet: vad tycker du om planerna?",
        "The best stories of the week, delivered to your inbox every Friday",
        "Jeden Morgen die wichtigsten Nachrichten in Ihrem Postfach",
        "Chaque matin, recevez l'essentiel de l'actualité dans votre boîte mail.",
        "Cada mañana, las noticias más importantes en tu correo",
        "Elke ochtend het belangrijkste nieuws in je mailbox",
        "Każdego ranka najważniejsze informacje na twojej skrzynce mailowej",
        "Få de viktigaste nyheterna från din region i mejlen varje morgon.",
        "Jeden Morgen Nachrichten aus dem Hafen per E-Mail",
        "Každé ráno nejdůležitější zprávy do vaší e-mailové schránky",
        "Her sabah önemli haberler e-posta kutunuzda",
        "Todas as manhãs, as principais notícias no seu e-mail",
        "Pour voir ce contenu, vous devez accepter les cookies.",
        "Самые важные новости региона каждое утро на вашу почту.",
        "地域の重要なニュースを毎朝メールでお届けします。",
    ],
)
def test_what_pages_say_between_paragraphs_is_not_read(line: str) -> None:
    told = read(page(f"<article>{paragraphs()}<p>{line}</p>{paragraphs(GERMAN)}</article>"))
    assert texts(told) == [*ENGLISH.paragraphs, *GERMAN.paragraphs]


@pytest.mark.parametrize(
    "line",
    [
        "Next page of the atlas, the harbour is gone.",
        "Bild vergrößern, Schrift verkleinern: so lasen die Fischer früher ihre Karten.",
        "Um dieses Haus zu sehen, kamen viele von weit her, und keiner sprach von Keksen.",
        "Este contenido no estaba en el contrato, dijo el abogado del puerto ante los jueces.",
        "For at se dette skib kom hundreder til havnen, sagde havnefogeden om morgenen.",
        "“Join the conversation,” the mayor told the fishermen, and none of them did.",
        "Join the discussion groups of the port, the council asked its young people last year.",
        "Every morning you find dozens of mails in your inbox, and most of them are of no use.",
        "Jeden Morgen landen Dutzende Mails in Ihrem Postfach, sagt die Beraterin im Hafen.",
        "Cada mañana lee las noticias en su correo antes de salir al mar.",
        "Få nyheter har vållat så mycket oro i byn som den om bron.",
        "Самые важные новости приходили в порт по почте.",
        "Praat mee, zei de burgemeester tegen de vissers, en niemand van hen deed het.",
        "Um den Film zu sehen, kauften die Kinder Cookies und Saft am Hafen.",
        "För att visa sin tacksamhet bakade grannarna kakor till lotsarna.",
        "Dette indhold er farligt, sagde lægen om de nye cookies fra bageren.",
        "Ce contenu n'est pas pour les enfants, dit le pilote, qui mange des cookies.",
        "Jeden Montag verschickt das Hafenamt die Zahlen per E-Mail.",
        "Codziennie dostaje wiadomości z groźbami na swoją skrzynkę.",
        "Každý den jí do schránky chodí zprávy, které nečte.",
        "Elke dag krijgt de loods verhalen van lezers in zijn mailbox.",
        "Ogni giorno le scuole del porto ricevono notizie via mail.",
        "Todos os dias ele recebe notícias falsas em seu e-mail.",
        "港は住民に潮の情報をメールでお届けする仕組みを来年の春に始める。",
    ],
)
def test_sentences_that_begin_like_what_pages_say_stay(line: str) -> None:
    told = read(page(f"<article>{paragraphs()}<p>{line}</p>{paragraphs(GERMAN)}</article>"))
    assert line in texts(told)


def test_an_advertisement_between_the_paragraphs_of_a_quote_is_no_part_of_it() -> None:
    advert = "<div class='ad-slot'><span>Advertisement</span><a href='/ad'><img src='/ad.png'>Boats for sale</a></div>"
    said = "<p>“We saw the crack in May.</p>{}<p>Nobody asked us what it was.”</p>"
    quoted = [article_page(f"<blockquote>{said.format(box)}</blockquote>") for box in (advert, "")]
    with_it, without = ([b for b in read(html).blocks if isinstance(b, Quote)] for html in quoted)
    assert with_it == without != []


@pytest.mark.parametrize(
    "box",
    [
        "<div data-dot='ogm-related-documents'>{}</div>",
        "<section data-test-id='related-articles'>{}</section>",
        "<div data-sentry-component='RelatedArticles'>{}</div>",
        "<div role='complementary'>{}</div>",
    ],
)
def test_a_box_is_known_by_what_its_attributes_call_it(box: str) -> None:
    assert inside(box.format(f"<p>{LONG}</p>")) == ()


@pytest.mark.parametrize(
    "line",
    [
        "<ul><li>By Ida Brandt</li></ul>",
        "<dl><dt>Author</dt><dd>Ida Brandt</dd></dl>",
        "<ul><li>Text: Ida Brandt</li></ul>",
    ],
)
def test_a_list_that_says_who_wrote_it_before_the_story_is_none_of_it(line: str) -> None:
    assert texts(read(page(f"<article>{line}{paragraphs()}</article>"))) == list(ENGLISH.paragraphs)
    assert "Ida Brandt" in str(inside("<ul><li>By the mayor</li><li>Ida Brandt and her crew</li></ul>"))


@pytest.mark.parametrize("name", ["paywall", "piano-content", "c-abonnement", "subscription"])
@pytest.mark.parametrize("part", ["<p class='{}'>{}</p>", "<div class='{}'><p>{}</p></div>"])
def test_each_part_of_a_story_may_be_called_a_wall(name: str, part: str) -> None:
    lines = [*ENGLISH.paragraphs, "Nobody was hurt.", *GERMAN.paragraphs]
    html = "".join(part.format(name, line) for line in lines)
    assert texts(read(page(f"<article>{html}</article>", title=ENGLISH.title))) == lines


def test_one_box_called_a_wall_is_one() -> None:
    assert inside("<div class='c-abonnement'><p>All of the harbour for a pound a week.</p></div>") == ()


@pytest.mark.parametrize("names", ["article-aside", "interstitial", "m-interstitial", "related-media", "relacionada"])
def test_a_picture_alone_in_a_box_of_such_a_name_is_the_storys(names: str) -> None:
    figure = (
        "<figure><img src='/pier.jpg'><figcaption>The pier on Monday, seen from the lighthouse.</figcaption></figure>"
    )
    (image,) = inside(f"<div class='{names}'>{figure}</div>")
    assert getattr(image, "caption", None) == "The pier on Monday, seen from the lighthouse."


@pytest.mark.parametrize("label", ["READ MORE: ", "More on this story: ", "Lesen Sie auch: ", "Lire aussi : "])
def test_a_heading_that_invites_to_another_story_is_none(label: str) -> None:
    assert inside(f"<h5>{label}<a href='/2026/a'>The ferry runs again</a></h5>") == ()
    (kept,) = inside(f"<h5>Politics: <a href='/2026/a'>The ferry runs again</a></h5><p>{LONG}</p>")[:1]
    assert isinstance(kept, Heading)


@pytest.mark.parametrize(("names", "tag"), [("kt-adv-heading12_ab-3f", "h2"), ("type-post hentry format-aside", "p")])
def test_a_short_line_is_the_storys_however_it_is_made_and_filed(names: str, tag: str) -> None:
    line = f"<{tag} class='{names}'>What they found</{tag}><p>{LONG}</p>"
    assert [getattr(block, "text", "") for block in inside(line)][:1] == ["What they found"]


@pytest.mark.parametrize("box", ["<aside><div>{}</div></aside>", "<div class='promo'><div><div>{}</div></div></div>"])
@pytest.mark.parametrize("asked", ["<button>Save</button>", "<form><input type=email><button>Go</button></form>"])
def test_a_button_in_a_box_makes_it_no_part_of_the_story(box: str, asked: str) -> None:
    assert inside(box.format(f"<h3>What a pier is</h3><p>{LONG}</p>{asked}")) == ()


def test_offers_side_by_side_that_are_called_a_wall_are_none_of_the_story() -> None:
    offer = "All of the harbour on every screen for a pound a week, to be ended at any time."
    assert inside(4 * f"<div class='c-paywall'><p>{offer}</p></div>") == ()


@pytest.mark.parametrize(
    "by",
    [
        "<div class='quote-author'>Ida Brandt</div>",
        "<div class='meta'>Ida Brandt</div>",
        "<aside>Ida Brandt</aside>",
        "<div class='author-info'>Ida Brandt</div>",
    ],
)
def test_who_said_a_quote_is_read_with_it_whatever_box_that_stands_in(by: str) -> None:
    said = "<p>“We saw the crack in May, and nobody asked us what it was.”</p>"
    (quote,) = inside(f"<blockquote>{said}{by}</blockquote>")
    assert isinstance(quote, Quote)
    assert quote.text.endswith("” — Ida Brandt")


@pytest.mark.parametrize("name", ["share-text", "highlights"])
def test_what_is_all_of_a_quote_is_read(name: str) -> None:
    said = "<p>“Nobody asked us what it was,” said the crew of the ferry.</p>"
    (quote,) = inside(f"<blockquote><div class='{name}'>{said}</div></blockquote>")
    assert isinstance(quote, Quote)


@pytest.mark.parametrize("label", ["Advertisement", "Video", "Anzeige"])
def test_a_part_of_the_story_begins_behind_the_label_of_what_stands_in_it(label: str) -> None:
    part = f"<section><p>{label}</p><h3>What a pier is</h3><p>{LONG}</p></section>"
    told = read(page(f"<article>{paragraphs()}{part}{paragraphs(GERMAN)}{paragraphs(SPANISH)}</article>"))
    assert LONG in texts(told)


def test_facts_below_a_link_under_a_label_are_read() -> None:
    facts = "Upper Quay 5, open from nine to five, closed on Mondays, tickets at the door"
    box = f"<div class='x7'><p>Where</p><p><a href=/houses/a>Cinema at the quay</a></p><p>{facts}</p></div>"
    assert paragraph(facts) in inside(box)
