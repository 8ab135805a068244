"""What is remembered: watches, revisions, pages, and the outbox, in one SQLite file."""

from typing import TYPE_CHECKING

from watcher.lazily import lazily

if TYPE_CHECKING:
    from watcher.store.figures import SitePlace
    from watcher.store.restore import as_of_today, restored
    from watcher.store.sources import SourceFigures
    from watcher.store.sqlite import database_path
    from watcher.store.status import Status
    from watcher.store.store import Store

__all__ = ["SitePlace", "SourceFigures", "Status", "Store", "as_of_today", "database_path", "restored"]

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "figures": "SitePlace",
            "restore": "as_of_today restored",
            "sources": "SourceFigures",
            "sqlite": "database_path",
            "status": "Status",
            "store": "Store",
        },
    )
