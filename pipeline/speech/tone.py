"""A voice that hums: sine tones as long as the words would take. Pure; for drafts without speech, and for tests."""

from __future__ import annotations

from hashlib import sha256

import numpy as np

from pipeline.speech.engine import Clip, NothingSpokenError, Request, SpeechError, UnknownVoiceError, Voice

_MS_A_LETTER = 60
_FADE_MS = 10
_LOUDNESS = 8_000
_PITCHES_HZ = {"low": 110, "high": 220}


class Tone:
    """Sine tones as an Engine: 60 ms for each letter and digit, divided by `speed`; the pitch tells texts apart.

    It speaks every language. The same request gives the same samples on one machine; another one's sine may round
    differently.
    """

    name = "tone"
    rate_hz = 22_050

    def __init__(self, speed: float = 1.0) -> None:
        if not speed > 0:
            raise SpeechError(f"tones have no speed {speed:g}: choose one above 0")
        self._speed = speed

    @property
    def version(self) -> str:
        """That of the melody, and the speed."""
        return f"1@{self._speed:g}"

    def voices(self) -> tuple[Voice, ...]:
        """A low one and a high one, of no language."""
        return tuple(Voice(name, "mul", f"tones from {hz} Hz") for name, hz in sorted(_PITCHES_HZ.items()))

    def variants(self) -> tuple[str, ...]:
        """None."""
        return ()

    def default_voice(self, language: str) -> str:  # noqa: ARG002  # the protocol's
        """The low one, for every language."""
        return "low"

    def check_voice(self, voice: str) -> None:
        """Nothing when it is one of the two. Raises UnknownVoiceError."""
        if voice not in _PITCHES_HZ:
            raise UnknownVoiceError("the tone engine", voice, _PITCHES_HZ)

    def speak(self, request: Request) -> Clip:
        """Hum. Raises NothingSpokenError for a text without a letter or a digit."""
        self.check_voice(request.voice)
        letters = sum(character.isalnum() for phrase in request.phrases for character in phrase.text)
        if not letters:
            raise NothingSpokenError(f"there is nothing to hum in {request.text!r}")
        count = max(1, round(letters * _MS_A_LETTER * self.rate_hz / 1000 / self._speed))
        pitch_hz = _PITCHES_HZ[request.voice] + sha256(repr(request.phrases).encode()).digest()[0] / 2
        seconds = np.arange(count) / self.rate_hz
        fade = np.minimum(1.0, np.minimum(seconds, seconds[::-1]) * 1000 / _FADE_MS)
        wave = _LOUDNESS * fade * np.sin(2 * np.pi * pitch_hz * seconds)
        return Clip(wave.round().astype(np.int16), self.rate_hz)

    def close(self) -> None:
        """Nothing to let go of."""
