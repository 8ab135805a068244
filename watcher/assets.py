"""The identity of pictures, whatever their addresses look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote

from watcher.lazily import late
from watcher.urls import DEFAULT_PORT, parts_of

# Query parameters and path parts under which picture proxies carry the original address.
_PROXY_PARAMETERS = ("url", "src", "image", "img", "u", "image_url", "imageurl", "imgurl", "picurl")
_PROXY_PATH = re.compile(r"(?:^|/)(https?:/{1,2}|https?%3A%2F%2F)(.+)$", re.IGNORECASE)
_CARRYING = re.compile(r"[/.]|%2")  # is in every query with an address in it
_WORDPRESS_PROXY = re.compile(r"^i\d\.wp\.com$")
_AMP_CACHE = ".cdn.ampproject.org"
_THUMBOR_KEY = re.compile(r"^/[\w-]{26,28}=?/")  # (thumbor.readthedocs.io, "Usage")
_RESIZED_HOST = re.compile(r"/\d{2,5}x\d{0,5}/(?:smart/)?(?:[\w-]{1,63}\.){1,6}[a-z]{2,12}/", re.IGNORECASE)
_HOSTED = re.compile(r"/((?:[\w-]{1,63}\.){1,6}[a-z]{2,12}/.+)$", re.IGNORECASE)
_ESCAPED = re.compile(r"%(?:2F|3F|25)", re.IGNORECASE)
_IMGPROXY_FORMAT = re.compile(r"@(?:jpe?g|png|webp|avif|gif)$")
_IMAGE_NAME = re.compile(r"(?:\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic|jfif))+$", re.IGNORECASE)
_RATIO = "(?:(?:16|4|3|1|21|9|2)x(?:9|3|4|1|2|16)|16x10|5x4|4x5)"
_SIZE_IN_NAME = late(
    rf"(?:[-_.~](?:(?:rs)?\d{{2,5}}x\d{{1,5}}(?:__\d)?|\d{{3,4}}x|(?:ratio-?)?{_RATIO}(?:[-_]w?\d{{3,4}})?|crop|q[3-9]\d|hu_?[\da-f]{{8,40}}(?:_\w{{3,80}})?|scaled|rotated|e\d{{10,}}|(?:320|480|650|970|1024|1200|1280|1600|1920)-[789][05]"
    r"|\d{2,4}w|w\d{2,4}|h\d{2,4}|s\d{3,4}(?:-c\d\d)?|r\d\.\d{1,3}|fp[xy]\d{1,3}|\d{1,5}(?::\d{1,5}){3}_\d{1,5}x\d{1,5}(?:_[\da-z]{1,40}){0,6}"
    r"|(?-i:article(?:Large|Inline)|superJumbo|facebookJumbo|jumbo|[a-zA-Z]{3,20}By[A-Z]\w{2,40})(?:-v\d)?"
    r"|thumb(?:nail)?|small|medium|large|original|square|landscape|portrait|horizontal|vertical|desktop|mobile|xs|sm|md|lg|xl|xxl|rt|[sml]))+$"
    r"|@[1-4]x$|-{1,2}\d{2,5}x\d{2,5}@[a-z][a-z\d .-]{1,40}$"
    r"|(?:-x{0,2}(?:large|small|medium))?_trans_NvBQ[\w-]{8,60}$|(?<=[A-Z]\d{17})_P\d$",
    re.IGNORECASE,
)
_SIZE_FOR_NAME = re.compile(r"-?\d{1,4}x-?\d{1,4}[a-z]?|\d{2,4}px")
_HASH, _WIDTH, _EDITION = re.compile(r"[\da-f]{32}"), re.compile(r"\d{3,4}"), re.compile(r"v\d")
_ENDING = 80  # the last characters of a name, in which its size and format stand
_SIZE_PART = late(
    r"(?:\d{1,5}x(?:\d{1,5}(?::\d{1,5}x\d{1,5}|_[a-z]{3,12})?)?|x\d{2,5}|[1-4]x"
    r"|(?:w|h|width|height|q|c|f|g|e|ar|fl|dpr|b|fit|crop|resize|quality|format|scale|strip|size|rect|smart|trim|auto|x|y|o|s|t|v)"
    r"[_=:-][\w.,:;%!*()-]+(?:,.*)?|(?:rs|rt|el|ex|ext|fill|min-width|enlarge|extend|gravity|resizing_type|filters|preset|zoom):.*"
    r"|w\d{2,4}(?:,[a-z]{1,8}\d{0,4}){0,4}|\d{2,4}w|(?:mw|orj|thumb|wap)\d{2,4}|bmiddle|hd\d{3,4}|\d{2,5}xH|\$[a-z]{1,12}_[\w.,$-]+|s\d{3,4}[a-z]?(?:-[a-z]{1,4}){0,5}|w\d{2,4}-?h\d{2,4}(?:-[a-z]{1,4}){0,5}|width\d{2,4}(?:x\d{2,4})?|[a-z]{2,4}_\d{3,4}w"
    rf"|[a-z]{{3,12}}_\d{{2,4}}x\d{{1,4}}|(?:ratio)?{_RATIO}(?:[-_](?:\d{{3,4}}|[a-z]{{3,8}}))?|(?:16|4|3|1|21|9|2)[_:-](?:9|3|4|1|2|16)|r\d\.\d{{1,5}}|q\d\d(?:\.[\w.-]{{1,80}})?"
    r"|\w{1,20}__\d{2,4}x\d{2,4}(?:__\w{1,30})?|\d{4,}-c(?:i|oi|img)\w{0,20}-w\d{2,4}|(?:[a-z]{3,8}-\w{1,20},){1,5}(?:width|height)-\d{2,4}(?:,.*)?"
    r"|(?!(?:19|20)\d\d$)\d{3,4}|max|scale|scaled|geometry|fit-in|smart|resize|crop|thumb(?:s|nails?)?|small|medium|large|original|normal|wide|social|resized|x{0,3}[sl]|sm|md?|lg"
    r"|(?:alternates|ace|cpsprodpb|standard|news|ws|branded_news|master))",
    re.IGNORECASE,
)
_SIZE_PARAMETER = re.compile(
    r"(?:max-?)?(?:w|h|width|height|size|quality)|q|dpr|auto|fit|fm|format|crop|resize|rect|scale|s|sig|signature|token"
    r"|expires|x-amz-.*|x-goog-.*|key-pair-id|policy|im|impolicy|auth|hash|v|ver|version|ts?|cb|op|ixlib|blur|sharp|strip|bg|align|mode|zoom",
    re.IGNORECASE,
)
_ID_PARAMETER = re.compile(
    r"(?:(?:image|img|photo|picture|pic|media|asset|file|foto|bild)?[-_]?(?:id|uuid|guid)|img|image|photo|pic)=\w{2}",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"\.(?:php|aspx?|ashx|axd|jspx?|cgi|do)$", re.IGNORECASE)  # what serves pictures of many names
# Parts of paths by which content systems and proxies cut a picture and sign the cut: styles of Drupal, keys of thumbor
# and imgproxy, alternates of Escenic, crops by four numbers or by pixels.
_CUT = late(
    r"/(?:(?:width|height|w|h|crop|quality|q|format|size)/(?:[\d.]{1,6}|webp|jpe?g|png|avif)(?=/|$)|f/(?:webp|jpe?g|png|avif)(?=/|$)|size/w\d{2,4}(?=/)"
    r"|styles/[\w-]{1,80}(?=/(?:public|private|s3)/)|(?:imagecache|\.imaging/mte/[\w-]{1,40})/[\w.-]{1,60}(?=/)"
    r"|[\w-]{6,64}+={0,2}+(?=/(?:rs|c|resizing_type|resize|preset):)|[\w-]{26,28}+={0,2}+(?=/(?:\d{1,5}x|fit-in/|smart/|filters:))"
    r"|(?:max|fit/[ct])/\d{1,4}(?:/\d{1,4})?(?=/\d\*)|v2(?=/resize:)|cdn-cgi/image/[^/]{1,200}|(?:alternates|derivatives)/[\w.-]{1,40}(?=/)|cover(?:/[\d.]{1,4}){4,10}(?=/)"
    r"|\d{1,4}/\d{1,4}/\d{3,5}/\d{3,5}/\d{2,4}/\d{1,4}/\d{1,3}/\d{1,3}(?=/)|\d{1,5}_\d{1,5}_\d{2,5}_\d{2,5}(?:/master)?/\d{2,4}(?=\.\w{3,4}$)"
    rf"|t/[\w-]{{2}}/v\d{{1,3}}/w\d{{2,4}}/r[\d.]{{1,7}}(?:/-)?(?=/)|[\w-]{{11}}(?=/(?:{_RATIO}-\d{{3,4}}/|original/[^/]{{16}}))|[\da-f]{{32}}(?=/(?:crop|resize)/(?:[^/]{{1,80}}/){{2}})|[rt]/(?:amd-img|iwiz-amd)(?=/)"
    r"|thumbnail/[a-z_]{1,20}(?=/[\da-f]{8}-[\da-f]{4}-)|_processed_(?:/[\da-f]){1,3}(?=/csm_)|media/cache/(?:resolve/)?[\w-]{1,60}(?=/)|_\d{1,5}x(?:\d{1,5}|AUTO)_[\w-]{3,60}(?=/)"
    r"|(?<=/static/[\da-f]{32}/)[\da-f]{5}(?=/))",
    re.IGNORECASE,
)
# A file behind which stands how it is cut: "pier.jpg!w300", "pier.jpg/320px-pier.jpg", "csm_pier_0a1b2c3d4e".
_BEHIND_FILE = re.compile(
    r"(/([^/.]{1,200})\.(?:jpe?g|png|gif|webp|avif|svg))(?:[!:@][\w.-]{1,40}|\.thumb\.[\d.]{1,12}\.\w{3,4}|/_?jcr[_:]content/.*"
    r"|/[^/]{0,20}\2[^/]*)$"
    r"|(/csm_[^/.]{1,200})_[\da-f]{10}(?=\.\w{3,4}$)|(?<=\w)=[swh]\d{1,4}(?:-\w{1,12})*$",
    re.IGNORECASE,
)
_MAY_GO_ON = re.compile(r"\.[A-Za-z]{3,4}[!:@./]|/csm_|=[swhSWH]\d", re.IGNORECASE)  # all of these
_SIZE_BEHIND = re.compile(
    r"(?:[;,](?:w|h|q|width|height|quality|dpr|fit|crop|f|fm|format|mode)=\w{1,12}){1,8}(?=\.\w{3,4}$|$)"
)
_BUILT = re.compile(r"(?<=\.[\w-]{8})_[\da-zA-Z]{3,8}$")  # how Astro cut what it names by its content before
# How Webedia names its pictures, behind a hash and a slug.
_SLUGGED = re.compile(r"^(/(?=\d*[a-f])[\da-f]{6}/[^/]{1,200})/(?:\d{2,4}_\d{2,4}|original)(?=\.\w{3,4}$)")
_TEMPLATE = re.compile(r"~(?:tplv-|noop)[\w:.-]{0,80}$")  # of ByteDance's ImageX
# A number that one network gives a picture, at whatever publisher and proxy.
_ARC = re.compile(r"/(?:resizer/v2|[^/]{1,60})/([A-Z2-7]{26})(?:\.\w{3,4})?$")
_ARC_HOSTS = re.compile(r"\.images\.arcpublishing\.com$|^arc-anglerfish-")
_NUMBERED = re.compile(r"/thumb/[^/]{0,100}?(msid-\d{1,20})[,/].{0,200}$")  # what else stands there says the size
# Hosts that serve the same files.
_MIRROR = re.compile(r"(?:(?:www|cdn)\d{0,3}|([a-z]+)-?\d{1,3}(-[a-z]{1,20})?|\d{1,2}(?=\.[a-z]))\.(?=[^.]+\.[^.]+)")
_DW_IMAGE = re.compile(r"^(/image/\d+)(?:_[\w${}]+)?(?:\.\w+)?$")


@lru_cache(maxsize=4096)
def asset(src: str) -> str:
    """The identity of a picture: host and path without proxy, size, format and signature, and of the query only what
    numbers the picture.

    "https://images.weserv.nl/?url=static.dw.com/image/66805658_303.jpg" and
    "https://static.dw.com/image/66805658_1004.webp" are both "static.dw.com/image/66805658".
    """
    parts = _unwrapped(src)
    if parts is None or parts.scheme not in ("", *DEFAULT_PORT):
        return src.partition("?")[0]
    if (name := parts.hostname or "").endswith("dw.com") and (picture := _DW_IMAGE.match(parts.path)):
        return f"{name}{picture[1]}"
    if (numbered := _ARC.search(parts.path)) and ("/resizer/v2/" in parts.path or _ARC_HOSTS.search(name)):
        return f"arcpublishing.com/{numbered[1]}"
    name = _mirrored(name)
    *folders, last = [p for p in unquote(_told_path(parts.path)).split("/") if p] or [""]
    if folders and (_is_size(last) or last == "0"):
        *folders, last = folders
    stem = last[:-_ENDING] + _IMAGE_NAME.sub("", last[-_ENDING:])
    stem = stem[:-_ENDING] + _SIZE_IN_NAME.sub("", stem[-_ENDING:]) or stem
    if "/_astro/" in parts.path:
        stem = _BUILT.sub("", stem[-_ENDING:])
    if folders and (_SIZE_FOR_NAME.fullmatch(stem) or (_WIDTH.fullmatch(stem) and _is_hashed(folders))):
        *folders, stem = [f for f in folders if not _is_size(f) and not _EDITION.fullmatch(f)] or [stem]
    digits = len(stem) if len(stem) < 5 and stem.isdigit() else 0
    kept = [f for f in folders if not _is_size(f) or (digits and _is_number(f, digits))]
    told = [p for p in parts.query.split("&") if p and not _SIZE_PARAMETER.fullmatch(p.partition("=")[0])]
    if not _IMAGE_NAME.search(last[-_ENDING:]) and (not re.search(r"[\w-]{8,}", stem) or _SCRIPT.search(last)):
        return f"{name}/{'/'.join([*folders, last])}" + ("?" + "&".join(told) if told else "")
    ids = [p for p in told if _ID_PARAMETER.match(p) and p.partition("=")[2] not in parts.path]
    return f"{name}/{'/'.join([*kept, stem])}" + ("?" + "&".join(ids) if ids else "")


@lru_cache(maxsize=2048)
def _is_size(part: str) -> bool:
    """Whether a part of a picture's path says how large it is, or how it is cut: of one site, they come again."""
    return bool(_SIZE_PART.fullmatch(part))


def _mirrored(name: str) -> str:
    """The host of a picture without the number of the server: "img" for "img3", nothing for "cdn2" and "www"."""
    mirror = _MIRROR.match(name)
    return name if mirror is None else (f"{mirror[1]}{mirror[2] or ''}." if mirror[1] else "") + name[mirror.end() :]


def _is_number(folder: str, digits: int) -> bool:
    """Whether a folder holds the first part of a parted number ("321/123/456.jpg"), or one that is no usual width."""
    return folder.isdecimal() and (len(folder) == digits or int(folder) % 10 != 0 != int(folder) % 16)


def _is_hashed(folders: Sequence[str]) -> bool:
    """Whether the last folder says how that is cut which the one before it names by a hash."""
    return len(folders) > 1 and _is_size(folders[-1]) and _HASH.fullmatch(folders[-2]) is not None


def _told_path(path: str) -> str:
    """The path of a picture without how it is cut, where that takes more than a part or stands behind its name."""
    path = _NUMBERED.sub(r"/\1", path) if "msid-" in path else path
    path = _CUT.sub("", _TEMPLATE.sub("", path) if "~" in path else path)
    path = _SLUGGED.sub(r"\1", path)
    path = _BEHIND_FILE.sub(r"\1\3", path) if _MAY_GO_ON.search(path) else path
    return _SIZE_BEHIND.sub("", path) if "=" in path else path


def original(src: str) -> str:
    """The address of a picture behind the proxies that serve it; `src` itself where there are none."""
    parts = _unwrapped(src)
    return src if parts is None or parts is parts_of(src) else parts.geturl()


@lru_cache(maxsize=128)
def _unwrapped(src: str, depth: int = 0) -> SplitResult | None:
    """The address of the original picture behind proxies (three deep at most)."""
    parts = parts_of("https:" + src if src.startswith("//") else src)
    if parts is None or depth == 3:
        return parts
    for name, value in parse_qsl(parts.query) if _CARRYING.search(parts.query) else ():
        if name.lower() in _PROXY_PARAMETERS and ("/" in value or "." in value):
            inner = value if re.match(r"(?:https?:)?//", value) else _relative_original(value, parts)
            return _unwrapped(inner, depth + 1)
    if "http" in parts.path.lower() and (found := _PROXY_PATH.search(parts.path)):
        scheme = unquote(found[1]).rstrip("/")
        inner = unquote(found[2]) if _ESCAPED.search(found[2]) else found[2]
        return _unwrapped(f"{scheme}//{_IMGPROXY_FORMAT.sub('', inner)}", depth + 1)
    name = parts.hostname or ""
    if _WORDPRESS_PROXY.match(name):
        return _unwrapped("https:/" + parts.path, depth + 1)
    own = f".{'.'.join(name.split('.')[-2:])}/"
    if own in parts.path or name.endswith(_AMP_CACHE) or _is_thumbor(parts.path):
        return _unwrapped(f"https://{found[1]}", depth + 1) if (found := _HOSTED.search(parts.path)) else parts
    return parts


def _is_thumbor(path: str) -> bool:
    if "/unsafe/" in path or "/filters:" in path:
        return True
    return _THUMBOR_KEY.match(path) is not None or _RESIZED_HOST.search(path) is not None


def _relative_original(value: str, proxy: SplitResult) -> str:
    if value.startswith("/"):
        return f"{proxy.scheme}://{proxy.netloc}{value}"
    return "https://" + value
