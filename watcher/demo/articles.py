"""The sample news site's articles: invented places, people and events, in seven languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from watcher.assets import asset
from watcher.model import Article, Block, Heading, Image, Link, Paragraph
from watcher.model.article import Role
from watcher.text import cjk_share


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article of the site: `layout` names its page's shape, `path` is its place on the site. The article's own
    addresses stay empty until it is served."""

    key: str
    layout: str
    path: str
    article: Article


def _picture(number: int, caption: str, credit: str, *, role: Role = "inline", title: str | None = None) -> Image:
    src = f"/image/{number}.jpg"
    return Image(src=src, asset=asset(src), alt=caption[:40], caption=caption, credit=credit, role=role, title=title)


def _text(raw: str, *links: Link) -> Iterator[Block]:
    """Paragraphs, parted by blank lines; "## " begins a sub-heading. A link belongs where its text stands."""
    for part in raw.strip().split("\n\n"):
        lines = [line.strip() for line in part.splitlines()]
        text = ("" if cjk_share(part) > 0.5 else " ").join(lines)
        if text.startswith("## "):
            yield Heading(level=2, text=text.removeprefix("## "))
        else:
            yield Paragraph(text=text, links=tuple(link for link in links if link.text in text))


_FERRY = Story(
    key="ferry",
    layout="welle",
    path="/zh/澜湾海峡首艘纯电渡轮开始试航/a-71120044",
    article=Article(
        url="",
        site="Loopback Welle",
        language="zh",
        title="澜湾海峡首艘纯电渡轮开始试航",
        kicker="科技与环境",
        standfirst="这艘可载四百名乘客的渡轮将在三个月内往返海峡两岸。运营方称，如果试航顺利，柴油渡轮将在2031年前退役。",
        authors=("林若川", "Ada Brandt"),
        section="科技",
        published_at="2026-03-02T06:10:31.204Z",
        modified_at="2026-03-02T07:45:12.090Z",
        blocks=(
            _picture(71120001, "“晨星”号渡轮周日清晨驶离东澜码头", "L. Weiss/Loopback Welle", role="lead"),
            *_text(
                """
                （回环之声中文网）澜湾海峡的第一艘纯电动渡轮“晨星”号周一清晨从东澜码头启航，开始为期三个月的试航。
                船上当天没有乘客，只有二十名工程师和十二吨用来模拟载荷的水袋。

                运营方澜湾轮渡公司说，“晨星”号的电池容量为4.3兆瓦时，足够在两岸之间往返六次。
                每次靠岸时，码头上的机械臂会在八分钟内为它补充电量。

                ## 码头也要改造

                为了给渡轮充电，东澜和西澜两座码头都铺设了新的电缆。澜湾电网公司表示，
                高峰时段的用电量相当于一座三千人的小镇，因此充电主要安排在夜间进行。

                并非所有人都感到满意。沿岸的渔民担心，新的航道会经过他们放置蟹笼的水域。
                港务局承诺，在试航结束之前不会作出最终决定。
                """,
                Link(text="澜湾电网公司", href="/zh/澜湾电网公司/t-71100210"),
            ),
            Heading(level=2, text="图集：一艘渡轮的诞生"),
            _picture(
                71120011,
                "船体的第一块钢板两年前在北岸船厂切割，全船共用去一千一百吨钢材。",
                "R. Okoye/Loopback Welle",
                role="gallery",
                title="从一块钢板开始",
            ),
            _picture(
                71120012,
                "电池分装在二十四个防火舱室里，任何一个舱室都可以单独断开。",
                "R. Okoye/Loopback Welle",
                role="gallery",
                title="二十四个防火舱室",
            ),
            _picture(
                71120013,
                "去年秋天下水时，近两千名居民来到船厂观看。",
                "M. Thiel/Loopback Welle",
                role="gallery",
                title="下水的那一天",
            ),
            *_text(
                """
                如果试航顺利，澜湾轮渡公司计划再订购五艘同型渡轮。届时，目前仍在服役的柴油渡轮将全部退出这条航线。
                """
            ),
        ),
    ),
)

_WATER = Story(
    key="water",
    layout="welle",
    path="/ar/رأس-الوادي-تفتتح-محطة-لتحلية-المياه/a-71118320",
    article=Article(
        url="",
        site="Loopback Welle",
        language="ar",
        title="مدينة رأس الوادي تفتتح محطة لتحلية المياه تعمل بالطاقة الشمسية",
        kicker="علوم",
        standfirst="تقول البلدية إن المحطة الجديدة ستوفر مياه الشرب لنحو ثلاثين ألف شخص، "
        "وإنها لا تحتاج إلى الوقود إلا في ليالي الشتاء الطويلة.",
        authors=("سلمى حداد",),
        section="علوم",
        published_at="2026-02-26T15:02:08.551Z",
        modified_at="2026-02-26T15:40:55.118Z",
        blocks=(
            _picture(71118301, "الألواح الشمسية فوق مبنى المحطة غربي المدينة", "K. Amrani/Loopback Welle", role="lead"),
            *_text(
                """
                افتتحت مدينة رأس الوادي الساحلية يوم الأحد محطة صغيرة لتحلية مياه البحر تعمل بالألواح الشمسية،
                بعد عامين من أعمال البناء التي تأخرت مرتين بسبب العواصف.

                وتنتج المحطة نحو 5200 متر مكعب من المياه العذبة يوميا، وهو ما يكفي بحسب البلدية لسكان الأحياء الغربية
                الذين كانوا يعتمدون على صهاريج المياه في الصيف.

                ## مياه أرخص وملح أكثر

                ويقول المهندسون إن تكلفة المتر المكعب انخفضت إلى النصف تقريبا مقارنة بالمحطة القديمة،
                لكن التخلص من المحلول الملحي ما زال مشكلة لم تحل بعد.
                """
            ),
            _picture(71118302, "خزانات المياه العذبة قبل ربطها بشبكة المدينة", "K. Amrani/Loopback Welle"),
            *_text(
                """
                ويخشى الصيادون أن يؤثر الملح على الأسماك قرب الشاطئ. وقد وعدت البلدية بنشر نتائج قياس الملوحة
                كل أسبوع على موقعها.
                """
            ),
        ),
    ),
)

_TERMINAL = Story(
    key="terminal",
    layout="wordpress",
    path="/en/2026/03/04/minister-ferry-terminal-costs-48213/",
    article=Article(
        url="",
        site="The Elmhaven Herald",
        language="en",
        title="Minister lied about ferry terminal costs, auditors find",
        standfirst="The bill for the new terminal at Elmhaven has more than doubled in two years. "
        "Parliament was told something else.",
        authors=("Priya Lindqvist", "Tom Adeyemi"),
        section="Politics",
        tags=("Elmhaven", "ferries", "audit office"),
        published_at="2026-03-04T08:30:00Z",
        modified_at="2026-03-04T09:05:00Z",
        blocks=(
            _picture(48213, "The unfinished terminal at Elmhaven in February", "Owen Marsh", role="lead"),
            *_text(
                """
                The transport ministry knew eleven months ago that the ferry terminal at Elmhaven would cost far more
                than it told parliament, the audit office said in a report published on Wednesday.

                According to the report, an internal estimate of 96 million crowns was on the desk of the minister,
                Harald Voss, four days before he gave lawmakers a figure of 41 million.

                "The estimate was complete, dated and signed," said Ines Calder, who led the audit. "There was no
                reason to leave it in a drawer."

                ## Steel, then sand

                The ministry blames the price of steel for about half of the increase. The other half goes back to the
                harbour bed, which turned out to be soft sand where the plans had assumed rock.

                A spokeswoman for the minister said that he had relied on the figures he was given. The transport
                committee of parliament will hear both sides next Tuesday.

                The first ferries were to leave the new terminal this summer. The builders now speak of the spring of
                2028.
                """,
                Link(text="a report published on Wednesday", href="/en/documents/audit-2026-07/"),
            ),
        ),
    ),
)

_POOL = Story(
    key="pool",
    layout="wordpress",
    path="/de/2026/02/19/hallenbad-nordufer-bleibt-geschlossen-31877/",
    article=Article(
        url="",
        site="Nordufer Bote",
        language="de",
        title="Hallenbad Nordufer bleibt bis zum Herbst geschlossen",
        standfirst="Die Sanierung dauert länger als geplant, weil unter den Fliesen das Wasser steht. "
        "Der Stadtrat streitet über die Kosten.",
        authors=("Jule Harmsen",),
        section="Lokales",
        tags=("Hallenbad", "Nordufer", "Stadtrat"),
        published_at="2026-02-19T11:20:00Z",
        modified_at="2026-02-19T11:20:00Z",
        blocks=(
            _picture(31877, "Das leere Schwimmerbecken am Mittwochmorgen", "Jule Harmsen", role="lead"),
            *_text(
                """
                Wer im Hallenbad Nordufer schwimmen möchte, braucht Geduld: Die Stadt hat am Donnerstag mitgeteilt,
                dass das Bad nicht wie angekündigt im April öffnet, sondern frühestens im Oktober.

                Bei den Arbeiten am Nichtschwimmerbecken stießen die Handwerker auf feuchten Estrich. Nach einem
                Gutachten müssen nun rund 600 Quadratmeter Boden erneuert werden. Die Kosten steigen dadurch auf 2,4
                Millionen Euro.

                ## Ausweichen nach Süderloh

                Schulen und Vereine weichen vorerst nach Süderloh aus. Der Busverkehr dorthin wird nach Angaben der
                Stadt von März an verstärkt, die Fahrt ist für Schulklassen frei.

                Im Stadtrat sorgte die Nachricht für Ärger. Mehrere Mitglieder fragten, warum der Boden nicht schon vor
                zwei Jahren geöffnet worden sei. Der Baudezernent will die Unterlagen im März offenlegen.
                """
            ),
        ),
    ),
)

_OLIVES = Story(
    key="olives",
    layout="wordpress",
    path="/es/2026/03/01/cooperativa-valdoro-aceite-59020/",
    article=Article(
        url="",
        site="Diario de Valdoro",
        language="es",
        title="La cooperativa de Valdoro niega haber mezclado su aceite",
        standfirst="Un análisis encargado por dos tiendas encontró aceite de otro origen en tres de cada diez "
        "botellas.",
        authors=("Lucía Ferrán",),
        section="Economía",
        tags=("Valdoro", "aceite"),
        published_at="2026-03-01T18:00:00Z",
        modified_at="2026-03-01T18:25:00Z",
        blocks=(
            _picture(59020, "Olivares en las afueras de Valdoro", "Iván Prats", role="lead"),
            *_text(
                """
                La cooperativa olivarera de Valdoro negó el domingo que mezcle su aceite con otro más barato, después
                de que dos tiendas de la comarca dieran a conocer un análisis de treinta botellas.

                Según ese análisis, nueve de las botellas contenían aceite que no procedía de la comarca. El
                laboratorio no pudo determinar en qué momento se había mezclado.

                El presidente de la cooperativa, Mateo Roldán, dijo que las botellas pudieron ser rellenadas fuera de
                la almazara y anunció que pedirá un segundo análisis.

                Los consumidores que conserven el recibo pueden devolver el aceite en cualquiera de las dos tiendas.
                """
            ),
        ),
    ),
)

_LOCKS = Story(
    key="locks",
    layout="portal",
    path="/n1/2026/0227/c1002-40178.html",
    article=Article(
        url="",
        site="今日清河网",
        language="zh-CN",
        title="清河三座水闸完成汛前检查",
        authors=("周晓棠",),
        published_at="2026-02-27T09:18",
        blocks=(
            _picture(40178, "检查人员在二号水闸测量闸门厚度。", "陈亦舟", role="lead"),
            *_text(
                """
                本报清河2月27日电 清河水务局27日通报，流域内三座水闸的汛前检查已经全部结束。
                检查历时九天，共动用潜水员十六人次，无人机四十余架次。

                水务局总工程师宋清源介绍，检查人员对闸门、启闭机和消力池逐一进行了测量，三座水闸均未发现裂缝，
                个别止水橡胶老化，将在3月15日前更换完毕。

                据了解，清河去年汛期最高水位达到18.6米，超过警戒水位1.1米。今年入春以来，上游来水比常年同期多一成左右。

                水务局提醒，检查期间关闭的河滨步道将于3月2日恢复开放，市民应留意现场标志，不要翻越护栏。
                """
            ),
        ),
    ),
)

_BRIDGE = Story(
    key="bridge",
    layout="plain",
    path="/news/2026/02/most-tikhaya-7741.htm",
    article=Article(
        url="",
        site="Речной вестник",
        language="ru",
        title="Старый мост через Тихую закроют на два месяца",
        standfirst="Рабочие заменят настил и две опоры. Объезд займёт около сорока минут.",
        authors=("Вера Лоскутова",),
        published_at="2026-02-24T12:00:00Z",
        blocks=(
            _picture(7741, "Мост построили в 1958 году", "Пётр Зимин", role="lead"),
            *_text(
                """
                Движение по старому мосту через реку Тихую остановят с 10 марта. Об этом сообщила районная
                администрация, которая обещает открыть мост не позднее середины мая.

                За это время рабочие должны заменить деревянный настил и укрепить две опоры, повреждённые прошлогодним
                ледоходом. На ремонт выделено 87 миллионов рублей.

                Жителям Заречья придётся ездить через Каменский брод. Дорога займёт около сорока минут вместо десяти,
                зато автобус на время ремонта сделают бесплатным.

                Школьников будут перевозить на катере. Первый рейс отправится в половине восьмого утра, последний
                вернётся в шесть вечера, если позволит погода.

                Инженеры считают, что новый настил прослужит не меньше двадцати лет. О полной замене моста в районе
                говорят давно, но денег на неё пока нет.
                """
            ),
        ),
    ),
)

_OBSERVATORY = Story(
    key="observatory",
    layout="modern",
    path="/articles/ASV2R4K7QVUHBI003.html",
    article=Article(
        url="",
        site="港日新聞",
        language="ja",
        title="星ケ丘天文台、夜間の一般公開を四月から再開へ",
        standfirst="耐震工事で二年間休んでいた星ケ丘天文台が、四月から毎週土曜の夜に再び開く。",
        authors=("三崎はるか",),
        section="地域",
        published_at="2026-02-28T03:00:00Z",
        modified_at="2026-02-28T03:00:00Z",
        blocks=(
            _picture(2840117, "工事を終えた星ケ丘天文台のドーム", "三崎はるか撮影", role="lead"),
            *_text(
                """
                港日市は二十八日、耐震工事のため休館していた星ケ丘天文台の夜間公開を、四月四日から再開すると発表した。
                毎週土曜の午後七時から九時まで、予約なしで入場できる。

                天文台は一九七二年に開館し、口径六十五センチの反射望遠鏡を備える。
                工事ではドームの屋根と階段を補強し、車いすで観測室まで上がれる昇降機を新たに設けた。

                ## 子どもは無料

                入場料は大人三百円で、中学生以下は無料となる。市によると、休館前の来館者は年間およそ一万二千人だった。

                初日の四月四日は木星と月が見ごろを迎える。雨や曇りの場合は、館内で星の解説を行うという。
                """
            ),
        ),
    ),
)

STORIES: tuple[Story, ...] = (_TERMINAL, _FERRY, _POOL, _LOCKS, _WATER, _BRIDGE, _OBSERVATORY, _OLIVES)
