"""The manual page."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from cli_place import Place

from watcher.cli import cli


@pytest.fixture
def page(tmp_path: Path) -> str:
    ran = Place(tmp_path).run("manual")
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_the_page_has_the_sections_that_people_look_for(page: str) -> None:
    assert re.findall(r"^\.SH (.*)$", page, re.MULTILINE) == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS", "FILES"
    ]  # fmt: skip


def test_every_command_stands_there_with_its_options(page: str) -> None:
    context = click.Context(cli)
    for name in cli.list_commands(context):
        assert re.search(rf"^\.SS watcher {name}\b", page, re.MULTILINE)
    assert ".SS watcher source add " in page
    assert "\n.B \\-\\-min\\-weight W\n" in page


def test_what_all_commands_take_is_told_once(page: str) -> None:
    assert page.count("\n.B \\-\\-json\n") == 1


def test_nothing_but_requests_begins_with_a_point(page: str) -> None:
    known = {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".nf", ".fi"}
    assert {line.split(" ")[0] for line in page.splitlines() if line[:1] in (".", "'")} == known


def test_no_dash_is_left_that_a_terminal_shows_as_another(page: str) -> None:
    assert re.search(r"(?<!\\)-", page) is None


def test_options_of_all_commands_are_told_once(page: str) -> None:
    assert page.count("\\-\\-help\n") == 1


def test_the_page_is_one_json_document_where_that_is_asked_for(tmp_path: Path, page: str) -> None:
    assert Place(tmp_path).run("manual", "--json").document == {"manual": page.rstrip("\n")}
