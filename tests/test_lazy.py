"""Sequences whose items are there when they are asked for."""

from __future__ import annotations

import pytest

from pipeline.lazy import Lazy


def test_an_item_is_made_when_it_is_asked_for() -> None:
    asked: list[int] = []

    def item(place: int) -> str:
        asked.append(place)
        return "abcd"[place]

    letters = Lazy(4, item)
    assert len(letters) == 4
    assert asked == []
    assert (letters[1], letters[-1], asked) == ("b", "d", [1, 3])
    assert (letters[1:3], [*letters], asked[2:]) == (("b", "c"), ["a", "b", "c", "d"], [1, 2, 0, 1, 2, 3])
    for place in (4, -5):
        with pytest.raises(IndexError):
            letters[place]


def test_what_an_item_raises_does_not_end_the_sequence_in_silence() -> None:
    def item(place: int) -> int:
        return [0, 1][place]

    with pytest.raises(IndexError):
        tuple(Lazy(3, item))
