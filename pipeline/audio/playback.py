"""Encoded sound as a player hears it. Wraps PyAV's decoders. Reads the one file it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, islice
from pathlib import Path

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.packet import Packet
from numpy.typing import NDArray

from pipeline.audio.encoded import Encoded
from pipeline.audio.errors import AudioError
from pipeline.audio.infoframe import cut_to_frames, frame_format, lead_in
from pipeline.audio.pcm import FULL_SCALE, Wave

_FRAMES_AT_ONCE = 64
_FLOAT_BYTES = 4
_BYTES_AT_ONCE = 1 << 14
"""Of speech some 2 s: what is reckoned with them all stays in a processor's own cache."""


def play(encoded: Encoded, heard: NDArray[np.bool_] | None = None) -> Iterator[Wave]:
    """Decode frames, with the encoder's and the decoder's delay before them: full scale is 32768.

    Nothing is cut off at full scale, so what would distort can be seen. Where not all is to be `heard`, which tells so
    of each frame, the others are left out, or silent where a decoder needs them. Raises AudioError for what is no MP3.
    """
    decoder = av.CodecContext.create("mp3float", "r")
    assert isinstance(decoder, AudioCodecContext)
    silence, place = bytes(frame_format(encoded.rate_hz).samples * _FLOAT_BYTES), 0
    heard = np.ones(encoded.frame_count, dtype=np.bool_) if heard is None else heard
    needed = _with_lead_in(heard, lead_in(encoded.rate_hz, encoded.bitrate_kbps))
    try:
        for pieces in cut_to_frames(encoded.chunks(_BYTES_AT_ONCE), encoded.rate_hz, encoded.bitrate_kbps):
            here = needed[place : place + len(pieces)]
            audible = heard[place : place + len(pieces)][here].tolist()
            place += len(pieces)
            if audible:  # many at once, which costs less than one by one
                decoded = decoder.decode(Packet(b"".join(compress(pieces, here))))
                pairs = zip(decoded, audible, strict=True)
                sound = bytearray().join(frame.planes[0] if is_audible else silence for frame, is_audible in pairs)
                wave = np.frombuffer(sound, np.float32)
                wave *= np.float32(FULL_SCALE)
                yield wave
    except (av.error.FFmpegError, ValueError) as error:
        raise AudioError(f"the MP3 just encoded can't be played: {error}; report this") from error


def _with_lead_in(heard: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Each that is heard, and so many before it."""
    needed = heard.copy()
    for before in range(1, length + 1):
        needed[:-before] |= heard[before:]
    return needed


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
