"""The silence around what was spoken, made the same for every clip so that all pauses are the timeline's own. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from pipeline.audio.pcm import fade_edges
from pipeline.speech.engine import Samples

KEEP_MS = 20
FADE_MS = 3
"""Over so long does sound rise that begins at once, and fall that breaks off: a step would click."""
SILENT = 60
"""What is no louder is silence: -55 dB of full scale, below the softest f or s of every voice tried."""


def trim(samples: Samples, rate_hz: int, *, keep_ms: int = KEEP_MS) -> Samples:
    """What is heard, and `keep_ms` of silence at both ends, added where there is less; none when all is silent."""
    return trim_at(samples, rate_hz, keep_ms=keep_ms)[0]


def trim_at(samples: Samples, rate_hz: int, *, keep_ms: int = KEEP_MS) -> tuple[Samples, int]:
    """As trim, and which sample is now the first: below 0 where silence was added."""
    loud = (samples > SILENT) | (samples < -SILENT)
    if not loud.any():
        return samples[:0], 0
    keep = rate_hz * keep_ms // 1000
    first, end = int(loud.argmax()) - keep, len(loud) - int(loud[::-1].argmax()) + keep
    kept = fade_edges(samples[max(0, first) : end], rate_hz, FADE_MS)
    return np.pad(kept, (max(0, -first), max(0, end - len(samples)))), first


def close_gap(samples: Samples, start: int, end: int, rate_hz: int, *, keep_ms: int = KEEP_MS) -> Samples:
    """The samples with the gap from `start` to `end` shortened to `keep_ms`, over which what rings on fades away."""
    keep = rate_hz * keep_ms // 1000
    if end - start <= keep:
        return samples
    fade = samples[start : start + keep] * np.linspace(1.0, 0.0, keep, endpoint=False)
    return np.concatenate((samples[:start], fade.round().astype(np.int16), samples[end:]))


def place_after(sample: int, gaps: Iterable[tuple[int, int]], rate_hz: int, *, keep_ms: int = KEEP_MS) -> int:
    """Where a sample that is in none of these gaps is once they are closed."""
    keep = rate_hz * keep_ms // 1000
    return sample - sum(max(0, end - start - keep) for start, end in gaps if end <= sample)
