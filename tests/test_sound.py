"""What book.yaml says of sound and voices, and that it is said as the rooms for sound know it."""

from __future__ import annotations

from typing import get_args

import pytest

from pipeline.audio.containers import ContainerName
from pipeline.audio.infoframe import frame_format
from pipeline.audio.mastered import MasterSettings
from pipeline.model import Place
from pipeline.mpeg import BITRATES_KBPS
from pipeline.schema import keys_of
from pipeline.settings import Settings, read_settings
from pipeline.sound import PROFILES, AudioSettings, EngineName, EngineVoices, FormatName, loudest_lufs
from pipeline.speech.engine import ENGINES

BOOK = "title: Ein Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-02\n"


def read(lines: str) -> Settings:
    """A book.yaml with more lines from line 5 on."""
    settings, findings = read_settings(BOOK + lines, "book.yaml")
    assert settings is not None
    assert findings == ()
    return settings


def test_a_book_that_says_nothing_is_a_podcast_of_the_narrators_own_voice() -> None:
    settings = read("")
    assert settings.audio == AudioSettings()
    assert settings.voices == {}


def test_every_key_of_sound_is_read() -> None:
    lines = (
        "audio:\n  engine: tone\n  speed: 1.50\n  profile: acx\n  loudness: -17.5\n  true_peak: -2\n  bitrate: 128\n"
        "  rate: 48000\n  quality: 0\n  formats: [opus, m4b, opus]\n  piper_voice: voices/de.onnx\n"
    )
    expected = AudioSettings("tone", 1.5, -17.5, -2.0, 128, 48000, 0, ("opus", "m4b"), "voices/de.onnx")
    assert read(lines).audio == expected


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_gives_what_is_not_given(profile: str) -> None:
    assert read(f"audio: {{profile: {profile}}}\n").audio == PROFILES[profile]
    assert read(f"audio: {{profile: {profile}, loudness: -23}}\n").audio != PROFILES[profile]


@pytest.mark.parametrize("lines", ["speed: 0.5", "speed: 2.5", "loudness: -31", "bitrate: 16", "bitrate: 160"])
def test_the_ends_of_a_range_belong_to_it(lines: str) -> None:
    assert read(f"audio: {{{lines}}}\n").audio != AudioSettings()


@pytest.mark.parametrize("peak", ["-6", "-0.5"])
def test_the_ends_of_the_range_of_peaks_belong_to_it(peak: str) -> None:
    assert read(f"audio: {{true_peak: {peak}, loudness: -21}}\n").audio.true_peak_dbtp == float(peak)


def test_gtts_may_be_told_the_speed_that_it_has() -> None:
    assert read("audio: {engine: gtts, speed: 1.00}\n").audio.speed == 1


def test_one_format_needs_no_list() -> None:
    assert read("audio: {formats: m4b}\n").audio.formats == ("m4b",)


def test_a_voice_by_itself_is_one_of_the_engine_in_use() -> None:
    lines = "audio: {engine: gtts}\nvoices:\n  narrator: de\n  Analystin: {espeak: de+f2, piper: ~}\n"
    assert read(lines).voices == {"narrator": {"gtts": "de"}, "Analystin": {"espeak": "de+f2"}}


def test_white_space_in_a_speakers_name_is_one_blank() -> None:
    assert read('voices:\n  "Frau \\u00a0 Meier ": de\n').voices == {"Frau Meier": {"espeak": "de"}}


def test_speakers_and_voices_know_where_they_stand() -> None:
    places = read("voices:\n  narrator: de\n  'Frau  Meier': {espeak: de+f2, gtts: de}\n").places
    assert places["voices", "narrator"] == Place("book.yaml", 6, 3)
    assert places["voices", "narrator", "espeak"] == Place("book.yaml", 6, 13)
    assert places["voices", "Frau Meier"] == Place("book.yaml", 7, 3)
    assert places["voices", "Frau Meier", "espeak"] == Place("book.yaml", 7, 27)
    assert places["voices", "Frau Meier", "gtts"] == Place("book.yaml", 7, 40)
    assert ("voices", "Frau Meier", "piper") not in places


@pytest.mark.parametrize(
    ("lines", "details"),
    [
        ("audio: {engine: true}\n", {"text": "true", "key": "audio.engine", "known": "espeak, gtts, piper, tone"}),
        ("audio: {spede: 1}\n", {"text": "spede", "near": "speed"}),
        ("voices: {a: {espaek: de}}\n", {"text": "espaek", "near": "espeak", "known": "espeak, gtts, piper, tone"}),
        ("audio: {speed: 3}\n", {"text": "3", "key": "audio.speed", "least": "0.5", "most": "2.5"}),
        ("audio: {bitrate: 8}\n", {"text": "8", "key": "audio.bitrate", "least": "16", "most": "320"}),
        ("audio: {bitrate: 17, rate: 8000}\n", {"text": "17", "rate": "8000", "known": "16, 24, 32, 40, 48, 56, 64"}),
        ("audio: {loudness: -14}\n", {"text": "-14", "key": "audio.loudness", "least": "-31", "most": "-15.5"}),
        ("audio: {loudness: -15.7}\n", {"text": "-15.7", "key": "audio.loudness", "least": "-31", "most": "-16"}),
        ("audio: {true_peak: -6}\n", {"text": "-19", "key": "audio.loudness", "most": "-21"}),
    ],
)
def test_a_finding_says_what_would_do(lines: str, details: dict[str, str]) -> None:
    _, (finding,) = read_settings(BOOK + lines, "book.yaml")
    assert dict(finding.details).items() >= details.items()


@pytest.mark.parametrize(
    ("lines", "column"),
    [("true_peak: -6", 20), ("true_peak: -5, loudness: -18", 34), ("profile: acx, rate: 48000, bitrate: 32", 45)],
)
def test_what_is_too_loud_for_the_rest_is_found_where_something_is_said(lines: str, column: int) -> None:
    _, (finding,) = read_settings(BOOK + f"audio: {{{lines}}}\n", "book.yaml")
    assert (finding.code, finding.line, finding.column) == ("outside-range", 5, column)


@pytest.mark.parametrize(("rate", "kbps", "most"), [(22050, 64, -16), (22050, 160, -16), (24000, 16, -18.9)])
def test_fewer_bits_leave_less_room_for_loudness(rate: int, kbps: int, most: float) -> None:
    assert loudest_lufs(AudioSettings(rate_hz=rate, bitrate_kbps=kbps)) == most


# ------------------------------------------------------------------ one truth in two rooms


def test_every_engine_can_be_chosen_and_cast() -> None:
    assert set(get_args(EngineName)) == ENGINES.keys() == keys_of(EngineVoices).keys()


def test_every_container_can_be_chosen() -> None:
    assert get_args(FormatName) == get_args(ContainerName)


def test_the_podcast_is_how_sections_are_mastered() -> None:
    audio = PROFILES["podcast"]
    assert MasterSettings() == MasterSettings(
        audio.loudness_lufs, audio.true_peak_dbtp, audio.bitrate_kbps, audio.quality, audio.rate_hz
    )


@pytest.mark.parametrize("rate_hz", BITRATES_KBPS)
def test_bit_rates_are_those_of_the_frames(rate_hz: int) -> None:
    assert frame_format(rate_hz).bitrates_kbps == BITRATES_KBPS[rate_hz]
