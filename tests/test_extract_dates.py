"""Times as publishers write them → UTC, in the precision of the source."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.extract.dates import utc, zoned
from watcher.extract.shown_dates import shown
from watcher.extract.wording import is_dateline

BERLIN = ZoneInfo("Europe/Berlin")
WRITTEN = re.compile(r"\d{1,4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)?")


@pytest.mark.parametrize(
    ("bare", "meta", "expected"),
    [
        ("2026-03-02T09:15:44", "2026-03-02T07:15:44+00:00", "2026-03-02T07:15:44+00:00"),
        ("2026-03-02T09:15:44", "2026-03-02T09:15:45+00:00", "2026-03-02T09:15:44"),
        ("2026-03-02T09:15:44", "2026-03-04T09:15:44+00:00", "2026-03-02T09:15:44"),
        ("2026-03-02T09:15:44", "2026-03-02T09:15:44", "2026-03-02T09:15:44"),
        ("2026-02-31T09:15:44", "2026-02-31T09:15:44Z", "2026-02-31T09:15:44"),
        ("2026-03-02T09:15:44Z", "2026-03-02T07:15:44Z", "2026-03-02T09:15:44Z"),
        (5, None, 5),
    ],
)
def test_a_time_without_a_zone_has_that_of_the_same_minute_and_second(
    bare: object, meta: str | None, expected: object
) -> None:
    assert zoned(bare, (None, meta)) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-03-02T07:15:44Z", "2026-03-02T07:15:44Z"),
        ("2026-03-02T07:15:44.196Z", "2026-03-02T07:15:44.196Z"),
        ("2026-03-02T07:15:44.1Z", "2026-03-02T07:15:44.100Z"),
        ("2026-03-02T07:15:44.000Z", "2026-03-02T07:15:44Z"),
        ("2026-03-02T07:15:44,5Z", "2026-03-02T07:15:44.500Z"),
        ("2026-03-02T07:15:44.123456Z", "2026-03-02T07:15:44.123456Z"),
        ("2026-03-02T07:15Z", "2026-03-02T07:15Z"),
        ("2026-03-02T07:15:44+01:00", "2026-03-02T06:15:44Z"),
        ("2026-03-02T07:15:44+0530", "2026-03-02T01:45:44Z"),
        ("2026-03-02T07:15:44-08", "2026-03-02T15:15:44Z"),
        ("2026-03-02T23:30:00-03:00", "2026-03-03T02:30:00Z"),
        ("2026-03-02 07:15:44", "2026-03-02T07:15:44Z"),
        ("2026-03-02 07:15:44 UTC", "2026-03-02T07:15:44Z"),
        ("2026-03-02  07:15 +01:00", "2026-03-02T06:15Z"),
        ("Mon Mar 02 2026 07:15:44 GMT+0000 (UTC)", "2026-03-02T07:15:44Z"),
        ("Mon Mar 02 2026 07:15:44 GMT-0500 (Eastern Standard Time)", "2026-03-02T12:15:44Z"),
        ("Mon Mar 02 07:15:44 CET 2026", "2026-03-02T06:15:44Z"),
        ("2026-3-2", "2026-03-02"),
        (" 2026-03-02 ", "2026-03-02"),
        ("2026-03-02T24:00:00Z", "2026-03-03T00:00:00Z"),
        ("2026-02-28 25:30", "2026-03-01T01:30Z"),
        ("20260302T071544Z", "2026-03-02T07:15:44Z"),
        ("20260302T071544+0100", "2026-03-02T06:15:44Z"),
        ("202603020715", "2026-03-02T07:15Z"),
        ("20260302", "2026-03-02"),
        (["2026-03-02T07:15Z"], "2026-03-02T07:15Z"),
        ({"@type": "Date", "@value": "2026-03-02"}, "2026-03-02"),
        ("2569-03-02T07:15+07:00", "2026-03-02T00:15Z"),
        ("Mon, 02 Mar 2026 07:15:44 +0100", "2026-03-02T06:15:44Z"),
        ("Mon, 02 Mar 2026 07:15:44 GMT", "2026-03-02T07:15:44Z"),
        ("Mon, 02 Mar 2026 07:15:44 CET", "2026-03-02T06:15:44Z"),
        ("Mon, 02 Mar 2026 07:15:44 EST", "2026-03-02T12:15:44Z"),
        ("2026-03-02 07:15:44 EST", "2026-03-02T12:15:44Z"),
        ("2026-07-02 07:15 EDT", "2026-07-02T11:15Z"),
        ("2026-07-02 07:15 ET", "2026-07-02T11:15Z"),
        ("2026-03-02T07:15:44 (IST)", "2026-03-02T01:45:44Z"),
        ("2026-03-02 07:15 PM", "2026-03-02T19:15Z"),
        ("2026-03-02 12:15 am", "2026-03-02T00:15Z"),
        ("2026-03-02 12:15:44 PM EST", "2026-03-02T17:15:44Z"),
        ("2026-03-02 07:15pm ET", "2026-03-03T00:15Z"),
        ("2026-03-02 19:15 pm", "2026-03-02T19:15Z"),
        ("2026-03-02 19:15 am", "2026-03-02T19:15Z"),
        ("2026-03-02T07:15 America", "2026-03-02T07:15Z"),
        ("2026-03-02 12:15 Amsterdam", "2026-03-02T12:15Z"),
        ("2026-03-02 07:15 Uhr", "2026-03-02T07:15Z"),
        ("2 Mar 2026 07:15:44", "2026-03-02T07:15:44Z"),
        (1772435744, "2026-03-02T07:15:44Z"),
        ("1772435744", "2026-03-02T07:15:44Z"),
        (1772435744196, "2026-03-02T07:15:44.196Z"),
        ("1772435744196", "2026-03-02T07:15:44.196Z"),
    ],
)
def test_every_machines_form_is_read(raw: object, expected: str) -> None:
    assert utc(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-03-02T07:15:44", "2026-03-02T06:15:44Z"),
        ("2026-07-02T07:15:44", "2026-07-02T05:15:44Z"),
        ("2026-03-02T07:15:44Z", "2026-03-02T07:15:44Z"),
        ("2026-03-02T07:15:44+03:00", "2026-03-02T04:15:44Z"),
        ("2026-03-02", "2026-03-02"),
        ("20260302T071544", "2026-03-02T06:15:44Z"),
        ("2026-03-02 07:15:44 EST", "2026-03-02T12:15:44Z"),
        ("2026-03-02 07:15 BST", "2026-03-02T06:15Z"),
        ("2026-03-02 07:15 PM", "2026-03-02T18:15Z"),
        ("Mon, 02 Mar 2026 07:15:44", "2026-03-02T06:15:44Z"),
        ("Mon, 02 Mar 2026 07:15:44 -0000", "2026-03-02T07:15:44Z"),
    ],
)
def test_a_zone_counts_only_for_times_without_their_own(raw: str, expected: str) -> None:
    assert utc(raw, BERLIN) == expected


def test_a_bare_day_stays_a_day() -> None:
    for zone in (None, BERLIN, ZoneInfo("Pacific/Auckland")):
        assert utc("2026-03-02", zone) == "2026-03-02"


@pytest.mark.parametrize(
    "raw",
    [
        None, True, False, "", " ", "soon", "yesterday", "2026", "2026-03", "2026-13-01", "2026-02-30", "0000-01-01",
        "2026-03-02T23:61:00Z", "2026-03-02T07:15:44+99:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
        "1e9", "-1772435744", "17724357441", 0, -5, 17, 1e300, float("inf"), float("nan"), [], {}, b"2026-03-02",
        "2026-03-02T" + "0" * 100, "9" * 50, "١٢٣", "二〇二六年",
    ],
)  # fmt: skip
def test_what_is_no_time_is_none(raw: object) -> None:
    found = utc(raw)
    assert found is None or (isinstance(raw, str) and raw.startswith(found[:4]))


@pytest.mark.parametrize(
    "raw",
    [
        "2026-13-01", "2026-02-30", "0000-01-01", "2026-03-02T07:61Z", "1404-12-11", "0001-01-01",
        "0001-01-01T00:00:00", "1970-01-01", "1970-01-01T01:00:00+01:00", "1970-01-01 00:00:00", "9999-12-31T23:59:59",
    ],
)  # fmt: skip
def test_a_day_that_does_not_exist_or_stands_for_none_is_none(raw: str) -> None:
    assert utc(raw) is utc(raw, BERLIN) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年1月21日", "2024-01-21"),
        ("发布于2024年1月21日 18:05", "2024-01-21T18:05Z"),
        ("2024年1月21日（日）18時05分", "2024-01-21T18:05Z"),
        ("2024/1/21 18:05", "2024-01-21T18:05Z"),
        ("2024. 1. 21. 18:05", "2024-01-21T18:05Z"),
        ("입력 2024.01.21 18:05", "2024-01-21T18:05Z"),
        ("Stand: 21.01.2024, 18:05 Uhr", "2024-01-21T18:05Z"),
        ("21.01.2024", "2024-01-21"),
        ("Publié le 21/01/2024 à 18:05", "2024-01-21T18:05Z"),
        ("Published 2024-01-21 18:05", "2024-01-21T18:05Z"),
        ("2024-01-21T18:05:09+01:00", "2024-01-21T18:05Z"),
        ("21 January 2024, 6:05 pm", "2024-01-21T18:05Z"),
        ("21 January 2024, 6 p.m.", "2024-01-21T18:00Z"),
        ("January 21, 2024 at 12 am", "2024-01-21T00:00Z"),
        ("7 PM EST, Sun January 21, 2024", "2024-01-22T00:00Z"),
        ("21. Januar 2024, 7 Uhr", "2024-01-21T07:00Z"),
        ("21. Januar 2024, 25 Uhr", "2024-01-21"),
        ("21 January 2024, 5 amps", "2024-01-21"),
        ("Sun., Jan 21st, 2024", "2024-01-21"),
        ("21 جنوری ، 2024", "2024-01-21"),
        ("Nailathala Jan 22, 2024 2:05 AM PHT", "2024-01-21T18:05Z"),
        ("January 21, 2024 6:05 p.m. ET", "2024-01-21T23:05Z"),
        ("01/21/2024 6:05 PM EST", "2024-01-21T23:05Z"),
        ("21/01/2024, 18:05 (GMT+7)", "2024-01-21T11:05Z"),
        ("21. Januar 2024 um 18:05 Uhr", "2024-01-21T18:05Z"),
        ("Mis à jour le 1er mars 2024 à 18h05", "2024-03-01T18:05Z"),
        ("21 de enero de 2024 - 18:05", "2024-01-21T18:05Z"),
        ("21 gennaio 2024 alle 18:05", "2024-01-21T18:05Z"),
        ("21 января 2024, 18:05", "2024-01-21T18:05Z"),
        ("5 липня 2024", "2024-07-05"),
        ("5 lipca 2024", "2024-07-05"),
        ("5. července 2024", "2024-07-05"),
        ("5. června 2024", "2024-06-05"),
        ("21 Ocak 2024 - 18:05", "2024-01-21T18:05Z"),
        ("21 يناير 2024", "2024-01-21"),
        ("2024년 1월 21일 오후 6:05", "2024-01-21T18:05Z"),
        ("الأحد، 21 يناير 2024 06:05 م", "2024-01-21T18:05Z"),
        ("21 يناير 2024 12:05 ص", "2024-01-21T00:05Z"),
        ("21 Ιανουαρίου 2024, 6:05 μ.μ.", "2024-01-21T18:05Z"),
        ("12:05 am on 21 January 2024", "2024-01-21T00:05Z"),
        ("06:05:07 PM GMT Jan 21, 2024", "2024-01-21T18:05:07Z"),
        ("21 January 2024 18:05:75", "2024-01-21T18:05Z"),
        ("Updated: 18:05, Sunday, 21 January 2024", "2024-01-21T18:05Z"),
        ("1/21/24 6:05pm", "2024-01-21T18:05Z"),
        ("Posted: 01-21-24 06:05 PM ET", "2024-01-21T23:05Z"),
        ("3/ 5/24 12:05 a.m. EST", "2024-03-05T05:05Z"),
        ("Won 21-14-24 6:05 to play", None),
        ("2/3/24 18:05", None),
        ("31 February 2024", None),
        ("On 3 or 4 of 2024", None),
        ("41,000 vehicles", None),
        ("tel. 0049.30.1234", None),
        ("", None),
        ("12·03·26 | 09:30", "2026-03-12T09:30Z"),
        ("12·03·2026", "2026-03-12"),
        ("1·2·3", None),
        ("12 marca (czwartek) 2026, 09:30", "2026-03-12T09:30Z"),
    ],
)
def test_dates_in_running_text_are_found(text: str, expected: str | None) -> None:
    found = shown(text)
    assert (found or "")[:10] == (expected or "")[:10]
    if "+" not in text:
        assert found == expected


def test_visible_times_are_read_in_the_sites_zone() -> None:
    assert shown("21.01.2024, 18:05 Uhr", BERLIN) == "2024-01-21T17:05Z"
    assert shown("2024-01-21 18:05 CST", ZoneInfo("Asia/Shanghai")) == "2024-01-21T10:05Z"


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
DAY = datetime.fromisoformat
TIMES = st.datetimes(min_value=DAY("1900-01-02"), max_value=DAY("2200-12-30"), timezones=ZONES)


@given(TIMES)
def test_iso_times_keep_their_moment_and_their_precision(at: datetime) -> None:
    found = utc(at.isoformat())
    assert found is not None
    assert datetime.fromisoformat(found) == at
    assert ("." in found) == bool(at.microsecond)


@given(st.integers(10**9, 4 * 10**9))
def test_seconds_since_the_epoch_keep_their_moment(seconds: int) -> None:
    assert datetime.fromisoformat(utc(seconds) or "").timestamp() == seconds
    assert utc(str(seconds)) == utc(seconds)


@given(st.datetimes(min_value=DAY("1990-01-01"), max_value=DAY("2090-01-01")))
def test_a_zone_is_applied_once(at: datetime) -> None:
    at = at.replace(microsecond=0, fold=0)  # written down, an hour that comes twice does not say which it is
    found = utc(at.isoformat(), BERLIN)
    assert found is not None
    assert datetime.fromisoformat(found) == at.replace(tzinfo=BERLIN).astimezone(UTC)


@given(st.one_of(st.text(max_size=90), st.integers(), st.floats(), st.none(), st.booleans(), st.lists(st.text())))
def test_anything_gives_a_time_or_none(raw: object) -> None:
    found = utc(raw, BERLIN)
    assert found is None or WRITTEN.fullmatch(found)


@given(st.text(alphabet="0123456789年月日./-: TZ+時", max_size=60))
def test_digits_and_points_never_fail(text: str) -> None:
    for found in (utc(text), shown(text), shown(text, BERLIN)):
        assert found is None or WRITTEN.fullmatch(found)


@given(st.text(alphabet="0123456789年月日./-: TZ+時janecmrpd", max_size=60))
def test_a_text_of_any_dates_never_fails(text: str) -> None:
    found = shown(text, BERLIN)
    assert found is None or WRITTEN.fullmatch(found)


@pytest.mark.parametrize("piece", ["1 ", "1 de ", "january ", "2024-1-", "12.12.", "1 january 20", "2024-01-01 "])
def test_dates_are_looked_for_in_no_time(piece: str) -> None:
    began = time.process_time()
    shown(piece * 50_000)
    assert time.process_time() - began < 1


MONTHS = """
en January February March April May June July August September October November December
de Januar Februar März April Mai Juni Juli August September Oktober November Dezember
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
es enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
nl januari februari maart april mei juni juli augustus september oktober november december
sv januari februari mars april maj juni juli augusti september oktober november december
da januar februar marts april maj juni juli august september oktober november december
pl stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
cs ledna února března dubna května června července srpna září října listopadu prosince
sk januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
hu január február március április május június július augusztus szeptember október november december
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
bg януари февруари март април май юни юли август септември октомври ноември декември
sr јануар фебруар март април мај јун јул август септембар октобар новембар децембар
sl januar februar marec april maj junij julij avgust september oktober november december
mk јануари февруари март април мај јуни јули август септември октомври ноември декември
sq janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor
el Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου
ru января февраля марта апреля мая июня июля августа сентября октября ноября декабря
uk січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
be студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня
lt sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio
lv janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris
et jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
tr Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık
az yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr
kk қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан
hy հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի
ka იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი
ar يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
fa ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
ur جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
he בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר
hi जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
bn জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
ta ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
th มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
id Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember
ms Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember
sw Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba
tl Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre
ca gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
gl xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro
is janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
cy Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr
"""
# One row, of the first six months: the others are written alike.
FARTHER = """
జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ
ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન
ਜਨਵਰੀ ਫਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ଜାନୁଆରୀ ଫେବୃଆରୀ ମାର୍ଚ୍ଚ ଅପ୍ରେଲ ମଇ ଜୁନ
ජනවාරි පෙබරවාරි මාර්තු අප්රේල් මැයි ජූනි जनवरी फेब्रुअरी मार्च अप्रिल मे जुन
ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា
ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ Janairu Fabrairu Maris Afrilu Mayu Yuni
ጃንዩወሪ ፌብሩወሪ ማርች ኤፕሪል ሜይ ጁን Janaayo Febraayo Maarso Abriil Maajo Juun
январи феврали марти апрели майи июни جنوري فبروري مارچ اپرېل مې جون ஜன பிப் மார் ஏப் மே ஜூன்
"""


@pytest.mark.parametrize("names", MONTHS.strip().splitlines(), ids=lambda names: names[:2])
def test_a_month_is_known_by_its_name_in_any_language(names: str) -> None:
    found = [shown(f"3 {name} 2026, 14:05") for name in names.split()[1:]]
    assert found == [f"2026-{month:02}-03T14:05Z" for month in range(1, 13)]


SHORT = """
ru янв февр мар апр мая июн июл авг сент окт нояб дек
uk січ лют бер кві тра чер лип сер вер жов лис гру
pl sty lut mar kwi maj cze lip sie wrz paź lis gru
hu jan. febr. márc. ápr. máj. jún. júl. aug. szept. okt. nov. dec.
ro ian. feb. mar. apr. mai iun. iul. aug. sept. oct. nov. dec.
id jan feb mar apr mei jun jul agt sep okt nov des
ar يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر
sl jan feb mar apr maj jun jul avg sep okt nov dec
ro ian feb mar apr mai iun iul aug sep oct noi dec
pt jan fev mar abr mai jun jul ago set out nov dez
it gen feb mar apr mag giu lug ago set ott nov dic
es ene feb mar abr may jun jul ago sep oct nov dic
de Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez
cs led úno bře dub kvě čvn čvc srp zář říj lis prosince
et jaan veebr märts apr mai juuni juuli aug sept okt nov dets
lv janv febr mar apr mai jūn jūl aug sep okt nov dec
fi tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu
el Ιαν Φεβ Μαρ Απρ Μαι Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ
bg яну фев мар апр май юни юли авг сеп окт ное дек
uk січ лют бер квіт трав черв лип серп вер жовт лист груд
sq Jan Shk Mar Pri Maj Qer Kor Gus Sht Tet Nën Dhj
vi Th1 Th2 Th3 Th4 Th5 Th6 Th7 Th8 Th9 Th10 Th11 Th12
"""


@pytest.mark.parametrize("names", SHORT.strip().splitlines(), ids=lambda names: names[:2])
def test_a_month_is_known_by_its_shorter_name(names: str) -> None:
    found = [shown(f"3 {name} 2026, 14:05") for name in names.split()[1:]]
    assert found == [f"2026-{month:02}-03T14:05Z" for month in range(1, 13)]


@pytest.mark.parametrize("line", ["12 décembre 2026", "12. avg. 2026", "12 noi 2026", "12 dic 2026", "12. Mrz 2026"])
def test_a_day_with_its_month_alone_is_a_line_that_says_when(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize("line", ["12 out of 2026 asked", "sold out 2 2026 shows", "a 12-lap 2026 race"])
def test_words_like_the_shorter_names_of_months_are_none(line: str) -> None:
    assert shown(line) is None


def test_a_month_is_known_in_languages_farther_off() -> None:
    names = FARTHER.split()
    found = [shown(f"3 {name} 2026, 14:05") for name in names]
    assert found == [f"2026-{month:02}-03T14:05Z" for month in range(1, 7)] * (len(names) // 6)


FINNISH = """tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu"""


def test_a_finnish_month_is_known_by_its_name() -> None:
    found = [shown(f"3. {name}kuuta 2026") for name in FINNISH.split()]
    assert found == [f"2026-{month:02}-03" for month in range(1, 13)]


def test_a_croatian_month_is_another_in_polish() -> None:
    zagreb = ZoneInfo("Europe/Zagreb")
    names = "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca".split()
    assert [shown(f"3. {name} 2026.", zagreb) for name in names] == [f"2026-{n:02}-03" for n in range(1, 13)]
    assert shown("3 listopada 2026", ZoneInfo("Europe/Warsaw")) == "2026-11-03"
    found = [shown(f"3. {name} 2026.", zagreb) for name in ("svi", "lip", "srp", "kol", "ruj", "lis", "stu")]
    assert found == [f"2026-{month:02}-03" for month in range(5, 12)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.5.26, 14:05", "2026-05-03T14:05Z"),
        ("May. 3, 2026", "2026-05-03"),
        ("2026. május 3. 14:05", "2026-05-03T14:05Z"),
        ("2026 m. gegužės 3 d. 14:05", "2026-05-03T14:05Z"),
        ("2026. gada 3. maijs, 14:05", "2026-05-03T14:05Z"),
        ("2026 жылғы 3 мамыр, 14:05", "2026-05-03T14:05Z"),
        ("2026ko maiatzaren 3a, 14:05", "2026-05-03T14:05Z"),
        ("3 tháng 5 năm 2026", "2026-05-03"),
        ("3 พ.ค. 2569 14:05 น.", "2026-05-03T14:05Z"),
        ("3/5/2569", "2026-05-03"),
        ("٣ مايو ٢٠٢٦ - ١٤:٠٥", "2026-05-03T14:05Z"),
        ("৩ মে ২০২৬, ১৪:০৫", "2026-05-03T14:05Z"),
        ("३ मई २०२६", "2026-05-03"),
        ("3.mai.2026 às 14h05", "2026-05-03T14:05Z"),
        ("3 مايو ,2026: 02:05 م", "2026-05-03T14:05Z"),
        ("วันที่ 3 พฤษภาคม พ.ศ. 2569, 14.05 น.", "2026-05-03T14:05Z"),
        ("令和8年5月3日 午後2時5分", "2026-05-03"),
        ("民國115年5月3日 14:05", "2026-05-03T14:05Z"),
        ("115年5月3日 14:05", "2026-05-03T14:05Z"),
        ("發布日期：115-05-03", "2026-05-03"),
        ("版本：115-05-03", None),
        ("创刊115年", None),
        ("3 May 2026 2.05pm Eastern Time", "2026-05-03T18:05Z"),
        ("05/03/2026 2:05 PM EDT", "2026-05-03T18:05Z"),
        ("May 3, 2026 2:05 p.m. CST", "2026-05-03T20:05Z"),
        ("Version 3.5.26", None),
        ("Version 03.05.26", None),
        ("v10.04.24", None),
        ("Az. 12.03.24", None),
        ("Tel. 01.12.24", None),
        ("12.03.99", None),
        ("Lowen, 03.05.26", "2026-05-03"),
        ("3.5.26", None),
        ("03.05.26 in der Fassung", None),
        ("1.03.05.26", None),
        ("03.05.26", "2026-05-03"),
        ("Ida Brandt | 03.05.26 |", "2026-05-03"),
        ("یکشنبه ۱۳ اردیبهشت ۱۴۰۵ ساعت ۱۴:۰۵", "2026-05-03T14:05Z"),
        ("۱۴۰۵/۰۲/۱۳ - ۱۴:۰۵", "2026-05-03T14:05Z"),
        ("1403/12/30", "2025-03-20"),
        ("30 اسفند ماه 1399", "2021-03-20"),
        ("1405/13/01", None),
        ("1448/05/21", None),
        ("۱۴:۰۵ - ۱۳ اردیبهشت ۱۴۰۵", "2026-05-03T14:05Z"),
        ("3 may 2026 18:05 (UTC +04)", "2026-05-03T14:05Z"),
        ("၃ မေ ၂၀၂၆", "2026-05-03"),
        ("៣ ឧសភា ២០២៦", "2026-05-03"),
        ("3 أيار/مايو 2026 - 14:05", "2026-05-03T14:05Z"),
        ("3 مايو (أيار) 2026", "2026-05-03"),
        ("3 كانون الثاني / يناير 2026", "2026-01-03"),
        ("3 آب/اغسطس 2026، 18:05 (GMT+0400)", "2026-08-03T14:05Z"),
        ("3 مايو/يوليو 2026", None),
    ],
)
def test_a_date_in_the_manner_of_its_language(text: str, expected: str | None) -> None:
    assert shown(text) == expected
