"""The stopwatch of the bench counts each moment once, and every part of a build is counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.audio import encode, master
from tests.bench.book import write_book
from tests.bench.shares import PARTS, REST, SYNTHESIS, parts, shares_table
from tests.bench.sound import sections_s
from tests.bench.stopwatch import Stopwatch, build_watched


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += seconds


def test_moments_count_for_the_innermost_alone() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    clock.go(1)
    with watch.during("outer"):
        clock.go(2)
        watch.timed("inner", clock.go)(4)
        clock.go(8)
    clock.go(16)
    assert watch.seconds() == {REST: 17, "outer": 10, "inner": 4}


def test_items_count_while_they_are_made_and_not_while_they_are_used() -> None:
    clock = Clock()
    watch = Stopwatch(clock)

    def items() -> Iterator[int]:
        for number in range(3):
            clock.go(1)
            yield number

    for _ in watch.each("items", items()):
        clock.go(10)
    assert watch.seconds() == {REST: 30, "items": 3}


def test_function_that_fails_is_counted_and_what_follows_is_not() -> None:
    clock = Clock()
    watch = Stopwatch(clock)

    def fail() -> None:
        clock.go(1)
        raise ValueError("full")

    with pytest.raises(ValueError, match="full"):
        watch.timed("failing", fail)()
    clock.go(2)
    assert watch.seconds() == {REST: 2, "failing": 1}


def test_every_part_of_a_build_takes_time_and_the_pipeline_is_left_as_it_was(tmp_path: Path) -> None:
    write_book(200, 2, tmp_path / "book", plain=True)
    seconds = build_watched(tmp_path / "book", tmp_path / "output", "tone")
    assert set(seconds) == set(PARTS)
    assert all(seconds[name] > 0 for name in PARTS if name != SYNTHESIS)
    assert 30 < sections_s(tmp_path / "output") < 120
    assert vars(master)["encode"] is encode.encode


def test_parts_are_read_and_one_that_misses_is_told() -> None:
    told = dict.fromkeys(PARTS, 1)
    assert parts(json.dumps(told)) == told
    del told[REST]
    with pytest.raises(ValueError, match="these parts were measured"):
        parts(json.dumps(told))


def test_shares_are_of_the_sum_of_medians() -> None:
    runs = [{**dict.fromkeys(PARTS, 0.0), REST: rest, SYNTHESIS: 1.0} for rest in (1.0, 3.0, 9.0)]
    lines = [line.rsplit(maxsplit=3) for line in shares_table("Title", runs).splitlines()]
    assert ["the rest", "3.00", "75.0", "%"] in lines
    assert ["all", "4.00", "100.0", "%"] in lines
