"""A section's script performed: words normalised, voices cast, clips spoken, sound mastered. Runs an engine.

One Job is one section, whole: it can be sent to another process, which opens an engine of its own. The same
job gives the same Performance, whatever was spoken before and whatever a cache held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.audio.master import MasteredSection, MasterSettings, Pause, Spoken, master_section
from pipeline.audio.pcm import samples_in
from pipeline.speech.cache import CachedEngine, CacheReport, ClipCache
from pipeline.speech.engine import Engine, EngineOptions, NothingSpokenError, Phrase, Request, open_engine
from pipeline.speech.lexicon import Lexicon
from pipeline.speech.normalize import normalize_phrases
from pipeline.speech.script import NARRATOR, SectionScript, Utterance
from pipeline.timeline import Track, schedule

_NOTHING = CacheReport(0, 0, ())


@dataclass(frozen=True, slots=True)
class Job:
    """All that a section's performance depends on. `voices` casts speakers; `cache` is None to keep nothing."""

    script: SectionScript
    engine: str
    options: EngineOptions
    voices: Mapping[str, str]
    lexicon: Lexicon
    master: MasterSettings
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Performance:
    """A section as sound, when what is heard in it, and how its clips were come by."""

    sound: MasteredSection
    track: Track
    report: CacheReport = field(default=_NOTHING)


def perform(jobs: Iterable[Job], executor: Executor) -> Iterator[Performance]:
    """Perform sections in the order of the jobs, as many at once as the executor runs. Raises SpeechError."""
    running: list[Future[Performance]] = [executor.submit(perform_section, job) for job in jobs]
    try:
        for future in running:
            yield future.result()
    finally:
        for future in running:
            future.cancel()


def perform_section(job: Job) -> Performance:
    """Perform one section with an engine of its own. Raises SpeechError or AudioError."""
    engine = open_engine(job.engine, job.options)
    cached = CachedEngine(engine, ClipCache(job.cache)) if job.cache else None
    speaking: Engine = cached or engine
    try:
        counts: list[int] = []
        sound = master_section(_items(job, speaking, counts), job.master)
    finally:
        speaking.close()
    script = job.script
    ids = [utterance.id for utterance in script.utterances]
    lengths = list(_lengths(sound.lengths, counts))
    track = schedule(script.id, script.title, script.language, ids, lengths, script.marks)
    return Performance(sound, track, cached.report() if cached else _NOTHING)


def requests(job: Job, engine: Engine) -> Iterator[Request]:
    """What the engine is asked for, an utterance each, in order."""
    return (_request(utterance, job, engine) for utterance in job.script.utterances)


def cast(voices: Mapping[str, str], speaker: str, language: str, engine: Engine) -> str:
    """The voice of a speaker: the speaker's own, else the narrator's, else the engine's for the language."""
    return voices.get(speaker) or voices.get(NARRATOR) or engine.default_voice(language)


def _request(utterance: Utterance, job: Job, engine: Engine) -> Request:
    spoken = normalize_phrases(utterance.phrases, job.lexicon)
    phrases = tuple(Phrase(one.text, phrase.language) for one, phrase in zip(spoken, utterance.phrases, strict=True))
    return Request(phrases, cast(job.voices, utterance.speaker, job.script.language, engine))


def _items(job: Job, engine: Engine, counts: list[int]) -> Iterator[Spoken | Pause]:
    """Clips and the pauses after them; `counts` gets how many of both each utterance has."""
    for utterance, request in zip(job.script.utterances, requests(job, engine), strict=True):
        count = 0
        try:
            clip = engine.speak(request)
        except NothingSpokenError:
            pass
        else:
            yield Spoken(clip.samples, clip.rate_hz, request.voice)
            count += 1
        yield Pause(samples_in(utterance.pause_ms, job.master.rate_hz))
        counts.append(count + 1)


def _lengths(lengths: tuple[int, ...], counts: list[int]) -> Iterator[int]:
    """The samples of each utterance: those of its clip and its pause."""
    rest = iter(lengths)
    for count in counts:
        yield sum(next(rest) for _ in range(count))
