"""The table of engines and the errors that all of them raise."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.errors import PipelineError
from pipeline.speech.engine import (
    ENGINES,
    Clip,
    EngineMissingError,
    EngineOptions,
    NothingSpokenError,
    Phrase,
    Request,
    SpeechError,
    UnknownLanguageError,
    UnknownVoiceError,
    open_engine,
)


@pytest.mark.parametrize("name", sorted(set(ENGINES) - {"piper"}))
def test_engine_answers_to_its_name(name: str) -> None:
    engine = open_engine(name, EngineOptions())
    assert engine.name == name
    assert engine.version
    engine.check_voice(engine.default_voice("de"))
    assert [voice.name for voice in engine.voices()].count(engine.default_voice("de")) == 1
    engine.close()


@pytest.mark.parametrize("name", sorted(set(ENGINES) - {"piper"}))
def test_engine_refuses_a_voice_that_it_has_not(name: str) -> None:
    engine = open_engine(name, EngineOptions())
    with pytest.raises(UnknownVoiceError, match="'none of these'"):
        engine.check_voice("none of these")
    engine.close()


def test_unknown_engine_is_refused_with_the_names_of_all() -> None:
    with pytest.raises(EngineMissingError, match="'festival': choose one of espeak, gtts, piper, tone"):
        open_engine("festival", EngineOptions())


def test_speed_reaches_the_engine() -> None:
    request = Request((Phrase("Guten Tag", "de"),), "low")
    usual, fast = (open_engine("tone", EngineOptions(speed=speed)).speak(request) for speed in (1.0, 2.0))
    assert len(usual.samples) == 2 * len(fast.samples)


@pytest.mark.parametrize("error", [EngineMissingError, NothingSpokenError, UnknownLanguageError, UnknownVoiceError])
def test_every_error_of_speech_ends_a_command(error: type[Exception]) -> None:
    assert issubclass(error, SpeechError)
    assert issubclass(SpeechError, PipelineError)


def test_unknown_voice_names_at_most_three_best_first() -> None:
    error = UnknownVoiceError("tones", "De+F2", ("en", "de+m2", "de+f2", "de+f1", "de+f3"))
    assert error.nearest[0] == "de+f2"
    assert len(error.nearest) == 3
    assert str(error) == f"tones has no voice 'De+F2': did you mean {', '.join(error.nearest)}?"


def test_unknown_voice_far_from_all_asks_to_choose() -> None:
    assert str(UnknownVoiceError("tones", "xyz", ("de",))) == "tones has no voice 'xyz': list its voices and choose one"


def test_text_of_a_request_is_all_of_its_words() -> None:
    assert Request((Phrase("Wir nutzen ", "de"), Phrase("Media", "en")), "de").text == "Wir nutzen Media"


def test_clips_are_compared_by_identity() -> None:
    clip = Clip(np.zeros(3, np.int16), 22_050)
    assert clip == clip  # noqa: PLR0124  # the point of the test
    assert clip != Clip(np.zeros(3, np.int16), 22_050)
