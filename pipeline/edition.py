"""What writers are given and what they give back. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from pipeline.model import Manuscript


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a manuscript. `modified` is a moment in UTC that the manuscript or its builder names."""

    manuscript: Manuscript
    modified: datetime


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to publish: its path relative to the output folder, with slashes, and its bytes."""

    path: str
    data: bytes


Writer = Callable[[Edition], Iterable[Artifact]]
