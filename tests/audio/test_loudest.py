"""Peaks found in a part of an MP3 are those of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.audio import loudest
from pipeline.audio.encode import encode
from pipeline.audio.encoded import Encoded
from pipeline.audio.infoframe import frame_format, lead_in
from pipeline.audio.loudest import highest_peak, loudest_frames
from pipeline.audio.pcm import Samples, Wave, resample, to_samples
from pipeline.audio.peaks import BLOCK, true_peak
from pipeline.audio.playback import play
from pipeline.mpeg import BITRATES_KBPS
from tests.audio.sound import RATE_HZ, speech

EDGES = [
    (rate_hz, bitrate) for rate_hz, all_kbps in BITRATES_KBPS.items() for bitrate in {all_kbps[0], 64, all_kbps[-1]}
]


def voice(name: str, rate_hz: int) -> Samples:
    """Sentences, with silence between."""
    clips = [resample(clip, RATE_HZ, rate_hz) for clip in speech(name)]
    pause = np.zeros(rate_hz // 3, dtype=np.int16)
    return np.concatenate([each for clip in clips for each in (clip, pause)])


def most_of(samples: Samples) -> Wave:
    """The highest of each block."""
    blocks = np.zeros(-(-len(samples) // BLOCK) * BLOCK, dtype=np.float32)
    blocks[: len(samples)] = np.abs(samples.astype(np.float32))
    highest: Wave = blocks.reshape(-1, BLOCK).max(axis=1)
    return highest


def in_frames(waves: Iterator[Wave], encoded: Encoded) -> Wave:
    """A row for each frame that was played."""
    return np.concatenate([*waves, np.zeros(0, np.float32)]).reshape(-1, frame_format(encoded.rate_hz).samples)


@pytest.mark.parametrize(("rate_hz", "bitrate_kbps"), EDGES)
def test_a_frame_sounds_the_same_whatever_else_is_played(tmp_path: Path, rate_hz: int, bitrate_kbps: int) -> None:
    encoded = encode([voice("de", rate_hz)], tmp_path / "frames", rate_hz, bitrate_kbps)
    whole = in_frames(play(encoded), encoded)
    assert len(whole) == encoded.frame_count
    heard = np.random.default_rng(rate_hz + bitrate_kbps).random(encoded.frame_count) < 0.02
    heard[[0, -1]] = True
    part = in_frames(play(encoded, heard), encoded)
    assert len(part) <= heard.sum() * (1 + lead_in(rate_hz, bitrate_kbps))
    audible = np.abs(whole[heard]).max(axis=1) > 0
    assert (part[np.abs(part).max(axis=1) > 0] == whole[heard][audible]).all()


def test_nothing_is_played_where_nothing_is_to_be_heard(tmp_path: Path) -> None:
    encoded = encode([voice("de", RATE_HZ)], tmp_path / "frames", RATE_HZ)
    assert list(play(encoded, np.zeros(encoded.frame_count, dtype=np.bool_))) == []


@pytest.mark.parametrize("place", [1_500, 2_000, 2_304, 30_000, 59_900])
def test_the_frames_of_the_highest_samples_are_among_the_loudest(tmp_path: Path, place: int) -> None:
    samples = np.zeros(60_000, dtype=np.int16)
    samples[::50] = 3_000
    samples[place : place + 40] = 20_000
    encoded = encode([samples], tmp_path / "frames", RATE_HZ, 160)
    frames = loudest_frames(encoded, most_of(samples))
    assert frames.sum() <= 2
    heights = np.abs(in_frames(play(encoded), encoded)).max(axis=1)
    assert frames[heights.argmax()]


def between_samples(rate_hz: int) -> Samples:
    """A pulse, and after it bursts of a tone whose peaks, as high, are 3 dB above its samples."""
    times = np.arange(rate_hz)
    pulse = np.sin(2 * np.pi * 200 / rate_hz * times[: rate_hz // 8]) * np.hanning(rate_hz // 8)
    bursts = 0.7 * np.sqrt(2) * np.sin(np.pi / 2 * times + np.pi / 4) * (np.sin(2 * np.pi * times / 900) > 0)
    silence = np.zeros(2_000)
    return to_samples(np.concatenate([pulse / pulse.max(), silence, bursts, silence]) * 24_000)


def hiss(rate_hz: int) -> Samples:
    """Noise of changing height, with most of it where a low pass takes it."""
    rng, length = np.random.default_rng(5), rate_hz * 4
    heights = np.repeat(rng.uniform(0.5, 1, length // 500 + 1), 500)[:length]
    noise = np.diff(rng.normal(0, 1, length + 2), 2) * heights
    return to_samples(noise / np.abs(noise).max() * 20_000)


@pytest.mark.parametrize(
    ("sound", "rate_hz", "bitrate_kbps"),
    [
        *(pytest.param(partial(voice, name), RATE_HZ, 64, id=name) for name in ("de", "de+f2", "de+m3", "en-US")),
        pytest.param(partial(voice, "de"), 24000, 16, id="few bits"),
        pytest.param(hiss, 48000, 56, id="hiss"),
        pytest.param(between_samples, 16000, 64, id="peaks between samples"),
        pytest.param(partial(np.zeros, dtype=np.int16), RATE_HZ, 64, id="silence"),
    ],
)
def test_the_peak_is_that_of_all_that_is_played(
    tmp_path: Path, sound: Callable[[int], Samples], rate_hz: int, bitrate_kbps: int
) -> None:
    samples = sound(rate_hz)
    encoded = encode([samples], tmp_path / "frames", rate_hz, bitrate_kbps)
    assert highest_peak(encoded, most_of(samples)) == true_peak(play(encoded))


def test_of_speech_a_part_is_played_and_of_what_a_low_pass_changed_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts: list[float] = []

    def noted(encoded: Encoded, heard: NDArray[np.bool_] | None = None) -> Iterator[Wave]:
        parts.append(1.0 if heard is None else float(heard.mean()))
        return play(encoded, heard)

    monkeypatch.setattr(loudest, "play", noted)
    for name, samples, rate_hz, bitrate_kbps in (
        ("voice", voice("de", RATE_HZ), RATE_HZ, 64),
        ("hiss", hiss(48000), 48000, 56),
    ):
        highest_peak(encode([samples], tmp_path / name, rate_hz, bitrate_kbps), most_of(samples))
    assert len(parts) == 3
    assert parts[0] < 0.35
    assert parts[2] == 1.0
