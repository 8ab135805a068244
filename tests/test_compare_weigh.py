import pytest

from watcher.compare.lexicon import lexicon_for
from watcher.compare.numbers import number_value
from watcher.compare.rules import RULES
from watcher.compare.weigh import text_change
from watcher.model import Article, Change, Weight


def edited(before: str, after: str, language: str | None = "en") -> Change:
    lexicon = lexicon_for(Article(url="https://news.example/1", title=after, language=language))
    return text_change("paragraph.edited", "blocks[0]", before, after, lexicon)


def weight(before: str, after: str, language: str | None = "en") -> Weight:
    return edited(before, after, language).weight


def facts(before: str, after: str, language: str | None = "en") -> tuple[str, ...]:
    return edited(before, after, language).facts


NOTICED = [(rule.language, rule.fact, edit) for rule in RULES for edit in rule.noticed]
IGNORED = [(rule.language, rule.fact, edit) for rule in RULES for edit in rule.ignored]


@pytest.mark.parametrize(("language", "fact", "edit"), NOTICED)
def test_every_rule_notices_its_examples(language: str, fact: str, edit: tuple[str, str]) -> None:
    assert fact in facts(*edit, language)
    assert weight(*edit, language) == Weight.MAJOR
    assert fact in facts(edit[1], edit[0], language)


@pytest.mark.parametrize(("language", "fact", "edit"), IGNORED)
def test_every_rule_ignores_its_counterexamples(language: str, fact: str, edit: tuple[str, str]) -> None:
    assert fact not in facts(*edit, language)


def test_every_rule_that_states_a_fact_has_an_example() -> None:
    stating = [rule for rule in RULES if rule.fact]
    assert all(rule.noticed for rule in stating)
    assert {"en", "de", "fr", "es", "it", "pt", "nl", "ru", "uk", "tr", "ar", "zh", "ja", "ko"} <= {
        r.language for r in stating
    }


def test_every_numeral_rule_has_words_for_the_numbers_up_to_ten() -> None:
    for rule in RULES:
        missing = {str(number) for number in range(2, 11)} - {value for _, value in rule.valued()}
        # In Vietnamese the word for five is the one for year.
        assert rule.role != "numeral" or missing == ({"5"} if rule.language == "vi" else set()), rule.language


@pytest.mark.parametrize("endless", ["一" * 5_000 + "千", "百" * 500_000, "1" * 5_000 + "万"])
def test_what_is_longer_than_any_number_is_compared_too(endless: str) -> None:
    assert "number" in facts(f"三十人获救，{endless}。", f"五十人获救，{endless}。", "zh")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It rose by 12 points", "It rose by 21 points"),
        ("营收10.5亿元", "营收105亿元"),
        ("It changed by −5 %", "It changed by 5 %"),
        ("It changed by -5%", "It changed by 5%"),
        ("up 1.5 points", "up 15 points"),
        ("5 of 6 agreed", "6 of 5 agreed"),
        ("paid $5", "paid €5"),
        ("10² metres", "102 metres"),
        ("at 12:30", "at 12:40"),
        ("1,000 people", "1,0000 people"),
        ("死亡三人", "死亡五人"),
        ("百分之五", "百分之六"),
        ("٣ أشخاص", "٤ أشخاص"),
        ("１２人", "２１人"),
    ],
)
def test_a_changed_number_is_never_below_major(before: str, after: str) -> None:
    for old, new in ((before, after), (after, before)):
        change = edited(old, new)
        assert change.weight == Weight.MAJOR
        assert "number" in change.facts


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('He said "so".', "He said “so”."),
        ("It's over", "It’s over"),
        ("1990-1995", "1990–1995"),
        ("−5 degrees", "-5 degrees"),
        ("5 %", "5%"),
        ("Wait...", "Wait…"),
        ("他说:“好”", "他说：「好」"),
        ("在Linux上", "在 Linux 上"),
        ("One.\nTwo.", "One. Two."),
        ("« oui »", '"oui"'),
        ("A - B", "A – B"),
        ("The Café opens", "The Caf\ufffd\ufffd opens"),
        ("他说好", "他\ufffd好"),
    ],
)
def test_what_looks_alike_is_cosmetic(before: str, after: str) -> None:
    change = edited(before, after)
    assert change.weight == Weight.COSMETIC
    assert not change.facts


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("It costs 12 pounds", "It costs \ufffd2 pounds"),
        ("二十人同意", "二\ufffd人同意"),
        ("他不同意", "他\ufffd同意"),
    ],
)
def test_a_number_or_a_negation_that_is_broken_is_none(whole: str, broken: str) -> None:
    assert Weight.COSMETIC not in (weight(whole, broken), weight(broken, whole))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("They recieve help", "They receive help"),
        ("in teh house", "in the house"),
        ("the the house", "the house"),
        ("The minister spoke", "The ministers spoke"),
        ("The talks is over", "The talks are over"),
        ("He came, too", "He came too"),
        ("a book shop", "a bookshop"),
        ("the Internet", "the internet"),
        ("他高兴的说", "他高兴地说"),
    ],
)
def test_a_slip_that_changes_no_fact_is_minor(before: str, after: str) -> None:
    change = edited(before, after)
    assert change.weight == Weight.MINOR
    assert not change.facts


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ("Two were killed", "Two were injured", "en"),
        ("she was there", "he was there", "en"),
        ("价格上涨", "价格下涨", "zh"),
        ("Er gewann das Spiel", "Er verlor das Spiel", "de"),
        ("the rain came", "the rain came and the river rose high", "en"),
    ],
)
def test_another_meaning_is_major(before: str, after: str, language: str) -> None:
    assert weight(before, after, language) == Weight.MAJOR


def test_a_name_counts_wherever_it_stands() -> None:
    assert "name" in facts("Yesterday Merkel spoke", "Yesterday Scholz spoke")
    assert "name" in facts("Olaf Scholz spoke", "Christian Lindner spoke")
    assert "name" in facts("в среду Путин сказал", "в среду Песков сказал", "ru")
    assert "name" not in facts("However, it rained", "Still, it rained")
    assert "name" not in facts("the Ruby gem", "the ruby gem")


def test_a_typo_in_a_name_is_a_changed_name() -> None:
    assert facts("Yesterday Merkle spoke", "Yesterday Merkel spoke") == ("name",)


def test_words_put_into_a_mouth_are_a_changed_quotation() -> None:
    assert "quote" in facts("He said: “We will go.”", "He said: “We may go.”")
    assert "quote" in facts("a so-called expert", "a so-called “expert”")
    assert "quote" in facts("他说：「同意」", "他说：「反对」")
    assert "quote" not in facts("He said: “We will go.”", "He repeated: “We will go.”")


def test_a_pull_quote_is_a_quotation_without_marks() -> None:
    lexicon = lexicon_for(Article(url="https://news.example/1", language="en"))
    change = text_change("quote.edited", "blocks[0]", "We will go", "We may go", lexicon)
    assert change.facts == ("quote",)


def test_a_day_beside_a_month_is_a_date_as_well_as_a_number() -> None:
    assert facts("on 12 March", "on 21 March") == ("number", "date")
    assert facts("since 2019", "since 2020") == ("number", "date")


def test_a_date_is_told_in_full_or_in_words() -> None:
    assert "date" in facts("am 03.05.2024", "am 04.05.2024", "de")
    assert facts("he came yesterday", "he came today") == ("date",)


def test_the_language_is_guessed_where_the_article_does_not_say() -> None:
    assert "negation" in facts(
        "Der Rat hat das für die Stadt erlaubt", "Der Rat hat das für die Stadt nicht erlaubt", None
    )
    assert "negation" in facts("The council is in the town", "The council is not in the town", "xx")


def test_a_language_is_known_by_its_first_two_letters() -> None:
    assert "negation" in facts("Er kam.", "Er kam nicht.", "de-AT")


def test_what_came_as_a_whole_is_major_and_one_span() -> None:
    lexicon = lexicon_for(Article(url="https://news.example/1"))
    change = text_change("paragraph.added", "blocks[0]", None, "Five people died.", lexicon)
    assert (change.weight, change.facts, change.spans) == (Weight.MAJOR, (), (("+", "Five people died."),))
    assert text_change("paragraph.removed", "blocks[0]", "* * *", None, lexicon).weight == Weight.COSMETIC


@pytest.mark.parametrize(
    ("word", "group", "value"),
    [
        ("1,000", ",", "1000"),
        ("1.000", ".", "1000"),
        ("1,000", ".", "1,000"),
        ("1 000", "", "1000"),
        ("1'000'000", "", "1000000"),
        ("1,234,567", "", "1234567"),
        ("−5 %", "", "-5%"),
        ("１２", "", "12"),
        ("10.5億", "", "10.5亿"),
    ],
)
def test_a_number_is_compared_by_what_it_says(word: str, group: str, value: str) -> None:
    assert number_value(word, group) == value
