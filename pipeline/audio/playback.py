"""MP3 frames as a player hears them. Wraps PyAV's decoder. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext

from pipeline.audio.pcm import FULL_SCALE, AudioError, Wave


def play(chunks: Iterable[bytes]) -> Iterator[Wave]:
    """Decode frames of one channel, with the encoder's and the decoder's delay before them: full scale is 32768.

    Nothing is cut off at full scale, so what would distort can be seen. Raises AudioError for what is no MP3.
    """
    decoder = av.CodecContext.create("mp3float", "r")
    assert isinstance(decoder, AudioCodecContext)
    try:
        for data in chunks:
            yield from _decoded(decoder, data)
    except av.error.FFmpegError as error:
        raise AudioError(f"the MP3 just encoded can't be played: {error}; report this") from error


def _decoded(decoder: AudioCodecContext, data: bytes) -> Iterator[Wave]:
    """What a piece of data holds in one wave, for an array of each frame would cost more than decoding it."""
    waves = [frame.to_ndarray()[0] for packet in decoder.parse(data) for frame in decoder.decode(packet)]
    if waves:
        yield np.concatenate(waves) * np.float32(FULL_SCALE)
