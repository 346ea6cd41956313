"""Rules over images: who can't see one hears its alternative text (WCAG 2.2, 1.1.1 and 2.3.1). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.checks.phrases import phrases_for
from pipeline.checks.speech import has_words, same_words
from pipeline.errors import Finding
from pipeline.model import ImageFigure, Manuscript, Picture, plain
from pipeline.traversal import blocks, inlines, passages

ALTERNATIVE_LENGTH = 150
"""As long as an alternative text may be, in characters: a screen reader can't pause in it or go back."""

_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?)", re.IGNORECASE)


def check_images(manuscript: Manuscript) -> Iterator[Finding]:
    """Each image has an alternative text that says something, or is decorative; none of them moves."""
    animated = {asset.path for asset in manuscript.assets if asset.animated}
    for picture, language in _pictures(manuscript):
        yield from _alternative(picture, language)
        if picture.source in animated:
            yield Finding.at(picture.place, "image-animated", source=picture.source)
    for figure in _figures(manuscript):
        yield from _caption(figure)


def _pictures(manuscript: Manuscript) -> Iterator[tuple[Picture, str]]:
    for passage in passages(manuscript):
        for inline, language in inlines(passage):
            if isinstance(inline, Picture):
                yield inline, language
    for chapter in manuscript.chapters:
        outer = chapter.language or manuscript.metadata.language
        for block in blocks(chapter):
            if isinstance(block, ImageFigure):
                yield block.picture, block.language or outer


def _figures(manuscript: Manuscript) -> Iterator[ImageFigure]:
    for chapter in manuscript.chapters:
        yield from (block for block in blocks(chapter) if isinstance(block, ImageFigure))


def _alternative(picture: Picture, language: str) -> Iterator[Finding]:
    if picture.decorative:
        return
    alt = picture.alt or ""
    if not has_words(alt):
        yield Finding.at(picture.place, "image-without-alt", source=picture.source)
    elif _FILE_NAME.fullmatch(alt) or alt == PurePosixPath(picture.source).stem:
        yield Finding.at(picture.place, "alt-is-file-name", text=alt)
    elif opening := _opening(alt, language):
        yield Finding.at(picture.place, "alt-opening", text=opening)
    elif len(alt) > ALTERNATIVE_LENGTH:
        yield Finding.at(picture.place, "alt-long", length=len(alt), limit=ALTERNATIVE_LENGTH)


def _opening(alt: str, language: str) -> str | None:
    """The first words of an alternative text where they only say that there is an image, or None."""
    phrases = phrases_for(language)
    nouns, joints = "|".join(sorted(phrases.image_nouns)), "|".join(sorted(phrases.image_joints))
    match = re.match(rf"(?:{nouns})(?: (?:{joints})\b|:)|(?:{nouns})\W*$", alt, re.IGNORECASE)
    return match[0] if match else None


def _caption(figure: ImageFigure) -> Iterator[Finding]:
    caption = plain(figure.caption)
    if figure.picture.decorative and has_words(caption):
        yield Finding.at(figure.picture.place, "decorative-with-caption", caption=caption)
    elif has_words(caption) and same_words(figure.picture.alt or "", caption):
        yield Finding.at(figure.picture.place, "alt-is-caption", text=caption)
