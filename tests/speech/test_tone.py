"""The voice that hums."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speech.engine import Clip, NothingSpokenError, Phrase, Request, SpeechError, UnknownVoiceError
from pipeline.speech.tone import Tone


def hum(text: str, voice: str = "low", speed: float = 1.0) -> Clip:
    return Tone(speed).speak(Request((Phrase(text, "de"),), voice))


@given(st.text(min_size=1).filter(lambda text: any(character.isalnum() for character in text)))
def test_length_is_sixty_milliseconds_a_letter(text: str) -> None:
    clip = hum(text)
    assert len(clip.samples) == 1323 * sum(character.isalnum() for character in text)


def test_same_request_hums_the_same() -> None:
    assert hum("Guten Tag").samples.tobytes() == hum("Guten Tag").samples.tobytes()


def test_texts_of_one_length_sound_apart() -> None:
    assert hum("Guten Tag").samples.tobytes() != hum("Guten Weg").samples.tobytes()


def test_voices_sound_apart() -> None:
    assert hum("Tag", "low").samples.tobytes() != hum("Tag", "high").samples.tobytes()


def test_clip_begins_and_ends_softly() -> None:
    samples = np.abs(hum("Guten Tag").samples.astype(int))
    assert samples[0] == samples[-1] == 0
    assert samples[:22].max() < 1_000
    assert 7_000 < samples.max() <= 8_000


@pytest.mark.parametrize("text", ["", "…", "–", "❦"])
def test_text_without_letters_says_nothing(text: str) -> None:
    with pytest.raises(NothingSpokenError, match="nothing to hum"):
        hum(text)


def test_unknown_voice_is_refused() -> None:
    with pytest.raises(UnknownVoiceError, match="did you mean low"):
        hum("Tag", "lo")


@pytest.mark.parametrize("speed", [0.0, -1.0, float("nan")])
def test_speed_that_is_none_is_refused(speed: float) -> None:
    with pytest.raises(SpeechError, match="above 0"):
        Tone(speed)


def test_version_tells_the_speed() -> None:
    assert Tone().version != Tone(1.5).version
