"""What writers are given and what they give back. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.model import Manuscript
from pipeline.timeline import Timeline

if TYPE_CHECKING:
    # An edition to be read only needs nothing that sound is made with.
    from pipeline.audio.encode import Encoded
    from pipeline.audio.tags import Cover


@dataclass(frozen=True, slots=True)
class Audio:
    """An edition's sound: as many encoded sections as the timeline has tracks, and a cover to show."""

    timeline: Timeline
    sections: tuple[Encoded, ...]
    cover: Cover | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a manuscript. `modified` is a moment in UTC that the manuscript or its builder names.

    `audio` is None for an edition to be read only.
    """

    manuscript: Manuscript
    modified: datetime
    audio: Audio | None = None


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to publish: its path relative to the output folder, with slashes, and its bytes."""

    path: str
    data: bytes


Writer = Callable[[Edition], Iterable[Artifact]]
