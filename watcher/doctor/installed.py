"""What is installed: versions, and the fonts for pictures."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from watcher.doctor.diagnosis import Diagnosis, doubtful, well, wrong
from watcher.store.sqlite import NEEDED

_MEND = "install watcher anew into its environment (`make .venv/run.done`, or pip install)"


def versions() -> Iterator[Diagnosis]:
    yield from judged_packages(requires("watcher") or (), _version)
    yield from judged_sqlite(sqlite3.sqlite_version_info)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def judged_packages(wanted: Sequence[str], installed: Callable[[str], str | None]) -> Iterator[Diagnosis]:
    """What is to be said of the requirements `wanted`, given what is installed by name; extras are not asked for."""
    faults: list[str] = []
    for one in map(Requirement, wanted):
        if one.marker is not None and not one.marker.evaluate({"extra": ""}):
            continue
        found = installed(one.name)
        if found is None:
            faults.append(f"{one.name} is missing")
        elif not one.specifier.contains(found, prereleases=True):
            faults.append(f"{one.name} is {found}, not {one.specifier}")
    own = f"watcher {installed('watcher') or '(not installed as a package)'}, Python {platform.python_version()}"
    if faults:
        yield wrong("versions", "; ".join(faults), _MEND)
    else:
        yield well("versions", f"{own}, all packages within their bounds")


def judged_sqlite(found: tuple[int, ...]) -> Iterator[Diagnosis]:
    said = ".".join(map(str, found))
    if found < NEEDED:
        yield wrong(
            "versions",
            f"SQLite is {said}; {'.'.join(map(str, NEEDED))} is needed",
            "use a Python that brings a newer one",
        )
    else:
        yield well("versions", f"SQLite {said}")


def fonts(*, asked_for: bool, lacking: Callable[[], Sequence[str]]) -> Diagnosis:
    """`asked_for`: some subscription attaches pictures. `lacking` says which scripts cannot be drawn, and why."""
    missing = lacking()
    if not missing:
        return well("fonts", "pictures can show all of the larger scripts")
    said = "; ".join(missing)
    if asked_for:
        return doubtful(
            "fonts", f"some pictures cannot be drawn: {said}", "install those fonts; messages go without a picture"
        )
    return well("fonts", f"no subscription asks for pictures; if one did: {said}")
