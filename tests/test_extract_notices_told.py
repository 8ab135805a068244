"""Notices in the languages of the smaller presses, and what only begins like one."""

from __future__ import annotations

import pytest
from pages_html import ENGLISH, added, article_page, read

from watcher.extract.notices import is_notice
from watcher.model import Notice

NOTICES = {
    "sv": (
        "Rättelse: Bron har två kablar, inte tre.",
        "I en tidigare version av artikeln stod det tre kablar.",
        "Artikeln har uppdaterats med ett svar från kommunen.",
    ),
    "nb": (
        "Rettelse: Broen har to kabler, ikke tre.",
        "I en tidligere versjon av saken sto det tre kabler.",
        "Artikkelen er oppdatert med svar fra kommunen.",
        "Presisering (5. mars): Fergen går bare på hverdager.",
    ),
    "da": ("Rettelse: Broen har to kabler og ikke tre.", "I en tidligere udgave af artiklen stod der tre kabler."),
    "fi": (
        "Oikaisu: Sillassa on kaksi vaijeria, ei kolmea.",
        "Jutun aiemmassa versiossa kerrottiin kolmesta vaijerista.",
        "Juttua korjattu 5.3. kello 14: vaijereita on kaksi.",
    ),
    "pl": (
        "Sprostowanie: most ma dwie liny, a nie trzy.",
        "W poprzedniej wersji tekstu była mowa o trzech linach.",
        "Artykuł został zaktualizowany o odpowiedź urzędu.",
        "Od redakcji: nazwisko inżynierki zostało poprawione.",
    ),
    "cs": (
        "Oprava: Most má dvě lana, nikoli tři.",
        "V původní verzi článku stála tři lana.",
        "Článek jsme doplnili o vyjádření radnice.",
    ),
    "sk": ("Oprava: Most má dve laná, nie tri.", "V pôvodnej verzii článku boli uvedené tri laná."),
    "hu": (
        "Helyesbítés: A hídnak két kábele van, nem három.",
        "A cikk korábbi változatában három kábel szerepelt.",
        "Cikkünket a hivatal válaszával frissítettük.",
    ),
    "ro": (
        "Erată: podul are două cabluri, nu trei.",
        "O versiune anterioară a acestui articol vorbea de trei cabluri.",
        "Acest articol a fost actualizat cu răspunsul primăriei.",
    ),
    "sr": (
        "Ispravka: Most ima dva kabla, a ne tri.",
        "U ranijoj verziji teksta stajala su tri kabla.",
        "Исправка: Мост има два кабла, а не три.",
    ),
    "bg": ("Корекция: мостът има две въжета, а не три.", "В предишна версия на текста се говореше за три въжета."),
    "el": (
        "Διόρθωση: Η γέφυρα έχει δύο συρματόσχοινα και όχι τρία.",
        "Σε προηγούμενη έκδοση του άρθρου αναφέρονταν τρία.",
        "Το άρθρο ενημερώθηκε με την απάντηση του δήμου.",
    ),
    "ca": (
        "Rectificació: el pont té dos cables i no tres.",
        "Una versió anterior d’aquest article deia que eren tres.",
    ),
    "id": (
        "Ralat: Jembatan itu punya dua kabel, bukan tiga.",
        "Versi sebelumnya dari artikel ini menyebut tiga kabel.",
        "Artikel ini telah diperbarui dengan jawaban pemerintah kota.",
    ),
    "vi": (
        "Đính chính: Cây cầu có hai dây cáp chứ không phải ba.",
        "Phiên bản trước của bài viết nói có ba dây cáp.",
        "Bài viết đã được cập nhật với trả lời của thành phố.",
    ),
    "th": ("แก้ไข: สะพานมีสายเคเบิลสองเส้น ไม่ใช่สามเส้น", "บทความนี้ได้รับการแก้ไขเมื่อวันที่ 5 มีนาคม"),
    "fa": ("اصلاحیه: پل دو کابل دارد و نه سه کابل.", "در نسخه قبلی این مطلب از سه کابل سخن رفته بود."),
    "he": (
        "תיקון: לגשר שני כבלים ולא שלושה.",
        "בגרסה קודמת של הכתבה נכתב שלושה כבלים.",
        "הכתבה עודכנה בתגובת העירייה.",
    ),
    "hi": ("सुधार: पुल में दो केबल हैं, तीन नहीं।", "इस लेख के पहले संस्करण में तीन केबल लिखे गए थे।"),
    "bn": ("সংশোধনী: সেতুতে দুটি তার, তিনটি নয়।", "এই প্রতিবেদনের আগের সংস্করণে তিনটি তারের কথা ছিল।"),
    "ta": ("திருத்தம்: பாலத்தில் இரண்டு கம்பிகள், மூன்று அல்ல.", "இந்தக் கட்டுரையின் முந்தைய பதிப்பில் மூன்று என்று இருந்தது."),
}
LOOKALIKES = {
    "sv": ("Rättelsen av tidtabellen tar en vecka, säger hamnen.", "Uppdatera appen för att se var färjorna är."),
    "nb": (
        "Rettelsen av rutetabellen tar en uke, sier havnen.",
        "Oppdateringen kom fredag, og fergene er synlige igjen.",
    ),
    "da": ("Rettelsen af køreplanen tager en uge, siger havnen.", "Opdatering af appen gør færgerne synlige."),
    "fi": ("Korjaus kestää viikon, kertoo satama.", "Päivitys näyttää nyt lautat kartalla."),
    "pl": ("Korekta rozkładu potrwa tydzień, podał port.", "Aktualizacja aplikacji pokazuje promy na mapie."),
    "cs": ("Oprava mostu potrvá tři týdny, uvedla radnice.", "Opravy začnou v březnu a skončí v létě."),
    "sk": ("Oprava mosta potrvá tri týždne.", "Aktualizácia aplikácie ukazuje trajekty na mape."),
    "hu": (
        "Pontosítás végett a hivatal közölte, hogy két kábel van.",
        "Frissítés után az alkalmazás mutatja a kompokat.",
    ),
    "ro": ("Precizarea a venit joi de la primărie.", "Actualizarea aplicației arată feriboturile pe hartă."),
    "sr": ("Ispravka reda vožnje traje nedelju dana.", "Ažuriranje aplikacije pokazuje trajekte na mapi."),
    "bg": ("Корекция на бюджета няма да има, каза кметът.", "Уточнението дойде в четвъртък."),
    "el": ("Διόρθωση πορείας ζητά ο δήμος.", "Ενημέρωση για τα δρομολόγια δίνεται κάθε πρωί στο λιμάνι."),
    "ca": ("La correcció dels horaris trigarà una setmana.", "Rectificació d’última hora a l’ajuntament."),
    "id": ("Koreksi harga tiket feri berlaku mulai Senin.", "Klarifikasi itu datang pada Kamis dari wali kota."),
    "vi": ("Cập nhật ứng dụng để xem phà đang ở đâu.", "Đính chính là điều thành phố chưa muốn làm."),
    "th": ("แก้ไขปัญหาการจราจรต้องใช้เวลาสามสัปดาห์ เทศบาลกล่าว", "ชี้แจงต่อชาวบ้านว่าสะพานยังใช้ได้"),
    "fa": ("اصلاحیه بودجه هنوز به شورا نرسیده است.", "توضیح شهردار برای ساکنان کافی نبود."),
    "he": ("תיקון הגשר יימשך שלושה שבועות, אמרו בעירייה.", "עדכון לוח הזמנים ייכנס לתוקף ביום ראשון."),
    "hi": ("सुधार की ज़रूरत पुल को है, महापौर ने कहा।", "संशोधन विधेयक अगले सप्ताह आएगा।"),
    "bn": ("সংশোধন করা সময়সূচি আগামী সপ্তাহে আসবে।", "আপডেট করা অ্যাপে ফেরি দেখা যায়।"),
    "ta": ("திருத்தம் செய்யப்பட்ட அட்டவணை அடுத்த வாரம் வரும்.", "புதுப்பிப்பு வேலை மூன்று வாரங்கள் எடுக்கும்."),
}
SAID = "Correction: The bridge has two cables and not three."


@pytest.mark.parametrize("text", [text for texts in NOTICES.values() for text in texts])
def test_a_correction_is_a_notice_in_every_language(text: str) -> None:
    assert is_notice(text)


@pytest.mark.parametrize("text", [text for texts in LOOKALIKES.values() for text in texts])
def test_a_sentence_that_begins_with_such_a_word_is_none(text: str) -> None:
    assert not is_notice(text)


def test_every_language_has_notices_and_lookalikes() -> None:
    assert NOTICES.keys() == LOOKALIKES.keys()


@pytest.mark.parametrize(
    "box",
    [
        "<details><summary>Update</summary><p>{}</p></details>",
        "<details open><summary>Changes to this story</summary><p>{}</p></details>",
        "<aside><h4>From our desk</h4><p>{}</p></aside>",
    ],
)
def test_a_notice_that_is_folded_away_or_titled_is_read(box: str) -> None:
    assert Notice(text=SAID) in added(read(article_page(box.format(SAID))))


def test_below_the_label_of_a_notice_any_words_are_one() -> None:
    text = "The bridge has two cables and not three."
    found = added(read(article_page(f"<aside><h4>Correction</h4><p>{text}</p></aside>")))
    assert found == (Notice(text="Correction"), Notice(text=text))


def test_a_box_beside_the_story_is_no_notice_for_a_paragraph_that_is_one() -> None:
    box = f"<aside><h4>More on bridges</h4><p>{ENGLISH.standfirst}</p><p>{SAID}</p></aside>"
    assert added(read(article_page(box))) == ()
