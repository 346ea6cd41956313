"""What is said of one kind of finding in one language: the type of messages_de.py and messages_en.py."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """Templates whose fields in braces are the names of a finding's details.

    `hint` is None where nothing is to be added. `near` takes its place when the finding names a near
    neighbour of what the author wrote; None where no such finding does.
    """

    sentence: str
    hint: str | None = None
    near: str | None = None
