"""How a build goes, for whoever shows it. Pure."""

from __future__ import annotations


class Progress:
    """Told what happens; this one keeps it to itself. What is spoken is told by several threads."""

    def step(self, name: str) -> None:
        """A stage of the build begins."""

    def begin_speech(self, sections: int, letters: int) -> None:
        """So many sections with so many letters are to be read aloud."""

    def spoken(self, letters: int, duration_ms: float) -> None:
        """So many letters more are spoken, in so much sound with the silence after it."""

    def section_done(self) -> None:
        """One section more is ready."""

    def warn(self, sentence: str) -> None:
        """Something went wrong that doesn't stop the build; an English sentence without its full stop."""


QUIET = Progress()
