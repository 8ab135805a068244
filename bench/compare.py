"""How well and how fast two articles are compared: `python bench/compare.py [REVISIONS.jsonl]`.

Real pairs: every two neighbouring versions of the revisions (../shared/revisions by default; without that folder only
the second and third part run). A version becomes an article of one paragraph for each innermost block element of its
HTML, or for each stretch between blank lines of its text, in `reader_text`.

  round trip   share of changes whose spans give `before` and `after`
  complete     share of paragraphs that stand in one version only and are found in a change
  silent       share of pairs with equal paragraphs and title that give no change
  words cut    share of borders between spans that have a letter or digit of a spaced script on both sides
  islands      share of equal spans between two changes that are no longer than 3 characters (1 in CJK)
  edit cost    words, CJK characters and marks in changed spans / the least number possible (Indel distance)
  against LAP  F1 of edited pairs with the pairs of an optimal assignment by likeness >= .5 (all against all)

Planted edits: 1 to 4 known edits (a word, a number, a sentence more, a paragraph added, removed, moved, split, merged)
in the longer articles of the same file, or in synthetic ones. F1 over all pairs of positions, share of plans whose
kinds are exactly those expected, and share of moved paragraphs that are reported as moved.

Speed: the least and the median of up to 50 runs on synthetic articles, in milliseconds of one core.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import regex
from bs4 import BeautifulSoup
from rapidfuzz.distance import Indel

from watcher.compare import compare
from watcher.compare.align import align
from watcher.model import Article, Change, Paragraph
from watcher.text import reader_text

REVISIONS = Path(__file__).resolve().parents[2] / "shared" / "revisions" / "revisions.jsonl"
_CJK = r"[\p{Han}\p{Hira}\p{Kana}\p{Hang}]"
_UNITS = regex.compile(rf"(?V1){_CJK}|[\w--{_CJK}]+|[^\w\s]")
_SPACED = regex.compile(rf"(?V1)[[\p{{L}}\p{{N}}]--{_CJK}]")
_BLOCKS = ["p", "h1", "h2", "h3", "h4", "li", "blockquote", "div", "article", "section", "header", "td"]
_BREAK = "\x1e"
_WORDS = (
    "the river council mayor school report bridge vote money budget night police minister winter train harbour garden"
    " agreed refused opened closed reported visited promised delayed measured counted nearly often again slowly since"
).split()

Pair = tuple[Article, Article]


def versions(path: Path) -> Iterator[Pair]:
    """Neighbouring versions of every history as articles."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            history = json.loads(line)
            articles = [article(history["lang"], v.get("title") or "", paragraphs(v)) for v in history["versions"]]
            yield from pairwise(articles)


def paragraphs(version: dict[str, str]) -> list[str]:
    if "html" not in version:
        return [text for raw in re.split(r"\n\s*\n", version.get("text") or "") if (text := reader_text(raw))]
    soup = BeautifulSoup(version["html"], "lxml")
    for line_break in soup("br"):
        line_break.replace_with(_BREAK)
    leaves = [element for element in soup(_BLOCKS) if not element.find(_BLOCKS)]
    return [text for leaf in leaves for raw in leaf.get_text().split(_BREAK) if (text := reader_text(raw))]


def article(language: str, title: str, texts: Iterable[str]) -> Article:
    blocks = tuple(Paragraph(text=text) for text in texts)
    return Article(url="https://example.org/a", language=language, title=reader_text(title), blocks=blocks)


def texts_of(of: Article) -> list[str]:
    return [block.text for block in of.blocks if isinstance(block, Paragraph)]


@dataclass
class Tally:
    """What was counted over real pairs: (hits, of how many) for each measure."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, hits: int, of: int) -> None:
        seen = self.counts.setdefault(name, [0, 0])
        seen[0] += hits
        seen[1] += of

    def show(self) -> None:
        for name, (hits, of) in self.counts.items():
            print(f"  {name:14} {hits / of if of else float('nan'):.4f}   {hits} / {of}")


def measure_pair(tally: Tally, pair: Pair) -> None:
    old, new = pair
    changes = compare(old, new)
    if old.title == new.title and texts_of(old) == texts_of(new):
        tally.add("silent", not changes, 1)
    tally.add("complete", *completeness(old, new, changes))
    for change in changes:
        tally.add("round trip", *round_trip(change))
        if change.before and change.after and change.spans:
            tally.add("words cut", *words_cut(change))
            tally.add("islands", *islands(change))
            tally.add("edit cost", *edit_cost(change))


def completeness(old: Article, new: Article, changes: Sequence[Change]) -> tuple[int, int]:
    before = "\0".join(change.before or "" for change in changes)
    after = "\0".join(change.after or "" for change in changes)
    gone = Counter(texts_of(old)) - Counter(texts_of(new))
    come = Counter(texts_of(new)) - Counter(texts_of(old))
    found = sum(text in before for text in gone) + sum(text in after for text in come)
    return found, len(gone) + len(come)


def round_trip(change: Change) -> tuple[int, int]:
    before = "".join(text for op, text in change.spans if op != "+")
    after = "".join(text for op, text in change.spans if op != "-")
    return bool(change.spans) and (before, after) == (change.before or "", change.after or ""), bool(change.spans)


def words_cut(change: Change) -> tuple[int, int]:
    cut = borders = 0
    for side in "-+":
        texts = [text for op, text in change.spans if op in ("=", side)]
        for left, right in pairwise(texts):
            borders += 1
            cut += bool(_SPACED.match(left[-1]) and _SPACED.match(right[0]))
    return cut, borders


def islands(change: Change) -> tuple[int, int]:
    inner = [text.strip() for op, text in change.spans[1:-1] if op == "="]
    return sum(len(text) <= (1 if regex.search(_CJK, text) else 3) for text in inner), len(inner)


def edit_cost(change: Change) -> tuple[int, int]:
    least = Indel.distance(_UNITS.findall(change.before or ""), _UNITS.findall(change.after or ""))
    return sum(len(_UNITS.findall(text)) for op, text in change.spans if op != "="), least


def against_lap(tally: Counter[str], pair: Pair) -> None:
    """Counts edited pairs that ours and the optimal assignment have in common, and those of one of them only."""
    old, new = texts_of(pair[0]), texts_of(pair[1])
    if not old or not new or len(old) * len(new) > 40_000:
        return
    ours = {(i, j) for p in align(pair[0].blocks, pair[1].blocks).pairs for i in p.old for j in p.new}
    equal = {(i, j) for i, j in ours if old[i] == new[j]}
    left_old = [i for i in range(len(old)) if i not in {i for i, _ in equal}]
    left_new = [j for j in range(len(new)) if j not in {j for _, j in equal}]
    best = optimal([old[i] for i in left_old], [new[j] for j in left_new])
    pairs = {(left_old[a], left_new[b]) for a, b in best}
    alike = {pair for pair in ours - equal if pair in pairs or similar(old[pair[0]], new[pair[1]]) >= 0.5}
    tally.update(common=len(alike & pairs), ours=len(alike - pairs), theirs=len(pairs - alike))


def similar(a: str, b: str) -> float:
    return Indel.normalized_similarity(_UNITS.findall(a), _UNITS.findall(b))


def optimal(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of the greatest total likeness, each at least .5 alike."""
    if not old or not new:
        return []
    if len(old) > len(new):
        return [(i, j) for j, i in optimal(new, old)]
    units = [_UNITS.findall(text) for text in new]
    likeness = [[Indel.normalized_similarity(_UNITS.findall(a), b) for b in units] for a in old]
    pairs = assignment([[-value if value >= 0.5 else 0.0 for value in row] for row in likeness])
    return [(i, j) for i, j in pairs if likeness[i][j] >= 0.5]


def assignment(cost: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Rows to columns at the least total cost: shortest augmenting paths (Jonker and Volgenant). At least as many
    columns as rows."""
    width = len(cost[0])
    row_price, column_price, owner = [0.0] * (len(cost) + 1), [0.0] * (width + 1), [0] * (width + 1)
    for row in range(1, len(cost) + 1):
        owner[0], column = row, 0
        least, done, came = [float("inf")] * (width + 1), [False] * (width + 1), [0] * (width + 1)
        while owner[column]:
            done[column] = True
            at = owner[column]
            for j in range(1, width + 1):
                reduced = cost[at - 1][j - 1] - row_price[at] - column_price[j]
                if not done[j] and reduced < least[j]:
                    least[j], came[j] = reduced, column
            nearest = min((j for j in range(1, width + 1) if not done[j]), key=least.__getitem__)
            step = least[nearest]
            for j in range(width + 1):
                if done[j]:
                    row_price[owner[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            column = nearest
        while column:
            owner[column] = owner[came[column]]
            column = came[column]
    return [(owner[j] - 1, j - 1) for j in range(1, width + 1) if owner[j]]


@dataclass
class Plan:
    """An edited article: `parts` are its texts, each with the positions in the older one that it comes from."""

    parts: list[tuple[str, tuple[int, ...]]]
    expected: list[str] = field(default_factory=list)


def planted(texts: Sequence[str], others: Sequence[str], rng: random.Random) -> Plan:
    """1 to 4 edits, at least three paragraphs apart."""
    plan = Plan(parts=[(text, (i,)) for i, text in enumerate(texts)])
    places = rng.sample(range(0, len(texts) - 3, 4), k=min(rng.randint(1, 4), (len(texts) - 1) // 4))
    for place in sorted(places, reverse=True):
        rng.choice(EDITS)(plan, place, others, rng)
    return plan


def edit_word(plan: Plan, at: int, others: Sequence[str], rng: random.Random) -> None:
    text, origin = plan.parts[at]
    units = [m.span() for m in _UNITS.finditer(text)]
    start, end = rng.choice(units)
    plan.parts[at] = (text[:start] + "§word§" + text[end:], origin)
    plan.expected.append("paragraph.edited")


def edit_number(plan: Plan, at: int, others: Sequence[str], rng: random.Random) -> None:
    text, origin = plan.parts[at]
    digits = [m.start() for m in re.finditer(r"\d", text)]
    if not digits:
        return edit_word(plan, at, others, rng)
    where = rng.choice(digits)
    plan.parts[at] = (text[:where] + str((int(text[where]) + 3) % 10) + text[where + 1 :], origin)
    return plan.expected.append("paragraph.edited")


def append_sentence(plan: Plan, at: int, others: Sequence[str], rng: random.Random) -> None:
    text, origin = plan.parts[at]
    plan.parts[at] = (f"{text} {rng.choice(others)[: len(text)]}".strip(), origin)
    plan.expected.append("paragraph.edited")


def add(plan: Plan, at: int, others: Sequence[str], rng: random.Random) -> None:
    plan.parts.insert(at, (rng.choice(others), ()))
    plan.expected.append("paragraph.added")


def remove(plan: Plan, at: int, others: Sequence[str], rng: random.Random) -> None:
    del plan.parts[at]
    plan.expected.append("paragraph.removed")


def move(plan: Plan, at: int, others: Sequence[str], rng: random.Random) -> None:
    """Behind the three shortest that follow together would be the same as moving those: only a light one moves."""
    following = sum(len(text) for text, _ in plan.parts[at + 1 : at + 4])
    if len(plan.parts[at][0]) >= following:
        return edit_word(plan, at, others, rng)
    plan.parts.insert(at + 3, plan.parts.pop(at))
    return plan.expected.append("paragraph.moved")


def split(plan: Plan, at: int, others: Sequence[str], rng: random.Random) -> None:
    text, origin = plan.parts[at]
    ends = [
        m.end() for m in re.finditer(r"[.!?。！？](?=\s|[^\s\d\w])|[。！？]", text) if 20 < m.end() < len(text) - 20
    ]
    if not ends:
        return edit_word(plan, at, others, rng)
    end = rng.choice(ends)
    plan.parts[at : at + 1] = [(text[:end].strip(), origin), (text[end:].strip(), origin)]
    return plan.expected.append("paragraph.edited")


def merge(plan: Plan, at: int, others: Sequence[str], rng: random.Random) -> None:
    (first, origin), (second, also) = plan.parts[at : at + 2]
    plan.parts[at : at + 2] = [(f"{first} {second}", (*origin, *also))]
    plan.expected.append("paragraph.edited")


EDITS: tuple[Callable[[Plan, int, Sequence[str], random.Random], None], ...] = (
    edit_word, edit_number, append_sentence, add, remove, move, split, merge,
)  # fmt: skip


def measure_planted(articles: Sequence[Article]) -> None:
    rng = random.Random(4)
    hits: Counter[str] = Counter()
    for number, old in enumerate(articles):
        texts = texts_of(old)
        others = [t for t in texts_of(articles[number - 1]) if len(t) > 60 and t not in texts]
        if len(set(texts)) < len(texts) or not others:
            continue
        plan = planted(texts, others, rng)
        new = replace(old, blocks=tuple(Paragraph(text=text) for text, _ in plan.parts))
        expected = {(i, j) for j, (_, origin) in enumerate(plan.parts) for i in origin}
        found = {(i, j) for pair in align(old.blocks, new.blocks).pairs for i in pair.old for j in pair.new}
        kinds = Counter(change.kind for change in compare(old, new))
        moves = Counter(plan.expected)["paragraph.moved"]
        hits.update(right=len(expected & found), wrong=len(expected ^ found), plans=1)
        hits.update(kinds=kinds == Counter(plan.expected), moves=moves, moved=min(moves, kinds["paragraph.moved"]))
    print(f"planted edits in {hits['plans']} articles")
    print(f"  alignment F1   {2 * hits['right'] / (2 * hits['right'] + hits['wrong']):.4f}")
    print(f"  kinds exact    {hits['kinds'] / hits['plans']:.4f}")
    print(f"  moved          {hits['moved'] / max(1, hits['moves']):.4f}   of {hits['moves']}")


def synthetic(rng: random.Random, blocks: int, words: int = 50) -> Article:
    def text() -> str:
        chosen = [rng.choice(_WORDS) for _ in range(words)]
        return " ".join(f"{w}." if i % 12 == 11 else f"{w}{rng.randint(2, 99)}" if i % 9 == 8 else w
                        for i, w in enumerate(chosen))  # fmt: skip

    return article("en", "A title", [text() for _ in range(blocks)])


def reworded(of: Article, rng: random.Random, share: float) -> Article:
    """Each paragraph with that share of its words replaced."""
    texts = (
        " ".join(rng.choice(_WORDS) if rng.random() < share else word for word in text.split()) for text in texts_of(of)
    )
    return replace(of, blocks=tuple(Paragraph(text=text) for text in texts))


def measure_speed() -> None:
    rng = random.Random(7)
    small, large, long = synthetic(rng, 40), synthetic(rng, 400), synthetic(rng, 1, 40_000)
    edited = list(small.blocks)
    for at in (3, 17, 31):
        edited[at] = Paragraph(text=texts_of(small)[at].replace("the ", "a ", 1) + " So it was said.")
    cases = {
        "40 blocks, 3 edited": (small, replace(small, blocks=tuple(edited))),
        "400 blocks, none the same": (large, synthetic(rng, 400)),
        "400 blocks, a tenth of each rewritten": (large, reworded(large, rng, 0.1)),
        "400 blocks, half of each rewritten": (large, reworded(large, rng, 0.5)),
        "one block of 40,000 words, a tenth rewritten": (long, reworded(long, rng, 0.1)),
    }
    print("speed")
    for name, (old, new) in cases.items():
        taken = sorted(timed(old, new) for _ in range(50 if len(old.blocks) < 100 and old is not long else 9))
        print(f"  {name:46} least {taken[0]:7.2f} ms, median {statistics.median(taken):7.2f} ms")


def timed(old: Article, new: Article) -> float:
    started = time.process_time()
    compare(old, new)
    return (time.process_time() - started) * 1000


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else REVISIONS
    pairs = list(versions(path)) if path.exists() else []
    tally, assigned = Tally(), Counter[str]()
    for pair in pairs:
        measure_pair(tally, pair)
        against_lap(assigned, pair)
    if pairs:
        print(f"{len(pairs)} real pairs from {path.name}")
        tally.show()
        f1 = 2 * assigned["common"] / (2 * assigned["common"] + assigned["ours"] + assigned["theirs"])
        print(f"  against LAP    {f1:.4f}   {dict(assigned)}")
    rng = random.Random(1)
    articles = [old for old, _ in pairs if len(old.blocks) >= 12] or [synthetic(rng, 24) for _ in range(200)]
    measure_planted(articles)
    measure_speed()


if __name__ == "__main__":
    main()
