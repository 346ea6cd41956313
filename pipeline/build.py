"""The life of a build, in one place: load, check, write, publish.

Everything between load and publish is pure; a build that fails on the way has written nothing.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, time
from pathlib import Path

from pipeline.checks import check
from pipeline.edition import Artifact, Edition, Writer
from pipeline.errors import ManuscriptError, OutputError
from pipeline.model import Manuscript
from pipeline.reader.load import load
from pipeline.writers.epub import write_epub

WRITERS: Mapping[str, Writer] = {"epub": write_epub}
Progress = Callable[[str], None]


def build(
    manuscript: Path,
    output: Path,
    only: Iterable[str] = tuple(WRITERS),
    *,
    epoch: str | None = None,
    progress: Progress = lambda stage: None,
) -> tuple[Path, ...]:
    """Build the editions named in `only` and give back the files published.

    `epoch` is SOURCE_DATE_EPOCH: seconds since 1970 for the time of modification, which is else the
    book's date. Raises ManuscriptError or OutputError; then what was in `output` before is untouched.
    """
    edition = read(manuscript, epoch=epoch, progress=progress)
    artifacts: list[Artifact] = []
    for name in only:
        progress(f"write {name}")
        artifacts.extend(WRITERS[name](edition))
    progress("publish")
    return publish(artifacts, output)


def read(manuscript: Path, *, epoch: str | None = None, progress: Progress = lambda stage: None) -> Edition:
    """Load and check a manuscript. Raises ManuscriptError with every finding."""
    progress("read")
    reading = load(manuscript)
    progress("check")
    findings = {*reading.findings, *check(reading.manuscript)}
    if findings:
        language = reading.settings.metadata.language if reading.settings else None
        raise ManuscriptError(tuple(sorted(findings)), language)
    return Edition(reading.manuscript, _modified(reading.manuscript, epoch))


def _modified(manuscript: Manuscript, epoch: str | None) -> datetime:
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise OutputError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}") from error
    return datetime.combine(manuscript.metadata.date, time(), UTC)


def publish(artifacts: Iterable[Artifact], output: Path) -> tuple[Path, ...]:
    """Write all artifacts beside their places first, then move each into place.

    A disk that fills or a build that is interrupted leaves the last good output as it was.
    Raises OutputError.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for artifact in artifacts:
            place = output / artifact.path
            with _failing_at(place):
                place.parent.mkdir(parents=True, exist_ok=True)
                waiting.append((_write_aside(artifact.data, place), place))
        for aside, place in waiting:
            with _failing_at(place):
                aside.replace(place)
    finally:
        for aside, _ in waiting:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
    return tuple(place for _, place in waiting)


@contextmanager
def _failing_at(place: Path) -> Iterator[None]:
    """Name the file that was to be written, not the one beside it that it is written to first."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{place} can't be written ({reason}); what was there before is untouched") from error


def _write_aside(data: bytes, place: Path) -> Path:
    """Write to a file of another name in the same folder, whole and on the disk; leave none behind on failure."""
    descriptor, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(0o644)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside
