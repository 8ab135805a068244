"""A full article of which only the beginning is left over an offer to sell the rest: blocked, and never an edit."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import page as seen
from pages_html import (
    ARABIC,
    CHINESE,
    ENGLISH,
    FRENCH,
    GERMAN,
    JAPANESE,
    KOREAN,
    RUSSIAN,
    SPANISH,
    TURKISH,
    Story,
    article_page,
    linked_data,
    news,
    page,
    read,
    texts,
)
from test_decide import Life, told

from watcher.extract import explained
from watcher.model import Page

QUIET = (None, None, 0)
OFFERS: dict[str, tuple[Story, tuple[str, ...]]] = {
    "en": (
        ENGLISH,
        ("Continue reading with Harbour Plus", "Unlimited access for €1 a week. Already a subscriber? Log in."),
    ),
    "en-2": (
        ENGLISH,
        ("Subscribe to read the full story", "Cancel whenever you like.", "Already have an account? Sign in"),
    ),
    "de": (
        GERMAN,
        (
            "Weiterlesen mit Hafenpost+",
            "Alle Artikel im ersten Monat für 1 Euro.",
            "Sie haben bereits ein Abo? Hier anmelden",
        ),
    ),
    "de-2": (GERMAN, ("Dieser Artikel ist nur für Abonnenten.", "Jetzt testen und weiterlesen")),
    "fr": (
        FRENCH,
        (
            "Lire la suite",
            "Cet article est réservé aux abonnés. Dès 1 € le premier mois.",
            "Déjà abonné ? Se connecter",
        ),
    ),
    "es": (
        SPANISH,
        (
            "Para seguir leyendo, hazte suscriptor",
            "Suscríbete para leer sin límites por 1 € al mes.",
            "¿Ya eres suscriptor? Inicia sesión",
        ),
    ),
    "pt": (
        SPANISH,
        ("Continue lendo com o Plano Porto", "Assine para ter acesso a tudo por R$ 1.", "Já é assinante? Entre"),
    ),
    "it": (
        FRENCH,
        ("Per continuare a leggere abbonati", "Tutti gli articoli a 1 € il primo mese.", "Sei già abbonato? Accedi"),
    ),
    "nl": (
        GERMAN,
        ("Verder lezen? Word abonnee", "Dit artikel is alleen voor abonnees.", "Al abonnee? Log in om verder te lezen"),
    ),
    "ru": (RUSSIAN, ("Чтобы читать дальше, оформите подписку", "Первый месяц за 1 рубль.", "Уже есть подписка? Войти")),
    "uk": (
        RUSSIAN,
        ("Щоб читати далі, оформіть передплату", "Перший місяць за 1 гривню.", "Вже маєте передплату? Увійти"),
    ),
    "tr": (
        TURKISH,
        ("Haberin devamını okumak için abone olun", "İlk ay yalnızca 1 lira.", "Zaten abone misiniz? Giriş yapın"),
    ),
    "ar": (ARABIC, ("لمتابعة القراءة اشترك الآن", "هذا المحتوى متاح للمشتركين فقط.", "هل أنت مشترك؟ سجل الدخول")),
    "zh": (CHINESE, ("付费阅读", "订阅后继续阅读全文，首月仅需一元。", "已是会员？登录")),
    "zh-Hant": (CHINESE, ("繼續閱讀全文", "本文為付費內容，訂閱後可閱讀。", "已是會員？登入")),
    "ja": (
        JAPANESE,
        ("続きを読むには会員登録が必要です", "この記事は有料会員限定です。残り 1,204文字", "会員の方はログイン"),
    ),
    "ko": (KOREAN, ("기사 전문을 읽으려면 구독하세요", "유료 회원 전용 기사입니다.", "이미 구독 중이신가요? 로그인")),
}


def box(lines: tuple[str, ...]) -> str:
    return f"<div class='paywall'><h3>{lines[0]}</h3>{plain(lines[1:])}</div>"


def plain(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{t}</p>" for t in lines)


def section(lines: tuple[str, ...]) -> str:
    return f"<section><h2>{lines[0]}</h2><p>{' '.join(lines[1:])}</p><a href='/abo'>1 €</a></section>"


FORMS: dict[str, Callable[[tuple[str, ...]], str]] = {"box": box, "plain": plain, "section": section}
cases = pytest.mark.parametrize("lang", OFFERS)


def printed(of: Story, count: int, offer: str = "", head: str = "") -> Page:
    story = "".join(f"<p>{text}</p>" for text in of.paragraphs[:count])
    return seen(page(f"<article>{story}{offer}</article>", title=of.title, lang=of.language, head=head))


@cases
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [1, 2])
def test_a_full_article_that_becomes_a_stub_is_blocked_and_told_once(lang: str, form: str, count: int) -> None:
    story, lines = OFFERS[lang]
    full, stub = printed(story, 4), printed(story, count, FORMS[form](lines))
    life = Life(full)
    assert told(life.look(stub)) == ("blocked", *QUIET)
    assert told(life.look(stub)) == ("blocked", "article.blocked", None, 1)
    assert told(life.look(stub)) == ("blocked", *QUIET)
    assert told(life.look(full)) == ("same", "article.restored", None, 1)


@cases
@pytest.mark.parametrize("form", FORMS)
def test_the_text_of_a_stub_is_read_and_its_offer_is_not(lang: str, form: str) -> None:
    story, lines = OFFERS[lang]
    article = read(printed(story, 2, FORMS[form](lines)).body)
    assert texts(article) == list(story.paragraphs[:2])
    assert article.credits == ()


@pytest.mark.parametrize("count", [1])
def test_what_linked_data_calls_sold_is_a_stub_where_most_is_gone(count: int) -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".sold"}
    head = linked_data(news(isAccessibleForFree=False, hasPart=part, datePublished="2026-03-02T09:00:00Z"))
    life = Life(printed(ENGLISH, 4, head=head))
    assert told(life.look(printed(ENGLISH, count, head=head))) == ("blocked", *QUIET)


def test_what_linked_data_calls_sold_is_read_where_it_is_there() -> None:
    head = linked_data(news(isAccessibleForFree=False))
    life = Life(printed(ENGLISH, 4, head=head))
    edited = seen(printed(ENGLISH, 4, head=head).body.replace(b"41,000", b"14,000"))
    assert told(life.look(edited)) == ("changed", None, 2, 1)


def test_a_last_paragraph_that_was_taken_out_is_an_edit() -> None:
    assert told(Life(printed(ENGLISH, 4)).look(printed(ENGLISH, 3))) == ("changed", None, 2, 1)


def test_paragraphs_taken_out_of_the_middle_are_an_edit_whatever_is_offered_below() -> None:
    offer = FORMS["box"](OFFERS["en"][1])
    kept = (ENGLISH.paragraphs[0], ENGLISH.paragraphs[3])
    body = "".join(f"<p>{text}</p>" for text in kept)
    cut = seen(page(f"<article>{body}{offer}</article>", title=ENGLISH.title))
    assert told(Life(printed(ENGLISH, 4)).look(cut)) == ("changed", None, 2, 1)


def test_a_stub_that_is_all_that_was_ever_seen_is_the_article() -> None:
    offer = FORMS["box"](OFFERS["en"][1])
    life = Life()
    assert told(life.look(printed(ENGLISH, 2, offer))) == ("new", None, 1, 0)
    assert told(life.look(printed(ENGLISH, 2, offer.replace("€1", "€2")))) == ("same", *QUIET)
    assert told(life.look(printed(ENGLISH, 4))) == ("changed", None, 2, 1)


def test_the_reader_says_that_it_saw_the_beginning_only() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".sold"}
    head = linked_data(news(isAccessibleForFree="False", hasPart=[part]))
    offered = printed(ENGLISH, 2, FORMS["plain"](OFFERS["en"][1]))
    said = explained(offered.body, offered.url, content_type=offered.content_type).signals["body"]
    assert said.endswith("only the beginning: an offer to read on follows")
    empty = printed(ENGLISH, 2, head=head)
    said = explained(empty.body, empty.url, content_type=empty.content_type).signals["body"]
    assert said.endswith("only the beginning: JSON-LD says that .sold is not free, and it is not there")
    sold = f"<div class='sold'>{''.join(f'<p>{t}</p>' for t in ENGLISH.paragraphs[2:])}</div>"
    whole = printed(ENGLISH, 2, sold, head=head)
    article = read(whole.body)
    assert texts(article) == list(ENGLISH.paragraphs)
    assert "only" not in explained(whole.body, whole.url, content_type=whole.content_type).signals["body"]


@pytest.mark.parametrize(
    "line",
    [
        "To continue reading old letters, he said, he would need another pair of glasses.",
        "“Continue reading,” the teacher told the class, and nobody looked out of the window.",
        "The island is not already a member of the port association, the council said.",
        "Lire la suite des lettres lui demanderait une autre paire de lunettes, dit-il.",
        "他说，要继续阅读这些旧信，他需要另一副眼镜。",
    ],
)
def test_a_sentence_that_speaks_of_reading_on_inside_a_story_stays(line: str) -> None:
    body = f"<p>{ENGLISH.paragraphs[0]}</p><p>{line}</p>" + "".join(
        f"<p>{text}</p>" for of in (ENGLISH, GERMAN, FRENCH) for text in of.paragraphs[1:]
    )
    found = texts(read(page(f"<article>{body}</article>")))
    assert found[0] == ENGLISH.paragraphs[0]
    assert found[-1] == FRENCH.paragraphs[-1]


@pytest.mark.parametrize(
    ("story", "line"),
    [
        (ENGLISH, "Continue reading below"),
        (GERMAN, "Jetzt weiterlesen"),
        (FRENCH, "Lire la suite"),
        (SPANISH, "Sigue leyendo"),
    ],
)
def test_a_story_that_goes_on_behind_a_line_to_read_on_is_read_to_its_end(story: Story, line: str) -> None:
    last = f"{story.paragraphs[-1]} {story.paragraphs[0]}"
    shown = "".join(f"<p>{text}</p>" for text in (*story.paragraphs[:-1], line, last))
    article = read(page(shown, title=story.title, lang=story.language))
    assert texts(article)[-1] == last
    assert line not in texts(article)


@pytest.mark.parametrize(
    "line", ["Continue reading below", "Advertisement. Scroll to continue reading.", "Sigue leyendo"]
)
def test_short_paragraphs_behind_a_line_to_read_on_are_the_story(line: str) -> None:
    said = ("“We ate from tins for a year,” said the fisherman, 54.", "The boats were turned over on the sand.")
    last = "Nobody had told them for how long it would be, and nobody asked."
    shown = "".join(f"<p>{text}</p>" for text in (*ENGLISH.paragraphs, line, *said, last))
    assert texts(read(page(shown)))[-3:] == [*said, last]


def test_a_box_named_paywall_says_that_only_the_beginning_is_there() -> None:
    box = (
        "<div class='paywall'><p>Il vous reste 85 % de cet article à lire. La suite est réservée aux abonnés.</p></div>"
    )
    html = page(f"<p>{FRENCH.paragraphs[0]}</p>{box}", title=FRENCH.title, lang="fr")
    assert "only the beginning" in explained(html.encode(), "https://news.example/a").signals["body"]
    whole = page(f"<p>{FRENCH.paragraphs[0]}</p><div class='paywall'></div>", title=FRENCH.title, lang="fr")
    assert "only the beginning" not in explained(whole.encode(), "https://news.example/a").signals["body"]


def test_a_story_about_paywalls_loses_only_the_line_to_read_on() -> None:
    early = "Readers must subscribe to read the full article, the publisher of the harbour's paper said on Monday."
    long = (
        "Whoever wants to continue reading after three stories will be asked to pay, said the editor, who called it "
        "the last chance of a newsroom that has lost half of its forty reporters within nine years."
    )
    last = f"{ENGLISH.paragraphs[-1]} {ENGLISH.paragraphs[0]}"
    shown = (early, *ENGLISH.paragraphs, *ENGLISH.paragraphs, "Continue reading below", long, last)
    article = read(page("".join(f"<p>{text}</p>" for text in shown)))
    assert texts(article) == [text for text in shown if text != "Continue reading below"]


READ = {
    "lt": ("Norėdami skaityti toliau, prenumeruokite", "Pirmas mėnuo už 1 €."),
    "sk": ("Odomknite si článok", "Prvý mesiac za 1 €."),
    "th": ("สมัครสมาชิกเพื่ออ่านต่อ", "เดือนแรกเพียง 1 บาท"),
    "he": ("הכתבה למנויים בלבד", "חודש ראשון בשקל אחד."),
}


@pytest.mark.parametrize("lang", READ)
@pytest.mark.parametrize("form", FORMS)
def test_an_offer_that_is_read_as_text_is_no_edit_of_the_story(lang: str, form: str) -> None:
    stub = printed(ENGLISH, 2, FORMS[form](READ[lang]))
    assert [f.outcome for f in Life(printed(ENGLISH, 4)).all(stub, stub)] == ["blocked", "blocked"]


WALLS = tomllib.loads(Path(__file__).with_name("walls.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", WALLS)
def test_an_offer_is_known_in_the_words_of_every_language(language: str) -> None:
    wrong = []
    for offer in WALLS[language]["offers"].splitlines():
        stub = printed(ENGLISH, 2, "".join(f"<p>{line}</p>" for line in offer.split(" | ")))
        outcome = Life(printed(ENGLISH, 4)).look(stub).outcome
        if outcome != "blocked" or texts(read(stub.body)) != list(ENGLISH.paragraphs[:2]):
            wrong.append((offer, outcome))
    assert wrong == []


@pytest.mark.parametrize("language", [language for language, said in WALLS.items() if "story" in said])
def test_a_sentence_that_sounds_like_an_offer_is_read(language: str) -> None:
    for line in WALLS[language]["story"].splitlines():
        assert line in texts(read(article_page(f"<p>{line}</p>")))


def test_the_title_with_which_an_offers_box_begins_is_no_end_of_the_story() -> None:
    box = (
        "<div><p>Readers are the life of the paper</p><p>To continue reading, subscribe to the Harbour Post.</p></div>"
    )
    assert texts(read(printed(ENGLISH, 2, box).body)) == list(ENGLISH.paragraphs[:2])
