"""Sections made in this process, as a few short ones are. Runs an engine, touches the disk."""

from __future__ import annotations

from pipeline.speech.engine import Engine
from pipeline.speech.making import Listener, Made, Order


class SectionHere:
    """A Maker in this process. Of what sound is made with nothing is imported before it makes some."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def make(self, order: Order, listener: Listener) -> Made:
        """Make a section. Raises UnspokenError, another SpeechError, AudioError, or what the listener raises."""
        from pipeline.speech.section import make_section  # noqa: PLC0415  # as above

        return make_section(order, self.engine, listener)

    def interrupt(self) -> None:
        """Nothing: its listener raises."""

    def close(self) -> None:
        """Close the engine."""
        self.engine.close()
