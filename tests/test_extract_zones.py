from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

import pytest
from pages_html import CHINESE, article_page, linked_data, news, page, paragraphs, read

from watcher.extract.zones import _COUNTRIES, _LANGUAGES, zone_of


@pytest.mark.parametrize(
    ("url", "language", "zone"),
    [
        ("https://news.harbour.com.cn/a", None, "Asia/Shanghai"),
        ("https://www.harbour.co.jp/a", "en", "Asia/Tokyo"),
        ("https://www.hafen.de:8080/a", "de", "Europe/Berlin"),
        ("https://www.harbour.com/a", "zh-CN", "Asia/Shanghai"),
        ("https://www.harbour.com/a", "ja_JP", "Asia/Tokyo"),
        ("https://www.harbour.me/a", "sr-ME", "Europe/Belgrade"),
        ("https://www.harbour.com/a", "en-US", None),
        ("https://www.harbour.com/a", None, None),
        ("https://www.harbour.com/a", "ta", "Asia/Kolkata"),
        ("https://www.harbour.com/a", "fa-IR", "Asia/Tehran"),
        ("https://www.harbour.com/a", "ar", None),
        ("https://www.hafen.com/a", "de", "Europe/Berlin"),
        ("https://www.hafen.com/a", "de-CH", "Europe/Berlin"),
        ("https://www.haven.com/a", "nl-BE", "Europe/Amsterdam"),
        ("https://www.pelabuhan.com/a", "id-ID", "Asia/Jakarta"),
        ("https://www.porto.com/a", "pt-BR", "America/Sao_Paulo"),
        ("https://www.porto.com/a", "pt", None),
        ("https://www.puerto.com/a", "es_MX", "America/Mexico_City"),
        ("https://www.puerto.com/a", "es-ES", None),
        ("https://www.puerto.cl/a", "es-ES", "America/Santiago"),
        ("https://www.port.com/a", "fr-FR", None),
        ("https://www.port.com/a", "fr-CH", "Europe/Zurich"),
        ("https://www.harbour.com/a", "en-IN", "Asia/Kolkata"),
        ("https://www.harbour.com/a", "en-GB", None),
        ("https://www.harbour.com/a", "en-", None),
        ("https://www.porto.com.br/a", "pt", "America/Sao_Paulo"),
        ("no address", "", None),
    ],
)
def test_a_sites_zone_is_that_of_its_country_or_else_of_its_language(
    url: str, language: str | None, zone: str | None
) -> None:
    assert zone_of(url, language) == (ZoneInfo(zone) if zone else None)


@pytest.mark.parametrize(
    ("published", "is_known"),
    [
        ("2026-03-02T07:15:00+08:00", True),
        ("2026-03-02T07:15:00+00:00", True),
        ("2026-03-02T07:15:00Z", True),
        ("2026-03-02T07:15:00", True),
        ("yesterday", True),
        (None, True),
        ("2026-03-02T07:15:00+01:00", False),
    ],
)
def test_a_page_that_tells_another_zone_is_written_elsewhere(published: object, is_known: bool) -> None:
    assert (zone_of("https://www.harbour.com/zh/a", "zh", published) is not None) == is_known


@pytest.mark.parametrize(
    ("title", "zone"),
    [
        ("港口大桥全面封闭", "Asia/Shanghai"),
        ("旋回橋の閉鎖へ", "Asia/Tokyo"),
        ("항구 대교 통제", "Asia/Seoul"),
        ("港 Pier closed", None),
    ],
)
def test_an_east_asian_title_tells_the_zone_where_nothing_tells_the_language(title: str, zone: str | None) -> None:
    assert zone_of("https://www.harbour.com/a", None, None, title) == (ZoneInfo(zone) if zone else None)


def test_every_zone_that_is_listed_exists() -> None:
    assert {*_COUNTRIES.values(), *_LANGUAGES.values()} <= available_timezones()


def test_a_time_without_a_zone_is_one_of_the_sites_country() -> None:
    head = '<meta name="publishdate" content="2026-03-02 07:15">'
    html = page(paragraphs(CHINESE), head=head, title=CHINESE.title, lang="zh-CN")
    assert read(html, "https://www.gangkou.cn/a").published_at == "2026-03-01T23:15Z"
    assert read(html, "https://www.gangkou.com/a").published_at == "2026-03-01T23:15Z"


def test_a_time_that_says_its_zone_stays() -> None:
    head = linked_data(news(datePublished="2026-03-02T07:15:00+01:00"))
    assert read(article_page(head=head), "https://www.gangkou.cn/a").published_at == "2026-03-02T06:15:00Z"


def test_a_site_rules_zone_goes_before_that_of_the_language() -> None:
    head = '<meta name="date" content="2026-03-02 07:15">'
    body = f'<div class="rich-text">{paragraphs(CHINESE)}</div>'
    html = page(body, head=head, title=CHINESE.title, lang="zh")
    assert read(html, "https://www.dw.com/zh/x/a-71200345").published_at == "2026-03-02T06:15Z"
