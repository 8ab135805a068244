"""Values of scripts that are not quite JSON: object literals of JavaScript, Nuxt's functions and its flat lists."""

from __future__ import annotations

import json
import re
from typing import Any

_FUNCTION = re.compile(r"\(\s{0,3}function\s{0,3}\(([\w$,\s]{0,20000})\)\s{0,3}\{\s{0,3}return\s{0,3}(?=[{\[])")
_OBJECT = re.compile(r"=\s{0,3}(?=[{\[])")
_TOKEN = re.compile(
    r'("(?:[^"\\]|\\.)*+"?)|(?<=[{,\s])([A-Za-z_$][\w$]*+)(?=\s{0,3}:)|(?<=[:\[,\s])(![01]|void 0|[A-Za-z_$][\w$]*+)',
    re.DOTALL,
)
_PLACE = re.compile(r"_\d{1,6}")
_DATE = re.compile(r"new Date\([^()]{0,40}\)")
_CONSTANTS = {"true": "true", "false": "false", "!0": "true", "!1": "false"}
_EARLY, _SOON = 20_000, 200  # characters in which a function's object and one that is assigned begin
_LONGEST = 500_000  # characters of one script


def literal(script: str) -> Any:
    """The object that a script assigns or returns, its keys without quotes; None where it is none."""
    script = script[:_LONGEST]
    function = _FUNCTION.search(script, 0, _EARLY)
    start = function or _OBJECT.search(script, 0, _SOON)
    if start is None:
        return None
    values, body = {}, script[start.end() :]
    if function is not None:
        body, _, handed = body.rpartition("}(")
        told = _parsed("[" + _in_json(handed.rpartition(")")[0].rstrip(") ;"), {}) + "]")
        names = [name.strip() for name in function[1].split(",")]
        values = {name: json.dumps(v) for name, v in zip(names, told or (), strict=False)}
    return _parsed(_in_json(body, values))


def _in_json(text: str, values: dict[str, str]) -> str:
    """An object literal as JSON, with `values` in the place of names, as long as these are not too many."""
    left = _LONGEST

    def spelled(token: re.Match[str]) -> str:
        nonlocal left
        quoted, key, name = token.groups()
        if quoted or key:
            return quoted or f'"{key}"'
        told = _CONSTANTS.get(name) or values.get(name, "null")
        left -= len(told)
        return told if left > 0 else "null"

    return _TOKEN.sub(spelled, _DATE.sub("null", text))


def _parsed(text: str) -> Any:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _named(item: list[Any] | dict[str, Any], value: list[Any]) -> list[Any] | dict[str, Any]:
    """A copy of an item of a flat list; keys that are places in it too ("_12"), as React Router has them, as names."""
    if isinstance(item, list):
        return item.copy()
    named = {k: value[int(k[1:])] for k in item if _PLACE.fullmatch(k) and int(k[1:]) < len(value)}
    return {name if isinstance(name := named.get(k), str) else k: v for k, v in item.items()}


def unflattened(value: Any) -> Any:
    """The object of a flat list, as Nuxt 3 and React Router have it, whose numbers are places in the list; any other
    value as it is.

    What stands in several places is put into the first: the object is a tree.
    """
    if not isinstance(value, list) or not value or not isinstance(value[0], list | dict):
        return value
    first = value[0].values() if isinstance(value[0], dict) else value[0][1:]
    if not first or not all(isinstance(v, int) and 0 <= v < len(value) for v in first):
        return value
    copies = [_named(v, value) if isinstance(v, list | dict) else v for v in value]
    placed = {0}
    for item in copies:
        places = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
        for key, at in list(places):
            if type(at) is int and 0 <= at < len(copies):
                item[key] = None if at in placed else copies[at]
                placed |= {at} if isinstance(copies[at], list | dict) else set()
    return copies[0]
