"""Where a book is read aloud: what whoever runs a build adds to what book.yaml says. Runs processes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.files import Store

if TYPE_CHECKING:
    from pipeline.crew import Crew

_MANY_BYTES = 10_000
"""A longer manuscript takes longer to read aloud than processes take to begin."""
ONE_AT_A_TIME = ("gtts", "piper")
"""Engines that do one thing after the other: a service that is not made for many, a model that takes all cores."""


class Studio(NamedTuple):  # no struct: a build with nothing to do is sooner without msgspec
    """An engine, how much may be done at once, and what is kept.

    `engine` and `piper_voice`, the .onnx file of a Piper voice, are None for those that book.yaml names. `workers` is
    how many sections are made at once, None for as many as there are `cores`, or for one where the engine is better
    asked so. `cache` is None to keep nothing. A long book's sections are made by the `crew`, or, where there is none,
    by one that is begun for them.
    """

    engine: str | None = None
    piper_voice: Path | None = None
    workers: int | None = None
    cores: int = 1
    cache: Store | None = None
    crew: Crew | None = None


def with_crew(studio: Studio, manuscript: Path) -> Studio:
    """A studio for a book that is to be read aloud, with a crew that begins at once where all of it is new and much."""
    from pipeline.crew import Crew  # noqa: PLC0415  # a build with nothing to do needs no processes

    crew, sections = Crew(), 0
    with suppress(OSError):  # whoever reads the manuscript or the cache will tell
        if studio.cache is None or studio.cache.is_empty():
            sizes = [path.stat().st_size for path in manuscript.glob("*.md")]
            sections = len(sizes) if sum(sizes) > _MANY_BYTES else 0
    workers = min(sections, studio.workers or studio.cores)
    if workers > 1 and studio.engine not in ONE_AT_A_TIME:
        crew.begin(workers)
    return studio._replace(crew=crew)
