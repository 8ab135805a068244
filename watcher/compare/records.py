"""What differs in the fields of two articles and in what is written on and under their pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watcher.compare.lexicon import Lexicon
from watcher.compare.rules import LABELS
from watcher.compare.times import same_time
from watcher.compare.weigh import text_change
from watcher.model import Article, Change, Image, Weight
from watcher.text import reader_text
from watcher.urls import identity

Record = Mapping[str, object]
_RUNNING_TEXT = ("title", "kicker", "standfirst")
_FIELDS = (
    *_RUNNING_TEXT, "authors", "section", "tags", "published_at", "modified_at", "credits", "copyright",
    "canonical_url",
)  # fmt: skip
_KINDS = {"published_at": "published.changed", "modified_at": "modified.changed", "canonical_url": "canonical.changed"}
_LEGENDS = ("caption", "credit", "alt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture that stands in both articles, at position `at` of the newer one."""

    at: int
    before: Image
    after: Image


def field_changes(old: Article, new: Article, lexicon: Lexicon) -> Iterator[Change]:
    """The changes of everything but the blocks, in the order of the fields. Only what a reader would notice: not the
    order of names, nor a time that is stated more precisely, nor that the page says no more when it was modified."""
    unequal = [name for name in _FIELDS if getattr(old, name) != getattr(new, name)]
    differing = {path[0] for path in _differing(_fields(old, new, unequal), _fields(new, old, unequal))}
    for name in _FIELDS:
        if name in differing and not (name == "modified_at" and new.modified_at is None):
            yield _field_change(name, _shown(getattr(old, name)), _shown(getattr(new, name)), lexicon)
    before, after = old.seo_title or old.title, new.seo_title or new.title
    if "title" not in differing and reader_text(before) != reader_text(after):
        change = text_change("title.edited", "seo_title", before, after, lexicon)
        yield change if change.facts else _at_most_minor(change)


def figure_changes(figures: Sequence[Figure], lexicon: Lexicon) -> Iterator[tuple[int, Change]]:
    """The changes of captions, credits and alternative texts, each with the position of its picture."""
    figures = [figure for figure in figures if _written(figure.before) != _written(figure.after)]
    old = {str(figure.at): _legends(figure.before, figure.after) for figure in figures}
    new = {str(figure.at): _legends(figure.after, figure.before) for figure in figures}
    differing = {(path[0], path[1]) for path in _differing(old, new)}
    for figure in figures:
        for name in _LEGENDS:
            if (str(figure.at), name) in differing:
                before, after = legend(figure.before, name), legend(figure.after, name)
                yield figure.at, legend_change(name, f"blocks[{figure.at}]", before, after, lexicon)


def legend(image: Image, name: str) -> str | None:
    """The caption, credit or alternative text of a picture. A title that stands over the caption is its first line."""
    if name == "caption" and image.title:
        return "\n".join(filter(None, (image.title, image.caption)))
    text: str | None = getattr(image, name)
    return text


def legend_change(name: str, path: str, before: str | None, after: str | None, lexicon: Lexicon) -> Change:
    """A caption, credit or alternative text that was added, removed or edited."""
    verb = "edited" if before and after else "added" if after else "removed"
    change = text_change(f"{name}.{verb}", f"{path}.{name}", before or None, after or None, lexicon)
    return change if name == "caption" or change.facts else _at_most_minor(change)


def _differing(old: Record, new: Record) -> list[Sequence[str]]:
    """The paths of all values that differ, as keys from the outside to the inside."""
    unequal = [key for key in old if old[key] != new[key]]
    if not unequal:
        return []
    # Imported here because it takes 30 ms and 3 MB, which nobody waits for until a field is edited.
    from deepdiff import DeepDiff  # noqa: PLC0415

    tree = DeepDiff({k: old[k] for k in unequal}, {k: new[k] for k in unequal}, view="tree", threshold_to_diff_deeper=0)
    return [level.path(output_format="list") for levels in tree.values() for level in levels]


def _fields(article: Article, other: Article, names: Sequence[str]) -> Record:
    """The fields `names` as they are compared with those of the other article."""
    return {name: _field(article, other, name) for name in names}


def _field(article: Article, other: Article, name: str) -> object:
    """Tags or a section that come or go whole are the page's: nobody edited them. But that it is an opinion is said to
    readers."""
    match name:
        case "authors":
            return {reader_text(author).casefold(): reader_text(author) for author in article.authors}
        case "tags":
            return dict.fromkeys((reader_text(tag).casefold() for tag in article.tags if other.tags), "")
        case "section":
            section = reader_text(article.section or "")
            return section if other.section or any(label in section.casefold() for label in LABELS) else ""
        case "credits":
            return dict.fromkeys(map(reader_text, article.credits), "")
        case "published_at":
            return "" if same_time(article.published_at, other.published_at) else article.published_at
        case "modified_at":
            return "" if same_time(article.modified_at, other.modified_at) else article.modified_at
        case "canonical_url":
            return identity(article.canonical_url) if article.canonical_url and other.canonical_url else ""
        case _:
            return reader_text(getattr(article, name) or "")


def _written(image: Image) -> Sequence[str | None]:
    """All that is written to a picture."""
    return image.title, image.caption, image.credit, image.alt


def _legends(image: Image, other: Image) -> Record:
    """What is written to a picture, without an alternative text that only repeats the caption in both articles."""
    told = {name: reader_text(legend(image, name) or "") for name in _LEGENDS}
    return told | {"alt": ""} if _repeats_caption(image) and _repeats_caption(other) else told


def _repeats_caption(image: Image) -> bool:
    alt, caption = reader_text(image.alt or ""), reader_text(image.caption or "")
    return alt in reader_text(legend(image, "caption") or "") or bool(caption and caption in alt)


def _shown(value: str | tuple[str, ...] | None) -> str | None:
    return (", ".join(value) if isinstance(value, tuple) else value) or None


def _field_change(name: str, before: str | None, after: str | None, lexicon: Lexicon) -> Change:
    if name in _KINDS:
        published = name == "published_at"
        return Change(
            kind=_KINDS[name],
            path=name,
            before=before,
            after=after,
            weight=Weight.MAJOR if published else Weight.MINOR,
            facts=("date",) if published else (),
        )
    verb = "edited" if name != "standfirst" or (before and after) else "added" if after else "removed"
    change = text_change(f"{name}.{verb}", name, before, after, lexicon)
    if name in _RUNNING_TEXT:
        return change
    if name == "authors":
        same = (before or "").casefold() == (after or "").casefold()
        return replace(change, weight=Weight.COSMETIC if same else Weight.MAJOR, facts=() if same else ("name",))
    return replace(_at_most_minor(change), facts=())


def _at_most_minor(change: Change) -> Change:
    return replace(change, weight=min(change.weight, Weight.MINOR, key=lambda weight: weight.rank))
