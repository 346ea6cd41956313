"""A book's script performed: words normalised, voices cast, clips spoken, sections mastered. Runs engines.

Sections are made side by side by threads: nearly all of the time goes to LAME, FFmpeg, numpy and eSpeak's own
process, which let other threads run. The same script gives the same performances, whatever is kept from before and
however many sections are made at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import repeat
from pathlib import Path
from unicodedata import category

import numpy as np

from pipeline.audio.master import MasteredSection, MasterSettings, Pause, Spoken, master_section
from pipeline.audio.pcm import samples_in
from pipeline.audio.sections import SectionCache, section_key
from pipeline.audio.spool import Spool
from pipeline.errors import PipelineError
from pipeline.files import DamagedFileError, Store
from pipeline.progress import QUIET, Progress
from pipeline.sound import speaker_name
from pipeline.speech.cache import CachedEngine, ClipCache
from pipeline.speech.engine import (
    Clip,
    Engine,
    EngineOptions,
    NothingSpokenError,
    Phrase,
    Request,
    SpeechError,
    open_engine,
)
from pipeline.speech.lexicon import Lexicon
from pipeline.speech.normalize import normalize_phrases
from pipeline.speech.script import NARRATOR, SectionScript, Utterance
from pipeline.speech.wording import written_words
from pipeline.timeline import Line, Track, WordStart, schedule


@dataclass(frozen=True, slots=True)
class Production:
    """How a script is performed. `voices` casts speakers; `store` is None to keep nothing.

    What is not kept there is written to `scratch`, a folder that has to be there for as long as the sound is needed.
    A section whose id is in `spools` is made anew, and its samples are put there. `with_words` tells whether the times
    of words are wanted, as far as the engine tells them.
    """

    engine: str
    options: EngineOptions
    voices: Mapping[str, str]
    lexicon: Lexicon
    master: MasterSettings
    scratch: Path
    store: Store | None = None
    spools: Mapping[str, Spool] = field(default_factory=dict)
    with_words: bool = False


@dataclass(frozen=True, slots=True)
class Performance:
    """A section as sound, when what is heard in it, and how it was come by.

    `clips_spoken` is how often the engine was asked; `kept` whether the whole section was there from before.
    """

    sound: MasteredSection
    track: Track
    clips_spoken: int
    kept: bool


class UnspokenError(SpeechError):
    """An utterance can't be spoken; `utterance` is its id."""

    def __init__(self, utterance: str, error: SpeechError) -> None:
        super().__init__(str(error))
        self.utterance = utterance


def perform(
    scripts: Sequence[SectionScript], production: Production, workers: int = 1, progress: Progress = QUIET
) -> tuple[Performance, ...]:
    """Perform sections, `workers` of them at once, and give them back in their order.

    Raises UnspokenError, another SpeechError or AudioError; what is spoken by then is in the store.
    """
    stage = _Stage(production, progress)
    # With several workers the longest go first, so that none is left with much to do while the others are done.
    order = sorted(scripts, key=letters, reverse=True) if workers > 1 else scripts
    progress.begin_speech(len(scripts), sum(letters(script) for script in scripts))
    with ThreadPoolExecutor(workers) as executor:
        try:
            running = {script.id: executor.submit(stage.perform, script) for script in order}
            wait(running.values(), return_when=FIRST_EXCEPTION)
            stage.check()
            return tuple(running[script.id].result() for script in scripts)
        finally:
            stage.stop()
            executor.shutdown(cancel_futures=True)
            stage.close()


def letters(script: SectionScript) -> int:
    """How much there is to say."""
    return sum(_letters(utterance) for utterance in script.utterances)


def _letters(utterance: Utterance) -> int:
    return sum(len(phrase.text) for phrase in utterance.phrases)


def requests(script: SectionScript, production: Production, engine: Engine) -> Iterator[Request]:
    """What an engine is asked for, an utterance each, in order. Raises UnspokenError for a language without a voice."""
    for utterance in script.utterances:
        spoken = normalize_phrases(utterance.phrases, production.lexicon)
        pairs = zip(spoken, utterance.phrases, strict=True)
        voices, speaker = production.voices, speaker_name(utterance.speaker)
        try:
            voice = voices.get(speaker) or voices.get(NARRATOR) or engine.default_voice(script.language)
        except SpeechError as error:
            raise UnspokenError(utterance.id, error) from error
        yield Request(tuple(Phrase(one.text, phrase.language) for one, phrase in pairs), voice)


_WORDS = ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl")


class _StoppedError(PipelineError):
    """Another section failed, or the user has had enough."""


class _Stage:
    """What the threads share: engines that wait for their next section, and whether to go on."""

    def __init__(self, production: Production, progress: Progress) -> None:
        self._production = replace(production, options=replace(production.options, sleep=self._sleep))
        self._progress = progress
        self._idle: list[Engine] = []
        self._stopped = threading.Event()
        self._store = production.store
        self._lock = threading.Lock()
        self._failure: BaseException | None = None

    def perform(self, script: SectionScript) -> Performance:
        """Perform one section. Raises UnspokenError, another SpeechError or AudioError; then no other is begun."""
        if self._stopped.is_set():
            raise _StoppedError
        try:
            return self._perform(script)
        except _StoppedError:
            raise
        except BaseException as error:
            with self._lock:
                self._failure = self._failure or error
            self.stop()
            raise

    def check(self) -> None:
        """Raise what a section raised first: those that were stopped for it may have ended before it."""
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        """Let every thread end after the utterance at hand."""
        self._stopped.set()

    def close(self) -> None:
        """Close all engines. No thread may run any more."""
        while self._idle:
            self._idle.pop().close()

    def _perform(self, script: SectionScript) -> Performance:
        with self._engine() as engine:
            asked = tuple(requests(script, self._production, engine))
            key = section_key(_said(script, asked, engine), self._production.master)
            sound = None if script.id in self._production.spools else self._find(key)
            kept, spoken = sound is not None, 0
            if sound is None:
                sound, spoken = self._make(script, asked, engine, key)
            else:
                self._progress.spoken(letters(script), 1000 * sum(sound.lengths) / self._production.master.rate_hz)
        self._progress.section_done()
        return Performance(sound, _track(script, sound, self._production), spoken, kept)

    def _sleep(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            raise _StoppedError

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        """An engine of one's own for a while: one that waits, or else a new one."""
        try:
            engine = self._idle.pop()
        except IndexError:
            engine = open_engine(self._production.engine, self._production.options)
        try:
            yield engine
        finally:
            self._idle.append(engine)

    def _make(
        self, script: SectionScript, asked: tuple[Request, ...], engine: Engine, key: str
    ) -> tuple[MasteredSection, int]:
        """A section that is not there yet, and how often the engine was asked for it."""
        production, store = self._production, self._store
        speaking = CachedEngine(engine, ClipCache(store) if store else None)
        try:
            frames, words = production.scratch / f"{script.id}.frames", list[tuple[WordStart, ...]]()
            items = self._items(script, asked, speaking, words)
            sound = master_section(items, production.master, frames, keep=production.spools.get(script.id))
            sound = replace(sound, words=tuple(words))
        finally:
            report = speaking.report()
            for warning in report.warnings:
                self._progress.warn(warning)
        return self._keep(key, sound), report.spoken

    def _items(
        self, script: SectionScript, asked: tuple[Request, ...], engine: Engine, words: list[tuple[WordStart, ...]]
    ) -> Iterator[Spoken | Pause]:
        """A clip and a pause for each utterance; the clip of what makes no sound is empty. Notes where words begin."""
        rate_hz = self._production.master.rate_hz
        for utterance, request in zip(script.utterances, asked, strict=True):
            if self._stopped.is_set():
                raise _StoppedError
            clip = _speak(utterance, request, engine)
            words.append(tuple(WordStart(word.place, word.sample * rate_hz // clip.rate_hz) for word in clip.words))
            pause = Pause(samples_in(utterance.pause_ms, rate_hz))
            yield Spoken(clip.samples, clip.rate_hz, request.voice)
            yield pause
            heard_ms = 1000 * (len(clip.samples) / clip.rate_hz + pause.length / rate_hz)
            self._progress.spoken(_letters(utterance), heard_ms)

    def _find(self, key: str) -> MasteredSection | None:
        store = self._store
        if store is None:
            return None
        try:
            return SectionCache(store).read(key)
        except DamagedFileError as error:
            self._progress.warn(f"a damaged section is made anew: {error}")
        except OSError as error:
            self._do_without_store(error)
        return None

    def _keep(self, key: str, sound: MasteredSection) -> MasteredSection:
        """The section in the store, or, where that can't be written to, the section as it is."""
        store = self._store
        if store is None:
            return sound
        try:
            kept = SectionCache(store).keep(key, sound)
        except OSError as error:
            self._do_without_store(error)
            return sound
        sound.encoded.path.unlink()
        return kept

    def _do_without_store(self, error: OSError) -> None:
        """Leave a store that fails alone, and tell so once, not for each section."""
        with self._lock:
            store, self._store = self._store, None
        if store is not None:
            self._progress.warn(f"the cache can't be used, so nothing more of what is spoken is kept: {error}")


def _speak(utterance: Utterance, request: Request, engine: Engine) -> Clip:
    """The clip of an utterance; an empty one for what has neither letter nor digit. Raises UnspokenError."""
    try:
        return engine.speak(request)
    except NothingSpokenError as error:
        if _has_words(request.text):
            raise UnspokenError(utterance.id, error) from error
        return Clip(np.zeros(0, np.int16), engine.rate_hz)
    except SpeechError as error:
        raise UnspokenError(utterance.id, error) from error


def _has_words(text: str) -> bool:
    """Whether there is a letter or a digit; signs in a circle and the like are none."""
    return any(category(character) in _WORDS for character in text)


def _said(script: SectionScript, asked: tuple[Request, ...], engine: Engine) -> Iterator[object]:
    """All that a section's clips and pauses depend on."""
    yield engine.name, engine.version, engine.rate_hz
    for utterance, request in zip(script.utterances, asked, strict=True):
        yield request.voice, [(phrase.text, phrase.language) for phrase in request.phrases], utterance.pause_ms


def _track(script: SectionScript, sound: MasteredSection, production: Production) -> Track:
    """When each utterance is heard: its clip and the pause after it."""
    words: Iterable[tuple[WordStart, ...]] = repeat(())
    if production.with_words:
        heard = zip(script.utterances, sound.words, sound.lengths[::2], strict=True)
        words = (written_words(each.phrases, production.lexicon, own, end) for each, own, end in heard)
    lines = [
        Line(each.id, each.shown, each.speaker, tuple((phrase.text, phrase.language) for phrase in each.phrases), own)
        for each, own in zip(script.utterances, words, strict=False)  # there are always enough
    ]
    lengths = [clip + pause for clip, pause in zip(sound.lengths[::2], sound.lengths[1::2], strict=True)]
    return schedule(script.id, script.title, script.language, lines, lengths, script.marks)
