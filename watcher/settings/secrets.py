"""Where a secret is kept, fetching it from there, and keeping it out of what is said."""

from __future__ import annotations

import re
import stat
from base64 import b64decode
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote

from watcher.errors import SettingsError
from watcher.home import from_home
from watcher.settings.values import Settings

PLACES = ("env", "credential", "file")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{4,}={0,2}")
_ORDINARY = str.maketrans("-_", "+/")


def secret(reference: str, environ: Mapping[str, str], *, label: str, what: str) -> str:
    """What "env:NAME", "credential:NAME" or "file:PATH" leads to, read anew each time so that a changed secret counts
    at once; the reference itself where it is none of these.

    Raises SettingsError, which names the place by `label`, asks for `what` there, and never says what is there.
    """
    kind, _, name = reference.partition(":")
    if kind == "env":
        return _from_environment(name, environ, label=label, what=what)
    if kind == "credential":
        return _from_credential(name, environ, label=label, what=what)
    if kind == "file":
        return _from_file(Path(name), label=label, what=what)
    return reference.strip()


def redacted(said: str, url: str) -> str:
    """`said` with "…" for every part of `url` (user, password, host, path, parameters) that occurs in it, as it is, as
    addresses write it, or in Base64, in which logins travel."""
    scheme, _, rest = url.partition("://")
    raw = re.split(r"[/:@?&=#,;+\s]+", rest or scheme)
    escaped = partial(quote, safe="", errors="surrogatepass")
    forms = {form for part in raw for form in (part, unquote(part), escaped(unquote(part)))}
    parts = sorted({form for form in forms if len(form) > 2}, key=lambda form: (-len(form), form))
    if not parts:
        return said
    known = re.compile("|".join(map(re.escape, parts)), re.IGNORECASE)
    return _BASE64.sub(lambda run: "…" if known.search(_decoded(run[0])) else run[0], known.sub("…", said))


def _decoded(run: str) -> str:
    """What a run of Base64 says, however it is padded; "" where it is none."""
    bare = run.rstrip("=").translate(_ORDINARY)
    try:
        return b64decode(bare + "=" * (-len(bare) % 4)).decode("utf-8", "replace")
    except ValueError:
        return ""


def exposed(settings: Settings) -> tuple[str, ...]:
    """The files with secrets that everybody on this machine may read, as they are written in the settings."""
    return tuple(dict.fromkeys(reference for reference in _references(settings) if _is_open(reference)))


def written(settings: Settings) -> bool:
    """Whether a secret stands in the configuration itself."""
    return any(reference and reference.partition(":")[0] not in PLACES for reference in _references(settings))


def _references(settings: Settings) -> Iterator[str]:
    for to in settings.destinations:
        yield to.reference
        if to.reference.startswith("hook+"):
            yield to.reference.partition("#")[2]
    yield from (settings.fetch.proxy, settings.archive.keys)
    yield settings.web.password
    yield settings.web.token
    for site in settings.site:
        yield from site.headers.values()


def _is_open(reference: str) -> bool:
    kind, _, name = reference.partition(":")
    if kind != "file":
        return False
    try:
        return bool(from_home(name).stat().st_mode & stat.S_IROTH)
    except (OSError, ValueError, SettingsError):
        return False  # that it cannot be read is told when it is


def _from_environment(name: str, environ: Mapping[str, str], *, label: str, what: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise SettingsError(f"{label}: this environment variable is not set; give it {what} where watcher runs")
    return value


def _from_credential(name: str, environ: Mapping[str, str], *, label: str, what: str) -> str:
    if not re.fullmatch(r"(?!\.+$)[\w.-]+", name, re.ASCII):
        raise SettingsError(f"{label}: that names no credential; write the name that LoadCredential= gives it")
    folder = environ.get("CREDENTIALS_DIRECTORY")
    if not folder:
        raise SettingsError(f"{label}: systemd passes no credentials; add LoadCredential={name}:PATH to the unit")
    return _from_file(Path(folder, name), label=label, what=what)


def _from_file(path: Path, *, label: str, what: str) -> str:
    try:
        value = from_home(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{label}: the file cannot be read ({error.strerror}); put {what} there") from None
    except (UnicodeDecodeError, ValueError):
        raise SettingsError(f"{label}: that is no text file; put {what} there") from None
    if not value:
        raise SettingsError(f"{label}: the file is empty; put {what} there")
    return value
