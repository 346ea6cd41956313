"""A text in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speech.packing import pack


@given(st.text(alphabet="ab äß.,;:–-!?…„“()\n\t\u00a0", max_size=300), st.integers(1, 40))
def test_nothing_is_lost_and_no_piece_is_too_long(text: str, limit: int) -> None:
    pieces = pack(text, limit)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert all(piece == piece.strip() for piece in pieces)


@given(st.lists(st.text(alphabet="abcä", min_size=1, max_size=10), min_size=1))
def test_no_word_is_torn_that_fits(words: list[str]) -> None:
    assert " ".join(pack(" ".join(words), 10)).split() == words


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        (" \n ", []),
        ("Kurz  und\ngut.", ["Kurz und gut."]),
        ("Zwölf Zeichen genau.", ["Zwölf Zeichen genau."]),
        ("Der erste Satz. Der zweite, länger.", ["Der erste Satz.", "Der zweite, länger."]),
        ("Ja. Das ist, wie es ist, eben lang.", ["Ja. Das ist,", "wie es ist,", "eben lang."]),
        ("Der erste Teil – der zweite Teil.", ["Der erste Teil –", "der zweite Teil."]),
        ("Er sagte „nein“. Dann ging er.", ["Er sagte „nein“.", "Dann ging er."]),
        ("Etwa 10.000 Leute, z. B. hier.", ["Etwa 10.000 Leute,", "z. B. hier."]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffahr", "tsgesellschaft"]),
    ],
)
def test_cuts_are_where_a_speaker_breathes(text: str, pieces: list[str]) -> None:
    assert pack(text, 20) == pieces


def test_text_of_the_limit_is_one_piece() -> None:
    assert pack("a" * 100, 100) == ["a" * 100]
    assert pack("a" * 101, 100) == ["a" * 100, "a"]
    assert pack("a" * 100 + " b", 100) == ["a" * 100, "b"]


def test_blank_right_after_a_piece_ends_it() -> None:
    assert pack("aa bbbb cc", 7) == ["aa bbbb", "cc"]
