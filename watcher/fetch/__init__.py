"""Opens web pages: one guarded, polite GET whose faults come back as values."""

from watcher.fetch.guard import Guard
from watcher.fetch.http import Http
from watcher.fetch.names import refused

__all__ = ["Guard", "Http", "refused"]
