"""Encoded sound to samples, whatever the format. Wraps PyAV. Pure."""

from __future__ import annotations

import io

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from pipeline.audio.errors import AudioError
from pipeline.audio.pcm import Samples


def decode(data: bytes, rate_hz: int) -> Samples:
    """The sound of a file's bytes as one channel of `rate_hz` samples a second.

    Raises AudioError when it is no sound that FFmpeg knows, or damaged; what an MP3 lacks at its end can't be told.
    """
    resampler = AudioResampler(format="s16", layout="mono", rate=rate_hz)
    parts: list[Samples] = []
    try:
        with av.open(io.BytesIO(data), "r") as container:
            for frame in container.decode(audio=0):
                parts += _resample(resampler, frame)
        parts += _resample(resampler, None)
    except (av.FFmpegError, IndexError, UnicodeDecodeError) as error:  # no stream of sound; tags that are no UTF-8
        raise AudioError(f"these {len(data)} bytes are no sound that can be decoded: {error}") from error
    return np.concatenate(parts) if parts else np.zeros(0, np.int16)


def _resample(resampler: AudioResampler, frame: AudioFrame | None) -> list[Samples]:
    """What comes out for a frame; for None, what was held back."""
    return [part.to_ndarray()[0].astype(np.int16, copy=False) for part in resampler.resample(frame)]
