"""The care of what was recorded: backup, restore, verify, prune."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from watcher.cli import terminal
from watcher.cli.asked import Asked, Command, put, put_json
from watcher.cli.opening import now, opened, seals, settings_of, while_ago
from watcher.cli.progress import Bar, progress
from watcher.cli.terminal import counted
from watcher.errors import UsageError, WatcherError
from watcher.model import Flaw, Pruned, Verified
from watcher.store import Store, as_of_today, database_path, restored

_MOST = 1000  # flaws that are named
_WHOLE = 100  # steps of a progress bar


@click.command(cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--flawed", is_flag=True, help="Keep the copy even if it has flaws.")
@click.pass_obj
def backup(asked: Asked, file: Path, *, flawed: bool) -> None:
    """Copy the database to a file.

    The copy is of one moment, looked over like `watcher verify` does, and appears whole or not at all. FILE must not
    be there. The daemon may work meanwhile.
    """
    if str(file) == "-":
        raise UsageError("a backup cannot go to standard output; name a file")
    to = file.absolute()
    with opened(asked, readonly=True) as store, _bar(asked, "copying") as bar:
        seen = store.care.backed_up(to, onward=lambda share: bar.onward(share * _WHOLE), flawed=flawed)
    _say(asked, to, "copied", seen)


@click.command(cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--flawed", is_flag=True, help="Put it in place even if it has flaws.")
@click.pass_obj
def restore(asked: Asked, file: Path, *, flawed: bool) -> None:
    """Put a backup in place of the database.

    Only where there is no database yet. FILE is looked over like `watcher verify` does, and brought to the schema of
    this version; it stays as it is. A backup of a newer version is refused.
    """
    to = database_path(settings_of(asked).database)
    with _bar(asked, "restoring") as bar:
        seen = restored(file.absolute(), to, onward=lambda share: bar.onward(share * _WHOLE), flawed=flawed)
    _say(asked, to, "restored", seen)


def _bar(asked: Asked, label: str) -> AbstractContextManager[Bar]:
    return progress(label, _WHOLE, quiet=asked.loudness < 0)


def _say(asked: Asked, to: Path, done: str, seen: Verified) -> None:
    size = to.stat().st_size
    if asked.json:
        put_json({"file": str(to), "bytes": size} | _counts(seen))
    else:
        put([f"{to}: {done}, {terminal.size(size)}"])
    _note(asked, seen)


@click.command(cls=Command)
@click.argument("file", metavar="[FILE]", type=click.Path(path_type=Path), required=False)
@click.option("--seal", "noted", metavar="SEAL", multiple=True, callback=seals, help="One that has to be there still.")
@click.pass_obj
def verify(asked: Asked, file: Path | None, noted: tuple[bytes, ...]) -> int:
    """Look over everything that was recorded.

    What was changed, damaged or lost is named. Every revision is hashed anew and compared with its seal and the one
    before it, every kept page is unpacked and compared with its digest, the search index with its texts. FILE is
    another database, such as a backup. A SEAL that `watcher show` told and somebody noted elsewhere proves its
    revision and all before it. The daemon may work meanwhile. Ends with 1 where anything was found.
    """
    flaws: list[Flaw] = []
    with (
        _store(asked, file) as store,
        progress("verifying", store.care.revisions(), quiet=asked.loudness < 0) as bar,
    ):

        def found(flaw: Flaw) -> None:
            if len(flaws) >= _MOST:
                return
            flaws.append(flaw)
            if not asked.json:
                with bar.aside():
                    put([_told(flaw)])

        seen = store.care.verified(found=found, onward=bar.onward)
        owners = {seal.hex(): store.care.owner(seal) for seal in noted}
    proven = {seal: f"{owner[0]}@{owner[1]}" if owner else None for seal, owner in owners.items()}
    if asked.json:
        of = {"database": str(file or store.path)} | _counts(seen)
        put_json(of | {"flaws": [_shape(flaw) for flaw in flaws], "seals": proven})
    else:
        put(
            f"the seal {seal} is that of {ref}" if ref else f"no revision has the seal {seal}"
            for seal, ref in proven.items()
        )
    _note(asked, seen, len(flaws))
    if None in proven.values():
        asked.note(
            "a seal that no revision has: it was changed and sealed anew, an upgrade read it anew, or it is of others"
        )
    return 1 if seen.flaws or None in proven.values() else 0


@click.command(cls=Command)
@click.option("--pages", metavar="AGE", callback=while_ago, help="Pages older than this, such as 180d.")
@click.option("--histories", metavar="AGE", callback=while_ago, help="Articles without a new revision for so long.")
@click.option("--dry-run", "dry", is_flag=True, help="Only say what would go.")
@click.option("--vacuum", is_flag=True, help="Give the room back to the disk; the daemon must not run.")
@click.pass_obj
def prune(asked: Asked, pages: datetime | None, histories: datetime | None, *, dry: bool, vacuum: bool) -> None:
    """Throw away what is older than is to be kept.

    Without --pages and --histories by [retention] in the configuration. Pages are those that came over the wire and
    that no revision younger than AGE was read from; that of the newest revision stays. Revisions stay, unless
    --histories has articles forgotten whole. The file becomes no smaller, but what is free in it is used again.
    """
    at, own = now(), settings_of(asked).retention
    if pages is None and histories is None:
        pages, histories = (None if age is None else at - age for age in (own.pages, own.histories))
    if pages is None and histories is None and not vacuum:
        raise UsageError("nothing is to be thrown away; name --pages or --histories, or set [retention]")
    vacuum = vacuum and not dry
    with opened(asked, readonly=dry) as store, store.claim_daemon() if vacuum else nullcontext():
        whole = sum(store.status(at).watches.values())
        with progress("pruning", whole, quiet=asked.loudness < 0) as bar:
            gone = store.care.pruned(pages=pages, histories=histories, now=at, dry=dry, onward=bar.onward)
        if not asked.json and (pages or histories):
            put(_pruned(gone, dry=dry))
        with progress("giving room back", None, quiet=asked.loudness < 0 or not vacuum):
            freed = store.care.vacuumed() if vacuum else 0
    if asked.json:
        put_json({"dry_run": dry, "vacuum": vacuum, "freed": freed} | asdict(gone))
    elif vacuum:
        put([f"{terminal.size(freed)} given back to the disk"])


def _pruned(gone: Pruned, *, dry: bool) -> Iterator[str]:
    kept, would = counted(gone.pages, "page"), "would be " * dry
    yield f"{kept} of {counted(gone.articles, 'article')} {would}thrown away, {terminal.size(gone.bytes)}"
    if gone.histories:
        yield f"{counted(gone.histories, 'article')} {would}forgotten with all revisions"


@contextmanager
def _store(asked: Asked, file: Path | None) -> Iterator[Store]:
    """The database in use, or the one in `file`."""
    if file is None:
        with opened(asked, readonly=True) as store:
            yield store
        return
    path = file.absolute()
    if not path.exists():
        raise WatcherError(f"{file}: there is no such file")
    with as_of_today(path) as today:
        if today != path:
            asked.note(f"{file}: made by an older version; a copy brought to the schema of this one is looked over")
        with Store.open(f"sqlite:{today}", readonly=True) as store:
            yield store


def _counts(seen: Verified) -> dict[str, object]:
    return {
        "watches": seen.watches, "revisions": seen.revisions, "pages": seen.pages, "search": seen.search,
        "found": seen.flaws,
    }  # fmt: skip


def _shape(flaw: Flaw) -> dict[str, object]:
    return {"watch": flaw.watch_id, "revision": flaw.number, "what": flaw.what}


def _told(flaw: Flaw) -> str:
    """Such as "watch 3, revision 2: its page is missing"."""
    of = "" if flaw.watch_id is None else f"watch {flaw.watch_id}"
    of += "" if flaw.number is None else f"{', ' * bool(of)}revision {flaw.number}"
    return terminal.plain(f"{of}{': ' * bool(of)}{flaw.what}")


def _note(asked: Asked, seen: Verified, named: int | None = None) -> None:
    """Says what was looked over, and that more was found than `named`."""
    counts = ", ".join(
        (counted(seen.watches, "article"), counted(seen.revisions, "revision"), counted(seen.pages, "page"))
    )
    if not seen.search:
        asked.note("the search index was not compared: the file may not be written to")
    if named is not None and seen.flaws > named:
        asked.note(f"{seen.flaws - named:,} more")
    if not seen.flaws:
        asked.note(f"{counts}: everything is as it was recorded")
    elif named is None:
        asked.note(f"{counted(seen.flaws, 'flaw')} in {counts}; `watcher verify FILE` names them")
    else:
        asked.note(f"{counted(seen.flaws, 'flaw')} in {counts}; restore a backup (`watcher restore`) that has none")
