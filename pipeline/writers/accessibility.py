"""What bears on accessibility: what a manuscript contains, and what may be claimed of an edition of it. Pure.

Package, catalogue, manifest and statement speak from one Inventory, so that they can't disagree. Nothing is claimed
that the book doesn't have.
"""

from __future__ import annotations

from msgspec import Struct

from pipeline.locales import words
from pipeline.model import Foreign, ImageFigure, Manuscript, Picture
from pipeline.traversal import figures, inlines, passages, tables


class Inventory(Struct, frozen=True):
    """What a manuscript contains. `images` counts the described ones, charts and cover not among them."""

    charts: int
    image_figures: int
    images: int
    tables: int
    notes: int
    foreign: bool
    animated: bool
    narration: bool = False


class Claims(Struct, frozen=True):
    """Discovery metadata of one edition, in the words of the Schema.org accessibility vocabulary.

    Each of `sufficient` is a set of modes that is enough to understand everything.
    """

    modes: tuple[str, ...]
    sufficient: tuple[tuple[str, ...], ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str


def take_inventory(manuscript: Manuscript, *, narration: bool = False) -> Inventory:
    """Count what bears on accessibility; `narration` tells whether the whole book is read aloud."""
    all_figures = [figure for _, figure in figures(manuscript.chapters)]
    images = [figure for figure in all_figures if isinstance(figure, ImageFigure)]
    shown = [inline for passage in passages(manuscript) for inline, _ in inlines(passage)]
    pictures = [inline for inline in shown if isinstance(inline, Picture)]
    described = [picture for picture in (*pictures, *(figure.picture for figure in images)) if not picture.decorative]
    languages = {chapter.language for chapter in manuscript.chapters} - {None, manuscript.metadata.language}
    return Inventory(
        charts=len(all_figures) - len(images),
        image_figures=sum(1 for figure in images if figure.number is not None),
        images=len(described),
        tables=sum(1 for _ in tables(manuscript.chapters)),
        notes=sum(len(chapter.notes) for chapter in manuscript.chapters),
        foreign=bool(languages) or any(isinstance(inline, Foreign) for inline in shown),
        animated=any(asset.animated for asset in manuscript.assets),
        narration=narration,
    )


def claims_of_text(manuscript: Manuscript, has: Inventory) -> Claims:
    """What holds for an e-book (EPUB Accessibility 1.1, discovery metadata)."""
    modes = ["textual", *(["visual"] if has.charts or has.images else []), *(["chartOnVisual"] if has.charts else [])]
    return Claims(
        modes=(*modes, *(["auditory"] if has.narration else [])),
        sufficient=(("textual",), *([("auditory",)] if has.narration else [])),
        features=tuple(_features(has)),
        hazards=("unknown" if has.animated else "none",),
        summary=_summary(manuscript, has),
    )


def claims_of_sound(manuscript: Manuscript) -> Claims:
    """What holds for the book read aloud with its transcripts, which show all that is heard and when."""
    return Claims(
        modes=("auditory", "textual"),
        sufficient=(("auditory",), ("textual",)),
        features=("captions", "readingOrder", "tableOfContents", "transcript", "unlocked"),
        hazards=("none",),
        summary=words(manuscript.metadata.language).summary_audiobook,
    )


def _features(has: Inventory) -> list[str]:
    """Values that hold for every e-book of ours, and those that depend."""
    features = [
        "alternativeText",  # The cover has one too.
        "ARIA",
        "displayTransformability",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
        "unlocked",
    ]
    # Claims that all complex content is described: images other than charts have alternatives only.
    if has.charts:
        features.append("longDescription")
    if has.narration:
        features.append("synchronizedAudioText")
    return sorted(features, key=str.lower)


def _summary(manuscript: Manuscript, has: Inventory) -> str:
    say = words(manuscript.metadata.language)
    parts = [say.summary]
    if has.charts:
        parts.append(say.summary_charts)
    if has.tables:
        parts.append(say.summary_tables)
    if has.narration:
        parts.append(say.summary_narration)
    return " ".join(parts)
