"""What is said of one kind of finding in one language, and how its details are put into it. Pure.

The type of messages_de.py and messages_en.py, and of complaints_de.py and complaints_en.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

_LONGEST = 80


class Message(Struct, frozen=True):
    """Templates whose fields in braces are the names of a finding's details.

    `hint` is None where nothing is to be added. `near` takes its place when the finding names a near
    neighbour of what the author wrote; None where no such finding does.
    """

    sentence: str
    hint: str | None = None
    near: str | None = None


def filled(template: str, details: Iterable[tuple[str, str]]) -> str:
    """A template with its details, each on one line and cut where it is long."""
    # What is known comes from us, and every word of it may be the one.
    return template.format_map({name: value if name == "known" else _short(value) for name, value in details})


def visible(text: str) -> str:
    """Without characters that would steer a terminal instead of showing."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def _short(value: str) -> str:
    """One line of at most 80 characters."""
    line = visible(" ".join(value.split()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
