"""Mails of our own, blocking. Of Apprise, which knows how addresses are written, only what it read in one is used."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, formataddr, make_msgid, parseaddr

from apprise import NotifyFormat
from apprise.plugins.email import NotifyEmail

from watcher.model import Delivery, Message
from watcher.notify.refusals import UNKNOWN_HOST
from watcher.settings.secrets import redacted
from watcher.text import reader_text, shortened

PICTURE = "difference.png"
_LONGEST_LINE = 900  # characters; servers refuse lines beyond 998
_PATIENCE = 45.0  # seconds for one answer: many servers examine a mail before they take it

Answer = tuple[int, bytes | str]


class _Policy(EmailPolicy):
    """Writes a subject with all its spaces, beginning on the line of its name: Python leaves out the space at which it
    breaks a line of encoded words (https://github.com/python/cpython/issues/92081)."""

    def fold(self, name: str, value: str) -> str:
        if name != "Subject":
            return str(super().fold(name, value))
        charset = "us-ascii" if value.isascii() and len(value) < _LONGEST_LINE else "utf-8"
        encoded = Header(value, charset, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode() if name == "Subject" else super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n", cte_type="7bit")  # what every server passes on unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What an address says of mail. People are named as headers name them; `secure` is "starttls", "ssl" or
    "insecure"; without `user` there is no login."""

    host: str
    port: int
    secure: str
    verified: bool
    user: str
    password: str
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    reply_to: tuple[str, ...]
    headers: Mapping[str, str]
    html: bool

    @property
    def recipients(self) -> list[str]:
        """The bare addresses of all who get the mail."""
        return list(dict.fromkeys(parseaddr(person)[1] for person in (*self.to, *self.cc, *self.bcc)))


def route(read: NotifyEmail) -> Route:
    """The route that Apprise read out of an address."""

    def people(addresses: Iterable[str]) -> tuple[str, ...]:
        return tuple(_person(read.names.get(address), address) for address in sorted(addresses))

    return Route(
        host=str(read.smtp_host), port=read.port or 0, secure=str(read.secure_mode), verified=read.verify_certificate,
        user=read.user or "", password=read.password or "",
        sender=_person(read.from_addr[0] or read.app_id, read.from_addr[1]),
        to=tuple(_person(*target) for target in read.targets),
        cc=people(read.cc), bcc=people(read.bcc), reply_to=people(read.reply_to),
        headers=read.headers, html=read.resolve_format() != NotifyFormat.TEXT,
    )  # fmt: skip


def _person(name: object, address: object) -> str:
    return formataddr((str(name or ""), str(address)))


@dataclass(kw_only=True)
class Mail:
    """Mail to all recipients of one route, a single message that shows whom else it went to.

    Remembers who took the last message: those do not get it again when it is repeated for the sake of the others."""

    route: Route
    _last: str = ""
    _took: set[str] = field(default_factory=set)

    def send(self, message: Message, url: str, now: Callable[[], datetime]) -> Delivery:
        """Sent where every recipient was taken. No part of `url`, the address, is in what the delivery says."""
        if not message.identity or message.identity != self._last:
            self._last, self._took = message.identity, set()
        try:
            refused = self._refused(mail(self.route, message, now()))
        except UnicodeError:
            return _unsent("the login at a mail server takes only ASCII characters", url, now())
        except OSError as error:  # what smtplib and ssl raise is one, too
            return _unsent(_why(error), url, now(), permanent=_is_final(error))
        if not refused:
            return Delivery(sent=True, at=now())
        why = (
            f"{len(refused)} of {len(self.route.recipients)} recipients refused: {_said(*next(iter(refused.values())))}"
        )
        return _unsent(why, url, now(), permanent=all(code >= 500 for code, _ in refused.values()))

    def _refused(self, message: EmailMessage) -> Mapping[str, Answer]:
        """Who of those that have not got the message is refused it."""
        waiting = [address for address in self.route.recipients if address not in self._took]
        if not waiting:
            return {}  # all took it after it had been given up
        with _session(self.route) as server:
            try:
                refused = server.send_message(message, parseaddr(self.route.sender)[1], waiting)
            except smtplib.SMTPRecipientsRefused as error:
                return error.recipients  # then nobody gets it, named here or not
        self._took.update(address for address in waiting if address not in refused)
        return refused


def mail(route: Route, message: Message, at: datetime) -> EmailMessage:
    """The message as a mail: text and HTML, one to choose, and the picture; without the HTML where the address asks for
    text (?format=). Its Message-ID is that of every repetition."""
    domain = parseaddr(route.sender)[1].rpartition("@")[2]
    found = EmailMessage(policy=_POLICY)
    found["From"] = route.sender
    for name, people in (("To", route.to), ("Cc", route.cc), ("Reply-To", route.reply_to)):
        if people:
            found[name] = ", ".join(people)
    found["Subject"] = " ".join(message.subject.split())
    found["Date"] = format_datetime(at)
    found["Message-ID"] = f"<{message.identity}@{domain}>" if message.identity else make_msgid(domain=domain)
    found["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notices, please
    for name, value in route.headers.items():
        if name not in found:
            found[name] = " ".join(value.split())
    found.set_content(message.text)
    if route.html:
        found.add_alternative(message.html, subtype="html")
    if message.picture is not None:
        about = f"Content-Description: {found['Subject']}"  # what stands there where it is not shown
        found.add_attachment(
            message.picture, "image", "png", disposition="inline", filename=PICTURE, headers=[about]
        )  # fmt: skip
    found["Content-Language"] = message.language  # last, as what is added moves such fields into its first part
    return found


@contextmanager
def _session(route: Route) -> Iterator[smtplib.SMTP]:
    """A server that is ready to take mail. Raises OSError, UnicodeError."""
    context = ssl.create_default_context()
    if not route.verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if route.secure == "ssl":
        server: smtplib.SMTP = smtplib.SMTP_SSL(route.host, route.port, timeout=_PATIENCE, context=context)
    else:
        server = smtplib.SMTP(route.host, route.port, timeout=_PATIENCE)
    try:
        if route.secure == "starttls":
            server.starttls(context=context)
        if route.user and route.password:
            server.login(route.user, route.password)
        yield server
    finally:
        with suppress(OSError):  # what it took before stays taken
            server.quit()
        server.close()


def _why(error: OSError) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"the mail server refused the login: {_said(error.smtp_code, error.smtp_error)}"
        case smtplib.SMTPResponseException():
            return f"the mail server refused: {_said(error.smtp_code, error.smtp_error)}"
        case ssl.SSLCertVerificationError():
            return f"the certificate of the mail server is not to be trusted: {error.verify_message}"
        case smtplib.SMTPException():
            return f"the mail server: {error}"
        case _:
            return f"no connection to the mail server: {error.strerror or error or type(error).__name__}"


def _is_final(error: OSError) -> bool:
    """Whether the server will never take this message, or there is none of that name."""
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return isinstance(error, socket.gaierror) and error.errno in UNKNOWN_HOST


def _said(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"


def _unsent(why: str, url: str, at: datetime, *, permanent: bool = False) -> Delivery:
    return Delivery(sent=False, why=shortened(reader_text(redacted(why, url)), 300), permanent=permanent, at=at)
