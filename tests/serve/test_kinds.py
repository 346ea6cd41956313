"""A file's type comes from its name alone."""

from __future__ import annotations

import pytest

from pipeline.serve.kinds import UNKNOWN, kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.b.mp3", "audio/mpeg"),
        ("A.MP3", "audio/mpeg"),
        ("one.chapters.json", "application/json+chapters"),
        ("chapters.json", "application/json"),
        ("feed.xml", "application/rss+xml; charset=utf-8"),
        ("other-feed.xml", "application/xml; charset=utf-8"),
        ("mp3", UNKNOWN),
        ("a.unknown", UNKNOWN),
        ("mp3.", UNKNOWN),
    ],
)
def test_kind_of_a_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind
