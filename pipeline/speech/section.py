"""One section made: its words spoken, mastered and kept. Runs an engine, touches the disk."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category

import numpy as np
from msgspec.structs import replace

from pipeline.audio.master import Pause, Spoken, master_section
from pipeline.audio.mastered import MasteredSection
from pipeline.audio.pcm import samples_in
from pipeline.audio.sections import SectionCache
from pipeline.audio.spool import Spool
from pipeline.speech.cache import CachedEngine, ClipCache
from pipeline.speech.engine import Clip, Engine, NothingSpokenError, SpeechError, UnspokenError
from pipeline.speech.making import Heard, Listener, Made, Order, Part
from pipeline.timeline import WordStart

_WORDS = ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl")


def make_section(order: Order, engine: Engine, listener: Listener) -> Made:
    """Make a section. Raises UnspokenError, another SpeechError, AudioError, or what the listener raises."""
    speaking = CachedEngine(engine, ClipCache(order.store) if order.store else None)
    words: list[tuple[WordStart, ...]] = []
    try:
        sound = _mastered(order, _items(order, speaking, listener, words))
    finally:
        report = speaking.report()
        for warning in report.warnings:
            listener.warn(warning)
    kept, unkept = _keep(order, replace(sound, words=tuple(words)))
    return Made(kept, report.spoken, unkept)


def _mastered(order: Order, items: Iterator[Spoken | Pause]) -> MasteredSection:
    if order.samples is None:
        return master_section(items, order.master, order.frames)
    with Spool(order.samples) as samples:
        return master_section(items, order.master, order.frames, keep=samples)


def _items(
    order: Order, engine: Engine, listener: Listener, words: list[tuple[WordStart, ...]]
) -> Iterator[Spoken | Pause]:
    """A clip and a pause for each part; the clip of what makes no sound is empty. Notes where words begin."""
    rate_hz = order.master.rate_hz
    for index, part in enumerate(order.parts):
        clip = _speak(part, engine)
        words.append(tuple(WordStart(word.place, word.sample * rate_hz // clip.rate_hz) for word in clip.words))
        pause = Pause(samples_in(part.pause_ms, rate_hz))
        yield Spoken(clip.samples, clip.rate_hz, part.request.voice)
        yield pause
        listener.hear(Heard(index, 1000 * (len(clip.samples) / clip.rate_hz + pause.length / rate_hz)))


def _speak(part: Part, engine: Engine) -> Clip:
    """The clip of a part; an empty one for what has neither letter nor digit. Raises UnspokenError."""
    try:
        return engine.speak(part.request)
    except NothingSpokenError as error:
        if _has_words(part.request.text):
            raise UnspokenError(part.id, str(error)) from error
        return Clip(np.zeros(0, np.int16), engine.rate_hz)
    except SpeechError as error:
        raise UnspokenError(part.id, str(error)) from error


def _has_words(text: str) -> bool:
    """Whether there is a letter or a digit; signs in a circle and the like are none."""
    return any(category(character) in _WORDS for character in text)


def _keep(order: Order, sound: MasteredSection) -> tuple[MasteredSection, str | None]:
    """The section in the store, or, where that can't be written to, the section as it is, and why."""
    if order.store is None:
        return sound, None
    try:
        kept = SectionCache(order.store).keep(order.key, sound)
    except OSError as error:
        return sound, str(error)
    sound.encoded.path.unlink()
    return kept, None
