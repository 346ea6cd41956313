"""Names of files that more than one writer uses. Pure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from pipeline.model import Block, ChartFigure, DefinitionList, ItemList, Manuscript
from pipeline.slug import slugify
from pipeline.traversal import walk

# A file's own suffix may say anything.
_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}


def track_stem(number: int, count: int, track_id: str) -> str:
    """The name of a section's files without their suffix: its place among `count` and its id, such as `01-intro`."""
    return f"{number:0{max(2, len(str(count)))}d}-{track_id}"


TrackPath = Callable[[int, int, str], str]
"""Where a section's files are, without their suffix: from its place among how many, and its id."""


def album_path(number: int, count: int, track_id: str) -> str:
    """In a folder that is played from the first file to the last."""
    return f"audio/{track_stem(number, count, track_id)}"


def episode_path(_number: int, _count: int, track_id: str) -> str:
    """At an address that stays when sections come and go before it."""
    return f"episodes/{track_id}"


def whole_path(slug: str) -> str:
    """Where the files of the whole book are, without their suffix."""
    return f"audio/{slug}"


COVER = "images/cover.png"
"""The cover that is made where the author gives none."""

INDEX = "index.html"
"""The first page."""


def section_address(chapter_id: str, *, one_page: bool) -> str:
    """Where a section is to be read along, with its place on the page where all stand on one."""
    return f"{INDEX}#{chapter_id}" if one_page else page_name(chapter_id)


FEED, CATALOGUE, AUDIOBOOK = "feed.xml", "opds.json", "audiobook.json"
"""What apps find the book by, beside the first page."""


def page_name(chapter_id: str) -> str:
    """The page of a section. One that is called like the index gets a name that no section can have."""
    name = f"{chapter_id}.html"
    return f"_{name}" if name == INDEX else name


def epub_name(slug: str, *, narration: bool = False) -> str:
    """The e-book, or the one with narration."""
    return f"epub/{slug}{'-readalong' if narration else ''}.epub"


def chart_name(figure: ChartFigure) -> str:
    """The drawing of a chart."""
    return f"charts/{figure.id}.svg"


def image_names(manuscript: Manuscript) -> dict[str, str]:
    """The file of each image, by its source."""
    images: dict[str, str] = {}
    for number, asset in enumerate(manuscript.assets, 1):
        stem = slugify(PurePosixPath(asset.path).stem, "image")
        images[asset.path] = f"images/{number:03d}-{stem}{_SUFFIXES[asset.media_type]}"
    return images


def block_ids(blocks: tuple[Block, ...]) -> list[str]:
    """Every id within some blocks that a link may lead to."""
    found: list[str] = []
    for block in walk(blocks):
        found.append(block.id)
        match block:
            case ItemList():
                found.extend(item.id for item in block.items)
            case DefinitionList():
                found.extend(detail.id for entry in block.entries for detail in entry.details)
            case _:
                pass
    return found
