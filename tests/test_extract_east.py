"""How the newspapers of East Asia write: dates and reporters in the story, captions, labels, and what they add."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from pages_html import page, read, texts

from watcher.extract.names import names_in
from watcher.extract.shown_dates import shown
from watcher.model import Image, Notice, Quote

LINES = {
    "zh": (
        "临江市交通局宣布，跨越柳湾的大桥从下月起封闭检修，其间将开行临时渡轮，早上六时起每十分钟一班。",
        "交通局副局长林晓舟说，渡轮票价与公交车相同，学生和老人免费，另外还准备了两艘备用船。",
    ),
    "ja": (
        "例市は港にかかる橋の修理が終わるまで、湾を渡る臨時の渡し船を走らせると発表した。十分おきに出る。",
        "市によると、運賃は市バスと同じ。高校生以下は無料になる。予備の船も二隻用意したと話している。",
    ),
    "ko": (
        "예시는 항구를 가로지르는 다리의 보수가 끝날 때까지 임시 나룻배를 운항한다고 밝혔다. 십 분 간격이다.",
        "시에 따르면 운임은 시내버스와 같으며 청소년은 무료다. 예비 선박도 두 척 준비했다고 말했다.",
    ),
}
TITLES = {
    "zh": "跨湾大桥封闭检修 临时渡轮开行",
    "ja": "湾に臨時の渡し船　橋の修理終わるまで",
    "ko": "항만에 임시 나룻배 운항",
}


def story(inside: str, *, language: str = "zh", before: str = "") -> str:
    """A page whose story is the lines of a language around `inside`, below `before` and the headline."""
    first, last = (f"<p>{line}</p>" for line in LINES[language])
    body = f"{before}<div class=body>{inside.format(first=first, last=last)}</div>"
    return page(f"<h1>{TITLES[language]}</h1>{body}", lang=language, title=TITLES[language])


@pytest.mark.parametrize(
    ("language", "inside", "moment"),
    [
        ("zh", "<span class=viewtime>2018-07-31 08:19</span>{first}{last}", "2018-07-31T00:19Z"),
        ("zh", "<time datetime='2018/09/16 00:00'>2018年09月16日 15:31</time>{first}{last}", "2018-09-16T07:31Z"),
        ("ja", "{first}{last}<p>渡し船は市が運営する。（2016/10/12-08:15）</p>", "2016-10-11T23:15Z"),
        ("zh", "<p>5 May 1998: the pier burns</p>{first}{last}", None),
        ("zh", "{first}<p>大桥于（1969年7月20日）通车。</p>{last}", None),
    ],
)
def test_a_date_at_the_ends_of_a_story_tells_when_it_was_published(
    language: str, inside: str, moment: str | None
) -> None:
    assert read(story(inside, language=language)).published_at == moment


def test_an_hour_in_the_evening_is_told_in_one_word_or_two() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    for told in ("2024年5月20日晚8时32分", "2024年5月20日晚間8時32分", "2024年5月20日 晚上8:32"):
        assert shown(told, zone) == "2024-05-20T12:32Z"


def test_two_figures_of_a_year_come_first_in_east_asia() -> None:
    assert shown("17.10.12 08:15", ZoneInfo("Asia/Seoul")) == "2017-10-11T23:15Z"
    assert shown("17.10.12 08:15", ZoneInfo("Europe/Berlin")) == "2012-10-17T06:15Z"


@pytest.mark.parametrize(
    ("inside", "names"),
    [
        ("{first}<p>市府表示将视客流加开班次。（王大明／臨江報導）</p>{last}", ["王大明"]),
        ("<p>（记者王晓舟　陈明）" + LINES["zh"][0] + "</p>{last}", ["王晓舟", "陈明"]),
        (f"<p>港口社临江5月2日电 题：{TITLES['zh'] * 2}</p><p>港口社记者王晓舟</p>{{first}}{{last}}", ["王晓舟"]),
        ("<p>（港口社记者林晓综合报导）" + LINES["zh"][0] + "</p>{last}", ["林晓"]),
        ("<p>【王家豪、林曉嵐／臨江報導】" + LINES["zh"][0] + "</p>{last}", ["王家豪", "林曉嵐"]),
        ("<p>【港口社／綜合報導】" + LINES["zh"][0] + "</p>{last}", []),
        ("<p>【聯合國／紐約報導】" + LINES["zh"][0] + "</p>{last}", []),
        ("<p>【風傳媒／綜合報導】" + LINES["zh"][0] + "</p>{last}", []),
        ("<p>【國際組／綜合報導】" + LINES["zh"][0] + "</p>{last}", []),
        ("{first}{last}<p>（記者林曉嵐採訪報導/責任編輯：何川）</p>", ["林曉嵐"]),
        ("{first}{last}<p><strong>独家报导：林晓岚</strong></p>", ["林晓岚"]),
        ("{first}{last}<p>专题报道：春运</p>", []),
        ("<p>（记者站报道）" + LINES["zh"][0] + "</p>{last}", []),
    ],
)
def test_reporters_are_named_where_chinese_stories_name_them(inside: str, names: list[str]) -> None:
    assert list(read(story(inside)).authors) == names


@pytest.mark.parametrize(
    ("before", "inside", "names"),
    [
        ("<p>2014/03/19 18:58 彭小芸 黃小真 報導 地區：臨江報導</p>", "{first}{last}", ["彭小芸", "黃小真"]),
        ("<p>2014/03/19 18:58 綜合 報導</p>", "{first}{last}", []),
        ("<p>2014/03/19 18:58 國際中心 報導</p>", "{first}{last}", []),
        ("<p>2014/03/19 18:58 地方 報導</p>", "{first}{last}", []),
        ("<p>2014/03/19 18:58 全程 直播 報導現場</p>", "{first}{last}", []),
        ("<div class=author>【聯禾晚報╱記者邱小平/臨江報導】</div>", "{first}{last}", ["邱小平"]),
        ("<div id=reporter_info><img class=reporter-thumb src=/t.jpg><h2>王小鈞</h2><p>2014年03月21日 20:36</p></div>",
         "{first}{last}", ["王小鈞"]),
        ("<div style='display:none'><span id=author_baidu>作者：陈小峰</span><span>责任编辑：陈小峰</span></div>",
         "{first}{last}", []),
        ("<div style='display:none'><span id=author_baidu>作者：林小舟</span><span>责任编辑：陈小峰</span></div>",
         "{first}{last}", ["林小舟"]),
    ],
)  # fmt: skip
def test_reporters_are_named_and_editors_are_not(before: str, inside: str, names: list[str]) -> None:
    assert list(read(story(inside, before=before)).authors) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("娛樂中心林曉嵐／綜合報導", ["林曉嵐"]),
        ("生活中心／綜合報導", []),
        ("港口社／林曉嵐 報導", ["林曉嵐"]),
        ("圖文／林曉嵐", ["林曉嵐"]),
        ("文、圖／林曉嵐", ["林曉嵐"]),
        ("文．林曉嵐", ["林曉嵐"]),
        ("彙整整理／林曉嵐", ["林曉嵐"]),
        ("●林曉嵐／自由撰稿人", ["林曉嵐"]),
        ("◎林曉嵐", ["林曉嵐"]),
        ("影音編輯／林曉嵐", []),
        ("實習編輯：林曉嵐", []),
    ],
)
def test_a_line_before_the_story_names_who_wrote_it_in_taiwan(line: str, names: list[str]) -> None:
    told = read(story(f"<p>{line}</p>{{first}}{{last}}"))
    assert (list(told.authors), texts(told)) == (names, [*LINES["zh"]])


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("（中央社記者林曉嵐、何川臨江12日電）", ["林曉嵐", "何川"]),
        ("（中央社記者何川臨江12日電）", ["何川"]),
        ("（港口社記者林曉嵐臨江12日專電）", ["林曉嵐"]),
        ("【港口時報2026年03月01日訊】（港口時報記者林曉嵐臨江報導）", ["林曉嵐"]),
        ("【港口時報記者林曉嵐編譯報導】", ["林曉嵐"]),
        ("記者林曉嵐／臨江報導　", ["林曉嵐"]),
        ("（港口社臨江12日綜合外電報導）", []),
        ("記者會上／現場報導　", []),
        ("（記者現場直擊報導）", []),
        ("數據中心與體育館相鄰，", []),
        ("交通中心林立、商場眾多，", []),
    ],
)
def test_a_story_opens_with_its_reporters_in_taiwan(opening: str, names: list[str]) -> None:
    told = read(story(f"<p>{opening}{LINES['zh'][0]}</p>{{last}}"))
    assert (list(told.authors), len(told.blocks)) == (names, 2)


@pytest.mark.parametrize(
    ("ending", "names"),
    [
        ("(文/图 林晓岚 何川)", ["林晓岚", "何川"]),
        ("（图/文：林晓岚）", ["林晓岚"]),
        ("（图 林晓岚）", []),
        ("（文图并茂）", []),
        ("（未完待续）", []),
        ("（何川）", ["何川"]),
    ],
)
def test_who_wrote_and_pictured_it_stands_behind_the_last_sentence(ending: str, names: list[str]) -> None:
    first, last = LINES["zh"]
    told = read(story(f"{{first}}<p>{last}{ending}</p>"))
    assert (list(told.authors), texts(told)) == (names, [first, f"{last}{ending}"])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("收藏、点赞、转发", []),
        ("微信、微博", []),
        ("未完待续", []),
        ("投诉、举报", []),
        ("策划、统筹", []),
        ("#渡輪 #離島", []),
        ("（記者何川攝）", []),
        ("何川、林晓舟", ["何川", "林晓舟"]),
        ("欧阳晓舟", ["欧阳晓舟"]),
        ("秦晓舟", ["秦晓舟"]),
        ("【记者】林晓舟</p><p>【统筹】周敏", ["林晓舟"]),
        ("港口日报记者 林晓舟 通讯员 周敏 文/图", ["林晓舟", "周敏"]),
        ("文/图 林晓舟", ["林晓舟"]),
        *((name, [name]) for name in ("肖志强", "谭晓丽", "阎丽娟", "付晓东", "关晓彤", "乔志远", "孔小舟", "路遥远")),
        ("（肖丽）", ["肖丽"]),
        ("本报评论员 林晓舟", ["林晓舟"]),
        ("通讯员 林晓舟", ["林晓舟"]),
        ("自由撰稿人 林晓舟", ["林晓舟"]),
        ("专栏作家 林晓舟", ["林晓舟"]),
        ("林国家、周敏", ["林国家", "周敏"]),
        ("关于我们", []),
        ("路透社", []),
    ],
)
def test_what_stands_alone_behind_a_chinese_story_is_read_as_names_where_it_may_be(line: str, names: list[str]) -> None:
    told = read(story(f"{{first}}{{last}}<p>{line}</p>"))
    assert (list(told.authors), texts(told)) == (names, [*LINES["zh"]])


@pytest.mark.parametrize(
    "line",
    [
        "港口＋记者 林晓舟",
        "港口客户端 记者 林晓舟",
        "港口日报 记者 林晓舟",
        "中国港口报·港口在线记者 林晓舟",
        "21世纪港口报道记者 林晓舟 北京报道",
        "港经记者：林晓舟 港经编辑：何川",
        "新港报记者 林晓舟 编辑 何川 校对 周敏",
        "红港新闻记者｜林晓舟 编辑｜何川",
        "撰稿 林晓舟",
        "采写：南港记者 林晓舟",
        "港口电视台记者林晓舟",
        "採訪、撰文：林晓舟",
        "港口社記者林晓舟臨江10日電",
        "林晓舟 文",
        "作者： 林晓舟；编辑：何川",
        "責任編輯：何川 2026/03/02 09:30 記者：林晓舟",
        "港口時報 林晓舟",
    ],
)
def test_the_paper_and_the_editors_beside_a_reporter_are_not_named(line: str) -> None:
    told = read(story(f"<p>{line}</p>{{first}}{{last}}"))
    assert (list(told.authors), texts(told)) == (["林晓舟"], [*LINES["zh"]])


@pytest.mark.parametrize(
    ("bracket", "names"), [("(林晓舟 周敏)", ["林晓舟", "周敏"]), ("（林晓舟）", ["林晓舟"]), ("（综合）", [])]
)
def test_an_agency_names_who_wrote_it_behind_place_and_day(bracket: str, names: list[str]) -> None:
    assert list(read(story(f"<p>港新网临江4月9日电 {bracket}{LINES['zh'][0]}</p>{{last}}")).authors) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<div class=meta>时间:2026-04-10 作者:佚名</div>", []),
        ("<div class=meta>作者：本站编辑 2026-04-10 09:50</div>", []),
        ("<div class=meta>供稿：宣传部 撰稿：林晓舟 摄影：何川 2026-04-10</div>", ["林晓舟"]),
        ("<div class=author><span class=name>林晓舟</span><span class=title>首席记者</span></div>", ["林晓舟"]),
        ("<div class=meta>2026-04-10 来源：港口网 采写 林晓舟 摄影 何川</div>", ["林晓舟"]),
        ("<div class=meta>2026-04-10 来源：港口网 撰稿 林晓舟 编辑 何川</div>", ["林晓舟"]),
        ("<div class=meta>2026-04-10 来源：港口网 记者 林晓舟 实习生 何川</div>", ["林晓舟", "何川"]),
    ],
)
def test_a_line_of_when_and_by_whom_names_people_alone(line: str, names: list[str]) -> None:
    assert list(read(story("{first}{last}", before=line)).authors) == names


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2024-05-20 09:50（北京时间）", "2024-05-20T01:50Z"),
        ("北京时间2024年5月20日 09:50", "2024-05-20T01:50Z"),
        ("2024年5月20日 美東時間9:50", "2024-05-20T13:50Z"),
        ("2024年5月20日 太平洋时间9:50", "2024-05-20T16:50Z"),
        ("2024年5月20日 格林尼治标准时间9:50", "2024-05-20T09:50Z"),
        ("发布时间 2024-05-20 09:50", "2024-05-20T09:50Z"),
        ("伦敦时间2024年5月20日 09:50（北京时间16:50）", "2024-05-20T09:50Z"),
        ("2024年5月20日 09:50 纽约时间杂志", "2024-05-20T09:50Z"),
    ],
)
def test_a_zone_in_chinese_words_counts(told: str, moment: str) -> None:
    assert shown(told) == moment


def test_words_before_a_time_in_a_byline_are_nobodys_name() -> None:
    line = "<div class=article-byline><span>发布/2024年5月20日 10:15</span><span>更新/2024年5月20日 13:40</span></div>"
    by = "<div class=author><h4>作者</h4><a href=/byline/1>林晓珊</a><a href=/byline/2>黄伟曼</a></div>"
    assert list(read(story("{first}{last}", before=line + by)).authors) == ["林晓珊", "黄伟曼"]
    assert list(read(story("{first}{last}", before=line)).authors) == []


@pytest.mark.parametrize(
    "author", ["网络", "本站整理", "综合", "转载", "小编", "管理员", "未知", "佚名", "name, email@gmail.com", "不详"]
)
def test_nobody_is_named_by_words_that_stand_in_for_a_name(author: str) -> None:
    head = f"<meta name=author content='{author}'></head>"
    html = story("{first}{last}", before=f"<div class=author>作者：{author.partition(',')[0]}</div>")
    assert read(html.replace("</head>", head)).authors == ()


@pytest.mark.parametrize("line", ["首次上稿 10:20", "更新時間 12:35", "首次上稿 03-12 10:20<br>更新時間 12:35"])
def test_when_a_story_was_set_is_nobodys_name(line: str) -> None:
    told = read(story(f"{{first}}{{last}}<p>{line}</p>"))
    assert (told.authors, texts(told)) == ((), [*LINES["zh"]])


@pytest.mark.parametrize(("named", "names"), [("严小洁", []), ("林小舟", ["林小舟"])])
def test_a_meta_author_whom_the_story_calls_its_editor_is_none(named: str, names: list[str]) -> None:
    html = story("{first}{last}<p>责任编辑：严小洁 王小辉</p>")
    assert list(read(html.replace("</head>", f"<meta name=author content={named}></head>")).authors) == names


def test_a_headline_for_machines_or_a_bar_is_not_where_the_headline_stands() -> None:
    title, (first, _) = TITLES["zh"], LINES["zh"]
    hidden = f"<div style='display:none'><h1>{title}</h1><h2>{first}</h2></div>"
    body = f"<div><h1>{title}</h1><div>2026-03-02 07:15</div><div class=body>"
    lines = "".join(f"<p>{t}</p>" for t in LINES["zh"])
    html = page(lang="zh", title=title, head=f"<meta name=description content={first}>")
    article = read(html.replace(f"<h1>{title}</h1>", f"{hidden}{body}{lines}</div></div>"))
    assert (article.title, article.standfirst, article.published_at) == (title, None, "2026-03-01T23:15Z")
    assert texts(article) == list(LINES["zh"])


def test_a_clock_in_brackets_is_no_part_of_a_headline() -> None:
    title, (first, last) = TITLES["zh"], LINES["zh"]
    html = page(f"<p>{first}</p><p>{last}</p>", lang="zh", title=title)
    assert read(html.replace(f"<h1>{title}", f"<h1>{title} <span>【17:52】</span>")).title == title
    amid = html.replace(f"<h1>{title}", f"<h1>Luke <em>(12:48)</em> {title}")
    assert read(amid).title == f"Luke (12:48) {title}"


def test_a_paper_before_its_reporter_and_a_day_are_no_authors() -> None:
    byline = "<div class=author><a href=/author/1>聯合報</a> 記者<a href=/reporter/2>林小嵐</a>╱臨江報導</div>"
    assert list(read(story("{first}{last}", before=byline)).authors) == ["林小嵐"]
    dated = "<div class=byline><i>2015年10月12日 08時15分 公開</i></div>"
    dated += "<div class=byline>[見本花子，<a href=/>例日新聞</a>]</div>"
    assert list(read(story("{first}{last}", language="ja", before=dated)).authors) == ["見本花子"]


@pytest.mark.parametrize(
    ("beside", "caption", "credit"),
    [
        ("<figcaption>渡輪。記者林小嵐／攝影 <a href=#>分享</a><ul><li><a href=#>facebook</a></ul></figcaption>",
         "渡輪。", "記者林小嵐"),
        ("<figcaption>渡し船＝例市（見本花子撮影）<a href=/p>その他の写真を見る</a>（1/2枚）</figcaption>",
         "渡し船＝例市", "見本花子"),
        ("<div>點擊圖片可瀏覽相關圖片</div><figcaption>渡輪。圖：港灣市政府提供</figcaption>", "渡輪。", "港灣市政府"),
        ("<figcaption>渡轮。（图／港湾局供图）点击查看大图</figcaption>", "渡轮。", "港湾局"),
    ],
)  # fmt: skip
def test_menus_and_buttons_are_no_part_of_a_caption(beside: str, caption: str, credit: str) -> None:
    article = read(story(f"{{first}}<figure><img src=/a.jpg>{beside}</figure>{{last}}"))
    (image,) = (block for block in article.blocks if isinstance(block, Image))
    assert (image.caption, image.credit) == (caption, credit)


def test_a_caption_in_running_text_is_read_once() -> None:
    first, last = LINES["zh"]
    html = story(f"{first}<br><div><img src=/a.jpg></div><span>渡轮停靠码头。 本文图片均由林晓舟提供</span><br>{last}")
    article = read(html)
    assert texts(article) == [first, last]
    assert [(b.caption, b.credit) for b in article.blocks if isinstance(b, Image)] == [("渡轮停靠码头。", "林晓舟")]


def test_a_summary_under_its_label_is_the_standfirst() -> None:
    told = read(story("<p><strong>[摘要]</strong>渡轮票价与公交车相同，学生和老人免费。</p>{first}{last}"))
    assert told.standfirst == "渡轮票价与公交车相同，学生和老人免费。"
    assert texts(told) == [*LINES["zh"]]


def test_a_summary_under_a_title_of_its_own_is_the_standfirst() -> None:
    told = read(story("{first}{last}", before="<div class=intro><h4>摘要</h4>渡轮票价与公交车相同，学生免费。</div>"))
    assert told.standfirst == "渡轮票价与公交车相同，学生免费。"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "<div class=zhaiyao>{}</div>"),
        ("zh", "<p class=daodu>{}</p>"),
        ("zh", "<p>本文重點：{}</p>"),
        ("zh", "<p>重点摘要：{}</p>"),
        ("ja", "<p>【要約】{}</p>"),
    ],
)
def test_a_summary_under_other_names_and_labels_is_the_standfirst(language: str, line: str) -> None:
    said = {
        "zh": "渡轮票价与公交车相同，学生和老人都免费乘坐。",
        "ja": "運賃は市バスと同じで、高校生以下は無料になる。",
    }[language]
    told = read(story("{first}{last}", language=language, before=line.format(said)))
    assert (told.standfirst, texts(told)) == (said, [*LINES[language]])


@pytest.mark.parametrize(("signs", "is_summary"), [("{}", True), ("「{}」", False)])
def test_a_summary_may_stand_as_a_quotation_above_the_story(signs: str, is_summary: bool) -> None:
    said = signs.format("渡轮票价与公交车相同，学生和老人都免费乘坐。")
    body = f"<blockquote>{said}</blockquote><div class=body>{''.join(f'<p>{line}</p>' for line in LINES['zh'])}</div>"
    head = f'<meta name="description" content="{said}">'
    told = read(page(f"<h1>{TITLES['zh']}</h1>{body}", lang="zh", title=TITLES["zh"], head=head))
    assert (told.standfirst, texts(told)) == (said if is_summary else None, [*LINES["zh"]])


def test_who_wrote_it_may_stand_in_a_quotation_before_the_story() -> None:
    told = read(story("<blockquote><p>文｜林晓岚</p><p>编辑｜何川</p></blockquote>{first}{last}"))
    assert (told.authors, texts(told)) == (("林晓岚",), [*LINES["zh"]])
    quote = "Par amour pour la mer, je suis resté"
    told = read(story(f"<blockquote>{quote}</blockquote>{{first}}{{last}}"))
    assert told.blocks[0] == Quote(text=quote)


@pytest.mark.parametrize(
    "line",
    [
        "（题图来源：港口图库）",
        "（本文依据了美联社和路透社的报道。）",
        "<strong>（法新社供稿）</strong>",
        "(编译自路透社)",
        "（綜合外電報導）",
        "（林晓岚对此文亦有贡献）",
        "（编译自英文：林晓岚/校对：何川）",
    ],
)
def test_whose_a_story_or_its_first_picture_is_may_stand_behind_it(line: str) -> None:
    told = read(story(f"{{first}}{{last}}<p>{line}</p>"))
    said = line.removeprefix("<strong>").removesuffix("</strong>")
    assert (told.credits, texts(told)) == ((said,), [*LINES["zh"]])


@pytest.mark.parametrize(("language", "line"), [("ko", "#예시항 #나룻배 #겨울"), ("zh", "#临江 #渡轮")])
def test_words_with_signs_behind_a_story_credit_nobody(language: str, line: str) -> None:
    told = read(story(f"{{first}}{{last}}<p>{line}</p>", language=language))
    assert (told.credits, texts(told)) == ((), [*LINES[language]])


def test_a_sentence_in_brackets_that_names_an_agency_is_told() -> None:
    line = "（路透社的报道引起了市民的注意）"
    assert texts(read(story(f"{{first}}<p>{line}</p>{{last}}"))) == [LINES["zh"][0], line, LINES["zh"][1]]


def test_a_summary_in_emphasis_before_the_first_picture_is_the_standfirst() -> None:
    summary = "<em class=precis>예비 선박 2척도 준비<br>청소년은 무료</em><figure><img src=/a.jpg></figure>"
    told = read(story(summary + "{first}{last}", language="ko"))
    assert (told.standfirst, texts(told)) == ("예비 선박 2척도 준비 청소년은 무료", [*LINES["ko"]])


def test_what_was_wrong_when_a_story_first_appeared_is_a_notice() -> None:
    note = "※記事初出時、本文に誤りがありました。お詫びして訂正します。"
    blocks = read(story(f"{{first}}{{last}}<p>{note}</p>", language="ja")).blocks
    assert blocks[-1] == Notice(text=note)


def test_paragraphs_all_called_a_preface_are_the_story() -> None:
    first, last = LINES["ja"]
    html = story(f"<p class=preface>{first}<br><br>{last}</p><p class=preface>{last}<br><br>{first}</p>", language="ja")
    assert texts(read(html)) == [first, last, last, first]


BEHIND = """
编辑 何川 校对 周敏
值班编辑 何川 校对 周敏
综合自：新华社、央视新闻
（综合新华社、央视新闻）
本文原标题为《夜渡停航》
点击“阅读原文”查看更多
如需转载，请与本报联系。
（图片来源：港口图库）
本文封面图片来自：港口图库
本文链接：https://h.example/a.html
（本版图片除署名外均由本报记者何川摄）
线索征集 报料微信号：gkwb
文章转载自港口晚报公众号
※本文版權所有，非經授權，不得轉載。
以上言論不代表本公司立場
一手掌握港口脈動 點我訂閱港口財經Youtube頻道
◎勇敢求救並非弱者，您的痛苦有人願意傾聽，請撥打1995
支持優質新聞，歡迎贊助我們
立即設定 Google 新聞偏好來源
新聞照來源：港務局
發稿單位：臨江市政府新聞處
立即Like港口日報Facebook專頁
緊貼最新消息請下載APP
如有任何報料，請WhatsApp 9999 9999
報料熱線 WhatsApp：9999 9999
自殺不能解決問題，求助熱線：2389 2222
關鍵字
訂閱 Podcast
更多港口新聞網報導
""".strip().split("\n")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "★更多渡輪消息，請鎖定港口社會"),
        ("ja", "この記事のタイトルとURLをコピーする"),
        ("ko", "본 기사는 항구 금융정보 단말기로 16시 28분에 서비스된 기사입니다."),
        ("ko", "항구뉴스TV 기사문의 및 제보 : 카톡/라인 jebo23"),
        ("ko", "(끝)"),
        ("zh", "相關字詞﹕<a href=/t>渡輪</a> <a href=/u>大橋</a>"),
        ("zh", "---<br>《港口頭條》APP經已推出最新版本，請立即更新，瀏覽更精彩內容"),
        ("zh", "广告声明：文内含有的对外跳转链接用于传递更多信息，结果仅供参考。"),
        ("zh", "本内容为作者独立观点，不代表港口立场。未经允许不得转载。"),
        ("zh", "【港口財經】立即下載APP"),
        ("zh", "【版权归港口社所有，未经授权严禁转载复制】"),
        ("zh", "短网址: https://h.example/1 版权所有，任何形式转载需本站授权许可。"),
        ("zh", "此内容为港口财经原创，著作权归港口财经所有。未经书面授权，不得以任何方式加以使用。"),
        ("zh", "※ 免付費防疫專線：1922"),
        ("zh", "◎飲酒過量　有害健康"),
        ("zh", "◎自殺不能解決問題，勇敢求救並非弱者，請撥打1925安心專線"),
        ("zh", "（港口時報記者林曉嵐綜合報導／責任編輯：何川）"),
        ("zh", "（本文轉載自港口網）"),
        ("zh", "本文由港口網授權轉載，原文見此"),
        ("zh", "相关资讯请关注:<a href=/t>渡轮专区</a>"),
        ("zh", "一审：何川 二审：周敏 三审：陈来福"),
        ("zh", "一审丨何川 二审丨周敏 三审丨陈来福"),
        ("zh", "总监制：何川 监制：周敏"),
        ("zh", "来源丨港口日报、新华社"),
        ("zh", "综合新华社、央视新闻"),
        ("zh", "数据来源：港口统计局"),
        ("zh", "（原标题：夜渡停航）"),
        ("zh", "点个“在看”，让更多人知道"),
        ("zh", "点击下方卡片，关注“港口发布”"),
        ("zh", "打开港口新闻客户端，查看更多"),
        ("zh", "如有侵权，请联系删除"),
        ("zh", "如有侵权，请告知，我们将删除"),
        ("zh", "图片来源网络，侵删"),
        ("zh", "未經授權，請勿轉載"),
        ("zh", "欢迎转载，请注明出处"),
        ("zh", "投资有风险，入市需谨慎。"),
        ("zh", "本文獲授權轉載自港報"),
        ("zh", "原文網址：港口網"),
        ("zh", "文章只屬作者觀點，不代表本網立場"),
        ("zh", "這篇文章 渡輪停航 最早出現於 港口時報"),
        ("zh", "如有查詢，請致電 2123 4567"),
        *(("zh", line) for line in BEHIND),
        ("ja", "人気記事"),
        ("ja", "おすすめ"),
        ("ja", "ランキング"),
        ("ja", "（おわり）"),
        ("ja", "※記事・写真の無断転載を禁じます"),
        ("ko", "■ 제보하기"),
        ("ko", "기사제보 및 보도자료"),
        ("ko", "이미지 크게보기"),
        ("ko", "그래픽 한도윤"),
    ],
)
def test_what_a_paper_adds_behind_its_story_is_not_read(language: str, line: str) -> None:
    told = read(story(f"{{first}}{{last}}<p>{line}</p>", language=language))
    assert texts(told) == [*LINES[language]]
    assert "記者" in line or not told.authors


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "點圖放大"),
        ("zh", "點擊圖片放大"),
        ("zh", "即睇更多"),
        ("zh", "關鍵字："),
        ("zh", "看更多新聞"),
        ("zh", "更多港口週刊報導"),
        ("zh", "點我看更多：<a href=/t>夜渡停航</a>"),
        ("zh", "点赞 12 收藏 3"),
        ("zh", "登录后发表评论"),
        ("zh", "按讚加入《港口時報》LINE@好友"),
        ("zh", "歡迎將我們設為Google新聞偏好來源"),
        ("ja", "次の記事"),
        ("ja", "いいね！しよう"),
        ("ko", "앱에서 더 보기"),
    ],
)
def test_a_label_of_the_page_amid_a_story_is_not_read(language: str, line: str) -> None:
    first, last = LINES[language]
    assert texts(read(story(f"{{first}}<p>{line}</p>{{last}}<p>{first}</p>", language=language))) == [
        first,
        last,
        first,
    ]


@pytest.mark.parametrize("line", ["责任编辑：何川", "编辑 何川 校对 周敏", "扫码关注我们", "來源：港口時報"])
def test_a_picture_behind_who_made_a_story_keeps_no_such_line_in_it(line: str) -> None:
    first, last = LINES["zh"]
    told = read(story(f"{{first}}{{last}}{{first}}{{last}}<p>{line}</p><p><img src=/end.jpg width=600 height=400></p>"))
    assert (texts(told), [type(b) for b in told.blocks[4:]]) == ([first, last, first, last], [Image])
    told = read(story(f"{{first}}{{last}}{{first}}{{last}}<p>{last}</p><p><img src=/end.jpg width=600 height=400></p>"))
    assert len(texts(told)) == 5


@pytest.mark.parametrize(
    ("author", "name", "note"),
    [
        ("林晓舟", "zh", "林晓舟是港口日报记者，2012年起报道航运。"),
        ("윤서진", "ko", "윤서진 기자는 사회부에서 2012년부터 항만을 취재해 왔다."),
    ],
)
def test_who_an_author_of_few_letters_is_stands_behind_the_story(author: str, name: str, note: str) -> None:
    first, last = LINES[name]
    told = read(
        story(f"{{first}}{{last}}{{first}}{{last}}<p>{note}</p>", language=name, before=f"<p class=author>{author}</p>")
    )
    assert (list(told.authors), texts(told)) == ([author], [first, last, first, last])


def test_a_link_behind_the_last_sentence_that_leads_back_to_the_site_goes() -> None:
    first, last = LINES["zh"]
    assert texts(read(story(f"{{first}}<p>{last}<a href=/>返回港口网，查看更多</a></p>"))) == [first, last]


@pytest.mark.parametrize(
    "line",
    [
        "●報名專線：02-1234-5678，每日上午九時起。",
        "● 酒後騎車的罰款提高為兩倍。",
        "※1925年建造的大橋是第一座。",
        "●未滿12歲的兒童免票。",
        "本文由三個部分組成，先說渡輪。",
        "相关资讯请关注的人越来越多，他说。",
        "一审：法院认定渡运公司应承担全部责任，判决赔偿旅客损失。",
        "如果平台侵犯了用户的权利，用户可以联系渡运局要求处理。",
        "投资有风险，但渡口的商户仍看好夜间航线，盼望早日复航。",
        "综合各部门意见后，渡口将于下月重新开放。",
        "打开客户端就能订票，渡运公司说。",
        "图片显示，渡轮的船尾已经受损。",
        "原标题的意思是渡口不再夜航。",
        "港口电视台记者从现场看到，夜渡已经停航。",
        "多家电视台记者赶到渡口。",
        "杂志期刊作者越来越少。",
        "未经许可，不得转载她的作品，法官说。",
        "如遇侵权，可拨打港口热线投诉。",
        "有了渡轮广播，新闻都不漏接。",
        "如发现侵权，请及时向渡运局举报。",
        "如认为侵犯隐私，可要求渡运局下架照片。",
        "转载请注明出处的规定引发争议，多名船长表示不满。",
        "图片引发的侵权，删除后渡运公司仍须赔偿，法官说。",
        "一审：判处船长有期徒刑十年",
        "二审：驳回船长上诉维持原判",
        "三审：渡口条例草案获表决通过",
        "他强调，船长的言论不代表本党立场。",
        "点赞平凡的船长。",
        "点赞“渡口速度”。",
        "这篇文章被很多船员转发，最早出现于去年的论坛。",
        "如有疑问，请致电渡运局热线12345。",
        "如有查询，可致电2345 6789联络渡运局。",
        "更多的渡輪乘客接受了訪問，他們說。",
        "编辑 部门说，航线图下月重画，价格不变。",
        "新闻：渡口夜间照常开放，票价也不变。",
        "文章来自一位匿名船长，他在渡口工作了三十年。",
        "船长说，这些年一直是商会在赞助我们。",
        "渡口设有求助热线2389 2222，每天二十四小时开放。",
        "船员点赞12次，收藏3次，渡运局说。",
        "本站版权所有人的问题，法院下月再审，船长说。",
        "如需转载货物，须先向海关申报。",
        "关键字是“安全”，船长说。",
        "綜合起來，新的航線比舊的快十分鐘。",
        "緊貼岸邊的航道將會加深，工程下月展開。",
    ],
)
def test_what_a_story_says_in_like_words_is_told(line: str) -> None:
    assert texts(read(story(f"{{first}}{{last}}<p>{line}</p>"))) == [*LINES["zh"], line]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/region/a-story-2026-2", False),
        ("/n1/c1013-31153719-2.html", True),
        ("/n1/c1013-31153719_12.html", True),
        ("/n1/c1013-31153720.html", False),
        ("/n1/c1013-31153719-212.html", False),
        ("/n1/c1013-31153719-2.htm", False),
    ],
)
def test_a_picture_that_leads_to_the_next_page_of_its_story_is_shown(address: str, shown: bool) -> None:
    picture = f"<p><a href='{address}'><img src=/a/dukou.jpg width=600 height=346></a></p>"
    html = story(f"{{first}}{picture}{{last}}<div><a href=/>【1】</a><a href='{address}'>【2】</a></div>")
    told = read(html, "https://www.harbour.example/n1/c1013-31153719.html")
    assert any(isinstance(block, Image) for block in told.blocks) == shown


@pytest.mark.parametrize(
    ("said", "language", "moment"),
    [
        ("en", "zh", "2026-03-01T23:15Z"),
        ("en-US", "zh", "2026-03-01T23:15Z"),
        ("ja", "ja", "2026-03-01T22:15Z"),
        ("zh-Hant", "zh-Hant", "2026-03-01T23:15Z"),
    ],
)
def test_a_template_in_english_does_not_hide_the_language_of_a_title(said: str, language: str, moment: str) -> None:
    html = story("{first}{last}", before="<span class=time>2026-03-02 07:15</span>")
    told = read(html.replace("lang=zh", f"lang={said}").replace('lang="zh"', f'lang="{said}"'))
    assert (told.language, told.published_at) == (language, moment)


def test_the_number_of_an_editor_is_no_part_of_the_name() -> None:
    assert names_in("林晓舟[0052]") == ("林晓舟",)


@pytest.mark.parametrize("indent", ["　　", "&nbsp;&nbsp;&nbsp;&nbsp;", "&emsp;&emsp;", "\n　　"])
def test_an_indent_within_a_text_begins_a_chinese_paragraph(indent: str) -> None:
    first, last = LINES["zh"]
    assert texts(read(story(f"<p>{indent}{first}{indent}{last}</p>"))) == [first, last]
    assert texts(read(story(f"<p><span>{first}{indent}{last}</span></p><p>{first}</p>"))) == [first, last, first]


@pytest.mark.parametrize(
    ("bracket", "names"),
    [
        ("（记者 林晓舟）", ["林晓舟"]),
        ("（港口日报全媒体记者 林晓舟 通讯员 何川）", ["林晓舟", "何川"]),
        ("（通讯员 林晓舟）", ["林晓舟"]),
        ("（文/林晓舟）", ["林晓舟"]),
        ("（作者：林晓舟）", ["林晓舟"]),
        ("（林晓舟 何川）", ["林晓舟", "何川"]),
        ("（记者 林晓舟 编辑 何川）", ["林晓舟"]),
        ("（记者 林晓舟 摄）", []),
        ("（记者获悉渡口）", []),
        ("（文中老周为化名）", []),
        ("（作者为港口大学教授）", []),
        ("（编辑：何川）", []),
        ("（任何人）", []),
    ],
)
def test_a_bracket_behind_the_last_sentence_names_who_wrote_it(bracket: str, names: list[str]) -> None:
    first, last = LINES["zh"]
    told = read(story(f"{{first}}<p>{last}{bracket}</p>"))
    assert (list(told.authors), texts(told)) == (names, [first, last + bracket])


@pytest.mark.parametrize(("size", "count"), [("width=600 height=3", 0), ("width=600 height=400", 1)])
def test_a_line_between_parts_of_a_story_is_no_picture(size: str, count: int) -> None:
    blocks = read(story(f"{{first}}<p><img src=/part.gif {size}></p>{{last}}")).blocks
    assert sum(isinstance(block, Image) for block in blocks) == count


def test_an_indent_that_follows_no_sentence_parts_none() -> None:
    first, last = LINES["zh"]
    named = "甲班船：晚上九点　　乙班船：晚上十一点，由渡运公司安排。"
    html = story(f"<p>{first}</p><p>{named}</p><p>{last}</p><img src=/a.jpg alt='渡轮。　　停靠码头'>")
    article = read(html)
    assert texts(article) == [first, named.replace("　　", " "), last]
    assert [b.alt for b in article.blocks if isinstance(b, Image)] == ["渡轮。 停靠码头"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "2024年5月3日，大桥开工。"),
        ("zh", "2024年5月3日：大桥开工"),
        ("zh", "2024-05-03 大桥开工"),
        ("zh", "大桥于2024年5月3日通车。"),
        ("zh", "截止日期：2024年5月3日。"),
        ("zh", "出生日期：2024年5月3日"),
        ("zh", "记者：2024年5月3日发生了什么？"),
        ("ja", "2024年5月3日、橋が完成した。"),
        ("ja", "会期：2024年5月3日～5月10日"),
        ("ja", "発売日：2024年5月3日"),
    ],
)
def test_a_short_sentence_or_fact_with_a_day_is_told(language: str, line: str) -> None:
    first, last = LINES[language]
    assert texts(read(story(f"{{first}}<p>{line}</p>{{last}}", language=language))) == [first, line, last]


@pytest.mark.parametrize(
    "line",
    [
        "2026-03-02 07:15",
        "发布时间：2026年3月2日 星期一 07:15",
        "2026年03月02日 来源：港口日报 作者：林晓舟",
        "来源：港口日报 | 作者：林晓舟 | 时间：2026-03-02 | 责编：何川",
        "发布时间：2026-03-02 07:15:12 来源：港口日报 作者：林晓舟 浏览次数：1234 【字体：大 中 小】",
        "港口日报 林晓舟 2026-03-02 07:15",
        "2026年3月2日 信息来源：港务局 点击数：12",
        "刊登日期：2026年3月2日",
    ],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_line_of_labels_as_a_story_begins_tells_when_and_by_whom(tag: str, line: str) -> None:
    told = read(story(f"<{tag}>{line}</{tag}>{{first}}{{last}}"))
    assert texts(told) == [*LINES["zh"]]
    assert told.published_at in ("2026-03-01T23:15Z", "2026-03-01T23:15:12Z", "2026-03-02")
    assert list(told.authors) == ["林晓舟"] * ("林晓舟" in line)


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("zh", "港口日报 | 林晓舟 2026-03-02 07:15", ["林晓舟"]),
        ("zh", "2026-03-02 07:15 林晓舟 港口日报", ["林晓舟"]),
        ("zh", "林晓舟／綜合報導　2026-03-02 07:15", ["林晓舟"]),
        ("zh", "<span>港口日报</span><span>林晓舟</span><span>关注</span><span>2026-03-02 07:15</span>", ["林晓舟"]),
        ("zh", "<div>2026/3/2 07:15</div><div>林晓舟 報導</div>", ["林晓舟"]),
        ("zh", "人氣 1,234 2026/03/02 07:15 撰文者：林晓舟", ["林晓舟"]),
        ("zh", "港口日报 2026-03-02 07:15", []),
        ("zh", "石家庄 2026-03-02 07:15", []),
        ("zh", "港口日报 文化版 2026-03-02 07:15", []),
        ("zh", "来源：连云港 2026-03-02 07:15", []),
        ("ja", "例新聞 2026年3月2日 9:30 記者・水野遥", ["水野遥"]),
        ("ja", "2026年3月2日(月) 9:30 文＝水野遥 写真＝小田切亮", ["水野遥"]),
        ("ja", "2026年3月2日 09:30 配信 ライター：水野遥", ["水野遥"]),
        ("ja", "田中町 2026年3月2日 09:30", []),
        ("ja", "掲載日 2026年3月2日 09:30", []),
        ("ja", "投稿日：2026年3月2日 カテゴリ：港", []),
        ("ko", "입력 2026.03.02 09:30 수정 2026.03.02 11:05 윤서진 기자", ["윤서진"]),
        ("ko", "윤서진 기자 | 입력 2026-03-02 09:30", ["윤서진"]),
        ("ko", "송고시간2026-03-02 09:30 윤서진 기자", ["윤서진"]),
        ("ko", "입력 2026.03.02 09:30 수정 2026.03.02 11:05", []),
        ("zh", "<span class=author>来源：港口日报 作者：林晓舟</span>", ["林晓舟"]),
        ("zh", "<i></i>2026年3月2日 09:30 作者 / 林晓舟<a href=#c>评论</a>", ["林晓舟"]),
        ("zh", "2026-03-02 09:30 | 港口時報 | 記者林晓舟<a href=#c>分享</a>", ["林晓舟"]),
        ("ko", "<strong>윤서진 기자 sjyoon@h.example</strong><span>입력 : 2026.03.02 09:30</span>", ["윤서진"]),
    ],
)
def test_a_name_in_a_line_with_a_day_is_who_wrote_it(language: str, line: str, names: list[str]) -> None:
    told = read(story("{first}{last}", language=language, before=f"<div class=row>{line}</div>"))
    assert (list(told.authors), told.standfirst) == (names, None)


def test_a_list_of_times_as_a_korean_story_begins_is_no_part_of_it() -> None:
    times = "<ul><li>입력 : 2026.03.02 09:30</li><li>수정 : 2026.03.02 11:05</li></ul>"
    assert texts(read(story(f"{times}{{first}}{{last}}", language="ko"))) == [*LINES["ko"]]


@pytest.mark.parametrize("line", ["<p>{}</p>", "<p><strong>{}</strong></p>"])
@pytest.mark.parametrize(
    ("language", "said", "caption", "credit"),
    [
        ("zh", "图为清晨的旧码头。", "图为清晨的旧码头。", None),
        ("zh", "圖：清晨的舊碼頭。", "圖：清晨的舊碼頭。", None),
        ("zh", "清晨的舊碼頭。（資料圖片）", "清晨的舊碼頭。（資料圖片）", None),
        ("zh", "清晨的舊碼頭。（網上圖片）", "清晨的舊碼頭。", "網上圖片"),
        ("zh", "清晨的舊碼頭。（示意圖／港口影像）", "清晨的舊碼頭。", "港口影像"),
        ("zh", "清晨的旧码头 新华社发", "清晨的旧码头", "新华社"),
        ("ja", "早朝の古い岸壁＝2日、例市", "早朝の古い岸壁＝2日、例市", None),
        ("ja", "早朝の古い岸壁（共同）", "早朝の古い岸壁", "共同"),
    ],
)
def test_a_line_below_a_picture_is_its_caption_by_how_it_begins_or_ends(
    language: str, said: str, caption: str, credit: str | None, line: str
) -> None:
    picture = line.format("<img src=/pier.jpg width=900 height=600>")
    first, last = LINES[language]
    told = read(story(f"{{first}}{picture}{line.format(said)}{{last}}", language=language))
    shown = next(b for b in told.blocks if isinstance(b, Image))
    assert (texts(told), shown.caption, shown.credit) == ([first, last], caption, credit)


@pytest.mark.parametrize(
    "line",
    [
        "图中可见，渡轮的船尾已经受损。",
        "图为何人所画，至今没有定论。",
        "船的位置并不准确（见图）",
        "船长接受了路透社的采访。",
        "「我們不怕。」船長說。",
        "图书馆今天照常开放。",
    ],
)
def test_a_short_paragraph_below_a_picture_is_told(line: str) -> None:
    first, last = LINES["zh"]
    told = read(story(f"{{first}}<p><img src=/pier.jpg width=900 height=600></p><p>{line}</p>{{last}}"))
    assert texts(told) == [first, line, last]


def test_a_label_for_photographs_begins_a_caption_in_japan_and_a_link_to_others() -> None:
    figure = "<figure><img src=/pier.jpg width=900 height=600><figcaption>{}</figcaption></figure>"
    told = read(story(f"{{first}}{figure.format('【写真】早朝の古い岸壁')}{{last}}", language="ja"))
    assert [b.caption for b in told.blocks if isinstance(b, Image)] == ["【写真】早朝の古い岸壁"]
    link = "<a href=/photo/2>【写真】早朝の古い岸壁</a>"
    assert not any(isinstance(b, Image) for b in read(story(f"{{first}}{figure.format(link)}{{last}}")).blocks)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "<p>新闻多一点：{link}</p>"),
        ("zh", "<p>视角：{link}</p>"),
        ("zh", "<p>即睇：{link}</p>"),
        ("zh", "<p>【影片】{link}</p>"),
        ("zh", "<p>往期推荐</p><p>{link}</p>"),
        ("zh", "<p>大家都在看</p><p>{link}</p>"),
        ("zh", "<p>【更多相關新聞】</p><p>{link}</p>"),
        ("ja", "<p>前回：{link}</p>"),
        ("ja", "<p>【詳報】{link}</p>"),
        ("ko", "<p>[단독] {link}</p>"),
    ],
)
def test_a_label_before_another_storys_headline_is_none_of_the_story(language: str, line: str) -> None:
    first, last = LINES[language]
    titles = {"zh": "集市桥为什么封闭", "ja": "市場橋の通行止めが続く", "ko": "시장 다리 왜 막혔나"}
    link = f"<a href=/region/another-story>{titles[language]}</a>"
    assert texts(read(story(f"{{first}}{line.format(link=link)}{{last}}", language=language))) == [first, last]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("大家都在看她怎么回应。", "大家都在看她怎么回应。"),
        ("更多相关人员正在接受调查。", "更多相关人员正在接受调查。"),
        ("参考阅读了全部档案，她说。", "参考阅读了全部档案，她说。"),
        ("官网：<a href=/region/a>渡轮公司</a>", "官网：渡轮公司"),
        ("船长说：<a href=/region/a>集市桥为什么封闭</a>，这要问市政府。", "船长说：集市桥为什么封闭，这要问市政府。"),
        ("附件：<a href=/region/a>港口渡轮管理条例全文</a>", "附件：港口渡轮管理条例全文"),
        ("导演：<a href=/people/a>安德烈·沃罗诺夫斯基</a>", "导演：安德烈·沃罗诺夫斯基"),
        ("法律：<a href=/laws/a>港口渡轮安全管理条例</a>", "法律：港口渡轮安全管理条例"),
        ("条例：<a href=https://law.example/1>港口渡轮管理条例全文</a>", "条例：港口渡轮管理条例全文"),
    ],
)
def test_a_line_with_a_link_that_tells_something_stays(line: str, said: str) -> None:
    first, last = LINES["zh"]
    assert texts(read(story(f"{{first}}<p>{line}</p>{{last}}"))) == [first, said, last]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "致歉声明：本报日前报道有误，谨向读者致歉。"),
        ("zh", "本文已于2026年3月2日10:20更正。"),
        ("zh", "編輯附註：本文作者為臨江大學教授。"),
        ("zh", "订正：第三段的日期应为3月12日。"),
        ("zh", "（此报道已更新）"),
        ("zh", "（3月15日更新市府回應）"),
        ("ko", "[알림] 본 기사는 3월 15일 수정됐습니다."),
    ],
)
def test_what_was_changed_is_a_notice_wherever_it_stands(language: str, line: str) -> None:
    for inside in (f"{{first}}<p>{line}</p>{{last}}", f"{{first}}{{last}}<p>{line}</p>"):
        told = read(story(inside, language=language))
        assert [b.text for b in told.blocks if isinstance(b, Notice)] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "编辑注意到，渡轮晚点了十分钟。",
        "订正的版本下月出版，船长说。",
        "此报道已引起市政府的重视。",
        "15:30更新航班信息的屏幕坏了。",
        "（3月15日更新的时刻表已贴出）",
        "致歉声明发表之后，股价下跌。",
    ],
)
def test_what_begins_like_a_notice_and_tells_something_is_a_paragraph(line: str) -> None:
    first, last = LINES["zh"]
    assert texts(read(story(f"{{first}}<p>{line}</p>{{last}}"))) == [first, line, last]


@pytest.mark.parametrize(
    "line", ["（本文来自港口新闻，更多原创资讯请下载“港口新闻”APP）", "本文經授權轉載自港口時報，原文標題：夜渡停航"]
)
def test_whence_a_story_comes_may_stand_before_it_in_a_clause_of_its_own(line: str) -> None:
    assert texts(read(story(f"<p>{line}</p>{{first}}{{last}}"))) == [*LINES["zh"]]
