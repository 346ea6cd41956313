"""The tests' own meter, held against what ITU-R BS.1770-4 and EBU Tech 3341 say that tones measure."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.audio.encode import encode
from pipeline.audio.encoded import join
from pipeline.audio.pcm import Wave
from tests.audio.meter import listen, loudness
from tests.audio.sound import RATE_HZ, sine, whole


def tone(hz: float, dbfs: float, seconds: float, rate_hz: int = RATE_HZ) -> Wave:
    return sine(hz, dbfs, seconds, rate_hz).astype(np.float32) / np.float32(32768)


@pytest.mark.parametrize("rate_hz", [22050, 44100, 48000])
@pytest.mark.parametrize("dbfs", [0, -23, -60])
def test_a_tone_of_1_khz_in_one_channel_is_3_below_its_level(dbfs: float, rate_hz: int) -> None:
    assert loudness(tone(1000, dbfs, 5, rate_hz), rate_hz) == pytest.approx(dbfs - 3.01, abs=0.1)


def test_what_is_10_below_the_rest_does_not_count() -> None:
    loud, soft = tone(1000, -23, 60), tone(1000, -36, 10)
    assert loudness(np.concatenate([soft, loud, soft]), RATE_HZ) == pytest.approx(-26.01, abs=0.1)


def test_highs_count_more_and_lows_less() -> None:
    high, middle, low = (loudness(tone(hz, -23, 5), RATE_HZ) for hz in (5000, 1000, 50))
    assert high - middle == pytest.approx(3.4, abs=0.3)
    assert middle - low > 3


def test_silence_has_no_loudness() -> None:
    assert loudness(np.zeros(RATE_HZ, np.float32), RATE_HZ) == float("-inf")


def test_a_peak_between_two_samples_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "tone.mp3"
    # At a quarter of the rate, in this phase, no sample is within 3 dB of the peak.
    path.write_bytes(
        whole(join([encode([sine(RATE_HZ / 4, -6, 2, phase=np.pi / 4)], tmp_path / "frames", RATE_HZ, 160)]))
    )
    heard = listen(path)
    assert 20 * np.log10(np.abs(heard.wave[RATE_HZ // 2 : RATE_HZ]).max()) < -8
    assert heard.true_peak_dbtp > -7
