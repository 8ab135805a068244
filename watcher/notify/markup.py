"""Lines of marked pieces, shown as plain text, as Markdown and as the HTML of chats. What articles say is hostile in
all three."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Literal
from unicodedata import category
from urllib.parse import quote

from watcher.notify.wording import Wording, wording
from watcher.urls import is_web

# "said" is our own wording, "alarm" what shall be seen first of it, "dim" what may be passed over; "name" is a host;
# "text", "old" and "new" are an article's; "cut" is how many characters were left out; "link" is an address.
Mark = Literal["said", "alarm", "dim", "name", "text", "old", "new", "cut", "link"]
Piece = tuple[Mark, str]
Role = Literal["", "link", "contents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a message. `strong` makes a heading of it; `quoted` says that an article speaks in it, in `language`,
    "" where that is not known. Its `role`: a link with its label before it, or an entry of a table of contents."""

    pieces: tuple[Piece, ...]
    strong: bool = False
    quoted: bool = False
    language: str = ""
    role: Role = ""


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_MARKDOWN_SPECIAL = re.compile(r"[\\`*_\[\]<>~]|\|(?=\|)|(?<=\|)\||&(?=#?\w+;)")
_SEPARATOR = re.compile(r"[,;，；、·] ?(?=\w)")  # stands outside of the mark, where it needs no space before it
_MARKDOWN_BLOCK = re.compile(r"^(\d+(?=[.)])|(?=[#+=-]))")
# Where chats and mail programs find somebody to call, an address to open or an icon's name in plain words.
_LIVE = re.compile(
    r"@(?=\S)|<(?=[!#@])|(?<=\w)\.(?=[^\W\d_]{2})"
    r"|(?:(?<=script)|(?<=mailto)|(?<=data)|(?<=tel)):(?=\S)|:(?=//|[a-z+-][\w+-]{0,40}:)"
)


def spoken(text: str, **values: Piece) -> tuple[Piece, ...]:
    """A text of ours, into which others speak at the names in braces."""
    return tuple(_spoken(text, values))


def _spoken(text: str, values: dict[str, Piece]) -> Iterator[Piece]:
    for said, name, _, _ in Formatter().parse(text):
        if said:
            yield "said", said
        if name:
            yield values[name]


def is_right_to_left(text: str) -> bool:
    """Whether letters of a script that runs from right to left are in it."""
    return _RIGHT_TO_LEFT.search(text) is not None


def isolated(text: str) -> str:
    """`text`, kept from turning round what stands beside it where it runs from right to left (Unicode FSI … PDI)."""
    return f"\u2068{text}\u2069" if is_right_to_left(text) else text


def disarmed(text: str) -> str:
    """`text` in which programs find nobody to call and nothing to open: a zero-width space follows every "@" and "<!",
    and parts the names of hosts."""
    return _LIVE.sub("\\g<0>\u200b", text)


def markdown_escaped(text: str) -> str:
    """`text` as it stands in the middle of a line of Markdown, without links, markup, HTML or mentions."""
    return _literal(disarmed(text))


def _literal(text: str) -> str:
    return _MARKDOWN_SPECIAL.sub(r"\\\g<0>", text)


def as_text(lines: Iterable[Line], words: Wording | None = None) -> str:
    """Plain text, a line each, quotations indented, articles two lines apart: [-old-]{+new+}."""
    own = words or wording()
    shown: list[str] = []
    for line in lines:
        if shown and line.strong and line.quoted:
            shown.append("")
        if line.strong or (shown and shown[-1].startswith("  ") and line.role != "contents"):
            shown.append("")
        shown.append(_text_line(line, own))
    return "\n".join(shown).lstrip("\n")


def as_markdown(lines: Iterable[Line], words: Wording | None = None) -> str:
    """CommonMark, a paragraph each: ~~old~~ **new**."""
    own = words or wording()
    return "\n\n".join(_markdown_line(line, own) for line in lines)


def as_html(lines: Iterable[Line], words: Wording | None = None) -> str:
    """A fragment of HTML of the few tags that Matrix and Telegram know. A changed text stands there as it was and as it
    is: whatever makes plain text of it never runs the old words into the new."""
    own = words or wording()
    return "\n".join(_html_line(line, own) for line in lines)


def _text_line(line: Line, words: Wording) -> str:
    said = in_text(line.pieces, words).strip()
    if line.role == "contents":
        return f"  {said}"
    if not line.quoted:
        return said
    return isolated(said) if line.strong else f"  {isolated(said)}"


def in_text(pieces: Iterable[Piece], words: Wording) -> str:
    return "".join(_text_piece(mark, text, words) for mark, text in pieces)


def _text_piece(mark: Mark, text: str, words: Wording) -> str:
    match mark:
        case "old":
            return f"[-{disarmed(text)}-]"
        case "new":
            return f"{{+{disarmed(text)}+}}"
        case "cut":
            return f" {words.said('signs.cut', count=int(text))} "
        case "link":
            return address_escaped(text)
        case "text":
            return disarmed(text)
        case _:
            return text


def _markdown_line(line: Line, words: Wording) -> str:
    shown = in_markdown(line.pieces, words)
    if line.role == "contents":
        return f"- {no_block(shown)}"
    if line.strong and shown.strip():
        return f"**{isolated(shown) if line.quoted else shown}**"
    return quoted_markdown(shown) if line.quoted else shown


def in_markdown(pieces: Sequence[Piece], words: Wording) -> str:
    shown = ""
    for i, (mark, text) in enumerate(pieces):
        following = pieces[i + 1][1] if i + 1 < len(pieces) else ""
        shown += _markdown_piece(mark, text, shown[-1:], following[:1], words)
    return shown


def quoted_markdown(shown: str) -> str:
    """A line of Markdown in which an article speaks."""
    # The spaces keep a mark at either end from touching an isolate: CommonMark would not take it for a mark.
    quoted = no_block(shown)
    return isolated(f" {quoted} ") if is_right_to_left(quoted) else quoted


def no_block(shown: str) -> str:
    """A line of Markdown that begins no heading, list, rule or quotation."""
    return _MARKDOWN_BLOCK.sub(r"\1\\", shown.strip())


def _markdown_piece(mark: Mark, text: str, before: str, after: str, words: Wording) -> str:
    match mark:
        case "old":
            return _marked("~~", text, before, after)
        case "new":
            return _marked("**", text, before, after)
        case "cut":
            return f" {_literal(words.said('signs.cut', count=int(text)))} "
        case "link":
            return f"<{address_escaped(text)}>" if is_web(text) else markdown_escaped(text)
        case "text":
            return markdown_escaped(text)
        case "name":
            return _literal(text)
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
    if before and (separator := _SEPARATOR.match(core)):
        lead, core = lead + separator[0], core[separator.end() :]
    if not lead and before and (before in "~*" or (not before.isspace() and _is_sign(core[0]))):
        lead = " "
    if not trail and after and not after.isspace() and _is_sign(core[-1]):
        trail = " "
    return f"{lead}{sign}{markdown_escaped(core)}{sign}{trail}"


def _is_sign(character: str) -> bool:
    return category(character)[0] in "PS"


def _html_line(line: Line, words: Wording) -> str:
    if line.strong:
        return f'<p dir="auto"><b>{in_chat(line.pieces, words)}</b></p>'
    if line.role == "contents":
        return f"<p>• {in_chat(line.pieces, words)}</p>"
    if not line.quoted:
        return f"<p>{in_chat(line.pieces, words)}</p>"
    sides = ((label, in_chat(pieces, words).strip()) for label, pieces in was_and_is(line.pieces, words))
    return "\n".join(
        f'<p dir="auto">{html.escape(label)}{isolated(shown) if label else shown}</p>' for label, shown in sides
    )


def was_and_is(pieces: tuple[Piece, ...], words: Wording) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """The text as it was and as it is, each with its label; as it stands, without one, where one mark is on all."""
    if len({mark for mark, _ in pieces if mark != "cut"}) == 1:
        yield "", pieces
        return
    yield words.said("signs.before"), tuple(_without(("new", "dim"), pieces))
    yield words.said("signs.after"), tuple(_without(("old",), pieces))


def _without(marks: Sequence[Mark], pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of other marks, and what was cut off them."""
    before: Mark = "text"
    for mark, text in pieces:
        before = before if mark == "cut" else mark
        if before not in marks:
            yield mark, text


def in_chat(pieces: Iterable[Piece], words: Wording) -> str:
    return "".join(_html_piece(mark, text, words) for mark, text in pieces)


def _html_piece(mark: Mark, text: str, words: Wording) -> str:
    match mark:
        case "old":
            return f"<del>{html_escaped(text)}</del>"
        case "new":
            return f"<b><u>{html_escaped(text)}</u></b>"
        case "cut":
            return f" {html.escape(words.said('signs.cut', count=int(text)))} "
        case "link" if is_web(text):
            return f'<a href="{html.escape(address_escaped(text))}">{html.escape(address_escaped(text))}</a>'
        case "alarm":
            return f"<b>{html.escape(text)}</b>"
        case "said" | "dim" | "name":
            return html.escape(text)
        case _:
            return html_escaped(text)


def html_escaped(text: str) -> str:
    """`text` as it stands in HTML, disarmed."""
    return html.escape(disarmed(text))


def address_escaped(url: str) -> str:
    """The address with everything percent-encoded that could end it in Markdown, HTML or a mail."""
    return quote(url, safe="%/:=?#!$&'+,;") if is_web(url) else disarmed(url)
