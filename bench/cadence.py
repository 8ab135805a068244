"""How late edits are seen, for the same number of looks: `python bench/cadence.py [TIMING.csv]`.

The shipped cadence (watcher.cadence, by default settings) against looks at fixed intervals and against the age tiers of
NewsDiffs (https://github.com/ecprice/newsdiffs, get_update_delay), both stretched until they need as many looks.

  model    edits drawn from the rate that the cadence was made for: hourly chance by age, fitted on two sites
  replay   edits as they were seen at bbc.com and nu.nl (../shared/revisions/timing.csv by default; without the file
           only the model runs): first seen, and every time the headline was seen to change

An article is looked at when it is found, and then for 14 days. The delay of an edit is the time until the next look.
Everything is drawn with a fixed seed; hours of delay, looks for each article, ratios to the fixed interval.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from msgspec import structs

from watcher.cadence import rescheduled
from watcher.model import Outcome, Standing, Tempo, Tempos, Watch, WatchId
from watcher.model.tempo import expected, rate
from watcher.settings import Schedule

TIMING = Path(__file__).resolve().parents[2] / "shared" / "revisions" / "timing.csv"
START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
HORIZON = 14 * 24.0
_MODELLED = 3000
_REPLAYED = 3000
_STEPS = 24
# NewsDiffs: (age in hours since the last edit, pause in hours).
_TIERS = ((3, 0.25), (24, 1.0), (7 * 24, 3.0), (30 * 24, 72.0))

Edits = Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article: its age in hours when it is found, when after that it is edited, and for how long it is followed."""

    number: int
    age: float
    edits: Edits
    until: float = HORIZON


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a policy needed and gave: looks, and the delay of every edit in hours."""

    looks: int
    delays: Sequence[float]

    @property
    def mean(self) -> float:
        return statistics.fmean(self.delays)


Policy = Callable[[Story], Iterator[float]]


def shipped(story: Story, *, adaptive: bool = False) -> Iterator[float]:
    """When the daemon would look, with its default settings; or with `adaptive`, by what each article was like."""
    found = START + story.age * HOUR
    watch = Watch(
        id=WatchId(story.number), url="https://news.example/a", key=str(story.number), site="news.example",
        added_at=found, due_at=found, young_since=START, standing=Standing.PRESENT,
    )  # fmt: skip
    at = 0.0
    edits = iter((*story.edits, float("inf")))
    following, seen = next(edits), 0
    while True:
        yield at
        outcome = Outcome.SAME
        while following <= at:
            following, outcome = next(edits), Outcome.CHANGED
        now = found + at * HOUR
        seen += outcome is Outcome.CHANGED
        awaited = expected(now - START) - expected(found - START)
        pace = Tempos().of(Tempo(edits=seen, expected=awaited)) if adaptive else 1.0
        watch = rescheduled(structs.replace(watch, looked_at=now), outcome, now, Schedule(), tempo=pace)
        at = (watch.due_at - found) / HOUR


def fixed(pause: float) -> Policy:
    def looks(_: Story) -> Iterator[float]:
        at = 0.0
        while True:
            yield at
            at += pause

    return looks


def tiers(stretch: float) -> Policy:
    def looks(story: Story) -> Iterator[float]:
        at, young_since = 0.0, -story.age
        edits = iter((*story.edits, float("inf")))
        following = next(edits)
        while True:
            yield at
            while following <= at:
                young_since, following = following, next(edits)
            pause = next((pause for age, pause in _TIERS if at - young_since < age), 30 * 24.0)
            at += pause * stretch

    return looks


def run(stories: Iterable[Story], policy: Policy) -> Course:
    looks, delays = 0, []
    for story in stories:
        waiting = list(reversed([edit for edit in story.edits if edit < story.until]))
        for at in policy(story):
            looks += at < story.until
            while waiting and waiting[-1] <= at:
                delays.append(at - waiting.pop())
            if at >= story.until and not waiting:
                break
    return Course(looks=looks, delays=delays)


def matched(stories: Sequence[Story], policy: Callable[[float], Policy], looks: int) -> Course:
    """The policy, stretched until it needs as many looks."""
    low, high = 0.01, 1000.0
    for _ in range(_STEPS):
        middle = (low * high) ** 0.5
        if run(stories, policy(middle)).looks > looks:
            low = middle
        else:
            high = middle
    return run(stories, policy(high))


def modelled(draw: random.Random) -> list[Story]:
    """Articles found when they are published, with edits by the rate: a Poisson process, by thinning."""
    return [Story(number=n, age=0.0, edits=tuple(_drawn(draw))) for n in range(_MODELLED)]


def _drawn(draw: random.Random) -> Iterator[float]:
    """An edit makes an article young again for the cadence, but the rate goes by its publication."""
    at = 0.0
    while True:
        most = rate(at)
        at += draw.expovariate(most)
        if at >= HORIZON:
            return
        if draw.random() * most < rate(at):
            yield at


def replayed(path: Path, draw: random.Random) -> list[Story]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [_story(number, row) for number, row in enumerate(draw.sample(rows, min(_REPLAYED, len(rows))))]


def _story(number: int, row: dict[str, str]) -> Story:
    found = int(row["first_seen"])
    age = max(0.0, (found - int(row["published"])) / 3600) if row["published"] else 0.0
    edits = sorted((int(at) - found) / 3600 for at in row["updates"].split(";") if at)
    until = min((int(row["last_seen"]) - found) / 3600, HORIZON)
    return Story(number=number, age=age, edits=tuple(edit for edit in edits if edit > 0), until=until)


def table(name: str, stories: Sequence[Story]) -> Iterator[str]:
    ours = run(stories, shipped)
    courses = {
        "shipped cadence": ours,
        "fixed interval": matched(stories, fixed, ours.looks),
        "NewsDiffs' tiers": matched(stories, tiers, ours.looks),
    }
    adapted = run(stories, partial(shipped, adaptive=True))
    courses["shipped, adaptive"] = adapted
    courses["fixed, as many as adaptive"] = matched(stories, fixed, adapted.looks)
    base = courses["fixed interval"]
    counted = f"{name}: {len(stories)} articles, {len(ours.delays)} edits"
    yield f"| {counted} | looks an article | mean delay | median | ratio of means |"
    yield "| --- | --- | --- | --- | --- |"
    for policy, course in courses.items():
        median = statistics.median(course.delays)
        ratio = course.mean / base.mean
        yield f"| {policy} | {course.looks / len(stories):.1f} | {course.mean:.2f} h | {median:.2f} h | {ratio:.2f} |"


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else TIMING
    draw = random.Random(5)
    print("\n".join(table("model", modelled(draw))))
    if path.exists():
        print()
        print("\n".join(table("replay", replayed(path, draw))))


if __name__ == "__main__":
    main()
