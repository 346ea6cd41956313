"""A build of what isn't there already, just as it would be, begun as early as can be. Runs processes.

What builds a book is imported here when it is known that there is something to build, and while processes begin.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.unchanged import fingerprint, forget, made_before

if TYPE_CHECKING:
    from pipeline.studio import Studio
    from pipeline.terminal import Shown


def make(  # all that a user may choose
    manuscript: Path, output: Path, only: tuple[str, ...], studio: Studio, epoch: str | None, progress: Shown
) -> tuple[Path, ...]:
    """Build the editions named in `only`, or all, and give back the files: those that are there where nothing changed.

    `epoch` is SOURCE_DATE_EPOCH. Raises what build() does.
    """
    asked = (epoch, studio.engine, *only)
    progress.step("look for changes")
    # With --no-cache all is made anew; a voice of Piper's may have changed where nobody looks.
    is_told = studio.cache is not None and studio.engine != "piper" and studio.piper_voice is None
    made_of = fingerprint(manuscript, output, asked) if is_told else None
    if (there := made_before(manuscript, output, made_of)) is not None:
        progress.step("nothing has changed")
        return there
    from pipeline.studio import with_crew  # noqa: PLC0415  # as above

    def still_made_of() -> str | None:
        """None where what changed meanwhile may have been read as it was or as it is."""
        return made_of if made_of and made_of == fingerprint(manuscript, output, asked) else None

    if set(only) != {"epub"}:
        studio = with_crew(studio, manuscript)
    with studio.crew or nullcontext():
        with _no_search_for_garbage():
            from pipeline import build as building  # noqa: PLC0415  # while the crew begins

        paths = building.build(
            manuscript, output, only, studio=studio, epoch=epoch, progress=progress, made_of=still_made_of
        )
    if progress.warned:  # which is to be told again
        forget(output, made_of)
    return paths


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """What is imported stays: to look for garbage in it, time and again, finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()
