"""The life of a build, in one place: load, check, read aloud, write, publish.

A build that fails on the way has published nothing. What makes an edition is imported when it is asked for: an e-book
alone needs nothing of sound, and sound nothing of e-books.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pipeline.checks import check
from pipeline.edition import WHOLE, Artifact, Edition, Writer
from pipeline.episodes import Plan
from pipeline.errors import Finding, ManuscriptError, OutputError
from pipeline.files import write_whole
from pipeline.ledger import FILE as LEDGER_FILE
from pipeline.ledger import written
from pipeline.model import Manuscript, Place
from pipeline.progress import QUIET, Progress
from pipeline.publish import check_output, publish
from pipeline.reader.load import BOOK_FILE, load
from pipeline.reader.text import read_text
from pipeline.release import Release, podcast_of, read_release
from pipeline.settings import Settings
from pipeline.speech.lexicon import Lexicon, make_lexicon, read_lexicon
from pipeline.studio import Studio

if TYPE_CHECKING:
    from pipeline.writers.names import TrackPath

LEXICON_FILE = "lexicon.yaml"


class Book(Struct, frozen=True):
    """A manuscript without findings in `folder`, what its book.yaml says, how its words are said, how it comes out."""

    folder: Path
    edition: Edition
    settings: Settings
    lexicon: Lexicon
    release: Release


def build(  # noqa: PLR0913  # all that a user may choose
    manuscript: Path,
    output: Path,
    only: Collection[str] = (),
    *,
    studio: Studio = Studio(),  # noqa: B008  # it is frozen
    epoch: str | None = None,
    address: str | None = None,
    progress: Progress = QUIET,
    made_of: Callable[[], str | None] = lambda: None,
) -> tuple[Path, ...]:
    """Build the editions named in `only`, out of WRITERS, or else all that the book can have; give back the files.

    `address`, ending with a slash, is where a preview of the site is served, in place of the book's own; nothing of a
    preview is remembered. `epoch` is SOURCE_DATE_EPOCH: seconds since 1970 for the time of modification, which is
    else the book's date. `made_of` tells the fingerprint of all this, None where nothing is to be put on record.
    Raises ManuscriptError, SpeechError, AudioError or OutputError; then what was in `output` before is untouched,
    and what was spoken so far is in the studio's cache.
    """
    book = read(manuscript, epoch=epoch, progress=progress)
    check_output(output)
    only = only or [name for name in WRITERS if name != "site" or address or book.release.feed.url]
    edition, planned = book.edition, None
    if "site" in only:
        podcast, planned = podcast_of(book.release, edition.manuscript, address or _address(book))
        edition = replace(edition, podcast=podcast)
    paths = _publish(replace(book, edition=edition), output, only, studio, progress, made_of)
    if planned is not None and address is None:
        _remember(planned, book, progress)
    _prune(studio, progress)
    return paths


def read(manuscript: Path, *, epoch: str | None = None, progress: Progress = QUIET) -> Book:
    """Load and check a manuscript. Raises ManuscriptError with every finding."""
    progress.step("read")
    reading = load(manuscript)
    lexicon, lexicon_findings = _lexicon(manuscript / LEXICON_FILE)
    progress.step("check")
    findings = {*reading.findings, *lexicon_findings, *check(reading.manuscript)}
    release, release_findings = None, tuple[Finding, ...]()
    if reading.settings is not None:
        release, release_findings = read_release(manuscript, reading.manuscript, reading.settings)
    if findings or release_findings or reading.settings is None or release is None:
        language = reading.settings.metadata.language if reading.settings else None
        raise ManuscriptError(tuple(sorted({*findings, *release_findings})), language)
    modified = _modified(reading.manuscript, epoch)
    edition = Edition(reading.manuscript, modified, one_page=reading.settings.one_page)
    return Book(manuscript, edition, reading.settings, lexicon, release)


def _publish(
    book: Book,
    output: Path,
    only: Collection[str],
    studio: Studio,
    progress: Progress,
    made_of: Callable[[], str | None],
) -> tuple[Path, ...]:
    """Make and publish the editions that are asked for, reading aloud first where one of them is heard."""
    edition = book.edition

    def all_made() -> str | None:
        for audio in (edition.audio, edition.pages):
            _ = tuple(audio.sections) if audio else ()  # nothing is published while anything is unspoken
        progress.step("publish")
        return made_of()

    with ExitStack() as stack:
        if not {*only} <= {"epub"}:
            with_pages = not {"readalong", "web", "site"}.isdisjoint(only)
            edition = stack.enter_context(_read_aloud(book, studio, progress, with_pages=with_pages))
        made = {name: _written(name, edition, progress) for name in only}
        return publish(made, output, book.folder, all_made)


def _written(name: str, edition: Edition, progress: Progress) -> Iterator[Artifact]:
    """The artifacts of an edition, one by one: those of a section can be written while the next is read aloud."""
    progress.step(f"write {name}")
    yield from WRITERS[name](edition)


def _address(book: Book) -> str:
    """Where the podcast will be. Raises ManuscriptError where the book doesn't say."""
    if book.release.feed.url is None:
        finding = Finding.at(Place(str(book.folder / BOOK_FILE)), "no-feed-address")
        raise ManuscriptError((finding,), book.settings.metadata.language)
    return book.release.feed.url


def _remember(planned: Plan, book: Book, progress: Progress) -> None:
    """Keep what subscribers know the episodes by, and tell which of them are gone."""
    for entry in planned.gone:
        progress.warn(
            "the episode of the whole book is gone: book.yaml has “whole: true” no more"
            if entry.section == WHOLE
            else f"the section {entry.section!r} ({entry.title}) is gone, and so is its episode; if it only has "
            f"another name, put “id: {entry.section}” into its front matter and build again"
        )
    if planned.ledger == book.release.ledger:
        return
    place = book.folder / LEDGER_FILE
    try:
        write_whole([written(planned.ledger).encode()], place)
    except OSError as error:
        progress.warn(
            f"{place} can't be written ({error.strerror or error}): what subscribers know the episodes by is not kept"
        )


def lexicon_of(manuscript: Path) -> Lexicon:
    """How a manuscript's words are said, whatever else it holds. Raises ManuscriptError."""
    lexicon, findings = _lexicon(manuscript / LEXICON_FILE)
    if findings:
        raise ManuscriptError(findings)
    return lexicon


def _lexicon(path: Path) -> tuple[Lexicon, tuple[Finding, ...]]:
    findings: list[Finding] = []
    text = read_text(path, findings) if path.exists() else ""
    lexicon, found = read_lexicon(text or "", str(path))
    return lexicon or make_lexicon({}, {}), (*findings, *found)


def _modified(manuscript: Manuscript, epoch: str | None) -> datetime:
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise OutputError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}") from error
    return datetime.combine(manuscript.metadata.date, time(), UTC)


# ------------------------------------------------------------------ editions


def check_voices(book: Book, studio: Studio) -> None:
    """Hold the cast against the book and the engine. Raises ManuscriptError, or SpeechError without that engine."""
    if book.settings.voices:
        from pipeline.narration import check_voices  # noqa: PLC0415  # an e-book needs no sound

        check_voices(book.edition.manuscript, book.settings, _furnished(studio, book))


def _read_aloud(book: Book, studio: Studio, progress: Progress, *, with_pages: bool) -> AbstractContextManager[Edition]:
    from pipeline.narration import read_aloud  # noqa: PLC0415  # as above

    progress.step("read aloud")
    return read_aloud(
        book.edition, book.settings, book.lexicon, _furnished(studio, book), progress, with_pages=with_pages
    )


def _prune(studio: Studio, progress: Progress) -> None:
    """Make room in the cache once all that is in it is where it should be."""
    try:
        if studio.cache is not None:
            studio.cache.prune()
    except OSError as error:
        progress.warn(f"the cache can't be made smaller: {error}")


def _furnished(studio: Studio, book: Book) -> Studio:
    """A studio with the voice that book.yaml names, where none is named already."""
    named = book.settings.audio.piper_voice
    if studio.piper_voice is not None or named is None:
        return studio
    return studio._replace(piper_voice=book.folder / named)


def _write_epub(edition: Edition) -> Iterable[Artifact]:
    from pipeline.writers.epub import write_epub  # noqa: PLC0415  # sound alone needs no e-book

    return write_epub(edition)


def _write_audio(edition: Edition) -> Iterable[Artifact]:
    from pipeline.writers.names import album_path  # noqa: PLC0415  # an e-book needs no sound

    yield from _heard(edition, album_path)
    yield from _write_containers(edition)


def _heard(edition: Edition, path: TrackPath) -> Iterator[Artifact]:
    """Each MP3 with its transcripts: those of a section need no other section."""
    from pipeline.writers.mp3 import write_mp3  # noqa: PLC0415  # as above
    from pipeline.writers.transcripts import transcripts, write_transcript  # noqa: PLC0415  # as above

    for file, transcript in zip(write_mp3(edition, path), transcripts(edition, path), strict=True):
        yield file
        yield from write_transcript(transcript)


def _write_containers(edition: Edition) -> Iterable[Artifact]:
    if edition.audio is None or not edition.audio.formats:
        return ()
    from pipeline.writers.containers import write_containers  # noqa: PLC0415  # with it come numpy and PyAV

    return write_containers(edition)


def _write_readalong(edition: Edition) -> Iterable[Artifact]:
    from pipeline.writers.epub.readalong import write_readalong  # noqa: PLC0415  # as above

    return write_readalong(edition)


def _write_web(edition: Edition) -> Iterable[Artifact]:
    """The pages, and beside them what they link to: a folder that can be put anywhere as it is."""
    return _pages(replace(edition, podcast=None))  # nobody can subscribe to a folder


def _pages(edition: Edition) -> Iterable[Artifact]:
    from pipeline.writers.names import episode_path  # noqa: PLC0415  # as above
    from pipeline.writers.web import write_web  # noqa: PLC0415  # as above

    e_books = (*_write_epub(edition), *(_write_readalong(edition) if edition.pages else ()))
    linked = (*e_books, *_heard(edition, episode_path))
    return (*write_web(edition), *(replace(artifact, path=f"web/{artifact.path}") for artifact in linked))


def _write_site(edition: Edition) -> Iterable[Artifact]:
    """The pages with all that they link to, and what apps find the book by: ready for any server of files."""
    from pipeline.writers.feed import write_feed  # noqa: PLC0415  # as above
    from pipeline.writers.site import write_site  # noqa: PLC0415  # as above

    made = (*_pages(edition), *write_feed(edition), *write_site(edition))
    return (replace(artifact, path=f"site/{artifact.path.removeprefix('web/')}") for artifact in made)


WRITERS: Mapping[str, Writer] = {
    "epub": _write_epub,
    "audio": _write_audio,
    "readalong": _write_readalong,
    "web": _write_web,
    "site": _write_site,
}
