"""A book's script performed: words normalised, voices cast, each section made or found. Runs engines and processes.

Sections are made side by side, by processes or by threads. The same script gives the same performances, whatever is
kept from before, however many sections are made at once, and by whom.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.audio.mastered import MasteredSection, MasterSettings
from pipeline.audio.sections import SectionCache, section_key
from pipeline.crew import Crew
from pipeline.files import DamagedFileError, Store
from pipeline.lazy import Lazy
from pipeline.progress import QUIET, Progress
from pipeline.speech.engine import Engine, EngineOptions, Request, open_engine
from pipeline.speech.lexicon import Lexicon
from pipeline.speech.making import Heard, Maker, Order, Part, StoppedError
from pipeline.speech.prompter import Prompter
from pipeline.speech.script import SectionScript, Utterance
from pipeline.speech.section_here import SectionHere
from pipeline.speech.section_process import SectionProcess
from pipeline.speech.wording import written_words
from pipeline.timeline import Line, Track, WordStart, schedule


class Production(Struct, frozen=True):
    """How a script is performed. `voices` casts speakers; `store` is None to keep nothing.

    What is not kept there is written to `scratch`, a folder that has to be there for as long as the sound is needed.
    A section whose id is in `samples` is made anew, and its samples are put into that file. `with_words` tells whether
    the times of words are wanted, as far as the engine tells them. Each worker is a process of the `crew`, or a thread
    where there is none.
    """

    engine: str
    options: EngineOptions
    voices: Mapping[str, str]
    lexicon: Lexicon
    master: MasterSettings
    scratch: Path
    store: Store | None = None
    samples: Mapping[str, Path] = field(default_factory=dict)
    with_words: bool = False
    crew: Crew | None = None


class Performance(Struct, frozen=True):
    """A section as sound, when what is heard in it, and how it was come by.

    `clips_spoken` is how often the engine was asked; `kept` whether the whole section was there from before.
    """

    sound: MasteredSection
    track: Track
    clips_spoken: int
    kept: bool


@contextmanager
def performing(
    scripts: Sequence[SectionScript], production: Production, workers: int = 1, progress: Progress = QUIET
) -> Iterator[Sequence[Performance]]:
    """Perform sections, `workers` of them at once, and give them in their order: whoever looks at one waits for it.

    Whoever looks gets, too, what any of them raises: UnspokenError, another SpeechError or AudioError; at the end, even
    those who looked at none. What is spoken by then is in the store.
    """
    order = _in_turn(scripts, workers)
    stage = _Stage(production, progress, order)
    progress.begin_speech(len(scripts), sum(letters(script) for script in scripts))
    with ThreadPoolExecutor(workers) as executor:
        try:
            running = {script.id: executor.submit(stage.perform, script) for script in order}
            for _ in range(min(workers, len(scripts))):
                stage.begun.acquire()
            performed = Lazy(len(scripts), lambda place: stage.result(running[scripts[place].id]))
            yield performed
            _ = tuple(performed)
        finally:
            stage.stop()
            executor.shutdown(cancel_futures=True)
            stage.close()


def _in_turn(scripts: Sequence[SectionScript], workers: int) -> Sequence[SectionScript]:
    """In what order sections are made.

    With several workers long ones go first, so that none is left with much to do while the others are done; of some
    length, those that come first in the book: whoever writes them down needs them so. At the end it is length alone.
    """
    if workers == 1:
        return scripts
    order, last = sorted(scripts, key=_class_of_length, reverse=True), 2 * workers
    return *order[:-last], *sorted(order[-last:], key=letters, reverse=True)


def letters(script: SectionScript) -> int:
    """How much there is to say."""
    return sum(_letters(utterance) for utterance in script.utterances)


def _class_of_length(script: SectionScript) -> int:
    """No section is twice as long as another of its class."""
    return letters(script).bit_length()


def _letters(utterance: Utterance) -> int:
    return sum(len(phrase.text) for phrase in utterance.phrases)


class _Stage:
    """What the threads share: makers that wait for their next section, and whether to go on."""

    def __init__(self, production: Production, progress: Progress, scripts: Sequence[SectionScript]) -> None:
        self.production = production
        self.progress = progress
        self.prompter = Prompter(scripts, production.voices, production.lexicon)
        self.begun = threading.Semaphore(0)
        """Released when a section is ordered, and when there is nothing to order."""
        self._unbegun = len(scripts)
        self._idle: list[Maker] = []
        self._makers: list[Maker] = []
        self._stopped = threading.Event()
        self._store = production.store
        self._lock = threading.Lock()
        self._failure: Future[Performance] = Future()

    def perform(self, script: SectionScript) -> Performance:
        """Perform one section. Raises UnspokenError, another SpeechError or AudioError; then no other is begun."""
        try:
            self.go_on()
            return self._perform(script)
        except StoppedError:
            raise
        except BaseException as error:
            with self._lock:
                if not self._failure.done():
                    self._failure.set_exception(error)
            self.stop()
            raise
        finally:
            self.begun.release()

    def result(self, running: Future[Performance]) -> Performance:
        """Wait for a section. Raises what any of them raised first: those that were stopped for it may have ended."""
        wait((running, self._failure), return_when=FIRST_COMPLETED)
        return (self._failure if self._failure.done() else running).result()

    def go_on(self) -> None:
        """Raise StoppedError where nothing more is to be made."""
        if self._stopped.is_set():
            raise StoppedError

    def stop(self) -> None:
        """Let every thread end after the utterance at hand."""
        self._stopped.set()
        with self._lock:
            for maker in self._makers:
                maker.interrupt()

    def close(self) -> None:
        """Close all makers. No thread may run any more."""
        while self._makers:
            self._makers.pop().close()

    def _perform(self, script: SectionScript) -> Performance:
        production = self.production
        with self._maker() as maker:
            asked = self.prompter.words(script, maker.engine)
            # Who keeps nothing needs no key; it takes as long as three sentences to find out what it is made of.
            key = section_key(_said(script, asked, maker.engine), production.master) if production.store else ""
            sound = None if script.id in production.samples else self._find(key)
            kept, spoken = sound is not None, 0
            if sound is None:
                order = self._order(script, asked, key)
                self.begun.release()
                made = maker.make(order, _Ear(script, self, maker.engine))
                sound, spoken = made.sound, made.clips_spoken
                if made.unkept is not None:
                    self._do_without_store(made.unkept)
            else:
                self.progress.spoken(letters(script), 1000 * sum(sound.lengths) / production.master.rate_hz)
        self.progress.section_done()
        return Performance(sound, _track(script, sound, production), spoken, kept)

    @contextmanager
    def _maker(self) -> Iterator[Maker]:
        """A maker of one's own for a while: one that waits, or a new one. It goes when nothing is left to begin."""
        with self._lock:
            self._unbegun -= 1
        try:
            maker = self._idle.pop()
        except IndexError:
            maker = self._hired()
        try:
            yield maker
        finally:
            with self._lock:
                is_needed = self._unbegun > 0
                if not is_needed:
                    self._makers.remove(maker)
            if is_needed:
                self._idle.append(maker)
            else:
                maker.close()

    def _hired(self) -> Maker:
        engine, options, crew = self.production.engine, self.production.options, self.production.crew
        maker: Maker
        if crew is not None:
            maker = SectionProcess(engine, options, crew)
        else:
            maker = SectionHere(open_engine(engine, replace(options, sleep=self._sleep)))
        with self._lock:
            self._makers.append(maker)
            if self._stopped.is_set():  # while it was made, when nobody knew of it
                maker.interrupt()
        return maker

    def _sleep(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            raise StoppedError

    def _order(self, script: SectionScript, asked: Iterable[Request], key: str) -> Order:
        production = self.production
        parts = (
            Part(utterance.id, request, utterance.pause_ms)
            for utterance, request in zip(script.utterances, asked, strict=True)
        )
        frames, samples = production.scratch / f"{script.id}.frames", production.samples.get(script.id)
        return Order(script.id, tuple(parts), production.master, key, self._store, frames, samples)

    def _find(self, key: str) -> MasteredSection | None:
        store = self._store
        if store is None:
            return None
        try:
            return SectionCache(store).read(key)
        except DamagedFileError as error:
            self.progress.warn(f"a damaged section is made anew: {error}")
        except OSError as error:
            self._do_without_store(str(error))
        return None

    def _do_without_store(self, reason: str) -> None:
        """Leave a store that fails alone, and tell so once, not for each section."""
        with self._lock:
            store, self._store = self._store, None
        if store is not None:
            self.progress.warn(f"the cache can't be used, so nothing more of what is spoken is kept: {reason}")


class _Ear(Struct, frozen=True):
    """Who listens to a section that is made."""

    script: SectionScript
    stage: _Stage
    engine: Engine

    def hear(self, heard: Heard) -> None:
        """Tell of progress, and use the time. Raises StoppedError."""
        self.stage.progress.spoken(_letters(self.script.utterances[heard.part]), heard.duration_ms)
        self.stage.go_on()
        if heard.part == 0:
            self.stage.prompter.look_ahead(self.engine)

    def warn(self, sentence: str) -> None:
        """Tell the user."""
        self.stage.progress.warn(sentence)


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
