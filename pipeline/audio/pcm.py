"""Sound as whole samples: int16, one channel. Pure."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, gcd

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Samples = NDArray[np.int16]
Wave = NDArray[np.float32]

FULL_SCALE = 32768.0
_SILENT_DB = -200.0
_RESAMPLER_REACH = 24
"""How many samples of the slower rate a resampled one is made from, to each side."""


def silence(duration_ms: float, rate_hz: int) -> Samples:
    """Nothing, for the whole samples nearest to a duration."""
    return np.zeros(samples_in(duration_ms, rate_hz), dtype=np.int16)


def samples_in(duration_ms: float, rate_hz: int) -> int:
    """How many whole samples are nearest to a duration."""
    return max(0, round(duration_ms * rate_hz / 1000))


def decibels(ratio: float) -> float:
    """An amplitude as dB of full scale; -200 for none, so that it stays a number."""
    return 20 * float(np.log10(ratio)) if ratio > 0 else _SILENT_DB


def ratio(decibel: float) -> float:
    """dB as a factor of amplitude."""
    return float(10 ** (decibel / 20))


def amplify(samples: Samples, gain_db: float) -> Samples:
    """Louder or softer by dB; what would not fit is cut off at full scale."""
    return to_samples(samples.astype(np.float32) * np.float32(ratio(gain_db)))


def to_samples(wave: Wave | NDArray[np.float64]) -> Samples:
    """The nearest whole samples of a wave whose full scale is 32768; what would not fit is cut off."""
    rounded = np.rint(wave)
    return np.clip(rounded, -FULL_SCALE, FULL_SCALE - 1, out=rounded).astype(np.int16)


def resampled_length(length: int, from_hz: int, to_hz: int) -> int:
    """How many samples resample() makes of so many."""
    return -(-length * to_hz // from_hz)


def fade_edges(samples: Samples, rate_hz: int, duration_ms: float = 5) -> Samples:
    """Let the start rise and the end fall over 5 ms (half of a clip at most), so that no edge clicks."""
    length = min(samples_in(duration_ms, rate_hz), len(samples) // 2)
    if not length:
        return samples
    rise = _rise(length)
    faded = samples.copy()
    faded[:length] = to_samples(samples[:length] * rise)
    faded[-length:] = to_samples(samples[-length:] * rise[::-1])
    return faded


@lru_cache(maxsize=8)
def _rise(length: int) -> Wave:
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length)).astype(np.float32)


def resample(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """The same sound at another rate, without delay.

    A sinc under a Kaiser window in as many phases as the rates' ratio needs; the pass band ends at 92 % of
    the lower half rate, what folds back is about 80 dB down.
    """
    if from_hz == to_hz or not len(samples):
        return samples
    divisor = gcd(from_hz, to_hz)
    up, down = to_hz // divisor, from_hz // divisor
    phases = _phases(up, down)
    taps = phases.shape[1]
    padded = np.pad(samples.astype(np.float64), (taps // 2 - 1, taps // 2 + 1))
    windows = sliding_window_view(padded, taps)
    wave = np.empty(resampled_length(len(samples), from_hz, to_hz))
    for phase in range(min(up, len(wave))):
        wave[phase::up] = windows[phase * down // up :: down][: len(wave[phase::up])] @ phases[phase * down % up]
    return to_samples(wave)


@lru_cache(maxsize=8)
def _phases(up: int, down: int) -> NDArray[np.float64]:
    """One row of weights for each place that a new sample can have between two old ones."""
    cutoff = 0.96 * min(1.0, up / down)
    half = ceil(_RESAMPLER_REACH / cutoff)
    offsets = np.arange(1 - half, half + 1)[None, :] - np.arange(up)[:, None] / up
    window = np.i0(8.0 * np.sqrt(np.clip(1 - (offsets / half) ** 2, 0, None))) / np.i0(8.0)
    weights = np.sinc(offsets * cutoff) * window
    scaled: NDArray[np.float64] = weights / weights.sum(axis=1, keepdims=True)
    return scaled
