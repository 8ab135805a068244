"""What is edited on the sample site, in which order, and what has to be reported of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from watcher.assets import asset
from watcher.model import Article, Block, Image, Notice, Paragraph

Rewriting = Callable[[Article], Article]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit of the article `story`: `what` is done, in words, and the `kinds` of change that have to be reported,
    in no order. `rewritten` None withdraws the article. `disclosed` edits also move the modification time, where the
    site tells one. `stealth` and `bumped` are what the revision has to say of itself."""

    story: str
    what: str
    kinds: tuple[str, ...]
    rewritten: Rewriting | None
    disclosed: bool = True
    stealth: bool = False
    bumped: bool = False


def headline(after: str) -> Rewriting:
    """Gives the article another headline."""
    return lambda article: replace(article, title=after)


def published(after: str) -> Rewriting:
    """Moves the publication time."""
    return lambda article: replace(article, published_at=after)


def untouched(article: Article) -> Article:
    """The article as it is."""
    return article


def wording(before: str, after: str) -> Rewriting:
    """Replaces words of one paragraph."""

    def rewritten(article: Article) -> Article:
        at, block = _found(article, lambda b: isinstance(b, Paragraph) and before in b.text)
        assert isinstance(block, Paragraph)
        return _with(article, at, replace(block, text=block.text.replace(before, after, 1)))

    return rewritten


def caption(before: str, after: str) -> Rewriting:
    """Replaces words of one caption."""

    def rewritten(article: Article) -> Article:
        at, block = _found(article, lambda b: isinstance(b, Image) and before in (b.caption or ""))
        assert isinstance(block, Image)
        return _with(article, at, replace(block, caption=(block.caption or "").replace(before, after, 1)))

    return rewritten


def picture(before: str, after: str) -> Rewriting:
    """Puts another picture in the place of the one at the address `before`."""

    def rewritten(article: Article) -> Article:
        at, block = _found(article, lambda b: isinstance(b, Image) and b.src == before)
        assert isinstance(block, Image)
        return _with(article, at, replace(block, src=after, asset=asset(after)))

    return rewritten


def moved(words: str, places: int) -> Rewriting:
    """Moves the paragraph with these words down by `places`."""

    def rewritten(article: Article) -> Article:
        at, block = _found(article, lambda b: isinstance(b, Paragraph) and words in b.text)
        rest = article.blocks[:at] + article.blocks[at + 1 :]
        return replace(article, blocks=(*rest[: at + places], block, *rest[at + places :]))

    return rewritten


def inserted(after: str, text: str) -> Rewriting:
    """Adds a paragraph below the one with the words `after`."""

    def rewritten(article: Article) -> Article:
        at, _ = _found(article, lambda b: isinstance(b, Paragraph) and after in b.text)
        blocks = (*article.blocks[: at + 1], Paragraph(text=text), *article.blocks[at + 1 :])
        return replace(article, blocks=blocks)

    return rewritten


def noted(text: str) -> Rewriting:
    """Adds an editor's note at the end."""
    return lambda article: replace(article, blocks=(*article.blocks, Notice(text=text)))


def _found(article: Article, fits: Callable[[Block], bool]) -> tuple[int, Block]:
    """(place, block) of the one block that fits."""
    [(at, block)] = [(i, b) for i, b in enumerate(article.blocks) if fits(b)]
    return at, block


def _with(article: Article, at: int, block: Block) -> Article:
    return replace(article, blocks=(*article.blocks[:at], block, *article.blocks[at + 1 :]))


SCRIPT: tuple[Edit, ...] = (
    Edit(
        story="terminal",
        what="headline softened: lied → misstated",
        kinds=("title.edited", "modified.changed"),
        rewritten=headline("Minister misstated ferry terminal costs, auditors find"),
    ),
    Edit(
        story="olives",
        what="article withdrawn (410 Gone)",
        kinds=("article.gone",),
        rewritten=None,
    ),
    Edit(
        story="ferry",
        what="caption corrected: 周日 → 周一",
        kinds=("caption.edited", "modified.changed"),
        rewritten=caption("周日清晨", "周一清晨"),
    ),
    Edit(
        story="pool",
        what="number in a paragraph: 2,4 → 4,2",
        kinds=("paragraph.edited", "modified.changed"),
        rewritten=wording("2,4 Millionen", "4,2 Millionen"),
    ),
    Edit(
        story="locks",
        what="one character, the opposite: 未 → 已",
        kinds=("paragraph.edited",),
        rewritten=wording("均未发现", "均已发现"),
        disclosed=False,
        stealth=True,
    ),
    Edit(
        story="water",
        what="picture replaced, caption kept",
        kinds=("image.replaced", "modified.changed"),
        rewritten=picture("/image/71118302.jpg", "/image/71118377.jpg"),
    ),
    Edit(
        story="bridge",
        what="paragraph moved down",
        kinds=("paragraph.moved",),
        rewritten=moved("Жителям Заречья", 2),
        disclosed=False,
    ),
    Edit(
        story="observatory",
        what="paragraph added, not disclosed",
        kinds=("paragraph.added",),
        rewritten=inserted(
            "昇降機を新たに設けた",
            "工事費は当初の見込みより一億二千万円増え、総額は五億六千万円に達した。増えた分は市の基金から支払われた。",
        ),
        disclosed=False,
        stealth=True,
    ),
    Edit(
        story="ferry",
        what="publication time moved",
        kinds=("published.changed", "modified.changed"),
        rewritten=published("2026-03-02T09:30:00.000Z"),
    ),
    Edit(
        story="pool",
        what="correction appended",
        kinds=("notice.added", "modified.changed"),
        rewritten=noted(
            "Korrektur: In einer früheren Fassung dieses Artikels stand, die Kosten stiegen auf 2,4 Millionen Euro. "
            "Richtig sind 4,2 Millionen."
        ),
    ),
    Edit(
        story="terminal",
        what="modification time moved alone",
        kinds=("modified.changed",),
        rewritten=untouched,
        bumped=True,
    ),
)
