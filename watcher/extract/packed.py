"""Texts in a page's state that hold values or a story themselves: JSON in strings, in percent signs, in entities, in
base64; plain text and Markdown."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from html import escape, unescape
from typing import Any
from urllib.parse import unquote

_LEAST = 200  # characters of a text that is looked at
_LINE = 60  # characters of a line that is a paragraph
_MOST_LINES = 2_000
_ENDS = re.compile(r"[.!?…。！？؟।۔][\"”’»“)」』*_]{0,3}$")
_HEADING = re.compile(r"#{1,6}\s+(\S.*)")
_LINK = re.compile(r"(!?)\[([^\]\[]{0,300})\]\(([^()\s]{1,500})\)")
_MARKS = re.compile(r"\*\*|__|(?<![\w*])\*(?=\w)|(?<=[\w.,!?])\*(?![\w*])")
_ANGULAR = {"&q;": '"', "&s;": "'", "&l;": "<", "&g;": ">", "&a;": "&"}
_ENTITY = re.compile("|".join(_ANGULAR))
_STRING_PART = re.compile(r"\\.|\"", re.DOTALL)
_DEEPEST = 40


def value_in(text: str) -> Any:
    """The value that a string holds as JSON, in whatever it is wrapped; None of others."""
    text = text.strip()
    if len(text) < _LEAST:
        return None
    if text[:3] in ("%7B", "%5B"):
        text = unquote(text)
    elif text[:3] in ("eyJ", "W3s"):
        text = _decoded(text)
    elif text[:7] in ("{&quot;", "[&quot;") or text[:4] == "[{&q":
        text = unescape(text)
    if text[:3] in ("{&q", "[&q"):
        text = _ENTITY.sub(lambda found: _ANGULAR[found[0]], text)
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _decoded(code: str) -> str:
    try:
        return b64decode(code).decode()
    except ValueError:
        return ""


def double_quoted(inside: str) -> str:
    """What stands between single quotes in a script, as a string of JSON."""
    return '"' + _STRING_PART.sub(lambda part: {'"': '\\"', "\\'": "'"}.get(part[0], part[0]), inside) + '"'


def unpaired(value: Any, depth: int = 0) -> Any:
    """The properties of an island of Astro, each a pair of its sort and what it is, without the sorts."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, list) and len(value) == 2 and type(value[0]) is int:
        return unpaired(value[1], depth + 1)
    if isinstance(value, list):
        return [unpaired(inner, depth + 1) for inner in value]
    return {key: unpaired(inner, depth + 1) for key, inner in value.items()} if isinstance(value, dict) else value


def told_in_lines(text: str) -> str:
    """Plain text or Markdown, a paragraph a line, as HTML; "" of what is no story: most of its lines are sentences."""
    lines = [line for line in map(str.strip, text.split("\n")[:_MOST_LINES]) if line]
    sentences = sum(len(line) > _LINE and bool(_ENDS.search(line)) for line in lines)
    if sentences < 2 or 2 * sentences < len(lines):
        return ""
    return "".join(map(_as_html, lines))


def _as_html(line: str) -> str:
    heading = _HEADING.fullmatch(line)
    text = _MARKS.sub("", escape(heading[1] if heading else line, quote=False))
    text = _LINK.sub(lambda link: "" if link[1] else f'<a href="{escape(link[3])}">{link[2]}</a>', text)
    return f"<h2>{text}</h2>" if heading else f"<p>{text}</p>"
