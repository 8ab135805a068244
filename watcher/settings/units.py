"""Durations, sizes and networks as people write them. Each raises ValueError, worded for a person."""

from __future__ import annotations

import re
from datetime import timedelta
from ipaddress import ip_network

from watcher.settings.values import Network

_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION = re.compile(r"(?:\d+(?:\.\d+)?\s*(?:ms|[smhdw])\s*)+", re.ASCII)
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|[smhdw])", re.ASCII)
_BYTES = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "KI": 2**10, "MI": 2**20, "GI": 2**30}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]I?|)B", re.ASCII | re.IGNORECASE)


def duration(text: str) -> timedelta:
    """The time in "2s", "500ms", "30m", "1h30m", "14d", "2w"."""
    if not _DURATION.fullmatch(text.strip()):
        raise ValueError(f'"{text}" is no duration; write it as "30s", "15m", "1h30m" or "14d"')
    try:
        return timedelta(seconds=sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(text)))
    except OverflowError:
        raise ValueError(f'"{text}" is too long; write it as "30s", "15m", "1h30m" or "14d"') from None


def size(text: str) -> int:
    """The bytes in "500 kB", "10 MB", "1 GiB"."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f'"{text}" is no size; write it as "500 kB" or "10 MB"')
    return int(float(found[1]) * _BYTES[found[2].upper()])


def network(text: str) -> Network:
    """The network in "127.0.0.0/8", "10.1.2.3" or "fd00::/8"."""
    try:
        return ip_network(text.strip())
    except ValueError:
        raise ValueError(_no_network(text)) from None


def _no_network(text: str) -> str:
    try:
        meant = ip_network(text.strip(), strict=False)
    except ValueError:
        return f'"{text}" is no network; write it as "127.0.0.0/8"'
    return f'"{text}" is an address inside a network; write "{meant}" for the network'
