"""The configuration: whether the daemon would start with it, and who may read the secrets in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from watcher import sight, wiring
from watcher.doctor.diagnosis import Diagnosis, doubtful, well, wrong
from watcher.errors import SettingsError
from watcher.settings import Fetch, Settings, default_path, exposed, load
from watcher.settings.secrets import secret, written

_CORRECT = "correct that; `watcher --config FILE init` writes a new file with every setting, explained"
_UNNAMED = next(field.default for field in fields(Fetch) if field.name == "user_agent")


def read(path: Path | None) -> tuple[Settings | None, list[Diagnosis]]:
    """The settings, None where they cannot be read, and what is to be said of them."""
    try:
        settings = load(path)
    except SettingsError as error:
        return None, [wrong("configuration", str(error), _CORRECT)]
    file = path or default_path()
    found = [*_startable(settings), *_named(settings)]
    said = str(file) if file else "no file, so the defaults count; `watcher init` writes one"
    return settings, [*(found or [well("configuration", said)]), *_permissions(file, settings)]


def _startable(settings: Settings) -> Iterator[Diagnosis]:
    """What the daemon would end with at its start."""
    for ready in (sight.web, wiring.voices, sight.sighted, _secrets):
        try:
            ready(settings)
        except SettingsError as error:
            yield wrong("configuration", str(error), "put that right; the daemon does not start without it")


def _secrets(settings: Settings, environ: Mapping[str, str] = os.environ) -> None:
    """Raises SettingsError where one is not in its place."""
    secret(settings.archive.keys, environ, label="archive.keys", what="the keys, ACCESS:SECRET")
    secret(settings.web.password, environ, label="web.password", what="what `watcher web password` prints")
    secret(settings.web.token, environ, label="web.token", what="the token")


def _named(settings: Settings) -> Iterator[Diagnosis]:
    if settings.fetch.user_agent == _UNNAMED:
        what = "servers are not told who reads them: [fetch] user_agent names no operator"
        yield doubtful("configuration", what, 'write who you are there, such as "desk-watcher/1 (mail@example.org)"')


def _permissions(file: Path | None, settings: Settings) -> Iterator[Diagnosis]:
    found = [
        wrong("permissions", f"everybody on this machine may read the secret in {name}", f"chmod 600 {name}")
        for name in (reference.removeprefix("file:") for reference in exposed(settings))
    ]
    if file is not None:
        found += judged_mode(file, file.stat().st_mode, holds_secrets=written(settings))
    yield from found or [well("permissions", "secrets are read by nobody else")]


def judged_mode(file: Path, mode: int, *, holds_secrets: bool) -> Iterator[Diagnosis]:
    """What is to be said of the permissions of the configuration."""
    if mode & stat.S_IWOTH:
        yield wrong("permissions", f"everybody on this machine may change {file}", f"chmod o-w {file}")
    if holds_secrets and mode & stat.S_IROTH:
        mend = f"chmod 600 {file}, or write secrets elsewhere (env:, credential:, file:)"
        yield wrong("permissions", f"everybody on this machine may read the secrets in {file}", mend)
