"""What pictures of the difference cost: `python bench/cards.py`.

Cards in four scripts, each time with other numbers so that nothing is taken from memory: processor time for one, the
least of several rounds, its size, and the ratio to what Pillow takes to write a plain picture of that size as PNG.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from functools import partial

from PIL import Image

from watcher.notify.card import Card, Section, drawn
from watcher.notify.typeset import NoPicture

ROUNDS, EACH = 5, 10
TEXTS = {
    "Latin": ("Council votes on the budget", "The council votes on Tuesday on ", " million euros, a spokesman said."),
    "Chinese": ("市议会就预算进行表决", "市议会将于周二就明年的预算进行表决，预算总额约为", "亿元，发言人表示。"),
    "Arabic": ("المجلس يصوت على الميزانية", "يصوت المجلس يوم الثلاثاء على ميزانية قدرها ", " مليون يورو، حسب المتحدث."),
    "Russian": ("Совет голосует по бюджету", "Во вторник совет голосует по бюджету в ", " миллионов евро, сообщили."),
}  # fmt: skip


def card(script: str, number: int) -> Card:
    headline, before, after = TEXTS[script]
    section = Section(
        label="Paragraph edited (number)",
        pieces=(("text", before), ("old", str(number)), ("new", str(number + 1)), ("text", after)),
    )
    return Card(publisher="news.example", headline=headline, sections=(section,) * 2, foot="Seen at 10:31.")


def fresh(script: str, number: int) -> bytes:
    return drawn(card(script, number + 1))


def least(work: Callable[[int], object]) -> float:
    """Milliseconds of processor time for one."""
    best = float("inf")
    for turn in range(ROUNDS):
        began = time.process_time()
        for number in range(EACH):
            work(turn * EACH + number)
        best = min(best, (time.process_time() - began) / EACH)
    return best * 1000


def written(_: int) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (1200, 630), "#fbfaf7").save(held, "PNG")
    return held.getvalue()


def main() -> None:
    plain = least(written)
    print(f"{'plain PNG':10} {plain:6.1f} ms")
    for script in TEXTS:
        try:
            size = len(drawn(card(script, 0)))
        except NoPicture as lacking:
            print(f"{script:10} {lacking}")
            continue
        taken = least(partial(fresh, script))
        print(f"{script:10} {taken:6.1f} ms, {taken / plain:4.1f} × plain, {size / 1000:5.1f} KB")


if __name__ == "__main__":
    main()
