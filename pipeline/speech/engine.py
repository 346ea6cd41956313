"""What a voice is given and what it gives back: the seam that every engine fills. Pure, but for ENGINES.

SpeechError                 an utterance can't be spoken; names the sentence and what to do next
├── EngineMissingError      the engine, or a package that it needs, is not installed
├── NothingSpokenError      the words hold nothing that makes a sound; the caller makes no clip
├── UnspokenError           which utterance of a book it is
└── UnknownVoiceError       the engine has no such voice; names the nearest
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from pipeline.errors import PipelineError
from pipeline.timeline import WordStart

if TYPE_CHECKING:
    from pipeline.audio.pcm import Samples  # who only asks for voices needs no numpy


class Phrase(Struct, frozen=True):
    """Words as they are to be spoken, already normalised, all in one language (a BCP 47 tag)."""

    text: str
    language: str


class Request(Struct, frozen=True):
    """One utterance, spoken in one breath by one voice. `voice` is an engine's own name, such as "de+f2"."""

    phrases: tuple[Phrase, ...]
    voice: str

    @property
    def text(self) -> str:
        """All of its words, for messages."""
        return " ".join(phrase.text.strip() for phrase in self.phrases)


class Clip(Struct, frozen=True, eq=False):
    """Sound: 16-bit samples, mono, `rate_hz` of them a second. Two clips are equal only if they are the same one.

    `words` is where the words of the request's phrases begin, as far as the engine tells it.
    """

    samples: Samples
    rate_hz: int
    words: tuple[WordStart, ...] = ()


class Voice(Struct, frozen=True):
    """A voice of an engine: the name to ask for it by, its language (a BCP 47 tag), and what it is, in English."""

    name: str
    language: str
    description: str


class EngineOptions(Struct, frozen=True):
    """What engines can be told; each takes what it knows. `speed` 1.0 is the voice's own, 2.0 twice as fast.

    `timeout_s` is how long one sentence may take. `piper_voice` is the .onnx file of a Piper voice, None for
    the other engines. `sleep` waits for so many seconds; it may raise to end a build. `give_up` ends this process, from
    any thread, and tells why; where there is none, what may crash or hang runs in a process of its own.
    """

    speed: float = 1.0
    timeout_s: float = 30.0
    piper_voice: Path | None = None
    sleep: Callable[[float], None] = time.sleep
    give_up: Callable[[str], object] | None = None


class SpeechError(PipelineError):
    """An utterance can't be spoken."""


class UnspokenError(SpeechError):
    """An utterance of a book can't be spoken; `utterance` is its id."""

    def __init__(self, utterance: str, reason: str) -> None:
        super().__init__(reason)
        self.utterance = utterance


class EngineMissingError(SpeechError):
    """There is no such engine, or what it needs is not installed."""


class NothingSpokenError(SpeechError):
    """The words hold nothing that makes a sound, as "…" alone. A caller for whom that is fine makes no clip."""


class UnknownLanguageError(SpeechError):
    """The engine can't speak a language (a BCP 47 tag)."""

    def __init__(self, engine: str, language: str) -> None:
        self.language = language
        super().__init__(f"{engine} can't speak {language!r}: correct the language's tag, or choose another engine")


class UnknownVoiceError(SpeechError):
    """The engine has no voice of that name; `nearest` are the names that come near, the best first."""

    def __init__(self, engine: str, voice: str, known: Iterable[str]) -> None:
        self.voice = voice
        self.nearest = _nearest(voice, tuple(known))
        hint = f"did you mean {', '.join(self.nearest)}?" if self.nearest else "list its voices and choose one"
        super().__init__(f"{engine} has no voice {voice!r}: {hint}")


def _nearest(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    folded = {known_name.casefold(): known_name for known_name in known}
    return tuple(folded[match] for match in get_close_matches(name.casefold(), folded, n=3, cutoff=0.5))


class Engine(Protocol):
    """Something that speaks. The same request gives the same samples, whatever was spoken before, unless it says not.

    `version` changes whenever the samples could: it goes into the key of the cache. `rate_hz` is that of all clips.
    An engine serves one thread at a time.
    """

    @property
    def name(self) -> str:
        """What it is called in ENGINES."""

    @property
    def version(self) -> str:
        """All that its samples depend on and no request tells: of the library, of its options."""

    @property
    def rate_hz(self) -> int:
        """Samples a second."""

    def voices(self) -> tuple[Voice, ...]:
        """Its voices, sorted by name."""

    def variants(self) -> tuple[str, ...]:
        """What can be added to any of its voices after a plus, as "f2" in "de+f2"; mostly nothing."""

    def default_voice(self, language: str) -> str:
        """The voice for a language that nobody chose one for. Raises UnknownLanguageError."""

    def check_voice(self, voice: str) -> None:
        """Nothing when it has that voice. Raises UnknownVoiceError."""

    def speak(self, request: Request) -> Clip:
        """Speak, with a few milliseconds of silence at both ends. Raises SpeechError, NothingSpokenError if silent."""

    def close(self) -> None:
        """Let go of processes and connections; may be called twice."""


def open_engine(name: str, options: EngineOptions) -> Engine:
    """The engine of that name. Raises EngineMissingError if there is none or it is not installed."""
    if name not in ENGINES:
        raise EngineMissingError(f"there is no engine {name!r}: choose one of {', '.join(sorted(ENGINES))}")
    return ENGINES[name](options)


# ------------------------------------------------------------------ the engines
# Each is imported when it is asked for: one needs a network, one a package that few install.


def _espeak(options: EngineOptions) -> Engine:
    from pipeline.speech.espeak import Espeak  # noqa: PLC0415

    return Espeak(speed=options.speed, timeout_s=options.timeout_s, give_up=options.give_up)


def _gtts(options: EngineOptions) -> Engine:
    from pipeline.speech.gtts import Gtts  # noqa: PLC0415

    return Gtts(speed=options.speed, timeout_s=options.timeout_s, sleep=options.sleep)


def _piper(options: EngineOptions) -> Engine:
    from pipeline.speech.piper import Piper  # noqa: PLC0415

    return Piper(options.piper_voice, speed=options.speed)


def _tone(options: EngineOptions) -> Engine:
    from pipeline.speech.tone import Tone  # noqa: PLC0415

    return Tone(speed=options.speed)


EngineFactory = Callable[[EngineOptions], Engine]
ENGINES: Mapping[str, EngineFactory] = {"espeak": _espeak, "gtts": _gtts, "piper": _piper, "tone": _tone}
