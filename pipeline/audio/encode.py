"""Samples to MP3 frames in a file. Wraps lameenc. Touches the disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import lameenc

from pipeline.audio.encoded import Encoded
from pipeline.audio.errors import AudioError
from pipeline.audio.infoframe import DECODER_DELAY, Tally, check_bitrate
from pipeline.audio.pcm import Samples
from pipeline.audio.spool import disk_error

QUALITIES = range(10)
_GAINS = ((160, 0.95), (192, 0.97), (224, 0.98))
_WRITTEN_BYTES = 1 << 20


def encode(chunks: Iterable[Samples], path: Path, rate_hz: int, bitrate_kbps: int = 64, quality: int = 5) -> Encoded:
    """Encode samples of one channel to a file at `path`. `quality` is LAME's: 0 takes longest, 9 is fastest.

    The same samples give the same bytes, however they are cut into chunks. Raises AudioError for a rate,
    bit rate or quality that MP3 doesn't have, for less than a decoder's delay, which FFmpeg plays too long, and
    when the disk is full. What is at `path` then is of no use.
    """
    encoder, tally = _encoder(rate_hz, bitrate_kbps, quality), Tally(rate_hz, bitrate_kbps)
    try:
        with path.open("wb") as file:
            samples = _write(file, encoder, chunks, tally)
    except OSError as error:
        raise disk_error(error, path.parent) from error
    return Encoded(path, tally.size, tally.frame_count, samples, rate_hz, bitrate_kbps, tally.crc)


def encoder_gain(bitrate_kbps: int) -> float:
    """What LAME multiplies sound with before it encodes: its presets do so, and lameenc can't tell it not to."""
    return next((gain for most_kbps, gain in _GAINS if bitrate_kbps <= most_kbps), 1.0)


def _encoder(rate_hz: int, bitrate_kbps: int, quality: int) -> lameenc.Encoder:
    check_bitrate(rate_hz, bitrate_kbps)
    if quality not in QUALITIES:
        raise AudioError(f"LAME has no quality {quality}: choose one from 0 (takes longest) to 9 (fastest)")
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_out_sample_rate(rate_hz)
    encoder.set_bit_rate(bitrate_kbps)
    encoder.set_quality(quality)
    return encoder


def _write(file: BinaryIO, encoder: lameenc.Encoder, chunks: Iterable[Samples], tally: Tally) -> int:
    """Write the frames of all chunks; gives back how many samples there were."""
    samples, waiting = 0, bytearray()
    for chunk in chunks:
        samples += len(chunk)
        if len(chunk):
            waiting += encoder.encode(chunk.astype("<i2", copy=False).tobytes())
        if len(waiting) >= _WRITTEN_BYTES:
            tally.add(bytes(waiting))
            file.write(waiting)
            waiting.clear()
    if samples < DECODER_DELAY:
        raise AudioError(f"a section of {samples} samples is too short for an MP3: give it {DECODER_DELAY} or more")
    waiting += encoder.flush()
    tally.add(bytes(waiting))
    tally.finish()
    file.write(waiting)
    return samples
