"""What is shown from elsewhere: who shows it, and the address that names it and nothing else."""

from __future__ import annotations

import pytest
from pages_html import ENGLISH, added, article_page, read, texts

from watcher.model import Block, Embed

YOUTUBE = Embed(provider="youtube", src="https://www.youtube.com/embed/Abc12_def-3")
VIMEO = Embed(provider="vimeo", src="https://player.vimeo.com/video/123456")


def inside(html: str) -> tuple[Block, ...]:
    return added(read(article_page(html)))


FRAMES = {
    "https://www.youtube.com/embed/Abc12_def-3?autoplay=1&si=zZ9": YOUTUBE,
    "//www.youtube-nocookie.com/embed/Abc12_def-3": YOUTUBE,
    "https://youtu.be/Abc12_def-3?t=4": YOUTUBE,
    "https://www.youtube.com/watch?v=Abc12_def-3&feature=share": YOUTUBE,
    "https://player.vimeo.com/video/123456?h=ab12&dnt=1": VIMEO,
    "https://www.dailymotion.com/embed/video/x8abcde?autoplay=0": Embed(
        provider="dailymotion", src="https://www.dailymotion.com/embed/video/x8abcde"
    ),
    "https://geo.dailymotion.com/player/xf7zn.html?video=x8abcde&customConfig=1": Embed(
        provider="dailymotion", src="https://geo.dailymotion.com/player/xf7zn.html?video=x8abcde"
    ),
    "https://open.spotify.com/embed/episode/4rOoJ6Egrf8?utm_source=generator&si=17": Embed(
        provider="spotify", src="https://open.spotify.com/embed/episode/4rOoJ6Egrf8"
    ),
    "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/7788&color=%23ff5500": Embed(
        provider="soundcloud", src="https://api.soundcloud.com/tracks/7788"
    ),
    "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fport%2Fposts%2F55&w=5": Embed(
        provider="facebook", src="https://www.facebook.com/port/posts/55"
    ),
    "https://platform.twitter.com/embed/Tweet.html?id=1765432100&theme=light": Embed(
        provider="twitter", src="https://platform.twitter.com/embed/Tweet.html?id=1765432100"
    ),
    "https://www.google.com/maps/embed?pb=!1m18!2d13.4": Embed(
        provider="google-maps", src="https://www.google.com/maps/embed?pb=%211m18%212d13.4"
    ),
    "https://www.openstreetmap.org/export/embed.html?bbox=13": Embed(
        provider="openstreetmap", src="https://www.openstreetmap.org/export/embed.html"
    ),
    "https://datawrapper.dwcdn.net/AbCd1/4/": Embed(provider="datawrapper", src="https://datawrapper.dwcdn.net/AbCd1/4/"),
    "https://flo.uri.sh/visualisation/1234/embed?auto=1": Embed(
        provider="flourish", src="https://flo.uri.sh/visualisation/1234/embed"
    ),
    "https://embed.documentcloud.org/documents/2233-plan/?embed=1&responsive=1": Embed(
        provider="documentcloud", src="https://embed.documentcloud.org/documents/2233-plan/"
    ),
    "https://t.me/port/77?embed=1": Embed(provider="telegram", src="https://t.me/port/77"),
    "https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3k?id=12&ref_url=x": Embed(
        provider="bluesky", src="https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3k?id=12"
    ),
    "https://toots.example/@port/1122/embed": Embed(provider="mastodon", src="https://toots.example/@port/1122/embed"),
    "https://www.tiktok.com/embed/v2/7312345": Embed(provider="tiktok", src="https://www.tiktok.com/embed/v2/7312345"),
    "https://maps.harbour.example/embed?map=17&theme=dark": Embed(
        provider="maps.harbour", src="https://maps.harbour.example/embed?map=17"
    ),
    "https://player.films.example/play?id=42&token=f3a9&expires=1772": Embed(
        provider="films", src="https://player.films.example/play?id=42"
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("src", "embed"), FRAMES.items(), ids=[e.provider + str(i) for i, e in enumerate(FRAMES.values())]
)
def test_a_frame_keeps_what_names_it(src: str, embed: Embed) -> None:
    assert inside(f"<iframe src='{src}'></iframe>") == (embed,)


@pytest.mark.parametrize(
    "html",
    [
        "<iframe src='about:blank' data-src='{}'></iframe>",
        "<iframe data-lazy-src='{}'></iframe>",
        "<iframe src='' data-cookieblock-src='{}'></iframe>",
        "<iframe data-cmp-src='{}' src='data:text/html,x'></iframe>",
        "<div class='embed-consent' data-src='{}'><p>Click to load this from YouTube.</p><button>Load</button></div>",
        "<div data-embed-url='{}'><img src='/poster.jpg'><span>Zum Abspielen zustimmen</span></div>",
        "<figure><div class='player' data-url='{}'></div></figure>",
        "<lite-youtube videoid='Abc12_def-3'></lite-youtube>",
        "<amp-youtube data-videoid='Abc12_def-3' layout='responsive'></amp-youtube>",
        "<div class='youtube-player' data-id='Abc12_def-3'></div>",
        "<video><source data-src='{}'></video>",
    ],
)
def test_what_loads_late_or_after_consent_is_an_embed(html: str) -> None:
    assert inside(html.format("https://www.youtube.com/embed/Abc12_def-3?rel=0")) == (YOUTUBE,)


def quoted(name: str, href: str, attributes: str = "") -> str:
    """The quote that stands for a post until a script shows it."""
    return f"<blockquote class='{name}' {attributes}><p>Closed!</p><a href='{href}'>2 March</a></blockquote>"


_PERMALINK = "data-instgrm-permalink='https://www.instagram.com/p/XY/?utm_source=ig'"
_TOOT = "data-embed-url='https://mastodon.social/@port/1122/embed'"
_TELEGRAM = "src='https://telegram.org/js/telegram-widget.js?22' data-telegram-post='port/77'"
_CHART = "src='https://datawrapper.dwcdn.net/AbCd1/embed.js'"
POSTS = {
    quoted("twitter-tweet", "https://x.com/port/status/99?ref_src=t"): ("twitter", "https://x.com/port/status/99"),
    quoted("instagram-media", "/", _PERMALINK): ("instagram", "https://www.instagram.com/p/XY/"),
    quoted("tiktok-embed", "https://www.tiktok.com/music/1", "cite='https://www.tiktok.com/@port/video/73'"): (
        "tiktok", "https://www.tiktok.com/@port/video/73",
    ),
    quoted("bluesky-embed", "https://bsky.app/profile/port.example/post/3k?ref_src=embed"): (
        "bluesky", "https://bsky.app/profile/port.example/post/3k",
    ),
    quoted("mastodon-embed", "/x", _TOOT): ("mastodon", "https://mastodon.social/@port/1122/embed"),
    "<div class='fb-post' data-href='https://www.facebook.com/port/posts/55'></div>": (
        "facebook", "https://www.facebook.com/port/posts/55",
    ),
    "<div class='flourish-embed flourish-chart' data-src='visualisation/1234'></div>": (
        "flourish", "https://flo.uri.sh/visualisation/1234/embed",
    ),
    f"<div><script async {_TELEGRAM}></script></div>": ("telegram", "https://t.me/port/77"),
    f"<div id='datawrapper-vis-AbCd1'><script {_CHART}></script></div>": (
        "datawrapper", "https://datawrapper.dwcdn.net/AbCd1/",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("html", "embed"), POSTS.items(), ids=[provider for provider, _ in POSTS.values()])
def test_a_post_or_chart_that_a_script_would_show_is_an_embed(html: str, embed: tuple[str, str]) -> None:
    assert inside(html) == (Embed(provider=embed[0], src=embed[1]),)


@pytest.mark.parametrize(
    "html",
    [
        "<div data-src='https://www.facebook.com/sharer/sharer.php?u=https://www.harbour.example/'>Share</div>",
        "<div data-url='https://twitter.com/intent/tweet?text=x'></div>",
        "<div data-href='https://www.harbour.example/other'></div>",
        "<iframe src='https://consent.example/frame'></iframe>",
        "<iframe src='https://www.youtube.com/'></iframe><script data-telegram-post='<x>'></script>",
    ],
)
def test_what_shares_or_tracks_is_no_embed_of_a_provider(html: str) -> None:
    article = read(article_page(html))
    assert texts(article) == list(ENGLISH.paragraphs)
    assert not [b for b in article.blocks if isinstance(b, Embed) and b.src != "https://www.youtube.com/"]


def test_a_long_text_with_an_address_in_its_data_is_the_story() -> None:
    body = "".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    article = read(article_page(f"<div data-url='https://www.youtube.com/embed/Abc12_def-3'>{body * 3}</div>"))
    assert ENGLISH.paragraphs[3] in texts(article)
    assert not [b for b in article.blocks if isinstance(b, Embed)]


@pytest.mark.parametrize(
    "name", ["video", "video-container", "embed-video", "player", "video-player", "MediaPlayer_box__x1"]
)
def test_a_film_on_a_platform_is_read_whatever_its_box_is_called(name: str) -> None:
    frame = "<iframe src='https://www.youtube.com/embed/Abc12_def-3'></iframe>"
    assert inside(f"<div class='{name}'>{frame}</div>") == (YOUTUBE,)
    assert inside(f"<div class='{name}'><video src='https://films.example/of-the-day.mp4'></video></div>") == ()


def test_a_post_of_wordpress_that_is_quoted_and_framed_is_one_embed() -> None:
    quoted_post = "<blockquote class='wp-embedded-content'><a href='https://pier.example/12/'>Old pier</a></blockquote>"
    frame = "<iframe class='wp-embedded-content' src='https://pier.example/12/embed/#?secret=x'></iframe>"
    assert inside(quoted_post + frame) == (Embed(provider="pier", src="https://pier.example/12/"),)


def test_a_figure_around_a_player_of_sound_shows_no_picture() -> None:
    player = "<audio controls src='/sound/1.mp3'></audio>"
    assert inside(f"<figure><figcaption>Listen to this article</figcaption>{player}</figure>") == ()


def test_a_film_in_an_embed_element_amid_a_paragraph_is_an_embed() -> None:
    assert inside("<p><embed src='https://www.youtube.com/v/Abc12_def-3?version=3'></p>") == (YOUTUBE,)


@pytest.mark.parametrize(
    "src",
    [
        "https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fwww.harbour.example%2Fregion%2Fa-story&layout=x",
        "https://www.facebook.com/plugins/likebox.php?href=https%3A%2F%2Fwww.facebook.com%2Fharbourpost",
        "https://www.facebook.com/plugins/share_button.php?href=https%3A%2F%2Fwww.harbour.example%2F",
        "https://www.facebook.com/plugins/comments.php?href=https%3A%2F%2Fwww.harbour.example%2F",
        "https://platform.twitter.com/widgets/tweet_button.html?url=https%3A%2F%2Fwww.harbour.example%2F",
        "https://platform.twitter.com/widgets/follow_button.html?screen_name=harbourpost",
    ],
)
def test_a_button_that_likes_or_shares_the_page_is_nothing(src: str) -> None:
    assert inside(f"<div><iframe src='{src}'></iframe></div>") == ()


@pytest.mark.parametrize(
    ("src", "shown"),
    [
        ("video.php?href=https%3A%2F%2Fwww.facebook.com%2Fport%2Fvideos%2F55", "videos/55"),
        ("comment_embed.php?href=https%3A%2F%2Fwww.facebook.com%2Fport%2Fposts%2F7", "posts/7"),
    ],
)
def test_a_film_or_a_comment_from_the_same_place_is_an_embed(src: str, shown: str) -> None:
    assert inside(f"<iframe src='https://www.facebook.com/plugins/{src}'></iframe>") == (
        Embed(provider="facebook", src=f"https://www.facebook.com/port/{shown}"),
    )


def test_a_film_between_headline_and_story_is_read_once_and_one_in_a_box_is_not() -> None:
    film = "<div class='entry-video'><iframe src='https://www.youtube.com/embed/Abc12_def-3?rel=0'></iframe></div>"
    player = "<div class='video-player'><lite-youtube videoid='Abc12_def-3'></lite-youtube></div>"
    like = "<iframe src='https://www.facebook.com/plugins/like.php?href=https://harbour.example/1'></iframe>"
    advert = "<iframe src='https://films.example/of-the-day'></iframe>"
    for shown in (film, player):
        article = read(article_page(before=shown + like + advert))
        assert article.blocks[0] == YOUTUBE
        assert texts(article) == list(ENGLISH.paragraphs)
        assert added(read(article_page(film, before=shown))) == (YOUTUBE,)
        assert added(read(article_page(before=f"<div class='promo'>{shown}</div><aside>{shown}</aside>"))) == ()


def test_a_film_between_headline_and_story_stands_behind_the_lead_picture() -> None:
    film = "<iframe src='https://player.vimeo.com/video/123456'></iframe>"
    picture = "<figure><img src='/pier.jpg' alt='The pier'><figcaption>The old pier at noon</figcaption></figure>"
    lead, shown = read(article_page(before=film + picture)).blocks[:2]
    assert (getattr(lead, "role", None), shown) == ("lead", VIMEO)
