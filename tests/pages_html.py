"""Small news pages: invented stories in ten languages, and any markup around them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from watcher.extract import extract
from watcher.model import Article, Block, Image

URL = "https://www.harbour.example/region/a-story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a reader of the page would tell of it."""

    language: str
    title: str
    standfirst: str
    author: str
    caption: str
    paragraphs: tuple[str, ...]


ENGLISH = Story(
    language="en",
    title="Harbour bridge closed after cracks are found",
    standfirst="Inspectors found damage in two main cables. Ferries run every ten minutes until the spring.",
    author="Ida Brandt",
    caption="The bridge seen from the eastern pier on Monday morning",
    paragraphs=(
        "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two main cables.",
        "City officials said the inspection, the first in nine years, had been planned since the storms of January.",
        "About 41,000 vehicles cross the bridge on an ordinary day, and ferries will run every ten minutes instead.",
        "The council promised that the first lanes would be open again before the end of the school holidays.",
    ),
)
GERMAN = Story(
    language="de",
    title="Hafenbrücke nach Rissen an den Seilen gesperrt",
    standfirst="Prüfer fanden Schäden an zwei Tragseilen. Bis zum Frühjahr fahren die Fähren im Zehnminutentakt.",
    author="Jürgen Köhler",
    caption="Die gesperrte Brücke am Montagmorgen vom Ostufer aus gesehen",
    paragraphs=(
        "Die Hafenbrücke ist seit Montag für den gesamten Verkehr gesperrt, weil zwei Tragseile Risse aufweisen.",
        "Nach Angaben der Stadt war die Prüfung, die erste seit neun Jahren, seit den Januarstürmen geplant gewesen.",
        "Rund 41.000 Fahrzeuge queren die Brücke an einem gewöhnlichen Tag, nun fahren stattdessen die Fähren.",
        "Die Größe der Schäden überraschte die Fachleute, sagte die Bürgermeisterin am Abend vor der Presse.",
    ),
)
FRENCH = Story(
    language="fr",
    title="Le pont du port fermé après la découverte de fissures",
    standfirst="Deux câbles porteurs sont endommagés. Des bacs assureront la traversée jusqu’au printemps prochain.",
    author="Élodie Garrec",
    caption="Le pont fermé, vu depuis la rive est lundi matin",
    paragraphs=(
        "Le pont du port est fermé à toute circulation depuis lundi, après la découverte de fissures dans deux câbles.",
        "Selon la mairie, cette inspection, la première depuis neuf ans, était prévue depuis les tempêtes de janvier.",
        "Quelque 41 000 véhicules empruntent le pont chaque jour ; des bacs partiront toutes les dix minutes.",
        "Le conseil a promis que les premières voies rouvriraient avant la fin des vacances scolaires d’été.",
    ),
)
SPANISH = Story(
    language="es",
    title="Cierran el puente del puerto tras hallar grietas",
    standfirst="Dos cables están dañados. Los transbordadores saldrán cada diez minutos hasta la primavera.",
    author="Begoña Núñez",
    caption="El puente cerrado, visto desde el muelle este el lunes por la mañana",
    paragraphs=(
        "El puente del puerto quedó cerrado al tráfico el lunes después de que se hallaran grietas en dos cables.",
        "Según el concejo, la inspección, la primera en nueve años, estaba prevista desde los temporales de enero.",
        "Unos 41.000 vehículos cruzan el puente cada día; ahora los transbordadores saldrán cada diez minutos.",
        "El concejo prometió que los primeros carriles se abrirán antes de que terminen las vacaciones escolares.",
    ),
)
CHINESE = Story(
    language="zh",
    title="主缆出现裂缝 港口大桥全面封闭",
    standfirst="检查人员在两根主缆上发现损伤，渡轮将每十分钟一班，直到明年春天为止。",
    author="林晓岚",
    caption="周一早晨从东岸码头看到的大桥",
    paragraphs=(
        "周一，工程师在两根主缆上发现裂缝后，港口大桥对所有车辆封闭。",
        "市政府表示，这是九年来的第一次全面检查，自一月的风暴以来就已列入计划。",
        "平日每天约有4.1万辆车经过大桥，现在改由渡轮每十分钟发一班船。",
        "市议会承诺，第一批车道将在学校假期结束之前重新开放。",
    ),
)
JAPANESE = Story(
    language="ja",
    title="主ケーブルに亀裂 港大橋が全面通行止め",
    standfirst="点検で主ケーブル二本の損傷が見つかった。春まで渡し船が十分おきに運航する。",
    author="佐藤 美咲",
    caption="月曜の朝、東岸の桟橋から見た港大橋",
    paragraphs=(
        "港大橋は月曜、主ケーブル二本に亀裂が見つかったため、全面通行止めとなった。",
        "市によると、九年ぶりとなる今回の点検は、一月の暴風のあとから計画されていた。",
        "ふだんは一日に約4万1千台が橋を渡るが、代わりに渡し船が十分おきに出る。",
        "市議会は、学校の休みが終わる前に最初の車線を再開すると約束した。",
    ),
)
KOREAN = Story(
    language="ko",
    title="주 케이블 균열로 항구 대교 전면 통제",
    standfirst="점검에서 주 케이블 두 가닥의 손상이 발견됐다. 봄까지 나룻배가 십 분마다 다닌다.",
    author="김하늘",
    caption="월요일 아침 동쪽 부두에서 바라본 대교",
    paragraphs=(
        "항구 대교가 월요일 주 케이블 두 가닥에서 균열이 발견되면서 전면 통제됐다.",
        "시는 구 년 만의 이번 점검이 지난 일월 폭풍 이후 계획된 것이라고 밝혔다.",
        "평소 하루 약 4만 1천 대가 다리를 건너며, 이제 나룻배가 십 분마다 오간다.",
        "시의회는 학교 방학이 끝나기 전에 첫 차로를 다시 열겠다고 약속했다.",
    ),
)
RUSSIAN = Story(
    language="ru",
    title="Портовый мост закрыт после обнаружения трещин",
    standfirst="Повреждены два несущих троса. До весны через бухту каждые десять минут будут ходить паромы.",
    author="Мария Ветрова",
    caption="Закрытый мост утром в понедельник, вид с восточного причала",
    paragraphs=(
        "Портовый мост закрыт для движения с понедельника: инженеры обнаружили трещины в двух несущих тросах.",
        "По словам властей, проверку, первую за девять лет, запланировали ещё после январских штормов.",
        "В обычный день по мосту проезжает около 41 тысячи машин, теперь людей будут перевозить паромы.",
        "Совет обещал открыть первые полосы движения ещё до конца школьных каникул этого года.",
    ),
)
ARABIC = Story(
    language="ar",
    title="إغلاق جسر الميناء بعد اكتشاف شقوق",
    standfirst="عثر المفتشون على أضرار في كابلين رئيسيين، وستبحر العبارات كل عشر دقائق حتى الربيع المقبل.",
    author="سلمى الحداد",
    caption="الجسر المغلق صباح الاثنين كما يبدو من الرصيف الشرقي",
    paragraphs=(
        "أغلق جسر الميناء أمام حركة المرور يوم الاثنين بعد أن اكتشف المهندسون شقوقا في اثنين من الكابلات الرئيسية.",
        "وقال مسؤولو المدينة إن التفتيش، وهو الأول منذ تسع سنوات، كان مقررا منذ عواصف شهر يناير الماضي.",
        "ويعبر الجسر نحو 41 ألف مركبة في اليوم العادي، وستبحر العبارات كل عشر دقائق بدلا من ذلك.",
        "ووعد المجلس بأن تفتح المسارات الأولى مرة أخرى قبل نهاية العطلة المدرسية هذا العام.",
    ),
)
TURKISH = Story(
    language="tr",
    title="Liman köprüsü çatlaklar bulununca kapatıldı",
    standfirst="İki ana kabloda hasar var. Bahara kadar feribotlar on dakikada bir sefer yapacak.",
    author="Şule Ağaoğlu",
    caption="Kapatılan köprünün pazartesi sabahı doğu iskelesinden görünüşü",
    paragraphs=(
        "Liman köprüsü, mühendislerin iki ana kabloda çatlak bulmasının ardından pazartesi günü trafiğe kapatıldı.",
        "Belediye yetkilileri, dokuz yıldır yapılan ilk incelemenin ocak fırtınalarından beri planlandığını söyledi.",
        "Sıradan bir günde köprüden yaklaşık 41.000 araç geçiyor, bunun yerine feribotlar sefer yapacak.",
        "Meclis, ilk şeritlerin okul tatili bitmeden yeniden açılacağına dair söz verdiğini duyurdu.",
    ),
)
STORIES = (ENGLISH, GERMAN, FRENCH, SPANISH, CHINESE, JAPANESE, KOREAN, RUSSIAN, ARABIC, TURKISH)


def paragraphs(of: Story = ENGLISH) -> str:
    return "\n".join(f"<p>{text}</p>" for text in of.paragraphs)


def page(body: str = "", *, head: str = "", title: str = ENGLISH.title, lang: str = "en") -> str:
    """A whole page: a `head`, and a main element that begins with the headline and holds `body`."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><header><a href='/'>The Harbour Post</a></header><main><h1>{title}</h1>{body}</main>"
        "<footer>The Harbour Post, 12 Quay Street</footer></body></html>"
    )


def article_page(inside: str = "", *, of: Story = ENGLISH, head: str = "", before: str = "", after: str = "") -> str:
    """A page whose article element holds the first two paragraphs of `of`, then `inside`, then the others."""
    first, second, *others = (f"<p>{text}</p>" for text in of.paragraphs)
    body = f"{before}<article>{first}{second}{inside}{''.join(others)}</article>{after}"
    return page(body, head=head, title=of.title, lang=of.language)


def linked_data(*objects: dict[str, Any] | list[Any]) -> str:
    """JSON-LD scripts, one for each object."""
    return "".join(f'<script type="application/ld+json">{json.dumps(o, ensure_ascii=False)}</script>' for o in objects)


def news(**fields: Any) -> dict[str, Any]:
    """A NewsArticle of schema.org."""
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": ENGLISH.title} | fields


def metas(**contents: str) -> str:
    """Meta elements; "__" in a name stands for a colon."""
    return "".join(f'<meta property="{k.replace("__", ":")}" content="{v}">' for k, v in contents.items())


def read(html: str | bytes, url: str = URL, *, content_type: str | None = "text/html; charset=utf-8") -> Article:
    return extract(html.encode() if isinstance(html, str) else html, url, content_type=content_type)


def texts(article: Article) -> list[str]:
    """The texts of the blocks that have one, in order."""
    return [text for block in article.blocks if (text := getattr(block, "text", None))]


def kinds(article: Article) -> list[str]:
    return [block.kind for block in article.blocks]


def images(article: Article) -> list[Image]:
    return [block for block in article.blocks if isinstance(block, Image)]


def added(article: Article, of: Story = ENGLISH) -> tuple[Block, ...]:
    """The blocks that are not paragraphs of `of`."""
    return tuple(b for b in article.blocks if getattr(b, "text", None) not in of.paragraphs)
