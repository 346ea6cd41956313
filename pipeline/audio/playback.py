"""Encoded sound as a player hears it. Wraps PyAV's decoders. Reads the one file it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.packet import Packet

from pipeline.audio.encoded import Encoded
from pipeline.audio.errors import AudioError
from pipeline.audio.infoframe import whole_frames
from pipeline.audio.pcm import FULL_SCALE, Wave

_FRAMES_AT_ONCE = 64
_BYTES_AT_ONCE = 1 << 14
"""Of speech some 2 s: what is reckoned with them all stays in a processor's own cache."""


def play(encoded: Encoded) -> Iterator[Wave]:
    """Decode frames, with the encoder's and the decoder's delay before them: full scale is 32768.

    Nothing is cut off at full scale, so what would distort can be seen. Raises AudioError for what is no MP3.
    """
    decoder = av.CodecContext.create("mp3float", "r")
    assert isinstance(decoder, AudioCodecContext)
    try:
        for data in whole_frames(encoded.chunks(_BYTES_AT_ONCE), encoded.rate_hz, encoded.bitrate_kbps):
            frames = decoder.decode(Packet(data))  # many at once, which costs less than one by one
            wave = np.frombuffer(bytearray().join(frame.planes[0] for frame in frames), np.float32)
            wave *= np.float32(FULL_SCALE)
            yield wave
    except av.error.FFmpegError as error:
        raise AudioError(f"the MP3 just encoded can't be played: {error}; report this") from error


def play_file(path: Path) -> Iterator[Wave]:
    """Decode a file of one channel, stretch by stretch: full scale is 32768, at which nothing is cut off.

    Raises AudioError for what is no AAC or Opus.
    """
    try:
        with av.open(str(path), "r") as container:
            decoded = container.decode(audio=0)
            while frames := list(islice(decoded, _FRAMES_AT_ONCE)):
                yield np.concatenate([frame.to_ndarray()[0] for frame in frames]) * np.float32(FULL_SCALE)
    except (av.error.FFmpegError, OSError) as error:
        raise AudioError(f"{path.name}, just encoded, can't be played: {error}; report this") from error
