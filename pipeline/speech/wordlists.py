"""Word lists as a reader likes them: text between bars and line ends. Pure."""

from __future__ import annotations

from collections.abc import Iterator


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def pairs(text: str) -> dict[str, str]:
    """What stands before each colon, and what after it: "ca: circa | bzw: beziehungsweise"."""
    return dict(_entries(text))


def forms(text: str) -> dict[str, tuple[str, str]]:
    """What stands before each colon, and the two forms after it: "km: ein Kilometer / Kilometer"."""
    found = {}
    for key, value in _entries(text):
        one, _, many = value.partition(" / ")
        found[key] = (one, many)
    return found


def _entries(text: str) -> Iterator[tuple[str, str]]:
    for line in text.strip().splitlines():
        for entry in line.split(" | "):
            key, _, value = entry.strip().partition(": ")
            yield key, value
