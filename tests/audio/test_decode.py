"""Encoded sound to samples."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from pipeline.audio.decode import decode
from pipeline.audio.errors import AudioError
from tests.speech.service import hum


def wav(samples: np.ndarray[tuple[int, ...], np.dtype[np.int16]], rate_hz: int) -> bytes:
    """A WAV file; a second axis of the samples is its channels."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(samples.shape[1] if samples.ndim == 2 else 1)
        writer.setsampwidth(2)
        writer.setframerate(rate_hz)
        writer.writeframes(samples.tobytes())
    return file.getvalue()


def tone(count: int, rate_hz: int) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return (8_000 * np.sin(np.arange(count) * 2 * np.pi * 440 / rate_hz)).astype(np.int16)


def test_samples_of_the_asked_rate_come_back_as_they_were() -> None:
    samples = tone(5_000, 24_000)
    assert decode(wav(samples, 24_000), 24_000).tolist() == samples.tolist()


def test_other_rates_are_resampled_to_the_last_sample() -> None:
    decoded = decode(wav(tone(44_100, 44_100), 44_100), 22_050)
    assert abs(len(decoded) - 22_050) <= 1
    middle = slice(2_000, 20_000)
    assert np.abs(decoded[middle].astype(int) - tone(22_050, 22_050)[middle]).max() < 100


def test_two_channels_become_one() -> None:
    samples = tone(5_000, 24_000)
    decoded = decode(wav(np.stack((samples, samples), axis=1), 24_000), 24_000)
    assert np.abs(decoded.astype(int) - samples).max() <= 1


def test_mp3_is_decoded_whole() -> None:
    decoded = decode(hum(1_000), 24_000)
    assert 1_400 <= len(decoded) / 24 < 1_500
    assert np.abs(decoded.astype(int)).max() > 5_000


def test_file_without_samples_is_silent() -> None:
    assert decode(wav(np.zeros(0, np.int16), 24_000), 24_000).size == 0


@pytest.mark.parametrize("data", [b"", b"no sound " * 99, bytes(2_000), b"\x89PNG\r\n\x1a\n", hum(500)[:100]])
def test_what_is_no_sound_is_an_error(data: bytes) -> None:
    with pytest.raises(AudioError, match=f"these {len(data)} bytes are no sound"):
        decode(data, 24_000)


def test_picture_is_no_sound() -> None:
    image = b"P6 2 2 255\n" + bytes(12)
    with pytest.raises(AudioError, match="no sound"):
        decode(image, 24_000)


def test_title_that_is_no_unicode_is_decoded_or_an_error_of_ours() -> None:
    title = b"TIT2" + (5).to_bytes(4, "big") + b"\0\0" + b"\3\xff\xfe\xff\xff"
    data = b"ID3\3\0\0" + bytes((0, 0, 0, len(title))) + title + hum(500)
    try:
        assert decode(data, 24_000).size
    except AudioError as error:
        assert "no sound" in str(error)  # noqa: PT017  # either will do
