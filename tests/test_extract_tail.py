"""What stands behind a story and beside its headline: agencies, staff, the time of the last change."""

from __future__ import annotations

import time

import pytest

from watcher.compare import compare
from watcher.extract import extract
from watcher.extract.decoded import decoded
from watcher.extract.tidy import tidied
from watcher.extract.trim import trimmed
from watcher.model import Block, Heading, Image, Link, List, Paragraph, Quote

URL = "https://harbour.example/ferry"
STORY = (
    "<p>The ferry to Lowen Island has been taken out of service after a fire in its engine room on Monday.</p>"
    "<p>All passengers were brought ashore by a fishing boat, and the fire was put out within half an hour.</p>"
)


def page(behind: str = "", beside: str = "") -> bytes:
    return f"<html><body><article><h1>Ferry stopped</h1>{beside}{STORY}{behind}</article></body></html>".encode()


@pytest.mark.parametrize(
    "line",
    [
        "(Reuters)",
        "ab/cd (dpa, afp)",
        "DK/XY (AFP, Reuters)",
        "sti/wa (afp, dpa, rtr)",
        "Quelle: dpa",
        "(With inputs from AFP)",
        "With material from AP",
        "（路透社、美联社）",
        "Additional reporting by Jane Doe",
        "ab/cd",
        "Con información de Ida Brandt, Tomás del Río y Elena R. Puerto.",
        "Com informações de Ana Brandt e Rui da Costa",
        "This report by The Harbour Press was first published Nov. 12, 2026.",
        "Фото на обложке: Ида Брандт / ТАСС",
        "Cet article est paru dans notre newsletter « La lettre du port ». Pour la recevoir, suivez ce lien.",
        "Dieser Text stammt aus unserem Newsletter, den Sie hier lesen können.",
        "This story is from our free weekly Harbour Letter newsletter.",
        "Dieser Text ist zuerst in unserem „Hafen“-Newsletter zu lesen gewesen.",
        "Questo articolo è tratto dalla nostra newsletter settimanale.",
        "本記事は「港日報」に掲載されたものを転載しています。",
    ],
)
def test_who_made_a_story_is_a_credit_and_no_paragraph(line: str) -> None:
    article = extract(page(f"<p>{line}</p>"), URL)
    assert article.credits == (line,)
    assert len(article.blocks) == 2


def test_who_edited_a_story_is_a_credit_where_the_page_calls_the_editor_its_author() -> None:
    line = "（编辑：林晓岚 王海）"
    meta = '<html><head><meta name="author" content="林晓岚"></head>'
    html = page(f"<p>{line}</p>").replace(b"<html>", meta.encode())
    article = extract(html, URL)
    assert (article.authors, article.credits) == (("林晓岚",), (line,))


def test_a_sentence_that_begins_like_whose_reporting_it_is_stays() -> None:
    line = "Con información de Ida Brandt el juez cerró el puerto hasta el lunes."
    article = extract(page(f"<p>{line}</p>"), URL)
    assert len(article.blocks) == 3
    assert article.credits == ()


@pytest.mark.parametrize(
    "line",
    [
        "This story of a newsletter that nobody reads began in the harbour office in March.",
        "Dieser Text aus einem Newsletter des Hafens sorgte am Montag für Ärger im Rat.",
        "Cet article du traité n’est pas dans la lettre que le port a reçue lundi.",
        "Este texto llegó con el boletín de la cofradía, dijo el capitán el lunes.",
        "The article in question was sent with the newsletter of the ferry company.",
        "The story of the crane is told in our weekend newsletter, which thousands read.",
        "The column of smoke in our harbour was, as the newsletter of the port said, harmless.",
        "The post of harbour master in our town was advertised in a newsletter.",
        "This post from our reader was sent by newsletter on Monday, and many answered.",
        "This is an excerpt from the harbour master’s newsletter that angered the council.",
        "Dieser Artikel ist für unsere Leser auch im Newsletter zu haben, sagte der Bürgermeister.",
        "Cet article a été notre lettre de noblesse, dit le pêcheur.",
        "この記事は市の広報に掲載された写真を無断で転載したものだと市は説明した。",
        "The article in our student newsletter was wrong, the captain told the court on Monday.",
        "The piece of our past that the newsletter shows is a stone, she wrote.",
        "This is an extract from the union's newsletter that was read out in court.",
        "Dieser Text ist unserem Newsletter-Team zufolge der erste über den Hafen.",
        "Dieser Beitrag kommt aus unserer Redaktion am Hafen und nicht aus einem Newsletter.",
    ],
)
def test_a_sentence_about_some_newsletter_stays(line: str) -> None:
    article = extract(page(f"<p>{line}</p>"), URL)
    assert len(article.blocks) == 3
    assert article.credits == ()


@pytest.mark.parametrize(
    "rows",
    [
        (("Penulis", ": Ida Brandt"), ("Editor", ": Tom Reuss"), ("Sumber", ": Harbour Post")),
        (("Autor:", "Ida Brandt"), ("Redaktor:", "Tom Reuss")),
        (("Author : Ida Brandt",), ("Editor : Tom Reuss",)),
    ],
)
def test_a_table_of_who_made_a_story_is_its_credits_and_tells_the_author(rows: tuple[tuple[str, ...], ...]) -> None:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    article = extract(page(f"<div><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></div>"), URL)
    assert article.authors == ("Ida Brandt",)
    assert "Editor: Tom Reuss" in article.credits or "Redaktor: Tom Reuss" in article.credits
    assert len(article.blocks) == 2


def test_a_last_list_that_begins_with_a_copyright_is_that_and_no_part_of_the_story() -> None:
    article = extract(page("<ul><li>Copyright ⓒ 항구일보 & harbour.example</li><li>· 제휴안내</li></ul>"), URL)
    assert article.copyright == "Copyright ⓒ 항구일보 & harbour.example"
    assert len(article.blocks) == 2


def test_another_agency_is_an_edit_of_the_credits() -> None:
    before, after = (extract(page(f"<p>ab/cd ({agency})</p>"), URL) for agency in ("dpa", "afp"))
    assert [change.kind for change in compare(before, after)] == ["credits.edited"]


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter and never miss a story",
        "What do you think? Join the discussion below.",
        "Выделите фрагмент текста и нажмите Ctrl+Enter.",
        "When we learn of a mistake, we acknowledge it. If you spot an error, please let us know.",
        "When you buy a book using a link on this page, we receive a commission.",
        "★《港口新聞》提醒您：遇侵害請立即撥打110。",
        "该文观点仅代表作者本人，平台仅提供信息存储空间服务。",
    ],
)
def test_an_invitation_behind_a_story_is_neither_paragraph_nor_credit(line: str) -> None:
    article = extract(page(f"<p>{line}</p>"), URL)
    assert (len(article.blocks), article.credits) == (2, ())


@pytest.mark.parametrize("line", ["The mayor will join the debate.", "Am Montag diskutieren sie mit der Stadt."])
def test_a_last_sentence_that_only_looks_like_an_invitation_is_told(line: str) -> None:
    assert len(extract(page(f"<p>{line}</p>"), URL).blocks) == 3


@pytest.mark.parametrize(
    "line", ["Tell us what you think", "Ihre Meinung zählt", "Votre avis nous intéresse", "我要评论"]
)
def test_a_short_line_behind_a_story_that_names_nobody_is_no_credit(line: str) -> None:
    article = extract(page(f"<p>{line}</p>"), URL)
    assert (len(article.blocks), article.credits) == (2, ())


@pytest.mark.parametrize(
    ("line", "modified_at"),
    [
        ("更新时间 2026-06-09 07:09", "2026-06-09T07:09Z"),
        ("Aktualisiert am 09.06.2026", "2026-06-09"),
        ("Last updated on 2026-06-09", "2026-06-09"),
        ("Обновлено: 09.06.2026 07:09", "2026-06-09T07:09Z"),
    ],
)
def test_the_time_of_the_last_change_is_read_where_only_a_reader_sees_it(line: str, modified_at: str) -> None:
    assert extract(page(beside=f"<div>2026-06-08 10:00 <span>{line}</span></div>"), URL).modified_at == modified_at


def test_a_few_broken_bytes_of_utf_8_are_shown_as_such() -> None:
    assert decoded(b"caf\xe9 \xff broken", "text/html; charset=utf-8") == "caf\ufffd \ufffd broken"


def test_a_page_that_is_not_the_utf_8_it_says_is_read_by_what_it_is() -> None:
    text = "Паром на остров остановлен после пожара в машинном отделении"
    assert decoded(text.encode("cp1251"), "text/html; charset=utf-8") == text


def test_what_is_a_pictures_caption_is_told_once() -> None:
    picture = Image(src="/a.jpg", asset="/a.jpg", alt=None, caption="The mayor takes stock", credit=None, role="inline")
    line, other = Paragraph(text="The mayor takes stock"), Paragraph(text="The mayor takes stock of the year.")
    assert tidied((other, line, picture, other)) == (other, picture, other)
    assert tidied((other, picture, line, other)) == (other, picture, other)
    kept = (line, other, picture, other)
    assert tidied(kept) == kept


@pytest.mark.parametrize("sentences", [2, 120])
def test_a_quote_is_pulled_out_of_a_story_of_any_length_where_few_of_its_words_are_others(sentences: int) -> None:
    said = " ".join(f"Ship {n} of the line was counted at {7 * n} minutes past the hour." for n in range(sentences))
    others = " ".join(f"Nobody knows what the {n}th keeper of the lamp had for {n} suppers." for n in range(sentences))
    story = (Paragraph(text=said), Paragraph(text="The harbour was calm."))
    assert tidied((*story, Quote(text=f"So it was: {said}"))) == story
    kept = (*story, Quote(text=f"{others} {said[:60]}"))
    assert tidied(kept) == kept


@pytest.mark.parametrize(
    ("answer", "others"), [("“Yes.”", "He came yesterday and stayed there."), ("“知道。”", "她早就知道这件事。")]
)
def test_an_answer_of_a_word_or_two_is_said_again_by_chance(answer: str, others: str) -> None:
    story = (Paragraph(text=others * 4), Paragraph(text=answer), Paragraph(text=others * 3))
    assert tidied(story) == story
    quoted = (story[0], Quote(text=answer), story[2])
    assert tidied(quoted) == quoted


def test_a_list_before_the_story_that_says_where_and_when_is_none_of_it_and_a_sentence_with_a_year_is() -> None:
    story = Paragraph(text="镇长在周五上午的会议上回答了记者的全部提问，并且展示了三张旧照片和一封信。")
    said = List(ordered=False, items=("码头的守灯人在会议上说，他第一次看到这样的大雾是在1978年的秋天。",))
    assert trimmed((List(ordered=False, items=("港口，2026年3月2日",)), story), ()) == ((story,), ())
    assert trimmed((said, story), ()) == ((said, story), ())


@pytest.mark.parametrize(
    "first",
    [
        "最近港口接二连三地停航，朋友们纷纷打来电话问我：",
        "雾当然是不能怪谁的。",
        "就算你从来没有坐过岛上的渡轮，也值得来码头看看",
        "This article explains what the port plans for its ferries in spring",
    ],
)  # fmt: skip
def test_a_first_paragraph_that_tells_something_is_read_however_it_ends(first: str) -> None:
    story = Paragraph(text="镇长在周五上午的会议上回答了记者的全部提问，并且展示了三张旧照片和一封信。")
    assert trimmed((Paragraph(text=first), story), ()) == ((Paragraph(text=first), story), ())
    credit = Paragraph(text="Foto: Die alte Fähre am Pier in der Bucht, als sie noch jeden Tag im Winter fuhr")
    assert trimmed((credit, story), ())[0] == (story,)


@pytest.mark.parametrize("line", ["BERLIN (dpa) –", "МОСКВА, 2 марта. /ТАСС/.", "Paris (AFP) -"])
def test_a_place_with_an_agency_alone_on_a_line_is_no_paragraph(line: str) -> None:
    for html in (f"<p>{line}</p>", f"<div class='location'>{line}</div>"):
        assert len(extract(page(beside=html), URL).blocks) == 2
    begun = STORY.replace("<p>The", f"<p>{line} The", 1)
    first = extract(page().replace(STORY.encode(), begun.encode()), URL).blocks[0]
    assert isinstance(first, Paragraph)
    assert first.text.startswith(line)


@pytest.mark.parametrize(
    "last", ["The ferry sails again in May. (AFP)", "Die Fähre fährt wieder. (dpa)", "Паром уже ходит. /ТАСС/"]
)
def test_a_short_last_sentence_with_an_agency_is_a_paragraph(last: str) -> None:
    blocks = extract(page(behind=f"<p>{last}</p>"), URL).blocks
    assert isinstance(blocks[-1], Paragraph)
    assert blocks[-1].text == last


def test_the_place_and_agency_of_another_item_of_a_story_are_no_paragraph() -> None:
    blocks = extract(page(behind="<p>HARLOW (AP) —</p><p>The ferry sails again in May, the port said.</p>"), URL).blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)][-1] == "The ferry sails again in May, the port said."
    assert not any("(AP)" in b.text for b in blocks if isinstance(b, Paragraph))


def test_a_heading_amid_the_story_may_name_its_author() -> None:
    story = Paragraph(text="The keeper of the lamp has asked the council for a second boat since the winter.")
    about = Heading(text="What Ida Brandt demands", level=2)
    vita = Paragraph(text="Ida Brandt is a reporter in Elmhaven and writes about ships and those who sail them.")
    blocks = (story, about, Heading(text="What comes next", level=2), story, story, story)
    assert trimmed(blocks, ("Ida Brandt",)) == (blocks, ())
    alone = (*blocks, Heading(text="By Ida Brandt", level=2), vita)
    assert trimmed(alone, ("Ida Brandt",))[0] == blocks


def test_sentences_that_are_links_to_other_pages_of_the_site_end_no_story() -> None:
    said = [
        f"The keeper of the lamp said for the {nth} time that the boat was late."
        for nth in ("1st", "2nd", "3rd", "4th")
    ]
    story = "".join(f"<p>{text}</p>" for text in said)

    def ended(behind: str) -> list[str]:
        html = f"<html><body><article><h1>Ferry late</h1>{story}{behind}</article></body></html>"
        return [b.text for b in extract(html.encode(), URL).blocks if isinstance(b, Paragraph)]

    pictures = "<p><span><a href='https://photos.harbour.example/week'>See our pictures of the week.</a></span></p>"
    cartoons = "<p><a href='/cartoons'>Look at the drawings of the week.</a></p>"
    assert ended(pictures + cartoons) == said
    assert (
        ended("<p><b>PHOTOS: </b><a href='https://photos.harbour.example/7'>Storm shakes the eastern U.S.</a></p>")
        == said
    )
    rules = (
        "<p>We welcome what you say. Read <a href='/community_guidelines.html'>how</a>, and <a href='{}'>more</a>.</p>"
    )
    assert ended(rules.format("/about/privacy-policy")) == said
    profiles = (
        "<p>The boat and its keeper can be seen <a href='https://twitter.com/harbour'>here</a>, <a href='{}'>there</a> "
        "and, whenever the weather lets them out to the old pier, <a href='{}'>in a third place</a>.</p>"
    )
    pages = "https://www.facebook.com/pages/The-Harbour/119209094"
    for own in ("/", "/feed/", "/support/us"):
        assert ended(profiles.format(pages, own)) == said
    kept = (
        profiles.format(pages, "/boats"),
        profiles.format("https://twitter.com/pier", "/"),
        profiles.format("https://www.facebook.com/harbour/posts/119", "/"),
        profiles.format(pages, "https://council.example/"),
        rules.format("/boats/new-privacy-law"),
        rules.format("/topics/privacy"),
        rules.format("/news/2026/terms"),
        rules.format("/community_guidelines.html"),
        rules.format("https://council.example/privacy"),
        "<p><a href='https://council.example/plan'>The plan for the harbour is public since noon.</a></p>",
        "<p>The plan for the harbour <a href='/plan'>is public since noon.</a></p>",
        "<p><a href='/plan'>The plan for the harbour is public since noon</a>.</p>",
        "<p><a href='/plan.pdf'>The plan for the harbour is public since noon.</a></p>",
        f"{cartoons}<p>And then the boat came after all, at noon.</p>",
    )
    for behind in kept:
        assert len(ended(behind)) > len(said), behind
    links = tuple(f"<p><a href='/{n}'>The boat was late on day {n} of the week.</a></p>" for n in range(6))
    alone = f"<html><body><article><h1>Ferry late</h1><p>{said[0]}</p>{''.join(links)}</article></body></html>"
    assert len(extract(alone.encode(), URL).blocks) == 7


def test_thousands_of_links_behind_a_story_are_left_out_in_a_moment() -> None:
    told = tuple(Paragraph(text=f"The ferry was {n} hours late on Monday, said the keeper.") for n in range(5))
    text = "The next ferry is late."
    linked = Paragraph(text=text, links=(Link(text=text, href=f"{URL}-2"),))
    began = time.process_time()
    assert trimmed((*told, *[linked] * 8_000), (), URL)[0] == told
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("end", "shown"),
    [
        ("The pier opens on Monday. +++", "The pier opens on Monday."),
        ("The pier opens on Monday. (ib) +++", "The pier opens on Monday. (ib)"),
        ("+++ The pier opens on Monday. +++", "+++ The pier opens on Monday. +++"),
        ("The ferry company is called Sea+", "The ferry company is called Sea+"),
    ],
)
def test_crosses_that_only_say_that_the_story_is_over_are_no_words_of_it(end: str, shown: str) -> None:
    article = extract(page(f"<p>{end}</p>"), URL)
    assert getattr(article.blocks[-1], "text", None) == shown


def _part(n: int, credit: str = "") -> str:
    text = "<p>The ferry left the pier at noon with all who had waited for it since Monday.</p>" * 4
    return f"<h3>Part {n}</h3><img src='/pictures/{n}.jpg' width='800' height='600'>{text}{credit}"


def test_lines_that_credit_the_pictures_of_several_parts_are_their_credits() -> None:
    parts = "".join(_part(n, f"<p>Image: Ida Brandt {n}</p>") for n in (1, 2, 3))
    article = extract(page(f"{parts}<p>The ferries leave again on Monday.</p>"), URL)
    assert [b.credit for b in article.blocks if isinstance(b, Image)] == [f"Ida Brandt {n}" for n in (1, 2, 3)]


def test_one_line_far_below_a_picture_is_not_its_credit() -> None:
    article = extract(page(f"{_part(1, '<p>Image: Ida Brandt</p>')}<p>The ferries leave again on Monday.</p>"), URL)
    assert [b.credit for b in article.blocks if isinstance(b, Image)] == [None]


@pytest.mark.parametrize("lines", [3, 5])
def test_chinese_sentences_with_figures_under_a_heading_are_no_facts_that_end_a_story(lines: int) -> None:
    told = "{0}月{0}日渡輪載了{0}00名乘客，比去年同期多了{0}成，船公司在週一的記者會上這樣說，並公布了下個月的班次。"
    said = [Paragraph(text=told.format(n)) for n in range(1, lines + 1)]
    first = Paragraph(text="港口的渡輪在一場火災之後停駛了九天，居民只能搭乘漁船往返。")
    blocks: tuple[Block, ...] = (first, Heading(level=2, text="停駛之後"), *said)
    assert trimmed((*blocks, Paragraph(text="【編輯：林曉嵐】")), ())[0] == blocks


def test_who_its_author_is_under_a_name_alone_behind_the_story_is_none_of_it() -> None:
    told = tuple(Paragraph(text=f"The {n}th ship left the harbour in the morning, and nobody waved.") for n in range(5))
    name = Paragraph(text="Ida Brandt")
    vita = Paragraph(text="Born in Elmhaven in 1980, she read history there. She travels by train whenever she can.")
    authors = ("Ida Brandt",)
    assert trimmed((*told, name, vita), authors)[0] == told
    assert vita in trimmed((*told, name, vita), ("Ola Ness",))[0]
    assert vita in trimmed((*told, name, *told[:3], vita), authors)[0]
    assert vita in trimmed((*told[:2], name, *told[2:], name, vita), authors)[0]
    assert trimmed((*told, name, Paragraph(text="Ola Ness contributed to this report.")), authors)[1] != ()
