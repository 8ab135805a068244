"""The configuration: one TOML file → one frozen object, checked whole before anything starts."""

from watcher.model import SourceSetting
from watcher.settings.reading import default_path, default_text, load
from watcher.settings.secrets import exposed
from watcher.settings.units import duration
from watcher.settings.values import (
    FACTS,
    KINDS,
    LANGUAGES,
    Archive,
    Backup,
    Fetch,
    Network,
    Operator,
    Retention,
    Schedule,
    Settings,
    SiteSetting,
    Web,
)

__all__ = [
    "FACTS", "KINDS", "LANGUAGES", "Archive", "Backup", "Fetch", "Network", "Operator", "Retention", "Schedule",
    "Settings", "SiteSetting", "SourceSetting", "Web", "default_path", "default_text", "duration", "exposed", "load",
]  # fmt: skip
