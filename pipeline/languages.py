"""BCP 47 language tags: which are valid, which way they are written. Pure."""

from __future__ import annotations

# Answered without loading the registry of subtags, which takes longer than reading a short book.
_FREQUENT = frozenset({"de", "de-AT", "de-CH", "en", "en-GB", "en-US", "es", "fr", "it", "la", "nl", "pl", "tr"})
_FREQUENT_CODES = {
    "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "la": "lat", "nl": "nld", "pl": "pol", "tr": "tur"
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def is_language_tag(tag: str) -> bool:
    """Whether a tag is well-formed and its subtags are registered (RFC 5646, section 2.2.9)."""
    if tag in _FREQUENT:
        return True
    from langcodes import tag_is_valid
    from langcodes.tag_parser import LanguageTagError

    try:
        # Underscores are Unicode's spelling, not BCP 47's: readers would not know the tag.
        return "_" not in tag and tag_is_valid(tag)
    except LanguageTagError:
        return False


def language_code(tag: str) -> str:
    """The code of ISO 639-2 for a BCP 47 tag: "deu" of "de-AT"; "und" where there is none."""
    if tag in _FREQUENT:
        return _FREQUENT_CODES[primary(tag)]
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        return Language.get(tag).to_alpha3()
    except (LookupError, LanguageTagError):
        return "und"


def is_right_to_left(tag: str) -> bool:
    """Whether the language is written from right to left in its usual script."""
    subtags = tag.lower().split("-")
    if any(script in subtags[1:] for script in ("arab", "hebr", "thaa", "syrc")):
        return True
    return subtags[0] in _RIGHT_TO_LEFT and "latn" not in subtags[1:]


def primary(tag: str) -> str:
    """The primary language subtag, in lower case: "de" of "de-AT"."""
    return tag.lower().split("-", 1)[0]
