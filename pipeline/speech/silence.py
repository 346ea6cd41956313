"""The silence around what was spoken, cut so that all pauses are the timeline's own. Pure."""

from __future__ import annotations

import numpy as np

from pipeline.speech.engine import Samples

KEEP_MS = 20
SILENT = 60
"""What is no louder is silence: -55 dB of full scale, below the softest f or s of every voice tried."""


def trim(samples: Samples, rate_hz: int, *, keep_ms: int = KEEP_MS) -> Samples:
    """The samples from `keep_ms` before the first sound to as long after the last; none when all is silent."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > SILENT)
    if not loud.size:
        return samples[:0]
    keep = rate_hz * keep_ms // 1000
    return samples[max(0, int(loud[0]) - keep) : int(loud[-1]) + 1 + keep]


def close_gap(samples: Samples, start: int, end: int, rate_hz: int, *, keep_ms: int = KEEP_MS) -> Samples:
    """The samples with the gap from `start` to `end` shortened to `keep_ms`, over which what rings on fades away."""
    keep = rate_hz * keep_ms // 1000
    if end - start <= keep:
        return samples
    fade = samples[start : start + keep] * np.linspace(1.0, 0.0, keep, endpoint=False)
    return np.concatenate((samples[:start], fade.round().astype(np.int16), samples[end:]))
