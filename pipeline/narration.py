"""A checked manuscript read aloud: its script, cast, performed and timed. Runs engines.

Manuscript --write_script--> scripts --perform*--> sound and tracks --> Audio(timeline, sections)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.audio.encoded import Encoded
from pipeline.audio.mastered import MasterSettings
from pipeline.crew import Crew
from pipeline.edition import Audio, Edition
from pipeline.errors import ManuscriptError
from pipeline.lazy import Lazy
from pipeline.model import Manuscript
from pipeline.progress import QUIET, Progress
from pipeline.settings import Settings
from pipeline.sound import AudioSettings
from pipeline.speech.casting import cast_for, check_cast
from pipeline.speech.engine import EngineOptions, Phrase, SpeechError, UnspokenError, open_engine
from pipeline.speech.lexicon import Lexicon
from pipeline.speech.perform import Performance, Production, letters, performing
from pipeline.speech.phrases import ended, is_speakable, phrases_of
from pipeline.speech.scribe import AFTER_PARAGRAPH, AFTER_SECTION, NARRATOR, Utterance
from pipeline.speech.script import SectionScript, write_script
from pipeline.studio import ONE_AT_A_TIME, Studio
from pipeline.timeline import Mark, Timeline
from pipeline.traversal import place_of

if TYPE_CHECKING:
    from pipeline.audio.spool import Spool
    from pipeline.writers.epub.documents import Document

_MANY_LETTERS = 6_000
"""With more to say, some six minutes of it, processes are sooner done than threads."""


@contextmanager
def read_aloud(
    edition: Edition,
    settings: Settings,
    lexicon: Lexicon,
    studio: Studio,
    progress: Progress = QUIET,
    *,
    with_pages: bool = False,
) -> Iterator[Edition]:
    """An edition with its sound, whose files are there as long as the context; of its pages too where wanted.

    Whoever looks at the sound of a section waits until it is made.
    Raises ManuscriptError where the cast is wrong, SpeechError with the place of what can't be spoken, or AudioError.
    """
    manuscript, formats = edition.manuscript, settings.audio.formats
    scripts = write_script(manuscript)
    _check_voices(scripts, settings, studio)
    engine, options = _engine(settings, studio)
    pages = _page_scripts(edition) if with_pages else ()
    cast, master = cast_for(settings.voices, engine), _master(settings.audio)
    workers = studio.workers or (1 if engine in ONE_AT_A_TIME else studio.cores)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="vorlesen-")))
        samples = {script.id: scratch / f"{script.id}.samples" for script in scripts} if formats else {}
        with_words = settings.audio.highlight == "word"
        crew = stack.enter_context(studio.crew or Crew())
        is_apart = workers > 1 and sum(map(letters, scripts)) > _MANY_LETTERS
        if not is_apart:
            crew.dismiss()
        hired, cache = crew if is_apart else None, studio.cache
        production = Production(engine, options, cast, lexicon, master, scratch, cache, samples, with_words, hired)
        stack.enter_context(_placed(manuscript))
        performed = stack.enter_context(performing((*scripts, *pages), production, workers, progress))
        sections, told = _parted(performed, len(scripts))
        opened = _opened(samples.values(), sections, stack)
        audio = Audio(*_sound(sections, master.rate_hz), formats, opened, master.true_peak_dbtp)
        yield replace(edition, audio=audio, pages=Audio(*_sound(told, master.rate_hz)) if pages else None)


def _page_scripts(edition: Edition) -> tuple[SectionScript, ...]:
    from pipeline.writers.epub import xhtml_documents  # noqa: PLC0415  # few editions have pages of an e-book

    return page_scripts(xhtml_documents(edition, narration=True))


def page_scripts(documents: Iterable[Document]) -> tuple[SectionScript, ...]:
    """What is said for the pages that no author wrote, a script for each that says anything."""
    scripts = []
    for document in documents:
        said = [(saying.id, tuple(phrases_of(saying.inlines, document.language))) for saying in document.sayings]
        full_stop = Phrase(".", document.language)
        spoken = [
            Utterance(name, ended(phrases, full_stop), NARRATOR, AFTER_PARAGRAPH, name)
            for name, phrases in said
            if is_speakable("".join(phrase.text for phrase in phrases))
        ]
        if spoken:
            spoken[-1] = replace(spoken[-1], pause_ms=AFTER_SECTION)
            mark = Mark(spoken[0].id, document.title, "section", 0)
            scripts.append(SectionScript(document.name, document.title, document.language, tuple(spoken), (mark,)))
    return tuple(scripts)


def _parted(performed: Sequence[Performance], count: int) -> tuple[Sequence[Performance], Sequence[Performance]]:
    """The first `count`, and the rest, none of which need be there yet."""
    rest = len(performed) - count
    return Lazy(count, lambda place: performed[place]), Lazy(rest, lambda place: performed[count + place])


def _opened(paths: Collection[Path], sections: Sequence[Performance], stack: ExitStack) -> tuple[Spool, ...]:
    """The samples of all sections, once they are made."""
    if not paths:
        return ()
    from pipeline.audio.spool import Spool  # noqa: PLC0415  # with it comes numpy, which few editions need here

    _ = tuple(sections)
    return tuple(stack.enter_context(Spool(path, kept=True)) for path in paths)


def _sound(performed: Sequence[Performance], rate_hz: int) -> tuple[Timeline, Sequence[Encoded]]:
    tracks = Lazy(len(performed), lambda place: performed[place].track)
    return Timeline(rate_hz, tracks), Lazy(len(performed), lambda place: performed[place].sound.encoded)


def check_voices(manuscript: Manuscript, settings: Settings, studio: Studio) -> None:
    """Nothing where everybody who is cast is in the book and the engine has each voice.

    Raises ManuscriptError, or SpeechError where the engine isn't there.
    """
    _check_voices(write_script(manuscript), settings, studio)


def _check_voices(scripts: Sequence[SectionScript], settings: Settings, studio: Studio) -> None:
    if not settings.voices:
        return
    with closing(open_engine(*_engine(settings, studio))) as engine:
        findings = check_cast(settings.voices, settings.places, scripts, engine)
    if findings:
        raise ManuscriptError(tuple(sorted(findings)), settings.metadata.language)


def _engine(settings: Settings, studio: Studio) -> tuple[str, EngineOptions]:
    return studio.engine or settings.audio.engine, EngineOptions(settings.audio.speed, piper_voice=studio.piper_voice)


def _master(audio: AudioSettings) -> MasterSettings:
    return MasterSettings(
        target_lufs=audio.loudness_lufs,
        true_peak_dbtp=audio.true_peak_dbtp,
        bitrate_kbps=audio.bitrate_kbps,
        quality=audio.quality,
        rate_hz=audio.rate_hz,
    )


@contextmanager
def _placed(manuscript: Manuscript) -> Iterator[None]:
    """Put before what can't be spoken where it is written, and after it its id."""
    try:
        yield
    except UnspokenError as error:
        place = place_of(manuscript, error.utterance)
        raise SpeechError(f"{place.path}:{place.line}: {error} ({error.utterance})") from error
