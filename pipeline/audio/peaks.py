"""True peaks, and a limiter that keeps them under a ceiling without moving anything. Pure.

A true peak is the highest point between samples as well as at them: ITU-R BS.1770-4, annex 2, by fourfold
oversampling. The limiter looks both ways: it is down before a peak comes and rises after it. Its gain is a
function of the samples around a place alone, so nothing is delayed, and chunks of any size give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from pipeline.audio.pcm import FULL_SCALE, Samples, Wave, samples_in, to_samples
from pipeline.audio.spool import CHUNK

Read = Callable[[int, int], Wave]
"""The samples of a wave from start to stop, both of which may lie outside: there is silence."""

_REACH = 8
"""How many samples to each side make one between two of them."""
_BLOCK = 64
_BOX_MS = 5
"""The gain is smoothed by two boxes of this radius: it falls and rises over 20 ms."""


def _between() -> NDArray[np.float32]:
    """The weights that make the three points between two samples: one row each, a sinc under a Kaiser window."""
    offsets = np.arange(1 - _REACH, _REACH + 1)[None, :] - np.arange(1, 4)[:, None] / 4
    window = np.i0(6.0 * np.sqrt(1 - (offsets / _REACH) ** 2)) / np.i0(6.0)
    weights = np.sinc(offsets) * window
    scaled: NDArray[np.float32] = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return scaled


_WEIGHTS = _between()
_MOST = float(np.abs(_WEIGHTS).sum(axis=1).max())
"""A point between samples is at most so many times as high as the highest sample around it."""


def true_peak(chunks: Iterable[Samples | Wave]) -> float:
    """The highest true peak of samples or of waves in their scale, as 1.0 for full scale; 0.0 when there are none."""
    peak = 0.0
    tail = np.zeros(2 * _REACH, dtype=np.float32)
    before = tail
    for chunk in chunks:
        wave = np.concatenate([before, chunk.astype(np.float32, copy=False)])
        peak = max(peak, float(_heights(wave, max(peak, _loudest(wave))).max(initial=0)))
        before = wave[-2 * _REACH :]
    rest = np.concatenate([before, tail])
    return max(peak, float(_heights(rest, peak).max(initial=0))) / FULL_SCALE


def limit(read: Read, length: int, rate_hz: int, ceiling: float) -> Iterator[tuple[Wave, Samples]]:
    """Chunk by chunk a wave as it was and its limited samples: true peaks are at most `ceiling`, 1.0 for full scale."""
    top = ceiling * FULL_SCALE
    box = max(1, samples_in(_BOX_MS, rate_hz))
    around = 4 * box + 1
    for start in range(0, length, CHUNK):
        stop = min(start + CHUNK, length)
        wave = read(start - around - _REACH, stop + around + _REACH)
        heights = _heights(wave, top)
        wave = wave[around + _REACH : -around - _REACH]
        if heights.max() <= top:
            yield wave, to_samples(wave)
        else:
            yield wave, to_samples(wave * _gain(heights, top, box))


def _gain(heights: Wave, top: float, box: int) -> Wave:
    """What to multiply with: for each place the least that is needed within reach, smoothed over that reach.

    The reach of the minimum covers that of the smoothing, so the gain at a peak is never above its need.
    """
    needed = np.minimum(1.0, top / np.maximum(heights, top)).astype(np.float64)
    least = _sliding_minimum(needed, 4 * box + 3)
    gain = _box_mean(_box_mean(least, 2 * box + 1), 2 * box + 1)
    return gain.astype(np.float32)


def _sliding_minimum(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """The minimum of each `width` neighbours, in time that does not depend on the width (van Herk)."""
    count = len(values) - width + 1
    rows = -(-len(values) // width)
    padded = np.ones(rows * width)
    padded[: len(values)] = values
    table = padded.reshape(rows, width)
    forward = np.minimum.accumulate(table, axis=1).ravel()
    backward = np.minimum.accumulate(table[:, ::-1], axis=1)[:, ::-1].ravel()
    least: NDArray[np.float64] = np.minimum(backward[:count], forward[width - 1 : width - 1 + count])
    return least


def _box_mean(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """The mean of each `width` neighbours. The sums start from 1 - value, where nothing is limited exactly 0."""
    sums = np.concatenate([[0.0], np.cumsum(1.0 - values)])
    means: NDArray[np.float64] = np.clip(1.0 - (sums[width:] - sums[:-width]) / width, 0.0, 1.0)
    return means


def _loudest(wave: Wave) -> float:
    return max(float(wave.max(initial=0)), -float(wave.min(initial=0)))


def _heights(wave: Wave, floor: float) -> Wave:
    """For each sample but _REACH at both ends, the highest of it and of the three points up to the next.

    Points between are looked at only where they can be above `floor`, which in speech is seldom.
    """
    length = len(wave) - 2 * _REACH
    heights: Wave = np.abs(wave[_REACH : _REACH + length])
    rows = -(-length // _BLOCK)
    if not rows:
        return heights
    padded = np.zeros(rows * _BLOCK + 2 * _REACH, dtype=np.float32)
    padded[: len(wave)] = wave
    windows = sliding_window_view(padded, _BLOCK + 2 * _REACH)[::_BLOCK]
    maxima = np.zeros(rows + 2, dtype=np.float32)
    maxima[1:-1] = np.abs(padded[_REACH:-_REACH]).reshape(rows, _BLOCK).max(axis=1)
    maxima[0], maxima[-1] = _loudest(padded[:_REACH]), _loudest(padded[-_REACH:])
    near = np.maximum(np.maximum(maxima[:-2], maxima[1:-1]), maxima[2:])
    chosen = np.flatnonzero(near * _MOST > floor)
    if len(chosen):
        tall = np.zeros(rows * _BLOCK, dtype=np.float32)
        tall[:length] = heights
        table = tall.reshape(rows, _BLOCK)
        table[chosen] = np.maximum(table[chosen], _points_between(windows[chosen]))
        heights = tall[:length]
    return heights


def _points_between(windows: Wave) -> Wave:
    """The highest of the three points after each sample; a row is a block with _REACH samples at both ends."""
    columns = np.ascontiguousarray(windows.T)  # a tap is then one run of memory for all blocks
    highest = np.zeros((_BLOCK, len(windows)), dtype=np.float32)
    point, part = np.empty_like(highest), np.empty_like(highest)
    for weights in _WEIGHTS:
        point.fill(0)
        for tap, weight in enumerate(weights):
            point += np.multiply(columns[tap + 1 : tap + 1 + _BLOCK], weight, out=part)
        np.maximum(highest, np.abs(point, out=point), out=highest)
    return highest.T
