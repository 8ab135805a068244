"""The ground everything stands on: frozen values, no behaviour that needs the outside world."""

from typing import TYPE_CHECKING

from watcher.lazily import lazily

if TYPE_CHECKING:
    from watcher.model.alert import (
        Alert,
        AlertId,
        AlertState,
        Delivery,
        DriftId,
        Hold,
        Message,
        Takes,
        addressed,
    )
    from watcher.model.article import (
        BLOCKS,
        Article,
        Block,
        Embed,
        Heading,
        Image,
        Link,
        List,
        Notice,
        Paragraph,
        Quote,
        Role,
        Table,
        same_text,
    )
    from watcher.model.capture import Capture, CaptureId, CaptureState, Keeping
    from watcher.model.drift import Alike, Drift, DriftState, Example
    from watcher.model.exchange import Reply, Request
    from watcher.model.figures import SiteFigures, SiteHealth
    from watcher.model.history import (
        NOTHING_TOLD,
        Change,
        Disclosure,
        Disclosures,
        Entry,
        Event,
        Finding,
        Hit,
        Look,
        Mark,
        Outcome,
        Outline,
        Place,
        Revision,
        Span,
    )
    from watcher.model.incident import Incident, IncidentKind
    from watcher.model.letter import Bundle, Letter, Voice
    from watcher.model.pace import Pace
    from watcher.model.page import Fault, Hop, Page, Seen, Trouble, Unmodified, Unreachable, Validators
    from watcher.model.proof import Flaw, Pruned, Seal, Verified
    from watcher.model.push import Hub, Order, OrderId, OrderState, Push
    from watcher.model.queue import Queue
    from watcher.model.repeated import NOTHING_KNOWN, Known, KnownLine, Line
    from watcher.model.source import (
        Found,
        Listed,
        Listing,
        Part,
        Reading,
        Source,
        SourceId,
    )
    from watcher.model.source_setting import SourceKind, SourceSetting
    from watcher.model.subscription import OPERATOR_NAME, Destination, Subscription
    from watcher.model.summary import Standing, State, Summary, Titled, WatchId
    from watcher.model.tempo import Tempo, Tempos
    from watcher.model.traits import Likeness, Trait
    from watcher.model.turn import NOTHING_TURNED, Turn, Turning
    from watcher.model.watch import Round, Suspicion, Watch
    from watcher.model.weight import Weight

__all__ = [
    "BLOCKS", "NOTHING_KNOWN", "NOTHING_TOLD", "NOTHING_TURNED", "OPERATOR_NAME", "Alert", "AlertId", "AlertState",
    "Alike", "Article", "Block", "Bundle", "Capture", "CaptureId", "CaptureState", "Change", "Delivery", "Destination",
    "Disclosure", "Disclosures", "Drift", "DriftId", "DriftState", "Embed", "Entry", "Event", "Example", "Fault",
    "Finding", "Flaw", "Found", "Heading", "Hit", "Hold", "Hop", "Hub", "Image", "Incident", "IncidentKind", "Keeping",
    "Known", "KnownLine", "Letter", "Likeness", "Line", "Link", "List", "Listed", "Listing", "Look", "Mark", "Message",
    "Notice", "Order", "OrderId", "OrderState", "Outcome", "Outline", "Pace", "Page", "Paragraph", "Part", "Place",
    "Pruned", "Push", "Queue", "Quote", "Reading", "Reply", "Request", "Revision", "Role", "Round", "Seal", "Seen",
    "SiteFigures", "SiteHealth", "Source", "SourceId", "SourceKind", "SourceSetting", "Span", "Standing", "State",
    "Subscription", "Summary", "Suspicion", "Table", "Takes", "Tempo", "Tempos", "Titled", "Trait", "Trouble", "Turn",
    "Turning", "Unmodified", "Unreachable", "Validators", "Verified", "Voice", "Watch", "WatchId", "Weight",
    "addressed", "same_text",
]  # fmt: skip

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "alert": "Alert AlertId AlertState Delivery DriftId Hold Message Takes addressed",
            "article": "BLOCKS Article Block Embed Heading Image Link List Notice Paragraph Quote Role Table same_text",
            "capture": "Capture CaptureId CaptureState Keeping",
            "drift": "Alike Drift DriftState Example",
            "exchange": "Reply Request",
            "figures": "SiteFigures SiteHealth",
            "history": "NOTHING_TOLD Change Disclosure Disclosures Entry Event Finding Hit Look Mark Outcome Outline "
            "Place Revision Span",
            "incident": "Incident IncidentKind",
            "letter": "Bundle Letter Voice",
            "pace": "Pace",
            "page": "Fault Hop Page Seen Trouble Unmodified Unreachable Validators",
            "proof": "Flaw Pruned Seal Verified",
            "push": "Hub Order OrderId OrderState Push",
            "queue": "Queue",
            "repeated": "NOTHING_KNOWN Known KnownLine Line",
            "source": "Found Listed Listing Part Reading Source SourceId",
            "source_setting": "SourceKind SourceSetting",
            "subscription": "OPERATOR_NAME Destination Subscription",
            "summary": "Standing State Summary Titled WatchId",
            "tempo": "Tempo Tempos",
            "traits": "Likeness Trait",
            "turn": "NOTHING_TURNED Turn Turning",
            "watch": "Round Suspicion Watch",
            "weight": "Weight",
        },
    )
