"""A database as it stands after a year of much: `python bench/million.py FILE [WATCHES] [REVISIONS OF EACH]`.

100,000 watches with ten revisions each, on 2,000 sites of which the largest has a sixth of all articles, in five
languages; most articles have twelve paragraphs and some edits, a few have hundreds of paragraphs, or thousands of
edits. Words are as common as words are. What is written are the rows that recording writes, many at once.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from scale import filled

from watcher.model import Article, Heading, Paragraph, WatchId
from watcher.store import articles, history, indexing, proof
from watcher.store.articles import Line
from watcher.store.codec import article_json, instant, stamp
from watcher.store.sqlite import writable
from watcher.store.texts import text_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SITES = 2000
LANGUAGES = ("en", "zh", "de", "fr", "is")
_SHARES = (60, 25, 10, 4.98, 0.02)
_SYLLABLES = "ka lo mi ner to sal ve run da pel sti gor an beu li tra sen om ix fe".split()
_KINDS = ("paragraph.edited", "title.edited", "modified.changed", "caption.edited", "notice.added", "table.edited")
_KIND_SHARES = (80, 9, 6, 4.4, 0.5, 0.01)
_FACTS = ("[]", '["number"]', '["name","number"]', '["date"]', '["quote"]', '["negation"]')
_FACT_SHARES = (50, 25, 12, 8, 4, 1)
_FOLDED = 20_000  # articles between two commits

Told = dict[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """A watch's article: how long, how often edited."""

    watch: int
    language: str
    paragraphs: int
    revisions: int
    noted: bool  # whether each edit brings a notice, which tells of none


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A revision of it."""

    sort: Sort
    number: int
    at: datetime
    title: str


def sites(watches: int) -> Iterator[str]:
    """The site of each watch, in their order: the second has half of the articles of the first, and so on."""
    weights = list(accumulate(1 / rank for rank in range(1, SITES + 1)))
    draw = random.Random(5)
    for number in draw.choices(range(SITES), cum_weights=weights, k=watches):
        yield f"news{number}.example"


def sorts(watches: int, revisions: int) -> Iterator[Sort]:
    """So many watches with about so many revisions each."""
    draw = random.Random(6)
    for watch in range(1, watches + 1):
        # Watch 1 is one that is edited for years, 2 one of hundreds of paragraphs; there are more of both. The last one
        # is edited as often as the first, and each time it is said of something else that it was wrong.
        long = watch == 2 or watch % 1009 == 0
        noted = watch == watches
        years = (5000 if watches >= 10_000 else 500) if noted or watch == 1 else 0
        often = years or (500 if watch % 9973 == 0 else 0)
        language = draw.choices(LANGUAGES, _SHARES)[0]
        drawn = 0 if often else min(1 + int(draw.expovariate(1 / max(revisions - 0.55, 0.01))), 150)
        yield Sort(
            watch=watch,
            language="en" if noted else language,
            paragraphs=400 if long else 12,
            revisions=often or max(drawn, 2 if watch == 2 else 1),
            noted=noted,
        )


class Words:
    """Text of words that are as common as words are: the tenth is a tenth as common as the first."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        ranks = range(1, 30_001)
        self._weights = list(accumulate(1 / rank for rank in ranks))
        self._latin = ["".join(draw.choices(_SYLLABLES, k=draw.randint(1, 2 + (rank > 400)))) for rank in ranks]
        self._dense = ["".join(chr(0x4E00 + draw.randrange(3000)) for _ in range(draw.randint(1, 3))) for _ in ranks]

    def told(self, language: str, words: int) -> str:
        some, joint = (self._dense, "") if language == "zh" else (self._latin, " ")
        return joint.join(self._draw.choices(some, cum_weights=self._weights, k=words))

    def common(self, language: str, rank: int) -> str:
        return (self._dense if language == "zh" else self._latin)[rank]


def million(folder: Path, watches: int, revisions: int) -> Path:
    """The configuration of a database of so many watches and about so many revisions of each."""
    config = filled(folder, watches)
    database = config.with_name("watcher.db")
    connection = writable(database)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -400000")
    draw = random.Random(4)
    words = Words(draw)
    connection.execute("BEGIN")
    placed = ((site, site, number) for number, site in enumerate(sites(watches), 1))
    connection.executemany("UPDATE watches SET site = ?, host = ? WHERE id = ?", placed)
    _tag(connection, watches)
    for sort in sorts(watches, revisions):
        _record(connection, sort, words, draw)
        if sort.watch % _FOLDED == 0:
            connection.execute("COMMIT")
            connection.execute("BEGIN")
    _alert(connection, watches)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()
    return config


def _tag(connection: sqlite3.Connection, watches: int) -> None:
    """Tags that most have, some have, and a few."""
    for tag, every in (("all", 1), ("half", 2), ("some", 30), ("few", 2000)):
        tagged = ((watch, tag) for watch in range(every, watches + 1, every))
        connection.executemany("INSERT INTO tags (watch_id, tag) VALUES (?, ?)", tagged)


def _record(connection: sqlite3.Connection, sort: Sort, words: Words, draw: random.Random) -> None:
    every = timedelta(hours=1) if sort.revisions < 400 else timedelta(hours=9000 / sort.revisions)
    begun = NOW - timedelta(seconds=draw.randrange(400 * 86400)) - sort.revisions * every * (sort.revisions > 150)
    texts = [words.told(sort.language, 35) for _ in range(sort.paragraphs)]
    title = words.told(sort.language, 8)
    kept: Line = ()
    for number in range(1, sort.revisions + 1):
        at = begun + number * every + timedelta(microseconds=draw.randrange(10**9))
        changes = []
        if number > 1:
            # The first edit of a long article rewrites a quarter of it.
            edited = range(0, len(texts), 4) if number == 2 and len(texts) > 100 else [draw.randrange(len(texts))]
            pairs = [(texts[each], _reworded(texts[each], words.told(sort.language, 4), draw)) for each in edited]
            for each, (_, after) in zip(edited, pairs, strict=True):
                texts[each] = after
            changes = pairs * draw.choices((1, 2, 3), (70, 20, 10))[0]
        _add(connection, Text(sort=sort, number=number, at=at, title=title), draw)
        told = _told(changes, draw)
        if sort.noted and number > 1:
            told.append(_note(draw))
        kept = _keep(connection, sort, _article(sort, title, texts, at), told, kept)
    _look(connection, sort.watch, begun, draw)


def _reworded(text: str, new: str, draw: random.Random) -> str:
    at = draw.randrange(max(len(text) - len(new), 1))
    return f"{text[:at]}{new}{text[at + len(new) :]}"


def _add(connection: sqlite3.Connection, text: Text, draw: random.Random) -> None:
    watch, place = text.sort.watch, (text.sort.watch, text.number)
    seen, before = instant(text.at), instant(text.at - timedelta(minutes=draw.randint(5, 600)))
    connection.execute("UPDATE watches SET title = ? WHERE id = ?", (text.title, watch))
    connection.execute(
        "INSERT INTO revisions (watch_id, number, digest, extractor, seen_after, first_seen_at, last_seen_at,"
        " weight, stealth, bumped) VALUES (?, ?, ?, '1', ?, ?, ?, ?, ?, 0)",
        (*place, bytes.fromhex(f"{watch:032x}{text.number:032x}"), before, seen, seen,
         draw.choice(("major", "minor", "cosmetic")), draw.random() < 0.1),
    )  # fmt: skip


def _article(sort: Sort, title: str, texts: Sequence[str], at: datetime) -> Article:
    return Article(
        url=f"https://news.example/{sort.watch}", title=title, language=sort.language, modified_at=stamp(at),
        blocks=(Heading(level=2, text=title), *(Paragraph(text=each) for each in texts)),
    )  # fmt: skip


def _keep(connection: sqlite3.Connection, sort: Sort, article: Article, changes: Sequence[Told], before: Line) -> Line:
    """The text of the next revision, upon the one before it, and its place in the stream."""
    number = before[-1].number + 1 if before else 1
    facts = (fact for change in changes for fact in json.loads(change["facts"] or ""))
    kinds = [change["kind"] or "" for change in changes]
    watch = WatchId(sort.watch)
    if "notice.added" in kinds:
        connection.execute("INSERT INTO notices (watch_id, number) VALUES (?, ?)", (watch, number))
    history.enter(connection, watch, number, language=article.language, kinds=kinds, facts=facts)
    text = text_of(article_json(article), changes)
    line = articles.add(connection, watch, number, text, before)
    indexing.index(connection, watch, number, article, indexing.last_in(before))
    proof.seal(connection, watch, number, text)
    return line


def _told(changes: Sequence[tuple[str, str]], draw: random.Random) -> list[Told]:
    """Changes as they are recorded; a notice says which words were wrong."""
    kinds = draw.choices(_KINDS, _KIND_SHARES, k=len(changes))
    facts = draw.choices(_FACTS, _FACT_SHARES, k=len(changes))
    told: list[Told] = []
    for position, ((before, after), kind, fact) in enumerate(zip(changes, kinds, facts, strict=True)):
        said = f"Correction: an earlier version of this article misstated this: {before[:60]}"
        sides = ("", said) if kind == "notice.added" else (before, after)
        told.append(_change(kind, position, sides, list(_spans(*sides)), fact))
    return told


def _change(
    kind: str, position: int, sides: tuple[str | None, str], spans: Sequence[tuple[str, str]], facts: str
) -> Told:
    return {
        "kind": kind, "path": f"blocks[{position}]", "before": sides[0], "after": sides[1],
        "spans": json.dumps(spans, ensure_ascii=False, separators=(",", ":")), "weight": "major", "facts": facts,
    }  # fmt: skip


def _spans(before: str, after: str) -> Iterator[tuple[str, str]]:
    """What stayed at the beginning, what went, what came, what stayed at the end."""
    begin = _alike(before, after)
    end = _alike(before[begin:][::-1], after[begin:][::-1])
    parts = (before[:begin], before[begin : len(before) - end], after[begin : len(after) - end])
    for sign, text in zip("=-+=", (*parts, before[len(before) - end :]), strict=True):
        if text:
            yield sign, text


def _alike(one: str, other: str) -> int:
    """How many characters they have in common at their beginning."""
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _note(draw: random.Random) -> Told:
    """A notice of a number that no edit knows."""
    said = f"Correction: an earlier version of this article said {draw.randrange(10**6, 10**7)} instead."
    return _change("notice.added", 99, (None, said), [("+", said)], "[]")


def _look(connection: sqlite3.Connection, watch: int, begun: datetime, draw: random.Random) -> None:
    """Runs of looks, and that some articles are gone."""
    runs = ("new", "same", "changed", "same", "failed", "same")
    rows = (
        (watch, number, outcome, "", stamp(begun + timedelta(hours=number)), stamp(begun + timedelta(hours=number + 1)),
         draw.randint(1, 9))
        for number, outcome in enumerate(runs, 1)
    )  # fmt: skip
    connection.executemany("INSERT INTO looks VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute(
        "UPDATE revisions SET last_seen_at = max(first_seen_at, ?) WHERE watch_id = ? AND number ="
        " (SELECT max(number) FROM revisions WHERE watch_id = ?)",
        (instant(begun + timedelta(hours=len(runs) + 1)), watch, watch),
    )
    if draw.random() < 0.03:
        at = begun + timedelta(days=draw.randint(1, 30))
        connection.execute(
            "INSERT INTO events (watch_id, kind, at, seen_after, why) VALUES (?, 'article.gone', ?, ?, '404 twice')",
            (watch, stamp(at), stamp(at - timedelta(hours=1))),
        )


def _alert(connection: sqlite3.Connection, watches: int) -> None:
    """An outbox of as many messages as there are watches; one in a hundred has failed."""
    connection.execute("INSERT INTO addressees VALUES (1, 'd', 'desk', 'env:DESK')")
    connection.execute(
        "INSERT INTO alerts (watch_id, number, addressee, changes, state, attempts, why, created_at, settled_at,"
        " bundle) SELECT watch_id, number, 1, '[0]', iif(watch_id % 100, 'sent', 'failed'), 1, '', first_seen_at,"
        " first_seen_at, 'b' || watch_id FROM revisions WHERE number = 2 AND watch_id <= ?",
        (watches,),
    )


def main() -> None:
    folder = Path(sys.argv[1])
    watches, revisions = (*map(int, sys.argv[2:]), *(100_000, 10)[len(sys.argv) - 2 :])
    folder.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    config = million(folder, watches, revisions)
    size = config.with_name("watcher.db").stat().st_size / 1e9
    print(f"{watches:,} watches, {size:.1f} GB, made in {time.perf_counter() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
