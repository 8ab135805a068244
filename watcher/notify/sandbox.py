"""Jinja in which a template of messages can do little: put fields where it likes, choose, and go through lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import fields

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from watcher.notify.fields import BLOCKS, WRITERS, ArticleFields, Block, ChangeFields, MessageFields, NewsFields, Ready

_MOST = 1_000_000  # characters of joined texts
_LONGEST_SIGN = 100  # characters between joined texts
_FIELDS = frozenset(
    field.name for kind in (MessageFields, ArticleFields, NewsFields, ChangeFields) for field in fields(kind)
)
_TOP = frozenset(field.name for field in fields(MessageFields))
_LISTS = frozenset(("articles", "news", "changes", "facts", "verdicts", "tags"))
_LOOP = frozenset(("index", "index0", "first", "last", "length", "revindex"))
_FILTERS = (
    "upper lower capitalize title trim length count first last default d truncate selectattr rejectattr map unique sort"
    " reverse"
).split()
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Block, nodes.If, nodes.For, nodes.Assign, nodes.With,
    nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.List, nodes.Tuple, nodes.Keyword, nodes.Neg,
)  # fmt: skip


def environment(block: Block) -> ImmutableSandboxedEnvironment:
    """Jinja that escapes for this block, and knows a few filters and no functions."""
    escaped = WRITERS[block].escaped

    def final(value: object) -> str:
        if isinstance(value, Ready):
            return str(value)
        if isinstance(value, list | tuple):
            return ", ".join(escaped(one) if isinstance(one, str) else _refused(one) for one in value)
        if isinstance(value, str | int | Undefined) or value is None:
            return "" if value is None else escaped(str(value))
        return _refused(value)

    found = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=final, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )  # fmt: skip
    found.globals.clear()
    found.filters = {name: found.filters[name] for name in _FILTERS} | {"join": _joined}
    return found


def _refused(value: object) -> str:
    raise TypeError(f"{type(value).__name__.removesuffix('Fields').lower()} is no text; name one of its fields")


def _joined(texts: Sequence[str], sign: str = ", ") -> str:
    """The texts in one. Raises TypeError for what is none, ValueError where that would be very long."""
    parts = tuple(texts)
    if isinstance(texts, str) or not all(isinstance(part, str) for part in (*parts, sign)):
        raise TypeError("join wants a list of texts")
    if len(sign) > _LONGEST_SIGN or sum(map(len, parts)) > _MOST:
        raise ValueError("that is too long to be joined")
    return str(sign).join(parts)


def blocks_of(tree: nodes.Template) -> list[str]:
    """The names of the blocks of a template that does nothing that it may not. Raises TemplateSyntaxError."""
    known = _TOP | {"loop"} | {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    line = 1
    for node in _nodes(tree):
        line = node.lineno or line
        if problem := _problem(node, known):
            raise TemplateSyntaxError(problem, line)
    _check_loops(tree, ())
    for node in tree.body:
        if not isinstance(node, nodes.Block) and not _is_blank(node):
            raise TemplateSyntaxError(f"what stands in no block is lost; known are {_listed(BLOCKS)}", node.lineno)
    names = [node.name for node in tree.find_all(nodes.Block)]
    if not names:
        raise TemplateSyntaxError(f"there is no block; write {{% block text %}}, or {_listed(BLOCKS)}", 1)
    return names


def _nodes(tree: nodes.Node) -> Iterator[nodes.Node]:
    yield tree
    for child in tree.iter_child_nodes():
        yield from _nodes(child)


def _problem(node: nodes.Node, known: Set[str]) -> str:
    """What is wrong with one node, "" for nothing."""
    match node:
        case nodes.Block() if node.name not in BLOCKS:
            return f"there is no block {node.name}; known are {_listed(BLOCKS)}"
        case nodes.Getattr() if node.attr not in _FIELDS | _LOOP:
            return f"there is no field {node.attr}; known are {_listed(sorted(_FIELDS))}"
        case nodes.Name() if node.ctx == "load" and node.name not in known:
            return f"there is no field {node.name}; known are {_listed(sorted(_TOP))}"
        case nodes.For() if node.recursive:
            return "a loop cannot be recursive"
        case nodes.Call():
            return "a template can call nothing; filters are written after a bar, as in {{ article.headline|upper }}"
        case _ if not isinstance(node, _NODES):
            return f"{type(node).__name__.lower()} is not possible in the template of a message"
        case _:
            return ""


def _check_loops(node: nodes.Node, outer: tuple[str, ...]) -> None:
    """Raises TemplateSyntaxError for a loop through anything but a list of fields, or through one inside itself."""
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.For):
            _check_loops(child, outer)
            continue
        name = _looped(child.iter)
        if name not in _LISTS:
            raise TemplateSyntaxError(f"a loop goes through one of {_listed(sorted(_LISTS))}", child.lineno)
        if name in outer:
            raise TemplateSyntaxError(f"a loop through {name} stands inside another one", child.lineno)
        _check_loops(child, (*outer, name))


def _looped(node: nodes.Node) -> str:
    """The name of the list that a loop goes through, behind filters; "" for none."""
    while isinstance(node, nodes.Filter | nodes.Getitem) and node.node is not None:
        node = node.node
    return node.attr if isinstance(node, nodes.Getattr) else node.name if isinstance(node, nodes.Name) else ""


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
