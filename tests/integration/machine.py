"""A small machine of its own: a real systemd over this machine's files, of which it changes none, without a network.

Everything in it is started by its own systemd, so nothing has more rights than that, and the clock cannot be set."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from served import awaited

ROOT = Path(__file__).resolve().parents[2]

# $1 is a folder of ours, $2 the name of the machine. What is written goes to memory, and away with the machine.
_BOOT = r"""
set -eu
umount -R /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir "/sys/fs/cgroup/$2"
echo $$ >"/sys/fs/cgroup/$2/cgroup.procs"
mount -t tmpfs -o size=1g,mode=755 machine "$1/disk"
mkdir "$1/disk/upper" "$1/disk/work" "$1/disk/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/disk/upper,workdir=$1/disk/work" "$1/disk/root"
cd "$1/disk/root"
rm -rf etc/systemd/system/*.wants etc/systemd/system/watcher.service* etc/watcher
rm -rf var/lib/watcher var/lib/private var/log/journal
rm -f etc/fstab etc/machine-id etc/hostname etc/resolv.conf
printf '%s\n' "$3" >etc/machine-id
mkdir -p etc/systemd/system/multi-user.target.wants var/log/journal
cp "$1/shared/agent.service" etc/systemd/system/
ln -s ../agent.service etc/systemd/system/multi-user.target.wants/
cd /
shift 3
"$@" && ended=0 || ended=$?
echo $$ >/sys/fs/cgroup/cgroup.procs
for _ in 1 2 3 4 5 6 7 8 9 10; do
  find "/sys/fs/cgroup/$NAME" -depth -type d -exec rmdir {} + 2>/dev/null && break
  sleep 0.1
done
exit $ended
"""
_AGENT = """
[Service]
ExecStart={python} {script} /shared/asked
"""


@dataclass(frozen=True, kw_only=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, kw_only=True)
class Machine:
    """`shared` is a folder that both sides see, in the machine as /shared."""

    shared: Path

    def tries(self, *words: object, given: str = "", seconds: float = 60) -> Said:
        """Has root in the machine run a command."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
            asked.settimeout(seconds)
            asked.connect(str(self.shared / "asked"))
            asked.sendall(json.dumps({"words": [*map(str, words)], "given": given}).encode())
            asked.shutdown(socket.SHUT_WR)
            with asked.makefile(encoding="utf-8") as answer:
                return Said(**json.loads(answer.read()))

    def does(self, *words: object, given: str = "") -> str:
        """What a command prints that is well done."""
        said = self.tries(*words, given=given)
        assert said.code == 0, (words, said)
        return said.out

    def writes(self, path: str, text: str) -> None:
        """A file in the machine."""
        self.does("sh", "-c", f'mkdir -p "$(dirname {path})" && cat >{path}', given=text)

    def shows(self, name: str, unit: str = "watcher.service") -> str:
        """A property of a unit."""
        return self.does("systemctl", "show", "--value", f"--property={name}", unit).strip()

    def journal(self, *words: str) -> list[dict[str, str]]:
        """The entries of the service, oldest first."""
        lines = self.does("journalctl", "--no-pager", "-o", "json", "-u", "watcher", *words).splitlines()
        return [json.loads(line) for line in lines]


@contextmanager
def machine() -> Iterator[Machine]:
    """One that has booted; it sees this project, where it lies, and ends with the test."""
    with tempfile.TemporaryDirectory(prefix="watcher-machine-") as name:
        folder = Path(name)
        shared = folder / "shared"
        (folder / "disk").mkdir()
        shared.mkdir()
        python = shutil.which("python3", path="/usr/local/bin:/usr/bin:/bin")
        assert python is not None
        script = Path(__file__).with_name("agent.py")
        (shared / "agent.service").write_text(_AGENT.format(python=python, script=script), encoding="utf-8")
        process = _booted(folder, shared)
        try:
            found = Machine(shared=shared)
            awaited(lambda: _is_up(process, folder), f"a machine to boot; {folder}/log says why not", seconds=60)
            yield found
        finally:
            _ended(process)


def _booted(folder: Path, shared: Path) -> subprocess.Popen[bytes]:
    name = f"watcher-{os.urandom(4).hex()}"
    nspawn = [
        "systemd-nspawn", "--quiet", "--boot", f"--directory={folder}/disk/root", f"--machine={name}",
        "--private-network", "--register=no", "--keep-unit", "--console=read-only", "--link-journal=no",
        "--resolv-conf=off", "--timezone=off", f"--bind={shared}:/shared", f"--bind-ro={ROOT}:{ROOT}",
        "--drop-capability=CAP_SYS_TIME,CAP_MKNOD,CAP_SYSLOG,CAP_AUDIT_CONTROL", "systemd.unit=multi-user.target",
    ]  # fmt: skip
    words = ["unshare", "--mount", "--propagation", "private", "sh", "-c", _BOOT, "boot", str(folder), name]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [*words, os.urandom(16).hex(), *nspawn], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env=os.environ | {"NAME": name}, start_new_session=True,
        )  # fmt: skip


def _is_up(process: subprocess.Popen[bytes], folder: Path) -> bool:
    assert process.poll() is None, (folder / "log").read_text(errors="replace")[-3000:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as tried:
        if tried.connect_ex(str(folder / "shared" / "asked")) != 0:
            return False
    return Machine(shared=folder / "shared").tries("systemctl", "is-system-running").out.strip() in (
        "running",
        "degraded",
    )


def _ended(process: subprocess.Popen[bytes]) -> None:
    """Powers the machine off; where it will not go, it is ended."""
    if process.poll() is not None:
        return
    try:
        for child in _children(process.pid):
            os.kill(child, signal.SIGTERM)
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


def _children(process: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
