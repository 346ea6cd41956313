"""Where links inside the book may lead. Pure.

An author links to a file ("03-strategien.md"), to a place in it ("03-strategien.md#koeln"), or to a
place in the same file or book ("#koeln"). A place is an id that the author gave, or a heading's slug.
"""

from __future__ import annotations

from msgspec import Struct, field

from pipeline.model import Place


class Anchors(Struct):
    """`files` maps a file's name to its chapter's id; `places` maps a chapter's id to its places' names and ids;
    `written` has the places where the author's own ids stand."""

    files: dict[str, str] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    written: dict[str, Place] = field(default_factory=dict)

    def resolve(self, target: str, chapter: str) -> str | None:
        """The id that a link in a chapter leads to, or None where it leads nowhere."""
        name, _, fragment = target.partition("#")
        if name:
            file_chapter = self.files.get(name.removeprefix("./"))
            if file_chapter is None:
                return None
            return self.places[file_chapter].get(fragment) if fragment else file_chapter
        own = self.places.get(chapter, {}).get(fragment)
        if own is not None:
            return own
        found = [places[fragment] for places in self.places.values() if fragment in places]
        return found[0] if len(found) == 1 else None

    def known(self) -> list[str]:
        """Every name that a link could use, for naming a near neighbour."""
        within = (f"{file}#{name}" for file, chapter in self.files.items() for name in self.places[chapter])
        return [*self.files, *(f"#{name}" for places in self.places.values() for name in places), *within]
