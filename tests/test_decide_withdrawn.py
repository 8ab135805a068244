"""A line in place of the story that says it is gone: an event, in any language, and never an edit."""

from __future__ import annotations

import pytest
from builders import page as seen
from pages_html import ENGLISH, page
from test_decide import Life, told

from watcher.model import Page

QUIET = (None, None, 0)
LINES = {
    "en": "This article is no longer available.",
    "de": "Der Beitrag wurde gelöscht.",
    "fr": "Cet article a été retiré du site.",
    "es": "La nota fue retirada.",
    "pt": "A reportagem foi retirada do ar.",
    "it": "L’articolo è stato rimosso.",
    "nl": "Dit artikel is niet meer beschikbaar.",
    "da": "Artiklen er ikke længere tilgængelig.",
    "nb": "Artikkelen er avpublisert.",
    "sv": "Artikeln har avpublicerats.",
    "fi": "Juttu ei ole enää saatavilla.",
    "pl": "Artykuł został usunięty.",
    "cs": "Článek byl stažen.",
    "sk": "Článok už nie je dostupný.",
    "hu": "A cikk már nem elérhető.",
    "ro": "Articolul nu mai este disponibil.",
    "hr": "Ovaj članak više nije dostupan.",
    "sl": "Članek ni več na voljo.",
    "bg": "Тази статия вече не е достъпна.",
    "ru": "Материал удалён.",
    "uk": "Статтю видалено.",
    "el": "Το άρθρο δεν είναι πλέον διαθέσιμο.",
    "et": "Artikkel ei ole enam saadaval.",
    "lv": "Raksts vairs nav pieejams.",
    "lt": "Straipsnis nebepasiekiamas.",
    "tr": "Bu haber yayından kaldırıldı.",
    "ar": "تم حذف هذا الخبر.",
    "fa": "این مطلب حذف شده است.",
    "he": "הכתבה הוסרה.",
    "ur": "یہ خبر اب دستیاب نہیں ہے۔",
    "hi": "यह लेख अब उपलब्ध नहीं है।",
    "bn": "সংবাদটি প্রত্যাহার করা হয়েছে।",
    "ta": "இந்தச் செய்தி நீக்கப்பட்டது.",
    "th": "ข่าวนี้ถูกลบแล้ว",
    "vi": "Bài viết không còn tồn tại.",
    "id": "Artikel ini sudah tidak tersedia.",
    "sw": "Habari hii imeondolewa.",
    "zh": "此文章已下架。",
    "ja": "この記事は公開を終了しました。",
    "ko": "삭제된 기사입니다.",
    "ca": "Aquesta notícia ha estat retirada.",
    "is": "Fréttin hefur verið fjarlægð.",
    "mk": "Статијата е избришана.",
    "sq": "Ky artikull është hequr.",
    "az": "Bu xəbər silinmişdir.",
    "kk": "Мақала жойылды.",
    "ka": "სტატია წაშლილია.",
    "hy": "Հոդվածը հեռացվել է։",
    "tl": "Inalis na ang artikulong ito.",
}
FULL = seen(page(f"<article>{''.join(f'<p>{text}</p>' for text in ENGLISH.paragraphs)}</article>", title=ENGLISH.title))


def shown(body: str, title: str = ENGLISH.title) -> Page:
    return seen(page(f"<article>{body}</article>", title=title))


@pytest.mark.parametrize("lang", LINES)
@pytest.mark.parametrize("element", ["<p>{}</p>", "<div class='x7'><span>{}</span></div>", "<p><b>{}</b></p>"])
def test_a_story_in_whose_place_a_line_says_so_is_gone(lang: str, element: str) -> None:
    life, gone = Life(FULL), shown(element.format(LINES[lang]))
    assert told(life.look(gone)) == ("gone", *QUIET)
    assert told(life.look(gone)) == ("gone", "article.gone", None, 1)
    assert told(life.look(FULL)) == ("same", "article.restored", None, 1)


def test_a_line_that_says_why_is_what_now_stands_there() -> None:
    why = shown("<p>This article was removed because two of its sources turned out to be one and the same person.</p>")
    assert [f.outcome for f in Life(FULL).all(why, why)] == ["unreadable", "changed"]


def test_a_line_among_the_story_takes_nothing_away() -> None:
    story = "".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    assert Life(FULL).look(shown(f"{story}<p>This video is no longer available.</p>")).outcome != "gone"


def test_hardly_a_sentence_under_another_headline_is_never_an_edit() -> None:
    other = shown("<p>Déi Säit gëtt et leider net méi.</p>", title="Et deet eis leed")
    assert [f.outcome for f in Life(FULL).all(other, other, other)] == ["unreadable"] * 3
