"""Archives of kept pages, read back by another implementation."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cli_place import Place
from fastwarc.warc import ArchiveIterator, WarcRecordType
from store_builders import MINUTE, NOON, added, edited, new, page

BODIES = (b"<h1>The river rises</h1>", b"<h1>The river falls</h1>", b"<h1>The river rises</h1>")


async def filled(place: Place) -> None:
    with place.store() as store:
        watch = added(store)
        for number, body in enumerate(BODIES, start=1):
            at = NOON + number * MINUTE
            seen = page(body, at)
            await store.memory.record(
                new(watch, at, page=seen) if number == 1 else edited(watch, number, at, page=seen)
            )
        await store.memory.record(edited(watch, 4, NOON + 4 * MINUTE))


def records(file: Path) -> list[Any]:
    """The records, each with its digests checked: (type, headers, HTTP headers, body)."""
    found = []
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream, parse_http=False):
            assert record.verify_block_digest()
            if record.is_http:
                record.parse_http()
            if record.record_type == WarcRecordType.response:
                assert record.verify_payload_digest()
            headers = {name.lower(): value for name, value in record.headers}
            found.append((record.record_type, headers, record.http_headers, record.reader.read()))
    return found


@pytest.fixture
async def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    await filled(place)
    return place


async def test_another_implementation_reads_requests_responses_revisits_and_metadata(place: Place) -> None:
    folder = place.folder / "out"
    ran = place.run("export", 1, "--format", "warc", "--output", folder, "--json")
    assert (ran.code, ran.document) == (
        0, [{"watch": 1, "file": f"{folder}/1.warc.gz", "pages": 3, "without_page": 1}],
    )  # fmt: skip
    found = records(folder / "1.warc.gz")
    kinds = [str(kind) for kind, *_ in found]
    each = ["request", "metadata"]
    assert kinds == ["warcinfo", *(["response"] * 2 + each) * 2, "response", "revisit", *each]
    pages = [(headers, body) for kind, headers, _, body in found if kind == WarcRecordType.response and body]
    assert [body for _, body in pages] == list(BODIES[:2])
    for headers, body in pages:
        digest = base64.b32encode(hashlib.sha256(body).digest()).decode()
        assert headers["warc-payload-digest"] == f"sha256:{digest}"
        assert headers["warc-target-uri"] == "https://river.example/story?page=1"
    revisit = next(headers for kind, headers, *_ in found if kind == WarcRecordType.revisit)
    assert revisit["warc-refers-to"] == pages[0][0]["warc-record-id"]
    assert revisit["warc-payload-digest"] == pages[0][0]["warc-payload-digest"]
    assert (revisit["warc-date"][:19], pages[0][0]["warc-date"][:19]) == ("2026-05-04T12:03:00", "2026-05-04T12:01:00")
    told = [json.loads(body) for kind, *_, body in found if kind == WarcRecordType.metadata]
    assert [(one["watch"], one["revision"]) for one in told] == [(1, 1), (1, 2), (1, 3)]
    assert told[0]["first_seen_at"] == "2026-05-04T12:01:00.000000Z"
    assert "the other fields are what watcher sends" in told[0]["note"]
    assert len({headers["warc-record-id"] for _, headers, *_ in found}) == len(found)


async def test_a_redirect_and_what_was_asked_stand_in_http(place: Place) -> None:
    place.run("export", 1, "--format", "warc", "--output", place.folder / "out")
    found = records(place.folder / "out" / "1.warc.gz")
    redirect, answer, asked = found[1][2], found[2][2], found[3][2]
    assert (redirect.status_code, redirect.get("Location")) == (301, "https://river.example/story?page=1")
    assert (answer.status_code, answer.get("Content-Type")) == (200, "text/html; charset=utf-8")
    assert (asked.status_line, asked.get("Host")) == ("GET /story?page=1 HTTP/1.1", "river.example")


async def test_the_same_pages_make_the_same_archive(place: Place) -> None:
    for folder in ("one", "two"):
        place.run("export", 1, "--format", "warc", "--output", place.folder / folder)
    assert (place.folder / "one/1.warc.gz").read_bytes()[10:] == (place.folder / "two/1.warc.gz").read_bytes()[10:]


async def test_one_revision_and_one_without_a_page(place: Place) -> None:
    folder = place.folder / "out"
    assert place.run("export", "1@2", "--format", "warc", "--output", folder).code == 0
    assert [str(kind) for kind, *_ in records(folder / "1-2.warc.gz")][-3:] == ["response", "request", "metadata"]
    ran = place.run("export", "1@4", "--format", "warc", "--output", folder)
    assert (ran.code, ran.out) == (3, "")
    assert "no page is kept" in ran.err
    assert [file.name for file in folder.iterdir()] == ["1-2.warc.gz"]
    assert place.run("export", 1, "--format", "warc").code == 2


async def test_an_older_archive_stays_where_its_page_is_not_kept_any_more(place: Place) -> None:
    folder = place.folder / "out"
    assert place.run("export", "1@1", "--format", "warc", "--output", folder).code == 0
    before = (folder / "1-1.warc.gz").read_bytes()
    with place.store() as store:
        store.care.pruned(pages=NOON + 9 * MINUTE, histories=None, now=NOON + 9 * MINUTE, onward=lambda _: None)
    ran = place.run("export", "1@1", "--format", "warc", "--output", folder)
    assert ran.code == 3
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {"1-1.warc.gz": before}
