"""Names for files and ids, made from titles. Pure."""

from __future__ import annotations

import re
import unicodedata

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
