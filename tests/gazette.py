"""A database of invented articles in five languages, with what was edited in them: for pages that are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from builders import page
from msgspec import structs
from store_builders import MINUTE, alert, edited, same

from watcher.compare import bumped, compare, stealth
from watcher.model import (
    Article,
    Block,
    Event,
    Heading,
    Image,
    Link,
    List,
    Notice,
    Outcome,
    Paragraph,
    Quote,
    SourceSetting,
    Standing,
    Table,
    Watch,
)
from watcher.store import Store
from watcher.urls import identity, site

MORNING = datetime(2026, 3, 3, 6, 40, tzinfo=UTC)
EVENING = MORNING + timedelta(days=2, hours=13)
HOUR = 60 * MINUTE

HOSTILE = '<script>mark("text")</script>"><img src=/marked onerror=mark("attribute")><svg onload=mark("svg")>'
SCRIPTED = """<!doctype html><html><head><base href="/marked/"><link rel="stylesheet" href="/marked.css">
<meta http-equiv="refresh" content="0;url=/marked"><style>@import "/marked.css"; body { background: url(/marked.png) }
* { position: fixed; inset: 0; width: expression(mark("css")) }</style></head>
<body onload="mark('load')"><script>window.marked = true; alert("marked"); fetch("/marked")</script>
<img src="/marked.png" onerror="mark('image')"><a href="javascript:mark('link')">The story</a>
<iframe src="/marked"></iframe><form action="/marked"><button autofocus onfocus="mark('focus')">Go</button></form>
<object data="/marked"></object><svg><script href="/marked.js"/></svg></body></html>"""


@dataclass
class Story:
    """One article of the gazette: how it stands, and how often it was edited."""

    store: Store
    watch: Watch
    article: Article
    number: int = 1

    async def edit(self, at: datetime, article: Article, *, told: bool = False, page_body: str | None = None) -> None:
        """The article stands so from now on; `told` sends an alert."""
        changes = compare(self.article, article)
        before, self.number = self.article, self.number + 1
        await self.store.memory.record(
            edited(
                _read(self.watch, at), self.number, at, article=article, changes=changes, seen_after=at - 7 * MINUTE,
                stealth=stealth(before, article, changes), bumped=bumped(changes),
                page=page(page_body) if page_body else None, alerts=(alert("desk", 0),) if told else (),
            )
        )  # fmt: skip
        self.article = article

    async def looked(self, *times: datetime, outcome: Outcome = Outcome.SAME, event: Event | None = None) -> None:
        """It was looked at, and nothing had changed; `event` comes with the first look."""
        for at in times:
            standing = Standing.GONE if outcome is Outcome.GONE else Standing.PRESENT
            await self.store.memory.record(same(_read(self.watch, at, standing), at, outcome=outcome, event=event))
            event = None


def _read(watch: Watch, at: datetime, standing: Standing = Standing.PRESENT) -> Watch:
    """The watch after a look."""
    return structs.replace(watch, standing=standing, due_at=at + 90 * MINUTE, young_since=MORNING)


async def story(
    store: Store, article: Article, at: datetime = MORNING, *, tags: Sequence[str] = (), body: str | None = None
) -> Story:
    """An article that is seen for the first time."""
    url = article.url
    watch, _ = store.watches.add(url, key=identity(url), site=site(url), tags=tags, now=at)
    first = edited(
        watch,
        1,
        at,
        outcome=Outcome.NEW,
        changes=(),
        article=article,
        seen_after=None,
        page=page(body) if body else None,
    )
    await store.memory.record(first)
    return Story(store=store, watch=watch, article=article)


def written(host: str, language: str, title: str, *blocks: Block | str, standfirst: str | None = None) -> Article:
    """An article of https://HOST/, published in the morning; plain texts are paragraphs."""
    url = f"https://{host}/story"
    whole = tuple(Paragraph(text=block) if isinstance(block, str) else block for block in blocks)
    return Article(
        url=url, canonical_url=url, site=host, language=language, title=title, standfirst=standfirst, blocks=whole,
        published_at="2026-03-03T06:15:00Z", modified_at="2026-03-03T06:15:00Z",
    )  # fmt: skip


def picture(name: str, caption: str, credit: str = "M. Okafor") -> Image:
    src = f"https://pictures.example/{name}.jpg"
    return Image(src=src, asset=src, role="lead", alt="The harbour", caption=caption, credit=credit)


BRIDGE = written(
    "harbour.example", "en", "Harbour bridge closed after crack is found",
    picture("bridge-dawn", "The bridge at dawn on Tuesday. 12 lorries were turned back."),
    "The bridge over the harbour mouth was closed on Tuesday after inspectors found a crack in its eastern pylon.",
    Heading(level=2, text="What is known"),
    "Some 12,000 cars cross it every day. The port authority said the detour takes at least 40 minutes.",
    "“Nobody was ever in danger,” said Ines Markward, who heads the port authority.",
    "The bridge was built in 1974 and last repaired nine years ago.",
    Quote(text="“We heard it at night: a sound like a shot.”"),
    List(ordered=False, items=("Line 4 ends at Fish Market", "The night ferry runs every 20 minutes")),
    "A decision about the repair is expected by Friday.",
    standfirst="Commuters face a detour of an hour. Ferries run through the night.",
)  # fmt: skip
BUDGET = written(
    "hafenblatt.example", "de", "Stadtrat beschließt Haushalt mit knapper Mehrheit",
    "Der Stadtrat hat am Dienstag den Haushalt mit 31 zu 29 Stimmen beschlossen.",
    "Die Straßenbahnverlängerung nach Nordhafen wird um zwei Jahre verschoben, die Bäder bleiben geöffnet.",
    "Bürgermeisterin Sölve Brandt sprach von einem Haushalt der Vernunft, die Opposition von Rechenkunststücken.",
)  # fmt: skip
RIVER = written(
    "jianghe.example", "zh", "江城水位上涨 沿岸居民撤离",
    picture("river", "周二清晨的江城大堤。"),
    "江城水务局周二表示，水位达到10.5米，为六年来最高。",
    "沿岸约3200名居民已撤离到附近学校。当局说，没有人员伤亡。",
    "气象部门预计，降雨将持续到周四。",
)  # fmt: skip
TRAIN = written(
    "minato.example", "ja", "港線、始発から運転見合わせ",
    "港線は3日、信号故障のため始発から運転を見合わせた。およそ8000人に影響が出た。",
    "復旧は正午ごろになる見込みだという。",
)  # fmt: skip
PORT = written(
    "almina.example", "ar", "افتتاح المرفأ الجديد في الربيع",
    "أعلنت سلطة المرفأ يوم الثلاثاء أن المرفأ الجديد سيفتتح في أبريل، بعد تأخير دام 14 شهرا.",
    "وقالت السلطة إن الكلفة بلغت 120 مليونا.",
)  # fmt: skip


def changed(of: Article, at: int, block: Block | str) -> Article:
    """The article with another block at this position."""
    blocks = list(of.blocks)
    blocks[at] = Paragraph(text=block) if isinstance(block, str) else block
    return replace(of, blocks=tuple(blocks))


async def filled(store: Store) -> None:
    """Five articles with their edits, a source, letters and a drift."""
    await _bridge(store)
    budget = await story(store, BUDGET, MORNING + HOUR, tags=("stadt",))
    await budget.edit(EVENING - 9 * HOUR, changed(BUDGET, 0, BUDGET_COUNTED), told=True)
    await budget.edit(EVENING - 8 * HOUR, replace(budget.article, modified_at="2026-03-05T10:55:00Z"))
    river = await story(store, RIVER, MORNING + 2 * HOUR, tags=("zh",))
    await river.edit(EVENING - 5 * HOUR, changed(RIVER, 1, "江城水务局周二表示，水位达到10.8米，为六年来最高。"))
    await river.edit(EVENING - 3 * HOUR, changed(river.article, 2, RIVER_HURT), told=True)
    await budget.looked(EVENING - 30 * MINUTE)
    await river.looked(EVENING - 2 * HOUR, EVENING - 25 * MINUTE)
    train = await story(store, TRAIN, MORNING + 3 * HOUR)
    await train.edit(EVENING - 6 * HOUR, replace(TRAIN, title="港線、正午に運転再開"))
    await train.looked(EVENING - 4 * HOUR, EVENING - 15 * MINUTE)
    port = await story(store, PORT, MORNING + 4 * HOUR)
    await port.edit(EVENING - 2 * HOUR, changed(PORT, 0, PORT_LATER))
    await port.looked(EVENING - HOUR, EVENING - 50 * MINUTE, outcome=Outcome.GONE, event=_gone(EVENING - HOUR))
    store.sources.add(SourceSetting(url="https://harbour.example/feed.xml", tags=("harbour",)), MORNING)


BUDGET_COUNTED = "Der Stadtrat hat am Dienstag den Haushalt mit 32 zu 28 Stimmen beschlossen."
RIVER_HURT = "沿岸约3200名居民已撤离到附近学校。当局说，有两人受伤。"
PORT_LATER = "أعلنت سلطة المرفأ يوم الثلاثاء أن المرفأ الجديد سيفتتح في يونيو، بعد تأخير دام 16 شهرا."


async def _bridge(store: Store) -> None:
    """Counted anew, illustrated anew, put in another order, gone for an hour, corrected."""
    bridge = await story(store, BRIDGE, tags=("harbour", "traffic"), body="<h1>Harbour bridge closed</h1>")
    await bridge.looked(*(MORNING + n * HOUR for n in (1, 2, 3)))
    await bridge.edit(
        MORNING + 4 * HOUR,
        replace(
            changed(BRIDGE, 3, BRIDGE_DETOUR), title="Harbour bridge to stay closed for weeks after crack is found"
        ),
        told=True,
    )
    await bridge.looked(*(MORNING + n * HOUR for n in (6, 8, 12, 16)))
    noon = picture("bridge-noon", "The bridge at noon on Tuesday. 21 lorries were turned back.")
    _, first, head, cars, said, *rest, end = bridge.article.blocks
    blocks = (noon, first, head, cars, *rest, said, end, Paragraph(text=BRIDGE_FERRY))
    await bridge.edit(MORNING + 20 * HOUR, replace(bridge.article, blocks=blocks))
    await bridge.looked(MORNING + 26 * HOUR, outcome=Outcome.FAILED)
    await bridge.looked(
        MORNING + 30 * HOUR, MORNING + 31 * HOUR, outcome=Outcome.GONE, event=_gone(MORNING + 30 * HOUR)
    )
    back = Event(kind="article.restored", at=MORNING + 33 * HOUR, seen_after=MORNING + 31 * HOUR, why="")
    await bridge.looked(MORNING + 33 * HOUR, MORNING + 40 * HOUR, event=back)
    notice = Notice(text="Correction: an earlier version of this article said that 12 lorries were turned back.")
    told = replace(bridge.article, blocks=(*bridge.article.blocks, notice), modified_at="2026-03-05T18:20:00Z")
    await bridge.edit(EVENING - HOUR, told, told=True, page_body="<h1>Harbour bridge closed</h1>")
    await bridge.looked(EVENING - 20 * MINUTE)


BRIDGE_DETOUR = "Some 21,000 cars cross it every day. The port authority said the detour takes at least an hour."
BRIDGE_FERRY = "A second ferry arrives on Thursday from Lowen Island; it carries 60 cars."


def _gone(at: datetime) -> Event:
    return Event(kind="article.gone", at=at, seen_after=at - 10 * MINUTE, why="404 twice")


def of_all_kinds() -> Article:
    """An article with a block of each kind, and long words."""
    return written(
        "every.example", "en", "Everything that an article may hold",
        Heading(level=2, text="Then"), Paragraph(text="It rose.", links=(Link(text="rose", href="https://a.example/"),)),
        Quote(text="“Never”"), Notice(text="Corrected."), List(ordered=True, items=("One", "Two")),
        Table(rows=(("Year", "Metres", "Houses", "Dikes", "Streets"), ("2025", "2.4", "1,200", "14", "Rathausstraße"))),
        picture("p", "A lane"), "x" * 300, standfirst="In short",
    )  # fmt: skip


async def hostile(store: Store) -> Story:
    """An article whose every text is markup, with a page full of scripts."""
    bad = Link(text="here", href="javascript:mark('link')")
    image = Image(src="javascript:mark('picture')", asset=HOSTILE, alt=HOSTILE, caption=HOSTILE, credit=HOSTILE)
    said = replace(
        written("hostile.example", 'en" onload="mark(1)', HOSTILE, standfirst=HOSTILE), authors=(HOSTILE,),
        blocks=(Paragraph(text=HOSTILE, links=(bad,)), image, Quote(text=HOSTILE), Heading(level=2, text=HOSTILE)),
    )  # fmt: skip
    found = await story(store, said, tags=(HOSTILE,), body=SCRIPTED)
    swapped = replace(image, src="javascript:mark('other')", asset="other", caption=f"{HOSTILE} 2")
    blocks = (Paragraph(text=f"{HOSTILE} 12", links=(bad,)), swapped, *said.blocks[2:])
    await found.edit(MORNING + HOUR, replace(said, title=f"{HOSTILE} 21", blocks=blocks), page_body=SCRIPTED, told=True)
    await found.looked(MORNING + 2 * HOUR, event=replace(_gone(MORNING + 2 * HOUR), why=HOSTILE))
    return found


async def ticker(store: Store, edits: int) -> None:
    """A short text that was edited often."""
    found = await story(store, written("ticker.example", "en", "Votes are counted", "0 votes are counted."))
    for n in range(1, edits + 1):
        await found.edit(MORNING + n * MINUTE, changed(found.article, 0, f"{n} votes are counted."))
