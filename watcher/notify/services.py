"""One message to one service through Apprise, blocking. Importing this takes Apprise's start-up time."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from apprise import Apprise, AppriseAsset, AppriseAttachment, AppriseResult, NotifyBase
from apprise.plugins.custom_form import NotifyForm
from apprise.plugins.custom_json import NotifyJSON
from apprise.plugins.custom_xml import NotifyXML
from apprise.plugins.email import NotifyEmail

from watcher.model import Delivery, Message
from watcher.notify.forms import body_of, form_of, title_of
from watcher.notify.identified import identify, register, remembered
from watcher.notify.mail import PICTURE, Mail, route
from watcher.notify.refusals import asked, cause, is_final
from watcher.settings.secrets import redacted
from watcher.text import reader_text, shortened

_LINE = 2000  # characters that are read of what Apprise says


def service(url: str) -> Mail | NotifyBase | None:
    """The service at an Apprise URL; None where Apprise knows none, or a part of the address is missing or wrong."""
    to = _read_by_apprise(url)
    # Mail that is to be signed or encrypted remains with Apprise.
    return Mail(route=route(to)) if isinstance(to, NotifyEmail) and to.pgp_mode == "no" else to


def _read_by_apprise(url: str) -> NotifyBase | None:
    register()
    log = logging.getLogger("apprise")
    if log.propagate:
        for silenced in (log, logging.getLogger("urllib3")):
            # They log hosts, recipients and even whole addresses. What matters comes back in the result.
            silenced.propagate = False
            silenced.addHandler(logging.NullHandler())
        # Only there it says which host is not known, and how long a service asks to be left alone.
        log.setLevel(logging.DEBUG)
    # Our name instead of Apprise's, no pictures from elsewhere, no time limit, which would need its thread pool, and no
    # redirects, which could lead anywhere (?redirect=yes follows them).
    asset = AppriseAsset(
        app_id="watcher", app_desc="watcher", image_url_mask="", image_url_logo="", service_timeout=0,
        http_redirects=False,
    )  # fmt: skip
    return Apprise.instantiate(url, asset=asset)


def takes_pictures(to: Mail | NotifyBase) -> bool:
    """Whether a picture gets where the words do."""
    return isinstance(to, Mail) or bool(to.attachment_support)


def host_of_hook(to: Mail | NotifyBase) -> str:
    """The host that a web hook of Apprise's is posted to; "" for any other service."""
    return str(to.host or "") if isinstance(to, (NotifyJSON, NotifyXML, NotifyForm)) else ""


def host_of(to: Mail | NotifyBase) -> str:
    """The host that messages to the service go through, where its address names one; "" where that is the service's
    own, and a secret may stand in the place of a host."""
    return to.route.host if isinstance(to, Mail) else host_of_hook(to)


def notified(to: Mail | NotifyBase, message: Message, url: str, now: Callable[[], datetime]) -> Delivery:
    """Sends the message in the form that suits the service, however long that takes. `url` is where the service is:
    no part of it gets into what the delivery says."""
    if isinstance(to, Mail):
        return to.send(message, url, now)
    form = form_of(to)
    title = title_of(to, form, message.subject)
    body = body_of(to, form, message, title)
    identify(to, message.identity)
    sender = Apprise(asset=to.asset, log_level=logging.DEBUG)
    sender.add(to)
    # Equal forms on both sides keep Apprise from converting: it glues words and passes scripts on.
    picture = message.picture if takes_pictures(to) else None
    with _attached(picture) as attachment, remembered(to, message.identity):
        result = sender.notify(body=body, title=title, body_format=form, attach=attachment)
    return _read(result, url, now())


@contextmanager
def _attached(picture: bytes | None) -> Iterator[AppriseAttachment | None]:
    """The picture as Apprise takes it: a file that is in memory only, as many services open it by its path."""
    if picture is None:
        yield None
        return
    held = os.memfd_create(PICTURE)
    try:
        path = Path(f"/proc/self/fd/{held}")
        path.write_bytes(picture)
        yield AppriseAttachment(f"file://{path}?name={PICTURE}&mime=image/png")
    finally:
        os.close(held)


def _read(result: AppriseResult, url: str, at: datetime) -> Delivery:
    """Sent where every target took it. Not `bool(result)`: for a service marked optional that is always true."""
    attempts = [each.attempts[-1] for each in result if each.attempts]
    if attempts and all(attempts):
        return Delivery(sent=True, at=at)
    entries = [(entry.level, entry.message[:_LINE]) for entry in result.logs()]
    lines = [line for _, line in entries]
    told = dict.fromkeys(line for level, line in entries if level != "DEBUG")
    unreached = cause(lines)
    said = "; ".join(told)
    said = f"{said.removesuffix('.')} ({unreached})" if unreached else said
    why = shortened(reader_text(redacted(said, url)), 300) or "the service did not take it and did not say why"
    return Delivery(sent=False, why=why, permanent=is_final(lines), retry_after=asked(lines), at=at)
