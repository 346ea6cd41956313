"""Sections as they are played: loudness, peaks, lengths, memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from pipeline.audio.encode import encode
from pipeline.audio.encoded import join
from pipeline.audio.loudness import integrated
from pipeline.audio.master import Pause, Spoken, master_section
from pipeline.audio.mastered import MasteredSection, MasterSettings
from pipeline.audio.pcm import Samples, Wave, amplify, decibels, resample, to_samples
from pipeline.audio.peaks import true_peak
from pipeline.audio.playback import play
from pipeline.audio.spool import Spool
from pipeline.sound import PROFILES, AudioSettings, loudest_lufs
from tests.audio.sound import RATE_HZ, played, sine, speech, true_peak_dbtp, whole

VOICES = ("de", "de+f2", "de+m3")


def section(*voices: str, gain_db: float = 0, times: int = 2) -> Iterator[Spoken | Pause]:
    """Sentences, the voices taking turns, with pauses between."""
    for number, clip in enumerate(speech(voices[0], times)):
        voice = voices[number % len(voices)]
        spoken = clip if voice == voices[0] else speech(voice, times)[number]
        yield Spoken(amplify(spoken, gain_db), RATE_HZ, voice)
        yield Pause(RATE_HZ // 3)


def heard(mastered: MasteredSection) -> Wave:
    return played(whole(join([mastered.encoded])))


def loudness(wave: Wave, rate_hz: int = RATE_HZ) -> float:
    lufs = integrated([to_samples(wave)], rate_hz)
    assert lufs is not None
    return lufs


@pytest.mark.parametrize(
    ("voices", "gain_db", "settings"),
    [
        (("de",), 0, MasterSettings()),
        (("de+f2",), -20, MasterSettings()),
        (("de+m3",), 0, MasterSettings(quality=7)),
        (VOICES, 0, MasterSettings()),
        (("de",), 0, MasterSettings(bitrate_kbps=32)),
    ],
)
def test_mp3_is_at_its_loudness_and_under_its_peak(
    tmp_path: Path, voices: tuple[str, ...], gain_db: float, settings: MasterSettings
) -> None:
    mastered = master_section(section(*voices, gain_db=gain_db), settings, tmp_path / "frames")
    wave = heard(mastered)
    assert loudness(wave) == pytest.approx(-19, abs=0.5)
    assert true_peak_dbtp(wave) <= -1
    assert mastered.lufs == pytest.approx(loudness(wave), abs=0.15)
    assert mastered.true_peak_dbtp == pytest.approx(true_peak_dbtp(wave), abs=0.2)


def test_target_that_needs_the_limiter_is_reached(tmp_path: Path) -> None:
    settings = MasterSettings(target_lufs=-16, true_peak_dbtp=-2)
    wave = heard(master_section(section("de"), settings, tmp_path / "frames"))
    assert loudness(wave) == pytest.approx(-16, abs=0.5)
    assert true_peak_dbtp(wave) <= -2


@pytest.mark.parametrize("voice", ["de", "de+m3", "de+Reed"])
@pytest.mark.parametrize(
    ("rate_hz", "bitrate_kbps", "true_peak_dbtp"),
    [(22050, 64, -0.5), (22050, 64, -6), (8000, 64, -0.5), (24000, 16, -1), (44100, 32, -3), (44100, 192, -3.2)],
)
def test_the_loudest_that_book_yaml_may_ask_for_is_reached(
    tmp_path: Path, voice: str, rate_hz: int, bitrate_kbps: int, true_peak_dbtp: float
) -> None:
    audio = AudioSettings(true_peak_dbtp=true_peak_dbtp, bitrate_kbps=bitrate_kbps, rate_hz=rate_hz)
    settings = MasterSettings(loudest_lufs(audio), true_peak_dbtp, bitrate_kbps, rate_hz=rate_hz)
    wave = heard(master_section(section(voice, times=1), settings, tmp_path / "frames"))
    assert loudness(wave, rate_hz) == pytest.approx(loudest_lufs(audio), abs=0.5)
    assert decibels(true_peak([wave])) <= true_peak_dbtp


def test_acx_profile_is_what_shops_ask_for(tmp_path: Path) -> None:
    acx = PROFILES["acx"]
    settings = MasterSettings(acx.loudness_lufs, acx.true_peak_dbtp, acx.bitrate_kbps, acx.quality, acx.rate_hz)
    wave = heard(master_section(section("de", times=1), settings, tmp_path / "frames"))
    rms_db = 20 * np.log10(np.sqrt(np.mean(np.square(wave, dtype=np.float64))) / 32768)
    assert -23 <= rms_db <= -18
    assert true_peak_dbtp(wave) <= -3


def test_voices_are_equally_loud(tmp_path: Path) -> None:
    soft = [Spoken(amplify(clip, -12), RATE_HZ, "soft") for clip in speech("de+f2", 2)]
    loud = [Spoken(clip, RATE_HZ, "loud") for clip in speech("de", 2)]
    mastered = master_section(
        [item for pair in zip(soft, loud, strict=True) for item in pair], MasterSettings(), tmp_path / "frames"
    )
    wave = heard(mastered)
    ends = np.cumsum(mastered.lengths)
    clips = np.split(wave, ends[:-1])
    of_each = [loudness(np.concatenate(clips[first::2])) for first in (0, 1)]
    assert of_each[0] == pytest.approx(of_each[1], abs=0.5)


def test_lengths_add_up_to_the_sample(tmp_path: Path) -> None:
    items = list(section("de", times=1))
    mastered = master_section(items, MasterSettings(), tmp_path / "frames")
    assert mastered.lengths == tuple(len(item.samples) if isinstance(item, Spoken) else item.length for item in items)
    assert sum(mastered.lengths) == mastered.encoded.samples == len(heard(mastered))


def test_clips_of_another_rate_are_taken_to_that_of_the_edition(tmp_path: Path) -> None:
    clip = sine(440, -20, 2, 24000)
    mastered = master_section([Spoken(clip, 24000, "a"), Pause(1000)], MasterSettings(), tmp_path / "frames")
    assert mastered.lengths == (len(resample(clip, 24000, RATE_HZ)), 1000)
    assert mastered.encoded.rate_hz == RATE_HZ


def test_same_items_are_the_same_bytes(tmp_path: Path) -> None:
    first = master_section(section(*VOICES, times=1), MasterSettings(), tmp_path / "first")
    second = master_section(section(*VOICES, times=1), MasterSettings(), tmp_path / "second")
    assert replace(second, encoded=first.encoded) == first
    assert replace(second.encoded, path=first.encoded.path) == first.encoded
    assert whole(second.encoded) == whole(first.encoded)


def test_silent_section_stays_silent(tmp_path: Path) -> None:
    mastered = master_section(
        [Pause(RATE_HZ), Spoken(np.zeros(500, dtype=np.int16), RATE_HZ, "a")], MasterSettings(), tmp_path / "frames"
    )
    assert mastered.lufs is None
    assert np.abs(heard(mastered)).max() < 1


def test_one_short_word_is_neither_lost_nor_deafening(tmp_path: Path) -> None:
    word = speech("de")[5][: RATE_HZ // 5]
    mastered = master_section(
        [Pause(1000), Spoken(word, RATE_HZ, "a"), Pause(1000)], MasterSettings(), tmp_path / "frames"
    )
    assert -10 < true_peak_dbtp(heard(mastered)) <= -1


def test_noise_too_soft_for_speech_is_not_made_speech(tmp_path: Path) -> None:
    hiss = np.random.default_rng(1).integers(-20, 21, RATE_HZ * 3).astype(np.int16)
    mastered = master_section([Spoken(hiss, RATE_HZ, "a")], MasterSettings(), tmp_path / "frames")
    assert mastered.lufs is not None
    assert mastered.lufs < -30


def test_kept_samples_are_at_the_level_of_the_mp3(tmp_path: Path) -> None:
    with Spool() as kept:
        mastered = master_section(section("de"), MasterSettings(), tmp_path / "frames", keep=kept)
        samples: Samples = np.concatenate(list(kept.chunks()))
    wave = heard(mastered)
    assert len(samples) == len(wave)
    assert loudness(samples.astype(np.float32)) == pytest.approx(loudness(wave), abs=0.1)


def test_all_of_a_section_is_played_to_look_for_peaks(tmp_path: Path) -> None:
    encoded = master_section(section("de", times=1), MasterSettings(), tmp_path / "frames").encoded
    assert sum(len(wave) for wave in play(encoded)) == encoded.length


def test_what_is_above_full_scale_is_played_as_it_is(tmp_path: Path) -> None:
    square = to_samples(np.sign(sine(700, 0, 1)) * np.float32(32767))
    clipping = encode([square], tmp_path / "frames", RATE_HZ, 32)
    assert max(np.abs(wave).max() for wave in play(clipping)) > 33000


_MEASURED = """
import resource, sys
from pathlib import Path
import numpy as np
from pipeline.audio.master import Pause, Spoken, master_section
from pipeline.audio.mastered import MasterSettings
rng = np.random.default_rng(7)
clip = np.convolve(rng.normal(0, 3000, 22050 * 5), np.ones(8) / 8, "same").astype(np.int16)
items = (item for _ in range(int(sys.argv[1]) * 10) for item in (Spoken(clip, 22050, "a"), Pause(22050)))
mastered = master_section(items, MasterSettings(bitrate_kbps=160, quality=9), Path(sys.argv[2]))
status = Path("/proc/self/status")  # where there is one: what getrusage() tells begins with the parent's memory
if status.exists():
    most = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
else:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
print(most, mastered.encoded.size // 1024)
"""


def measured_kib(minutes: int, path: Path) -> tuple[int, int]:
    """The most memory that a section of so many minutes took, and the bytes of its MP3, both in KiB."""
    command = [sys.executable, "-c", _MEASURED, str(minutes), str(path)]
    # What is freed goes back to the system at once: what glibc keeps for later differs from run to run.
    environment = {**os.environ, "MALLOC_MMAP_THRESHOLD_": "65536", "NUMPY_MADVISE_HUGEPAGE": "0"}
    folder = Path(__file__).parents[2]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder, env=environment)
    memory, size = map(int, answer.stdout.split())
    return memory, size


@pytest.mark.alone
def test_long_section_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    short, long = measured_kib(2, tmp_path / "short"), measured_kib(10, tmp_path / "long")
    assert long[1] - short[1] > 9000  # and as samples, 8 minutes are 20 MiB
    assert long[0] - short[0] < 1536
