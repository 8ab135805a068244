"""Feeds every parser for long: `python tests/fuzz.py [EXAMPLES] [NAME]` (`make fuzz EXAMPLES=… PARSER=…`).

First EXAMPLES times with other food each time, as tests/test_fuzz.py does with the same, and the shortest food that is
not digested is told. Then with a hundred thousand of each piece, and of pairs of pieces, and twice as many: what takes
longer than SLOW seconds of processor time and more than in proportion, each time that it is tried, is told. Exits with
1 where anything was.
"""

from __future__ import annotations

import logging
import random
import sys
import time
import traceback
from collections.abc import Iterator

from parsers import PARSERS, Parser
from test_fuzz import fuzzed

EXAMPLES = 5_000
SLOW = 0.5
_BYTES = 150_000
_PAIRS = 60
_MORE = 3.0
_TRIES = 3  # as what else the machine does slows one of them down


def undigested(parser: Parser, examples: int) -> str:
    """How the parser fails; "" where it does not."""
    try:
        fuzzed(parser, examples, derandomize=False)
    except Exception:  # whatever it is, it is the finding
        return traceback.format_exc(limit=-6)
    return ""


def slow(parser: Parser, draw: random.Random) -> Iterator[str]:
    """What takes too long."""
    pairs = [(draw.choice(parser.food), draw.choice(parser.food)) for _ in range(_PAIRS)]
    for food in (*((piece,) for piece in parser.food), *pairs):
        times = _BYTES // len("".join(food).encode("utf-8", "surrogatepass"))
        for count in range(times, times + _TRIES):  # another food each time: what was read may be remembered
            once = seconds(parser, food, count)
            if once < SLOW / 4:
                break
            twice = seconds(parser, food, 2 * count)
            if twice <= max(SLOW, _MORE * once):
                break
        else:
            yield f"{food!r} × {count:,}: {once:.2f} s, twice as many {twice:.2f} s"


def seconds(parser: Parser, food: tuple[str, ...], times: int) -> float:
    """Processor time, of this thread and others."""
    body = parser.body(food * times)
    began = time.process_time()
    parser.fed(body)
    return time.process_time() - began


def main() -> int:
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES
    name = sys.argv[2] if len(sys.argv) > 2 else ""
    draw, found = random.Random(), 0
    logging.disable()  # what servers of the tests say when they are left
    for parser in (one for one in PARSERS if name in one.name):
        told = [*filter(None, [undigested(parser, examples)]), *slow(parser, draw)]
        print(f"{parser.name}: {f'{len(told)} found' if told else 'nothing found'}", *told, sep="\n  ", flush=True)
        found += len(told)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
