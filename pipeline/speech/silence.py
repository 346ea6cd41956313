"""The silence around what was spoken, made the same for every clip so that all pauses are the timeline's own. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from pipeline.audio.pcm import Samples, fade_edges

KEEP_MS = 20
FADE_MS = 3
"""Over so long does sound rise that begins at once, and fall that breaks off: a step would click."""
SILENT = 60
"""What is no louder is silence: -55 dB of full scale, below the softest f or s of every voice tried."""

_LOOK = 2048
"""So many samples are looked at at once."""


def trim(samples: Samples, rate_hz: int, *, keep_ms: int = KEEP_MS) -> Samples:
    """What is heard, and `keep_ms` of silence at both ends, added where there is less; none when all is silent."""
    return trim_at(samples, rate_hz, keep_ms=keep_ms)[0]


def trim_at(samples: Samples, rate_hz: int, *, keep_ms: int = KEEP_MS) -> tuple[Samples, int]:
    """As trim, and which sample is now the first: below 0 where silence was added."""
    loud = _first_loud(samples)
    if loud is None:
        return samples[:0], 0
    keep = rate_hz * keep_ms // 1000
    first, end = loud - keep, len(samples) - (_first_loud(samples[::-1]) or 0) + keep
    start, stop = max(0, first), min(end, len(samples))
    trimmed = np.zeros(end - first, np.int16)
    trimmed[start - first : stop - first] = fade_edges(samples[start:stop], rate_hz, FADE_MS)
    return trimmed, first


def _first_loud(samples: Samples) -> int | None:
    """The first sample that is no silence. It is near the beginning, so the rest isn't looked at."""
    for start in range(0, len(samples), _LOOK):
        part = samples[start : start + _LOOK]
        loud = (part > SILENT) | (part < -SILENT)
        if loud.any():
            return start + int(loud.argmax())
    return None


def spoken_samples(sound: bytes | bytearray, gaps: Sequence[tuple[int, int]], rate_hz: int) -> tuple[Samples, int]:
    """16-bit samples out of their bytes, each of the gaps between them closed, trimmed as trim_at() does."""
    samples = np.frombuffer(sound, np.int16)
    for start, end in reversed(gaps):
        samples = close_gap(samples, start, end, rate_hz)
    return trim_at(samples, rate_hz)


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
