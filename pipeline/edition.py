"""What writers are given and what they give back. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from pipeline.locales import words
from pipeline.model import Asset, Manuscript, Metadata
from pipeline.timeline import Timeline

if TYPE_CHECKING:
    # An edition to be read only needs nothing that sound is made with.
    from pipeline.audio.containers import ContainerName
    from pipeline.audio.encoded import Encoded
    from pipeline.audio.spool import Spool


class Audio(Struct, frozen=True):
    """An edition's sound: as many encoded sections as the timeline has tracks, each of which may have yet to be made.

    `formats` are the containers wanted besides MP3, and `samples` each section's for them; empty without any. No peak
    of theirs is over `true_peak_dbtp`.
    """

    timeline: Timeline
    sections: Sequence[Encoded]
    formats: tuple[ContainerName, ...] = ()
    samples: tuple[Spool, ...] = ()
    true_peak_dbtp: float = -1.0


WHOLE = "*"
"""In place of a section's id: the whole book as one episode."""


class Episode(Struct, frozen=True):
    """What subscribers know an episode by: `section` is the id of what it holds, or WHOLE; `published` is in UTC."""

    section: str
    guid: str
    published: datetime


class Podcast(Struct, frozen=True):
    """An edition's podcast: where it is (`address` ends with a slash), and its episodes in the order of the book.

    `categories` are paths from a main category down; `owner` is a name and an address of mail, `artwork` the author's
    own: each None where there is none.
    """

    address: str
    guid: str
    episodes: tuple[Episode, ...]
    medium: str = "podcast"
    categories: tuple[tuple[str, ...], ...] = ()
    explicit: bool = False
    complete: bool = False
    owner: tuple[str, str] | None = None
    artwork: Asset | None = None


LONGEST_DESCRIPTION_BYTES = 4000
"""How much of a description directories take, in UTF-8 (Apple, Podcasts Connect: RSS tags)."""


def podcast_description(metadata: Metadata) -> str:
    """What directories show of a podcast, as HTML: what the book is about, and that its voices are synthetic."""
    text = f"{metadata.description or metadata.title} {words(metadata.language).spoken_synthetically}"
    return escape(text, quote=False)


class Edition(Struct, frozen=True):
    """One edition of a manuscript. `modified` is a moment in UTC that the manuscript or its builder names.

    `audio` is None for an edition to be read only; `pages` is the sound of the pages that no author wrote, whose tracks
    are named by their documents, None where it isn't wanted. `one_page` asks for one page of the web edition. `podcast`
    is None where nobody can subscribe.
    """

    manuscript: Manuscript
    modified: datetime
    audio: Audio | None = None
    pages: Audio | None = None
    podcast: Podcast | None = None
    one_page: bool = False


class Content(Protocol):
    """What is too large to be in memory whole."""

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, piece by piece; the same each time."""


class Artifact(Struct, frozen=True):
    """A file to publish: its path relative to the output folder, with slashes, and what it holds."""

    path: str
    content: bytes | Content

    def chunks(self) -> Iterable[bytes]:
        """Its bytes, piece by piece."""
        return (self.content,) if isinstance(self.content, bytes) else self.content.chunks()

    @property
    def data(self) -> bytes:
        """Its bytes in one."""
        return b"".join(self.chunks())


Writer = Callable[[Edition], Iterable[Artifact]]
