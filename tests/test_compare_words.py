import regex
from hypothesis import example, given
from hypothesis import strategies as st

from watcher.compare.spans import spans_of
from watcher.compare.tokens import tokens
from watcher.compare.words import reworded
from watcher.model import Span

# What is hard to cut: marks that join, scripts without spaces, signs, units, odd spaces.
AWKWARD = st.sampled_from(
    list("ab c.5,% -−12亿国不ก่ำเ\u0301é👨\u200d👩👍🏽🇩🇪한\u1112\u1161\u11abكٌ'’\n\u00a0\u200c\ufe0f\u20e3\uff9e\u0600")
)
TEXTS = st.text(alphabet=AWKWARD, max_size=25) | st.text(max_size=20)


def spans(before: str, after: str) -> list[Span]:
    return list(spans_of(reworded(before, after)))


def words(text: str) -> list[str]:
    return list(tokens(text).words)


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """(what went, what came) for each changed place."""
    found = spans(before, after)
    return [text for op, text in found if op == "-"], [text for op, text in found if op == "+"]


def test_words_of_spaced_scripts_are_never_cut() -> None:
    assert spans("The council agreed.", "The council disagreed.") == [
        ("=", "The council "), ("-", "agreed"), ("+", "disagreed"), ("=", "."),
    ]  # fmt: skip
    assert changed("Он сказал правду", "Он сказала правду") == (["сказал"], ["сказала"])
    assert changed("I don’t know", "I didn’t know") == (["don’t"], ["didn’t"])


def test_characters_are_compared_in_chinese_japanese_and_korean() -> None:
    assert changed("市长同意了计划", "市长反对了计划") == (["同意"], ["反对"])
    assert changed("首相は東京にいる", "首相は大阪にいる") == (["東京"], ["大阪"])
    assert changed("서울은 덥다", "부산은 덥다") == (["서울"], ["부산"])


def test_a_number_is_never_split() -> None:
    assert changed("up 2.4 points", "up 2.6 points") == (["2.4"], ["2.6"])
    assert changed("共10.5亿元", "共105亿元") == (["10.5亿"], ["105亿"])
    assert changed("changed by −5 % today", "changed by 5 % today") == (["−5 %"], ["5 %"])
    assert changed("in 12 cases", "in 21 cases") == (["12"], ["21"])
    assert changed("at 12:30 sharp", "at 12:45 sharp") == (["12:30"], ["12:45"])
    assert changed("cost 1,000 euros", "cost 1,500 euros") == (["1,000"], ["1,500"])
    assert changed("1 000 000 Menschen", "1 500 000 Menschen") == (["1 000 000"], ["1 500 000"])
    assert changed("paid $2.4m for it", "paid $2.6m for it") == (["$2.4m"], ["$2.6m"])


def test_a_hyphen_between_words_is_no_minus() -> None:
    assert words("COVID-19") == ["COVID", "-", "19"]
    assert words("2019-2020") == ["2019", "-", "2020"]
    assert words("on 2024-01-21") == ["on", "2024-01-21"]


def test_initials_and_versions_stay_whole() -> None:
    assert words("the U.S. and v2.4") == ["the", "U.S", ".", "and", "v2.4"]


def test_thai_and_arabic_keep_their_marks() -> None:
    assert changed("เขาได้รับ", "เขาไม่ได้รับ") == ([], ["ไม่"])
    assert changed("น้ำดี", "น้ำเย็น") == (["ดี"], ["เย็น"])
    assert changed("كِتَابٌ جديد", "كِتَابٌ قديم") == (["جديد"], ["قديم"])


def test_an_emoji_of_several_characters_is_one_piece() -> None:
    assert changed("all 👨‍👩‍👧 here", "all 👨‍👩‍👦 here") == (["👨‍👩‍👧"], ["👨‍👩‍👦"])
    assert changed("yes 👍", "yes 👍🏽") == (["👍"], ["👍🏽"])


def test_a_tiny_equal_stretch_between_changes_belongs_to_them() -> None:
    assert spans("one two, three four", "five two, six four")[-1] == ("=", " four")
    assert changed("他是由国家来的", "他是被国民派的") == (["由国家来"], ["被国民派"])


def test_a_long_equal_stretch_between_changes_stays() -> None:
    assert [op for op, _ in spans("red house by the river", "blue house by the sea")] == ["-", "+", "=", "-", "+"]


def test_white_space_beside_a_change_is_not_marked() -> None:
    assert spans("the cat sat", "the big cat sat") == [("=", "the "), ("+", "big "), ("=", "cat sat")]
    assert spans("the cat", "the cat sat") == [("=", "the cat"), ("+", " sat")]


def test_an_added_sentence_is_marked_as_a_whole() -> None:
    before, after = "It rained. The match was off.", "It rained. The wind rose. The match was off."
    assert spans(before, after) == [("=", "It rained. "), ("+", "The wind rose. "), ("=", "The match was off.")]


def test_only_white_space_that_differs_is_marked() -> None:
    assert spans("在Linux上", "在 Linux 上") == [("=", "在"), ("+", " "), ("=", "Linux"), ("+", " "), ("=", "上")]
    assert spans("a  b", "a b") == [("=", "a"), ("-", "  "), ("+", " "), ("=", "b")]


def test_texts_beyond_all_bounds_are_compared_by_sentences() -> None:
    sentences = [f"Sentence number {i} says that item {i * 7} was seen." for i in range(1500)]
    edited = [*sentences[:10], "Nothing was seen at all.", *sentences[11:1490], "The end came.", *sentences[1491:]]
    gone, come = changed(" ".join(sentences), " ".join(edited))
    assert len("".join(gone)) < 200
    assert come[-1].startswith("The end came")


@given(TEXTS, TEXTS)
@example("1️⃣", "2️⃣")
@example("  ́", " ́")
def test_spans_give_both_texts_and_cut_no_character(before: str, after: str) -> None:
    found = spans(before, after)
    assert all(text for _, text in found)
    for side, text in (("-", before), ("+", after)):
        kept = [part for op, part in found if op in ("=", side)]
        assert "".join(kept) == text
        borders = {0} | {match.end() for match in regex.finditer(r"\X", text)}
        assert {sum(map(len, kept[:n])) for n in range(len(kept) + 1)} <= borders


@given(TEXTS)
def test_the_pieces_of_a_text_give_the_text(text: str) -> None:
    found = tokens(text)
    ends = [start + len(word) for start, word in zip(found.starts, found.words, strict=False)]
    between = [text[end:start] for end, start in zip([0, *ends], found.starts, strict=True)]
    assert not "".join(between).strip()
    assert [text[start : start + len(word)] for start, word in zip(found.starts, found.words, strict=False)] == list(
        found.words
    )


@given(TEXTS, st.integers(0, 9), st.integers(0, 9))
@example("The river 東京の川 rose by 3.5 m", 1, 4)
@example("東京の川", 1, 2)
def test_a_part_holds_the_pieces_of_the_whole(text: str, first: int, many: int) -> None:
    whole = tokens(text)
    first = min(first, len(whole.words))
    behind = min(first + many, len(whole.words))
    part = whole.part(first, behind)
    assert list(part.words) == list(whole.words[first:behind])
    assert [part.text[start : part.end(n)] for n, start in enumerate(part.starts[:-1])] == list(part.words)
    assert part.text == text[whole.starts[first] : whole.starts[behind]]
    assert part.starts[-1] == len(part.text)


@given(st.text(alphabet="ab .5,0-−$€%km万’(é", max_size=25))
@example("10 000 and 5 % or 3 万 for $ 5")
def test_a_text_is_cut_alike_whatever_white_space_stands_at_its_end(text: str) -> None:
    even = " ".join(text.split())
    assert words(even) == words(f"{even}\n") == words(f"{even}  ")


@given(st.text(alphabet="ابجدאבג ٠١٫٬،؛؟.5,0-−€%km(ك", max_size=25))
@example("ارتفع الجسر 12,5 م، ثم هبط؟")
def test_arabic_and_hebrew_are_cut_alike_beside_what_is_cut_with_more_care(text: str) -> None:
    even = " ".join(text.split())
    assert words(f"{even} 👍🏽") == [*words(even), "👍🏽"]


@given(TEXTS)
def test_a_text_compared_with_itself_is_equal(text: str) -> None:
    assert {op for op, _ in spans(text, text)} <= {"="}
