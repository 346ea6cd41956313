"""eSpeak NG, the default voice: offline, complete in one wheel, the same samples on every run.

Requests in, clips out; the library runs in a worker process (see espeak_worker), which is started at the first
request, started again once when it dies, and killed when it takes too long; or in this one, where it may end so.

Several languages in one utterance are one text with <voice xml:lang>: so the melody runs on, where texts spoken
one by one each fall at their end. (<lang> does nothing in this library, and <voice name> neither.)
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from html import escape
from pathlib import Path

import espeakng_loader  # type: ignore[import-untyped]  # it has no types

from pipeline.speech import espeak_worker as worker
from pipeline.speech.engine import Clip, NothingSpokenError, Phrase, Request, SpeechError, Voice
from pipeline.speech.espeak_asking import Speaker
from pipeline.speech.espeak_here import SpokenHere
from pipeline.speech.espeak_process import WorkerProcess
from pipeline.speech.espeak_voices import Tongue, Voices, read_voices
from pipeline.timeline import WordStart

_WORDS_A_MINUTE = 175
_SLOWEST, _FASTEST = 80, 450
_OURS = 2  # raise when this module or the worker gives other samples for the same request
_LEADING_MARKS = re.compile(r"\s*[,;:.!?…)\]}»“”’]+(?=\s|$)")
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def worker_command() -> tuple[str, ...]:
    """How the worker is started: isolated, so that no folder and no variable of the user's comes between."""
    return (sys.executable, "-I", "-S", worker.__file__, *_paths())


def _paths() -> tuple[str, str]:
    return espeakng_loader.get_library_path(), espeakng_loader.get_data_path()


def make_ready() -> None:
    """Do what the first request would wait for: read which voices there are. Raises OSError."""
    read_voices(Path(espeakng_loader.get_data_path()))


class Espeak:
    """eSpeak NG as an Engine. `speed` is from 0.46 to 2.57; `timeout_s` is for one request.

    `command` starts the worker; another one that keeps to its protocol will do. Where there is something to `give_up`
    this process with (see EngineOptions), the library runs here.
    """

    name = "espeak"
    rate_hz = worker.RATE_HZ

    def __init__(
        self,
        speed: float = 1.0,
        timeout_s: float = 30.0,
        command: Sequence[str] | None = None,
        give_up: Callable[[str], object] | None = None,
    ) -> None:
        self._words_a_minute = round(_WORDS_A_MINUTE * speed)
        if not _SLOWEST <= self._words_a_minute <= _FASTEST:
            least, most = _SLOWEST / _WORDS_A_MINUTE, _FASTEST / _WORDS_A_MINUTE
            raise SpeechError(f"eSpeak NG can't speak at speed {speed:g}: choose from {least:.2f} to {most:.2f}")
        self._speaker: Speaker = WorkerProcess(tuple(command or worker_command()), timeout_s)
        if give_up is not None:
            self._speaker = SpokenHere(*_paths(), timeout_s, give_up, self._speaker)

    @cached_property
    def version(self) -> str:
        """That of the wheel, which holds the library and its data, and of this module; then the speed."""
        from importlib.metadata import version  # noqa: PLC0415  # loads slowly, and who keeps nothing needs none

        return f"{version('espeakng-loader')}-{_OURS}@{self._words_a_minute}"

    @cached_property
    def _voices(self) -> Voices:
        return read_voices(Path(espeakng_loader.get_data_path()))

    def voices(self) -> tuple[Voice, ...]:
        """One voice a language; to each, a plus and one of `variants()` can be added."""
        return self._voices.listed()

    def variants(self) -> tuple[str, ...]:
        """What can be added to any voice, as "f2" in "de+f2"."""
        return tuple(sorted(self._voices.variants))

    def default_voice(self, language: str) -> str:
        """The plain voice of a language. Raises UnknownLanguageError."""
        return self._voices.tongue_for(language).name

    def check_voice(self, voice: str) -> None:
        """Nothing when there is that voice. Raises UnknownVoiceError."""
        self._voices.split(voice)

    def speak(self, request: Request) -> Clip:
        """Speak, with 20 ms of silence at both ends. Raises SpeechError, NothingSpokenError if all is silent."""
        from pipeline.speech.silence import place_after, spoken_samples  # noqa: PLC0415  # who asks for voices needs no numpy

        voice, text, is_markup = self._compose(request)
        said = self._speaker.ask(self._words_a_minute, voice, text, is_markup, request.text)
        samples, first = spoken_samples(said.sound, said.seams, self.rate_hz)
        if not samples.size:
            raise NothingSpokenError(f"eSpeak NG says nothing for {request.text!r}")
        heard = ((place, place_after(sample, said.seams, self.rate_hz) - first) for place, sample in said.words)
        return Clip(samples, self.rate_hz, tuple(_words(text, is_markup, heard)))

    def close(self) -> None:
        """End the worker, if there is one."""
        self._speaker.stop()

    def _compose(self, request: Request) -> tuple[str, str, bool]:
        """Voice, text and whether the text is markup."""
        own, variant = self._voices.split(request.voice)
        parts = [(self._tongue(phrase, own), text) for phrase, text in _tidy(request.phrases)]
        spoken = {tongue.name: tongue for tongue, _ in parts}
        first = own if own.name in spoken or not spoken else parts[0][0]
        voice = f"{first.path}+{variant}" if variant else first.path
        if len(spoken) < 2:
            return voice, " ".join(text for _, text in parts), False
        return voice, " ".join(_mark(tongue, text, first) for tongue, text in parts), True

    def _tongue(self, phrase: Phrase, own: Tongue) -> Tongue:
        """The voice's own tongue when it speaks the phrase's language in any way, so that en-US stays one speaker."""
        primary = phrase.language.partition("-")[0].casefold()
        if any(tag.partition("-")[0].casefold() == primary for tag, _ in own.tags):
            return own
        return self._voices.tongue_for(phrase.language)


def _tidy(phrases: Sequence[Phrase]) -> list[tuple[Phrase, str]]:
    """Phrases with their text, marks at the beginning of one moved to the end of the one before: they tell its melody.

    "Media" and ", im Alltag" become "Media," and "im Alltag". Characters that are no text are gone.
    """
    tidied: list[tuple[Phrase, str]] = []
    for phrase in phrases:
        text = _UNSPEAKABLE.sub(" ", phrase.text).strip()
        marks = _LEADING_MARKS.match(text)
        if marks and tidied:
            before, words = tidied[-1]
            tidied[-1] = (before, words + marks[0].strip())
            text = text[marks.end() :].strip()
        if text:
            tidied.append((phrase, text))
    return tidied


def _mark(tongue: Tongue, text: str, first: Tongue) -> str:
    escaped = escape(text, quote=False)
    return escaped if tongue is first else f'<voice xml:lang="{tongue.markup_tag}">{escaped}</voice>'


_SIGN_OF_MARKUP = re.compile(r"<[^>]*>|(&\w+;|\S)")


def _words(text: str, is_markup: bool, heard: Iterable[tuple[int, int]]) -> Iterator[WordStart]:
    """Where words begin in what a text says, from where they begin in the text itself, with its markup."""
    if is_markup:
        ends = [sign.end() for sign in _SIGN_OF_MARKUP.finditer(text) if sign[1]]
    else:
        ends = [end for end, sign in enumerate(text, 1) if not sign.isspace()]
    for position, sample in heard:
        yield WordStart(bisect_right(ends, position), max(0, sample))
