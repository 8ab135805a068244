"""Our own faults. The web's faults are values (model.page.Unreachable), never exceptions.

WatcherError                 what went wrong, where, and what to do: one line for a person; exit code 1
├── UsageError               the command line was used wrongly; exit code 2
├── SettingsError            the configuration is wrong: names file, line and key; exit code 2
├── NotFound                 no such watch or revision; exit code 3
├── BadArticle               a JSON document that is no Article
├── BadDocument              a file that is none of the documents we read
├── Exhausted                this machine, or this process, has no more of something
└── StoreError               the database cannot be opened, read or written
    ├── NewerStore           it was made by a newer version of watcher
    ├── StoreBusy            another daemon works on it
    ├── StoreDamaged         a part of it cannot be read any more
    └── StoreReplaced        another file stands where it was opened
"""

from __future__ import annotations

from typing import ClassVar


class WatcherError(Exception):
    exit_code: ClassVar[int] = 1


class UsageError(WatcherError):
    exit_code = 2


class SettingsError(WatcherError):
    exit_code = 2


class NotFound(WatcherError):
    exit_code = 3


class BadArticle(WatcherError):
    pass


class BadDocument(WatcherError):
    pass


class Exhausted(WatcherError):
    pass


class StoreError(WatcherError):
    pass


class NewerStore(StoreError):
    pass


class StoreBusy(StoreError):
    pass


class StoreDamaged(StoreError):
    pass


class StoreReplaced(StoreError):
    pass
