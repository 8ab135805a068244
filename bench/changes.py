"""How many edits are reported and rightly named, how much noise is: `python bench/changes.py [CHANGES]`.

On the invented pages of tests/pages/layouts: every edit of tests/edits_on_pages.py and all noise of
tests/noise_on_pages.py. On real pages: the folder CHANGES with labelled edits and noise, by the scorer in it
(score_changes.py); without that folder only the first part runs. The modules of tests/ must be found: PYTHONPATH=tests.

  reported   edits of which anything is told / edits
  named      edits whose every expected kind of change is told / edits
  besides    edits of which a kind is told that is neither expected nor allowed / edits
  noise      noise of which anything is told / noise
"""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from edits_on_pages import labelled_edits
from noise_on_pages import labelled_noise

from watcher.compare import compare
from watcher.extract import extract
from watcher.model import Article

HERE = Path(__file__).resolve().parent
CHANGES = HERE.parents[1] / "shared" / "changes"
_UTF_8 = "text/html; charset=utf-8"


@lru_cache(maxsize=4)
def article(page: bytes, url: str, content_type: str | None = _UTF_8) -> Article:
    return extract(page, url, content_type=content_type)


def kinds(old: Article, new: Article) -> set[str]:
    return {change.kind for change in compare(old, new)}


def measure_own_pages() -> None:
    told = [(e, kinds(article(e.old, e.url), article(e.new, e.url))) for e in labelled_edits()]
    false = [bool(kinds(article(n.old, n.url), article(n.new, n.url, n.content_type))) for n in labelled_noise()]
    named = sum(found.issuperset(edit.expected) for edit, found in told)
    besides = sum(bool(found.difference(edit.expected, edit.allowed)) for edit, found in told)
    print(f"invented pages: {len(told)} edits, {len(false)} pieces of noise")
    print(f"  reported       {sum(bool(found) for _, found in told) / len(told):.4f}")
    print(f"  named          {named / len(told):.4f}")
    print(f"  besides        {besides / len(told):.4f}")
    print(f"  noise          {sum(false) / len(false):.4f}")


def measure_real_pages(folder: Path) -> None:
    scorer = folder / "score_changes.py"
    if not scorer.exists():
        print(f"no labelled real pages in {folder}")
        return
    print(f"real pages: {scorer}", flush=True)
    subprocess.run([sys.executable, str(scorer), "--jobs", "2"], cwd=HERE.parent, check=True)


if __name__ == "__main__":
    measure_own_pages()
    measure_real_pages(Path(sys.argv[1]) if len(sys.argv) > 1 else CHANGES)
