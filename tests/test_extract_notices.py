"""Corrections, clarifications, updates, notes of the editors, in many languages; and what only looks like one."""

from __future__ import annotations

import pytest
from pages_html import ENGLISH, added, article_page, page, paragraphs, read

from watcher.extract.notices import is_notice
from watcher.model import Block, Heading, Notice, Paragraph

NOTICES = {
    "en": (
        "Correction: an earlier version of this story said there were three cables. There are two.",
        "CORRECTION (5 March 2026): The inspection was the first in nine years, not in eight.",
        "Clarification, March 5: The ferries run every ten minutes on weekdays only.",
        "Editor's note: The number of vehicles has been put right.",
        "Editor’s Note — This report was first published by our island edition.",
        "This article was amended on 5 March 2026 to say when the ferries run.",
        "This story has been updated to include a statement from the council.",
        "Update, 3:15 p.m.: The council has answered our questions.",
        "[UPDATE 14:30] The first ferry has left the pier.",
        "*An earlier version of this article misstated the age of the bridge.",
        "5 March 2026: This article was corrected; the bridge has two cables and not three.",
        "Corrections & clarifications: The name of the harbour master is Ida Brandt.",
        "Updated to include the harbour master's answer.",
    ),
    "de": (
        "Korrektur: In einer früheren Fassung war von drei Seilen die Rede. Es sind zwei.",
        "Anmerkung der Redaktion: Wir haben die Zahl der Fahrzeuge nachträglich berichtigt.",
        "In einer früheren Version dieses Artikels hieß es, die Brücke habe drei Tragseile.",
        "Dieser Artikel wurde am 5. März 2026 um eine Stellungnahme der Stadt ergänzt.",
        "Update, 14.30 Uhr: Die erste Fähre hat abgelegt.",
        "Richtigstellung (5. März): Die Prüfung war die erste seit neun Jahren.",
        "Transparenzhinweis: Die Autorin wohnt am Ostufer.",
        "Anm. d. Red.: Die Angaben zur Zahl der Fahrzeuge stammen von der Stadt.",
        "Wir haben diesen Artikel nach einem Hinweis des Hafenamts korrigiert.",
        "Anders als zunächst berichtet, hat die Brücke zwei Tragseile.",
    ),
    "fr": (
        "Rectificatif : le pont compte deux câbles et non trois.",
        "Cet article a été modifié le 5 mars pour préciser les horaires des bacs.",
        "Mise à jour, 14h30 : le premier bac a quitté le quai.",
        "Note de la rédaction : le nombre de véhicules a été corrigé.",
        "NDLR : les horaires sont ceux du mois de mars.",
        "Une version antérieure de cet article indiquait que le pont avait trois câbles.",
        "Contrairement à ce que nous écrivions, le pont compte deux câbles.",
        "Précision (5 mars 2026) : les bacs ne partent que les jours ouvrables.",
    ),
    "es": (
        "Corrección: una versión anterior de este artículo decía que eran tres cables.",
        "Fe de erratas: el puente tiene dos cables principales.",
        "Nota de la redacción: se ha corregido el número de vehículos.",
        "Este artículo ha sido actualizado con las declaraciones del concejo.",
        "Actualización (5 de marzo, 14:30): el primer transbordador ya ha salido.",
        "Una versión anterior de esta noticia daba un número de cables equivocado.",
        "Hemos corregido esta información: los cables son dos.",
    ),
    "pt": (
        "Correção: uma versão anterior deste texto trazia o número errado de carros.",
        "Errata: a ponte tem dois cabos, e não três.",
        "Nota da redação: o horário das balsas foi corrigido.",
        "Diferentemente do que foi publicado, a ponte tem dois cabos.",
        "Esta reportagem foi atualizada às 14h30 com a resposta da prefeitura.",
        "Atualização: a primeira balsa já saiu do cais.",
        "Erramos: o nome da engenheira é Ida Brandt.",
    ),
    "it": (
        "Rettifica: i cavi danneggiati sono due e non tre.",
        "Errata corrige: il ponte ha due cavi.",
        "Questo articolo è stato aggiornato con la risposta del comune.",
        "Una precedente versione di questo articolo parlava di tre cavi.",
        "Nota della redazione: il numero dei veicoli è stato corretto.",
        "Aggiornamento ore 14:30: il primo traghetto è partito.",
    ),
    "nl": (
        "Correctie: in een eerdere versie stond dat het om drie kabels ging.",
        "Rectificatie (5 maart): de brug heeft twee kabels.",
        "Dit artikel is op 5 maart aangepast na een reactie van de gemeente.",
        "In een eerdere versie van dit artikel stond een verkeerd aantal auto's.",
        "Noot van de redactie: de vertrektijden gelden alleen op werkdagen.",
        "Update 14.30 uur: de eerste veerboot is vertrokken.",
    ),
    "ru": (
        "Исправление: в предыдущей версии текста говорилось о трёх тросах, на самом деле их два.",
        "Уточнение (5 марта): паромы ходят каждые десять минут.",
        "Примечание редакции: число машин исправлено.",
        "Обновлено в 14:30: первый паром отошёл от причала.",
        "В первоначальной версии материала была указана неверная дата.",
        "Новость дополнена комментарием мэрии.",
        "UPD: Первый паром отошёл от причала.",
        "От редакции: число тросов указано со слов инженеров.",
    ),
    "uk": (
        "Виправлення: у попередній версії йшлося про три троси, насправді їх два.",
        "Уточнення: пороми ходять щодесять хвилин.",
        "Оновлено о 14:30: перший пором відійшов від причалу.",
        "Від редакції: кількість машин виправлено.",
        "У попередній версії новини було вказано хибну дату.",
        "Новину доповнено коментарем мерії.",
    ),
    "tr": (
        "Düzeltme: Haberin önceki sürümünde üç kablo yazıyordu, doğrusu ikidir.",
        "Editörün notu: Araç sayısı sonradan düzeltildi.",
        "Güncelleme (14:30): İlk feribot iskeleden ayrıldı.",
        "Bu haber, belediyenin açıklaması eklenerek güncellenmiştir.",
        "Haberin ilk halinde köprünün üç kablosu olduğu yazılmıştı.",
        "Düzeltme ve özür: Mühendisin adı yanlış yazılmıştır.",
    ),
    "ar": (
        "تصحيح: ذكرت نسخة سابقة من هذا المقال أن عدد الكابلات ثلاثة والصحيح اثنان.",
        "توضيح: تعمل العبارات في أيام الأسبوع فقط.",
        "ملاحظة المحرر: جرى تصويب عدد المركبات.",
        "تم تحديث هذا الخبر بإضافة رد البلدية.",
        "تحديث (14:30): غادرت العبارة الأولى الرصيف.",
        "ورد في نسخة سابقة من الخبر عدد غير صحيح.",
        "تنويه: الأوقات المذكورة بالتوقيت المحلي.",
    ),
    "zh-Hans": (
        "更正：本文较早版本误写为三根主缆，实为两根。",
        "编者按：本文于周二更新，补充了市议会的答复。",
        "【更正】大桥共有两根主缆。",
        "更新（3月5日14:30）：第一班渡轮已经离开码头。",
        "本文已于3月5日更新，加入市政府的回应。",
        "此前版本误将主缆写为三根。",
        "（编注：渡轮仅在工作日运行。）",
        "勘误：工程师的名字应为林晓岚。",
    ),
    "zh-Hant": (
        "更正：本文較早版本誤寫為三根主纜，實為兩根。",
        "編者按：本文於週二更新，補充了市議會的答覆。",
        "【更正啟事】大橋共有兩根主纜。",
        "更新（3月5日14:30）：第一班渡輪已經離開碼頭。",
        "本文已於3月5日修訂，加入市政府的回應。",
        "勘誤：工程師的名字應為林曉嵐。",
        "澄清：渡輪僅在工作日行駛。",
    ),
    "ja": (
        "訂正：以前の記事で主ケーブルを三本としていましたが、正しくは二本です。",
        "【訂正】主ケーブルは二本でした。",
        "お詫びと訂正：技師の名前に誤りがありました。",
        "この記事は3月5日に更新されました。",
        "編集部注：渡し船は平日のみ運航する。",
        "※追記（14:30）：最初の渡し船が桟橋を離れた。",
        "当初の記事で三本としていたのは誤りでした。",
        "主ケーブルの数が誤っていました。訂正してお詫びします。",
    ),
    "ko": (
        "정정: 이전 기사에서 주 케이블을 세 가닥으로 적었으나 두 가닥이 맞습니다.",
        "[정정보도] 대교의 주 케이블은 두 가닥입니다.",
        "이 기사의 이전 버전에서 건축 연도가 잘못 표기됐습니다.",
        "편집자 주: 나룻배는 평일에만 다닙니다.",
        "이 기사는 3월 5일 시의 답변을 담아 수정되었습니다.",
        "바로잡습니다: 기술자의 이름은 김하늘입니다.",
        "[업데이트] 첫 나룻배가 부두를 떠났다.",
    ),
}
LOOKALIKES = {
    "en": (
        "Corrections officers at the island prison were brought over by ferry, the harbour master said on Monday.",
        "A correctional facility on the island will be closed for good once the bridge is open again.",
        "Correction in stock markets: what the fall of shipping shares means for the port and its workers.",
        "Updates: follow us on every channel that you can think of.",
        "Update your app to see where the ferries are at any time of the day.",
        "Clarification of the rules will take until the autumn, the council said after the meeting.",
        "Updated to version nine, the timetable app shows every ferry on the water.",
        "The update of the timetable, said the harbour master, would take until the end of the week at least.",
        "Editors noted that the bridge had been inspected nine years ago.",
    ),
    "de": (
        "Die Korrekturen am Fahrplan, sagte der Hafenmeister, würden bis zum Ende der Woche dauern.",
        "Korrektur an den Börsen: Was der Fall der Reedereiaktien für den Hafen bedeutet.",
        "Update-Zyklen von zwei Wochen sind bei der Fahrplan-App die Regel.",
        "Berichtigung des Haushalts nennt der Rat, was andere eine Kürzung nennen.",
    ),
    "fr": (
        "Correction à la Bourse : ce que la chute des armateurs veut dire pour le port.",
        "Mise à jour de l’application : les bacs y sont désormais visibles à toute heure.",
        "La correction des horaires prendra une semaine, selon la capitainerie.",
        "Précisions d’horloger et patience d’ange, voilà ce que demande cette inspection.",
    ),
    "es": (
        "Corrección en los mercados: qué significa la caída de las navieras para el puerto.",
        "Actualización del sistema de horarios, la gran tarea del otoño para el concejo.",
        "La aclaración de las reglas llegará en otoño, según el concejo.",
    ),
    "pt": (
        "Correção nos mercados: o que a queda das ações das empresas de navegação significa para o porto.",
        "Atualização do aplicativo mostra todas as balsas a qualquer hora.",
        "A correção dos horários levará uma semana.",
    ),
    "it": (
        "Correzione dei mercati: che cosa significa il crollo degli armatori per il porto.",
        "Aggiornamento dell’app: ora si vedono tutti i traghetti.",
        "La rettifica degli orari richiederà una settimana.",
    ),
    "nl": (
        "Correctie op de beurs: wat de val van de rederijen voor de haven betekent.",
        "Update je app om te zien waar de veerboten zijn.",
        "De correctie van de dienstregeling duurt nog een week.",
    ),
    "ru": (
        "Поправка к закону о портах принята в первом чтении.",
        "Исправление расписания займёт неделю, сообщили в порту.",
        "Обновление приложения: паромы теперь видны в любое время.",
        "Уточнение бюджета города отложили до осени.",
    ),
    "uk": (
        "Виправлення розкладу триватиме тиждень, повідомили в порту.",
        "Оновлення застосунку: пороми тепер видно будь-коли.",
        "Уточнення бюджету міста відклали до осені.",
    ),
    "tr": (
        "Düzeltme hareketi borsada sürüyor, denizcilik hisseleri düştü.",
        "Güncelleme geldi, feribotlar artık uygulamada her an görülebiliyor.",
        "Bu haber iskelede bekleyenleri sevindirdi.",
    ),
    "ar": (
        "تصحيح المسار الاقتصادي سيستغرق أعواما بحسب المجلس.",
        "تحديث التطبيق يتيح رؤية العبارات في أي وقت.",
        "توضيح القواعد سيأتي في الخريف كما قال المجلس.",
    ),
    "zh-Hans": (
        "更正错误需要勇气，市长在会议上这样对记者说。",
        "他要求报社更正：大桥并没有三根主缆，只有两根。",
        "更新换代后的渡轮每小时可以多运四十辆车。",
        "澄清湖水需要三年时间，环保部门表示。",
    ),
    "zh-Hant": (
        "更正錯誤需要勇氣，市長在會議上這樣對記者說。",
        "更新換代後的渡輪每小時可以多運四十輛車。",
        "他要求報社更正：大橋並沒有三根主纜，只有兩根。",
    ),
    "ja": (
        "訂正放送を求める声が市議会で相次いだ。",
        "お詫びの言葉を市長は最後まで口にしなかった。",
        "更新作業は一週間かかると港湾局は説明した。",
        "追記型の台帳を市は来年から使う。",
    ),
    "ko": (
        "정정당당하게 겨루겠다고 두 후보는 말했다.",
        "업데이트 소식에 시민들은 반가움을 나타냈다.",
        "수정 예산안은 가을로 미뤄졌다.",
    ),
}
_TRUE = [(lang, text) for lang, texts in NOTICES.items() for text in texts]
_FALSE = [(lang, text) for lang, texts in LOOKALIKES.items() for text in texts]


def inside(html: str) -> tuple[Block, ...]:
    return added(read(article_page(html)))


def ids(table: dict[str, tuple[str, ...]]) -> list[str]:
    return [f"{lang}-{n}" for lang, texts in table.items() for n, _ in enumerate(texts)]


@pytest.mark.parametrize(("lang", "text"), _TRUE, ids=ids(NOTICES))
def test_a_correction_is_a_notice(lang: str, text: str) -> None:
    assert is_notice(text)
    assert inside(f"<p><em>{text}</em></p>") == (Notice(text=text),)


@pytest.mark.parametrize(("lang", "text"), _FALSE, ids=ids(LOOKALIKES))
def test_what_only_speaks_of_corrections_is_none(lang: str, text: str) -> None:
    assert not is_notice(text)


def test_every_language_has_enough_of_both() -> None:
    assert NOTICES.keys() == LOOKALIKES.keys()
    assert all(len(texts) >= 4 for texts in NOTICES.values())
    assert all(len(texts) >= 2 for texts in LOOKALIKES.values())


# -- where it stands -------------------------------------------------------------------------------------------------

TEXT = "The bridge has two cables and not three, as was written here before."
BOXES = (
    "<div class='correction'><p>{}</p></div>",
    "<aside class='editors-note'><p>{}</p></aside>",
    "<div class='article-update-note newsletter'><p>{}</p></div>",
    "<section class='clarification related'><p>{}</p></section>",
    "<footer class='amendment'><p><i>{}</i></p></footer>",
    "<div id='corrections'>{}</div>",
)
TOLD = "Correction: " + TEXT


@pytest.mark.parametrize("box", BOXES)
def test_a_box_with_the_name_of_a_notice_holds_one_whatever_it_says(box: str) -> None:
    assert inside(box.format(TEXT)) == (Notice(text=TEXT),)


@pytest.mark.parametrize("box", BOXES)
def test_a_box_before_or_behind_the_story_is_read(box: str) -> None:
    story = f"<div class='story'>{paragraphs()}</div>"
    before = read(page(f"<article>{box.format(TEXT)}{story}</article>"))
    behind = read(page(f"<article>{story}{box.format(TEXT)}<div class='tags'><a href='/t'>bridge</a></div></article>"))
    story_blocks = tuple(Paragraph(text=t) for t in ENGLISH.paragraphs)
    assert before.blocks == (Notice(text=TEXT), *story_blocks)
    assert before.standfirst is None
    assert behind.blocks == (*story_blocks, Notice(text=TEXT))


@pytest.mark.parametrize(
    "box", ["<aside><p>{}</p></aside>", "<footer><p>{}</p></footer>", "<div class='sidebar'>{}</div>", "<p>{}</p>"]
)
def test_a_notice_behind_the_story_is_read_by_what_it_says(box: str) -> None:
    story = f"<div class='story'>{paragraphs()}</div>"
    article = read(page(f"<article>{story}{box.format(TOLD)}</article>"))
    assert article.blocks[-1] == Notice(text=TOLD)


@pytest.mark.parametrize(
    "label", ["<h3>Correction</h3>", "<p><b>Correction, 5 March 2026</b></p>", "<h4>Editor’s note:</h4>"]
)
def test_the_paragraph_below_a_label_is_the_notice(label: str) -> None:
    found = inside(f"{label}<p>{TEXT}</p><p>{ENGLISH.standfirst}</p>")
    assert [b.kind for b in found] == ["notice", "notice", "paragraph"]
    assert found[1] == Notice(text=TEXT)


@pytest.mark.parametrize("label", ["<b>Correction</b>", "<strong>Editor’s note</strong>", "<em>Korrektur</em>"])
def test_a_label_set_apart_needs_no_colon(label: str) -> None:
    (found,) = inside(f"<p>{label} {TEXT}</p>")
    assert isinstance(found, Notice)


def test_update_as_a_sub_heading_heads_the_story_that_goes_on() -> None:
    assert inside(f"<h3>Update</h3><p>{TEXT}</p>") == (Heading(level=3, text="Update"), Paragraph(text=TEXT))


def test_the_line_that_only_says_when_it_was_updated_is_no_notice() -> None:
    assert inside("<p>Updated on 5 March 2026, 14:30</p>") == ()


def test_lines_of_the_staff_before_a_notice_are_credits() -> None:
    article = read(
        article_page(after="", before="").replace(
            "</article>", f"<p>Additional reporting by our island newsroom</p><p>{TOLD}</p></article>"
        )
    )
    assert article.credits == ("Additional reporting by our island newsroom",)
    assert article.blocks[-1] == Notice(text=TOLD)
    assert len(article.blocks) == len(ENGLISH.paragraphs) + 1


@pytest.mark.parametrize("label", ["Update", "Mise à jour", "업데이트"])
def test_a_label_in_bold_over_a_notice_is_no_heading(label: str) -> None:
    said = "Correction: the bridge has two main cables, not three."
    assert inside(f"<p><b>{label}</b><br>{said}</p>") == (Notice(text=label), Notice(text=said))
    assert isinstance(inside(f"<h3>{label}</h3><p>The bridge has two main cables, and both hold.</p>")[0], Heading)


def test_a_list_of_one_correction_is_a_notice() -> None:
    note = "This article was amended on 4 March 2026. An earlier version gave the wrong pier."
    assert added(read(article_page(f"<ul><li><p><em>{note}</em></p></li></ul>"))) == (Notice(text=note),)


@pytest.mark.parametrize(
    "line",
    ["Die Namen wurden nicht geändert.", "I nomi non sono stati cambiati.", "Имя собеседницы не изменено."],
)
def test_names_that_were_not_changed_are_no_notice(line: str) -> None:
    assert not is_notice(line)


def test_points_under_the_label_of_a_notice_are_notices() -> None:
    found = added(read(article_page("<h4>Correction</h4><ul><li>The pier is in Lowen, not in Alma.</li></ul>")))
    assert found == (Notice(text="Correction"), Notice(text="The pier is in Lowen, not in Alma."))
