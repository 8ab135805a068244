"""The times on the labels of a live blog's posts, as each language writes them; all of them 14:32."""

from __future__ import annotations

import pytest
from pages_html import ENGLISH, linked_data, news, page, read

from watcher.extract.moments import Clock, clock_in
from watcher.extract.wording import is_time_label
from watcher.model import Heading

LABELS = """
en | 2.32pm | 2.32pm BST | 2:32 p.m. ET | 02:32 PM | 14:32 GMT | Posted at 14:32 | 14:32 3 May | 3 May 14:32
en | May 3, 2026 2:32 PM | 2:32pm on 3 May 2026 | 3 May 2026, 14:32 | 2:32 PM EDT | Today at 14:32
en | 14:32 (UK time) | 2:32 PM · May 3, 2026 | Updated 14:32
de | 14:32 Uhr | 14.32 Uhr | um 14:32 Uhr | Heute, 14:32 Uhr | 03.05.2026, 14:32 Uhr | So, 14:32 Uhr
de | Sonntag, 3. Mai 2026, 14:32 Uhr | 14.32 Uhr, 3. Mai | vom 03.05.2026 14:32
fr | 14h32 | à 14h32 | Le 03/05 à 14h32 | 03 mai à 14h32 | Aujourd'hui à 14:32 | 14 h 32 | Publié à 14h32
es | 14:32h | 14.32 | 14:32 h. | 14:32 horas | Hoy 14:32 | 03/05/2026 14:32 | 3 may 2026 - 14:32 CEST | 14:32 hs
es | Ayer, 14:32
ca | 14.32 h
pt | 14h32 | 03/05/2026 14h32 | 03/05 14h32 | às 14h32 | Hoje às 14:32
it | ore 14:32 | 14.32 | Ore 14.32 | 3 mag 14:32 | Oggi, 14:32
nl | 14.32 uur | 14:32 uur | 3 mei, 14:32 | Vandaag 14:32
sv | 14.32 | kl 14.32 | Kl. 14:32 | Idag 14:32 | I dag 14.32 | 3 maj kl. 14.32
no | kl. 14:32 | 14.32 | I dag 14:32 | I dag kl. 14:32
da | 14.32 | kl. 14:32 | kl. 14.32 | I dag kl. 14:32
fi | 14.32 | klo 14.32 | Tänään 14:32 | 3.5. 14:32 | 3.5. klo 14.32
is | kl. 14:32
pl | godz. 14:32 | Dzisiaj 14:32 | Dziś, 14:32 | 3 maja 2026 14:32
cs | v 14:32 | dnes 14:32 | 3. 5. 14:32
sk | o 14:32 | Dnes 14:32
hu | Ma 14:32 | május 3. 14:32
ro | ora 14:32 | Ora 14.32 | Astăzi, 14:32
bg | 14:32 ч. | 14.32 ч.
hr | u 14:32 | 14.32 h | Danas 14:32
sr | 14.32 | 14:32h
sl | ob 14.32
el | 14.32 | Σήμερα, 14:32
ru | 14:32 мск | 14:32 МСК | сегодня, 14:32 | 3 мая, 14:32 | 03.05 14:32 | в 14:32 | 14.32
uk | сьогодні, 14:32 | 3 травня, 14:32
lt | 14:32 val. | Šiandien 14:32
lv | plkst. 14:32
et | kell 14:32 | kell 14.32 | Täna kell 14:32
tr | 14.32 | Saat 14:32 | saat 14.32 | Bugün 14:32
ar | 02:32 م | 2:32 مساء | الساعة 14:32 | 14:32 (بتوقيت غرينتش) | 14:32 بتوقيت مكة المكرمة | 3 مايو - 14:32
fa | ساعت 14:32
he | בשעה 14:32 | היום, 14:32
hi | 02:32 PM | 02:32 PM IST | 2:32 PM, 3 May 2026 | 03 May 2026 02:32 PM (IST) | 14:32 (IST)
th | 14:32 น. | 14.32 น. | เวลา 14.32 น.
vi | 14h32 | 14h32' | lúc 14:32
id | 14:32 WIB | 14.32 WIB | Pukul 14.32
ms | 2:32 petang
tl | 02:32 PM
sw | Saa 14:32
zh | 下午2:32 | 下午2点32分
zh | 14时32分 | 14点32分 | 5月3日 14:32 | 今天 14:32 | 05-03 14:32 | 2026-05-03 14:32 | 北京时间14:32
zh | 【14:32】
zh-TW | 下午 2:32 | 05/03 14:32 | 【14:32更新】 | 14:32 更新
ja | 14時32分 | 午後2時32分
ja | 午後2:32 | 5月3日 14:32 | 5/3 14:32 | 3日14時32分 | 14:32更新 | ＜午後2時32分＞ | 【14:32】
ko | 오후 2:32 | 오후 2시 32분 | 14시 32분 | 05.03 14:32 | 5월 3일 14:32 | [14:32]
"""
LINES = [tuple(line.split(" | ")) for line in LABELS.strip().splitlines()]
FORMS = (
    "<div class='post'><span class='t'>{}</span><h3>{}</h3><p>{}</p></div>",
    "<h3>{} – {}</h3><p>{}</p>",
    "<h3>{}: {}</h3><p>{}</p>",
)
TITLES = ("The ferry that was late is full", "The queue on the quay grows longer", "Nobody had heard of the cable")
SHOWN = (
    "Heute, {} Uhr",
    "kl. {}",
    "сегодня, {}",
    "Saat {}",
    "الساعة {}",
    "5月3日 {}",
    "3 May {}",
    "03/05 {}",
    "plkst. {}",
)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[1])
def test_a_time_is_known_with_the_words_beside_it(line: tuple[str, ...]) -> None:
    wrong = [text for text in line[1:] if not is_time_label(text) or clock_in(text) != Clock(hour=14, minute=32)]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "The ferry left at 14:32",
        "14:32 Boote",
        "Um 14:32 kam sie",
        "Flight 14:32 delayed",
        "Психология 14:32",
        "下午2:32开船",
    ],
)
def test_a_line_that_says_more_than_the_time_is_no_label(text: str) -> None:
    assert not is_time_label(text)


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("form", FORMS)
def test_posts_are_found_by_such_labels(form: str, shown: str) -> None:
    clocks = ("14:32", "13:05", "12:40")
    rows = zip(clocks, TITLES, ENGLISH.paragraphs, strict=False)
    posts = "".join(form.format(shown.format(clock), title, text) for clock, title, text in rows)
    article = read(page(f"<time datetime='2026-05-03T06:00:00Z'>x</time><article>{posts}</article>"))
    told = [b.posted_at for b in article.blocks if isinstance(b, Heading)]
    assert told == [f"2026-05-03T{clock}Z" for clock in clocks]


@pytest.mark.parametrize(
    "form",
    [
        "<article data-timestamp='{at}'><h3>{title}</h3><p>{text}</p></article>",
        "<li data-published='{at}'><h3>{title}</h3><p>{text}</p></li>",
        "<div itemprop='liveBlogUpdate'><meta itemprop='datePublished' content='{at}'><h3>{title}</h3>"
        "<p>{text}</p></div>",
    ],
)
def test_posts_of_a_live_blog_may_tell_their_times_in_attributes_only(form: str) -> None:
    times = ("2026-05-03T14:32:00Z", "2026-05-03T13:05:00Z", "2026-05-03T12:40:00Z")
    rows = zip(times, TITLES, ENGLISH.paragraphs, strict=False)
    posts = "".join(form.format(at=at, title=title, text=text) for at, title, text in rows)
    head = linked_data(news(**{"@type": "LiveBlogPosting"}))
    article = read(page(f"<article>{posts}</article>", head=head))
    assert [b.posted_at for b in article.blocks if isinstance(b, Heading)] == list(times)
