"""Addresses out of the book: what is put right, and what is none."""

from __future__ import annotations

import pytest

from pipeline.reader.addresses import web_address


@pytest.mark.parametrize(
    "url",
    [
        "https://a.org",
        "https://a.org/",
        "https://a.org:8080/b/c.html?x=1&y=%20z#d/e?f",
        "http://192.168.0.1/",
        "http://localhost",
        "https://xn--mller-kva.de",
        "https://de.wikipedia.org/wiki/Straße_(Begriffsklärung)",
        "https://a.org/?#",
        "mailto:a@b.org",
        "mailto:a.b+c@b.org,d@e.org?subject=x%20y",
        "tel:+49301",
        "tel:112",
        "tel:0301;ext=12",
    ],
)
def test_a_good_address_stays_as_it_is(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTPS://A.Org/B", "https://a.org/B"),
        ("https://müller.de/ä", "https://xn--mller-kva.de/ä"),
        ("https://straße.de", "https://xn--strae-oqa.de"),
        ("https://a.org/[x]", "https://a.org/%5Bx%5D"),
        ("https://a.org/{x}", "https://a.org/%7Bx%7D"),
        ("https://a.org/a|b", "https://a.org/a%7Cb"),
        ("https://a.org/\\", "https://a.org/%5C"),
        ("https://a.org/^", "https://a.org/%5E"),
        ('https://a.org/"x', "https://a.org/%22x"),
        ("https://a.org/a`b c", "https://a.org/a%60b%20c"),
        ("https://a.org/?x=<y>", "https://a.org/?x=%3Cy%3E"),
        ("https://a.org/#a#b", "https://a.org/#a%23b"),
        ("https://a.org/%zz", "https://a.org/%25zz"),
        ("https://a.org/%", "https://a.org/%25"),
        ("https://a.org/\u200b\ufdd0", "https://a.org/%E2%80%8B%EF%B7%90"),
        ("mailto:a@b.org?subject=x y#", "mailto:a@b.org?subject=x%20y%23"),
        ("tel:+49 30 1", "tel:+49301"),
        ("tel:+49 (0)30/12-3.4", "tel:+49301234"),
    ],
)
def test_what_is_written_loosely_is_put_right(url: str, wanted: str) -> None:
    assert web_address(url) == wanted


@pytest.mark.parametrize(
    "url",
    [
        "https://exa mple.org",
        "http://",
        "http:///",
        "http:///a",
        "https:",
        "https:a.org",
        "https:/a.org",
        "https://a.org:99999",
        "https://a.org:x",
        "https://a.org:",
        "https://[::1",
        "https://[fe80::1%25en0]",
        "https://a..b",
        "https://.a.org",
        "https://-a.org",
        "https://a_b<.org",
        "https://a%20b.org",
        "https://a@b.org",
        "https://1.2.3",
        "https://1.2.3.999",
        "https://xn--a",
        "https://xn--\u00e4",
        f"https://{'a' * 64}.org",
        f"https://{'a.' * 130}org",
        "https://א1a.org",
        "https://😀.org",
        "mailto:",
        "mailto:a",
        "mailto:a b@c",
        "mailto:@c",
        "mailto:a@",
        "mailto:a@b@c",
        "mailto:a@b,",
        "mailto:?subject=x y",
        "tel:",
        "tel:+",
        "tel:Anna",
        "tel:1;x",
        "ftp://a.org",
        "a.org",
        "",
    ],
)
def test_what_leads_nowhere_is_no_address(url: str) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize("url", ["https://müller.de/[x] %zz", "tel:+49 1", "mailto:a@b?x=[y]"])
def test_an_address_put_right_stays_so(url: str) -> None:
    once = web_address(url)
    assert once is not None
    assert web_address(once) == once
