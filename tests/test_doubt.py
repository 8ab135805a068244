"""Is this the article at all? Pages that stand in for one, and articles about such pages."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pytest
from builders import NOON, URL, article, page, revision

from watcher.doubt import Refusal, challenged, doubt
from watcher.doubt.doors import is_door, is_home
from watcher.doubt.files import file_of
from watcher.doubt.sight import amount, plain, visible
from watcher.doubt.wording import FAMILIES
from watcher.extract import extract
from watcher.model import Hop, Image, Outcome, Page, Revision

STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
    "About 41,000 vehicles cross the bridge on an ordinary day; ferries will run every ten minutes instead.",
    "The mayor, Ida Brandt, promised that the first lanes would be open again before the end of the school holidays.",
)
BEFORE = revision(article(*STORY))
DATED = "<meta property='article:published_time' content='2026-03-02'>"


def html(title: str, *paragraphs: str, head: str = "", rest: str = "") -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1>{body}</main>{rest}</body></html>"
    )


def judged(seen: Page, last: Revision | None = None) -> Refusal | None:
    return doubt(seen, extract(seen.body, seen.url, content_type=seen.content_type), last)


def outcome_of(seen: Page, last: Revision | None = None) -> tuple[Outcome, str] | None:
    refusal = judged(seen, last)
    return (refusal.outcome, refusal.likeness.partition(":")[0]) if refusal else None


WALLS = [
    (Outcome.BLOCKED, "challenge", html("Just a moment...", "Enable JavaScript and cookies to continue")),
    (Outcome.BLOCKED, "challenge", html("news.example", "Verify you are human by completing the action below.")),
    (Outcome.BLOCKED, "challenge", html("安全验证", "请完成以下验证后继续访问")),
    (Outcome.BLOCKED, "challenge", html("Подтвердите, что вы не робот", "Нажмите, чтобы продолжить.")),
    (Outcome.BLOCKED, "challenge", html("news.example", rest="<script src='https://x/turnstile/v0/api.js'></script>")),
    (Outcome.BLOCKED, "consent", html("Before you continue", "We and our partners use cookies to improve the site.")),
    (Outcome.BLOCKED, "consent", html("Datenschutz-Einstellungen", "Wir und unsere Partner verarbeiten Daten.")),
    (Outcome.BLOCKED, "consent", html("Bienvenue", "Nous et nos partenaires utilisons des cookies. Tout accepter")),
    (Outcome.BLOCKED, "login", html("Sign in | The Example", "Enter your e-mail address and your password.")),
    (Outcome.BLOCKED, "login", html("The Example", "Subscribe to continue reading. From 1 € a month.")),
    (Outcome.BLOCKED, "login", html("会员", "请先登录，登录后继续阅读全文。")),
    (Outcome.GONE, "gone", html("Page not found - The Example", "Here is what others read today.")),
    (Outcome.GONE, "gone", html("Error 404: page not found", "Try the search.")),
    (Outcome.GONE, "gone", html("Hoppla", "Die von Ihnen gesuchte Seite gibt es leider nicht mehr.")),
    (Outcome.GONE, "gone", html("Page introuvable", "Revenez à l'accueil.")),
    (Outcome.GONE, "gone", html("页面不存在", "五秒后返回首页")),
    (Outcome.GONE, "gone", html("例文新聞", "お探しのページは移動または削除された可能性があります。")),
    (Outcome.GONE, "gone", html("Новости", "Запрашиваемая страница не найдена.")),
    (Outcome.GONE, "gone", html("الصفحة غير موجودة", "عد إلى الصفحة الرئيسية")),
    (Outcome.GONE, "gone", html("ไม่พบหน้าที่คุณต้องการ", "กลับหน้าแรก")),
    (Outcome.UNREADABLE, "broken", html("Sorry", "Something went wrong. Please try again later.")),
    (Outcome.GONE, "gone", html("Ошибка 404", "На сайте её нет.")),
    (Outcome.GONE, "gone", html("Ops!", "Non riusciamo a trovare la pagina che cerchi.")),
    (Outcome.GONE, "gone", html("Pàgina no trobada", "No existeix.")),
    (Outcome.GONE, "gone", html("გვერდი ვერ მოიძებნა", "სამწუხაროდ")),
    (Outcome.UNREADABLE, "broken", html("403 ERROR", "The request could not be satisfied. Request blocked.")),
    (Outcome.UNREADABLE, "broken", html("Σφάλμα", "Παρουσιάστηκε ένα σφάλμα. Παρακαλώ δοκιμάστε αργότερα.")),
    (Outcome.UNREADABLE, "broken", html("Feil", "Det oppstod en uventet feil. Prøv igjen om litt.")),
    (Outcome.BLOCKED, "login", html("Most zatvoren", "Za nastavak čitanja pretplatite se ili prijavite.")),
    (Outcome.BLOCKED, "consent", html("Súkromie", "My a naši partneri ukladáme súbory cookie. Súhlasím. Odmietnuť")),
    (Outcome.BLOCKED, "region", html("Tyvärr", "Det här innehållet är inte tillgängligt i ditt land.")),
    (Outcome.UNREADABLE, "broken", html("502 Bad Gateway", "nginx")),
    (Outcome.UNREADABLE, "broken", html("系统繁忙", "请稍后再试")),
    (
        Outcome.UNREADABLE,
        "shell",
        "<html><title>News</title><body><noscript>You need to enable JavaScript to run this app.</noscript>"
        '<div id="root"></div></body></html>',
    ),
    (
        Outcome.UNREADABLE,
        "shell",
        '<html><title>News</title><body><div id="__next"></div><script>1</script></body></html>',
    ),
    (Outcome.UNREADABLE, "nothing", "<html><title>News</title><body><p>Weather</p></body></html>"),
    (Outcome.UNREADABLE, "empty", "  \n "),
]


@pytest.mark.parametrize(("outcome", "likeness", "body"), WALLS)
def test_what_stands_in_for_an_article_is_refused(outcome: Outcome, likeness: str, body: str) -> None:
    assert outcome_of(page(body)) == (outcome, likeness)


@pytest.mark.parametrize(("outcome", "likeness", "body"), WALLS)
def test_it_is_refused_as_well_where_the_article_is_known(outcome: Outcome, likeness: str, body: str) -> None:
    refusal = judged(page(body), BEFORE)
    assert refusal is not None
    assert (refusal.outcome, refusal.likeness, refusal.readable) == (outcome, likeness, False)


# Title, text, and what it is; in the words of firewalls, hosts and sites of many countries.
MORE_WALLS = """
Making sure you're not a bot!|Wait a moment while your connection is looked at.|challenge
Client Challenge|A part of this site could not load.|challenge
Too Many Requests|Come back in a minute.|challenge
环境异常|当前环境异常，完成验证后即可继续访问。|challenge
网站防火墙|您的访问被拦截，请联系管理员。|challenge
アクセスが制限されています|しばらくたってからお試しください。|challenge
Проверка браузера|Подождите несколько секунд, Вы будете перенаправлены автоматически.|challenge
451: Unavailable due to legal reasons|Readers in Europe cannot see it.|region
Harbour Post|Our website is currently unavailable in your country.|region
Доступ ограничен|Доступ к информационному ресурсу ограничен по закону.|region
Inhalt nicht mehr verfügbar|Die Verweildauer ist abgelaufen.|gone
掲載終了|この記事は公開を終了しました。|gone
提示|该内容已被发布者删除|gone
알림|존재하지 않는 기사입니다.|gone
Story removed|This content has been removed by the publisher of the paper.|gone
Welcome to nginx!|If you see this page, the server works.|broken
Account Suspended|Ask the people who run the server.|broken
システム|ただいまメンテナンス中です。終わるまでお待ちください。|broken
Whoops!|The page you requested has gone missing. Head back to the front page.|address
Êtes-vous un robot ?|Veuillez cocher la case ci-dessous pour accéder au site.|address
Xác thực|Vui lòng xác nhận bạn không phải là robot để tiếp tục.|address
無法顯示|抱歉，您要看的內容暫時無法顯示，敬請見諒。|address
"""


@pytest.mark.parametrize("told", MORE_WALLS.strip().splitlines())
def test_a_wall_is_refused_though_nobody_knows_the_article_yet(told: str) -> None:
    title, text, likeness = told.split("|")
    refusal = judged(page(html(title, text)))
    assert refusal is not None
    assert (refusal.likeness, refusal.readable) == (likeness, False)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Redirecting the river", "Engineers want to lead the river around the old town. The plan costs 40 million."),
        ("It works", "The new lock opened on Monday, and it works: forty ships passed it within a day of opening."),
        ("Too many requests for places", "The city has 400 requests for 120 places. Parents protested on Monday."),
        ("市长访问港口", "市长周一访问港口，邀请渔民参加座谈，内容涉及渡轮班次与票价，网站将公布结果。"),
        ("Robot waiter serves first guests", '"Please come in", says the robot. The inn at the quay opened on Monday.'),
        ("Leider kein Sieg", "Ein Fehler in der 90. Minute brachte Lowen um den Sieg. Das Spiel endete 1:1."),
        ("Ci dispiace, dice il sindaco", "Il sindaco ha ammesso lunedì un errore nei conti del porto di Lowen."),
        ("К сожалению, проиграли", "Материал дела передан в суд. Тренер сказал об этом в понедельник."),
        ("Vaya error del portero", "Un error en el minuto 90 dio la victoria al Puerto el lunes."),
        ("歌手致歉", "歌手周一就演出内容致歉：“非常抱歉，请您原谅”。"),
        ("「お待ちください」駅で混乱", "駅員は「お待ちください」と繰り返した。アクセス道路は月曜日から通行止め。"),
    ],
)
def test_a_few_lines_of_a_story_are_read(title: str, text: str) -> None:
    assert judged(page(html(title, text))) is None


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "shift_jis", "iso-2022-jp", "gb18030", "euc-kr", "big5"])
def test_a_text_in_any_charset_is_no_file(charset: str) -> None:
    told = html("橋閉鎖", *("港橋九年點檢計劃數週間續市役所" * 9,) * 4)
    assert file_of(page(told.encode(charset, "xmlcharrefreplace")), hardly=False) is None


@pytest.mark.parametrize(
    ("body", "content_type", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "application/pdf", "a PDF document"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "text/html", "a PDF document"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg", "a picture"),
        (b"PK\x03\x04\x14\x00", "application/zip", "an archive"),
        (b"MZ\x90\x00", "application/x-msdownload", "application/x-msdownload"),
        (b"window.news = 'a script'; " * 99, "text/javascript; charset=utf-8", "text/javascript"),
        (zlib.compress(html("News", *STORY).encode()), "text/html", "a file"),
        (bytes(range(256)) * 20, "text/html; charset=windows-1252", "a file"),
        (
            b"<?xml version='1.0'?>\n<rss><channel><item><title>" + STORY[0].encode() * 9,
            "text/xml",
            "a feed or a sitemap",
        ),
    ],
)
def test_a_file_is_no_article_whatever_its_header_says(body: bytes, content_type: str, name: str) -> None:
    refusal = judged(page(body, content_type=content_type))
    assert refusal is not None
    assert refusal.likeness == "file"
    assert name in refusal.why


ABOUT = [
    html(
        "Google retires the captcha",
        "The company will no longer ask visitors to prove that they can read distorted letters, it said on Monday.",
        "The words “verify you are human” had become a symbol of everything that annoys people about the web.",
        "From June on, the service will judge by behaviour alone; critics fear that privacy will pay for the comfort.",
    ),
    html(
        "404: the story of the best-known error",
        "“Page not found” is what servers have been answering since 1992, and everyone has read it at least once.",
        "Many newspapers make a joke of it. One shows an empty front page, another a dog that ate the article.",
        "The number itself means nothing, says an engineer who wrote the first version of the protocol at CERN.",
        "Rumours of a room 404 in which the first server stood have never been confirmed by anybody who was there.",
    ),
    html(
        "Cookies: court forbids tricks",
        "A button that says “Accept all cookies” must have a second one beside it, the court ruled on Tuesday.",
        "Publishers had hidden the refusal three clicks deep, which the judges called a deception of consumers.",
        "The ruling takes effect in May and concerns every site that addresses readers in the European Union.",
    ),
    html(
        "Warum Seiten verschwinden",
        "Jeder vierte Link, der vor zehn Jahren gesetzt wurde, führt heute ins Leere, zeigt eine Untersuchung.",
        "„Diese Seite wurde nicht gefunden“ ist der Satz, den die Forscherinnen am häufigsten gelesen haben.",
        "Bibliotheken halten dagegen: Sie bewahren auf, was Verlage löschen, und zählen inzwischen Milliarden Seiten.",
    ),
    html(
        "验证码为什么越来越难",
        "研究人员周一表示，机器识别扭曲文字的能力已经超过人类，网站因此不断提高难度，普通读者苦不堪言。",
        "“请输入验证码”几乎成了上网的代名词。专家建议改用行为分析，但隐私组织对此表示担忧。",
        "报告还指出，视障人士受到的影响最大，有关部门应当尽快制定标准，保障他们平等使用网络的权利。",
    ),
]


@pytest.mark.parametrize("body", ABOUT)
def test_an_article_about_such_pages_is_an_article(body: str) -> None:
    assert judged(page(body)) is None


@pytest.mark.parametrize("body", ABOUT)
def test_an_article_about_such_pages_stays_one(body: str) -> None:
    seen = page(body)
    known = revision(extract(seen.body, seen.url, content_type=seen.content_type))
    assert judged(seen, known) is None


def test_a_cookie_banner_beside_a_short_article_does_no_harm() -> None:
    banner = "<div class=cookie>We and our partners use cookies. <button>Accept all cookies</button></div>"
    assert judged(page(html("Harbour bridge closed", *STORY[:2], rest=banner))) is None


def test_a_note_for_readers_without_javascript_does_no_harm() -> None:
    note = "<noscript>Please enable JavaScript</noscript>"
    assert judged(page(html("Harbour bridge closed", *STORY[:1], rest=note))) is None


def test_a_gallery_with_hardly_any_text_is_an_article() -> None:
    told = article(blocks=(Image(src="https://a/1.jpg", asset="a/1"),), published_at="2026-03-02T10:00:00Z")
    assert doubt(page("<html><body><img src=1></body></html>"), told, None) is None


def test_a_document_that_is_no_web_page_is_judged_by_its_text() -> None:
    told = article(*STORY)
    assert doubt(page(b'{"data": {}}', content_type="application/json"), told, None) is None
    assert doubt(page(b"text", content_type="application/octet-stream"), told, None) is None


def test_a_redirect_to_the_home_page_is_gone() -> None:
    seen = page(html("The Example", *STORY), url="https://news.example/", redirects=((302, "https://news.example/"),))
    other = revision(article("Something else entirely was told here.", title="Fog over the lake"))
    assert outcome_of(seen) == (Outcome.GONE, "gone")
    assert outcome_of(seen, other) == (Outcome.GONE, "gone")


def test_a_redirect_to_a_login_is_blocked() -> None:
    where = "https://login.news.example/start?to=harbour"
    seen = page(html("The Example", "Welcome back to us."), url=where, redirects=((302, where),))
    assert outcome_of(seen) == (Outcome.BLOCKED, "login")


FOG = (
    "Thick fog kept the airport closed until noon; 64 flights were cancelled and hundreds slept in the hall.",
    "Meteorologists expect the weather to stay as it is, with a weak wind from the east and little hope for the sun.",
    "The airline asked everybody to look at its site before leaving home and offered to change bookings without a fee.",
)


OFFERED = "".join(
    f"<div class='card'><h3>{text[:30]}</h3><p>{text}</p><time datetime='2026-03-02'></time></div>" for text in STORY
)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Page not found", "Sorry, the page you requested could not be found."),
        ("¡Vaya!", "El artículo que buscas ya no está disponible."),
        ("Artikel niet gevonden", "Het artikel dat u zoekt is niet meer beschikbaar."),
        ("お探しの記事は見つかりませんでした", "記事の掲載期間が終了した可能性があります。"),
    ],
)
def test_what_is_offered_below_an_error_is_no_other_article(title: str, told: str) -> None:
    seen = page(html(title, told, head="<meta name=date content='2026-03-02'>", rest=OFFERED))
    before = revision(article(*(text[::-1] for text in STORY)))
    assert outcome_of(seen, before) == (Outcome.GONE, "gone")


def test_a_headline_that_says_that_a_text_was_not_found_is_a_headline() -> None:
    told = html("Text of the treaty not found in the archive, page by page", *STORY)
    assert outcome_of(page(told), BEFORE) is None
    assert outcome_of(page(told)) is None
    cited = "This article has been removed, says one page in ten of the web, and one in five where a story is old."
    assert outcome_of(page(html("Page not found: how links die", cited, *STORY))) is None
    dated = html("Post deleted after outcry", "The post was removed on Sunday.", *STORY, head=DATED)
    assert outcome_of(page(dated)) is None


def test_another_article_at_the_same_address_is_doubted_and_may_be_believed() -> None:
    refusal = judged(page(html("Airport shut by fog", *FOG)), BEFORE)
    assert refusal is not None
    assert (refusal.outcome, refusal.readable) == (Outcome.UNREADABLE, True)


def test_a_redirect_to_another_article_is_gone() -> None:
    where = "https://news.example/weather/fog"
    seen = page(html("Airport shut by fog", *FOG), url=where, redirects=((301, where),))
    assert outcome_of(seen, BEFORE) == (Outcome.GONE, "gone")


def test_a_new_headline_over_the_old_text_is_no_other_article() -> None:
    assert judged(page(html("Thousands take the ferry", *STORY)), BEFORE) is None


def test_a_new_text_under_the_old_headline_is_no_other_article() -> None:
    assert judged(page(html(BEFORE.article.title, *FOG)), BEFORE) is None


def test_a_text_of_which_little_is_left_is_doubted_and_may_be_believed() -> None:
    seen = page(html(BEFORE.article.title, "This article was withdrawn because its figures could not be confirmed."))
    refusal = judged(seen, BEFORE)
    assert refusal is not None
    assert (refusal.outcome, refusal.readable) == (Outcome.UNREADABLE, True)
    assert refusal == judged(seen, BEFORE)


def test_half_a_text_is_no_collapse() -> None:
    assert judged(page(html(BEFORE.article.title, *STORY[:2])), BEFORE) is None


def test_a_wall_that_keeps_headline_and_teaser_is_blocked() -> None:
    teaser = html(BEFORE.article.title, "The harbour bridge was closed.", "Subscribe to continue reading.")
    assert outcome_of(page(teaser), BEFORE) == (Outcome.BLOCKED, "login")


def test_a_shell_that_keeps_the_headline_is_never_taken_for_an_edit() -> None:
    head = f'<meta property="og:title" content="{BEFORE.article.title}">'
    seen = page(
        f'<html><head>{head}<title>{BEFORE.article.title}</title></head><body><div id="app"></div></body></html>'
    )
    refusal = judged(seen, BEFORE)
    assert refusal is not None
    assert (refusal.likeness, refusal.readable) == ("shell", False)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (html("Just a moment..."), True),
        (html("503", rest="<script>window._cf_chl_opt={}</script>"), True),
        (html("One more step", "Please complete the captcha."), True),
        (html("503 Service Unavailable", "We will be back in a minute."), False),
        ("", False),
    ],
)
def test_a_challenge_is_told_from_a_server_that_is_down(body: str, said: bool) -> None:
    assert challenged(page(body, status=503)) is said


def test_phrases_are_written_as_texts_are_compared() -> None:
    for family in FAMILIES:
        for phrase in (*family.titles, *family.phrases):
            assert phrase
            assert phrase == plain(phrase)


def test_no_phrase_is_so_short_that_it_could_stand_anywhere() -> None:
    assert min(amount(phrase) for family in FAMILIES for phrase in family.phrases) >= 8


@pytest.mark.parametrize(
    "url", ["https://a.example", "https://a.example/", "https://a.example/en/", "https://a.example/de-at/index.html"]
)
def test_home_pages_are_known_by_their_address(url: str) -> None:
    assert is_home(url)
    assert not is_home(url.rstrip("/") + "/harbour-bridge")


@pytest.mark.parametrize(
    "url",
    [
        "https://consent.example.org/collect",
        "https://abo.example.org/",
        "https://news.queue-it.net/?c=news",
        "https://news.example/account/login?next=1",
        "https://news.example/users/sign_in",
        "https://news.example/plus/Angebote.html",
        "https://news.example/abonnez-vous",
        "https://news.example/error/503.html",
        "https://news.example/maintenance/",
        "https://news.example/hello?return_url=https%3A%2F%2Fnews.example%2Fpolitics%2Fbridge",
        "https://news.example/x/hello?uri=/politics/bridge-1234",
    ],
)
def test_doors_are_known_by_their_address(url: str) -> None:
    assert is_door(url)


@pytest.mark.parametrize(
    "path",
    [
        "/politics/login-scandal-widens",
        "/premium/2026/harbour-bridge",
        "/recipes/cookies",
        "/story/503",
        "/403/",
        "/404?url=/politics/bridge-1234",
        "/page-not-found.html?request_url=%2Fpolitics%2Fbridge-1234",
        "/search?u=bridge&next=2",
        "/a?from=https://news.example/b/c-1234",
    ],
)
def test_other_addresses_are_no_doors(path: str) -> None:
    assert not is_door(f"https://news.example{path}")


def redirected(url: str, to: str, *, head: str = "") -> Page:
    hop = Hop(at=NOON, url=url, address="", asked="", sent=(), answered="", received=())
    return page(html("Bridge closed", *STORY, head=head), url=to, redirects=((301, to),), hops=(hop,))


def test_an_address_with_a_door_in_it_is_none_where_it_was_asked_for() -> None:
    url = "https://news.example/offers?url=https://other.example/story"
    assert outcome_of(redirected(URL, url)) == (Outcome.BLOCKED, "login")
    assert outcome_of(redirected(url.replace("https:", "http:", 1), url)) is None
    assert outcome_of(redirected(URL, "https://news.example/2026/blocked/", head=DATED)) is None


@pytest.mark.parametrize("section", ["/politics", "/politics/", "/politics/index.html"])
def test_an_address_that_leads_to_its_section_is_gone_unless_an_article_stands_there(section: str) -> None:
    url = f"https://news.example{section}"
    assert outcome_of(redirected(URL, url)) == (Outcome.GONE, "gone")
    assert outcome_of(redirected(URL, url, head=DATED)) is None
    assert outcome_of(redirected(URL, "https://news.example/culture/")) is None
    story = "https://news.example/why-the-bridge-was-closed"
    assert outcome_of(redirected(f"{story}/2", story)) is None


def test_what_scripts_hold_is_not_visible() -> None:
    assert (
        visible("<p>One<script>if (a<b) alert('</p>')</script> two<style>p{}</style></p><b>three</b>")
        == "One two three"
    )


@pytest.mark.parametrize("piece", ["<", "<script>", "<!--", "</", "<title>", "<p id=root ", '<div id="root"'])
def test_hostile_markup_costs_no_more_than_its_length(piece: str) -> None:
    refusal = doubt(page(piece * (1_000_000 // len(piece))), article(title=""), None)
    assert refusal is not None
    assert refusal.outcome is Outcome.UNREADABLE


def test_a_first_look_knows_no_collapse() -> None:
    brief = page(html("Bridge closed", "The harbour bridge is closed until further notice, the city said at noon."))
    assert judged(brief) is None
    assert brief.fetched_at == NOON
    assert brief.url == URL


GARBLED = {
    "de": (
        "Die Brücke wurde für den Verkehr gesperrt, nachdem Prüfer Risse in zwei Kabeln gefunden hatten.",
        "Die Stadt erklärte, größere Schäden seien möglich; über die Öffnung entscheide man im März.",
    ),
    "ru": ("Мост закрыт для движения: инженеры нашли трещины в двух тросах.", "Паромы ходят каждые десять минут."),
    "fr": (
        "La ville a fermé le pont à la circulation après que des ingénieurs ont trouvé des fissures à deux câbles.",
        "Elle a déclaré à la presse que l’été prochain, à midi, la première voie pourrait être rouverte.",
    ),
    "zh": (
        "工程师在两根主缆上发现裂缝后，海港大桥周一起对所有车辆关闭。",
        "渡轮改为每十分钟一班，市长承诺假期结束前恢复通行。",
    ),
}
MISREAD = [(language, "latin-1") for language in GARBLED] + [("de", "cp1252"), ("ru", "cp1251")]


@pytest.mark.parametrize(("language", "charset"), MISREAD)
def test_a_known_article_whose_letters_are_bytes_of_another_charset_is_unreadable(language: str, charset: str) -> None:
    first, *others = (f"{text} " * 2 for text in GARBLED[language])
    shown = html(GARBLED[language][0][:30], first, *others, head=DATED)
    last = revision(extract(shown.encode(), URL))
    garbled = shown.encode().decode(charset, "replace")
    assert outcome_of(page(garbled), last) == (Outcome.UNREADABLE, "garbled")
    part = first.encode().decode(charset, "replace")
    assert outcome_of(page(html(GARBLED[language][0][:30], *others, part, *others, head=DATED)), last) is None


BEYOND = "Critics liked Beyoncé's voice, Chloé's dancers and José's songs, and Zoë's band. " * 3
OTHERS = (
    "国家队在决赛中以三比一击败对手，球迷涌上街头庆祝到深夜。主教练表示2026年世界杯才是真正目标。",
    "门将获得最佳球员称号，他把奖杯献给了已故的父亲，队友们在更衣室里唱歌到深夜。",
)


@pytest.mark.parametrize(
    ("stood", "now", "doubted"),
    [
        ((BEYOND,), (BEYOND.replace("'", "’"),), None),
        ([t.encode().decode("cp1252", "replace") for t in GARBLED["de"]], None, None),
        ((GARBLED["zh"][0] * 2 + "2026年。", GARBLED["zh"][1] * 2), [t * 2 for t in OTHERS], "another"),
    ],
)
def test_what_only_looks_garbled_is_not(stood: Sequence[str], now: Sequence[str] | None, doubted: str | None) -> None:
    title, other = stood[0][:12], (now or stood)[0][:12]
    last = revision(extract(html(title, *stood, head=DATED).encode(), URL))
    shown = now or (*stood, *(text.upper().encode().decode("cp1252", "replace") for text in GARBLED["de"]))
    found = outcome_of(page(html(other, *shown, head=DATED)), last)
    assert found == (doubted and (Outcome.UNREADABLE, doubted))
