"""How loud sound is, by ITU-R BS.1770-4 and EBU R 128. Wraps PyAV's biquad filter. Pure.

One channel counts once: a sine of 1 kHz at -23 dBFS is -23 LUFS in both of two channels and -26 LUFS in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import log10, pi, tan

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from pipeline.audio.pcm import FULL_SCALE, Samples
from pipeline.audio.spool import CHUNK

SILENT_LUFS = -70.0
"""What is softer than this has no loudness: the absolute gate."""

_RELATIVE_GATE_LU = -10.0
_OFFSET_LU = -0.691
_STEPS = 4
"""A block of 400 ms is four steps of 100 ms, and each step begins one."""


class Meter:
    """Measures the integrated loudness of samples as they come."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._step = rate_hz // 10
        self._length = 0
        self._graph = _graph(rate_hz)
        self._waiting: list[Samples] = []
        self._weighted = np.zeros(0, dtype=np.float32)
        self._powers: list[NDArray[np.float64]] = []

    def add(self, samples: Samples) -> None:
        """Take the next samples."""
        self._waiting.append(samples)
        if sum(map(len, self._waiting)) < CHUNK:
            return
        samples = np.concatenate(self._waiting)
        whole = len(samples) // CHUNK * CHUNK
        for start in range(0, whole, CHUNK):  # always cut alike, or the sums of small numbers would differ
            self._weigh(samples[start : start + CHUNK])
        self._waiting = [samples[whole:]]

    def add_silence(self, length: int) -> None:
        """Take a pause of so many samples."""
        for start in range(0, length, CHUNK):
            self.add(np.zeros(min(CHUNK, length - start), dtype=np.int16))

    def finish(self) -> float | None:
        """The integrated loudness in LUFS of all samples, None for silence. Ends the measurement.

        Less than one block of 400 ms is measured as if the rest of the block had its mean.
        """
        length = self._length + sum(map(len, self._waiting))
        block = self._step * _STEPS
        if 0 < length < block:
            self.add(np.zeros(block - length, dtype=np.int16))
        if length:
            self._weigh(np.concatenate(self._waiting))
        lufs = _gated(np.concatenate([*self._powers, np.zeros(0)]))
        return lufs + 10 * log10(block / length) if lufs is not None and length < block else lufs

    def _weigh(self, samples: Samples) -> None:
        """Filter samples, and keep the mean power of each step of them."""
        frame = av.AudioFrame.from_ndarray(samples.astype(np.float32).reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = self._rate_hz, self._length, Fraction(1, self._rate_hz)
        self._length += len(samples)
        self._graph.push(frame)
        weighted = np.concatenate([self._weighted, *_pulled(self._graph)])
        steps = weighted[: len(weighted) // self._step * self._step].reshape(-1, self._step)
        self._weighted = weighted[steps.size :]
        self._powers.append(np.einsum("ij,ij->i", steps, steps).astype(np.float64) / (self._step * FULL_SCALE**2))


def integrated(chunks: Iterable[Samples], rate_hz: int) -> float | None:
    """The integrated loudness in LUFS, None for silence."""
    meter = Meter(rate_hz)
    for chunk in chunks:
        meter.add(chunk)
    return meter.finish()


def _gated(powers: NDArray[np.float64]) -> float | None:
    """The loudness of all blocks over both gates, from the mean powers of all steps."""
    blocks = np.convolve(powers, np.full(_STEPS, 1 / _STEPS), "valid") if len(powers) >= _STEPS else powers[:0]
    blocks = blocks[blocks > _power(SILENT_LUFS)]
    if not len(blocks):
        return None
    return _lufs(blocks[blocks > _power(_lufs(blocks) + _RELATIVE_GATE_LU)])


def _lufs(powers: NDArray[np.float64]) -> float:
    return _OFFSET_LU + 10 * log10(float(powers.mean()))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET_LU) / 10))


def _graph(rate_hz: int) -> Graph:
    graph = Graph()
    nodes = [graph.add_abuffer(sample_rate=rate_hz, format="fltp", layout="mono", time_base=Fraction(1, rate_hz))]
    for weights in (_shelf(rate_hz), _high_pass(rate_hz)):
        named = zip(("b0", "b1", "b2", "a0", "a1", "a2"), weights, strict=True)
        nodes.append(graph.add("biquad", ":".join(f"{name}={weight!r}" for name, weight in named)))
    graph.link_nodes(*nodes, graph.add("abuffersink")).configure()
    return graph


def _shelf(rate_hz: int) -> Sequence[float]:
    """The first filter of BS.1770-4, annex 1, table 1, for any rate: it raises what the head does, by 4 dB."""
    corner, quality = tan(pi * 1681.974450955533 / rate_hz), 0.7071752369554196
    most, middle = 1.584864701130855, 1.2587209302325617
    first, second = corner / quality, corner * corner
    return (
        most + middle * first + second,
        2 * (second - most),
        most - middle * first + second,
        1 + first + second,
        2 * (second - 1),
        1 - first + second,
    )


def _high_pass(rate_hz: int) -> Sequence[float]:
    """The second filter, table 2, for any rate: it takes what is too low to be loud."""
    corner, quality = tan(pi * 38.13547087602444 / rate_hz), 0.5003270373238773
    first, second = corner / quality, corner * corner
    scale = 1 + first + second
    return (1.0, -2.0, 1.0, 1.0, 2 * (second - 1) / scale, (1 - first + second) / scale)


def _pulled(graph: Graph) -> Iterable[NDArray[np.float32]]:
    try:
        while True:
            frame = graph.pull()
            assert isinstance(frame, av.AudioFrame)
            yield np.frombuffer(memoryview(frame.planes[0]), np.float32, frame.samples)
    except (BlockingIOError, EOFError):
        return
