"""Whether two times, as publishers state them, are the same one."""

from __future__ import annotations

from datetime import UTC, datetime


def same_time(before: str | None, after: str | None) -> bool:
    """Whether two ISO 8601 times are equal as far as the vaguer one says: "2024-01-21" and "2024-01-21T10:34Z" are.
    No time equals only no time."""
    if not before or not after:
        return not before and not after
    shorter, longer = sorted((_in_utc(before), _in_utc(after)), key=len)
    return longer.startswith(shorter)


def _in_utc(text: str) -> str:
    """The time without its zone, in the precision of `text`; `text` itself where it is no time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.utcoffset():
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    return text.removesuffix("Z").removesuffix("+00:00")
