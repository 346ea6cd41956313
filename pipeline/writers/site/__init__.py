"""What reading apps find the book by: an edition with sound and a podcast in, a catalogue and an audiobook out.

Pure but for the fonts of a cover. Beside the feed and the pages; all that is linked to lies in the same folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.edition import Artifact, Edition
from pipeline.writers.names import AUDIOBOOK
from pipeline.writers.site.audiobook import manifest
from pipeline.writers.site.contents import contents_page
from pipeline.writers.site.opds import catalogue
from pipeline.writers.site.shelf import CONTENTS, shelf_of


def write_site(edition: Edition) -> Iterator[Artifact]:
    """Write `opds.json`, a record of each publication in it, `audiobook.json` and its table of contents.

    Raises ValueError without sound or podcast.
    """
    shelf = shelf_of(edition)
    yield Artifact(AUDIOBOOK, manifest(shelf))
    yield Artifact(CONTENTS, contents_page(shelf))
    yield from catalogue(shelf)
