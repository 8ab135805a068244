"""A network of its own for one process: a cable to this machine that can be pulled, and a name server; as root."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path

NETWORK = "198.18.7.0/24"  # of those that are set aside for tests of networks
NAME_SERVER = "198.18.7.1"
SITES = tuple(f"198.18.7.{number}" for number in range(2, 8))
_INSIDE = "198.18.7.100"
_HEADER, _LONGEST = 12, 512  # bytes of a message
_SERVER_FAILED, _ADDRESS = 2, 1

# $1 is a folder of ours: what is changed in /etc in there is changed there alone.
_HOLDER = """
set -eu
mkdir "$1/upper" "$1/work"
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$1/upper,workdir=$1/work" /etc
rm -f /etc/resolv.conf
ip link set lo up
echo ready
exec sleep infinity
"""


@dataclass(frozen=True, kw_only=True)
class Network:
    """What is started by the command `inside` sees this machine at the other end of the cable, and its loopback."""

    process: int
    cable: str

    @property
    def inside(self) -> tuple[str, ...]:
        return ("nsenter", f"--target={self.process}", "--net", "--mount", f"--wd={Path.cwd()}")

    def does(self, *words: str, given: str = "") -> None:
        subprocess.run([*self.inside, *words], check=True, input=given, text=True)

    def pulled(self, *, out: bool) -> None:
        """Pulls the cable out at the other end, or puts it in."""
        subprocess.run(["ip", "link", "set", self.cable, "down" if out else "up"], check=True)

    def off(self, *, off: bool) -> None:
        """Switches off what the cable leads to inside, and on."""
        self.does("ip", "link", "set", "cable", "down" if off else "up")

    def resolves(self, *servers: str) -> None:
        """Names these name servers, as what configures networks does."""
        lines = [f"nameserver {server}\n" for server in servers] + ["options timeout:1 attempts:1\n"]
        self.does("sh", "-c", "cat >/etc/resolv.new && mv /etc/resolv.new /etc/resolv.conf", given="".join(lines))


@contextmanager
def network(folder: Path) -> Iterator[Network]:
    """One whose cable is in; this machine has NAME_SERVER and SITES there."""
    folder.mkdir()
    words = [
        "setpriv",
        "--pdeathsig",
        "KILL",
        "unshare",
        "--net",
        "--mount",
        "sh",
        "-c",
        _HOLDER,
        "holder",
        str(folder),
    ]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ready\n"
        own = Network(process=holder.pid, cable=f"watcher{os.urandom(3).hex()}")
        try:
            link = ["ip", "link", "add", own.cable, "type", "veth", "peer", "name", "cable", "netns", str(holder.pid)]
            subprocess.run(link, check=True)
            for address in (NAME_SERVER, *SITES):
                subprocess.run(["ip", "address", "add", f"{address}/24", "dev", own.cable], check=True)
            own.does("ip", "address", "add", f"{_INSIDE}/24", "dev", "cable")
            own.pulled(out=False)
            own.off(off=False)
            own.resolves(NAME_SERVER)
            yield own
        finally:
            subprocess.run(["ip", "link", "delete", own.cable], check=False)
            holder.kill()


class NameServer:
    """Knows the addresses of some names. `fails`: says that it cannot ask anybody, as where its own network is gone;
    `is_silent`: says nothing."""

    def __init__(self, names: Mapping[str, str], door: socket.socket) -> None:
        self._names = names
        self._door = door
        self.fails = self.is_silent = False

    def asked(self) -> None:
        """Answers the next question."""
        question, by = self._door.recvfrom(_LONGEST)
        if not self.is_silent:
            self._door.sendto(self._answer(question), by)

    def _answer(self, asked: bytes) -> bytes:
        """See RFC 1035, 4.1: the question again, and one record where there is one."""
        labels, at = [], _HEADER
        while length := asked[at]:
            labels.append(asked[at + 1 : at + 1 + length].decode().lower())
            at += 1 + length
        question, address = asked[_HEADER : at + 5], self._names.get(".".join(labels))
        is_known = address is not None and question[-3] == _ADDRESS and not self.fails
        record = bytes((0xC0, _HEADER, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4)) + IPv4Address(address).packed if is_known else b""
        code = _SERVER_FAILED if self.fails else 0
        return asked[:2] + bytes((0x81, 0x80 + code, 0, 1, 0, is_known, 0, 0, 0, 0)) + question + record


@contextmanager
def name_server(names: Mapping[str, str]) -> Iterator[NameServer]:
    """One that answers at NAME_SERVER, from the loop that runs."""
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind((NAME_SERVER, 53))
        server = NameServer(names, door)
        loop.add_reader(door, server.asked)
        try:
            yield server
        finally:
            loop.remove_reader(door)
