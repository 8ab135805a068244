"""A bundle as the message that is sent, with what notices tell of its edits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from watcher.compare import disclosed, disclosed_in
from watcher.compare.verdict import TELLING
from watcher.model import NOTHING_TOLD, Bundle, Disclosures, Letter, Message, Revision, Subscription, Voice, WatchId
from watcher.notify.body import body
from watcher.notify.message import worded
from watcher.notify.picture import picture
from watcher.settings import Settings

Revisions = Callable[[WatchId], Sequence[Revision]]


def phrased(bundle: Bundle, revisions: Revisions, voice: Voice, *, data: bool = False) -> Message:
    """The message of the bundle as `voice` wants it. `revisions` gives all that an article was, oldest first: a notice
    may tell of what was edited before it came. Long texts and many letters take their time."""
    told = {letter.id: _disclosures(letter, _history(letter, revisions)) for letter in bundle.letters}
    message = worded(bundle, told, voice)
    return replace(message, data=body(bundle, told, message)) if data else message


def voice_of(subscription: Subscription, settings: Settings) -> Voice:
    """How a subscription wants to be spoken to."""
    template = settings.templates / subscription.template if subscription.template else None
    return Voice(
        language=subscription.language, timezone=subscription.timezone, web=settings.web.address,
        picture=subscription.picture, template=template,
    )  # fmt: skip


def pictured(bundle: Bundle, revisions: Revisions, voice: Voice) -> bytes | None:
    """A picture of the difference, for a bundle that tells of one article once; None for any other, and where none can
    be drawn."""
    if len(bundle.letters) > 1:
        return None
    (letter,) = bundle.letters
    return picture(letter, _disclosures(letter, _history(letter, revisions)), voice)


def _history(letter: Letter, revisions: Revisions) -> Sequence[Revision]:
    if letter.revision is None or all(change.kind not in TELLING for change in letter.revision.changes):
        return ()
    return revisions(letter.revision.watch_id)


def _disclosures(letter: Letter, history: Sequence[Revision]) -> Disclosures:
    """What notices tell of the letter's changes, and what its own notices tell of in the `history` of the article."""
    one = letter.revision
    if one is None:
        return NOTHING_TOLD
    return disclosed_in(history).get(one.number) or disclosed(one.article, one.changes)
