"""How loud sound is, by ITU-R BS.1770-4 and EBU R 128. Wraps PyAV's ebur128 filter. Pure.

One channel counts once: a sine of 1 kHz at -23 dBFS is -23 LUFS in both of two channels and -26 LUFS in one.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log10

import av
import numpy as np
from av.filter import Graph

from pipeline.audio.pcm import Samples
from pipeline.audio.spool import CHUNK

SILENT_LUFS = -70.0
"""What is softer than this has no loudness: the absolute gate."""

_BLOCK_MS = 400
_KEY = "lavfi.r128.I"


class Meter:
    """Measures the integrated loudness of samples as they come."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._length = 0
        self._graph = Graph()
        source = self._graph.add_abuffer(sample_rate=rate_hz, format="s16", layout="mono")
        meter = self._graph.add("ebur128", "metadata=1")
        self._graph.link_nodes(source, meter, self._graph.add("abuffersink")).configure()
        self._lufs = SILENT_LUFS

    def add(self, samples: Samples) -> None:
        """Take the next samples."""
        if not len(samples):
            return
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples).reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = self._rate_hz
        frame.pts = self._length
        self._length += len(samples)
        self._graph.push(frame)
        self._pull()

    def add_silence(self, length: int) -> None:
        """Take a pause of so many samples."""
        for start in range(0, length, CHUNK):
            self.add(np.zeros(min(CHUNK, length - start), dtype=np.int16))

    def finish(self) -> float | None:
        """The integrated loudness in LUFS of all samples, None for silence. Ends the measurement.

        Less than one block of 400 ms is measured as if the rest of the block had its mean.
        """
        block, length = self._rate_hz * _BLOCK_MS // 1000, self._length
        if 0 < length < block:
            self.add(np.zeros(block - length, dtype=np.int16))
        self._graph.push(None)
        self._pull()
        if self._lufs <= SILENT_LUFS:
            return None
        return self._lufs + (10 * log10(block / length) if length < block else 0.0)

    def _pull(self) -> None:
        try:
            while True:
                self._lufs = float(self._graph.pull().metadata.get(_KEY, self._lufs))
        except (BlockingIOError, EOFError):
            return


def integrated(chunks: Iterable[Samples], rate_hz: int) -> float | None:
    """The integrated loudness in LUFS, None for silence."""
    meter = Meter(rate_hz)
    for chunk in chunks:
        meter.add(chunk)
    return meter.finish()
