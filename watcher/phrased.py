"""A bundle as the message that is sent, with what notices tell of its edits."""

from __future__ import annotations

from dataclasses import replace

from watcher.compare import Past, disclosed, disclosures
from watcher.compare.verdict import TELLING
from watcher.model import NOTHING_TOLD, Bundle, Disclosures, Letter, Message, Subscription, Voice
from watcher.notify.body import body
from watcher.notify.message import worded
from watcher.settings import Settings


def phrased(bundle: Bundle, past: Past, voice: Voice, *, data: bool = False) -> Message:
    """The message of the bundle as `voice` wants it. `past` is what articles were: a notice may tell of what was
    edited before it came. Long texts and many letters take their time."""
    told = {letter.id: _disclosures(letter, past) for letter in bundle.letters}
    message = worded(bundle, told, voice)
    return replace(message, data=body(bundle, told, message)) if data else message


def voice_of(subscription: Subscription, settings: Settings) -> Voice:
    """How a subscription wants to be spoken to."""
    template = settings.templates / subscription.template if subscription.template else None
    return Voice(
        language=subscription.language, timezone=subscription.timezone, web=settings.web.address,
        picture=subscription.picture, template=template,
    )  # fmt: skip


def pictured(bundle: Bundle, past: Past, voice: Voice) -> bytes | None:
    """A picture of the difference, for a bundle that tells of one article once; None for any other, and where none can
    be drawn."""
    if len(bundle.letters) > 1:
        return None
    # Imported here because Pillow takes 40 ms and 4 MB, which nobody waits for who wants no pictures.
    from watcher.notify.picture import picture  # noqa: PLC0415

    (letter,) = bundle.letters
    return picture(letter, _disclosures(letter, past), voice)


def _disclosures(letter: Letter, past: Past) -> Disclosures:
    """What notices tell of the letter's changes; where it brings notices, what they tell of earlier ones, too."""
    one = letter.revision
    if one is None:
        return NOTHING_TOLD
    if all(change.kind not in TELLING for change in one.changes):
        return disclosed(one.article, one.changes)
    return disclosures(past, [one])[one.watch_id, one.number]
