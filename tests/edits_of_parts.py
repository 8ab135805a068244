"""Edits of whole parts of a page: paragraphs, headings, captions, lists, tables, quotations, notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from edits_of_words import Edit, Make, Versions, boundaries
from marked_pages import MarkedPage

_NOTICES = {
    "p": "<p>{}</p>",
    "p>em": "<p><em>{}</em></p>",
    "p>strong": "<p><strong>{}</strong></p>",
    "div": '<div class="correction">{}</div>',
    "div>p": '<div class="article-correction"><p>{}</p></div>',
    "aside": '<aside class="editors-note"><p>{}</p></aside>',
    "footer": '<footer class="article-note"><p>{}</p></footer>',
    "details": "<details open><summary>Update</summary><p>{}</p></details>",
    "small": "<p><small>{}</small></p>",
    "section": '<section class="notice"><p>{}</p></section>',
}
_LISTS = ("<ul>{}</ul>", "<ol>{}</ol>", '<ul class="wp-block-list">{}</ul>', '<div class="list"><ul>{}</ul></div>')
_QUOTES = (
    "<blockquote><p>{}</p></blockquote>",
    "<blockquote>{}</blockquote>",
    '<blockquote class="wp-block-quote"><p>{}</p></blockquote>',
)


def part_edits() -> Iterator[Edit]:
    """Edits by which whole parts come, go, or stand elsewhere."""
    for label, make in _PARAGRAPHS.items():
        kinds = _KINDS.get(label, (f"paragraph.{label.split(': ')[0].removeprefix('paragraph.')}",))
        yield Edit(label=label, expected=kinds, make=make, allowed=_ALSO.get(label, ()))
    for kind, name in (("lead", "standfirst"), ("h", "heading"), ("cap", "caption")):
        allowed = ("credit.added", "credit.removed", "credit.edited") if kind == "cap" else ()
        yield Edit(label=f"{name}.removed", expected=(f"{name}.removed",), make=_removed_part(kind), allowed=allowed)
        yield Edit(
            label=f"{name}.added", expected=(f"{name}.added",), make=turned(_removed_part(kind)), allowed=allowed
        )  # fmt: skip
    yield Edit(label="heading.added: new", expected=("heading.added",), make=_heading_added)
    for label, make in _NOTICE_EDITS.items():
        yield Edit(label=label, expected=(label.split(": ")[0],), make=make)
    for label, make in _OTHER_TEXTS.items():
        yield Edit(label=label, expected=(label.split(": ")[0],), make=make)


def turned(make: Make) -> Make:
    """The same edit the other way round."""

    def other(page: MarkedPage, rng: Random) -> Versions | None:
        versions = make(page, rng)
        return (versions[1], versions[0]) if versions else None

    return other


# -- paragraphs -----------------------------------------------------------------------------------------------------


def _added(where: Callable[[MarkedPage, Random], int], text: str = "sentence") -> Make:
    def make(page: MarkedPage, rng: Random) -> Versions | None:
        at = where(page, rng)
        spot = page.paragraphs[at]
        new = page.shaped(spot, page.words[text])
        place = spot.outer[0] if at == 0 else spot.outer[1]
        return page.html, page.cut((place, place, new))

    return make


def _middle(page: MarkedPage, rng: Random) -> int:
    """The position of a paragraph that is neither the first nor the last."""
    return rng.randrange(1, len(page.paragraphs) - 1)


def _removed(where: Callable[[MarkedPage, Random], int]) -> Make:
    return lambda page, rng: (page.html, page.without(page.paragraphs[where(page, rng)]))


def _half_removed(page: MarkedPage, _: Random) -> Versions | None:
    later = page.paragraphs[len(page.paragraphs) // 2 :]
    return (page.html, page.without(*later)) if len(page.paragraphs) > 3 else None


def _moved(start: Callable[[int], int], end: Callable[[int], int]) -> Make:
    """The paragraph at `start`, put behind the one at `end`, or before it where that is the first."""

    def make(page: MarkedPage, _: Random) -> Versions | None:
        first, last = start(len(page.paragraphs)), end(len(page.paragraphs))
        moved, goal = page.paragraphs[first], page.paragraphs[last]
        place = goal.outer[0] if last == 0 else goal.outer[1]
        return page.html, page.cut((*moved.outer, ""), (place, place, page.html[slice(*moved.outer)]))

    return make


def _replaced(page: MarkedPage, rng: Random) -> Versions | None:
    spot = page.paragraphs[_middle(page, rng)]
    return page.html, page.cut((spot.start, spot.end, page.words["sentence"]))


def _split(page: MarkedPage, rng: Random) -> Versions | None:
    for spot in rng.sample(page.paragraphs, len(page.paragraphs)):
        if found := boundaries(page, spot):
            first, second = page.html[spot.start : found[0].start()], page.html[found[0].end() : spot.end]
            return page.html, page.cut((*spot.outer, page.shaped(spot, first) + page.shaped(spot, second)))
    return None


def _rewritten(page: MarkedPage, _: Random) -> Versions | None:
    """Another article at the same address."""
    words = page.words
    texts = [words["sentence"], words["short"], words["heading"], words["caption"]]
    cuts = [(s.start, s.end, texts[i % 4]) for i, s in enumerate(page.paragraphs)]
    title = page.spots["title"][0]
    return page.html, page.cut(
        (title.start, title.end, words["caption"]), *page.told(title.text, words["caption"]), *cuts
    )


_PARAGRAPHS: dict[str, Make] = {
    "paragraph.added: in the middle": _added(_middle),
    "paragraph.added: at the top": _added(lambda page, rng: 0),
    "paragraph.added: at the end": _added(lambda page, rng: -1),
    "paragraph.added: a short one": _added(_middle, "short"),
    "paragraph.removed: in the middle": _removed(_middle),
    "paragraph.removed: the first": _removed(lambda page, rng: 0),
    "paragraph.removed: the last": _removed(lambda page, rng: -1),
    "paragraph.removed: the second half": _half_removed,
    "paragraph.moved: to the top": _moved(lambda n: n - 1, lambda n: 0),
    "paragraph.moved: to the end": _moved(lambda n: 0, lambda n: n - 1),
    "paragraph.moved: by one": _moved(lambda n: n // 2 - 1, lambda n: n // 2),
    "paragraph replaced": _replaced,
    "paragraph split": _split,
    "paragraphs merged": turned(_split),
    "another article": _rewritten,
}
_KINDS = {
    "paragraph replaced": ("paragraph.removed", "paragraph.added"),
    "paragraph split": ("paragraph.edited",),
    "paragraphs merged": ("paragraph.edited",),
    "another article": ("title.edited", "paragraph.removed"),
}
_ALSO = {
    # A heading above nothing is none, and a new text has parts of its own.
    **dict.fromkeys(("paragraph.removed: the last", "paragraph.removed: the second half"), ("heading.removed",)),
    "paragraph.moved: to the top": ("heading.removed",),
    "another article": tuple(
        f"{what}.{how}"
        for what in ("authors", "credits", "heading", "list", "paragraph", "standfirst", "caption", "credit", "image")
        for how in ("added", "edited", "removed")
    ),
}


# -- standfirst, headings, captions ---------------------------------------------------------------------------------


def _removed_part(kind: str) -> Make:
    def make(page: MarkedPage, rng: Random) -> Versions | None:
        spots = [spot for spot in page.spots[kind] if spot.tag]
        if not spots:
            return None
        spot = rng.choice(spots)
        return page.html, page.cut((*spot.outer, ""), *page.told(spot.text, ""))

    return make


def _heading_added(page: MarkedPage, rng: Random) -> Versions | None:
    spot = page.paragraphs[_middle(page, rng)]
    return page.html, page.behind(spot, f"<h2>{page.words['heading']}</h2>")


# -- notices, lists, quotations, tables -----------------------------------------------------------------------------


def notice(page: MarkedPage, rng: Random, number: int) -> str:
    """A notice in one of the shapes that content systems give it."""
    shape = _NOTICES[rng.choice(list(_NOTICES))]
    return shape.format(page.words[rng.choice(("notice", "earlier"))].format(n=number))


def _with_notice(page: MarkedPage, rng: Random, number: int, *, at_top: bool) -> str:
    place = page.paragraphs[0].outer[0] if at_top else page.paragraphs[-1].outer[1]
    return page.cut((place, place, notice(page, rng, number)))


def _notice_added(*, at_top: bool) -> Make:
    return lambda page, rng: (page.html, _with_notice(page, rng, 14, at_top=at_top))


def _notice_edited(page: MarkedPage, rng: Random) -> Versions | None:
    seed, at_top = rng.random(), rng.random() < 0.5
    old, new = (_with_notice(page, Random(seed), number, at_top=at_top) for number in (14, 19))
    return old, new


_NOTICE_EDITS: dict[str, Make] = {
    "notice.added: at the top": _notice_added(at_top=True),
    "notice.added: at the end": _notice_added(at_top=False),
    "notice.removed: at the top": turned(_notice_added(at_top=True)),
    "notice.removed: at the end": turned(_notice_added(at_top=False)),
    "notice.edited": _notice_edited,
}


def _between(first: Callable[[MarkedPage, Random], str], second: Callable[[MarkedPage, Random], str]) -> Make:
    """Something between two paragraphs, and something else in its place; "" is nothing."""

    def make(page: MarkedPage, rng: Random) -> Versions | None:
        spot, seed = page.paragraphs[_middle(page, rng)], rng.random()
        before, after = (page.behind(spot, form(page, Random(seed))) for form in (first, second))
        return before, after

    return make


def _nothing(page: MarkedPage, rng: Random) -> str:
    return ""


def _list(*texts: str) -> Callable[[MarkedPage, Random], str]:
    return lambda page, rng: rng.choice(_LISTS).format("".join(f"<li>{page.words[text]}</li>" for text in texts))


def _quote(number: int) -> Callable[[MarkedPage, Random], str]:
    return lambda page, rng: rng.choice(_QUOTES).format(_with_number(page, number))


def _with_number(page: MarkedPage, number: int) -> str:
    return f"{page.words['sentence']} {number}."


def _table(number: int) -> Callable[[MarkedPage, Random], str]:
    def form(page: MarkedPage, rng: Random) -> str:
        cells = ((page.words["heading"], "2026"), (page.words["names"][0], str(number)), (page.words["names"][1], "7"))
        rows = "".join(f"<tr><td>{first}</td><td>{second}</td></tr>" for first, second in cells)
        return rng.choice(("<table>{}</table>", '<figure class="wp-block-table"><table>{}</table></figure>')).format(
            rows
        )

    return form


_OTHER_TEXTS: dict[str, Make] = {
    "list.added": _between(_nothing, _list("short", "heading", "caption")),
    "list.removed": _between(_list("short", "heading", "caption"), _nothing),
    "list.edited: an item": _between(_list("short", "heading", "caption"), _list("short", "sentence", "caption")),
    "list.edited: an item added": _between(_list("short", "caption"), _list("short", "heading", "caption")),
    "list.edited: an item removed": _between(_list("short", "heading", "caption"), _list("short", "caption")),
    "quote.added": _between(_nothing, _quote(14)),
    "quote.removed": _between(_quote(14), _nothing),
    "quote.edited": _between(_quote(14), _quote(19)),
    "table.added": _between(_nothing, _table(14)),
    "table.removed": _between(_table(14), _nothing),
    "table.edited: a cell": _between(_table(14), _table(19)),
}
