"""Lines of marked pieces, shown as plain text, as Markdown and as HTML. What articles say is hostile in all three."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from unicodedata import category
from urllib.parse import quote

from watcher.urls import is_web

# "said" is our own wording; "text", "old" and "new" are an article's; "cut" is how many characters were left out;
# "link" is an address.
Mark = Literal["said", "text", "old", "new", "cut", "link"]
Piece = tuple[Mark, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a message. `strong` makes a heading of it; `quoted` says that an article speaks in it."""

    pieces: tuple[Piece, ...]
    strong: bool = False
    quoted: bool = False


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_MARKDOWN_SPECIAL = re.compile(r"[\\`*_\[\]<>~]|\|(?=\|)|(?<=\|)\||&(?=#?\w+;)")
_MARKDOWN_BLOCK = re.compile(r"^(\d+(?=[.)])|(?=[#+=-]))")
_DEL = "color:#8f1414;background:#fde4e4;text-decoration:line-through"
_INS = "color:#0a5220;background:#d9f4e1;text-decoration:underline;font-weight:bold"


def isolated(text: str) -> str:
    """`text`, kept from turning round what stands beside it where it runs from right to left (Unicode FSI … PDI)."""
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


def unmentioned(text: str) -> str:
    """`text` in which chat programs find nobody to call: a zero-width space follows every "@"."""
    return re.sub(r"@(?=\S)", "@\u200b", text)


def markdown_escaped(text: str) -> str:
    """`text` as it stands in the middle of a line of Markdown, without links, markup, HTML or mentions."""
    return unmentioned(_MARKDOWN_SPECIAL.sub(r"\\\g<0>", text))


def as_text(lines: Iterable[Line]) -> str:
    """Plain text, a line each, quotations indented: [-old-]{+new+}."""
    shown: list[str] = []
    for line in lines:
        if line.strong or (shown and shown[-1].startswith("  ")):
            shown.append("")
        shown.append(_text_line(line))
    return "\n".join(shown).lstrip("\n")


def as_markdown(lines: Iterable[Line]) -> str:
    """CommonMark, a paragraph each: ~~old~~ **new**."""
    return "\n\n".join(_markdown_line(line) for line in lines)


def as_html(lines: Iterable[Line]) -> str:
    """A fragment of HTML without style sheet, pictures or script. A changed text stands there as it was and as it is,
    with <del> and <ins>: whatever makes plain text of it never runs the old words into the new."""
    return "\n".join(_html_line(line) for line in lines)


def _text_line(line: Line) -> str:
    said = "".join(_text_piece(mark, text) for mark, text in line.pieces).strip()
    if not line.quoted:
        return said
    return isolated(said) if line.strong else f"  {isolated(said)}"


def _text_piece(mark: Mark, text: str) -> str:
    match mark:
        case "old":
            return f"[-{unmentioned(text)}-]"
        case "new":
            return f"{{+{unmentioned(text)}+}}"
        case "cut":
            return f" [… {text} characters …] "
        case "link":
            return address_escaped(text)
        case "text":
            return unmentioned(text)
        case _:
            return text


def _markdown_line(line: Line) -> str:
    shown = ""
    for i, (mark, text) in enumerate(line.pieces):
        following = line.pieces[i + 1][1] if i + 1 < len(line.pieces) else ""
        shown += _markdown_piece(mark, text, shown[-1:], following[:1])
    if line.strong:
        return f"**{isolated(shown) if line.quoted else shown}**"
    if not line.quoted:
        return shown
    # The spaces keep a mark at either end from touching an isolate: CommonMark would not take it for a mark.
    quoted = _MARKDOWN_BLOCK.sub(r"\1\\", shown.strip())
    return isolated(f" {quoted} ") if _RIGHT_TO_LEFT.search(quoted) else quoted


def _markdown_piece(mark: Mark, text: str, before: str, after: str) -> str:
    match mark:
        case "old":
            return _marked("~~", text, before, after)
        case "new":
            return _marked("**", text, before, after)
        case "cut":
            return rf" \[… {text} characters …\] "
        case "link":
            return f"<{address_escaped(text)}>" if is_web(text) else markdown_escaped(text)
        case "text":
            return markdown_escaped(text)
        case _:
            return text


def _marked(sign: str, text: str, before: str, after: str) -> str:
    """Emphasis that CommonMark takes for emphasis: no space inside, and one outside where two marks or a mark and
    punctuation would touch a letter (section 6.2, left- and right-flanking runs)."""
    core = text.strip()
    if not core:
        return text
    lead = text[: len(text) - len(text.lstrip())]
    trail = text[len(text.rstrip()) :]
    if not lead and before and (before in "~*" or (not before.isspace() and _is_sign(core[0]))):
        lead = " "
    if not trail and after and not after.isspace() and _is_sign(core[-1]):
        trail = " "
    return f"{lead}{sign}{markdown_escaped(core)}{sign}{trail}"


def _is_sign(character: str) -> bool:
    return category(character)[0] in "PS"


def _html_line(line: Line) -> str:
    if line.strong:
        return f'<p dir="auto" style="margin:1em 0 0.2em"><b>{_html_pieces(line.pieces)}</b></p>'
    if not line.quoted:
        return f'<p style="margin:0.2em 0">{_html_pieces(line.pieces)}</p>'
    if len({mark for mark, _ in line.pieces if mark != "cut"}) == 1:
        return _html_row(line.pieces)
    was = _html_row([p for p in line.pieces if p[0] != "new"], "before: ")
    return was + "\n" + _html_row([p for p in line.pieces if p[0] != "old"], "after: ")


def _html_row(pieces: Iterable[Piece], label: str = "") -> str:
    lead = f'<span dir="ltr" style="color:#767676">{label}</span>' if label else ""
    return f'<p dir="auto" style="margin:0.2em 0">{lead}{_html_pieces(pieces).strip()}</p>'


def _html_pieces(pieces: Iterable[Piece]) -> str:
    return "".join(_html_piece(mark, text) for mark, text in pieces)


def _html_piece(mark: Mark, text: str) -> str:
    match mark:
        case "old":
            return f'<del style="{_DEL}">{_html_text(text)}</del>'
        case "new":
            return f'<ins style="{_INS}">{_html_text(text)}</ins>'
        case "cut":
            return f' <span dir="ltr" style="color:#767676">[… {text} characters …]</span> '
        case "link" if is_web(text):
            return f'<a href="{html.escape(address_escaped(text))}">{html.escape(address_escaped(text))}</a>'
        case "said":
            return html.escape(text)
        case _:
            return _html_text(text)


def _html_text(text: str) -> str:
    return html.escape(unmentioned(text))


def address_escaped(url: str) -> str:
    """The address with everything percent-encoded that could end it in Markdown, HTML or a mail."""
    return quote(url, safe="%/:=?#!$&'+,;") if is_web(url) else unmentioned(url)
