"""What an embed shows or a link leads to, by whichever frame, script or address."""

from __future__ import annotations

import re

from watcher.urls import identity

# A host with what stands before the number of a post or a film; all addresses of one number show one thing.
_NUMBERED = tuple(
    (name, re.compile(rf"https?://(?:[\w-]{{1,20}}\.)?{where}"))
    for name, where in (
        (
            "youtube",
            r"(?:youtube(?:-nocookie)?\.com/(?:embed/|shorts/|live/|watch\?v=)|youtu\.be/)(?!videoseries|live_stream)([\w-]{11})(?![\w-])",
        ),
        ("twitter", r"(?:twitter|x)\.com/(?:[\w/]{1,40}/status(?:es)?/|embed/Tweet\.html\?id=)(\d{2,25})"),
        ("instagram", r"instagram\.com/(?:[\w.]{1,40}/)?(?:p|reel|tv)/([\w-]{5,40})"),
        ("tiktok", r"tiktok\.com/(?:@[\w.-]{1,40}/video|embed(?:/v\d)?)/(\d{5,25})"),
        ("vimeo", r"vimeo\.com/(?:video/)?(\d{5,15})"),
        ("spotify", r"spotify\.com/(?:embed/)?(?!user/)(\w{4,12}/\w{10,40})"),
    )
)


def shown_by(src: str) -> str:
    """The identity of what is shown at this address."""
    for name, address in _NUMBERED:
        if found := address.match(src):
            return f"{name}:{found[1]}"
    return identity(src)
