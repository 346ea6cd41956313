"""The words of each section as an engine is asked for them, found ahead of their turn. Pure."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from pipeline.sound import speaker_name
from pipeline.speech.engine import Engine, Phrase, Request, SpeechError, UnspokenError
from pipeline.speech.lexicon import Lexicon
from pipeline.speech.normalize import normalize_phrases
from pipeline.speech.script import NARRATOR, SectionScript


def requests(script: SectionScript, voices: Mapping[str, str], lexicon: Lexicon, engine: Engine) -> Iterator[Request]:
    """What an engine is asked for, an utterance each, in order. Raises UnspokenError for a language without a voice.

    `voices` casts speakers.
    """
    for utterance in script.utterances:
        spoken = normalize_phrases(utterance.phrases, lexicon)
        pairs = zip(spoken, utterance.phrases, strict=True)
        try:
            voice = _voice(utterance.speaker, voices) or engine.default_voice(script.language)
        except SpeechError as error:
            raise UnspokenError(utterance.id, str(error)) from error
        yield Request(tuple(Phrase(one.text, phrase.language) for one, phrase in pairs), voice)


def _voice(speaker: str, voices: Mapping[str, str]) -> str | None:
    return voices.get(speaker_name(speaker)) or voices.get(NARRATOR)


class Prompter:
    """Gives the words of sections, which come in the order of `scripts`. For any thread."""

    def __init__(self, scripts: Sequence[SectionScript], voices: Mapping[str, str], lexicon: Lexicon) -> None:
        self._voices = voices
        self._lexicon = lexicon
        self._waiting = {script.id: script for script in scripts}
        self._found: dict[str, tuple[Request, ...]] = {}
        self._lock = threading.Lock()
        """One after the other: threads of one Python would wait for each other, and all would have their words late."""

    def words(self, script: SectionScript, engine: Engine) -> tuple[Request, ...]:
        """The requests of a section, once. Raises UnspokenError."""
        with self._lock:
            self._waiting.pop(script.id, None)
            return self._found.pop(script.id, None) or self._find(script, engine)

    def look_ahead(self, engine: Engine) -> None:
        """Find the words of the section that comes next, so that whoever makes it needn't wait for them."""
        with self._lock:
            script = next(iter(self._waiting.values()), None)
            if script is not None:
                del self._waiting[script.id]
                with suppress(UnspokenError):  # whoever comes to it will tell
                    self._found[script.id] = self._find(script, engine)

    def _find(self, script: SectionScript, engine: Engine) -> tuple[Request, ...]:
        return tuple(requests(script, self._voices, self._lexicon, engine))
