"""When an article was changed, as pages tell only readers, in the words of each language."""

from __future__ import annotations

from itertools import groupby

import pytest
from pages_html import ENGLISH, article_page, linked_data, news, page, read, texts

from watcher.model import Notice

# language | when it was published | when it was changed
STAMPS = """
en|Published May 3, 2026 2:05 PM|Updated May 4, 2026 10:15 AM
en|May 3, 2026, 2:05 p.m. ET|Last updated May 4, 2026, 10:15 a.m. ET
en|Published: 3 May 2026, 14:05|Last Updated: 4 May 2026, 10:15
en|First published on Sun 3 May 2026 14.05 BST|Last modified on Mon 4 May 2026 10.15 BST
en|Posted 3 May 2026|Modified 4 May 2026
en|May 3, 2026|Updated on: May 4, 2026 / 10:15 AM EDT
en|3 May 2026|Amended 4 May 2026
en|Published 3 May 2026|Revised 4 May 2026
de|03.05.2026, 14:05 Uhr|Aktualisiert: 04.05.2026, 10:15 Uhr
de|3. Mai 2026, 14:05 Uhr|Stand: 4. Mai 2026, 10:15 Uhr
de|Veröffentlicht am 03.05.2026|Zuletzt aktualisiert am 04.05.2026
de|Erstellt: 03.05.2026, 14:05|Stand: 04.05.2026, 10:15
de|Publiziert 03.05.2026, 14:05|Aktualisiert 04.05.2026, 10:15
de|3. Mai 2026|Letzte Aktualisierung: 4. Mai 2026, 10:15
de|3. Mai 2026|Update: 4. Mai 2026, 10:15 Uhr
de|3. Mai 2026|Zuletzt geändert: 4. Mai 2026
de|3. Mai 2026|Geändert am 4. Mai 2026
fr|Publié le 3 mai 2026 à 14h05|Mis à jour le 4 mai 2026 à 10h15
fr|Publié le 03/05/2026 à 14:05|Modifié le 04/05/2026 à 10:15
fr|Publié le 03/05/2026|Mise à jour : 04/05/2026 - 10:15
fr|3 mai 2026|Dernière mise à jour le 4 mai 2026
fr|3 mai 2026|Actualisé le 4 mai 2026 à 10h15
fr|Écrit le 3 mai 2026|Modifié 4 mai 2026, 10h15
es|Publicado el 3 de mayo de 2026|Actualizado el 4 de mayo de 2026 a las 10:15
es|03/05/2026 14:05|Última actualización: 04/05/2026 10:15
es|Creado: 03/05/2026 14:05|Última modificación: 04/05/2026 10:15
es|03/05/2026|Actualizada 04/05/2026 10:15
es|3 de mayo de 2026|Act. 4 de mayo de 2026 10:15
es|3 may 2026|Modificado el 4 may 2026
ca|3 de maig de 2026|Actualitzat el 4 de maig de 2026 a les 10:15
ca|03/05/2026|Última actualització: 04/05/2026
gl|03/05/2026 14:05|Actualizado: 04/05/2026 10:15
eu|2026/05/03 14:05|Eguneratua: 2026/05/04 10:15
pt|Publicado em 03/05/2026 às 14h05|Atualizado em 04/05/2026 às 10h15
pt|03/05/2026 14h05|Atualizado há 04/05/2026 10h15
pt|03/05/2026|Última atualização: 04/05/2026 10h15
pt|3 mai 2026|Atualizada em 4 mai 2026
pt|3 mai 2026|Modificado em 04/05/2026
it|Pubblicato il 3 maggio 2026|Aggiornato il 4 maggio 2026 alle 10:15
it|3 maggio 2026|Ultimo aggiornamento: 4 maggio 2026, 10:15
it|3 maggio 2026|Modificato il 4 maggio 2026
it|3 maggio 2026 14:05|Aggiornato alle 10:15 del 4 maggio 2026
it|3 maggio 2026|(ultima modifica il 4 maggio 2026)
nl|3 mei 2026 14:05|Laatst bijgewerkt: 4 mei 2026 10:15
nl|Gepubliceerd op 3 mei 2026|Bijgewerkt op 4 mei 2026 om 10:15
nl|3 mei 2026|Aangepast: 4 mei 2026, 10:15
nl|3 mei 2026|Laatste update: 4 mei 2026 10:15
nl|3 mei 2026|Gewijzigd op 4 mei 2026
sv|Publicerad 3 maj 2026 14.05|Uppdaterad 4 maj 2026 10.15
sv|3 maj 2026|Senast uppdaterad 4 maj 2026
sv|3 maj 2026|Ändrad 4 maj 2026
no|Publisert 3. mai 2026 kl. 14:05|Oppdatert 4. mai 2026 kl. 10:15
no|3. mai 2026|Sist oppdatert: 04.05.2026 10:15
no|3. mai 2026|Sist endret 4. mai 2026
da|3. maj 2026 kl. 14:05|Opdateret 4. maj 2026 kl. 10:15
da|3. maj 2026|Sidst opdateret 4. maj 2026
da|3. maj 2026|Senest opdateret 4. maj 2026
fi|3.5.2026 14:05|Päivitetty 4.5.2026 10:15
fi|3.5.2026 14:05|Muokattu 4.5.2026 10:15
fi|Julkaistu 3.5.2026|Viimeksi päivitetty 4.5.2026
is|3. maí 2026|Uppfært 4. maí 2026
pl|3 maja 2026, 14:05|Aktualizacja: 4 maja 2026, 10:15
pl|03.05.2026 14:05|Ostatnia aktualizacja: 04.05.2026 10:15
pl|03.05.2026|Zaktualizowano: 04.05.2026 10:15
pl|03.05.2026|Akt. 04.05.2026 10:15
cs|3. 5. 2026 14:05|Aktualizováno 4. 5. 2026 10:15
cs|3. 5. 2026|Poslední aktualizace: 4. 5. 2026
cs|3. května 2026|Aktualizace 4. května 2026 10:15
cs|3. května 2026|Upraveno 4. května 2026
sk|3. mája 2026 14:05|Aktualizované 4. mája 2026 10:15
sk|3. mája 2026|Naposledy aktualizované 4. mája 2026
hu|2026. május 3. 14:05|Frissítve: 2026. május 4. 10:15
hu|2026.05.03. 14:05|Módosítva: 2026.05.04. 10:15
hu|2026. május 3.|Utolsó frissítés: 2026. május 4.
ro|3 mai 2026, 14:05|Actualizat: 4 mai 2026, 10:15
ro|Publicat: 03.05.2026|Ultima actualizare: 04.05.2026
ro|3 mai 2026|Modificat la 4 mai 2026
bg|3 май 2026, 14:05|Обновена: 4 май 2026, 10:15
bg|3 май 2026|Актуализирано на 4 май 2026
bg|3 май 2026|Последна промяна: 4 май 2026
hr|03.05.2026. 14:05|Ažurirano: 04.05.2026. 10:15
hr|03.05.2026.|Zadnja izmjena 04.05.2026. 10:15
hr|03.05.2026.|Posljednja izmjena: 04.05.2026.
sr|3. maj 2026. 14:05|Ažurirano: 4. maj 2026. 10:15
sr|3. maj 2026.|Poslednja izmena: 4. maj 2026.
sr|03.05.2026|Ажурирано: 04.05.2026 10:15
sl|3. maj 2026 ob 14:05|Posodobljeno: 4. maj 2026 ob 10:15
sl|3. maj 2026|Zadnja sprememba: 4. maj 2026
mk|03.05.2026|Ажурирано: 04.05.2026
sq|03/05/2026|Përditësuar: 04/05/2026
el|3 Μαΐου 2026, 14:05|Ενημερώθηκε: 4 Μαΐου 2026, 10:15
el|03/05/2026 14:05|Τελευταία ενημέρωση: 04/05/2026 10:15
el|03/05/2026|Τελευταία τροποποίηση 04/05/2026
el|03/05/2026|ΕΝΗΜΕΡΩΣΗ: 04/05/2026
ru|3 мая 2026, 14:05|Обновлено 4 мая 2026, 10:15
ru|3 мая 2026, 14:05|Обновлено: 04.05.2026 10:15
ru|03.05.2026 14:05|Последнее обновление: 04.05.2026 10:15
ru|03.05.2026 14:05|(обновлено: 10:15 04.05.2026)
ru|3 мая 2026|Изменено 4 мая 2026
ru|3 мая 2026|Обновлена 4 мая 2026
uk|3 травня 2026, 14:05|Оновлено 4 травня 2026, 10:15
uk|3 травня 2026|Останнє оновлення: 4 травня 2026
be|3 мая 2026|Абноўлена 4 мая 2026
lt|2026-05-03 14:05|Atnaujinta 2026-05-04 10:15
lt|2026-05-03|Paskutinį kartą atnaujinta: 2026-05-04
lv|03.05.2026|Papildināts 04.05.2026 10:15
et|3. mai 2026 14:05|Uuendatud 4. mai 2026 10:15
et|3. mai 2026|Muudetud: 04.05.2026 10:15
tr|03.05.2026 14:05|Güncelleme: 04.05.2026 10:15
tr|3 Mayıs 2026 14:05|Son Güncelleme: 4 Mayıs 2026 10:15
tr|Giriş: 03.05.2026 - 14:05|Güncelleme: 04.05.2026 - 10:15
tr|03.05.2026|Güncellenme Tarihi: 04.05.2026
tr|Yayınlanma: 03.05.2026 14:05|Güncellenme: 04.05.2026 10:15
az|3 may 2026|Yenilənib: 4 may 2026
ka|3 მაისი 2026|განახლდა: 4 მაისი 2026
hy|03.05.2026|Թարմացվել է 04.05.2026
kk|03.05.2026|Жаңартылды: 04.05.2026
ar|3 مايو 2026 - 14:05|آخر تحديث: 4 مايو 2026 - 10:15
ar|نشر في: 03/05/2026|آخر تحديث 04/05/2026 - 10:15
ar|نُشر: 3 مايو 2026|حُدث: 4 مايو 2026
ar|3 مايو 2026|تم التحديث في 4 مايو 2026
ar|3 مايو 2026|تحديث: 4 مايو 2026 10:15
ar|3 مايو 2026|تاريخ التحديث: 4 مايو 2026
fa|2026/05/03|به‌روزرسانی: 2026/05/04
fa|2026/05/03|آخرین به‌روزرسانی: 2026/05/04
fa|2026/05/03|بروز شده در 2026/05/04
he|03.05.2026, 14:05|עודכן: 04.05.2026, 10:15
he|פורסם: 03.05.26, 14:05|עודכן: 04.05.26, 10:15
he|3 במאי 2026|עדכון אחרון: 4 במאי 2026
ur|3 مئی 2026|اپ ڈیٹ 4 مئی 2026
ur|3 مئی 2026|آخری اپ ڈیٹ: 4 مئی 2026
hi|Published: 03 May 2026 02:05 PM (IST)|Updated: 04 May 2026 10:15 AM (IST)
hi|3 मई 2026|अपडेटेड 4 मई 2026
hi|3 मई 2026|अपडेट: 4 मई 2026
hi|3 मई 2026|अंतिम अपडेट: 4 मई 2026
bn|৩ মে ২০২৬, ১৪:০৫|আপডেট: ৪ মে ২০২৬, ১০:১৫
bn|প্রকাশ: ৩ মে ২০২৬|সর্বশেষ আপডেট: ৪ মে ২০২৬
ta|3 மே 2026|புதுப்பிக்கப்பட்டது: 4 மே 2026
mr|3 मे 2026|अद्यतन: 4 मे 2026
th|3 พ.ค. 2569 14:05 น.|อัปเดต 4 พ.ค. 2569 10:15 น.
th|3 พฤษภาคม 2569|อัพเดท: 4 พฤษภาคม 2569
th|3 พฤษภาคม 2569|ปรับปรุงล่าสุด 4 พฤษภาคม 2569
th|3 พฤษภาคม 2569|แก้ไขล่าสุด 4 พฤษภาคม 2569
vi|03/05/2026 14:05|Cập nhật: 04/05/2026 10:15
vi|03/05/2026 14:05|Cập nhật lúc 04/05/2026 10:15
vi|3/5/2026|Chỉnh sửa lần cuối 4/5/2026
id|3 Mei 2026, 14:05 WIB|Diperbarui 4 Mei 2026, 10:15 WIB
id|3 Mei 2026|Diperbarui: 04/05/2026, 10:15 WIB
id|3 Mei 2026|Terakhir diperbarui 4 Mei 2026
id|3 Mei 2026|Update: 4 Mei 2026 10:15
ms|3 Mei 2026|Dikemas kini 4 Mei 2026
tl|May 3, 2026|Na-update noong May 4, 2026
sw|3 Mei 2026|Imesasishwa 4 Mei 2026
zh|2026-05-03 14:05|更新时间：2026-05-04 10:15
zh|2026年5月3日 14:05|更新于2026年5月4日 10:15
zh|2026-05-03 14:05|最后更新：2026-05-04 10:15
zh|发布时间：2026-05-03 14:05|修改时间：2026-05-04 10:15
zh|发表时间：2026年5月3日|最后修改：2026年5月4日
zh|2026-05-03|编辑于 2026-05-04 10:15
zh|2026-05-03|最近更新 2026-05-04 10:15
zh-TW|2026/05/03 14:05|更新時間：2026/05/04 10:15
zh-TW|發布時間：2026/05/03 14:05|最後更新 2026/05/04 10:15
zh-TW|發稿時間：2026/5/3 14:05|（2026/5/4 10:15 更新）
zh-TW|2026/05/03|修改時間：2026/05/04 10:15
zh-TW|2026/05/03|更新：2026/05/04 10:15
ja|2026年5月3日 14時05分|最終更新：2026年5月4日 10時15分
ja|公開日時：2026/05/03 14:05|更新日時：2026/05/04 10:15
ja|2026年5月3日|更新日：2026年5月4日
ja|2026/5/3 14:05|更新 2026/5/4 10:15
ja|2026年5月3日 14:05|[2026年5月4日 10:15 更新]
ja|2026/05/03 14:05|（最終更新 2026/05/04 10:15）
ja|2026年5月3日 14:05|2026年5月4日 10:15更新
ja|2026年5月3日|最終更新日 2026年5月4日
ja|2026年5月3日|修正日時：2026年5月4日 10:15
ko|입력 2026.05.03. 오후 2:05|수정 2026.05.04. 오전 10:15
ko|입력 2026-05-03 14:05|수정 2026-05-04 10:15
ko|등록 2026.05.03 14:05|수정 2026.05.04 10:15
ko|기사입력 2026-05-03 14:05|최종수정 2026-05-04 10:15
ko|승인 2026.05.03 14:05|업데이트 2026.05.04 10:15
ko|송고 2026-05-03 14:05|최종 업데이트 2026-05-04 10:15
ko|입력 : 2026.05.03 14:05|수정 : 2026.05.04 10:15
"""
LINES = [tuple(line.split("|")) for line in STAMPS.strip().splitlines()]
PAGES = (
    "<div class='meta'>{} | {}</div>",
    "<div class='article-meta'><span class='published'>{}</span><span class='updated'>{}</span></div>",
    "<p>{}</p><p>{}</p>",
    "<p class='stamp'>{}<br>{}</p>",
)
LATER = "<p class='date'>Published 2 March 2026, 07:15 GMT | Updated 5 March 2026, 08:00 GMT</p>"


@pytest.mark.parametrize("language", [language for language, _ in groupby(LINES, lambda line: line[0])])
@pytest.mark.parametrize("stamp", PAGES)
def test_an_update_is_told_to_readers_in_every_language(stamp: str, language: str) -> None:
    wrong = []
    for _, published, updated in (line for line in LINES if line[0] == language):
        html = article_page(before=stamp.format(published, updated))
        article = read(html.replace('lang="en"', f'lang="{language}"', 1))
        days = str(article.published_at)[:10], str(article.modified_at)[:10]
        if days != ("2026-05-03", "2026-05-04") or any(
            updated in text for text in (*texts(article), article.standfirst or "")
        ):
            wrong.append((updated, *days))
    assert wrong == []


UPDATE_FIRST = """
en|Updated: May 4, 2026 at 10:15 AM|Published: May 3, 2026 at 2:05 PM
de|Aktualisiert: 04.05.2026, 10:15 Uhr|Veröffentlicht: 03.05.2026, 14:05 Uhr
fr|Mis à jour le 04/05/2026 à 10h15|Publié le 03/05/2026 à 14h05
es|Actualizado 04/05/2026 10:15|Creada 03/05/2026 14:05
sv|Uppdaterad 2026-05-04 10:15|Publicerad 2026-05-03 14:05
no|Oppdatert 4. mai 2026 kl. 10.15|Publisert 3. mai 2026 kl. 14.05
pl|Ostatnia aktualizacja: 4 maja 2026, 10:15|Opublikowano: 3 maja 2026, 14:05
cs|Aktualizace: 4.5.2026 10:15|Vydáno: 3.5.2026 14:05
ro|Data actualizării: 04.05.2026 10:15|Data publicării: 03.05.2026 14:05
ru|Обновлено 04.05.2026 10:15|Опубликовано 03.05.2026 14:05
tr|Güncelleme Tarihi: 4 Mayıs 2026 10:15|Giriş Tarihi: 3 Mayıs 2026 14:05
zh|更新時間：2026/05/04 10:15|發布時間：2026/05/03 14:05
ja|最終更新 2026/05/04 10:15|公開 2026/05/03 14:05
ko|수정 2026.05.04 10:15|입력 2026.05.03 14:05
"""


@pytest.mark.parametrize("stamp", PAGES)
def test_an_update_may_stand_before_when_it_was_published(stamp: str) -> None:
    wrong = []
    for language, updated, published in (line.split("|") for line in UPDATE_FIRST.strip().splitlines()):
        html = article_page(before=stamp.format(updated, published))
        article = read(html.replace('lang="en"', f'lang="{language}"', 1))
        days = str(article.published_at)[:10], str(article.modified_at)[:10]
        if days != ("2026-05-03", "2026-05-04"):
            wrong.append((updated, *days))
    assert wrong == []


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("3 May 2026, updated 14:05", "2026-05-03", "2026-05-03T14:05Z"),
        ("3 May 2026 09:30, updated 14:05", "2026-05-03T09:30Z", "2026-05-03T14:05Z"),
        ("Publié le 3 mai 2026 à 9h30 (mis à jour à 14h05)", "2026-05-03T09:30Z", "2026-05-03T14:05Z"),
        ("الأحد، 3 أيار/مايو 2026، آخر تحديث 18:05 (GMT+0400)", "2026-05-03", "2026-05-03T14:05Z"),
        ("3 May 2026 09:30, updated 5 May 14:05", "2026-05-03T09:30Z", None),
        ("May 3, 2026 9:30 a.m. Updated 10:30 p.m. May 4", "2026-05-03T09:30Z", None),
        ("May 3, 2026 9:30 a.m. Updated 10:30 p.m. (GMT-05:00)", "2026-05-03T09:30Z", "2026-05-04T03:30Z"),
        ("3 May 2026 09:30, updated 14:05, 4 May 2026", "2026-05-03T09:30Z", "2026-05-04T14:05Z"),
    ],
)
def test_an_update_that_tells_the_time_alone_was_on_the_day_before_it(
    line: str, published: str, modified: str | None
) -> None:
    article = read(article_page(before=f"<p>{line}</p>"))
    assert (article.published_at, article.modified_at) == (published, modified)


def _time(at: str, text: str = "Sunday") -> str:
    return f'<time datetime="2026-05-{at}">{text}</time>'


@pytest.mark.parametrize(
    ("before", "head", "published", "modified"),
    [
        (f"<p>Updated {_time('04T10:15Z')}</p><p>Published {_time('03T14:05Z')}</p>", "", "03T14:05Z", "04T10:15Z"),
        (f"<p>Published {_time('03T14:05Z')} · Updated {_time('04T10:15Z')}</p>", "", "03T14:05Z", "04T10:15Z"),
        (f"<p>{_time('03T14:05Z', '')}</p>", "", "03T14:05Z", None),
        ("<relative-time datetime='2026-05-03T14:05Z'>an hour ago</relative-time>", "", "03T14:05Z", None),
        ("<time datetime='03.05.2026 14:05'>3 May</time>", "", "03T14:05Z", None),
        ("<figure><img src='/a.jpg'><figcaption>The pier on 3 May 2026</figcaption></figure>", "", None, None),
        ("", "<meta name='date' content='3. Mai 2026 14:05'>", "03T14:05Z", None),
        ("", linked_data(news(datePublished="Sun May 03 2026 14:05:00 GMT+0000")), "03T14:05:00Z", None),
        ("", linked_data(news(datePublished="1969-12-31T19:00:00-05:00")), None, None),
        (
            "",
            linked_data(news(datePublished="2026-05-03")) + "<meta name='pubdate' content='2026-05-03T14:05Z'>",
            "03T14:05Z",
            None,
        ),
    ],
)
def test_times_are_told_apart_by_what_stands_beside_them(
    before: str, head: str, published: str | None, modified: str | None
) -> None:
    article = read(article_page(head=head, before=before))
    told = [at and f"2026-05-{at}" for at in (published, modified)]
    assert [article.published_at, article.modified_at] == told


@pytest.mark.parametrize(
    ("told", "modified"),
    [
        ("2026-03-02T07:15:00Z", "2026-03-05T08:00Z"),  # as published: the publisher tells machines of no update
        ("2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"),
        ("2026-03-06T09:00:00Z", "2026-03-06T09:00:00Z"),
    ],
)
def test_machines_that_are_told_of_no_update_are_told_less_than_readers(told: str, modified: str) -> None:
    data = linked_data(news(datePublished="2026-03-02T07:15:00Z", dateModified=told))
    assert read(article_page(head=data, before=LATER)).modified_at == modified


@pytest.mark.parametrize(
    ("stamp", "modified"),
    [
        ("2026-03-02T10:01:43+01:00", "2026-03-02T09:01:43Z"),
        ("2026-03-02T10:01:43", "2026-03-02T07:15:00Z"),  # in whatever zone
        ("2026-03-02T08:01:43+01:00", "2026-03-02T07:15:00Z"),
        ("2026-03-02", "2026-03-02T07:15:00Z"),
    ],
)
def test_a_time_element_with_its_zone_may_tell_of_an_update_on_the_same_day(stamp: str, modified: str) -> None:
    told = "2026-03-02T08:15:00+01:00"
    data = linked_data(news(datePublished=told, dateModified=told))
    published = f"<span>Published: <time datetime='{told}'>x</time></span>"
    shown = f"<p>{published} <span>| updated: <time datetime='{stamp}'>x</time></span></p>"
    assert read(article_page(head=data, before=shown)).modified_at == modified
    related = f"<div class='related-stories'>{shown}</div>"
    assert read(article_page(head=data, before=related)).modified_at == "2026-03-02T07:15:00Z"


@pytest.mark.parametrize("told", ["0001-01-01T00:00:00", "1970-01-01T00:00:00Z"])
def test_machines_that_are_told_what_stands_for_no_time_are_told_less_than_readers(told: str) -> None:
    article = read(article_page(head=linked_data(news(datePublished=told, dateModified=told)), before=LATER))
    assert (article.published_at, article.modified_at) == ("2026-03-02T07:15Z", "2026-03-05T08:00Z")


@pytest.mark.parametrize(
    "line", ["<p>Updated: 5 March 2026, 08:00 GMT</p>", "<div class='date'>Stand: 05.03.2026, 08:00 Uhr</div>"]
)
def test_an_update_may_be_told_at_the_foot_of_the_story(line: str) -> None:
    story = "".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    article = read(page(f"<article>{story}{line}</article>", title=ENGLISH.title))
    assert article.modified_at == "2026-03-05T08:00Z"


@pytest.mark.parametrize(
    ("stamp", "modified"), [("2026-05-03T14:05:00-05:00", "2026-05-03T14:05:00Z"), ("2026-05-03T15:05:00Z", None)]
)
def test_the_clock_of_publication_in_another_zone_is_no_update(stamp: str, modified: str | None) -> None:
    at = "2026-05-03T14:05:00Z"
    head = linked_data(news(datePublished=at, dateModified=at))
    article = read(article_page(head=head, before=f"<div><time class='updated' datetime='{stamp}'>Sunday</time></div>"))
    assert article.modified_at == (modified or stamp)


@pytest.mark.parametrize(
    ("published", "changed"),
    [
        ("published", "updated"),
        ("posted-on", "last-edited"),
        ("datum-erstellt", "datum-aktualisiert"),
        ("veroeffentlicht", "geaendert"),
        ("date-publication", "date-maj"),
        ("publie", "mis-a-jour"),
        ("fecha-publicacion", "fecha-actualizacion"),
        ("data-pubblicazione", "data-aggiornamento"),
        ("gepubliceerd", "bijgewerkt"),
        ("opublikowano", "zaktualizowano"),
        ("vydano", "upraveno"),
        ("publicerad", "andrad"),
        ("oprettet", "opdateret"),
        ("criado", "atualizado"),
        ("opublikovano", "obnovleno"),
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        "<span class='{0}'>{2}</span>",
        "<div class='{0}'><time>{2}</time></div>",
        "<div class='{0}'><time datetime='{1}'>{2}</time></div>",
        "<time class='{0}' datetime='{1}'>{2}</time>",
    ],
)
def test_names_tell_which_of_two_times_is_that_of_a_change(line: str, published: str, changed: str) -> None:
    first = line.format(published, "2026-05-03T14:05:00Z", "2026-05-03 14:05 UTC")
    then = line.format(changed, "2026-05-04T10:15:00Z", "2026-05-04 10:15 UTC")
    for stamps in (first + then, then + first):
        told = read(article_page(before=f"<div class='meta'>{stamps}</div>"))
        ends = ":00Z" if "datetime" in line else "Z"
        assert (told.published_at, told.modified_at) == (f"2026-05-03T14:05{ends}", f"2026-05-04T10:15{ends}")


def test_the_only_time_is_that_of_publication_whatever_its_name() -> None:
    told = read(article_page(before="<div class='meta'><span class='updated'>2026-05-03 14:05 UTC</span></div>"))
    assert (told.published_at, told.modified_at) == ("2026-05-03T14:05Z", None)
    told = read(article_page(before="<p class='updated'><time datetime='2026-05-03T14:05:00Z'>3 May</time></p>"))
    assert (told.published_at, told.modified_at) == ("2026-05-03T14:05:00Z", None)


@pytest.mark.parametrize("name", ["photo-credited", "accredited", "exchanged", "re-edition"])
def test_names_with_the_letters_of_a_change_in_them_tell_of_none(name: str) -> None:
    stamp = f"<div class='meta'><time class='{name}' datetime='2026-05-03T14:05:00Z'>3 May 2026</time></div>"
    told = read(article_page(before=stamp))
    assert (told.published_at, told.modified_at) == ("2026-05-03T14:05:00Z", None)


def test_a_time_of_publishing_is_none_of_another_storys_before_the_headline() -> None:
    card = "<a href='/n/1'>Another story of the harbour</a><span class='published'>2026-04-01 09:00 UTC</span>"
    text = "".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    day = f"<h1>{ENGLISH.title}</h1><div class='day'>2026-05-03 14:05 UTC</div><div class='article-body'>{text}</div>"
    strip = f"<article><div class='strip'><div class='teaser'>{card}</div></div>{day}</article>"
    html = page(strip, title="").replace("<h1></h1>", "")
    assert read(html).published_at == "2026-05-03T14:05Z"


@pytest.mark.parametrize(
    "line",
    [
        "<div>Concert on <time datetime='2026-06-06T19:30Z'>6 June</time>, 7.30 pm</div>",
        "<p><time datetime='2026-06-06T19:30Z'>6 June</time> – <time datetime='2026-06-06T22:30Z'>10.30 pm</time></p>",
    ],
)
def test_a_time_of_something_else_at_the_beginning_of_a_story_is_not_when_it_was_published(line: str) -> None:
    text = "".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    assert read(page(f"<h1>{ENGLISH.title}</h1><article>{line}{text}</article>")).published_at is None


@pytest.mark.parametrize("line", ["This story was updated on March 2, 2026.", "本報導於2026年3月2日更新"])
def test_a_notice_that_only_says_when_a_story_was_updated_tells_that_day(line: str) -> None:
    told = "<p>The ferry between the two islands will run again from Monday, the harbour office said.</p>" * 3
    article = read(page(f"<article>{told}<p>{line}</p></article>"))
    assert (article.modified_at, article.blocks[-1]) == ("2026-03-02", Notice(text=line))
