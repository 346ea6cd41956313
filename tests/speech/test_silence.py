"""Edge silence and gaps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speech.silence import KEEP_MS, SILENT, close_gap, place_after, trim, trim_at

RATE_HZ = 1_000


def sound(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.array(values, np.int16)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(SILENT + 1, 32_767))
def test_there_are_twenty_milliseconds_of_silence_at_both_ends(before: int, after: int, loud: int) -> None:
    middle = [loud, 0, 0, 0, -loud, 0, 0, 0, loud]
    trimmed = trim(sound(*[SILENT] * before, *middle, *[-SILENT] * after), RATE_HZ)
    assert len(trimmed) == KEEP_MS + len(middle) + KEEP_MS
    assert np.abs(trimmed[:KEEP_MS]).max() <= SILENT >= np.abs(trimmed[-KEEP_MS:]).max()
    assert trimmed[KEEP_MS + 4] == -loud


@pytest.mark.parametrize("before", [KEEP_MS, 2 * KEEP_MS])
def test_sound_with_silence_around_it_stays_as_it_is(before: int) -> None:
    samples = sound(*[0] * before, 1_000, 2_000, 1_000, *[0] * before)
    assert trim(samples, RATE_HZ).tolist() == [0] * KEEP_MS + [1_000, 2_000, 1_000] + [0] * KEEP_MS


def test_sound_that_begins_at_once_or_breaks_off_fades() -> None:
    faded = trim(sound(*[1_000] * 50), RATE_HZ)[KEEP_MS:-KEEP_MS].tolist()
    assert 0 < faded[0] < faded[1] < faded[2] < 1_000
    assert faded[3:-3] == [1_000] * 44
    assert faded[-3:] == faded[2::-1]


@pytest.mark.parametrize("values", [(), (0,), (SILENT, -SILENT, 0)])
def test_silence_alone_leaves_nothing(values: tuple[int, ...]) -> None:
    assert trim(sound(*values), RATE_HZ).size == 0


def test_loudest_negative_sample_is_no_silence() -> None:
    assert trim(sound(-32_768), RATE_HZ)[KEEP_MS] == -32_768


def test_gap_is_shortened_and_what_rings_on_fades() -> None:
    closed = close_gap(sound(*[1_000] * 200), 50, 150, RATE_HZ)
    assert len(closed) == 120
    assert list(closed[:51]) == [1_000] * 51
    assert all(np.diff(closed[50:70]) < 0)
    assert closed[69] == 50
    assert list(closed[70:]) == [1_000] * 50


def test_short_gap_stays() -> None:
    samples = sound(*[1_000] * 200)
    assert close_gap(samples, 50, 70, RATE_HZ) is samples


@given(st.integers(0, 200), st.integers(0, 200))
def test_trimming_tells_where_it_begins(before: int, after: int) -> None:
    samples = sound(*[0] * before, *[1_000] * 9, 20_000, *[1_000] * 9, *[0] * after)
    trimmed, first = trim_at(samples, RATE_HZ)
    assert trimmed[before + 9 - first] == 20_000


@given(st.lists(st.tuples(st.integers(30, 90), st.integers(0, 90)), max_size=5))
def test_what_follows_closed_gaps_is_found_again(parts: list[tuple[int, int]]) -> None:
    samples, gaps, places = sound(20_000), [], [0]
    for loud, silent in parts:
        start = len(samples) + loud
        samples = np.concatenate((samples, np.zeros(loud + silent, np.int16), sound(20_000)))
        gaps.append((start, start + silent))
        places.append(start + silent)
    closed = samples
    for start, end in reversed(gaps):
        closed = close_gap(closed, start, end, RATE_HZ)
    assert [place_after(place, gaps, RATE_HZ) for place in places] == np.flatnonzero(closed).tolist()
