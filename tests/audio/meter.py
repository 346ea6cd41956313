"""A meter of the tests' own: ITU-R BS.1770-4 by Fourier's transform, and FFmpeg's true peaks, of a file as played."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log10, pi, tan
from pathlib import Path

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from pipeline.audio.pcm import Wave

Powers = NDArray[np.float64]

_STEP_MS, _STEPS_A_BLOCK = 100, 4
_ABSOLUTE_LUFS, _RELATIVE_LU = -70.0, -10.0
_AT_ONCE = 1 << 19
_RINGING = 1 << 14
"""How many samples the weighting rings on: over 0.7 s of its high pass at 38 Hz."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A file as played: its sound, full scale 1.0, and what was measured of it."""

    wave: Wave
    rate_hz: int
    lufs: float
    true_peak_dbtp: float


def listen(path: Path) -> Heard:
    """Play a file to its end."""
    waves, peak = [], 0.0
    with av.open(str(path), "r") as container:
        stream = container.streams.audio[0]
        graph = Graph()
        source, sink = graph.add_abuffer(template=stream), graph.add("abuffersink")
        graph.link_nodes(source, graph.add("ebur128", "metadata=1:peak=true"), sink).configure()
        for frame in container.decode(audio=0):
            waves.append(frame.to_ndarray().reshape(-1).astype(np.float32))
            graph.push(frame)
            peak = max(peak, *_peaks(graph))
        graph.push(None)
        peak = max(peak, *_peaks(graph))
        wave = np.concatenate(waves)
        return Heard(wave, stream.rate, loudness(wave, stream.rate), decibels(peak))


def loudness(wave: Wave, rate_hz: int) -> float:
    """Integrated loudness in LUFS, gated; of what is shorter than a block, that of the one block it begins."""
    step = rate_hz * _STEP_MS // 1000
    weighted = np.concatenate(list(_weighted(wave, rate_hz)))
    short = _STEPS_A_BLOCK * step - len(weighted)
    if short > 0:
        weighted = np.pad(weighted, (0, short))
    count = len(weighted) // step
    steps: Powers = np.square(weighted[: count * step]).reshape(count, step).mean(axis=1)
    blocks: Powers = np.convolve(steps, np.full(_STEPS_A_BLOCK, 1 / _STEPS_A_BLOCK), "valid")
    loud = blocks[blocks > _power(_ABSOLUTE_LUFS)]
    if not len(loud):
        return float("-inf")
    gated = loud[loud > _power(_lufs(loud.mean()) + _RELATIVE_LU)]
    return _lufs(gated.mean())


def decibels(amplitude: float) -> float:
    """An amplitude in dB of full scale."""
    return 20 * log10(amplitude) if amplitude else float("-inf")


def _peaks(graph: Graph) -> Iterator[float]:
    """The highest true peak so far, after each frame that is ready."""
    yield 0.0
    try:
        while True:
            yield float(graph.pull().metadata.get("lavfi.r128.true_peaks_ch0", 0))
    except (BlockingIOError, EOFError):
        return


def _weighted(wave: Wave, rate_hz: int) -> Iterator[Powers]:
    """The K-weighted sound, stretch by stretch, each with as much of the one before as rings on."""
    padded = np.concatenate([np.zeros(_RINGING, np.float32), wave])
    for start in range(0, len(wave), _AT_ONCE):
        stretch = padded[start : start + _AT_ONCE + _RINGING]
        size = _AT_ONCE + 2 * _RINGING  # what wraps round falls on zeros
        spectrum = np.fft.rfft(stretch, size) * _weighting(rate_hz, size)
        yield np.fft.irfft(spectrum, size)[_RINGING : len(stretch)]


@lru_cache(maxsize=2)
def _weighting(rate_hz: int, size: int) -> NDArray[np.complex128]:
    """The K-weighting at each frequency: a shelf of 4 dB and a high pass, both biquads, for any rate."""
    z = np.exp(-2j * pi * np.arange(size // 2 + 1) / size)
    shelf = _biquad(rate_hz, 1681.974450955533, 0.7071752369554196, 3.999843853973347, z)
    return shelf * _biquad(rate_hz, 38.13547087602444, 0.5003270373238773, None, z)


def _biquad(
    rate_hz: int, hz: float, quality: float, gain_db: float | None, z: NDArray[np.complex128]
) -> NDArray[np.complex128]:
    """A high shelf, or without a gain a high pass."""
    k = tan(pi * hz / rate_hz)
    below = 1 + k / quality + k * k
    if gain_db is None:
        above = 1 - 2 * z + z**2
    else:
        high = 10 ** (gain_db / 20)
        band = high**0.4996667741545416
        above = (
            (high + band * k / quality + k * k) + 2 * (k * k - high) * z + (high - band * k / quality + k * k) * z**2
        ) / below
    under = 1 + 2 * (k * k - 1) / below * z + (1 - k / quality + k * k) / below * z**2
    response: NDArray[np.complex128] = above / under
    return response


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def _lufs(power: float) -> float:
    return 10 * log10(power) - 0.691
