"""Kills the daemon hundreds of times while a site is edited, and counts what was lost: make torture ROUNDS=300."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from torture_rounds import KINDS, SYNC, tortured


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10_000))
    own = parser.parse_args()
    kinds = (*KINDS, *(SYNC,) * len(KINDS)) if shutil.which("strace") else KINDS
    print(f"seed {own.seed}" + ("" if SYNC in kinds else "; strace is not installed: none is killed at a sync"))
    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(tortured(Path(folder), rounds=own.rounds, seed=own.seed, kinds=kinds, say=print))
    print(report)
    return bool(report.faults)


if __name__ == "__main__":
    sys.exit(main())
