"""What pages say that stand where an article should be. The words themselves are in wording.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from watcher.doubt.sight import plain
from watcher.model import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Pages of one sort. `likeness` names the sort, `why` says it to a person; titles and phrases are `plain`."""

    likeness: str
    outcome: Outcome
    why: str
    titles: tuple[str, ...]
    phrases: tuple[str, ...]


def _families() -> Iterator[Family]:
    text = (resources.files(__package__) / "wording.toml").read_text(encoding="utf-8")
    for told in tomllib.loads(text).values():
        yield Family(
            likeness=told["likeness"],
            outcome=Outcome(told["outcome"]),
            why=told["why"],
            titles=_lines(told["titles"]),
            phrases=_lines(told["phrases"]),
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(plain(line) for line in text.splitlines() if line)


*_FAMILIES, ADDRESS, WITHDRAWN = _families()
FAMILIES = CHALLENGE, CONSENT, LOGIN, REGION, NOT_FOUND, SHELL, BROKEN, STUB = tuple(_FAMILIES)

# In the source of pages that stand in for what was asked, not in their words.
CHALLENGE_SIGNS: tuple[str, ...] = (
    "_cf_chl_opt", "cf-chl-", "challenge-platform", "cf-challenge", "px-captcha", "captcha-delivery.com", "datadome",
    "_incapsula_resource", "ddos-guard", "hcaptcha.com/1/api", "recaptcha/api.js", "turnstile/v0/api", "aws-waf-token",
    "akamai-challenge", "sucuri_cloudproxy", "awswafcookiedomainlist", "captcha-sdk.awswaf",  "geetest", "waf_captcha",
)  # fmt: skip
SHELL_ROOTS: tuple[str, ...] = ("root", "app", "__next", "__nuxt", "___gatsby", "react-root", "svelte", "app-root")

# What a body begins with that is no page, whatever its header says.
FILES: Mapping[bytes, str] = {
    b"%PDF-": "a PDF document", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"RIFF": "a picture or a sound", b"PK\x03\x04": "an archive", b"\x1f\x8b": "an archive", b"\x00\x00\x00": "a video",
    b"ID3": "a sound", b"OggS": "a sound", b"\xd0\xcf\x11\xe0": "an office document", b"{\\rtf": "an office document",
}  # fmt: skip
