"""Which URLs and addresses we are willing to open."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.fetch import Guard, refused

GUARD = Guard()
AT_HOME = Guard((ip_network("127.0.0.0/8"), ip_network("::1")))


@pytest.mark.parametrize(
    "url",
    [
        "https://www.dw.com/zh/a-68044952",
        "http://example.org",
        "https://example.org:8443/a?b=c#d",
        "https://münchen.example/ä",
        "https://example.org/%5C%20/@name",
        "http://93.184.216.34/",
        "https://[2606:2800:220:1::1]/",
        "HTTPS://EXAMPLE.ORG/",
        "https://1.example/",
    ],
)
def test_a_web_page_may_be_opened(url: str) -> None:
    assert GUARD.refuses_url(url) is None


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.org/a", "http"),
        ("file:///etc/passwd", "http"),
        ("gopher://example.org:70/_x", "http"),
        ("//example.org/a", "http"),
        ("example.org", "http"),
        ("", "http"),
        ("http:///a", "no host"),
        ("http://:80/", "no host"),
        ("http://user@127.0.0.1/", "user name"),
        ("http://example.org@127.0.0.1/", "user name"),
        ("http://user:secret@example.org/", "user name"),
        ("http://@example.org/", "user name"),
        ("http://127.0.0.1\\@example.org/", "backslashes"),
        ("http://example.org\\a", "backslashes"),
        ("http://exa mple.org/", "spaces"),
        (" http://example.org/", "spaces"),
        ("http://example.org/\r\nHost: x", "control"),
        ("http://example.org/\x00", "control"),
        ("http://exam\tple.org/", "control"),
        ("http://example.org/\u2028", "spaces"),
        ("http://example.org/\udcff", "control"),
        ("http://[::1", "cannot be read"),
        ("http://example.org:99999/", "cannot be read"),
        ("http://example.org:x/", "cannot be read"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:25/", "port 25"),
        ("https://example.org:6667/", "port 6667"),
        ("http://%31%32%37.0.0.1/", "no name"),
        ("http://[fe80::1%25eth0]/", "no name"),
        ("http://127.0.0.1/", "loopback"),
        ("http://[::1]/", "loopback"),
        ("http://[::ffff:10.0.0.1]/", "IPv4"),
        ("http://[::ffff:a00:1]/", "IPv4"),
        ("http://[2002:7f00:1::]/", "tunnel"),
        ("http://[64:ff9b::7f00:1]/", "IPv4"),
        ("http://169.254.169.254/latest/meta-data/", "link-local"),
        ("http://0.0.0.0/", "unspecified"),
        ("http://0/", "disguise"),
        ("http://2130706433/", "disguise"),
        ("http://0x7f000001/", "disguise"),
        ("http://0x7f.1/", "disguise"),
        ("http://127.1/", "disguise"),
        ("http://017700000001/", "disguise"),
        ("http://0177.0.0.1/", "disguise"),
        ("http://127.0.0.1./", "disguise"),
        ("http://example.0x7f/", "disguise"),
        ("http://１２７.0.0.1/", "disguise"),
        ("https://example.org/" + "a" * 9000, "longer"),
    ],
)
def test_what_is_not_a_public_web_page_is_refused_with_a_reason(url: str, why: str) -> None:
    assert why in (GUARD.refuses_url(url) or "admitted")


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:2800:220:1::1", "2a00:1450:4001::200e"])
def test_a_public_address_may_be_dialled(address: str) -> None:
    assert GUARD.refuses_address(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::2",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.216.34",
        "::ffff:0:7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::5db8:d822",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:5db8:d822::",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "fe80::1%eth0",
        "2606:2800:220:1::1%1",
        "localhost",
        "0x7f.1",
        "127.1",
        "2130706433",
        "0177.0.0.1",
        "example.org",
        "",
        " 127.0.0.1",
        "127.0.0.1 ",
    ],
)
def test_what_is_not_global_is_not_dialled(address: str) -> None:
    assert GUARD.refuses_address(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1"])
def test_allowed_networks_are_admitted_in_either_notation(address: str) -> None:
    assert AT_HOME.refuses_address(address) is None
    literal = f"[{address}]" if ":" in address else address
    assert AT_HOME.refuses_url(f"http://{literal}:8080/") is None


@pytest.mark.parametrize("address", ["10.0.0.1", "::ffff:10.0.0.1", "::2", "64:ff9b::7f00:1", "2002:7f00:1::"])
def test_allowing_one_network_allows_no_other(address: str) -> None:
    assert AT_HOME.refuses_address(address)


def test_an_allowed_translation_prefix_does_not_open_what_stands_behind_it() -> None:
    guard = Guard((ip_network("64:ff9b::/96"), ip_network("2002::/16")))
    assert guard.refuses_address("64:ff9b::5db8:d822") is None
    assert guard.refuses_address("2002:5db8:d822::") is None
    assert "loopback" in (guard.refuses_address("64:ff9b::7f00:1") or "")
    assert "private" in (guard.refuses_address("2002:a00:1::") or "")


def test_a_network_that_holds_everything_admits_the_private_ones_too() -> None:
    guard = Guard((ip_network("0.0.0.0/0"),))
    assert guard.refuses_address("10.0.0.1") is None


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_no_address_is_wider_open_than_python_thinks(address: IPv4Address) -> None:
    if GUARD.refuses_address(str(address)) is None:
        assert address.is_global
        assert not address.is_multicast


@given(st.integers(0, 2**128 - 1).map(IPv6Address) | st.integers(0, 2**32 - 1).map(IPv6Address))
def test_no_ipv6_address_outside_global_unicast_is_dialled(address: IPv6Address) -> None:
    if GUARD.refuses_address(str(address)) is None:
        assert address in ip_network("2000::/3")
        assert address.is_global


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    assert GUARD.refuses_url(text)
    assert GUARD.refuses_url(f"http://{text}") != ""
    assert GUARD.refuses_address(text) != ""


def test_a_name_is_refused_by_what_it_leads_to() -> None:
    assert refused("localhost", Guard()) is not None
    assert refused("[::1]", Guard()) == "[::1] is not opened: ::1 is a loopback address (allow_networks can admit it)"
    assert refused("127.0.0.1", Guard((ip_network("127.0.0.0/8"),))) is None
    assert refused("no-such-name.invalid", Guard()) is None
    assert refused("a" * 300, Guard()) is None
