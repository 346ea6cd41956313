"""Names for files and ids, made from titles. Pure."""

from __future__ import annotations

import re
import unicodedata

_NUMBERED = re.compile(r"\d{2,}-[a-z]")
_LONGEST = 100  # so that names made from it stay names of files
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"}
)


def slugify(text: str, fallback: str) -> str:
    """Lower-case ASCII letters, digits and hyphens; text in other scripts is spelled in code points."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).lower().translate(_LETTERS))
    slug = re.sub(r"[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode())[:_LONGEST].strip("-")
    if slug:
        return slug
    letters = "-".join(f"{ord(letter):x}" for letter in text if letter.isalnum())
    return f"{fallback}-{letters}"[:_LONGEST].rstrip("-") if letters else fallback


def is_numbered(slug: str) -> bool:
    """Whether a name is one that a section's files could have, such as `01-intro`."""
    return _NUMBERED.match(slug) is not None


def book_slug(title: str) -> str:
    """A name for a book's files, by its title; never one that a section's files could have."""
    slug = slugify(title, "buch")
    return f"buch-{slug}" if is_numbered(slug) else slug
