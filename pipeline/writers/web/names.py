"""Which page holds what: file names within the web edition, and the page of each id. Pure."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import Chapter, Manuscript
from pipeline.writers.names import INDEX, block_ids, episode_path, image_names, page_name, whole_path

STYLE, SCRIPT, ICON = "style.css", "player.js", "icon.svg"


class Names(Struct, frozen=True):
    """`pages` maps ids to the pages that hold them, `images` an image's source to its file.

    `tracks` maps a section's id to the files of its sound, without their suffix; `whole` are those of all sections.
    """

    pages: dict[str, str]
    images: dict[str, str]
    tracks: dict[str, str]
    whole: str

    def href(self, target: str, seen_from: str) -> str:
        """The address of an id from within a page."""
        page = self.pages[target]
        return f"#{target}" if page == seen_from else f"{page}#{target}"


def name_all(manuscript: Manuscript, *, one_page: bool) -> Names:
    """Find the page of everything that a link may lead to; all of it may stand on one page."""
    held = ((INDEX if one_page else page_name(chapter.id), chapter) for chapter in manuscript.chapters)
    pages = {name: page for page, chapter in held for name in _ids(chapter)}
    count = len(manuscript.chapters)
    tracks = {each.id: episode_path(n, count, each.id) for n, each in enumerate(manuscript.chapters, 1)}
    return Names(pages, image_names(manuscript), tracks, whole_path(manuscript.metadata.slug))


def _ids(chapter: Chapter) -> list[str]:
    notes = [name for note in chapter.notes for name in (note.id, *block_ids(note.blocks))]
    return [chapter.id, *block_ids(chapter.blocks), *notes]
