"""From a source to an alert: what a site publishes is found, watched, and its edit told."""

from __future__ import annotations

from datetime import timedelta

from newsroom import Newsroom

from watcher.demo.script import headline
from watcher.model import SourceSetting

SOFTER = headline("Minister misstated ferry terminal costs, auditors find")


def feed(room: Newsroom, *keys: str) -> str:
    items = "".join(f"<item><title>x</title><link>{room.site.url(key)}?utm_source=rss</link></item>" for key in keys)
    return f'<rss version="2.0"><channel><link>{room.site.base}/</link>{items}</channel></rss>'


def sitemap(room: Newsroom, *keys: str) -> str:
    entries = "".join(f"<url><loc>{room.site.url(key)}</loc></url>" for key in keys)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


async def test_an_article_that_a_feed_lists_is_watched_and_its_edit_told(room: Newsroom) -> None:
    room.site.documents["/feed.xml"] = feed(room, "pool")
    room.store.sources.add(SourceSetting(url=room.site.base + "/feed.xml", tags=("town",)), room.clock())
    async with room.running():
        await room.site.loaded("pool")
    room.site.documents["/feed.xml"] = feed(room, "terminal", "pool")
    room.clock.move(timedelta(hours=3))
    async with room.running():
        await room.site.loaded("terminal")
    room.site.edit("terminal", SOFTER)
    room.clock.move(timedelta(days=8))
    async with room.running():
        told = await room.sink.next()
    assert told.subject.startswith("Headline edited: “Minister lied about")
    assert [(watch.url, watch.tags) for watch in room.store.watches.listed()] == [
        (room.site.url("pool"), ("town",)),
        (room.site.url("terminal"), ("town",)),
    ]


async def test_a_feed_and_a_sitemap_that_list_one_article_make_one_watch(room: Newsroom) -> None:
    room.site.documents["/feed.xml"] = feed(room, "pool", "terminal")
    room.site.documents["/map.xml"] = sitemap(room, "terminal", "pool", "observatory")
    for path, tag in (("/feed.xml", "feed"), ("/map.xml", "map")):
        room.store.sources.add(SourceSetting(url=room.site.base + path, tags=(tag,)), room.clock())
    async with room.running():
        await room.site.loaded("observatory")
    assert [watch.tags for watch in room.store.watches.listed()] == [("feed", "map"), ("feed", "map"), ("map",)]
    assert room.site.count("pool") + room.site.count("terminal") <= 2


async def test_a_whole_site_becomes_first_revisions_at_a_set_pace(room: Newsroom) -> None:
    room.site.documents["/1.xml"] = sitemap(room, "pool", "terminal")
    index = "<sitemapindex><sitemap><loc>/1.xml</loc></sitemap></sitemapindex>"
    room.site.documents["/map.xml"] = index
    room.store.sources.add(SourceSetting(url=room.site.base + "/map.xml", baseline=True), room.clock())
    async with room.running():
        await room.site.loaded("pool")
    assert [len(room.store.history.revisions(watch.id)) for watch in room.store.watches.listed()] == [1, 0]
    room.clock.move(timedelta(hours=1))
    async with room.running():
        await room.site.loaded("terminal")
    assert [len(room.store.history.revisions(watch.id)) for watch in room.store.watches.listed()] == [1, 1]
    assert [(one.found, one.parts) for one in room.store.sources.listed()] == [(2, 1)]
