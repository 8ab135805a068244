"""Templates of the user's own: blocks of one file in sandboxed Jinja, each a part of a message (docs/templates.md).

A template is checked when it is loaded: it can only name what there is, call nothing, and go through every list once
inside another, so that it cannot take for ever. Texts of articles are escaped wherever it puts them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from traceback import walk_tb

from jinja2 import Template, TemplateError, TemplateSyntaxError

from watcher.errors import SettingsError
from watcher.model import Message
from watcher.notify.fields import BLOCKS, Block, MessageFields, samples
from watcher.notify.sandbox import blocks_of, environment
from watcher.text import reader_text, shortened

_log = logging.getLogger(__name__)

Filled = Callable[[Block], MessageFields]

_MOST = 1_000_000  # characters that one block may write
_SUBJECT = 500  # characters
_OWN = "__jinja_template__"  # the name by which the code of a template knows it
# What can go wrong while a template that was checked is filled in.
_FAULTS = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)


class OwnTemplate:
    """What one file makes of messages; whatever it leaves out, or fails at, stays in the usual wording."""

    def __init__(self, path: Path, blocks: Mapping[Block, Template]) -> None:
        self._path = path
        self._blocks = blocks
        self._has_failed = False

    def reworded(self, message: Message, filled: Filled) -> Message:
        """The message in the words of the template. Where it fails the usual wording stays, which the log says once."""
        said: dict[Block, str] = {}
        for block, template in self._blocks.items():
            given = filled(block)
            try:
                text = _written(template, block, given)
            except _FAULTS as error:
                self._failed(block, error)
                return message
            if text:
                said[block] = text
        return replace(
            message,
            subject=said.get("subject", message.subject),
            text=said.get("text", message.text),
            markdown=said.get("markdown", message.markdown),
            html=said.get("html", message.html),
            chat=said.get("chat", message.chat),
            brief="" if "text" in said else message.brief,
        )

    def check(self) -> None:
        """Raises SettingsError where a block cannot be filled in with what messages may hold."""
        for block, template in self._blocks.items():
            for sample in samples(block):
                try:
                    _written(template, block, sample)
                except _FAULTS as error:
                    raise SettingsError(f"{self._path}:{_line_of(template, error)}: {_said(error)}") from None

    def _failed(self, block: Block, error: Exception) -> None:
        if not self._has_failed:
            self._has_failed = True
            at = _line_of(self._blocks[block], error)
            _log.warning("%s:%d: %s; messages go out in the usual wording", self._path, at, _said(error))


@lru_cache(maxsize=256)
def load(path: Path) -> OwnTemplate:
    """The template in the file, checked. Raises SettingsError, which names the file and the line."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path}: the template cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 text at byte {error.start}; save the file as UTF-8") from None
    try:
        written = blocks_of(environment("text").parse(source))
        blocks = {block: environment(block).from_string(source) for block in BLOCKS if block in written}
    except TemplateSyntaxError as error:
        raise SettingsError(f"{path}:{error.lineno}: {error.message}") from None
    except (RecursionError, SyntaxError):  # Python takes only so much indentation, and templates become Python
        raise SettingsError(f"{path}: this is nested too deep") from None
    template = OwnTemplate(path, blocks)
    template.check()
    return template


def _written(template: Template, block: Block, given: MessageFields) -> str:
    """What the block makes of the fields; a subject on one line. Raises one of _FAULTS."""
    values = {field.name: getattr(given, field.name) for field in fields(given)}
    parts: list[str] = []
    length = 0
    for part in template.blocks[block](template.new_context(values)):
        length += len(part)
        if length > _MOST:
            raise ValueError(f"the block {block} writes more than {_MOST:,} characters")
        parts.append(part)
    text = "".join(parts)
    return " ".join(text.split())[:_SUBJECT] if block == "subject" else text.strip("\n")


def _line_of(template: Template, error: Exception) -> int:
    """The line of the template at which it failed."""
    inside = [line for frame, line in walk_tb(error.__traceback__) if frame.f_globals.get(_OWN) is template]
    return template.get_corresponding_lineno(inside[-1]) if inside else 1


def _said(error: Exception) -> str:
    return shortened(reader_text(str(error) or type(error).__name__), 200)
