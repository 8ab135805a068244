"""The daemon's own web server, in its event loop: health and figures for monitors, and what hubs push."""

from watcher.web.server import door, reading_door

__all__ = ["door", "reading_door"]
