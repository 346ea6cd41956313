"""Samples: silence, edges, level, rate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audio.pcm import amplify, decibels, fade_edges, ratio, resample, resampled_length, samples_in, silence
from tests.audio.sound import sine

RATES = st.sampled_from([16000, 22050, 24000, 44100, 48000])


def test_silence_is_whole_samples_nearest_to_its_duration() -> None:
    assert samples_in(333.34, 22050) == len(silence(333.34, 22050)) == 7350
    assert not silence(10, 22050).any()


def test_decibels_and_ratio_undo_each_other() -> None:
    assert decibels(ratio(-19.5)) == pytest.approx(-19.5)
    assert decibels(0) == -200


def test_amplified_sound_is_cut_off_at_full_scale_and_never_wraps() -> None:
    loud = amplify(np.array([-32768, -1000, 0, 1000, 32767], dtype=np.int16), 6)
    assert loud.tolist() == [-32768, -1995, 0, 1995, 32767]


def test_edges_rise_and_fall_within_five_milliseconds_and_the_rest_stays() -> None:
    flat = np.full(1000, 10000, dtype=np.int16)
    faded = fade_edges(flat, 22050)
    assert faded[0] < 10
    assert faded[-1] < 10
    assert np.all(np.diff(faded[:110].astype(int)) >= 0)
    assert (faded[110:-110] == 10000).all()
    assert flat[0] == 10000


@pytest.mark.parametrize("length", [0, 1, 2, 3])
def test_clip_shorter_than_its_fades_keeps_its_length(length: int) -> None:
    assert len(fade_edges(np.full(length, 100, dtype=np.int16), 22050)) == length


@given(st.integers(1, 5000), RATES, RATES)
def test_resampled_length_is_told_beforehand(length: int, from_hz: int, to_hz: int) -> None:
    assert len(resample(np.zeros(length, dtype=np.int16), from_hz, to_hz)) == resampled_length(length, from_hz, to_hz)


@pytest.mark.parametrize("from_hz", [16000, 24000, 44100, 48000])
def test_resampled_sine_is_the_same_sine_without_delay(from_hz: int) -> None:
    resampled = resample(sine(1000, -6, 1, from_hz), from_hz, 22050)
    error = resampled.astype(int) - sine(1000, -6, 1, 22050)[: len(resampled)]
    assert np.abs(error[500:-500]).max() <= 2


def test_what_the_lower_rate_cannot_hold_is_gone() -> None:
    assert np.abs(resample(sine(14000, -1, 1, 48000), 48000, 22050)[500:-500]).max() <= 3


def test_same_rate_is_left_alone() -> None:
    samples = sine(440, -6, 0.1)
    assert resample(samples, 22050, 22050) is samples
