"""How well and how fast articles are read: `python bench/extract.py CORPUS`.

CORPUS is a folder of labelled pages with its own `score_extract.py` and `manifest.jsonl`.

  quality   the corpus' scorer, run on watcher with and without its site rules and, where it is installed, on
            trafilatura (its `bare_extraction` with what it offers: no standfirst, captions or credits); and on the
            general reader where one kind of what tells how to read a page is gone (bench/without.py)
  speed     CPU of one pass over all pages as a ratio to a bare lexbor parse of the same pages in the same run: the
            machine cancels out. The least of three passes, all warm; the median and the 95th percentile of the pages'
            own ratios.
  hostile   CPU of the slowest pages made to break readers (tests/hostile_html.py); none may need a second
  steady    where labelled noise on real pages lies beside CORPUS (`../changes/mutate.py`): for each kind of noise the
            share of pages whose article stays equal, and whose fingerprint does, which saves reading them
"""

from __future__ import annotations

import gzip
import importlib
import importlib.util
import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from watcher.extract import Rules, extract, extract_from
from watcher.extract.decoded import decoded
from watcher.extract.locate import locate
from watcher.model import Article

_ROOT = Path(__file__).resolve().parent.parent
_PASSES = 3
_SHOWN = 8  # hostile pages
_STEADY_PAGES = 40
_GONE = ("names", "linked_data", "metadata", "figures", "sections", "paragraphs")
_KINDS = {"p": "paragraph", "quote": "quote", "item": "paragraph", "head": "heading"}  # trafilatura's elements


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One page of the corpus as it came over the wire."""

    body: bytes
    url: str
    content_type: str

    def text(self) -> str:
        return decoded(self.body, self.content_type)


def by_general_reader(html: bytes, url: str, *, content_type: str | None = None) -> Article:
    """watcher's answer as if no site had a rule: what holds on sites that nobody has looked at."""
    return extract(html, url, content_type=content_type, rules=Rules(sites=()))


def by_trafilatura(html: bytes, url: str, *, content_type: str | None = None) -> dict[str, Any]:
    """trafilatura's answer in the scorer's shape."""
    read = importlib.import_module("trafilatura").bare_extraction
    found = read(decoded(html, content_type), url=url, include_comments=False, with_metadata=True)
    if found is None:
        return {"url": url, "blocks": []}
    return {
        "url": url,
        "title": found.title or "",
        "authors": [name.strip() for name in (found.author or "").split(";") if name.strip()],
        "published_at": found.date,
        "blocks": [
            {"kind": _KINDS[element.tag], "text": "".join(element.itertext())} for element in found.body.iter(*_KINDS)
        ],
    }


def score(corpus: Path, extractor: str) -> None:
    """Prints the corpus' own table for an extractor."""
    script = [
        sys.executable,
        str(corpus.resolve() / "score_extract.py"),
        str(corpus.resolve()),
        "--extractor",
        extractor,
    ]
    subprocess.run(script, check=True, cwd=_ROOT)


def pages_of(corpus: Path) -> list[Labelled]:
    manifest = (corpus / "manifest.jsonl").read_text("utf-8").splitlines()
    return [
        Labelled(body=gzip.decompress((corpus / m["file"]).read_bytes()), url=m["url"], content_type=m["content_type"])
        for m in map(json.loads, manifest)
    ]


def seconds(work: Callable[[Labelled], object], page: Labelled) -> float:
    start = time.process_time()
    work(page)
    return time.process_time() - start


def show_speed(pages: list[Labelled]) -> None:
    works: dict[str, Callable[[Labelled], object]] = {
        "bare lexbor parse": lambda page: LexborHTMLParser(page.text()),
        "locate": lambda page: locate(page.text(), page.url).fingerprint(),
        "extract": lambda page: extract(page.body, page.url, content_type=page.content_type),
    }
    taken = {name: [min(seconds(work, p) for _ in range(_PASSES)) for p in pages] for name, work in works.items()}
    bare = taken["bare lexbor parse"]
    print(f"{'':18}{'ms median':>10}{'p95':>8}{'ratio':>8}{'median':>8}{'p95':>8}   to a bare parse")
    for name, times in taken.items():
        ratios = sorted(t / max(b, 1e-6) for t, b in zip(times, bare, strict=True))
        at = int(0.95 * (len(times) - 1))
        print(
            f"{name:18}{1000 * statistics.median(times):10.2f}{1000 * sorted(times)[at]:8.2f}"
            f"{sum(times) / sum(bare):8.1f}{statistics.median(ratios):8.1f}{ratios[at]:8.1f}"
        )


def show_hostile() -> None:
    """The slowest hostile pages, and how many there are."""
    pages: dict[str, Callable[[], bytes]] = importlib.import_module("tests.hostile_html").PAGES
    taken = []
    for name, build in pages.items():
        page = Labelled(body=build(), url="https://news.example/story", content_type="text/html")
        taken.append((seconds(lambda p: extract(p.body, p.url, content_type=p.content_type), page), name))
    print(f"\n{len(taken)} hostile pages: seconds of CPU, the slowest ones")
    for time_taken, name in sorted(taken, reverse=True)[:_SHOWN]:
        print(f"{time_taken:6.2f}  {name}{'   TOO SLOW' if time_taken > 1 else ''}")


def show_steady(folder: Path) -> None:
    """For each kind of noise: on how many pages, and the shares with an equal article and an equal fingerprint.

    Articles are equal by their digest: the address of a picture's copy is no part of it, its identity is.
    """
    sys.path.insert(0, str(folder.resolve()))
    mutate = importlib.import_module("mutate")
    pages = mutate.load_pages()
    donors = mutate.Donors(pages)
    told: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for page in mutate.choose(pages, _STEADY_PAGES):
        for variant in mutate.variants(page, donors, labels=list(mutate.NOISE)):
            before = locate(decoded(variant.base or page.html, "text/html; charset=utf-8"), page.url)
            after = locate(decoded(variant.html, variant.content_type), page.url)
            same = before.fingerprint() == after.fingerprint()
            told[variant.label].append((same or extract_from(before).digest() == extract_from(after).digest(), same))
    print(f"\n{'noise':32}{'pages':>6}{'equal article':>15}{'equal fingerprint':>19}")
    told["all"] = [pair for pairs in told.values() for pair in pairs]
    for label, pairs in told.items():
        articles, fingerprints = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        print(f"{label:32}{len(pairs):6}{articles:15.3f}{fingerprints:19.3f}")


def main() -> int:
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "score_extract.py").is_file():
        print(
            "usage: python bench/extract.py CORPUS   (a folder with manifest.jsonl and score_extract.py)",
            file=sys.stderr,
        )
        return 2
    corpus = Path(sys.argv[1])
    print("watcher, with the site rules that come with it", flush=True)
    score(corpus, "watcher.extract:extract")
    print("\nwatcher, the general reader alone", flush=True)
    score(corpus, "bench.extract:by_general_reader")
    if importlib.util.find_spec("trafilatura"):
        print("\ntrafilatura", flush=True)
        score(corpus, "bench.extract:by_trafilatura")
    else:
        print("\ntrafilatura is not installed: pip install trafilatura shows it beside", flush=True)
    for gone in _GONE:
        print(f"\nwatcher, the general reader, on pages without {gone.replace('_', ' ')}", flush=True)
        score(corpus, f"bench.without:without_{gone}")
    print(flush=True)
    show_speed(pages_of(corpus))
    show_hostile()
    if (changes := corpus.resolve().parent / "changes").is_dir():
        show_steady(changes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
