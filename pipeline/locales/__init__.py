"""The words that the pipeline itself shows and says, in German and English. Pure."""

from __future__ import annotations

from pipeline.languages import primary
from pipeline.locales.words import Words
from pipeline.locales.words_de import DE
from pipeline.locales.words_en import EN

__all__ = ["TABLE", "Words", "words"]

TABLE = {"de": DE, "en": EN}


def words(language: str) -> Words:
    """The words for a BCP 47 tag; English for a language that has none."""
    return TABLE.get(primary(language), EN)
