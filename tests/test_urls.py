"""The identity of articles, links and pictures, whatever their addresses look like."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from watcher.urls import absolute, ascii_host, asset, host, identity, is_web, resolved, site, without_tracking

COPIES = {
    "Deutsche Welle's formats": (
        "static.dw.com/image/66805658",
        "https://static.dw.com/image/66805658_303.jpg",
        "https://static.dw.com/image/66805658_1004.webp",
        "https://images.weserv.nl/?url=static.dw.com/image/66805658_303.jpg",
        "https://static.dw.com/image/66805658_${formatId}.jpg",
    ),
    "sizes in the name": (
        "img.harbour.example/2026/pier",
        "https://img.harbour.example/2026/pier.jpg",
        "https://img.harbour.example/2026/pier-1024x683.jpg",
        "https://img.harbour.example/2026/pier-scaled.jpg",
        "https://img.harbour.example/2026/pier@2x.png",
        "https://img.harbour.example/2026/pier.jpg.webp?w=640&q=75",
        "https://i0.wp.com/img.harbour.example/2026/pier.jpg?resize=300%2C200&ssl=1",
    ),
    "sizes in the path": (
        "img.harbour.example/bridge-at-dawn",
        "https://img.harbour.example/640x360/bridge-at-dawn.jpg",
        "https://img.harbour.example/w_800,h_450,c_fill/bridge-at-dawn.webp",
        "https://img.harbour.example/width=1200/bridge-at-dawn.jpg",
    ),
    "proxies that keep the address in their path": (
        "img.harbour.example/2026/pier",
        "https://img-harbour-example.cdn.ampproject.org/i/s/img.harbour.example/2026/pier.jpg",
        "https://img-harbour-example.cdn.ampproject.org/ii/w680/s/img.harbour.example/2026/pier.jpg",
        "https://thumbs.example/unsafe/640x360/smart/filters:quality(80)/img.harbour.example/2026/pier.jpg",
        "https://thumbs.example/x7Ghq29LmPo0aBcDeFgHiJkLmNo=/fit-in/900x0/img.harbour.example/2026/pier.jpg",
        "https://res.example/demo/image/fetch/w_640,f_auto/https://img.harbour.example/2026/pier.jpg%3Fw%3D9",
        "https://proxy.example/ab12/rs:fit:300:0:0/plain/https%3A%2F%2Fimg.harbour.example%2F2026%2Fpier.jpg@webp",
    ),
    "signatures that change": (
        "img.harbour.example/get/195679/1",
        "https://img.harbour.example/get/195679/1?X-Amz-Date=20260102T030432Z&X-Amz-Signature=26b5d419",
        "https://img.harbour.example/get/195679/1?impolicy=website&width=640&v=17",
    ),
    "proxies that carry the address": (
        "media.harbour.example/a/ferry",
        "https://media.harbour.example/a/ferry.jpeg",
        "https://www.harbour.example/_next/image?url=https%3A%2F%2Fmedia.harbour.example%2Fa%2Fferry.jpeg&w=1920&q=75",
        "https://il.harbour.example/images/?imageUrl=https://media.harbour.example/a/ferry.jpeg&format=webp&width=720",
        "https://thumbs.example/unsafe/300x200/https://media.harbour.example/a/ferry.jpeg",
    ),
    "pictures without a name, sizes behind a number": (
        "mm.harbour.example/cached/id/195679",
        "https://mm.harbour.example/cached/id/195679/width/425/height/284/crop/1",
        "https://mm.harbour.example/cached/id/195679/width/850/height/568/crop/1?q=60",
    ),
    "pictures without a name, the size last": (
        "im.harbour.example/3700095/jpg",
        "https://im.harbour.example/3700095/jpg/640x360",
        "https://im.harbour.example/3700095/jpg/1280x720?w=480",
    ),
    "pictures numbered by a parameter": (
        "img.harbour.example/pier?imageId=4711",
        "https://img.harbour.example/pier.jpg?imageId=4711&w=300&mtime=17",
        "https://img.harbour.example/pier-1200x800.webp?mtime=18&imageId=4711",
    ),
    "a number said twice": (
        "img.harbour.example/47110/pier",
        "https://img.harbour.example/47110/pier.jpg",
        "https://img.harbour.example/47110/pier.jpg?id=47110",
    ),
    "servers that share the work": (
        "img.harbour.example/2026/pier",
        "https://img1.harbour.example/2026/pier.jpg",
        "https://img-12.harbour.example/2026/pier.webp?w=640",
    ),
    "a network that delivers": (
        "harbour.example/media/pier",
        "https://www.harbour.example/media/pier.jpg",
        "https://cdn.harbour.example/media/pier.jpg",
        "https://cdn3.harbour.example/media/xl/pier.jpg",
    ),
    "styles of Drupal": (
        "harbour.example/files/public/2026-05/pier",
        "https://harbour.example/files/styles/large/public/2026-05/pier.jpg?itok=aB1",
        "https://harbour.example/files/styles/teaser_16x9/public/2026-05/pier.jpg.webp?itok=zZ9",
    ),
    "sizes behind the name": (
        "img.harbour.example/pier",
        "https://img.harbour.example/pier;w=640;h=360.jpg",
        "https://img.harbour.example/pier,w=960,q=80.jpg",
        "https://img.harbour.example/s/pier.jpg",
    ),
    "pictures named by a parameter": (
        "img.harbour.example/show?id=4711",
        "https://img.harbour.example/show?id=4711&w=300&quality=60",
        "https://img.harbour.example/show?width=900&id=4711&sig=0a1b",
    ),
}


@pytest.mark.parametrize(
    ("expected", "src"),
    [(own, src) for own, *copies in COPIES.values() for src in copies],
)
def test_a_picture_is_the_same_in_every_size_format_and_proxy(expected: str, src: str) -> None:
    assert asset(src) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://img.example/2026/pier.jpg", "https://img.example/2026/ferry.jpg"),
        ("https://img.example/2026/pier.jpg", "https://img.example/2025/pier.jpg"),
        ("https://img.example/show?id=1&w=300", "https://img.example/show?id=2&w=300"),
        ("https://img.example/id/1/width/300", "https://img.example/id/2/width/300"),
        ("https://static.dw.com/image/1_303.jpg", "https://static.dw.com/image/2_303.jpg"),
        ("https://img.example/show/image.jpg?id=8123", "https://img.example/show/image.jpg?id=8124"),
        ("https://img.example/GetImage.ashx?ImageId=81&w=6", "https://img.example/GetImage.ashx?ImageId=82&w=6"),
        ("https://img1.example.org/pier.jpg", "https://img2.example.org/ferry.jpg"),
        ("https://img.example/i;id=77;w=640.jpg", "https://img.example/i;id=78;w=640.jpg"),
        ("https://img.example/picturehandler.php?f=pier", "https://img.example/picturehandler.php?f=ferry"),
    ],
)
def test_pictures_of_other_names_are_other_pictures(one: str, other: str) -> None:
    assert asset(one) != asset(other)


@pytest.mark.parametrize(
    "src",
    [
        "",
        "http://[",
        "data:image/gif;base64,R0lGOD",
        "//",
        "/a/../b",
        "?",
        "https://x/?url=",
        "https://x/\udc80?a=\udcff",
    ],
)
def test_no_address_is_too_broken_for_an_identity(src: str) -> None:
    assert isinstance(asset(src), str)
    assert isinstance(identity(src), str)
    assert isinstance(resolved(src, "https://harbour.example/"), str)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.harbour.example/region/ferry",
        "http://harbour.example/region/ferry/",
        "https://harbour.example/region/ferry?utm_source=feed&fbclid=x#top",
        "https://m.harbour.example/region/ferry",
        "https://amp.harbour.example/region/ferry",
        "https://www.harbour.example/region/ferry/amp/",
    ],
)
def test_an_article_is_the_same_by_every_address_that_leads_to_it(url: str) -> None:
    assert identity(url) == "harbour.example/region/ferry"


def test_parameters_that_name_an_article_are_its_identity_in_any_order() -> None:
    assert identity("https://harbour.example/?p=7&page=2") == identity("https://harbour.example/?page=2&p=7")
    assert identity("https://harbour.example/?p=7") != identity("https://harbour.example/?p=8")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.dw.com/zh/一个标题/a-68044952",
        "https://www.dw.com/en/another-slug/a-68044952?maca=en-rss",
        "https://www.dw.com/graph-api/zh/content/article/68044952",
        "https://m.dw.com/zh/a-68044952",
    ],
)
def test_an_article_of_deutsche_welle_is_its_number(url: str) -> None:
    assert identity(url) == "dw:68044952"


@pytest.mark.parametrize(
    "address",
    [
        "https://harbour.example",
        "http://Harbour.example/a/../b.html",
        "https://harbour.example/a b?q",
        "https://harbour.example/brücke;v=1?q=a;b/?c",
        "https://harbour.example/a;?q#",
        "https://harbour.example?q=1",
        "https://harbour.example/?",
        "https://harbour.example:8080/a#b",
        "HTTPS://harbour.example/a",
        "//harbour.example/a",
        "../a?b",
    ],
)
def test_an_address_is_resolved_as_the_standard_library_joins_it(address: str) -> None:
    for base in ("https://news.example/2026/story", "http://news.example"):
        assert resolved(address, base) == urljoin(base, address)


def test_only_tracking_parameters_go() -> None:
    assert without_tracking("https://a.example/x?id=7&utm_medium=rss&b=#t") == "https://a.example/x?id=7&b=#t"
    assert without_tracking("https://a.example/x?utm_medium=rss") == "https://a.example/x"
    assert without_tracking("https://a.example/x?ref=home_3&tpcc=nl") == "https://a.example/x"
    assert without_tracking("https://a.example/x?ref=20260107") == "https://a.example/x?ref=20260107"
    assert absolute("../y?fbclid=1", "https://a.example/n/x") == "https://a.example/y"


def test_a_site_is_its_host_without_www_and_a_host_keeps_its_port() -> None:
    assert site("https://WWW.Harbour.example:8443/x") == "harbour.example"
    assert host("https://harbour.example:443/x") == "harbour.example"
    assert host("http://harbour.example:8080/x") == "harbour.example:8080"
    assert host("http://harbour.example:80") == host("HTTP://Harbour.example?x") == "harbour.example"
    assert host("https://u:p@harbour.example:80/x") == host("https://harbour.example:80#x") == "harbour.example:80"
    assert [host(u) for u in ("https://harbour.example:65536/", "https://[::1]:8080/x", "/x")] == ["", "[::1]:8080", ""]
    assert [is_web(u) for u in ("https://a.example", "ftp://a.example", "/a", "mailto:a@b.example")] == [
        True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("dw.com", "dw.com"),
        ("münchen.example", "xn--mnchen-3ya.example"),
        ("*.münchen.example", "*.xn--mnchen-3ya.example"),
        ("ü" * 70, "ü" * 70),
    ],
)
def test_a_host_is_written_as_the_network_knows_it(name: str, known: str) -> None:
    assert ascii_host(name) == known


def test_endless_sizes_in_an_address_take_no_endless_time() -> None:
    endless = ";w=1" * 50_000  # took minutes where each was tried with all that follow
    assert asset(f"https://a.example/img/bridge{endless}!/x.jpg").endswith(f"{endless}!/x")
