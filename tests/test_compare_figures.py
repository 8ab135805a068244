import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.compare.figures import in_figures
from watcher.compare.lexicon import lexicon_of
from watcher.compare.tokens import tokens
from watcher.compare.weigh import text_change
from watcher.model import Weight


def chinese(number: int) -> str:
    """A number below a hundred million in characters."""
    digits, signs = "零一二三四五六七八九", ("千", "百", "十", "")
    if number >= 10_000:
        above, below = divmod(number, 10_000)
        return f"{chinese(above)}万" + (("零" if below < 1_000 else "") + chinese(below) if below else "")
    figures = zip(f"{number:04}", signs, strict=True)
    said = "".join("零" if figure == "0" else digits[int(figure)] + sign for figure, sign in figures)
    return re.sub("零+", "零", said).strip("零")


SPELLINGS = {
    "en": [lambda n: f"{n:,} people", lambda n: f"{n} people", lambda n: f"{n / 1_000_000} million people"],
    "de": [
        lambda n: f"{n:,} Leute".replace(",", "."),
        lambda n: f"{n} Leute",
        lambda n: f"{n / 1_000_000} Millionen Leute".replace(".", ","),
    ],
    "zh": [lambda n: f"{n:,}人", lambda n: f"{n}人", lambda n: f"{n / 10_000}万人", lambda n: f"{chinese(n)}人"],
}


@pytest.mark.parametrize("language", SPELLINGS)
@given(st.data())
def test_spellings_of_a_number_are_equal_where_the_numbers_are(language: str, data: st.DataObject) -> None:
    numbers = st.integers(1_000, 9_999).map(lambda n: n * 1_000)
    first, second = data.draw(numbers), data.draw(numbers)
    one, other = (data.draw(st.sampled_from(SPELLINGS[language])) for _ in range(2))
    change = text_change("paragraph.edited", "blocks[0]", one(first), other(second), lexicon_of(language))
    assert ("number" in change.facts) == (first != second)
    assert (change.weight is Weight.MAJOR) == (first != second)


@given(st.sampled_from(("en", "de", "zh", "ja", "ko", "fr", "")), st.text(st.characters(codec="utf-8"), max_size=40))
def test_every_text_can_be_spelled_in_figures(language: str, text: str) -> None:
    lexicon = lexicon_of(language)
    spelled = in_figures(tokens(text), lexicon)
    assert bool(spelled.strip()) == bool(text.strip())


@pytest.mark.parametrize(
    ("language", "text", "spelled"),
    [
        ("en", "At 3:30 p.m. on Sept. 5, some 1.5 million people", "At 15h30 on 5 September, some 1500000 people"),
        ("en", "A$5 million or US$3bn", "5000000AD or 3000000000$"),
        ("de", "Am 05.09.2024 um 15.30 Uhr", "Am 5 September 2024 um 15h30"),
        ("zh", "三成民众，约3.5万亿元，晚上十二点", "30%民众，约3500000000000元，24h00"),
        ("zh", "十分高兴，有一点千万不要，第一个", "十分高兴，有一点千万不要，第1个"),
        ("zh", "三万五，三万零五，二百五十人", "35000，30005，250人"),
        ("ko", "오후 세 시 반, 1만2천 명", "15h30, 12000 명"),
        ("ko", "열한 명, 한두 명", "11명, 한두 명"),
        ("fr", "vingt et un", "21"),
        ("en", "from 3am for 3 hours", "from 3h00 for 3h"),
        ("en", "vitamin C $5", "vitamin C 5$"),
        ("es", "US$5, 5 dólares o $5", "5$, 5$ o 5PD"),
        ("de", "1.2 Millionen und 1.200 Millionen", "1.2 Millionen und 1200000000"),
        ("", "1,200 million", "1,200 million"),
    ],
)
def test_numbers_units_days_and_times_have_one_spelling(language: str, text: str, spelled: str) -> None:
    assert in_figures(tokens(text), lexicon_of(language)) == spelled
