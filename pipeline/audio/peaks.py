"""True peaks, and a limiter that keeps them under a ceiling without moving anything. Pure.

A true peak is the highest point between samples as well as at them: ITU-R BS.1770-4, annex 2, by fourfold
oversampling. The limiter looks both ways: it is down before a peak comes and rises after it. Its gain is a
function of the samples around a place alone, so nothing is delayed, and chunks of any size give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.pcm import FULL_SCALE, Samples, Wave, samples_in
from pipeline.audio.spool import CHUNK

Read = Callable[[int, int], Wave]
"""The samples of a wave from start to stop, both of which may lie outside: there is silence."""

REACH = 8
"""How many samples to each side make one between two of them."""
BLOCK = 64
"""How many samples are looked at as one: most have no peak near the ceiling, and are left at that."""
_MANY = 256
"""So many blocks are looked into at once: for a few it takes as long."""
_STEP = 16
"""The gain is reckoned for every so many samples, and goes straight from one to the next."""
_BOX_MS = 5
"""The gain is smoothed by two boxes of this radius: it falls and rises over 20 ms."""
METERS_DIFFER_DB = 0.1
"""By so much may a meter that oversamples more than fourfold find a peak to be higher."""


def _between() -> NDArray[np.float64]:
    """The weights that make the three points between two samples: one row each, a sinc under a Kaiser window."""
    offsets = np.arange(1 - REACH, REACH + 1)[None, :] - np.arange(1, 4)[:, None] / 4
    window = np.i0(6.0 * np.sqrt(1 - (offsets / REACH) ** 2)) / np.i0(6.0)
    weights = np.sinc(offsets) * window
    scaled: NDArray[np.float64] = weights / weights.sum(axis=1, keepdims=True)
    return scaled


def _bend(weights: NDArray[np.float64]) -> float:
    """How far a point can be from the straight line between its two samples, for a second difference of 1.

    What the weights are more than a straight line's has neither sum nor moment: summed up twice, it is a filter of
    the second differences.
    """
    places = np.arange(1 - REACH, REACH + 1)
    line = np.zeros_like(weights)
    line[:, REACH] = weights @ places
    line[:, REACH - 1] = 1 - line[:, REACH]
    return float(np.abs(np.cumsum(np.cumsum(weights - line, axis=1), axis=1)).sum(axis=1).max())


_WEIGHTS = _between().astype(np.float32)
_MOST = float(np.abs(_WEIGHTS).sum(axis=1).max()) * 1.00001
"""A point between samples is at most so many times as high as the highest sample around it."""
_BEND = _bend(_between()) * 1.00001


def true_peak(chunks: Iterable[Samples | Wave]) -> float:
    """The highest true peak of samples or of waves in their scale, as 1.0 for full scale; 0.0 when there are none."""
    peak = 0.0
    waiting: Wave = np.zeros((0, BLOCK + 2 * REACH), dtype=np.float32)
    rest: Wave = np.zeros(REACH, dtype=np.float32)
    for chunk in chain(chunks, [np.zeros(REACH + BLOCK, dtype=np.float32)]):
        wave = np.concatenate([rest, chunk.astype(np.float32, copy=False)])
        length = max(0, len(wave) - 2 * REACH) // BLOCK * BLOCK
        rest = wave[length:]
        if length:
            blocks = wave[: length + 2 * REACH]
            maxima = _maxima(blocks)
            peak = max(peak, float(maxima.max()))
            waiting = np.concatenate([waiting, _near(blocks, maxima, peak)[1]])
        if len(waiting) > _MANY:
            peak = max(peak, float(_heights(waiting).max()))
            waiting = waiting[:0]
    return max(peak, float(_heights(waiting).max(initial=0))) / FULL_SCALE


def limit(read: Read, length: int, rate_hz: int, ceiling: float) -> Iterator[tuple[Wave, Wave, Wave]]:
    """Chunk by chunk a wave as it was and limited: true peaks are at most `ceiling`, 1.0 for full scale.

    Where nothing is to be limited both are one. The third is what no sample of each BLOCK of the limited one is above.
    """
    top = ceiling * FULL_SCALE
    box = max(1, samples_in(_BOX_MS, rate_hz) // _STEP)
    around = -(-(4 * box + 1) * _STEP // BLOCK) * BLOCK
    for start in range(0, length, CHUNK):
        stop = min(start + CHUNK, length)
        end = start + -(-(stop - start) // BLOCK) * BLOCK
        wave = read(start - around - REACH, end + around + REACH)
        maxima = _maxima(wave)
        blocks, windows = _near(wave, maxima, top)
        heights = _heights(windows)
        most = np.minimum(maxima[around // BLOCK + 1 : -(around // BLOCK) - 1], np.float32(top))
        wave = wave[around + REACH : stop - start + around + REACH]
        if heights.max(initial=0) <= top:
            yield wave, wave, most
        else:
            needed = np.ones(((end - start + 2 * around) // BLOCK, BLOCK // _STEP))
            needed[blocks] = top / np.maximum(heights, top)
            spare, steps = around // _STEP - (4 * box + 1), (end - start) // _STEP
            yield wave, _amplified(wave, _gain(needed.ravel(), box)[spare : spare + steps + 1]), most


def _amplified(wave: Wave, gain: NDArray[np.float64]) -> Wave:
    """A wave times a gain that goes straight from step to step."""
    table = np.zeros((len(gain) - 1, _STEP), dtype=np.float32)
    table.reshape(-1)[: len(wave)] = wave
    steps = np.flatnonzero(np.minimum(gain[:-1], gain[1:]) < 1.0)
    first, rise = gain[steps, None], (gain[steps + 1] - gain[steps])[:, None]
    table[steps] *= (first + rise * (np.arange(_STEP) / _STEP)).astype(np.float32)
    return table.reshape(-1)[: len(wave)]


def _gain(needed: NDArray[np.float64], box: int) -> NDArray[np.float64]:
    """What to multiply with where each step begins: the least that is needed within reach, smoothed over that reach.

    The reach of the minimum covers that of the smoothing and a step more to the left, so the gain at both ends of
    a step is never above its need. The first that comes out is of step 4 * box + 1, the last has as many after it.
    """
    least = _sliding(np.minimum, needed, 4 * box + 2)
    return _box_mean(_box_mean(least, 2 * box + 1), 2 * box + 1)


def _box_mean(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """The mean of each `width` neighbours of values from 0 to 1: exactly 1 where all of them are."""
    return _sliding(np.add, values, width) / width


def _sliding(join: np.ufunc, values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """What `join` makes of each `width` neighbours: of halves, and these of theirs. It depends on nothing else."""
    if width == 1:
        return values
    half = width // 2
    halves = _sliding(join, values, half)
    joined: NDArray[np.float64] = join(halves[:-half], halves[half:])
    return join(joined[:-1], values[2 * half :]) if width % 2 else joined


def _maxima(wave: Wave) -> Wave:
    """The highest sample of each block of a wave of whole blocks, and of the REACH samples before and after them."""
    heights = np.abs(wave)
    blocks = heights[REACH:-REACH].reshape(-1, BLOCK).max(axis=1)
    return np.concatenate([heights[:REACH].max(keepdims=True), blocks, heights[-REACH:].max(keepdims=True)])


def _near(wave: Wave, maxima: Wave, floor: float) -> tuple[NDArray[np.intp], Wave]:
    """The blocks of a wave that may have points above `floor`, and their windows: REACH samples more at both ends.

    `maxima` are the wave's. In speech these are a few blocks in a hundred.
    """
    near = np.maximum(np.maximum(maxima[:-2], maxima[1:-1]), maxima[2:])
    blocks = np.flatnonzero(near * _MOST > floor)
    shape, strides = (len(near), BLOCK + 2 * REACH), (BLOCK * wave.itemsize, wave.itemsize)
    windows = np.ndarray(shape, wave.dtype, wave, strides=strides)[blocks]
    bends = np.abs(windows[:, 2:] - 2 * windows[:, 1:-1] + windows[:, :-2]).max(axis=1, initial=0)
    high = near[blocks] + _BEND * bends > floor
    return blocks[high], windows[high]


def _heights(windows: Wave) -> Wave:
    """The heights of the steps of blocks, from their windows.

    A height is the highest of a step's samples and of the three points after each.
    """
    columns = np.ascontiguousarray(windows.T)  # a tap is then one run of memory for all blocks
    points = np.zeros((len(_WEIGHTS), BLOCK, len(windows)), dtype=np.float32)
    part = np.empty_like(points)
    for tap, weights in enumerate(_WEIGHTS.T):
        points += np.multiply(columns[tap + 1 : tap + 1 + BLOCK], weights[:, None, None], out=part)
    highest = np.maximum(np.abs(columns[REACH:-REACH]), np.abs(points, out=points).max(axis=0))
    steps: Wave = highest.reshape(BLOCK // _STEP, _STEP, len(windows)).max(axis=1).T
    return steps
