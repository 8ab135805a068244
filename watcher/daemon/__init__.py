"""The daemon: clocks, rounds of looks, the outbox, and how all that stops.

Due times live in the database; the clocks only say when to ask for what is due. A round is what is due at one host:
one visitor looks at it, one watch after the other, with a pause after each. So there is no burst after a standstill
either: it goes on host by host, gap by gap, and never has more than `concurrency` looks under way.
"""

from watcher.daemon.engine import Agenda, Engine
from watcher.daemon.looks import Report, visit
from watcher.daemon.reloading import Reload
from watcher.daemon.running import run
from watcher.daemon.service import Service

__all__ = ["Agenda", "Engine", "Reload", "Report", "Service", "run", "visit"]
