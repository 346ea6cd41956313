"""Piper, a neural voice: offline, with a voice file that the user brings. Wraps piper-tts. Reads that file.

A voice is MODEL.onnx with MODEL.onnx.json beside it. It speaks one language; foreign words are read as if they were
of that language. Its melody is drawn at random: the first clip of every run is the same, later ones depend on what
was spoken before. A cache keeps what was heard.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np

from pipeline.speech.engine import (
    Clip,
    EngineMissingError,
    NothingSpokenError,
    Request,
    SpeechError,
    UnknownLanguageError,
    UnknownVoiceError,
    Voice,
)
from pipeline.speech.silence import trim

try:
    import onnxruntime  # type: ignore[import-untyped]  # it has no types
    from onnxruntime.capi import onnxruntime_pybind11_state as failures  # type: ignore[import-untyped]  # as above
    from piper import PiperVoice, SynthesisConfig
except ImportError as error:
    raise EngineMissingError(f"Piper is not installed: pip install piper-tts ({error})") from error

_OURS = 2  # raise when this module makes other samples of the same request
_SEED = 1
_KINDS = ("espeak", "text")  # how words become phonemes; others fetch models from the network
_INPUTS = {"input", "input_lengths", "scales"}
_NO_MODEL = (
    failures.Fail, failures.InvalidArgument, failures.InvalidGraph, failures.InvalidProtobuf,
    failures.NoSuchFile, failures.NotImplemented, failures.RuntimeException,
)  # fmt: skip
_NEEDED: Mapping[str, type[object]] = {
    "audio.sample_rate": int, "espeak.voice": str, "num_symbols": int, "num_speakers": int, "phoneme_id_map": dict,
}  # fmt: skip


class Piper:
    """Piper as an Engine. Its voice is named after the file, with a plus and a speaker's name where it has several.

    `model` is the .onnx file, None when the user named none. Raises SpeechError if it or its description is no voice.
    """

    name = "piper"

    def __init__(self, model: Path | None, speed: float = 1.0) -> None:
        if model is None:
            raise SpeechError("Piper needs a voice: name the .onnx file of one")
        if not speed > 0:
            raise SpeechError(f"Piper can't speak at speed {speed:g}: choose one above 0")
        self._model = model
        self._speed = speed
        self._description = _read_description(model)
        self.rate_hz = int(str(_find(self._description, "audio.sample_rate")))

    @cached_property
    def version(self) -> str:
        """That of piper-tts and of this module, the digest of the voice, and the speed."""
        digest = sha256()
        for path in (self._model, _beside(self._model)):
            digest.update(sha256(path.read_bytes()).digest())
        return f"{version('piper-tts')}-{_OURS}-{digest.hexdigest()[:16]}@{self._speed:g}"

    def voices(self) -> tuple[Voice, ...]:
        """The file's voice, and its speakers."""
        language, name = self._language, self._model.stem
        speakers = [Voice(f"{name}+{speaker}", language, f"speaker {speaker}") for speaker in sorted(self._speakers)]
        return (Voice(name, language, self._model.name), *speakers)

    def variants(self) -> tuple[str, ...]:
        """None."""
        return ()

    def default_voice(self, language: str) -> str:
        """The file's voice, for its own language in any region. Raises UnknownLanguageError."""
        if language.partition("-")[0].casefold() != self._language.partition("-")[0].casefold():
            raise UnknownLanguageError(f"the Piper voice {self._model.name}", language)
        return self._model.stem

    def check_voice(self, voice: str) -> None:
        """Nothing when the file holds that voice. Raises UnknownVoiceError."""
        known = [each.name for each in self.voices()]
        if voice not in known:
            raise UnknownVoiceError("Piper", voice, known)

    def speak(self, request: Request) -> Clip:
        """Speak, with 20 ms of silence at both ends. Raises SpeechError, NothingSpokenError if all is silent."""
        self.check_voice(request.voice)
        text = request.text.replace("[[", "[ [")  # which would begin phonemes
        speaker = request.voice.removeprefix(self._model.stem).removeprefix("+")
        config = SynthesisConfig(
            speaker_id=self._speakers.get(speaker), length_scale=self._length_scale / self._speed, normalize_audio=False
        )
        parts = [np.zeros(0, np.int16)]
        if any(character.isalnum() for character in text):
            try:
                parts += [chunk.audio_int16_array.reshape(-1) for chunk in self._voice.synthesize(text, config)]
            except _NO_MODEL as error:
                reason = " ".join(str(error).split())
                raise SpeechError(f"Piper can't speak {request.text!r}: {reason}; try another voice file") from error
        samples = trim(np.concatenate(parts), self.rate_hz)
        if not samples.size:
            raise NothingSpokenError(f"Piper says nothing for {request.text!r}")
        return Clip(samples, self.rate_hz)

    def close(self) -> None:
        """Let go of the model."""
        self.__dict__.pop("_voice", None)

    @cached_property
    def _voice(self) -> PiperVoice:
        onnxruntime.set_seed(_SEED)
        try:
            voice = PiperVoice.load(self._model, _beside(self._model))
        except _NO_MODEL as error:
            raise SpeechError(f"{self._model} is no model that can be loaded: fetch it again ({error})") from error
        takes = {each.name for each in voice.session.get_inputs()}
        wanted = _INPUTS | ({"sid"} if voice.config.num_speakers > 1 else set())
        if takes != wanted:
            given = f"it takes {', '.join(sorted(takes))} instead of {', '.join(sorted(wanted))}"
            raise SpeechError(f"{self._model} is not the Piper voice of its description: {given}")
        return voice

    @property
    def _language(self) -> str:
        """A BCP 47 tag: the description's own, or else that of its phonemes."""
        code = _find(self._description, "language.code") or _find(self._description, "espeak.voice")
        return str(code).replace("_", "-")

    @property
    def _speakers(self) -> Mapping[str, int]:
        speakers = _find(self._description, "speaker_id_map")
        return speakers if isinstance(speakers, dict) else {}

    @property
    def _length_scale(self) -> float:
        scale = _find(self._description, "inference.length_scale")
        return float(scale) if isinstance(scale, int | float) else 1.0


def _beside(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _read_description(model: Path) -> dict[str, object]:
    """What stands beside a model, with all that is needed in it. Raises SpeechError."""
    path = _beside(model)
    for needed in (model, path):
        if not needed.is_file():
            raise SpeechError(
                f"there is no file {needed}: a Piper voice is an .onnx file with its .onnx.json beside it"
            )
    try:
        description = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SpeechError(f"{path} is not JSON: fetch it again ({error})") from error
    for name, kind in _NEEDED.items():
        if not isinstance(_find(description, name), kind):
            raise SpeechError(
                f"{path} describes no Piper voice: it lacks {name}, which is to be of type {kind.__name__}"
            )
    how = _find(description, "phoneme_type") or _KINDS[0]
    if how not in _KINDS:
        raise SpeechError(f"{path} needs phonemes of type {how!r}: choose a voice with {' or '.join(_KINDS)}")
    found: dict[str, object] = description
    return found


def _find(description: object, name: str) -> object:
    """The value of a dotted name, None when there is none."""
    for part in name.split("."):
        description = description.get(part) if isinstance(description, dict) else None
    return description
