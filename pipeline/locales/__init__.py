"""The words that the pipeline itself shows and says, in German and English. Pure."""

from __future__ import annotations

from pipeline.languages import primary
from pipeline.locales import said as _said
from pipeline.locales.said import Said
from pipeline.locales.words import Words
from pipeline.locales.words_de import DE
from pipeline.locales.words_en import EN

__all__ = ["SAID", "TABLE", "Said", "Words", "said", "words"]

TABLE = {"de": DE, "en": EN}


def words(language: str) -> Words:
    """The words for a BCP 47 tag; English for a language that has none."""
    return TABLE.get(primary(language), EN)


SAID = {"de": _said.DE, "en": _said.EN}


def said(language: str) -> Said:
    """What is said aloud, for a BCP 47 tag; English for a language that has none."""
    return SAID.get(primary(language), _said.EN)
