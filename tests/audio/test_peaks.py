"""True peaks and the limiter."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audio.pcm import FULL_SCALE, Samples, Wave, decibels, fade_edges, ratio
from pipeline.audio.peaks import BLOCK, limit, true_peak
from tests.audio.sound import RATE_HZ, sine, speech, true_peak_dbtp


def limited(samples: Samples, ceiling_db: float, rate_hz: int = RATE_HZ) -> Samples:
    def read(start: int, stop: int) -> Wave:
        wave = np.zeros(stop - start, dtype=np.float32)
        first, last = max(start, 0), min(stop, len(samples))
        wave[first - start : last - start] = samples[first:last]
        return wave

    chunks = list(limit(read, len(samples), rate_hz, ratio(ceiling_db)))
    found = np.concatenate([chunk for _, chunk, _ in chunks])
    assert_most(found, np.concatenate([most for _, _, most in chunks]), ratio(ceiling_db) * FULL_SCALE)
    return found


def assert_most(wave: Wave, most: Wave, top: float) -> None:
    """No sample of a block is above what is said of it, and the highest of those that aren't limited is it."""
    blocks = np.zeros(len(most) * BLOCK, dtype=np.float32)
    blocks[: len(wave)] = np.abs(wave)
    highest = blocks.reshape(-1, BLOCK).max(axis=1)
    assert (highest <= most).all()
    assert most.max(initial=0) <= np.float32(top)
    assert len(most) == -(-len(wave) // BLOCK)
    if highest.max(initial=0) < top / 2:
        assert (highest == most).all()


@pytest.mark.parametrize(("hz", "phase"), [(RATE_HZ / 4, 45), (RATE_HZ / 4, 30), (RATE_HZ / 6, 60), (997, 0)])
def test_peaks_between_samples_are_seen(hz: float, phase: float) -> None:
    """EBU Tech 3341, cases 15 to 19: +0.2 to -0.4 dB."""
    samples = sine(hz, -6, 1, phase=phase * pi / 180)[100:-100]
    assert decibels(true_peak([samples])) == pytest.approx(true_peak_dbtp(samples), abs=0.2)


def test_true_peak_of_speech_is_that_of_an_exact_transform() -> None:
    for voice in ("de", "de+f2"):
        samples = np.concatenate(speech(voice))
        assert decibels(true_peak([samples])) == pytest.approx(true_peak_dbtp(samples), abs=0.1)


def test_true_peak_does_not_depend_on_the_chunks() -> None:
    samples = sine(RATE_HZ / 4, -6, 0.1, phase=pi / 4)
    assert true_peak([samples]) == true_peak(np.array_split(samples, 50)) == true_peak(np.array_split(samples, 2000))


@given(st.integers(0, 2**32), st.integers(1, 400), st.integers(1, 90))
def test_true_peak_of_noise_is_the_same_however_cut(seed: int, length: int, cut: int) -> None:
    noise = np.random.default_rng(seed).integers(-32768, 32767, length, dtype=np.int16)
    assert true_peak(noise[start : start + cut] for start in range(0, length, cut)) == true_peak([noise])


def test_peak_between_the_last_samples_is_seen() -> None:
    for length in range(60, 70):
        samples = np.zeros(length, dtype=np.int16)
        samples[-2:] = 20000
        assert true_peak([samples]) * 32768 > 23000


def test_silence_and_nothing_have_no_peak() -> None:
    assert true_peak([]) == true_peak([np.zeros(0, dtype=np.int16)]) == true_peak([np.zeros(9, dtype=np.int16)]) == 0


def test_true_peak_of_a_lone_last_sample_is_seen() -> None:
    assert true_peak([np.zeros(1000, dtype=np.int16), np.array([-16384], dtype=np.int16)]) == pytest.approx(0.5, 0.01)


def test_sound_under_the_ceiling_is_untouched() -> None:
    samples = sine(440, -6, 5)
    assert limited(samples, -3).tolist() == samples.tolist()


@pytest.mark.parametrize("ceiling_db", [-2.0, -3.0, -6.0])
@pytest.mark.parametrize("voice", ["de", "de+f2"])
def test_limited_speech_stays_under_the_ceiling(voice: str, ceiling_db: float) -> None:
    samples = np.concatenate(speech(voice))
    assert true_peak_dbtp(samples) > ceiling_db
    assert true_peak_dbtp(limited(samples, ceiling_db)) == pytest.approx(ceiling_db, abs=0.15)


@pytest.mark.parametrize("hz", [RATE_HZ / 4, RATE_HZ / 6, RATE_HZ / 12])
@pytest.mark.parametrize("rate_hz", [8000, RATE_HZ, 48000])
def test_peaks_between_samples_are_limited(hz: float, rate_hz: int) -> None:
    """Between two samples of this sine it is up to 3 dB higher than at any."""
    samples = fade_edges(sine(hz, -3, 1, phase=pi / 2 + pi * hz / RATE_HZ), RATE_HZ, 50)
    ceiling_db = decibels(float(np.abs(samples.astype(int)).max()) / 32768) + 0.05
    assert true_peak_dbtp(samples) == pytest.approx(-3, abs=0.02)
    assert true_peak_dbtp(limited(samples, ceiling_db, rate_hz)) == pytest.approx(ceiling_db, abs=0.05)


def test_few_peaks_among_many_soft_samples_are_all_found() -> None:
    rng = np.random.default_rng(3)
    samples = rng.integers(-300, 301, 4 * RATE_HZ, dtype=np.int16)
    samples[rng.integers(0, len(samples), 200)] = 32767
    quiet = limited(samples, -6)
    assert true_peak_dbtp(quiet) <= -5.8
    assert np.count_nonzero(np.abs(quiet) > 14000) > 100  # none is pressed down more than it needs


@given(st.integers(0, 2**32), st.integers(1, 3000), st.sampled_from([-1.0, -6.0, -20.0]))
def test_any_noise_stays_under_the_ceiling_at_its_length(seed: int, length: int, ceiling_db: float) -> None:
    noise = np.random.default_rng(seed).integers(-32768, 32767, length, dtype=np.int16)
    quiet = limited(noise, ceiling_db)
    assert len(quiet) == length
    assert decibels(true_peak([quiet])) <= ceiling_db + 0.1


def test_limiter_moves_nothing_and_lets_go_within_twenty_milliseconds() -> None:
    samples = sine(440, -12, 1)
    samples[10000] = 32767
    quiet = limited(samples, -6)
    reach = RATE_HZ // 50
    assert quiet[: 10000 - reach].tolist() == samples[: 10000 - reach].tolist()
    assert quiet[10000 + reach :].tolist() == samples[10000 + reach :].tolist()
    assert int(np.abs(quiet).argmax()) == 10000


def test_peak_is_taken_to_the_ceiling_wherever_it_is() -> None:
    for place in range(10000, 10064):
        samples = sine(440, -40, 1)
        samples[place] = 32767
        assert int(limited(samples, -6)[place]) == pytest.approx(32768 * ratio(-6), abs=2)


def test_gain_has_no_steps() -> None:
    flat = np.full(RATE_HZ, 8000, dtype=np.int16)
    flat[10000:10050] = 32000
    quiet = limited(flat, -6).astype(float) / flat
    assert np.abs(np.diff(quiet)).max() < 0.02


def test_peak_at_the_edge_of_a_chunk_is_limited_alike() -> None:
    samples = sine(440, -12, 8)
    loud = samples.copy()
    loud[65536] = loud[1000] = 32767
    quiet = limited(loud, -6)
    around = slice(-900, 900)
    lone = np.zeros_like(samples)
    lone[70000] = 32767
    assert quiet[65536] == pytest.approx(quiet[1000], abs=300)
    assert limited(np.roll(lone, -4464), -6)[65536 + around.start : 65536 + around.stop].tolist() == (
        limited(lone, -6)[70000 + around.start : 70000 + around.stop].tolist()
    )
