"""Loudness, by the cases of EBU Tech 3341. In one channel each is 3.01 LU under what it is in two."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction

import av
import numpy as np
import pytest
from av.filter import Graph

from pipeline.audio.loudness import Meter, integrated
from pipeline.audio.pcm import Samples, amplify
from tests.audio.sound import RATE_HZ, sine, speech

ONE_CHANNEL = -3.01


def steps(rate_hz: int, *levels: tuple[float, float]) -> list[Samples]:
    return [sine(1000, dbfs, seconds, rate_hz) for dbfs, seconds in levels]


@pytest.mark.parametrize("rate_hz", [22050, 48000])
@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param([(-23, 20)], -23, id="case 1"),
        pytest.param([(-33, 20)], -33, id="case 2"),
        pytest.param([(-36, 10), (-23, 60), (-36, 10)], -23, id="case 3"),
        pytest.param([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23, id="case 4"),
        pytest.param([(-26, 20), (-20, 20.1), (-26, 20)], -23, id="case 5"),
    ],
)
def test_cases_of_ebu_3341(rate_hz: int, levels: list[tuple[float, float]], expected: float) -> None:
    assert integrated(steps(rate_hz, *levels), rate_hz) == pytest.approx(expected + ONE_CHANNEL, abs=0.1)


@pytest.mark.parametrize("rate_hz", [8000, 11025, RATE_HZ, 44100, 48000])
def test_another_meter_agrees(rate_hz: int) -> None:
    rng = np.random.default_rng(rate_hz)
    noises = [(rng.normal(0, deviation, rate_hz * 3)).astype(np.int16) for deviation in (3000, 30, 1000, 300)]
    assert integrated(noises, rate_hz) == pytest.approx(ebur128(noises, rate_hz), abs=0.1)


def test_another_meter_agrees_on_speech() -> None:
    assert integrated(speech(), RATE_HZ) == pytest.approx(ebur128(speech(), RATE_HZ), abs=0.03)


def ebur128(clips: Sequence[Samples], rate_hz: int) -> float:
    """What FFmpeg's own meter measures."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate_hz, format="s16", layout="mono", time_base=Fraction(1, rate_hz))
    graph.link_nodes(source, graph.add("ebur128", "metadata=1"), graph.add("abuffersink")).configure()
    frame = av.AudioFrame.from_ndarray(np.concatenate(clips).reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate, frame.pts = rate_hz, 0
    graph.push(frame)
    lufs = -70.0
    with suppress(BlockingIOError):
        while True:
            lufs = float(graph.pull().metadata.get("lavfi.r128.I", lufs))
    return lufs


def test_six_decibels_more_are_six_units_more() -> None:
    clips = speech()
    soft = integrated(clips, RATE_HZ)
    loud = integrated([amplify(clip, -6) for clip in clips], RATE_HZ)
    assert soft is not None
    assert loud == pytest.approx(soft - 6, abs=0.02)


def test_loudness_does_not_depend_on_the_chunks() -> None:
    samples = np.concatenate(speech())
    assert integrated([samples], RATE_HZ) == integrated(np.array_split(samples, 97), RATE_HZ)


def test_pauses_are_gated_out() -> None:
    with_pauses, without = Meter(RATE_HZ), Meter(RATE_HZ)
    for _ in range(3):
        for meter in (with_pauses, without):
            meter.add(sine(1000, -20, 4))
        with_pauses.add_silence(10 * RATE_HZ)
    assert with_pauses.finish() == pytest.approx(without.finish(), abs=0.3)


@pytest.mark.parametrize("length", [0, 1, 4000, RATE_HZ * 2])
def test_silence_has_no_loudness(length: int) -> None:
    assert integrated([np.zeros(length, dtype=np.int16)], RATE_HZ) is None


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.39, 0.45, 1.0])
def test_short_sound_is_as_loud_as_a_long_one(seconds: float) -> None:
    assert integrated([sine(1000, -20, seconds)], RATE_HZ) == pytest.approx(-20 + ONE_CHANNEL, abs=0.5)
