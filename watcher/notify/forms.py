"""In what form, and how much of a message, a service is handed. Importing this takes Apprise's start-up time."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from apprise import NotifyBase, NotifyFormat, OverflowMode
from apprise.plugins.email import NotifyEmail
from apprise.plugins.matrix import NotifyMatrix
from apprise.plugins.ntfy import NotifyNtfy

from watcher.model import Message
from watcher.notify.excerpt import beginning
from watcher.notify.fitting import Form, fitted
from watcher.notify.markup import markdown_escaped
from watcher.notify.wording import Wording, wording

# What passes HTML on as mail: a whole page. All others are chats and the like, which know few tags.
_MAILING = frozenset(
    "NotifyBrevo NotifyGroundmail NotifyMailerSend NotifyMailgun NotifyOffice365 NotifyPostmark NotifyResend"
    " NotifySendGrid NotifySendPulse NotifySES NotifySMTP2Go NotifySparkPost".split()
)
# Chats that render Markdown in what Apprise calls plain text, so that plain text would be obeyed there.
_MARKDOWN_ANYWAY = frozenset(
    "NotifyMattermost NotifyZulip NotifyRevolt NotifyNextcloudTalk NotifyRyver NotifyFluxer".split()
)
# Chats that strike out what stands between single tildes, which Apprise does not translate.
_ONE_TILDE = frozenset("NotifySlack NotifyGoogleChat NotifyWhapi NotifyEvolution NotifyCliq".split())
_STRUCK = re.compile(r"(\\.)|~~")
_FORMS: Mapping[NotifyFormat, Form] = {
    NotifyFormat.TEXT: "text", NotifyFormat.MARKDOWN: "markdown", NotifyFormat.HTML: "html"
}  # fmt: skip
_NTFY = 4000  # bytes; it makes a file of a longer message
_MATRIX = 24_000  # bytes; an event has 64 KiB for everything, and the text stands in it twice
_LITTLE = 400  # characters; with less, as short messages have, what matters goes first
_WORTH = 60  # characters; with less, what was edited is not begun
_AROUND_TITLE = 20  # characters that Apprise puts around a title in the body


def form_of(to: NotifyBase) -> NotifyFormat:
    """What the address asks for (?format=), else what the service shows best: Markdown where it is a chat that
    renders it even in what it calls text, HTML for Matrix, which names plain text first."""
    takes = [form for form in NotifyFormat if to.resolve_format(form) == form]
    if sorted(takes) == sorted((NotifyFormat.TEXT, NotifyFormat.MARKDOWN)):
        return NotifyFormat.MARKDOWN
    if NotifyFormat.HTML in takes and isinstance(to, NotifyMatrix):
        return NotifyFormat.HTML
    return to.resolve_format()


def title_of(to: NotifyBase, form: NotifyFormat, subject: str) -> str:
    """The subject, as long as the service takes it, escaped where it or Apprise puts it into the body as it is."""
    most = to.title_maxlen if to.title_maxlen > 0 else to.body_maxlen - _AROUND_TITLE
    shorter = (_escaped(to, form, beginning(subject, limit)) for limit in range(min(most, len(subject)), 0, -8))
    return next((title for title in shorter if len(title) <= most), "")


def body_of(to: NotifyBase, form: NotifyFormat, message: Message, title: str) -> str:
    """The body, as long as the service takes it beside the title, unless the address asks for several messages."""
    if form == NotifyFormat.HTML and (_is_mailing(to) or not message.chat):
        return message.html
    written = _written_in(to, form)
    body = {"text": message.text, "markdown": message.markdown, "html": message.chat}[written]
    if to.overflow_mode == OverflowMode.UPSTREAM:
        to.overflow_mode = OverflowMode.TRUNCATE  # should Apprise count otherwise than we do
    words = wording(message.language)
    if to.overflow_mode == OverflowMode.SPLIT:
        pass
    elif most := _most_bytes(to):
        body = fitted(body, written, most - _in_bytes(title), words, _in_bytes)
    elif written == "text" and message.brief and len(body) > (room := _room(to, title)) and room < _LITTLE:
        body = _brief(message.brief, room, words)
    else:
        body = fitted(body, written, _room(to, title), words)
    return _STRUCK.sub(lambda sign: sign[1] or "~", body) if type(to).__name__ in _ONE_TILDE else body


def _brief(brief: str, room: int, words: Wording) -> str:
    """What matters most of a message, as much of it as there is room for: half an address leads nowhere."""
    address, _, rest = brief.partition("\n")
    head = f"{address}\n" if address and len(address) < room else ""
    left = room - len(head)
    return (head + (fitted(rest, "text", left, words) if left >= min(len(rest), _WORTH) else "")).strip()


def _written_in(to: NotifyBase, form: NotifyFormat) -> Form:
    """The form in which we write, which is not always what Apprise calls it."""
    if form == NotifyFormat.TEXT and type(to).__name__ in _MARKDOWN_ANYWAY:
        return "markdown"
    return _FORMS[form]


def _escaped(to: NotifyBase, form: NotifyFormat, subject: str) -> str:
    in_body = to.title_maxlen <= 0
    if form == NotifyFormat.MARKDOWN or (in_body and _written_in(to, form) == "markdown"):
        return markdown_escaped(subject)
    return html.escape(subject) if form == NotifyFormat.HTML and in_body else subject


def _is_mailing(to: NotifyBase) -> bool:
    return isinstance(to, NotifyEmail) or type(to).__name__ in _MAILING


def _most_bytes(to: NotifyBase) -> int:
    """The size of a message at a service that counts in bytes; 0 at others."""
    return _NTFY if isinstance(to, NotifyNtfy) else _MATRIX if isinstance(to, NotifyMatrix) else 0


def _room(to: NotifyBase, title: str) -> int:
    """How many characters of body go with the title, as Apprise counts them."""
    if to.title_maxlen <= 0:
        return to.body_maxlen - len(title) - _AROUND_TITLE
    if to.overflow_amalgamate_title:
        return to.body_maxlen - min(len(title) + to.overflow_max_display_count_width, to.title_maxlen) - 2
    return to.body_maxlen


def _in_bytes(text: str) -> int:
    return len(text.encode())
