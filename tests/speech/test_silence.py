"""Edge silence and gaps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speech.silence import KEEP_MS, SILENT, close_gap, trim

RATE_HZ = 1_000


def sound(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.array(values, np.int16)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(SILENT + 1, 32_767))
def test_silence_at_both_ends_is_kept_up_to_twenty_milliseconds(before: int, after: int, loud: int) -> None:
    trimmed = trim(sound(*[SILENT] * before, loud, 0, -loud, *[-SILENT] * after), RATE_HZ)
    assert len(trimmed) == min(before, KEEP_MS) + 3 + min(after, KEEP_MS)
    assert trimmed[min(before, KEEP_MS)] == loud


@pytest.mark.parametrize("values", [(), (0,), (SILENT, -SILENT, 0)])
def test_silence_alone_leaves_nothing(values: tuple[int, ...]) -> None:
    assert trim(sound(*values), RATE_HZ).size == 0


def test_loudest_negative_sample_is_no_silence() -> None:
    assert trim(sound(-32_768), RATE_HZ).size == 1


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
