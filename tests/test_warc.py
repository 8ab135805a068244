"""Archives of kept pages, read back by another implementation."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import json
import sys
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli_place import Place
from fastwarc.warc import ArchiveIterator, WarcRecordType
from store_builders import MINUTE, NOON, added, edited, hops, new, page

from watcher.model.page import LEFT_OUT

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
    assert told[0]["seal"] == place.run("show", "1@1", "--json").document["seal"]["seal"]
    assert "the other fields are what watcher sends" in told[0]["note"]
    assert len({headers["warc-record-id"] for _, headers, *_ in found}) == len(found)


async def test_a_redirect_and_what_was_asked_stand_in_http(place: Place) -> None:
    place.run("export", 1, "--format", "warc", "--output", place.folder / "out")
    found = records(place.folder / "out" / "1.warc.gz")
    redirect, answer, asked = found[1][2], found[2][2], found[3][2]
    assert (redirect.status_code, redirect.get("Location")) == (301, "https://river.example/story?page=1")
    assert (answer.status_code, answer.get("Content-Type")) == (200, "text/html; charset=utf-8")
    assert (asked.status_line, asked.get("Host")) == ("GET /story?page=1 HTTP/1.1", "river.example")


async def answered(place: Place, *, shown: bool = False) -> Path:
    """An archive of two looks of which it is kept how they were answered; the first page and again."""
    with place.store() as store:
        watch = added(store, "lake")
        for number, body in enumerate((BODIES[0], BODIES[1], BODIES[0]), start=1):
            at = NOON + number * MINUTE
            came = hops(
                at, Content_Encoding="br", Content_Length=str(len(body) - 3), Set_Cookie=LEFT_OUT, X_Place="M\xfcnchen"
            )  # fmt: skip
            seen = replace(page(body, at, came), shown=shown)
            await store.memory.record(
                new(watch, at, page=seen) if number == 1 else edited(watch, number, at, page=seen)
            )
    ran = place.run("export", watch.id, "--format", "warc", "--output", place.folder / "out")
    assert ran.code == 0
    return place.folder / "out" / f"{watch.id}.warc.gz"


async def test_header_fields_are_those_that_went_over_the_wire(place: Place) -> None:
    found = records(await answered(place))
    kinds = [str(kind) for kind, *_ in found]
    each = ["response", "request"]
    assert kinds == ["warcinfo", *([*each, *each, "metadata"] * 2), *each, "revisit", "request", "metadata"]
    moved, _, answer, asked = found[1:5]
    assert (moved[2].status_code, moved[2].get("Location")) == (301, "https://river.example/story?page=1")
    assert moved[1]["warc-target-uri"] == "https://river.example/old"
    assert (moved[2].get("X-Archive-Orig-Content-Length"), moved[1]["warc-truncated"]) == ("17", "unspecified")
    assert (answer[2].status_line, answer[2].get("Server")) == ("HTTP/1.1 200 OK", "nginx")
    assert answer[2].get("Date") == "Mon, 04 May 2026 12:01:00 GMT"
    assert (asked[2].status_line, asked[2].get("User-Agent")) == ("GET /story?page=1 HTTP/1.1", "watcher/1.0")
    for _, headers, *_ in (moved, answer, asked):
        assert (headers["warc-date"], headers["warc-ip-address"]) == ("2026-05-04T12:01:00.000000Z", "192.0.2.7")
    assert [headers["warc-date"][11:19] for kind, headers, *_ in found if str(kind) == "revisit"] == ["12:03:00"]
    notes = {json.loads(body)["note"] for kind, *_, body in found if str(kind) == "metadata"}
    assert [note.partition(";")[0] for note in notes] == [
        "Requests and answers have the header fields that went over the wire"
    ]


async def test_fields_that_do_not_describe_the_decoded_body_are_renamed(place: Place) -> None:
    path = await answered(place)
    answer = records(path)[3]
    fields = dict(answer[2].items())
    assert fields["Content-Length"] == str(len(BODIES[0]))
    assert {name: value for name, value in fields.items() if name.startswith("X-Archive-Orig-")} == {
        "X-Archive-Orig-Content-Encoding": "br", "X-Archive-Orig-Content-Length": str(len(BODIES[0]) - 3),
        "X-Archive-Orig-Set-Cookie": LEFT_OUT,
    }  # fmt: skip
    assert "Content-Encoding" not in fields
    assert b"X-Place: M\xfcnchen\r\n" in gzip.decompress(path.read_bytes())


async def test_what_a_browser_made_is_no_answer_of_the_server(place: Place) -> None:
    found = records(await answered(place, shown=True))
    made = [(headers, body) for kind, headers, _, body in found if str(kind) == "resource"]
    assert [(headers["content-type"], body) for headers, body in made] == [
        ("text/html; charset=utf-8", body) for body in (BODIES[0], BODIES[1], BODIES[0])
    ]  # fmt: skip
    told = [json.loads(body) for kind, *_, body in found if str(kind) == "metadata"]
    assert told[0]["answered"][:2] == ["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8"]
    assert "what a browser made" in told[0]["note"]


async def test_two_tools_for_archives_find_them_in_order(place: Place) -> None:
    await answered(place)
    place.run("export", "--all", "--format", "warc", "--output", place.folder / "all")
    files = sorted((place.folder / "all").iterdir())
    assert [file.name for file in files] == ["1.warc.gz", "2.warc.gz"]
    for file in files:
        assert await checked("warcio.cli", "check", "-v", str(file)) == 0
        assert await checked("fastwarc.cli", "check", str(file)) == 0
    damaged = bytearray(gzip.decompress(files[0].read_bytes()))
    at = damaged.index(b"The river falls")
    damaged[at : at + 3] = b"the"
    files[0].write_bytes(damaged)
    assert await checked("warcio.cli", "check", str(files[0])) != 0


async def checked(*tool: str) -> int:
    """How a tool ends that checks an archive."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *tool, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    return await process.wait()


async def test_every_record_is_a_member_of_its_own(place: Place) -> None:
    left, members = (await answered(place)).read_bytes(), 0
    while left:
        reader = zlib.decompressobj(wbits=31)
        assert reader.decompress(left).startswith(b"WARC/1.1\r\n")
        left, members = reader.unused_data, members + 1
    assert members == 16


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
