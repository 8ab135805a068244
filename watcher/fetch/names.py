"""What the guard has against a host, for what is dialled by libraries that know no guard."""

from __future__ import annotations

import socket

from watcher.fetch.guard import Guard


def refused(host: str, guard: Guard) -> str | None:
    """Why `host` is not to be dialled: what its name leads to as this machine resolves it now. None where nothing
    speaks against it, and where it leads nowhere. Blocks until the name is resolved."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return None
    why = next(filter(None, (guard.refuses_address(str(address[0])) for *_, address in found)), None)
    return f"{host} is not opened: {why}" if why else None
