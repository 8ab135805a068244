"""Picture credits as texts: where one begins in a caption, and what of it is only a label."""

from __future__ import annotations

import re

from watcher.extract.words import any_of

_LABEL = any_of("credit_labels")
LABELLED = re.compile(
    rf"(?<![\s(\[|/–—·•.,;-])[\s(\[|/–—·•.,;-]*+(?<!\w)(?<!AP ){_LABEL}\s?[:：/=]\s*(?P<credit>"
    r"[^\n]{2,160}?)[\s)\]]*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?<![\s(\[|/–—·•-])[\s(\[|/–—·•-]*+(?<!\w)(?:photo(?:graph)?|image|picture|illustration|foto)"
    r"\s+(?:by|courtesy of|von|de|di|di:|av|af|door)\s+(?P<credit>[^\n]{2,120}?)[\s)\]]*$",
    re.IGNORECASE,
)
SIGN = re.compile(
    r"(?:(?<![\s\[|/–—-])[\s\[|/–—-]+)?\(?(?:©|[(（][cCＣｃ][)）]|Ⓒ|Copyright\b)\s*(?P<credit>[^\n]{2,140}?)[\s)\]]*$",
    re.IGNORECASE,
)
_AGENCIES = any_of("picture_agencies")
_BRACKETED = re.compile(
    rf"\s*[(\[](?P<credit>[^()\[\]]{{0,110}}?(?<!\w){_AGENCIES}(?!\w)[^()\[\]]{{0,80}})[)\]]\s*\.?$"
)
_AFTER_STOP = re.compile(
    r"(?<=[.!?\"”»…)])\s+(?P<credit>(?:[^.!?\n]{0,80}?[/|]\s*)?[^.!?\n]{0,60}?"
    rf"(?<!\w){_AGENCIES}(?!\w)(?:\s?[/|(][^.!?\n]{{0,60}})?)\)?$"
)
_ONLY_AGENCY = re.compile(rf"^[\s(\[]*{_AGENCIES}(?:\s*[/|,&]\s*{_AGENCIES})*[\s)\].]*$")
TRAILING = re.compile(r"\s*[/|]\s*(?P<credit>[^/|.!?\n]{2,60})$")
_NAMED = re.compile(
    r"\s*[(\[](?P<credit>[^()\[\]/]{2,60}/[^()\[\]]{2,60})[)\]]\s*\.?$|(?<=[.!?])\s*\((?P<short>(?!(?i:file|archi|symbol|stock|libra|illustr))[^()]{2,50})\)$"
)
_TAKEN = re.compile(
    r"(?:[＝=]|(?<=[。！？」』])\s*|[\s（(])(?P<credit>[^。！？、＝=\s（(]{2,20}?)\s*(?:摄影?|攝影?|撮影|提供)[）)]?$"
)
_PIPE = re.compile(r"\s+[|]\s+(?P<credit>[^|\n]{2,80})$")
_TRIMMED = re.compile(
    rf"^[\s(\[|/–—·•:,-]*(?:{_LABEL}\s*[:：/=]\s*|(?:photo(?:graph)?|image|picture|foto)\s+by\s+"
    r"|image (?:source|caption),\s*|(?:©|[(（][cCＣｃ][)）])\s*|copyright\s+)?",
    re.IGNORECASE,
)
AT_THE_END = 400  # the last characters of a caption, in which its credit stands


def split_credit(text: str) -> tuple[str | None, str | None]:
    """(caption, credit) of a caption that has the credit inside; None for the part that is not there."""
    if _ONLY_AGENCY.match(text):
        return None, trimmed_credit(text)
    for pattern in (LABELLED, SIGN, _BY, _BRACKETED, _NAMED, _TAKEN, _AFTER_STOP, _PIPE):
        if found := pattern.search(text, max(len(text) - AT_THE_END, 0)):
            caption = text[: found.start()].rstrip(" ([|/–—-·•")
            return caption or None, trimmed_credit(next(filter(None, found.groups())))
    return text or None, None


def is_credited(text: str) -> bool:
    """Whether a line ends in a credit that calls itself one ("Photo: …", "© …"): a caption, wherever it stands."""
    found = next((f for pattern in (LABELLED, SIGN, _BY) if (f := pattern.search(text))), None)
    return found is not None and len(found["credit"]) < 60


def trimmed_credit(text: str) -> str | None:
    """A credit without its label ("Photo:", "©") and brackets; None where nothing is left."""
    credit = _TRIMMED.sub("", text, count=1).strip(" )]|.,;")
    if credit.count("(") > credit.count(")"):
        credit += ")"
    return credit or None
