"""Notices that say no more than that an article was corrected, what was added, or that its headline is another."""

from __future__ import annotations

import pytest
from builders import article

from watcher.compare import compare, disclosed
from watcher.model import Article, Notice, Paragraph

CORRECTED = """
en | This article has been corrected.
en | This piece has been edited for clarity and length since publication.
en | This article has been updated since it was first published.
en | Correction appended.
en | An error in this article has been corrected.
de | Der Text wurde nach Veröffentlichung korrigiert.
de | In einer früheren Version dieses Textes war ein Fehler. Wir bitten um Entschuldigung.
fr | Note de la rédaction : une erreur s'est glissée dans une première version de ce texte.
fr | Cet article a été corrigé après publication.
es | Esta nota fue corregida tras su publicación.
es | Este artículo ha sido corregido.
es | Esta nota se publicó originalmente el 3 de mayo y fue actualizada con nueva información.
pt | Este texto foi corrigido após a publicação.
pt | *Texto atualizado às 10h15 para acréscimo de informações.
it | L'articolo è stato corretto dopo la pubblicazione.
nl | Dit artikel is na publicatie gecorrigeerd.
sv | Den här artikeln har korrigerats.
no | Denne artikkelen er oppdatert.
no | Saken er rettet etter publisering.
da | Artiklen er rettet efter udgivelse.
fi | Juttua on korjattu julkaisun jälkeen.
is | Fréttin hefur verið leiðrétt.
pl | Artykuł został poprawiony po publikacji.
cs | Článek jsme po zveřejnění opravili.
sk | Článok sme po zverejnení opravili.
hu | A cikket a megjelenés után javítottuk.
ro | Acest articol a fost corectat după publicare.
bg | Статията е коригирана след публикуването.
hr | Članak je naknadno ispravljen.
sr | Tekst je izmenjen nakon objavljivanja.
sl | Članek je bil po objavi popravljen.
el | Σημείωση της σύνταξης: το κείμενο διορθώθηκε μετά τη δημοσίευση.
el | Το άρθρο διορθώθηκε.
ru | От редакции: в тексте была допущена ошибка, приносим извинения читателям.
ru | Примечание редакции: текст был исправлен после публикации.
ru | Новость обновлена.
uk | Від редакції: у тексті була помилка, перепрошуємо.
uk | Текст виправлено після публікації.
be | Ад рэдакцыі: у тэксце была памылка, просім прабачэння.
lt | Straipsnis po publikacijos pataisytas.
lv | Raksts pēc publicēšanas labots.
et | Artiklit on pärast avaldamist parandatud.
tr | Bu haber yayımlandıktan sonra düzeltilmiştir.
ar | تم تصحيح هذا المقال بعد نشره.
fa | این مطلب پس از انتشار اصلاح شد.
he | הכתבה תוקנה לאחר פרסומה.
hi | प्रकाशन के बाद इस लेख को संशोधित किया गया है।
vi | Bài viết đã được chỉnh sửa sau khi đăng.
id | Artikel ini telah dikoreksi setelah terbit.
zh | 本文发布后已作更正。
zh | *此文于5月4日10时15分修改。
zh-TW | 本文已更正，特此致歉。
ja | 編集部注：公開後に一部表現を改めました。
ja | ※一部内容を修正しました（5月4日10時15分）
ja | 【お詫びと訂正】一部内容に誤りがありました。
ko | 이 기사는 5월 4일 10시 15분에 수정되었습니다.
ko | 기사 내용을 바로잡았습니다.
"""
ADDED = """
en | (Updates with comment from port authority, paragraphs 4-6)
en | This story has been updated with comment from the port authority.
de | Transparenzhinweis: Dieser Text wurde nach Veröffentlichung um eine Stellungnahme der Reederei ergänzt.
de | *Wir haben den Artikel am 4. Mai um eine Stellungnahme der Reederei ergänzt.
fr | Mise à jour le 4 mai à 10h15 : ajout de la réaction de la compagnie.
fr | Mis à jour le 4 mai à 10h15 avec la réaction de la compagnie.
es | Nota del editor: este artículo ha sido actualizado con la respuesta de la naviera.
es | Actualización: Este artículo se actualizó el 4 de mayo para incluir la respuesta de la naviera.
ca | Aquest article s'ha actualitzat amb la resposta de la naviliera.
gl | Este artigo foi actualizado coa resposta da navieira.
pt | Nota da redação: este texto foi atualizado com a resposta da empresa.
pt | Notícia atualizada às 10h15 com a resposta da empresa.
it | Nota della redazione: l'articolo è stato aggiornato con la replica della compagnia.
nl | Aanvulling (4 mei, 10.15 uur): reactie van de rederij toegevoegd.
nl | Update 4 mei: de reactie van de rederij is toegevoegd.
sv | Fotnot: Artikeln har uppdaterats med rederiets svar.
sv | Artikeln är uppdaterad med rederiets svar.
no | Saken er oppdatert med svar fra rederiet.
no | Oppdatering: Rederiet har svart på kritikken.
da | Artiklen er opdateret med svar fra rederiet.
fi | Artikkelia on päivitetty varustamon vastauksella.
fi | Lisätty 4.5. klo 10.15 varustamon kommentti.
is | Fréttin hefur verið uppfærð með svari útgerðarinnar.
pl | Aktualizacja: Artykuł uzupełniliśmy o stanowisko armatora.
pl | Artykuł został zaktualizowany o stanowisko armatora.
cs | Článek jsme aktualizovali o vyjádření rejdařství.
cs | Aktualizováno o vyjádření rejdařství.
hu | Frissítés: Cikkünket frissítettük a társaság válaszával.
hu | Cikkünket a megjelenés után kiegészítettük a társaság válaszával.
ro | Actualizare: articolul a fost completat cu reacția companiei.
ro | Acest articol a fost actualizat cu reacția companiei.
bg | Бел. ред.: статията е допълнена с отговора на компанията.
bg | Статията е актуализирана с отговора на компанията.
hr | Napomena redakcije: članak je dopunjen odgovorom tvrtke.
hr | Članak je ažuriran odgovorom tvrtke.
sl | Članek je bil posodobljen z odgovorom družbe.
sq | Ky artikull është përditësuar me përgjigjen e kompanisë.
el | Το άρθρο ενημερώθηκε με την απάντηση της εταιρείας.
ru | Обновлено в 10:15. Добавлен комментарий компании.
ru | UPD 10:15. Добавлен комментарий компании.
uk | Оновлено о 10:15. Додано коментар компанії.
uk | Новину доповнено коментарем компанії.
be | Абноўлена: дададзены каментар кампаніі.
lt | Straipsnis atnaujintas bendrovės atsakymu.
lv | Raksts papildināts ar kompānijas atbildi.
et | Artiklit on täiendatud ettevõtte vastusega.
tr | Editörün notu: Bu haber şirketin yanıtıyla güncellendi.
tr | Bu haber şirketin yanıtı eklenerek güncellenmiştir.
az | Xəbər yenilənib: şirkətin cavabı əlavə olunub.
ar | ملاحظة من المحرر: تم تحديث هذا المقال بإضافة رد الشركة.
fa | این گزارش با پاسخ شرکت به‌روزرسانی شد.
he | הערת המערכת: הכתבה עודכנה בתגובת החברה.
hi | संपादक का नोट: यह खबर कंपनी के जवाब के साथ अपडेट की गई है।
hi | इस खबर को कंपनी के जवाब के साथ अपडेट किया गया है।
bn | সম্পাদকের নোট: প্রতিবেদনটি কোম্পানির বক্তব্যসহ হালনাগাদ করা হয়েছে।
vi | Bài viết đã được cập nhật với phản hồi của công ty.
id | Artikel ini telah diperbarui dengan tanggapan perusahaan.
ms | Artikel ini telah dikemas kini dengan jawapan syarikat.
zh | 编者按：本文于5月4日更新，加入了公司的回应。
zh | （本文已更新，补充了公司的回应。）
zh-TW | 編按：本文已於5月4日更新，補上公司回應。
zh-TW | （更新：新增公司回應）
ja | （5月4日10時15分追記）会社側のコメントを追加しました。
ko | 편집자주: 회사의 해명을 추가했습니다.
ko | (기사 수정: 5월 4일 10시 15분) 회사 입장을 추가했습니다.
"""
HEADLINE = """
en | (Refiles to fix typo in headline)
en | EDITOR’S NOTE: A previous headline overstated the damage.
en | The headline of this article was changed on 3 May 2026 to better reflect the text.
en | This headline has been updated.
de | Die Überschrift dieses Artikels wurde nachträglich geändert.
fr | [Mise à jour] Le titre de cet article a été modifié.
fr | Le titre de cet article a été modifié après sa publication.
es | El titular de esta noticia ha sido modificado tras su publicación.
pt | O título desta matéria foi alterado após a publicação.
it | NdR: il titolo di questo articolo è stato modificato dopo la pubblicazione.
nl | De kop van dit artikel is na publicatie aangepast.
sv | Rubriken har ändrats efter publicering.
no | Red.anm.: Tittelen på denne saken er endret etter publisering.
da | Red.: Overskriften på denne artikel er ændret efter udgivelse.
fi | Otsikkoa muutettu 4.5. klo 10.15.
pl | Tytuł artykułu został zmieniony po publikacji.
cs | Poznámka redakce: titulek článku byl po zveřejnění upraven.
sk | Poznámka redakcie: titulok článku sme po zverejnení upravili.
hu | A cikk címét a megjelenés után módosítottuk.
sl | Opomba uredništva: naslov članka je bil po objavi spremenjen.
ru | Заголовок изменён после публикации.
uk | Заголовок змінено після публікації.
lv | Redakcijas piezīme: raksta virsraksts pēc publicēšanas mainīts.
et | Toimetuse märkus: pealkirja on pärast avaldamist muudetud.
tr | Haberin başlığı yayımlandıktan sonra değiştirildi.
ar | تنويه: تم تعديل عنوان هذا الخبر بعد نشره.
fa | یادداشت سردبیر: عنوان این مطلب پس از انتشار تغییر کرد.
he | כותרת הכתבה שונתה לאחר הפרסום.
vi | Tiêu đề bài viết đã được sửa sau khi đăng.
id | Catatan redaksi: Judul berita ini diubah setelah terbit.
ms | Nota editor: Tajuk laporan ini telah dipinda.
zh | 编注：标题在发布后有修改。
zh-TW | （本文章標題已於發布後修改）
ja | おことわり：記事の見出しを修正しました。
ko | [알려드립니다] 기사 제목을 수정했습니다.
"""
TEXTS = (
    "The ferry stopped halfway on Friday morning after smoke rose from its engine room.",
    "On board were {} passengers and a dog.",
    "An inquiry is to find out why the pump failed.",
)
REPLY = "“We are sorry for what happened,” the company said, and promised to look into it."


def lines(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


def story(language: str, number: int, *more: str, title: str = "Ferry stopped", note: str = "") -> Article:
    read = tuple(Paragraph(text=text) for text in (*(text.format(number) for text in TEXTS), *more))
    notes = (Notice(text=note),) if note else ()
    return article(language=language, title=title, blocks=(*read, *notes))


def meant(old: Article, new: Article) -> list[str]:
    """The kinds of the edits that the notice discloses."""
    changes = compare(old, new)
    return [changes[at].kind for one in disclosed(new, changes).own for at in one.changes]


@pytest.mark.parametrize(("language", "note"), lines(CORRECTED))
def test_a_correction_that_names_nothing_discloses_what_it_came_with(language: str, note: str) -> None:
    assert meant(story(language, 12), story(language, 21, note=note)) == ["paragraph.edited"]


@pytest.mark.parametrize(("language", "note"), lines(ADDED))
def test_a_note_of_a_reply_discloses_the_reply(language: str, note: str) -> None:
    assert meant(story(language, 12), story(language, 12, REPLY, note=note)) == ["paragraph.added"]


@pytest.mark.parametrize(("language", "note"), lines(HEADLINE))
def test_a_note_of_the_headline_discloses_the_headline(language: str, note: str) -> None:
    new = story(language, 12, title="Ferry stopped, nobody hurt", note=note)
    assert meant(story(language, 12), new) == ["title.edited"]
