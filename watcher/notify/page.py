"""Lines of marked pieces as a whole page of HTML for mail: tables and inline styles, as mail programs want it, readable
on narrow screens, in light and dark, and without colours."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from watcher.notify.excerpt import beginning, narrowed
from watcher.notify.markup import Line, Mark, Piece, address_escaped, html_escaped, is_right_to_left
from watcher.notify.wording import Wording
from watcher.urls import is_web

_RIGHT_TO_LEFT = ("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_WRAPPED = "overflow-wrap:anywhere;word-break:break-word"  # the second for programs that do not know the first
# What has no class here looks alike in light and dark. Programs that know no style sheets show what is said inline.
_STYLES: Mapping[str, str] = {
    "page": "background:#f1f3f5",
    "card": "background:#ffffff;border:1px solid #d8dde3;border-radius:8px",
    "text": "color:#1f2328",
    "dim": "color:#5f6368",
    "link": "color:#0b57d0;text-decoration:underline",
    "title": "color:#1f2328;text-decoration:none",
    "old": "color:#8f1414;background:#fde4e4;text-decoration:line-through",
    "new": "color:#0a5220;background:#d9f4e1;text-decoration:underline",
    "alarm": "color:#7a1f12;background:#fdf0ec;border-left:4px solid #c0392b",
    "rule": "border-top:1px solid #d8dde3",
}
_DARK: Mapping[str, str] = {
    "page": "background:#111417",
    "card": "background:#1b1f24;border-color:#3c4147",
    "text": "color:#e6e8eb",
    "dim": "color:#a3a9b0",
    "link": "color:#8ab4f8",
    "title": "color:#e6e8eb",
    "old": "color:#ffb3ad;background:#4a1a1a",
    "new": "color:#a8e6b8;background:#143d22",
    "alarm": "color:#ffcfc4;background:#3a1f1a;border-color:#e0735f",
    "rule": "border-color:#3c4147",
}
_PREVIEW = 140  # characters that lists of mails show beside the subject


def as_page(subject: str, lines: Sequence[Line], words: Wording) -> str:
    """A page of one card for each article, below one with the table of contents where there is one."""
    return _PAGE.format(
        language=words.language, subject=html.escape(subject), dark=_dark(), page=_styled("page"), font=_FONT,
        preview=html_escaped(_preview(lines, words)), cards=as_cards(lines, words),
    )  # fmt: skip


def as_cards(lines: Sequence[Line], words: Wording) -> str:
    """What stands in the middle of the page."""
    return "\n".join(_card(card, words) for card in _cards(lines))


_PAGE = """<!doctype html>
<html lang="{language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>{subject}</title>
<style>
:root {{ color-scheme: light dark; supported-color-schemes: light dark; }}
{dark}
@media (max-width: 480px) {{ .inside {{ padding: 14px 14px 16px !important; }} }}
</style>
</head>
<body {page} bgcolor="#f1f3f5">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">{preview}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" {page}>
<tr><td align="center" style="padding:12px 8px;{font}">
<!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
<div style="max-width:640px;margin:0 auto;text-align:left">
{cards}
</div>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
"""


def _dark() -> str:
    rules = (
        f".{name} {{ {'; '.join(f'{one} !important' for one in style.split(';'))}; }}" for name, style in _DARK.items()
    )
    return "@media (prefers-color-scheme: dark) {\n" + "\n".join(rules) + "\n}"


def _styled(name: str, more: str = "") -> str:
    return f'class="{name}" style="{";".join(filter(None, (_STYLES.get(name, ""), more)))}"'


def _cards(lines: Iterable[Line]) -> Iterator[list[Line]]:
    card: list[Line] = []
    for line in lines:
        if line.strong and line.quoted and card:
            yield card
            card = []
        card.append(line)
    if card:
        yield card


def _card(lines: Sequence[Line], words: Wording) -> str:
    inside = "\n".join(_parts(lines, words))
    return (
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" '
        f"{_styled('card', 'margin:0 0 12px;border-collapse:separate')}>\n"
        f'<tr><td class="inside" style="padding:18px 24px 20px;{_WRAPPED};{_FONT}">\n{inside}\n</td></tr>\n</table>'
    )


def _parts(lines: Sequence[Line], words: Wording) -> Iterator[str]:
    """The lines of one card; links that stand together in one row, above the headline the site."""
    start = 0
    if lines[0].strong and lines[0].quoted:
        yield from _head(lines)
        start = 1
    elif lines[0].strong:
        style = "margin:0 0 6px;font-size:20px;line-height:1.3"
        yield f"<h1 {_styled('text', style)}>{in_page(lines[0].pieces, words)}</h1>"
        start = 1
    for role, run in groupby(lines[start:], key=lambda line: line.role):
        if role == "link":
            links = " &nbsp;·&nbsp; ".join(_labelled(line, words) for line in run)
            yield f"<p {_styled('dim', 'margin:6px 0;font-size:14px')}>{links}</p>"
        else:
            yield from (_line(line, words) for line in run)


def _head(lines: Sequence[Line]) -> Iterator[str]:
    """The site, and below it the headline, which leads to the article."""
    mark, text = lines[0].pieces[0]
    link = lines[1] if len(lines) > 1 and lines[1].role == "link" else None
    shown = html.escape(address_escaped(text)) if mark == "link" else html_escaped(text)
    if link is not None:
        if len(link.pieces) > 1:
            name = html.escape(link.pieces[0][1])
            yield f"<p {_styled('dim', 'margin:0 0 4px;font-size:13px;line-height:1.4')}>{name}</p>"
        shown = _anchor(link.pieces[-1][1], shown, "title")
    style = "margin:0 0 8px;font-size:20px;line-height:1.35"
    yield f"<h1 {_spoken(lines[0], style)}>{shown}</h1>"


def _line(line: Line, words: Wording) -> str:
    shown = in_page(line.pieces, words).strip()
    if line.role == "contents":
        if line.strong:
            return f"<p {_styled('dim', 'margin:12px 0 2px;font-size:13px')}>{shown}</p>"
        return f"<p {_styled('text', 'margin:4px 0;font-size:15px;line-height:1.45')}>{shown}</p>"
    if line.strong:
        style = "margin:14px 0 4px;padding:12px 0 0;font-size:14px;line-height:1.4"
        return f'<h2 class="text rule" style="{_STYLES["text"]};{_STYLES["rule"]};{style}">{shown}</h2>'
    if line.quoted:
        style = "margin:4px 0;font-size:16px;line-height:1.6"
        return f"<p {_spoken(line, style)}>{shown}</p>"
    if line.pieces[0][0] == "alarm":
        style = "margin:8px 0;padding:8px 12px;font-size:14px;line-height:1.45"
        return f"<p {_styled('alarm', style)}>{shown}</p>"
    name = "dim" if line.pieces[0][0] == "dim" else "text"
    return f"<p {_styled(name, 'margin:6px 0;font-size:14px;line-height:1.45')}>{shown}</p>"


def _labelled(line: Line, words: Wording) -> str:
    """A link under its label, to the article under that word."""
    is_article = line.pieces[0][0] in ("name", "link")
    label = words.said("body.article") if is_article else line.pieces[0][1].rstrip(" :：")
    return _anchor(line.pieces[-1][1], html.escape(label), "link")


def _anchor(url: str, shown: str, name: str) -> str:
    if not is_web(url):
        return shown
    return f'<a href="{html.escape(address_escaped(url))}" {_styled(name)}>{shown}</a>'


def _spoken(line: Line, style: str) -> str:
    """The attributes of a text of the article, which may run from right to left. Pages name languages wrongly, so that
    of its letters counts as well."""
    language = line.language if _LANGUAGE.fullmatch(line.language) else ""
    text = "".join(text for _, text in line.pieces)
    runs_left = language.partition("-")[0].lower() in _RIGHT_TO_LEFT and is_right_to_left(text)
    way, side = ("rtl", "right") if runs_left else ("auto", "start")
    return f'lang="{language}" dir="{way}" {_styled("text", f"{style};text-align:{side}")}'


def _preview(lines: Sequence[Line], words: Wording) -> str:
    """The first text that was changed: "At least 12 → 15 people died"."""
    line = next((line for line in lines if line.quoted and not line.strong), None)
    return beginning("".join(_in_preview(line.pieces, words)).strip(), _PREVIEW) if line else ""


def _in_preview(pieces: Sequence[Piece], words: Wording) -> Iterator[str]:
    """What was replaced stands before what replaced it; what only went is marked as in plain text."""
    shown = list(narrowed(pieces, _PREVIEW // 3))
    for at, (mark, text) in enumerate(shown):
        if mark == "cut":
            yield " … "
        elif mark != "old":
            yield text
        elif [following for following, _ in shown[at + 1 : at + 2]] == ["new"]:
            yield text.rstrip() + words.form("signs.to")
        else:
            yield f"[-{text}-]"


def in_page(pieces: Sequence[Piece], words: Wording) -> str:
    """The pieces, a space between what is old and what is new: neither eye nor ear runs them together, and letters of
    the Arabic script do not join."""
    shown = ""
    before: Mark = "said"
    for mark, text in pieces:
        if (before, mark) in (("old", "new"), ("new", "old")) and not shown.endswith(" "):
            shown += " "
        shown += _piece(mark, text, words)
        before = mark
    return shown


def _piece(mark: Mark, text: str, words: Wording) -> str:
    match mark:
        case "old":
            return f"<del {_styled('old')}>{html_escaped(text)}</del>"
        case "new":
            return f"<ins {_styled('new')}>{html_escaped(text)}</ins>"
        case "cut":
            said = html.escape(words.said("signs.cut", count=int(text)))
            return f' <span dir="ltr" lang="{words.language}" {_styled("dim")}>{said}</span> '
        case "link":
            return _anchor(text, html.escape(address_escaped(text)), "link")
        case "dim":
            return f"<span {_styled('dim', 'font-weight:normal')}>{html.escape(text)}</span>"
        case "said" | "alarm" | "name":
            return html.escape(text)
        case _:
            return html_escaped(text)
