"""Which version a client has, and which bytes it wants, by what it asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.serve.conditions import MOST_PIECES, Piece, Version, is_known, wanted

VERSION = Version('"a"', 1_000_000_000)
DATE = "Sun, 09 Sep 2001 01:46:40 GMT"


def pieces(ranges: str, size: int = 100, condition: str | None = None) -> list[tuple[int, int]] | None:
    found = wanted({"range": ranges, **({"if-range": condition} if condition else {})}, VERSION, size)
    return None if found is None else [(piece.start, piece.end) for piece in found]


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ("bytes=0-9", [(0, 10)]),
        ("bytes=0-0", [(0, 1)]),
        ("bytes=90-", [(90, 100)]),
        ("bytes=-10", [(90, 100)]),
        ("bytes=-1000", [(0, 100)]),
        ("bytes=90-1000", [(90, 100)]),
        ("Bytes = 5-6 ", [(5, 7)]),
        ("bytes=0-9,20-29", [(0, 10), (20, 30)]),
        ("bytes=20-29, 0-9", [(0, 10), (20, 30)]),
        ("bytes=0-9,5-20,21-30", [(0, 31)]),
        ("bytes=0-9,,", [(0, 10)]),
        ("bytes=0-9,500-", [(0, 10)]),
        ("bytes=100-", []),
        ("bytes=500-600,-0", []),
    ],
)
def test_ranges_in_the_file_are_heeded(ranges: str, expected: list[tuple[int, int]]) -> None:
    assert pieces(ranges) == expected


@pytest.mark.parametrize(
    "ranges",
    [
        "", "bytes", "bytes=", "bytes=,", "bytes=-", "bytes=9-0", "bytes=0-9,9-0", "bytes=1-2-3", "bytes=--5",
        "bytes=a-b", "bytes=0x1-2", "bytes=+1-2", "bytes=١-٢", "items=0-9", "bytes=1" + "0" * 30 + "-",
        "bytes=" + ",".join(f"{3 * number}-{3 * number}" for number in range(MOST_PIECES + 1)),
        "bytes=" + "0-1," * 5000,
    ],
    ids=lambda ranges: ranges[:20],
)  # fmt: skip
def test_other_ranges_get_the_whole(ranges: str) -> None:
    assert pieces(ranges) is None


@pytest.mark.parametrize("ranges", ["bytes=0-", "bytes=-1"])
def test_an_empty_file_has_no_piece(ranges: str) -> None:
    assert pieces(ranges, 0) == []


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), min_size=1, max_size=5), st.integers(1, 50)
)
def test_pieces_hold_what_is_asked_for_once_and_in_order(spans: list[list[int]], size: int) -> None:
    found = pieces("bytes=" + ",".join(f"{first}-{last}" for first, last in spans), size)
    assert found is not None
    told = [place for start, end in found for place in range(start, end)]
    assert told == sorted({place for first, last in spans for place in range(first, last + 1) if place < size})


@pytest.mark.parametrize(
    ("condition", "expected"),
    [('"a"', [(0, 10)]), (DATE, [(0, 10)]), ('"b"', None), ('W/"a"', None), ("Sun, 09 Sep 2001 01:46:41 GMT", None)],
)
def test_a_range_of_another_version_gets_the_whole(condition: str, expected: list[tuple[int, int]] | None) -> None:
    assert pieces("bytes=0-9", condition=condition) == expected


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ({}, False),
        ({"if-none-match": '"a"'}, True),
        ({"if-none-match": 'W/"a"'}, True),
        ({"if-none-match": '"b", "a"'}, True),
        ({"if-none-match": "*"}, True),
        ({"if-none-match": '"b"'}, False),
        ({"if-none-match": "a"}, False),
        ({"if-modified-since": DATE}, True),
        ({"if-modified-since": "Sun, 09 Sep 2001 01:46:39 GMT"}, False),
        ({"if-modified-since": "Mon, 10 Sep 2001 01:46:40 GMT"}, True),
        ({"if-modified-since": "yesterday"}, False),
        ({"if-modified-since": "Sun, 09 Sep 0000 01:46:39 GMT"}, False),
        ({"if-none-match": '"b"', "if-modified-since": DATE}, False),  # the tag is asked, and it alone
    ],
)
def test_a_client_has_what_it_names(asked: dict[str, str], known: bool) -> None:
    assert is_known(asked, VERSION) == known


def test_what_has_no_date_is_known_by_its_tag_alone() -> None:
    assert not is_known({"if-modified-since": DATE}, Version('"a"', None))
    assert wanted({"range": "bytes=0-0", "if-range": DATE}, Version('"a"', None), 9) is None
    assert wanted({"range": "bytes=0-0", "if-range": '"a"'}, Version('"a"', None), 9) == (Piece(0, 1),)
