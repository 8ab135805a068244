"""Which edits a notice discloses: those that it names or repeats, never one that only came with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from builders import NOON, article, revision
from hypothesis import given
from hypothesis import strategies as st

from watcher.compare import compare, disclosed, disclosed_in
from watcher.model import Article, Block, Disclosure, Image, Notice, Paragraph, Revision

CALM = "Nobody was hurt when the ferry to Lowen Island lost power, the harbour office said."
MANY, MORE = (f"All {n} passengers were brought ashore by a fishing boat." for n in (12, 21))
ASKED, ASKS = (f"Ines {name}, who runs the harbour office, asked for patience." for name in ("Markwart", "Markward"))
SORRY = "The company was sorry for what happened, it said in a statement."
DE = ("Alle 12 Passagiere wurden an Land gebracht.", "Ines Markwart leitet das Amt.")
DE_NOW = ("Alle 21 Passagiere wurden an Land gebracht.", "Ines Markward leitet das Amt.")
FR = ("Les 12 passagers ont été ramenés à terre.", "Inès Marquart dirige le port.")
FR_NOW = ("Les 21 passagers ont été ramenés à terre.", "Inès Marquard dirige le port.")
RU = ("Все 12 пассажиров доставлены на берег.", "Инес Маркварт руководит портом.")
RU_NOW = ("Все 21 пассажир доставлены на берег.", "Инес Марквард руководит портом.")
ZH = ("渡轮上共有12名乘客。", "港务局局长李建国说，渡轮周一恢复。")
ZH_NOW = ("渡轮上共有21名乘客。", "港务局局长王建国说，渡轮周一恢复。")
JA = ("フェリーには12人が乗っていた。", "市長の佐藤健氏は語った。")
JA_NOW = ("フェリーには21人が乗っていた。", "市長の佐藤建氏は語った。")
KO = ("여객선에는 12명이 타고 있었다.", "김민수 시장이 말했다.")
KO_NOW = ("여객선에는 21명이 타고 있었다.", "박민수 시장이 말했다.")
AR = ("كان على متن العبارة 12 راكبا.", "قالت إيناس ماركوارت إن الميناء مغلق.")
AR_NOW = ("كان على متن العبارة 21 راكبا.", "قالت إيناس ماركوارد إن الميناء مغلق.")

MONDAY, TUESDAY = (
    Image(src="https://n.example/1.jpg", asset="n.example/1", role="lead", caption=f"The ferry on {day}")
    for day in ("Monday", "Tuesday")
)
OTHER = Image(src="https://n.example/2.jpg", asset="n.example/2", role="lead", caption="The ferry on Monday")

Blocks = Sequence[str | Block]


def story(blocks: Blocks, *notices: str, language: str = "en", **fields: object) -> Article:
    read = [Paragraph(text=block) if isinstance(block, str) else block for block in blocks]
    told = [Notice(text=text) for text in notices]
    return article(blocks=(*read, *told), language=language, **fields)


def meant(old: Article, new: Article) -> list[str]:
    """The places of the edits that are disclosed."""
    changes = compare(old, new)
    return [changes[k].path for one in disclosed(new, changes).own for k in one.changes]


def paths(old: Article, new: Article) -> list[str]:
    """The places of the undisclosed edits."""
    changes = compare(old, new)
    return [changes[k].path for k in disclosed(new, changes).undisclosed]


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        ("This article has been updated.", [0, 1]),
        ("Updated at 14:30 GMT on 5 March 2026", [0, 1]),
        ("Correction: The article has been changed.", [0, 1]),
        ("Correction", [0, 1]),
        ("An earlier version of this article said 12 passengers were aboard.", [0]),
        ("An earlier version said twelve passengers were aboard.", [0]),
        ("Update (14:30): 21 passengers were aboard, the company said.", [0]),
        ("An earlier version misstated the number of passengers.", [0]),
        ("An earlier version misstated how many passengers were aboard.", [0]),
        ("An earlier version misspelled the name of Ines Markward.", [1]),
        ("This article was amended on 12 March 2026 to correct the spelling of Ines Markward.", [1]),
        ("The harbour master is Ines Markward, not “Markwart” as an earlier version said.", [1]),
        ("An earlier version misstated the number of passengers and the name of Ines Markward.", [0, 1]),
        ("An earlier version misspelled a name.", [1]),
    ],
)
def test_a_notice_tells_of_what_it_names_or_repeats_and_else_of_all_text(notice: str, told: list[int]) -> None:
    old, new = story((MANY, ASKED)), story((MORE, ASKS), notice)
    assert meant(old, new) == [f"blocks[{k}]" for k in told]
    assert paths(old, new) == [f"blocks[{k}]" for k in (0, 1) if k not in told]


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: The caption of the picture misstated the day.",
        "This article was amended on 21 March 2026 because the photo caption misstated the day.",
        "An earlier headline misstated where the ferry was going.",
        "An earlier version carried a photo of another ferry.",
        "The byline of this article has been corrected.",
        "An earlier version misspelled the name of a ferry in the caption.",
        "Correction: The bridge is 2.4 km long.",
        "An earlier version called the boat a “trawler”.",
        "A paragraph has been removed from this article.",
        "Update: The ferry will run again on Friday, the company said.",
        "Editor’s note: The author is a member of the harbour board.",
        "Editor’s note: Names were changed at the request of the passengers.",
    ],
)
def test_a_notice_on_something_else_does_not_disclose_a_changed_toll(notice: str) -> None:
    old, new = story((CALM, MANY)), story((CALM, MORE), notice)
    assert meant(old, new) == []
    assert paths(old, new) == ["blocks[1]"]


@pytest.mark.parametrize(
    ("language", "old", "new", "notice", "told"),
    [
        ("de", DE, DE_NOW, "In einer früheren Version war der Name von Ines Markward falsch geschrieben.", 1),
        ("de", DE, DE_NOW, "Korrektur, 5. März 2026: Zunächst hieß es, 12 Passagiere seien an Bord gewesen.", 0),
        ("de", DE, DE_NOW, "Die Zahl der Passagiere wurde am 12. März um 14.30 Uhr korrigiert.", 0),
        ("fr", FR, FR_NOW, "Rectificatif : le nombre de passagers était erroné.", 0),
        ("ru", RU, RU_NOW, "В предыдущей версии новости была неверно указана фамилия Марквард.", 1),
        ("ru", RU, RU_NOW, "В предыдущей версии говорилось о 12 пассажирах.", 0),
        ("zh", ZH, ZH_NOW, "更正：本文先前版本将王建国误写为李建国。", 1),
        ("zh", ZH, ZH_NOW, "更正：本文先前版本误称船上有12人。", 0),
        ("zh", ZH, ZH_NOW, "本文于3月12日14时更正，乘客人数有误。", 0),
        ("ja", JA, JA_NOW, "訂正：当初の記事で市長の名前に誤りがありました。正しくは佐藤建氏です。", 1),
        ("ko", KO, KO_NOW, "기존 기사에서 시장의 이름을 김민수로 잘못 적어 바로잡습니다.", 1),
        ("ar", AR, AR_NOW, "تصحيح: ورد في نسخة سابقة أن عدد الركاب 12.", 0),
    ],
)
def test_it_is_understood_in_many_languages(
    language: str, old: Blocks, new: Blocks, notice: str, told: int
) -> None:  # fmt: skip
    assert meant(story(old, language=language), story(new, notice, language=language)) == [f"blocks[{told}]"]


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("en", "The photo caption has been corrected."),
        ("de", "Die Bildunterschrift wurde am 12. März um 14.30 Uhr korrigiert."),
        ("fr", "La légende de la photo a été corrigée le 12 mars."),
        ("es", "El pie de foto ha sido corregido."),
        ("pt", "A legenda da foto foi corrigida."),
        ("it", "La didascalia della foto è stata corretta."),
        ("nl", "Het fotobijschrift is gecorrigeerd."),
        ("ru", "Исправлена подпись к фотографии."),
        ("uk", "Виправлено підпис до фото."),
        ("tr", "Fotoğraf altyazısı düzeltilmiştir."),
        ("ar", "تم تصحيح تعليق الصورة."),
        ("he", "הכיתוב לתמונה תוקן."),
        ("fa", "شرح عکس اصلاح شد."),
        ("hi", "तस्वीर का कैप्शन सुधारा गया है।"),
        ("th", "แก้ไขคำบรรยายภาพ"),
        ("zh", "编者注：图片说明已于3月12日更正。"),
        ("ja", "写真説明を訂正しました。"),
        ("ko", "사진 설명을 바로잡습니다."),
        ("sv", "Bildtexten har rättats."),
        ("da", "Billedteksten er rettet."),
        ("fi", "Kuvatekstiä on korjattu."),
        ("pl", "Poprawiono podpis pod zdjęciem."),
        ("cs", "Popisek pod fotografií byl opraven."),
        ("ro", "Legenda fotografiei a fost corectată."),
        ("hu", "A képaláírást javítottuk."),
        ("el", "Η λεζάντα της φωτογραφίας διορθώθηκε."),
        ("id", "Keterangan foto telah dikoreksi."),
        ("vi", "Chú thích ảnh đã được đính chính."),
    ],
)
def test_a_notice_on_a_caption_means_the_caption_in_every_language(language: str, notice: str) -> None:
    old = story((MANY, MONDAY), language=language)
    assert meant(old, story((MORE, TUESDAY), notice, language=language)) == ["blocks[1].caption"]


def test_a_notice_on_the_caption_of_a_picture_means_that_caption_only() -> None:
    other = replace(OTHER, caption="The mayor of the island")
    old = story((MANY, MONDAY, other))
    new = story(
        (MORE, TUESDAY, replace(other, src="https://n.example/3.jpg", asset="n.example/3", caption="The old mayor")),
        "The caption of the ferry picture has been corrected.",
    )
    assert meant(old, new) == ["blocks[1].caption"]


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        ("An earlier version of this article omitted the word “not” by mistake.", True),
        ("An earlier version misspelled the name of Ines Markward.", False),
    ],
)
def test_a_turned_statement_is_disclosed_only_by_a_notice_that_repeats_it(notice: str, told: bool) -> None:
    old = story(("Ines Markwart will open the harbour on Friday.",))
    new = story(("Ines Markward will not open the harbour on Friday.",), notice)
    assert bool(meant(old, new)) is told


@pytest.mark.parametrize(
    ("language", "old", "new", "notice", "told"),
    [
        ("en", "Some 1.2 million fled.", "Some 1.3 million fled.", "Correction: 1,200,000 did not flee.", True),
        ("de", "Rund 1,2 Millionen flohen.", "Rund 1,3 Millionen flohen.", "Korrektur: Nicht 1.200.000 flohen.", True),
        ("zh", "约1.2万人撤离。", "约1.3万人撤离。", "更正：应为一万三千，而非12000。", True),
        ("ja", "3人が死亡した。", "5人が死亡した。", "訂正：死者は三人ではなく五人でした。", True),
        ("ko", "3명이 숨졌다.", "5명이 숨졌다.", "정정: 사망자는 세 명이 아니라 다섯 명입니다.", True),
        ("en", "Some 1.2 million fled.", "Some 1.3 million fled.", "Correction: 1,200 stayed.", False),
        ("zh", "约1.2万人撤离。", "约1.3万人撤离。", "更正：受伤者应为一千二百人。", False),
        ("zh", "火灾造成三人受伤。", "火灾造成四人受伤。", "更正：伤者应为4人，此前误为3人。", True),
        ("ja", "三人が負傷した。", "四人が負傷した。", "訂正：負傷者は4人でした。3人は誤りです。", True),
        (
            "en",
            "It hurt 3 people.",
            "It hurt 4 people.",
            "This article was amended to correct the name in paragraph 3.",
            False,
        ),
        (
            "es",
            "Hirió a 3 personas.",
            "Hirió a 4 personas.",
            "Corrección: el nombre en el párrafo 3 estaba mal.",
            False,
        ),
        ("ko", "세 명이 다쳤다.", "네 명이 다쳤다.", "정정: 세 번째 단락의 이름을 바로잡습니다.", False),
    ],
)
def test_a_number_may_be_repeated_in_another_spelling(
    language: str, old: str, new: str, notice: str, told: bool
) -> None:  # fmt: skip
    assert bool(meant(story((old,), language=language), story((new,), notice, language=language))) is told


def test_a_notice_on_the_picture_means_another_picture() -> None:
    old, new = story((MANY, MONDAY)), story((MORE, OTHER), "The photo with this story has been replaced, it was wrong.")
    assert meant(old, new) == ["blocks[1]"]


def test_a_notice_on_the_headline_means_the_headline() -> None:
    old = story((MANY,), title="Ferry to Lowen Island sinks")
    new = story((MORE,), "The headline of this article was changed.", title="Ferry to Lowen Island stopped")
    assert meant(old, new) == ["title"]


def test_a_notice_on_the_publication_date_means_that_time() -> None:
    old = story((MANY,), published_at="2026-03-01T10:00:00Z")
    new = story((MORE,), "The publication date has been corrected.", published_at="2026-03-02T10:00:00Z")
    assert meant(old, new) == ["published_at"]


def test_what_was_added_and_removed_is_told_by_notices_that_say_so() -> None:
    more = story((CALM, MORE, SORRY), "This article was updated to include a statement of the company.")
    assert meant(story((CALM, MANY)), more) == ["blocks[2]"]
    less = story((CALM, MORE), "A paragraph has been removed from this article.")
    assert meant(story((CALM, MANY, SORRY)), less) == ["blocks[2]"]


def test_a_notice_in_a_language_without_rules_is_given_the_benefit_of_the_doubt() -> None:
    old, new = story((MANY,), language="eu"), story((MORE,), "Testua zuzendu da.", language="eu")
    assert meant(old, new) == ["blocks[0]"]


def test_a_label_that_stands_alone_belongs_to_the_notice_below_it() -> None:
    old, new = story((MANY, ASKED)), story((MORE, ASKS), "Correction", "The number of passengers was given as 12.")
    changes = compare(old, new)
    (one,) = disclosed(new, changes).own
    assert (one.notice, [changes[k].path for k in one.changes]) == ("blocks[3]", ["blocks[0]"])


def test_only_what_is_new_in_an_edited_notice_is_read() -> None:
    first = "The photo caption has been corrected."
    old, new = story((MANY, MONDAY), first), story((MORE, TUESDAY), f"{first} The number of passengers was wrong, too.")
    assert meant(old, new) == ["blocks[0]"]


def test_each_of_two_notices_tells_of_its_own_edit() -> None:
    old = story((MANY, ASKED))
    new = story((MORE, ASKS), "Correction: the number of passengers was wrong.", "Correction: a name was misspelled.")
    assert [(one.notice, one.changes) for one in disclosed(new, compare(old, new)).own] == [
        ("blocks[2]", (0,)),
        ("blocks[3]", (1,)),
    ]


def test_without_a_notice_every_major_edit_of_text_is_undisclosed() -> None:
    old = story((MANY, MONDAY), modified_at="2026-03-01T10:00:00Z")
    new = story((MORE, OTHER), modified_at="2026-03-01T11:00:00Z")
    assert paths(old, new) == ["blocks[0]"]


def history(*steps: tuple[Article, float]) -> list[Revision]:
    """Revisions of these articles, each so many hours after noon."""
    found = [revision(steps[0][0], first_seen_at=NOON)]
    for number, ((before, _), (after, hours)) in enumerate(pairwise(steps), start=2):
        at = NOON + timedelta(hours=hours)
        found.append(revision(after, number=number, changes=compare(before, after), first_seen_at=at))
    return found


@pytest.mark.parametrize(
    ("notice", "hours", "told"),
    [
        ("An earlier version of this article said 12 passengers were aboard.", 300, True),
        ("An earlier version misstated the number of passengers.", 300, True),
        ("This article has been corrected.", 20, True),
        ("This article has been corrected.", 30, False),
        ("This article has been updated.", 1, False),
        ("The photo caption has been corrected.", 1, False),
        ("Correction: The bridge is 2.4 km long.", 1, False),
        ("Editor’s note: The author lives on the island.", 1, False),
    ],
)
def test_a_notice_that_came_later_tells_of_the_edit_that_it_names(notice: str, hours: float, told: bool) -> None:
    edited = story((CALM, MORE))
    found = disclosed_in(history((story((CALM, MANY)), 0), (edited, 1), (story((CALM, MORE), notice), 1 + hours)))
    assert found[2].undisclosed == (() if told else (0,))
    assert found[2].later == ((Disclosure(notice="blocks[2]", changes=(0,), revision=3),) if told else ())
    assert found[3].earlier == ((Disclosure(notice="blocks[2]", changes=(0,), revision=2),) if told else ())


def test_a_late_notice_means_the_newest_edit_that_it_names() -> None:
    texts = [MANY.replace("12", number) for number in ("12", "21", "23")]
    noted = story((texts[2],), "The number of passengers has been corrected.")
    found = disclosed_in(history(*((story((text,)), hours) for hours, text in enumerate(texts)), (noted, 9)))
    assert (found[2].undisclosed, found[3].undisclosed) == ((0,), ())


def test_a_notice_that_tells_of_its_own_edit_does_not_look_back() -> None:
    notice = "The number of passengers has been corrected."
    found = disclosed_in(
        history((story((MANY,)), 0), (story((MORE,)), 1), (story((MORE.replace("21", "23"),), notice), 2))
    )
    assert (found[2].undisclosed, found[3].own[0].changes) == ((0,), (0,))


def test_a_hostile_notice_is_read_in_no_time_and_tells_of_nothing() -> None:
    old, new = story((CALM, MANY) * 40), story((CALM, MORE) * 40, *(["“a (" * 9_000 + "zahl korrigiert"] * 40))
    assert meant(old, new) == []


PIECES = (
    "Correction: correction caption headline 12 21 2.4 Markward Markwart not nicht “boats” boats ferry passengers name "
    "number updated version 更正 图片说明 王建国 十二人 不 訂正 잘못 تصحيح . ! 。 5 March 14:30 10h22"
)
WORDS = st.lists(st.sampled_from([*PIECES.split(), "\n", "\ud800", "\u202e"]), max_size=12).map(" ".join)


@given(old=WORDS, new=WORDS, notice=WORDS, language=st.sampled_from(["en", "de", "zh", "ar", "pl", None]))
def test_whatever_a_notice_says_an_edit_is_either_disclosed_or_not(
    old: str, new: str, notice: str, language: str | None
) -> None:
    before, after = story((CALM, old or CALM)), story((CALM, new or CALM), notice or "Correction")
    changes = compare(replace(before, language=language), replace(after, language=language))
    found = disclosed(replace(after, language=language), changes)
    told = {position for one in found.own for position in one.changes}
    assert told.isdisjoint(found.undisclosed)
    assert all(changes[position].kind not in ("notice.added", "modified.changed") for position in told)
    assert all(changes[position].weight == "major" for position in found.undisclosed)
