"""Where a link inside the book leads."""

from __future__ import annotations

from difflib import get_close_matches

import pytest

from pipeline.reader.anchors import Anchors

ANCHORS = Anchors(
    files={"01-eins.md": "eins", "02-zwei.md": "zwei", "03-drei.md": "drei"},
    places={
        "eins": {"beispiel": "eins-beispiel", "haftung": "haftung"},
        "zwei": {"beispiel": "zwei-beispiel"},
        "drei": {},
    },
)


@pytest.mark.parametrize(
    ("target", "chapter", "leads_to"),
    [
        ("02-zwei.md", "eins", "zwei"),
        ("./02-zwei.md", "eins", "zwei"),
        ("02-zwei.md#", "eins", "zwei"),
        ("02-zwei.md#beispiel", "eins", "zwei-beispiel"),
        ("#beispiel", "eins", "eins-beispiel"),
        ("#beispiel", "zwei", "zwei-beispiel"),
        ("#haftung", "drei", "haftung"),
    ],
)
def test_a_link_leads_to_the_nearest_place_of_its_name(target: str, chapter: str, leads_to: str) -> None:
    assert ANCHORS.resolve(target, chapter) == leads_to


@pytest.mark.parametrize(
    ("target", "chapter"),
    [
        ("04-vier.md", "eins"),
        ("03-drei.md#beispiel", "eins"),
        ("02-zwei.md#haftung", "eins"),
        ("#nirgends", "eins"),
        ("", "eins"),
        ("../02-zwei.md", "eins"),
        ("02-ZWEI.md", "eins"),
    ],
)
def test_a_link_to_what_is_not_there_leads_nowhere(target: str, chapter: str) -> None:
    assert ANCHORS.resolve(target, chapter) is None


def test_a_place_that_two_other_sections_have_is_nobodys() -> None:
    assert ANCHORS.resolve("#beispiel", "drei") is None


def test_every_way_to_write_a_link_is_known_for_the_hint() -> None:
    known = ANCHORS.known()
    assert {"01-eins.md", "#haftung", "02-zwei.md#beispiel"} <= set(known)
    assert get_close_matches("02-zwo.md", known, n=1) == ["02-zwei.md"]
