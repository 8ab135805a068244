"""docs/alerts.md is true: its subscriptions are accepted, its addresses and commands can be used, and what it says of
conditions is what they do."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from builders import NOON, subscription, watch
from cli_place import Place

from watcher.model import Event, Subscription
from watcher.model.destination import destination
from watcher.notify.hook import is_hook
from watcher.notify.route import route
from watcher.notify.services import service
from watcher.settings import FACTS, KINDS, LANGUAGES, load

# Apprise imports it on Python 3.11, where it is only deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

PAGE = (Path(__file__).parents[1] / "docs/alerts.md").read_text("utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
ADDRESSES = re.findall(r"^\| .+ \| `([a-z+]+://[^`]+)` \|$", PAGE, re.MULTILINE)
COMMANDS = re.findall(r"`watcher ([^`]+)`", PAGE)
CONDITIONS = dict(re.findall(r"^\| `(\w+)` \| .+ \| (.+) \|$", PAGE.partition("| key | takes |")[2], re.MULTILINE))


@pytest.mark.parametrize("block", BLOCKS)
def test_every_subscription_is_accepted(block: str, tmp_path: Path) -> None:
    (tmp_path / "watcher.toml").write_text(block)
    assert len(load(tmp_path / "watcher.toml").subscriptions) == block.count("[[subscription]]")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_can_be_used(address: str) -> None:
    assert is_hook(address) or service(address) is not None
    assert destination(address).label != "…"


def test_the_services_people_ask_for_are_there() -> None:
    schemes = {address.partition(":")[0] for address in ADDRESSES}
    assert schemes >= {"mailtos", "matrixs", "tgram", "ntfy", "ntfys", "slack", "discord", "hook+https"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_used_rightly(command: str, tmp_path: Path) -> None:
    """What it is about is not there, which is no wrong usage."""
    place = Place(tmp_path, "".join(BLOCKS))
    place.store().close()
    ran = place.run(*shlex.split(command.replace("card.png", str(tmp_path / "card.png"))))
    assert ran.code in (0, 1, 3), ran.err


def test_the_kinds_are_those_there_are() -> None:
    listed = re.search(r"The kinds of change:(.+?)\n\n", PAGE, re.DOTALL)
    assert listed
    told = [
        f"{subject}.{act}"
        for name in re.findall(r"`([^`]+)`", listed[1])
        for subject, act in product(*(part.strip("{}").split(",") for part in name.split(".")))
    ]
    assert sorted(told) == sorted(KINDS)


def test_the_facts_and_languages_are_those_there_are() -> None:
    assert all(f"`{fact}`" in PAGE for fact in FACTS)
    assert all(f'`"{language}"`' in PAGE for language in LANGUAGES)
    assert f"{Subscription(name='', to=()).limit} as it comes" in PAGE


def test_every_key_of_a_subscription_is_told_of() -> None:
    named = set(re.findall(r"`(\w+)(?: = [^`]*)?`", PAGE))
    assert {field.name for field in fields(Subscription)} - {"name"} <= named


# For each condition one that the event does not fulfil; the page says which of them no event ever fulfils.
MISSED: dict[str, Any] = {
    "tags": ("zh",), "sites": ("other.example",), "languages": ("de",), "kinds": ("title.*",), "min_weight": "major",
    "facts": FACTS, "stealth": True, "match": ".",
}  # fmt: skip


@pytest.mark.parametrize("key", CONDITIONS)
def test_what_is_said_of_events_is_so(key: str) -> None:
    event = Event(kind="article.gone", at=NOON, seen_after=None, why="404")
    told = route(watch(tags=("dw",)), None, event, [subscription(**{key: MISSED[key]})], language="en")
    assert bool(told) is (CONDITIONS[key] == "is major")
    assert CONDITIONS[key].startswith("never") is (key in ("facts", "stealth", "match"))
