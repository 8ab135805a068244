"""The daemon's own web server, in its event loop: health and figures for monitors."""

from watcher.web.server import door

__all__ = ["door"]
