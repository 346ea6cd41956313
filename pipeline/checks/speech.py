"""What a text amounts to when it is read aloud. Pure."""

from __future__ import annotations


def has_words(text: str) -> bool:
    """Whether a text holds a letter or a digit: signs alone are silence to a listener."""
    return any(character.isalnum() for character in text)


def same_words(first: str, second: str) -> bool:
    """Whether two texts sound the same: case, blanks and the signs between words are not heard."""
    return _words(first) == _words(second)


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()
