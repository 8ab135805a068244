"""The identity of articles and links, whatever their addresses look like."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from watcher.lazily import late

_TRACKING = late(
    r"utm_.*|maca|at_.*|ns_.*|mc_[ce]id|_?fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh"
    r"|xtor|wt_.*|wtmc|wt\.mc.*|itm_.*|pk_.*|mtm_.*|piwik_.*|hsa_.*|_hs.*|vero_.*|oly_.*|ocid|cmpid|cmp|icid|ncid|smid"
    r"|soc_src|soc_trk|sr_share|__twitter_impression|guccounter|guce_.*|spm|scm|from_source|share_.*|traffic_source|cid"
    r"|ref_src|ref_url|cm_mmc|dicbo|int_source|_branch_match_id|tpcc|sc_campaign|referrer|source_id|s_cid|sh_cid|intcmp|intcid|taid|trk|trkcampaign|_ga|_gl|mkt_tok|echobox|sref"
    r"|srsltid|itid|wpisrc|wpmm|reflink|msockid|ysclid|_openstat|li_fat_id|rdt_cid|epik|mibextid|sc_cid|ito|_kx|_ke|dm_i|vgo_ee|ml_subscriber.*|pf_rd_.*"
    r"|int_(?:medium|campaign|content|term)|ascsubtag|iref|n_cid|s_kw|ssm|spss|refresh_ce|unlocked_article_code|giftcopy|sharetype|shareid|smtyp|dcmp|campaign_id|rss_id|mkcid|li_did|fb_.*|action_.*_ids"
    r"|phpsessid|jsessionid|aspsessionid.*|session_?id|cftoken|cfid",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{3}")
# Parameters with many uses, and what they say where they only tell how a reader came.
_COME_FROM = ("from", "source", "src", "share", "via", "medium", "channel")
_CAME = re.compile(
    r"(?:rss|feeds?|newsfeed|atom|twitter|tw|x|facebook|fb|whatsapp|telegram|tg|vk|linkedin|reddit|pinterest|instagram|email|e-?mail"
    r"|newsletter|nl|app|push|timeline|groupmessage|singlemessage|wechat|weixin|weibo|line|kakao|social|share|google|bing)",
    re.IGNORECASE,
)
# The same article in another form: for telephones, for paper, its first page.
_FORMS = frozenset(("outputtype=amp", "amp=1", "amp=true", "amp=", "print=1", "print=true", "page=1"))
_AMP_PATH = re.compile(
    r"^/amp(?=/.)|/amp/?$|\.amp(?=(?:\.html)?$)|(?<=\.)amp\.(?=html$)|(?:(?<=\d{4})|(?<=[0-9a-f]{12}))-amp$"
    r"|/index\.html?$"
)
_AMP_CACHE = re.compile(
    r"^https?://(?:[\w-]+\.cdn\.ampproject\.org/[a-z]|(?:www\.)?google\.[a-z.]{2,6}/amp)/(?:s/)?(?=[\w-]+\.)"
)
_PARTNER = re.compile(r"tag=[\w-]{2,40}-2\d")  # of a shop
_SHOP = "://www.amazon."
# Hosts and paths that only count who clicks, and lead on to an address that they carry.
_REDIRECTOR = re.compile(
    r"https?://(?:(?:[\w-]{1,63}\.){0,4}?(?:go|l|lm|out|away|click|redirect\w{0,4}|safelinks)\.[\w-]{1,63}\.[^/?#]{2,200}/[^?#]{0,200}"
    r"|[^/?#]{3,200}/(?:url|out|away|redirect|l)(?:\.php)?/?)"
    r"\?(?:[^#&]{0,500}&){0,9}?[\w-]{1,20}=(https?(?::|%3A)[^&#]++)",
    re.IGNORECASE,
)
_SESSION = re.compile(r";jsessionid=[^/;]*+", re.IGNORECASE)
_DW_ARTICLE = re.compile(
    r"/(?:a|av|g|video|audio|live|t)-(\d{4,})/?$|/graph-api/[\w-]+/content/[\w-]+/(\d+)/?$|/api/detail/\w+/(\d+)/?$"
)
_DW_HOST = re.compile(r"(?:[\w-]+\.)*dw\.(?:com|de)")
DEFAULT_PORT = {"http": 80, "https": 443}
# As nearly all addresses begin: nothing in them that needs a second thought.
_PLAIN_HOST = re.compile(r"(https?)://([a-z0-9.-]++)(?::([1-5]?[0-9]{1,4}+))?(?=[/?#]|$)")
_PLAIN = re.compile(r"(https?)://([a-z0-9.-]++)((?:/[!-\"$->@-~]*+)?)(?:\?([!-\"$-~]*+))?(?:#([!-~]*+))?")
_AMP_HOST = re.compile(r"^(?:amp|m|mobile|touch)\.(?=[^.]+\.[^.]+)")


# Absolute addresses that joining and splitting would leave as they are.
_WHOLE = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[^\s?#;]*+)?(?:\?[^\s#]++)?")
# Addresses on the same host, of which the same is true.
_ROOTED = re.compile(r"(?:/(?![/.])[^\s/?#;]*+)++/?(?:\?[^\s#]++)?")
_CONFUSING = re.compile(r"[\s\\\x00-\x20\x7f]")
_ORDINARY = 2_000  # characters of an address that is kept in memory


def is_web(url: str) -> bool:
    """Whether `url` is an absolute http or https address with a host."""
    parts = parts_of(url) if ":" in url else None
    return parts is not None and parts.scheme in DEFAULT_PORT and bool(parts.hostname)


def is_openable(url: str) -> bool:
    """Whether an absolute http or https address is read alike by all: without spaces, backslashes, controls."""
    return is_web(url) and not _CONFUSING.search(url.strip())


def has_login(url: str) -> bool:
    """Whether a user name or a password stands in `url`: such addresses are never opened."""
    parts = parts_of(url)
    return parts is not None and "@" in parts.netloc


def site(url: str) -> str:
    """The host without "www.", in lower case; "" where there is none."""
    return _known_site(url) if len(url) < _ORDINARY else _site(url)


def _site(url: str) -> str:
    parts = parts_of(url)
    return (parts.hostname or "").removeprefix("www.") if parts else ""


_known_site = lru_cache(maxsize=512)(_site)


def ascii_host(name: str) -> str:
    """The host as the network knows it: "xn--mnchen-3ya.example" for "münchen.example"; as it is where that fails."""
    try:
        return name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return name


def is_near(one: str, other: str) -> bool:
    """Whether two sites are one, or one a part of the other: "sport.news.example" of "news.example"."""
    return bool(one) and (one == other or one.endswith(f".{other}") or other.endswith(f".{one}"))


def host(url: str) -> str:
    """The host with its port where that is not the scheme's own: what one visitor at a time may visit."""
    return _known_host(url) if len(url) < _ORDINARY else _host(url)


def _host(url: str) -> str:
    if (plain := _PLAIN_HOST.match(url)) is not None:
        scheme, name, port = plain.groups()
        return name if port is None or port == str(DEFAULT_PORT[scheme]) else f"{name}:{port}"
    parts = parts_of(url)
    if parts is None:
        return ""
    return parts.netloc.rpartition("@")[2].lower().removesuffix(f":{DEFAULT_PORT.get(parts.scheme, '')}")


def resolved(href: str, base: str) -> str:
    """`href` as an absolute address; "" where there is none, or nothing that can be one."""
    return _known_resolved(href, base) if len(href) < _ORDINARY else _resolved(href, base)


def _resolved(href: str, base: str) -> str:
    href = href.strip()
    if _WHOLE.fullmatch(href):
        return href
    if _ROOTED.fullmatch(href) and (front := _PLAIN_HOST.match(base)) is not None:
        return front[0] + href
    try:
        found = urljoin(base, href) if href else ""
    except ValueError:
        return ""
    return found if parts_of(found) else ""


_known_resolved = lru_cache(maxsize=512)(_resolved)


def absolute(href: str, base: str) -> str:
    """`href` as an absolute address without tracking parameters and what only counts clicks; as it stands where that is
    impossible."""
    target = resolved(href, base)
    if "=http" in target and (carried := _REDIRECTOR.match(target)) is not None:
        target = resolved(unquote(carried[1]), base)
    return without_tracking(target) or href.strip()


def without_tracking(url: str) -> str:
    """`url` without the parameters that only say where a reader came from, or who it is. Everything else stays."""
    before, question, rest = url.partition("?")
    if ";" in before:
        before = _SESSION.sub("", before)
    if not question:
        return before
    query, hash_, fragment = rest.partition("#")
    kept = [p for p in query.split("&") if not _is_tracking(*p.partition("=")[::2])]
    if _SHOP in before:
        kept = [p for p in kept if not _PARTNER.fullmatch(p)]
    return before + ("?" + "&".join(kept) if kept and kept != [""] else "") + hash_ + fragment


def _is_tracking(name: str, value: str) -> bool:
    """Whether a parameter only says where a reader came from; a "ref" with a number in it may name what is shown."""
    if _TRACKING.fullmatch(name) or (name.lower() == "ref" and not _NUMBERED.search(value)):
        return True
    return name.lower() in _COME_FROM and _CAME.fullmatch(value) is not None


def identity(url: str) -> str:
    """The key under which one article is watched, whatever address leads to it.

    A Deutsche Welle article is its number, in any slug, language path or API form ("dw:68044952"). Elsewhere it is
    the address without scheme, "www.", tracking, fragment and the AMP or mobile form.
    """
    url = _AMP_CACHE.sub("https://", url)
    parts = parts_of(url)
    if parts is None:
        return url
    if number := _dw_number(parts):
        return f"dw:{number}"
    name = _AMP_HOST.sub("", host(url).removeprefix("www."))
    told = quote(unquote(_SESSION.sub("", parts.path)), safe="/:@!$&'()*+,;=~-._", errors="surrogatepass")
    path = _AMP_PATH.sub("", told)
    query = [
        (k, v)
        for k, v in parse_qsl(parts.query, keep_blank_values=True)
        if not _is_tracking(k, v) and f"{k}={v}".lower() not in _FORMS
    ]
    return name + (path.rstrip("/") or "/") + ("?" + urlencode(sorted(query), errors="surrogatepass") if query else "")


def is_dw(url: str) -> bool:
    """Whether an address is one of Deutsche Welle's."""
    parts = parts_of(url)
    return parts is not None and bool(_DW_HOST.fullmatch(parts.hostname or ""))


def _dw_number(parts: SplitResult) -> str | None:
    if not _DW_HOST.fullmatch(parts.hostname or ""):
        return None
    found = _DW_ARTICLE.search(parts.path)
    return next(filter(None, found.groups())) if found else None


def parts_of(url: str) -> SplitResult | None:
    """The parts of an address; None where it cannot be one."""
    return _known_parts(url) if len(url) < _ORDINARY else _parts(url)


def _parts(url: str) -> SplitResult | None:
    if plain := _PLAIN.fullmatch(url):
        return SplitResult(*plain.groups(""))
    try:
        parts = urlsplit(url.strip())
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts


_known_parts = lru_cache(maxsize=512)(_parts)
_known_host = lru_cache(maxsize=512)(_host)
