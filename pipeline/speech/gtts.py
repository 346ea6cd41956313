"""Google's voice through gTTS: asked sentence by sentence, online. Wraps gtts and pydub. Uses the network.

The service takes 100 characters at a time, answers some requests with success and no sound, and is not made for
many; so one piece is asked for after the other, each answer is measured against its text, and what fails is asked
for again after a growing wait. The samples are the service's, and may change from day to day.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Callable, Mapping
from functools import cached_property
from importlib.metadata import version

import numpy as np

from pipeline.audio.decode import decode
from pipeline.audio.errors import AudioError
from pipeline.speech.engine import (
    Clip,
    EngineMissingError,
    NothingSpokenError,
    Phrase,
    Request,
    SpeechError,
    UnknownLanguageError,
    UnknownVoiceError,
    Voice,
)
from pipeline.speech.packing import pack

try:
    from gtts import gTTS, gTTSError  # type: ignore[import-untyped]  # it has no types
    from gtts.lang import tts_langs  # type: ignore[import-untyped]  # as above

    with warnings.catch_warnings():
        # pydub imports a module that Python 3.13 left to a package, holds old escapes, and looks for programs.
        warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
        warnings.filterwarnings("ignore", "invalid escape sequence", SyntaxWarning)
        warnings.filterwarnings("ignore", "Couldn't find ffmpeg", RuntimeWarning)
        from pydub import AudioSegment  # type: ignore[import-untyped]  # as above
        from pydub.silence import detect_leading_silence  # type: ignore[import-untyped]  # as above
except ImportError as error:
    raise EngineMissingError(f"the voice of Google is not installed: pip install gtts pydub ({error})") from error

LIMIT = gTTS.GOOGLE_TTS_MAX_CHARS
_OURS = 1  # raise when this module makes other samples of the same answer
_ATTEMPTS = 5
_FIRST_WAIT_S = 2.0
_LONGEST_WAIT_S = 120.0
_LEAST_MS_A_LETTER = 35  # without haste it is 60 to 80
_HOPELESS = frozenset(range(400, 500)) - {408, 429}

_SILENT_DB = -50.0
_EDGE_MS = 20
_BREATH_MS = 75  # at each side of a cut
_FADE_MS = 5
_LEVEL_DB = -20.0
_MOST_GAIN_DB = 6.0
_PEAK_DB = -1.0


class _FailedError(Exception):
    """One request failed. `wait_s` is what the service asks for, None when it doesn't; `hopeless` isn't repeated."""

    def __init__(self, reason: str, wait_s: float | None = None, hopeless: bool = False) -> None:
        super().__init__(reason)
        self.wait_s = wait_s
        self.hopeless = hopeless


class Gtts:
    """gTTS as an Engine. It knows one speed. `timeout_s` is for one request, of which an utterance may need several.

    `sleep` waits for some seconds between attempts.
    """

    name = "gtts"
    rate_hz = 24_000

    def __init__(self, speed: float = 1.0, timeout_s: float = 30.0, *, sleep: Callable[[float], None]) -> None:
        if speed != 1.0:
            raise SpeechError(f"gTTS can't speak at speed {speed:g}: leave out the speed, or choose another engine")
        self._timeout_s = timeout_s
        self._sleep = sleep

    @cached_property
    def version(self) -> str:
        """That of gTTS and of this module; the service has none."""
        return f"{version('gTTS')}-{_OURS}"

    @cached_property
    def _languages(self) -> Mapping[str, str]:
        languages: dict[str, str] = tts_langs()
        return languages

    def voices(self) -> tuple[Voice, ...]:
        """One voice a language, named after it."""
        return tuple(Voice(tag, tag, name) for tag, name in sorted(self._languages.items()))

    def variants(self) -> tuple[str, ...]:
        """None."""
        return ()

    def default_voice(self, language: str) -> str:
        """The voice of a language, subtags dropped from its end until one fits. Raises UnknownLanguageError."""
        known = {tag.casefold(): tag for tag in self._languages}
        wanted = language.casefold()
        while wanted:
            if wanted in known:
                return known[wanted]
            wanted = wanted.rpartition("-")[0]
        raise UnknownLanguageError("gTTS", language)

    def check_voice(self, voice: str) -> None:
        """Nothing when there is that voice. Raises UnknownVoiceError."""
        if voice not in self._languages:
            raise UnknownVoiceError("gTTS", voice, sorted(self._languages))

    def speak(self, request: Request) -> Clip:
        """Speak, each phrase in the voice of its language. Raises SpeechError, NothingSpokenError if all is silent."""
        self.check_voice(request.voice)
        pieces = [
            (self._voice(phrase, request.voice), piece)
            for phrase in request.phrases
            for piece in pack(phrase.text, LIMIT)
            if _sounds(piece)
        ]
        if not pieces:
            raise NothingSpokenError(f"gTTS says nothing for {request.text!r}")
        return self._finish([self._fetch(voice, piece) for voice, piece in pieces])

    def close(self) -> None:
        """Nothing to let go of: the library opens and closes a connection a request."""

    def _voice(self, phrase: Phrase, own: str) -> str:
        """The request's own voice for its own language, that of the phrase's language for others."""
        if phrase.language.partition("-")[0].casefold() == own.partition("-")[0].casefold():
            return own
        return self.default_voice(phrase.language)

    def _fetch(self, voice: str, piece: str) -> AudioSegment:
        """The sound of a piece, after as many attempts as it takes. Raises SpeechError."""
        wait_s = _FIRST_WAIT_S
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._ask(voice, piece)
            except _FailedError as error:
                asked_s = error.wait_s if error.wait_s is not None else wait_s
                if error.hopeless or attempt == _ATTEMPTS or asked_s > _LONGEST_WAIT_S:
                    raise SpeechError(_give_up(piece, error, attempt)) from error
                self._sleep(max(asked_s, wait_s))
                wait_s *= 2
        raise AssertionError("the last attempt returns or raises")

    def _ask(self, voice: str, piece: str) -> AudioSegment:
        """Ask once. Raises _FailedError."""
        question = gTTS(
            piece, lang=voice, lang_check=False, pre_processor_funcs=[], timeout=self._timeout_s,
            tokenizer_func=lambda text: pack(text, LIMIT),
        )  # fmt: skip
        try:
            answer = b"".join(question.stream())
        except gTTSError as error:
            raise _translate(error) from error
        except ValueError as error:  # base64 or UTF-8 that isn't
            raise _FailedError(f"the answer can't be read: {error}") from error
        try:
            samples = decode(answer, self.rate_hz)
        except AudioError as error:
            raise _FailedError(f"the answer holds no sound: {error}") from error
        segment = self._segment(samples.tobytes())
        sound_ms = len(_trim(segment, 0))
        least_ms = _LEAST_MS_A_LETTER * sum(character.isalnum() for character in piece)
        if sound_ms < max(1, least_ms):
            raise _FailedError(f"the answer is cut short: {sound_ms} ms of at least {least_ms}")
        return _trim(segment, _BREATH_MS)

    def _finish(self, segments: list[AudioSegment]) -> Clip:
        """One clip of an utterance's pieces, at the level of all others."""
        whole = _trim(self._segment(b"".join(segment.raw_data for segment in segments)), _EDGE_MS)
        gain_db = max(-_MOST_GAIN_DB, min(_MOST_GAIN_DB, _LEVEL_DB - whole.dBFS, _PEAK_DB - whole.max_dBFS))
        whole = whole.apply_gain(gain_db).fade_in(_FADE_MS).fade_out(_FADE_MS)
        return Clip(np.frombuffer(whole.raw_data, np.int16), self.rate_hz)

    def _segment(self, data: bytes) -> AudioSegment:
        return AudioSegment(data=data, sample_width=2, frame_rate=self.rate_hz, channels=1)


def _sounds(piece: str) -> bool:
    """Whether there is more than marks and blanks, which the library won't send."""
    return any(unicodedata.category(character)[0] not in "CPZ" for character in piece)


def _trim(segment: AudioSegment, keep_ms: int) -> AudioSegment:
    """The segment with at most about `keep_ms` of silence at each end; empty when all is silent."""
    start: int = detect_leading_silence(segment, _SILENT_DB)
    end = len(segment) - detect_leading_silence(segment.reverse(), _SILENT_DB)
    return segment[max(0, start - keep_ms) : end + keep_ms] if start < end else segment[:0]


def _translate(error: gTTSError) -> _FailedError:
    """What went wrong, in our words."""
    response = error.rsp
    if response is None:
        return _FailedError("the service can't be reached or did not answer in time")
    if response.ok:
        return _FailedError("the answer holds no sound")
    reason = f"the service answers {response.status_code} {response.reason}"
    wait = response.headers.get("Retry-After", "").strip()
    return _FailedError(reason, float(wait) if wait.isdecimal() else None, response.status_code in _HOPELESS)


def _give_up(piece: str, error: _FailedError, attempts: int) -> str:
    """The message of an error: the words, why, and what to do."""
    if error.wait_s is not None and error.wait_s > _LONGEST_WAIT_S:
        advice = f"it asks to wait for {error.wait_s:.0f} s: build again then"
    elif error.hopeless:
        advice = "look for a newer gTTS, or choose another engine"
    else:
        advice = "look at your connection and build again, or choose another engine"
    return f"gTTS can't speak {piece!r} after {attempts} attempt{'s'[: attempts != 1]}: {error}; {advice}"
