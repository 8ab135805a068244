"""exim, which takes mail over STARTTLS and SMTPS after a login, into one Maildir."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from debian import unpacked
from served import Served, awaited, owned, place, ports

AUTHORITY = Path(__file__).parents[1] / "localhost.pem"  # with its key, and signed by itself
USER, PASSWORD = "desk", "north-cape-14"

_CONFIGURATION = r"""
exim_user = {user}
exim_group = {group}
exim_path = {folder}/debian/usr/sbin/exim4
keep_environment = ^LD_ : ^NSS_
primary_hostname = mail.example.org
spool_directory = {folder}/spool
log_file_path = {folder}/%slog
local_interfaces = 127.0.0.1
daemon_smtp_ports = {starttls} : {smtps}
tls_on_connect_ports = {smtps}
tls_certificate = {folder}/certificate.pem
tls_advertise_hosts = *
auth_advertise_hosts = ${{if def:tls_in_cipher {{*}}}}
acl_smtp_rcpt = who
deliver_drop_privilege
host_lookup =
smtp_accept_max = 100
begin acl
who:
  deny local_parts = reject
       message = 550 5.1.1 nobody of that name
  defer condition = ${{if exists{{{folder}/busy}}}}
        local_parts = later
        message = 451 4.3.0 the box is busy
  deny !authenticated = *
       message = 550 5.7.1 not without a login
  accept
begin routers
everybody:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  maildir_format
  directory = {folder}/box
  user = {user}
  envelope_to_add
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{name}}}}} {{eq{{$auth3}}{{{password}}}}}}}}}
"""


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Whoever logs in may write to anybody; nobody is called reject (550), and later is busy (451) until `relieved`."""

    folder: Path
    server: Served
    starttls: int
    smtps: int
    read: dict[str, EmailMessage] = field(default_factory=dict)

    def url(self, to: str, *, secure: str = "starttls", password: str = PASSWORD) -> str:
        """An Apprise URL that leads here."""
        port = {"starttls": self.starttls, "ssl": self.smtps}[secure]
        who = f"from=watcher@newsroom.example&to={to}@desk.example"
        return f"mailtos://{USER}:{password}@localhost:{port}?smtp=localhost&{who}&mode={secure}"

    def relieved(self) -> None:
        (self.folder / "busy").unlink()

    def mails(self, to: str) -> list[EmailMessage]:
        """What is in the box for somebody, in the order in which it was taken."""
        for file in (self.folder / "box" / "new").iterdir():
            if file.name not in self.read:
                self.read[file.name] = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        log = (self.folder / "mainlog").read_text(encoding="utf-8")
        order = {identity: at for at, identity in enumerate(re.findall(r" <= .* id=(\S+)", log))}
        own = [mail for mail in self.read.values() if mail["Envelope-To"] == f"{to}@desk.example"]
        return sorted(own, key=lambda mail: order[mail["Message-ID"].strip("<>")])

    def arrived(self, to: str, count: int = 1, *, seconds: float = 60) -> list[EmailMessage]:
        """The same, once there are so many."""
        return awaited(
            lambda: self.mails(to), f"{count} mails to {to}", enough=lambda mails: len(mails) >= count, seconds=seconds
        )


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with place() as folder:
        environ = unpacked(folder / "debian", "exim4-daemon-light", "libnss-wrapper") | _with_own_user(folder)
        starttls, smtps = ports(2)
        shutil.copy(AUTHORITY, folder / "certificate.pem")
        configuration = folder / "exim.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                folder=folder, user=folder.owner(), group=folder.group(), starttls=starttls, smtps=smtps, name=USER,
                password=PASSWORD,
            )
        )  # fmt: skip
        for name in ("spool", "box", "box/new", "box/cur", "box/tmp"):
            (folder / name).mkdir()
        (folder / "busy").touch()
        owned(*(file for file in folder.glob("*") if file.name != "debian"), *folder.glob("box/*"))
        words = [f"{folder}/debian/usr/sbin/exim4", "-C", str(configuration), "-bdf"]
        with Served(words, port=starttls, log=folder / "out", environ=environ) as server:
            yield MailServer(folder=folder, server=server, starttls=starttls, smtps=smtps)


def _with_own_user(folder: Path) -> dict[str, str]:
    """What lets Debian's exim find the user that the installation of the package would have made."""
    people = {"passwd": "Debian-exim:x:65533:65533::/:/bin/false\n", "group": "Debian-exim:x:65533:\n"}
    for name, own in people.items():
        (folder / name).write_text(Path(f"/etc/{name}").read_text() + own)
    (wrapper,) = folder.glob("debian/usr/lib/*/libnss_wrapper.so")
    return {
        "LD_PRELOAD": str(wrapper), "NSS_WRAPPER_PASSWD": f"{folder}/passwd", "NSS_WRAPPER_GROUP": f"{folder}/group",
    }  # fmt: skip
