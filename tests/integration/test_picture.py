"""Pictures of the difference, as a mail program and a chat get them: `make integration`."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from debian_fonts import fonts
from desk import SHIP, desk
from mail_server import mail_server
from matrix_server import MatrixServer, matrix_server
from PIL import Image

SEEING = "picture = true\n"


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return fonts(tmp_path_factory.mktemp("fonts"))


def assert_card(raw: bytes) -> None:
    picture = Image.open(io.BytesIO(raw))
    assert picture.format == "PNG"
    assert picture.width == 1200
    assert len(picture.getcolors() or ()) > 20, "something is drawn on it"


def test_a_mail_shows_the_picture_of_an_edit(tmp_path: Path, drawing: Mapping[str, str]) -> None:
    with mail_server() as server, desk(tmp_path, {"DESK": server.url("anna")}, more=SEEING) as own:
        own.edited(SHIP)
        with own.running(**drawing):
            (mail,) = server.arrived("anna")
    (attached,) = mail.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("image/png", "difference.png")
    assert attached["Content-Description"] == mail["Subject"]
    assert_card(attached.get_content())


def test_a_matrix_room_shows_the_picture_of_an_edit(tmp_path: Path, drawing: Mapping[str, str]) -> None:
    with matrix_server() as server, desk(tmp_path, {"ROOM": server.url()}, more=SEEING) as own:
        own.edited(SHIP)
        with own.running(**drawing):
            events = server.arrived(2)
            own.tried("ROOM")
        assert own.log.count("outcome=sent") == 1
        (shown,) = [event["content"] for event in events if event["content"]["msgtype"] == "m.image"]
        assert shown["info"]["mimetype"] == "image/png"
        assert_card(downloaded(server, shown["url"]))


def downloaded(server: MatrixServer, url: str) -> bytes:
    """What is behind an mxc:// address."""
    path = f"/_matrix/client/v1/media/download/{url.removeprefix('mxc://')}"
    asked = Request(f"http://127.0.0.1:{server.port}{path}", headers={"Authorization": f"Bearer {server.reader}"})
    with urlopen(asked, timeout=30) as answer:
        return bytes(answer.read())
