"""What is made, put where readers find it: all files or none, and nothing left of an earlier build. Writes files.

Artifacts --write aside--> hidden files --move--> output. A list in the output folder names the files of each edition;
what it names and the edition no longer has is removed with the next. Files that no build made are never touched.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from errno import EACCES, ENOTDIR
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.edition import Artifact
from pipeline.errors import OutputError
from pipeline.files import make_last, meant_for, write_aside
from pipeline.published import LIST_FILE, Listed, book_of, read_list, written
from pipeline.unchanged import RECORD_FILE, Row, row_of, with_build

_WRITTEN_AT_ONCE = 4
"""So many files are waited for at once: a disk takes several in little more time than one."""
_LEFT_NS = 7 * 86_400 * 10**9
"""A build that wrote a file so long before another and did not move it was killed: no book is read aloud for a week."""


def check_output(output: Path) -> None:
    """Find out now what would else be found out when all is spoken. Raises OutputError."""
    there = next(folder for folder in (output, *output.absolute().parents) if folder.exists())
    with _failing_at(output):
        if not there.is_dir():
            raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR))
        if not os.access(there, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))


def publish(
    made: Mapping[str, Iterable[Artifact]],
    output: Path,
    manuscript: Path,
    made_of: Callable[[], str | None] = lambda: None,
) -> tuple[Path, ...]:
    """Write the artifacts of each edition beside their places first, then move all, and give back where they are.

    A file that holds its artifact already is left as it is, with its date: servers and copies then know it unchanged.
    A disk that fills or a build that is interrupted leaves the last good output as it was. Then files go that earlier
    builds of the same editions of the manuscript published and this one did not. Raises OutputError.

    `made_of` is asked once all is written for the fingerprint of what it was made of; where that is known, it is put on
    record with all that is published.
    """
    book, places = book_of(manuscript, output), list[Path]()
    published: set[Listed] = set()
    names: set[str] = set()
    with _Waiting(output) as waiting:
        for edition, artifacts in made.items():
            for artifact in artifacts:
                _take(artifact.path, names, output)
                waiting.add(artifact)
                places.append(output / artifact.path)
                published.add(Listed(book, edition, artifact.path))
        fingerprint = made_of()
        waiting.look_again()
        with _failing_at(output / LIST_FILE):
            listed = read_list(output)
        others = _of_others(listed, published, {(book, edition) for edition in made})
        own = [Artifact(LIST_FILE, written({*published, *others}))]
        if fingerprint is not None:
            rows = waiting.rows()
            known = [rows[place] for place in places]
            own.append(Artifact(RECORD_FILE, with_build(output, fingerprint, known)))
        for artifact in own:
            waiting.write(artifact)
        waiting.move()
    _remove(_paths(listed) - _paths(others), places, output)
    _sweep({*places, *waiting.places})
    return tuple(places)


# ------------------------------------------------------------------ all or none


def _take(path: str, names: set[str], output: Path) -> None:
    """Add a path to the names that are taken, unless it is: on some systems A and a are one name."""
    if path.casefold() in names:
        raise OutputError(
            f"{output / path} would be two files in one; what was there before is untouched: give the book another "
            "slug, or a section another id"
        )
    names.add(path.casefold())


def _holds(place: Path, artifact: Artifact) -> bool:
    """Whether a file is already what it should be: it then keeps its date, by which others know that it is the same."""
    try:
        with place.open("rb") as file:
            same = all(file.read(len(piece)) == piece for piece in artifact.chunks())
            return same and not file.read(1) and not place.is_symlink()
    except OSError:
        return False


class _Waiting:
    """Artifacts beside their places, under other names, until all are there. As a context, none is left at its end.

    A book may be read aloud for hours while its first files wait: what is in their places may change meanwhile.
    """

    def __init__(self, output: Path) -> None:
        self.places: list[Path] = []
        self._output = output
        self._asides: list[Path] = []
        self._kept: list[tuple[Artifact, Row]] = []
        self._folders: list[Path] = []
        self._disk = ThreadPoolExecutor(_WRITTEN_AT_ONCE)
        self._lasting: list[Future[None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._disk.shutdown(cancel_futures=True)
        finally:
            for aside in self._asides:
                for path in (aside, _spare_of(aside)):
                    with suppress(OSError):
                        path.unlink(missing_ok=True)
            for folder in reversed(self._folders):  # those with something in them stay
                with suppress(OSError):
                    folder.rmdir()

    def add(self, artifact: Artifact) -> None:
        """Write an artifact, unless its place holds it already. Raises OutputError."""
        place = self._output / artifact.path
        if not _holds(place, artifact):
            self.write(artifact)
            return
        with _failing_at(place):
            self._kept.append((artifact, row_of(artifact.path, place)))

    def write(self, artifact: Artifact) -> None:
        """Write an artifact. Raises OutputError."""
        place = self._output / artifact.path
        with _failing_at(place):
            self._folders += reversed([folder for folder in place.parents if not folder.exists()])
            aside = write_aside(artifact.chunks(), place)
        self.places.append(place)
        self._asides.append(aside)
        self._lasting.append(self._disk.submit(make_last, aside))

    def look_again(self) -> None:
        """Write what was in its place and is there no more, or is another; from now on dates the rest.

        Raises OutputError.
        """
        kept, self._kept = self._kept, []
        for artifact, row in kept:
            try:
                same = row_of(artifact.path, self._output / artifact.path) == row
            except OSError:
                same = False
            if same:
                self._kept.append((artifact, row))
            else:
                self.write(artifact)
        for aside, place in zip(self._asides, self.places, strict=True):
            with _failing_at(place):
                os.utime(aside)  # of two builds, what is published later is never of an earlier date

    def rows(self) -> dict[Path, Row]:
        """How the file in each place will be known. Raises OutputError."""
        rows = {self._output / artifact.path: row for artifact, row in self._kept}
        for aside, place in zip(self._asides, self.places, strict=True):
            with _failing_at(place):
                rows[place] = row_of(place.relative_to(self._output).as_posix(), aside)
        return rows

    def move(self) -> None:
        """Move each into its place; if one can't be, put back what was in the places of all before it.

        Raises OutputError.
        """
        for place, lasting in zip(self.places, self._lasting, strict=True):
            with _failing_at(place):
                lasting.result()
        with ExitStack() as undoing:
            for aside, place in zip(self._asides, self.places, strict=True):
                with _failing_at(place):
                    undoing.callback(_put_back, _spare(aside, place), place)
                    aside.replace(place)
            undoing.pop_all()


def _spare_of(aside: Path) -> Path:
    return aside.with_name(f"{aside.name}~")


def _spare(aside: Path, place: Path) -> Path | None:
    """What is at a place, under another name too; None where nothing is."""
    spare = _spare_of(aside)
    try:
        try:
            os.link(place, spare, follow_symlinks=False)
        except OSError:  # a file system without links
            shutil.copy2(place, spare, follow_symlinks=False)
    except FileNotFoundError:
        return None
    return spare


def _put_back(spare: Path | None, place: Path) -> None:
    with suppress(OSError):  # what made the build fail is told
        if spare is None:
            place.unlink(missing_ok=True)
        else:
            spare.replace(place)


@contextmanager
def _failing_at(place: Path) -> Iterator[None]:
    """Name the file that was to be written, not the one beside it that it is written to first."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{place} can't be written ({reason}); what was there before is untouched") from error


# ------------------------------------------------------------------ what earlier builds left


def _of_others(
    listed: Iterable[Listed], published: Collection[Listed], editions: Collection[tuple[str, str]]
) -> set[Listed]:
    """What is of editions or books that are not built now, and not overwritten."""
    paths = _paths(published)
    return {each for each in listed if (each.book, each.edition) not in editions and each.path not in paths}


def _paths(files: Iterable[Listed]) -> set[str]:
    return {each.path for each in files}


def _remove(paths: Iterable[str], places: Iterable[Path], output: Path) -> None:
    """Remove files of earlier builds that are in the output folder and none of this one, be it by another name."""
    new = {_identity(place) for place in places if place.exists()}
    for place in (output / path for path in sorted(paths)):
        if not place.is_file() or place.is_symlink() or _identity(place) in new:
            continue
        if not place.parent.resolve().is_relative_to(output.resolve()):
            continue
        try:
            place.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"{place} is of an earlier build and can't be removed ({error.strerror or error}): remove it; all "
                "else is published"
            ) from error


def _identity(place: Path) -> tuple[int, int]:
    status = place.stat()
    return status.st_dev, status.st_ino


def _sweep(places: Collection[Path]) -> None:
    """Remove what builds that were killed wrote aside for the same places. The time is the file system's own."""
    with suppress(OSError):  # another build did so, or the folder doesn't tell what is in it
        newest = max((place.stat().st_mtime_ns for place in places), default=0)
        for folder in {place.parent for place in places}:
            for path in folder.iterdir():
                name = meant_for(path.name.removesuffix("~"))
                if name and folder / name in places and path.stat().st_mtime_ns < newest - _LEFT_NS:
                    path.unlink()
