"""Pictures that stand in a story's text: what goes on around them is a paragraph, few words beside them a caption."""

from __future__ import annotations

from dataclasses import replace

import pytest

from watcher.extract import extract
from watcher.model import Image, Notice, Paragraph

URL = "https://kaiblatt.example/2026/05/vote.html"
PARAGRAPHS = {
    "en": [
        "The harbour council met on Tuesday to discuss the breakwater, which a firm from the next town is to build.",
        "Fishermen had asked for it since the storm, when eleven boats were lost in one night, the quay flooded.",
        "Nobody could say where the money is to come from, as the reserve was spent on the school roof last year.",
    ],
    "zh": [
        "港务委员会周二晚间开会讨论新防波堤工程，预计耗资四百万元，由邻市一家公司承建，工期约为两年。",
        "自从那场大风暴一夜之间吞没十一艘渔船、码头被淹一周以来，渔民们一直要求修建这道防波堤。",
        "会场上没有人能说清资金从哪里来，因为储备金去年刚刚用来修了学校的屋顶，账上已经没有余钱。",
    ],
}
SENTENCE = {
    "en": "The mayor said that she would not wait for the district and that work could begin in May, whatever it says.",
    "zh": "市长表示，她不会再等地区当局，不管勘测结果如何，工程明年春天就可以动工，居民不必担心。",
}
WORDS = {"en": "The old breakwater in spring", "zh": "春天里的旧防波堤"}
IMAGE = '<img src="/media/breakwater.jpg" width="600" height="400" alt="">'
FLOATING = '<img src="/media/breakwater.jpg" width="300" height="200" alt="" {}>'

GO_ON = {
    "in front of a paragraph": f"<p>{IMAGE}{{}}</p>",
    "as a link": f'<p><a href="/media/large.jpg">{IMAGE}</a>{{}}</p>',
    "at its end": f"<p>{{}} {IMAGE}</p>",
    "in bold": f"<p><strong>{IMAGE}</strong>{{}}</p>",
    "in a box of its own": f'<p><span class="image left">{IMAGE}</span>{{}}</p>',
    "before a line in a style": f'<p>{IMAGE}<span style="font-size:16px">{{}}</span></p>',
    "within a line in a style": f'<p><span style="font-family:arial">{IMAGE}{{}}</span></p>',
    "above a blank line": f"<p>{IMAGE}<br><br>{{}}</p>",
    "in a box that is a paragraph": f"<div>{IMAGE}{{}}</div>",
    "in a cell beside it": f"<table><tr><td>{IMAGE}</td><td>{{}}</td></tr></table>",
    "in a column beside it": f'<div><div class="col-4">{IMAGE}</div><div class="col-8"><p>{{}}</p></div></div>',
    "in media and text": f'<div class="media">{IMAGE}<div class="media-body"><p>{{}}</p></div></div>',
    "as a field": f'<div><div class="field-image">{IMAGE}</div><div class="field-text"><p>{{}}</p></div></div>',
}
CAPTIONED = {
    "behind a break": f"<p>{IMAGE}<br>{{}}</p>",
    "in italics": f"<p>{IMAGE}<em>{{}}</em></p>",
    "with nothing between": f"<p>{IMAGE}{{}}</p>",
    "floating": f"<p>{FLOATING.format('align=left')}{{}}</p>",
    "in the middle": f'<p style="text-align:center">{IMAGE}{{}}</p>',
    "in a table": f"<table><tr><td>{IMAGE}</td></tr><tr><td>{{}}</td></tr></table>",
    "as a document of a magazine": f'<dl><dt>{IMAGE}</dt><dt class="spip_doc_titre"><b>{{}}</b></dt></dl>',
    "in small type": f'<p>{IMAGE}</p><p style="font-size:12px">{{}}</p>',
    "in a theme's small type": f'<p>{IMAGE}</p><p class="has-small-font-size">{{}}</p>',
    "in small type within": f'<p>{IMAGE}</p><p><span style="font-size: 12px">{{}}</span></p>',
    "in grey": f'<p>{IMAGE}</p><p style="color: rgb(136, 136, 136)">{{}}</p>',
    "in grey within": f'<p>{IMAGE}</p><p><span style="color:#999">{{}}</span></p>',
    "of the picture's class": f'<p class="x1">{IMAGE}</p><p class="x1">{{}}</p>',
    "behind a sign that points up": f"<p>{IMAGE}</p><p>▲ {{}}</p>",
    "left behind": f'<p>[caption id="a1" width="300"]{IMAGE} {{}}[/caption]</p>',
}


def page(language: str, body: str) -> bytes:
    first, *rest = (f"<p>{text}</p>" for text in PARAGRAPHS[language])
    story = f'<div class="post-content">{first}{body}{"".join(rest)}</div>'
    return f'<html lang="{language}"><meta charset="utf-8"><body><h1>Harbour vote</h1>{story}</body></html>'.encode()


def read(language: str, body: str) -> tuple[list[str], list[Image]]:
    article = extract(page(language, body), URL)
    assert all(isinstance(block, Paragraph | Image) for block in article.blocks)
    told = [block.text for block in article.blocks if isinstance(block, Paragraph)]
    return told, [block for block in article.blocks if isinstance(block, Image)]


@pytest.mark.parametrize("language", PARAGRAPHS)
@pytest.mark.parametrize("form", GO_ON)
def test_text_that_goes_on_around_a_picture_is_a_paragraph(form: str, language: str) -> None:
    told, (image,) = read(language, GO_ON[form].format(SENTENCE[language]))
    assert told == [PARAGRAPHS[language][0], SENTENCE[language], *PARAGRAPHS[language][1:]]
    assert image.caption is None


@pytest.mark.parametrize("language", PARAGRAPHS)
@pytest.mark.parametrize("form", CAPTIONED)
def test_a_few_words_beside_a_picture_are_its_caption(form: str, language: str) -> None:
    told, (image,) = read(language, CAPTIONED[form].format(WORDS[language]))
    assert told == PARAGRAPHS[language]
    assert image.caption == WORDS[language]


@pytest.mark.parametrize("how", ['align="right"', 'class="alignleft size-medium"', 'style="margin:5px; float: left;"'])
def test_a_short_sentence_that_runs_around_a_picture_is_a_paragraph(how: str) -> None:
    told, _ = read("en", f"<p>{FLOATING.format(how)}Nobody voted against it.</p>")
    assert told[1] == "Nobody voted against it."


@pytest.mark.parametrize("box", ["{}", "<span>{}</span>", '<a href="/media/large.jpg">{}</a>'])
def test_a_picture_within_a_sentence_does_not_part_it(box: str) -> None:
    told, images = read("en", f"<p>The crew {box.format(IMAGE)} won the race in the last minute.</p>")
    assert told[1] == "The crew won the race in the last minute."
    assert len(images) == 1


@pytest.mark.parametrize("line", ["焼津 / 清水 / 舞阪（New）", "港口的历史", "点灯時刻の自動通知"])
@pytest.mark.parametrize("box", [f"<p>{IMAGE}</p>", f"<div>{IMAGE}</div>", f"<figure>{IMAGE}</figure>"])
def test_a_picture_behind_a_title_or_a_list_parts_it_from_the_text(line: str, box: str) -> None:
    told = PARAGRAPHS["zh"]
    text = f"{told[0]}<br><br>{told[1]}<br><br>{line}{box}{SENTENCE['zh']}<br><br>{told[2]}"
    html = f"<html><body><article><h1>防波堤</h1><div>{text}</div></article></body></html>"
    blocks = extract(html.encode(), URL).blocks
    at = next(i for i, block in enumerate(blocks) if isinstance(block, Image))
    assert [getattr(block, "text", None) for block in blocks[at - 1 : at + 2]] == [line, None, SENTENCE["zh"]]


@pytest.mark.parametrize(
    ("before", "image", "behind"),
    [
        ("记者从港口获悉，", IMAGE, "夜渡将照常开航，请旅客放心。"),
        ("渡轮、巴士、", IMAGE, "地铁都将增加班次，方便旅客出行。"),
        ("工程总投资约3", IMAGE, "亿元，由港口和省里共同承担。"),
        ("市が発表した報告書", IMAGE, "によると、利用者は半分に減った。"),
        ("市長は", IMAGE, "三月から船を走らせると約束した。"),
        ("港口发布报告", FLOATING.format("align='left'"), "显示旅客减少，航线亏损。"),
    ],
)
def test_a_picture_within_a_sentence_without_capitals_does_not_part_it(before: str, image: str, behind: str) -> None:
    told, _ = read("zh", f"<p>{before}{image}{behind}</p>")
    assert told[1] == f"{before} {behind}"


def test_a_long_sentence_that_is_called_a_caption_is_one() -> None:
    caption = f'<div class="photo">{IMAGE}<div class="photo-caption"><p>{{}}</p></div></div>'
    figure = f"<figure>{IMAGE}{{}}</figure>"
    for form in (caption, figure):
        told, (image,) = read("en", form.format(SENTENCE["en"]))
        assert told == PARAGRAPHS["en"]
        assert image.caption == SENTENCE["en"]


@pytest.mark.parametrize(
    "form",
    [
        '<div style="float:right;width:300px">{}{}</div>',
        '<div class="photo">{}<div class="text">{}</div></div>',
        '<div class="slide">{}<div class="slide-content"><p>{}</p></div></div>',
        '<div class="gallery"><div class="item">{}<div class="text">{}</div></div></div>',
        "<p>{}Pictured: {}</p>",
    ],
)
def test_a_long_sentence_in_a_pictures_own_box_or_label_is_its_caption(form: str) -> None:
    told, (image,) = read("en", form.format(IMAGE, SENTENCE["en"]))
    assert told == PARAGRAPHS["en"]
    assert (image.caption or "").endswith(SENTENCE["en"])
    told, (image,) = read("zh", f"<p>{IMAGE}图为{SENTENCE['zh']}</p>")
    assert told == PARAGRAPHS["zh"]
    assert image.caption == f"图为{SENTENCE['zh']}"


@pytest.mark.parametrize("box", ["div", "span", "b"])
def test_a_few_words_beside_a_floating_picture_in_a_box_are_not_lost(box: str) -> None:
    told, (image,) = read("en", f"<{box}>{FLOATING.format('align=left')}The breakwater in May.</{box}>")
    assert told == PARAGRAPHS["en"]
    assert image.caption == "The breakwater in May."


def test_a_picture_beside_a_sentence_that_is_a_link_is_an_offer() -> None:
    linked = f'<a href="/2026/05/other.html">{SENTENCE["en"]}</a>'
    told, _ = read("en", f"<table><tr><td>{IMAGE}</td><td>{linked}</td></tr></table>")
    assert told == PARAGRAPHS["en"]


def test_text_beside_a_captioned_picture_is_not_lost() -> None:
    picture = f"<figure>{IMAGE}<figcaption>{WORDS['en']}</figcaption></figure>"
    box = f'<div class="csc-textpic">{picture}<div class="csc-textpic-text"><p>{SENTENCE["en"]}</p></div></div>'
    told, (image,) = read("en", box)
    assert told == [PARAGRAPHS["en"][0], SENTENCE["en"], *PARAGRAPHS["en"][1:]]
    assert image.caption == WORDS["en"]


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_text_of_a_box_beside_a_captioned_picture_in_it_is_not_lost(language: str) -> None:
    picture = f'<div style="float:left">{IMAGE}<div class="pic-desc">{WORDS[language]}</div></div>'
    told, (image,) = read(language, f"<div>{picture}{SENTENCE[language]}</div>")
    assert told == [PARAGRAPHS[language][0], SENTENCE[language], *PARAGRAPHS[language][1:]]
    assert image.caption == WORDS[language]


def test_small_type_and_signs_that_all_lines_have_make_no_caption() -> None:
    small = f'<p>{IMAGE}</p><p class="small">{WORDS["en"]}</p><p class="small">{SENTENCE["en"]}</p>'
    pointed = f"<p>{IMAGE}</p><p>▲ {WORDS['en']}</p><p>▲ {SENTENCE['en']}</p>"
    for body in (small, pointed):
        told, (image,) = read("en", body)
        assert len(told) == len(PARAGRAPHS["en"]) + 2
        assert image.caption is None


MARKED = {
    "of classes that others have not": f'<p class="x1">{IMAGE}</p><p class="x2"><span>{{}}</span></p>',
    "in boxes between paragraphs": f"<div>{IMAGE}</div><div>{{}}</div>",
}
SHORT = {"en": "The old breakwater is not high enough.", "zh": "旧防波堤的高度不够。"}


@pytest.mark.parametrize("language", PARAGRAPHS)
@pytest.mark.parametrize("form", MARKED)
def test_a_short_sentence_below_a_picture_set_apart_like_it_is_its_caption(form: str, language: str) -> None:
    told, (image,) = read(language, MARKED[form].format(SHORT[language]))
    assert told == PARAGRAPHS[language]
    assert image.caption == SHORT[language]
    for line in ("Who is to pay?", "“We will not wait.”", "What is next", "2 May 2026, 7:15 am", "By Ida Brandt"):
        assert extract(page(language, MARKED[form].format(line)), URL).blocks[1:2] == (replace(image, caption=None),)
    last = page(language, "").replace(b"</div></body>", f"{MARKED[form].format(SHORT[language])}</div></body>".encode())
    assert all(b.caption is None for b in extract(last, URL).blocks if isinstance(b, Image))


def test_what_all_paragraphs_are_set_in_makes_no_caption() -> None:
    for style in ('style="color:#888"', 'style="font-size:12px"', 'class="x1"'):
        body = f"<p {style}>{IMAGE}</p><p {style}>{SHORT['en']}</p><p {style}>{SENTENCE['en']}</p>"
        told, (image,) = read("en", body)
        assert SHORT["en"] in told
        assert image.caption is None
        text, line, picture = (f"<p {style}>{each}</p>" for each in (SENTENCE["en"], SHORT["en"], IMAGE))
        for amid in (
            f"{text}<h2>Then</h2><p>{IMAGE}</p>{line}<h2>So</h2>",
            f"<h2>Then</h2>{picture}{line}<h2>So</h2>{text}",
        ):
            blocks = extract(page("en", amid), URL).blocks
            assert all(b.caption is None for b in blocks if isinstance(b, Image))
            assert Paragraph(text=SHORT["en"]) in blocks


@pytest.mark.parametrize("line", ["<a href='/storm'>The storm that took it</a>", "What happens next?"])
def test_links_and_questions_in_grey_below_a_picture_are_no_captions(line: str) -> None:
    blocks = extract(page("en", f"<p>{IMAGE}</p><p style='color:#888'>{line}</p>"), URL).blocks
    assert [b.caption for b in blocks if isinstance(b, Image)] == [None]


def test_a_correction_in_grey_below_a_picture_is_no_caption() -> None:
    line = "<p style='color:#888'>Correction: an earlier version named the wrong pier.</p>"
    last = page("en", "").replace(b"</div></body>", f"<p>{IMAGE}</p>{line}</div></body>".encode())
    assert any(isinstance(b, Notice) for b in extract(last, URL).blocks)
