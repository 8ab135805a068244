"""Notices as newsrooms of many languages word them, beside five edits of which each tells of some."""

from __future__ import annotations

import pytest
from builders import article

from watcher.compare import compare, disclosed
from watcher.model import Article, Image, Notice, Paragraph

# For each language: what was and what is of a number, a name, a date, the headline and a caption.
EDITS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("The fire destroyed 14 houses in the old town.", "The fire destroyed 41 houses in the old town."),
        ("Mayor Liz Harrow said help was on its way.", "Mayor Liz Harlow said help was on its way."),
        (
            "The council will meet on 3 May to discuss the damage.",
            "The council will meet on 5 May to discuss the damage.",
        ),
        ("Fire guts old town", "Fire damages old town"),
        ("Smoke over Lowen", "Smoke over Marrow"),
    ),
    "de": (
        ("Das Feuer zerstörte 14 Häuser in der Altstadt.", "Das Feuer zerstörte 41 Häuser in der Altstadt."),
        ("Bürgermeisterin Lisa Harrow kündigte Hilfe an.", "Bürgermeisterin Lisa Harlow kündigte Hilfe an."),
        ("Der Stadtrat tagt am 3. Mai wegen der Schäden.", "Der Stadtrat tagt am 5. Mai wegen der Schäden."),
        ("Feuer vernichtet Altstadt", "Feuer beschädigt Altstadt"),
        ("Rauch über Lowen", "Rauch über Marrow"),
    ),
    "fr": (
        (
            "L'incendie a détruit 14 maisons dans la vieille ville.",
            "L'incendie a détruit 41 maisons dans la vieille ville.",
        ),
        ("La maire Lise Harrow a annoncé une aide.", "La maire Lise Harlow a annoncé une aide."),
        (
            "Le conseil se réunit le 3 mai pour évaluer les dégâts.",
            "Le conseil se réunit le 5 mai pour évaluer les dégâts.",
        ),
        ("Un incendie ravage la vieille ville", "Un incendie endommage la vieille ville"),
        ("Fumée sur Lowen", "Fumée sur Marrow"),
    ),
    "es": (
        ("El incendio destruyó 14 casas en el casco antiguo.", "El incendio destruyó 41 casas en el casco antiguo."),
        ("La alcaldesa Lisa Harrow anunció ayuda.", "La alcaldesa Lisa Harlow anunció ayuda."),
        ("El consejo se reúne el 3 de mayo por los daños.", "El consejo se reúne el 5 de mayo por los daños."),
        ("Un incendio arrasa el casco antiguo", "Un incendio daña el casco antiguo"),
        ("Humo sobre Lowen", "Humo sobre Marrow"),
    ),
    "pt": (
        ("O incêndio destruiu 14 casas no centro antigo.", "O incêndio destruiu 41 casas no centro antigo."),
        ("A prefeita Lisa Harrow anunciou ajuda.", "A prefeita Lisa Harlow anunciou ajuda."),
        (
            "O conselho se reúne em 3 de maio por causa dos danos.",
            "O conselho se reúne em 5 de maio por causa dos danos.",
        ),
        ("Incêndio arrasa centro antigo", "Incêndio danifica centro antigo"),
        ("Fumaça sobre Lowen", "Fumaça sobre Marrow"),
    ),
    "it": (
        ("L'incendio ha distrutto 14 case nel centro storico.", "L'incendio ha distrutto 41 case nel centro storico."),
        ("La sindaca Lisa Harrow ha annunciato aiuti.", "La sindaca Lisa Harlow ha annunciato aiuti."),
        ("Il consiglio si riunisce il 3 maggio per i danni.", "Il consiglio si riunisce il 5 maggio per i danni."),
        ("Incendio devasta il centro storico", "Incendio danneggia il centro storico"),
        ("Fumo su Lowen", "Fumo su Marrow"),
    ),
    "nl": (
        ("De brand verwoestte 14 huizen in de oude stad.", "De brand verwoestte 41 huizen in de oude stad."),
        ("Burgemeester Lisa Harrow kondigde hulp aan.", "Burgemeester Lisa Harlow kondigde hulp aan."),
        ("De raad vergadert op 3 mei over de schade.", "De raad vergadert op 5 mei over de schade."),
        ("Brand verwoest oude stad", "Brand beschadigt oude stad"),
        ("Rook boven Lowen", "Rook boven Marrow"),
    ),
    "ru": (
        ("Пожар уничтожил 14 домов в старом городе.", "Пожар уничтожил 41 дом в старом городе."),
        ("Мэр Лиза Харроу пообещала помощь.", "Мэр Лиза Харлоу пообещала помощь."),
        ("Совет соберётся 3 мая из-за ущерба.", "Совет соберётся 5 мая из-за ущерба."),
        ("Пожар уничтожил старый город", "Пожар повредил старый город"),
        ("Дым над Ловеном", "Дым над Мэрроу"),
    ),
    "uk": (
        ("Пожежа знищила 14 будинків у старому місті.", "Пожежа знищила 41 будинок у старому місті."),
        ("Мерка Ліза Харроу пообіцяла допомогу.", "Мерка Ліза Харлоу пообіцяла допомогу."),
        ("Рада збереться 3 травня через збитки.", "Рада збереться 5 травня через збитки."),
        ("Пожежа знищила старе місто", "Пожежа пошкодила старе місто"),
        ("Дим над Ловеном", "Дим над Мерроу"),
    ),
    "tr": (
        ("Yangın eski kentte 14 evi yok etti.", "Yangın eski kentte 41 evi yok etti."),
        ("Belediye Başkanı Lisa Harrow yardım sözü verdi.", "Belediye Başkanı Lisa Harlow yardım sözü verdi."),
        ("Meclis 3 Mayıs'ta toplanacak.", "Meclis 5 Mayıs'ta toplanacak."),
        ("Yangın eski kenti yok etti", "Yangın eski kente zarar verdi"),
        ("Lowen üzerinde duman", "Marrow üzerinde duman"),
    ),
    "zh": (
        ("大火烧毁了老城的14栋房屋。", "大火烧毁了老城的41栋房屋。"),
        ("市长李丽华承诺提供援助。", "市长李丽花承诺提供援助。"),
        ("市议会将于5月3日开会讨论损失。", "市议会将于5月5日开会讨论损失。"),
        ("大火吞噬老城", "大火损毁老城"),
        ("洛文上空的浓烟", "马罗上空的浓烟"),
    ),
    "ja": (
        ("火事で旧市街の14軒が焼けた。", "火事で旧市街の41軒が焼けた。"),
        ("市長の佐藤健氏は支援を約束した。", "市長の佐藤建氏は支援を約束した。"),
        ("市議会は5月3日に開かれる。", "市議会は5月5日に開かれる。"),
        ("火事で旧市街が全焼", "火事で旧市街に被害"),
        ("ローエンの煙", "マローの煙"),
    ),
    "ko": (
        ("화재로 구시가지 집 14채가 탔다.", "화재로 구시가지 집 41채가 탔다."),
        ("김민수 시장은 지원을 약속했다.", "김민주 시장은 지원을 약속했다."),
        ("시의회는 5월 3일에 열린다.", "시의회는 5월 5일에 열린다."),
        ("화재로 구시가지 전소", "화재로 구시가지 피해"),
        ("로웬의 연기", "마로의 연기"),
    ),
    "ar": (
        ("دمر الحريق 14 منزلا في المدينة القديمة.", "دمر الحريق 41 منزلا في المدينة القديمة."),
        ("وعدت رئيسة البلدية ليزا هارو بالمساعدة.", "وعدت رئيسة البلدية ليزا هارلو بالمساعدة."),
        ("يجتمع المجلس في 3 مايو لبحث الأضرار.", "يجتمع المجلس في 5 مايو لبحث الأضرار."),
        ("حريق يلتهم المدينة القديمة", "حريق يضرب المدينة القديمة"),
        ("دخان فوق لوين", "دخان فوق مارو"),
    ),
}
PATHS = {
    "number": "blocks[0]",
    "name": "blocks[1]",
    "date": "blocks[2]",
    "title": "title",
    "caption": "blocks[3].caption",
}
ALL = " ".join(PATHS)
TOLD = [
    (
        "en",
        "This article was amended on 4 May 2026. An earlier version gave the mayor's surname as Harrow. "
        "This has been corrected.",
        "name",
    ),
    (
        "en",
        "Correction: A previous version of this story misstated the date of the council meeting. It is May "
        "5, not May 3.",
        "date",
    ),
    (
        "en",
        "CORRECTION (May 4, 2026, 10:22 a.m. ET): An earlier version of this article misspelled the last "
        "name of the mayor of Lowen. She is Liz Harlow, not Harrow.",
        "name",
    ),
    ("en", "This story has been updated to correct the number of houses destroyed.", "number"),
    ("en", "The headline of this story has been updated to better reflect the content.", "title"),
    ("en", "This story was corrected to show that 41 houses were destroyed, not 14.", "number"),
    ("en", "A caption accompanying this article has been corrected. It showed Marrow, not Lowen.", "caption"),
    ("en", "An earlier version of this article incorrectly stated when the council will meet.", "date"),
    ("en", "Editor's note: This story has been updated with additional information.", ""),
    ("en", "This article was updated on May 4, 2026 at 9.15am", ALL),
    ("en", "Updated May 4, 2026 9:15 am EDT", ALL),
    ("en", "(Corrects spelling of mayor's name in paragraph 2)", "name"),
    ("en", "Clarification: This article has been revised to note that 41 houses, rather than 14, burned.", "number"),
    ("en", "Due to an editing error, an earlier version of this article misidentified the mayor.", "name"),
    ("en", "An earlier version of this article used the word “guts” in the headline.", "title"),
    (
        "de",
        "Anmerkung der Redaktion: In einer früheren Version dieses Artikels war von 14 zerstörten Häusern "
        "die Rede. Wir haben das korrigiert.",
        "number",
    ),
    ("de", "Korrektur: Die Bürgermeisterin heißt Harlow, nicht Harrow. Wir bitten um Entschuldigung.", "name"),
    (
        "de",
        "In einer ersten Fassung des Textes stand, der Stadtrat tage am 3. Mai. Das ist falsch, er tagt am 5. Mai.",
        "date",
    ),
    ("de", "Wir haben die Überschrift nachträglich geändert.", "title"),
    ("de", "Hinweis der Redaktion: Die Zahl der zerstörten Häuser wurde korrigiert.", "number"),
    ("de", "Dieser Artikel wurde am 4. Mai 2026 um 10:22 Uhr aktualisiert.", ALL),
    (
        "de",
        "Transparenzhinweis: In einer früheren Version war der Nachname der Bürgermeisterin falsch geschrieben.",
        "name",
    ),
    ("de", "Die Bildunterschrift war fehlerhaft, wir haben sie angepasst.", "caption"),
    ("fr", "Mise à jour le 4 mai à 10h22 : correction du nombre de maisons détruites.", "number"),
    (
        "fr",
        "Rectificatif : une première version de cet article indiquait que 14 maisons avaient été détruites.",
        "number",
    ),
    ("fr", "Une version précédente de cet article écorchait le nom de la maire, Lise Harlow.", "name"),
    ("fr", "Cet article a été modifié le 4 mai : le titre a été corrigé.", "title"),
    ("fr", "Erratum : le conseil se réunit le 5 mai et non le 3 mai, comme nous l'avions écrit par erreur.", "date"),
    ("fr", "Cet article a été mis à jour.", ALL),
    ("fr", "La légende de la photo a été modifiée.", "caption"),
    ("es", "Fe de errores: Una versión anterior de esta noticia decía que el fuego destruyó 14 casas.", "number"),
    ("es", "Corrección: el apellido de la alcaldesa es Harlow, no Harrow.", "name"),
    ("es", "Esta noticia ha sido corregida para rectificar la fecha de la reunión del consejo.", "date"),
    ("es", "El titular de esta información ha sido modificado.", "title"),
    ("es", "Esta noticia se ha actualizado a las 10:22.", ALL),
    ("es", "Se ha corregido el pie de foto, que situaba la imagen en Lowen.", "caption"),
    ("pt", "Errata: diferentemente do que foi informado, o incêndio destruiu 41 casas, e não 14.", "number"),
    ("pt", "Uma versão anterior deste texto grafou errado o sobrenome da prefeita.", "name"),
    ("pt", "Este texto foi atualizado às 10h22.", ALL),
    ("pt", "Correção: a legenda da foto foi corrigida.", "caption"),
    ("it", "Correzione: una precedente versione di questo articolo parlava di 14 case distrutte.", "number"),
    ("it", "Nota della redazione: il cognome della sindaca era errato ed è stato corretto.", "name"),
    ("it", "Questo articolo è stato aggiornato alle 10.22.", ALL),
    ("it", "Il titolo di questo articolo è stato modificato.", "title"),
    (
        "nl",
        "Correctie: In een eerdere versie van dit artikel stond dat er 14 huizen waren verwoest. Dat is aangepast.",
        "number",
    ),
    ("nl", "In een eerdere versie van dit bericht stond de achternaam van de burgemeester verkeerd gespeld.", "name"),
    ("nl", "Dit artikel is op 4 mei om 10.22 uur bijgewerkt.", ALL),
    ("nl", "De kop boven dit artikel is aangepast.", "title"),
    ("ru", "Исправление: в первоначальной версии текста говорилось о 14 домах.", "number"),
    ("ru", "Поправка: фамилия мэра — Харлоу, а не Харроу. Приносим извинения.", "name"),
    ("ru", "Заголовок новости изменён.", "title"),
    ("ru", "В первой версии новости была указана неверная дата заседания совета.", "date"),
    ("uk", "Виправлення: у попередній версії йшлося про 14 будинків.", "number"),
    ("uk", "Уточнення: прізвище мерки — Харлоу.", "name"),
    ("uk", "Новину оновлено о 10:22.", ALL),
    ("tr", "Düzeltme: Haberin ilk halinde 14 evin yok olduğu yazılmıştı.", "number"),
    ("tr", "Düzeltme: Başkanın soyadı Harrow değil Harlow olacaktı.", "name"),
    ("tr", "Bu haber 4 Mayıs'ta saat 10:22'de güncellenmiştir.", ALL),
    ("tr", "Haberin başlığı değiştirilmiştir.", "title"),
    ("zh", "更正：本文早前版本称大火烧毁14栋房屋，实为41栋。", "number"),
    ("zh", "更正启事：市长姓名应为李丽花，特此更正。", "name"),
    ("zh", "编者注：本文标题已作修改。", "title"),
    ("zh", "本文于5月4日10时22分更新。", ALL),
    ("zh", "更正：早前版本中市议会开会日期有误。", "date"),
    ("zh", "编按：图片说明有误，现已更正。", "caption"),
    ("zh", "更正：房屋数量有误，已改正。", "number"),
    ("ja", "訂正：当初「14軒」としていましたが、正しくは「41軒」です。", "number"),
    ("ja", "市長のお名前に誤りがありました。お詫びして訂正します。", "name"),
    ("ja", "見出しを修正しました（5月4日10時22分）", "title"),
    ("ja", "この記事は5月4日10:22に更新されました。", ALL),
    ("ja", "市議会の開催日に誤りがあり、訂正しました。正しくは5月5日です。", "date"),
    ("ko", "[정정] 당초 기사에서 14채로 보도했으나 41채로 바로잡습니다.", "number"),
    ("ko", "시장의 이름을 김민주로 바로잡습니다.", "name"),
    ("ko", "기사 제목이 수정되었습니다.", "title"),
    ("ko", "이 기사는 5월 4일 10시 22분에 수정되었습니다.", ALL),
    ("ar", "تصحيح: ذكرت نسخة سابقة من هذا الخبر أن الحريق دمر 14 منزلا.", "number"),
    ("ar", "تصويب: اسم رئيسة البلدية هو ليزا هارلو.", "name"),
    ("ar", "تم تحديث هذا الخبر.", ALL),
    ("ar", "تم تعديل عنوان الخبر.", "title"),
]


def story(language: str, which: int, *notices: str) -> Article:
    number, name, date, title, caption = (pair[which] for pair in EDITS[language])
    picture = Image(src="https://n.example/1.jpg", asset="n.example/1", caption=caption, role="inline")
    texts = [Paragraph(text=text) for text in (number, name, date)]
    blocks = (*texts, picture, *(Notice(text=text) for text in notices))
    return article(blocks=blocks, title=title, language=language)


@pytest.mark.parametrize(("language", "notice", "told"), TOLD, ids=lambda value: value[:40])
def test_a_notice_tells_of_what_its_newsroom_meant(language: str, notice: str, told: str) -> None:
    old, new = story(language, 0), story(language, 1, notice)
    changes = compare(old, new)
    found = {changes[k].path for one in disclosed(new, changes).own for k in one.changes}
    assert found == {PATHS[name] for name in told.split()}


@pytest.mark.parametrize(("language", "notice", "told"), TOLD, ids=lambda value: value[:40])
def test_a_notice_on_something_else_discloses_no_changed_number(language: str, notice: str, told: str) -> None:
    old = story(language, 0)
    number = EDITS[language][0][1]
    new = article(
        blocks=(Paragraph(text=number), *old.blocks[1:], Notice(text=notice)), title=old.title, language=language
    )
    found = disclosed(new, compare(old, new))
    assert found.undisclosed == (() if "number" in told.split() else (0,))
