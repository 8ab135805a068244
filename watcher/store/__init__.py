"""What is remembered: watches, revisions, pages, and the outbox, in one SQLite file."""

from watcher.store.figures import SitePlace
from watcher.store.restore import restored
from watcher.store.sources import SourceFigures
from watcher.store.sqlite import database_path
from watcher.store.status import Status
from watcher.store.store import Store

__all__ = ["SitePlace", "SourceFigures", "Status", "Store", "database_path", "restored"]
