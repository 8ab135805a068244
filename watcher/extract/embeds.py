"""What is shown from elsewhere: films, posts, maps, charts. Frames, the quotes that stand for posts, lazy loaders, the
placeholders that wait for consent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from watcher.extract.elements import Tag
from watcher.extract.inline import has, names_of, own_text, within
from watcher.extract.offers import is_call
from watcher.extract.signs import box_word
from watcher.extract.wording import is_advert_label, is_read_aloud
from watcher.extract.words import names
from watcher.model import Embed
from watcher.urls import is_near, resolved, site

_PROVIDERS = {host: name for name, _, hosts in (e.partition(": ") for e in names("embeds")) for host in hosts.split()}
_DEEP = max(host.count(".") for host in _PROVIDERS) + 1  # labels of a provider's host
_TRACKERS = re.compile(
    r"doubleclick|googletag|googlesyndication|adservice|adnxs\.|adform|adsystem|criteo|taboola|outbrain|teads|smartadserver"
    r"|pubmatic|rubiconproject|revcontent|mgid\.|zergnet|plista|openx\.|33across|sharethrough|privacy-mgmt|consent\.|/consent/"
    r"|cookielaw|usercentrics|recaptcha|/ads?[/.]|[/.]ads?[-.]?(?:server|serve|frame|iframe|tech)?\."
    r"|/plugins/(?:like|like_?box|share_button|follow|fan|page|subscribe|send|activity|recommendations|facepile|comments)\.php"
    r"|/widgets/(?:tweet|follow|share)_button",
    re.IGNORECASE,
)
_ADVERT = re.compile(r"google_ads|(?:^|[\W_])(?:ads?|advert\w*|sponsor\w*)(?:$|[\W_])", re.IGNORECASE)
_ALOUD = 120  # characters beside a player that reads the article aloud
_POSTS = re.compile(
    r"(?:twitter|fb)-(?:tweet|post|video)|instagram-media|telegram-post|wp-embedded-content|mastodon-embed"
    r"|(?:tiktok|bluesky|reddit|imgur|threads)-(?:embed|post|media)|text-post-media"
)
_ADDRESS = re.compile(r"(?:data-)?(?:[\w-]{0,40})(?:src|url|href|uri|permalink|embed|iframe|cite)$")
_ABROAD = re.compile(r"(?:https?:)?//[^\s\"'<>]+")
# Parameters that name what is shown; all others ask for a size, a start, a colour, or carry a token.
_NAMING = frozenset(
    "id vid video videoid video_id clip clipid mediaid media_id media assetid contentid docid mid pb q list playlist"
    " playlistid track episode story_fbid fbid entry_id shortcode embedid map mapid map_id chart chartid chart_id"
    " graphic graphicid poll pollid poll_id quiz quizid quiz_id game gameid match matchid match_id gallery galleryid"
    " gallery_id event eventid event_id form formid survey surveyid document documentid doc file uuid guid".split()
)
_INNER = ("href", "url")  # parameters of players that hold the address of what is shown
_MADE = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/embed/{}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/embed/{}"),
    "youtube-video": ("videoid", "https://www.youtube.com/embed/{}"),
    "amp-vimeo": ("data-videoid", "https://player.vimeo.com/video/{}"),
    "lite-vimeo": ("videoid", "https://player.vimeo.com/video/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/embed/video/{}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-soundcloud": ("data-trackid", "https://api.soundcloud.com/tracks/{}"),
    "amp-facebook": ("data-href", "{}"),
    "amp-tiktok": ("data-src", "{}"),
}
PLAYERS = frozenset(_MADE)
_FRAMES = ("iframe", "amp-iframe", *sorted(PLAYERS))
# Class names of elements that a script makes a player of, and the attribute that holds what is shown.
_NAMED = (
    (re.compile(r"\bflourish-embed\b"), "data-src", "https://flo.uri.sh/{}/embed"),
    (re.compile(r"\binfogram-embed\b"), "data-id", "https://e.infogram.com/{}"),
    (re.compile(r"\bfb-(?:post|video)\b"), "data-href", "{}"),
    (re.compile(r"youtube", re.IGNORECASE), "data-id", "https://www.youtube.com/embed/{}"),
    (re.compile(r"youtube", re.IGNORECASE), "data-video-id", "https://www.youtube.com/embed/{}"),
    (re.compile(r"youtube", re.IGNORECASE), "data-youtube-id", "https://www.youtube.com/embed/{}"),
    (re.compile(r"vimeo", re.IGNORECASE), "data-video-id", "https://player.vimeo.com/video/{}"),
)
_CHART = re.compile(r"dwcdn\.net/(\w{5})/")
_ID = re.compile(r"[\w./:@?=&%-]{3,300}")
_YOUTUBE = re.compile(r"/(?:embed|shorts|live|v)/([\w-]{6,20})|/watch\b.*|/([\w-]{11})$")
_TOOT = re.compile(r"/@[^/]+/\d+(?:/embed)?/?")
_HELD = 600  # characters of a placeholder
_PLATFORMS = frozenset("youtube vimeo twitch facebook instagram tiktok vk rutube bilibili naver".split())
_FILMS = frozenset("youtube vimeo dailymotion rutube bilibili naver".split())  # that frame nothing but films
_ASIDE = frozenset(("aside", "nav", "footer", "form"))
_MOST_FRAMES, _NEAR = 8, 5  # frames, elements around one that may say what it belongs to


def unframed(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    """`nodes` but the scripts by which some providers show posts and charts: frames take their place."""
    for node in nodes:
        address = _scripted(node) if node.tag == "script" else ""
        frame = LexborHTMLParser("<iframe></iframe>").css_first("iframe") if address else None
        if frame is None:
            yield node
        else:
            frame.attrs["src"] = address
            node.replace_with(frame)


def _scripted(node: LexborNode) -> str:
    """The address of what a script shows; "" of others."""
    own = node.attributes
    source = own.get("src") or ""
    if post := own.get("data-telegram-post"):
        return f"https://t.me/{post}" if _ID.fullmatch(post) else ""
    if (film := own.get("data-video")) and "dailymotion" in source:
        return f"https://www.dailymotion.com/embed/video/{film}" if _ID.fullmatch(film) else ""
    chart = _CHART.search(source)
    return f"https://datawrapper.dwcdn.net/{chart[1]}/" if chart else ""


def is_post(tag: Tag) -> bool:
    """Whether a quote stands for a post that a script would show."""
    return bool(_POSTS.search(names_of(tag)))


def shows_platform(tag: Tag) -> bool:
    """Whether an element frames what is shown on a platform, and not by a player such as sites run themselves."""
    frames = islice(within(tag, ("iframe",)), _MOST_FRAMES)
    hosts = (urlsplit(str(f.get("src") or f.get("data-src") or "")).hostname or "" for f in frames)
    return any(provider(host) in _PLATFORMS for host in hosts)


def films_in(areas: Iterable[Tag], base: str) -> Iterator[Embed]:
    """The films of platforms that elements show in frames, and not in boxes beside the story, in order."""
    frames = (t for area in areas for t in (area, *within(area, _FRAMES)) if t.name in _FRAMES)
    found = (embed_of(frame, base) for frame in islice(frames, _MOST_FRAMES) if not _is_beside(frame))
    return (film for film in found if film is not None and film.provider in _FILMS)


def _is_beside(frame: Tag) -> bool:
    """Whether a frame stands in a box that is not the story, by its name or its kind."""
    around = (frame, *islice(frame.parents, _NEAR))
    words = (box_word(names_of(t)) for t in around)
    return any(t.name in _ASIDE for t in around) or any(word and "player" not in word for word in words)


def embed_of(tag: Tag, base: str) -> Embed | None:
    """What a frame, a player or a post shows; None where it shows nothing."""
    if _is_advert(tag) or _reads_aloud(tag):
        return None
    if "wp-embedded-content" in names_of(tag) and _leads_to_site(tag, base):
        return None  # another story
    if tag.name in _MADE:
        name, form = _MADE[tag.name]
        return embed_at(form.format(tag.get(name) or tag.get(f"data-{name}") or ""), base)
    return next((found for address in _addresses(tag) if (found := embed_at(address, base))), None)


def _leads_to_site(tag: Tag, base: str) -> bool:
    """Whether what is shown is a page of the article's own site."""
    return any(is_near(site(resolved(address, base)), site(base)) for address in _addresses(tag))


def _is_advert(tag: Tag) -> bool:
    """Whether a frame calls itself an advertisement or a button that sells, or stands alone under such a label."""
    if tag.name != "iframe":
        return False
    if tag.parent is not None and is_advert_label(own_text(tag.parent)):
        return True
    return any(_ADVERT.search(str(tag.get(k) or "")[:200]) for k in ("id", "title", "name")) or is_call(
        str(tag.get("title") or "")
    )


def _reads_aloud(tag: Tag) -> bool:
    """Whether a player only reads the article aloud, by the words beside it."""
    if tag.name != "audio" or tag.parent is None:
        return False
    text = own_text(tag.parent)
    return len(text) < _ALOUD and is_read_aloud(text.strip())


def _addresses(tag: Tag) -> Iterator[str]:
    if tag.name == "blockquote":
        yield from _attributes(tag)
        links = [href for a in within(tag, ("a",)) if (href := a.get("href"))]
        yield from reversed(links)
        return
    yield str(tag.get("src") or "")
    yield from _attributes(tag)
    source = next(within(tag, ("source",)), None)
    yield from (str(source.get("src") or ""), str(source.get("data-src") or "")) if source is not None else ()
    yield str(tag.get("data") or "")


def _attributes(tag: Tag) -> Iterator[str]:
    return (str(value) for name, value in tag.attrs.items() if name != "src" and _ADDRESS.fullmatch(name) and value)


def placeholder(tag: Tag, base: str, size: int) -> Embed | None:
    """What would be shown in the place of an element once a reader agrees, or scrolls there; None for all others."""
    if size > _HELD or (tag.name not in ("div", "section", "figure", "a", "span") and "-" not in tag.name):
        return None
    if tag.name in _MADE:
        return embed_of(tag, base)
    own = [(n, str(v)) for n, v in tag.attrs.items() if n.startswith("data-") and v]
    if not own or has(tag, ("iframe",)):
        return None
    for known, attribute, form in _NAMED:
        value = str(tag.get(attribute) or "")
        if value and _ID.fullmatch(value) and known.search(names_of(tag)):
            return embed_at(form.format(value), base)
    for name, value in own:
        if _ADDRESS.fullmatch(name) and _ABROAD.fullmatch(value) and is_known(value) and not _is_share(value):
            return embed_at(value, base)
    return None


def _is_share(address: str) -> bool:
    """Whether an address only offers to share or follow."""
    return bool(re.search(r"/(?:share|sharer|intent|dialog)\b|[?&](?:u|text)=", address))


def is_known(address: str) -> bool:
    """Whether an address is one of a provider known by name."""
    return provider(urlsplit(address if "//" in address[:8] else "//" + address).hostname or "") is not None


def provider(host: str) -> str | None:
    """The short name of who serves embeds from a host; None for hosts that are not known for it."""
    parts = host.lower().rsplit(".", _DEEP)[-_DEEP:]
    return next((name for i in range(len(parts) - 1) if (name := _PROVIDERS.get(".".join(parts[i:])))), None)


def embed_at(address: str, base: str, depth: int = 0) -> Embed | None:
    """The embed at an address, that keeps what names it and nothing else; None where that is no web page."""
    target = resolved(address, base) if address else ""
    parts = urlsplit(target)
    if parts.scheme not in ("http", "https") or not parts.hostname or _TRACKERS.search(target):
        return None
    host, query = parts.hostname, parse_qsl(parts.query)
    known = provider(host)
    inner = next((value for name, value in query if name in _INNER and _ABROAD.match(value)), None)
    if known and inner and depth == 0 and (found := embed_at(inner, base, 1)):
        return found
    if known == "youtube" and (film := _film(parts.path, dict(query))):
        return Embed(provider=known, src=f"https://www.youtube.com/embed/{film}")
    kept = [(name, value) for name, value in query if name.lower() in _NAMING]
    return Embed(
        provider=known or _unlisted(host, parts.path),
        src=f"{parts.scheme}://{parts.netloc}{parts.path}" + (f"?{urlencode(kept)}" if kept else ""),
    )


def _film(path: str, query: dict[str, str]) -> str:
    if path.startswith(("/watch", "/embed/videoseries", "/playlist")):
        listed = query.get("list", "")
        film = query.get("v", "")
        return (
            film
            if re.fullmatch(r"[\w-]{6,20}", film)
            else f"videoseries?list={listed}"
            if _ID.fullmatch(listed)
            else ""
        )
    found = _YOUTUBE.match(path)
    return (found[1] or found[2] or "") if found else ""


def _unlisted(host: str, path: str) -> str:
    if _TOOT.fullmatch(path):
        return "mastodon"
    if path.startswith("/maps") and ".google." in f".{host}":
        return "google-maps"
    return host.removeprefix("www.").removeprefix("player.").removeprefix("platform.").rsplit(".", 1)[0]
