"""What is learned of lines that a site repeats: `python bench/repeated.py REVISIONS`.

REVISIONS is a file of histories, one JSON object a line: origin, lang, kind, versions with title and text or html. The
last version of each is an article; those of one origin and language are a site, fed to a database in their order.

  planted   the article with whose reading a line was known that was put into every one of them
  learned   other lines that were learned, to be judged by a person, and the share of the text that is left out by them
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from watcher.extract import extract, stripped
from watcher.model import Article, Finding, Known, Outcome, Paragraph, Revision
from watcher.model.lines import lines_of
from watcher.store import Store

_LEAST = 9  # articles that make a site
_PLANTED = "Our desk reads every letter that reaches it and answers most of them within a week."
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def article_of(history: dict[str, Any]) -> Article:
    last = history["versions"][-1]
    url, title = f"https://site.example/{history['id']}", last["title"]
    if "html" in last:
        page = f"<title>{title}</title><article><h1>{title}</h1>{last['html']}</article>"
        return extract(page.encode("utf-8", "replace"), url, content_type="text/html; charset=utf-8")
    return Article(url=url, title=title, blocks=tuple(Paragraph(text=t) for t in last["text"].split("\n") if t.strip()))


def planted(article: Article) -> Article:
    """The article with the planted line in its middle."""
    half = len(article.blocks) // 2
    blocks = (*article.blocks[:half], Paragraph(text=_PLANTED), *article.blocks[half:])
    return replace(article, blocks=blocks)


async def fed(articles: Sequence[Article], site: str) -> list[Known]:
    """What a new database knows after each article."""
    known = []
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:{folder}/watcher.db") as store:
        for number, article in enumerate(articles):
            watch, _ = store.watches.add(f"https://{site}/{number}", key=f"{number}", site=site, now=_NOW)
            revision = Revision(
                watch_id=watch.id, number=1, article=article, first_seen_at=_NOW, last_seen_at=_NOW, extractor="bench"
            )
            await store.memory.record(
                Finding(outcome=Outcome.NEW, watch=watch, at=_NOW, revision=revision, counted=article)
            )
            known.append(await store.memory.known(site))
    return known


def main(file: Path) -> None:
    sites: dict[str, list[Article]] = {}
    for line in file.read_text("utf-8").splitlines():
        history = json.loads(line)
        if history["kind"] != "news-headline":
            sites.setdefault(f"{history['origin'].rpartition('/')[2]} {history['lang']}", []).append(
                article_of(history)
            )
    (own,) = lines_of(Article(url="", blocks=(Paragraph(text=_PLANTED),)))
    for site, articles in sites.items():
        if len(articles) < _LEAST:
            continue
        known = asyncio.run(fed([planted(article) for article in articles], site))
        at = next((n for n, each in enumerate(known, start=1) if each.line(own.digest)), None)
        others = {k.line.digest: k.line.excerpt for each in known for k in each.lines if k.line.digest != own.digest}
        whole, left = (
            sum(len(a.text()) for a in some) for some in (articles, [stripped(a, known[-1]) for a in articles])
        )
        print(f"{site}: {len(articles)} articles, planted {at}, left out {1 - left / whole:.2%}")
        for excerpt in others.values():
            print(f"    learned: {excerpt}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
