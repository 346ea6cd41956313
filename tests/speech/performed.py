"""A script performed to its end."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.progress import QUIET, Progress
from pipeline.speech.perform import Performance, Production, performing
from pipeline.speech.script import SectionScript


def perform(
    scripts: Sequence[SectionScript], production: Production, workers: int = 1, progress: Progress = QUIET
) -> tuple[Performance, ...]:
    """All sections, once they are done."""
    try:
        with performing(scripts, production, workers, progress) as performed:
            return tuple(performed)
    finally:
        if production.crew:
            production.crew.dismiss()
