"""What changes on a news page with every load although nobody edited the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a site says around its articles, in one language. `ago` and `comments` hold a place for a number."""

    advertisement: str
    newsletter: str
    related: str
    comments: str
    ago: str
    teasers: Sequence[str]


_WORDS: Mapping[str, Words] = {
    "en": Words(
        advertisement="Advertisement", newsletter="Get the Herald in your inbox", related="Most read",
        comments="{} comments", ago="{} minutes ago",
        teasers=("Harbour pilots vote to strike", "A walk along the old sea wall", "Elmhaven wins at last"),
    ),
    "de": Words(
        advertisement="Anzeige", newsletter="Der Bote am Morgen: jetzt kostenlos anmelden", related="Meistgelesen",
        comments="{} Kommentare", ago="vor {} Minuten",
        teasers=("Radweg am Deich ist fertig", "Süderloh sucht Lehrer", "Der Winter kommt zurück"),
    ),
    "es": Words(
        advertisement="Publicidad", newsletter="Reciba el boletín de Valdoro", related="Lo más leído",
        comments="{} comentarios", ago="hace {} minutos",
        teasers=("Vuelve el mercado del sábado", "Lluvias hasta el jueves", "El tren llegará en otoño"),
    ),
    "zh": Words(
        advertisement="广告", newsletter="订阅每日新闻", related="热门文章", comments="{}条评论", ago="{}分钟前",
        teasers=("东澜老街翻修完工", "海峡大风蓝色预警", "清河两岸种下万株柳树"),
    ),
    "ar": Words(
        advertisement="إعلان", newsletter="اشترك في النشرة اليومية", related="الأكثر قراءة", comments="{} تعليقا",
        ago="قبل {} دقيقة", teasers=("عودة سوق السمك", "رياح قوية على الساحل", "مدرسة جديدة في الوادي"),
    ),
    "ru": Words(
        advertisement="Реклама", newsletter="Подпишитесь на рассылку", related="Самое читаемое",
        comments="Комментарии: {}", ago="{} мин. назад",
        teasers=("На Тихой начался ледоход", "Ярмарка переезжает", "Школу покрасят к осени"),
    ),
    "ja": Words(
        advertisement="広告", newsletter="朝のニュースをメールで", related="アクセスランキング",
        comments="コメント{}件", ago="{}分前",
        teasers=("港の朝市、三月から", "灯台に新しい案内板", "渡り鳥の観察会に百人"),
    ),
}  # fmt: skip


class Noise:
    """The noise of one page load: equal `load` gives equal noise."""

    def __init__(self, load: int, language: str) -> None:
        self._random = Random(load)  # noqa: S311  no secret: repeatable on purpose
        self._words = _WORDS[language.partition("-")[0]]

    def token(self) -> str:
        """A nonce, a signature, a form's secret: 24 hex digits."""
        return f"{self._random.getrandbits(96):024x}"

    def names(self, *names: str) -> str:
        """Class names as a build makes them: two hashed ones, then `names`, which stay."""
        return " ".join((f"sc-{self.token()[:6]}", self.token()[:5], *names))

    def picture(self, src: str) -> str:
        """The picture's address in some size, signed, fit for an attribute."""
        return f"{escape(src)}?w={self._random.choice((480, 640, 960, 1200))}&amp;sig={self.token()[:12]}"

    def tracked(self, href: str) -> str:
        """An address with a tracking parameter, fit for an attribute."""
        joint = "&amp;" if "?" in href else "?"
        return f"{escape(href)}{joint}utm_source=page&amp;utm_campaign={self.token()[:6]}"

    def advertisement(self) -> str:
        slot = self.token()[:8]
        return (
            f'<div class="{self.names("advertisement")}"><span class="label-top">{self._words.advertisement}</span>'
            f'<div id="ad-{slot}" class="gpt-slot" data-slot="{slot}"></div></div>'
        )

    def newsletter(self) -> str:
        return (
            f'<div class="newsletter-box"><p>{self._words.newsletter}</p><form action="/newsletter" method="post">'
            f'<input type="hidden" name="csrf" value="{self.token()}"><input type="email" name="mail"></form></div>'
        )

    def related(self) -> str:
        teasers = self._random.sample(self._words.teasers, 2)
        items = "".join(f'<li><a href="{self.tracked(f"/t/{len(t)}")}">{t}</a></li>' for t in teasers)
        return f'<aside class="{self.names("related")}"><h3>{self._words.related}</h3><ul>{items}</ul></aside>'

    def comments(self) -> str:
        return f'<span class="comment-count">{self._words.comments.format(self._random.randint(3, 400))}</span>'

    def ago(self) -> str:
        return f'<span class="relative-time">{self._words.ago.format(self._random.randint(2, 59))}</span>'

    def script(self) -> str:
        return f'<script nonce="{self.token()}">window.pageLoad={{"id":"{self.token()}"}}</script>'
