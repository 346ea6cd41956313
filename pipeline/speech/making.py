"""What is asked of those who make sections, and what they give back. Pure."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from msgspec import Struct

from pipeline.audio.mastered import MasteredSection, MasterSettings
from pipeline.errors import PipelineError
from pipeline.files import Store
from pipeline.speech.engine import Engine, Request


class Part(Struct, frozen=True):
    """One utterance of a section: its id, what an engine is asked for, and the silence after it."""

    id: str
    request: Request
    pause_ms: int


class Order(Struct, frozen=True):
    """A section to be made: its `parts`, and how it is to sound.

    Its frames are put under `key` into `store`, or to the file `frames` where there is no store, or none that can be
    written to. `samples` is the file that gets its samples, None where they aren't wanted.
    """

    section: str
    parts: tuple[Part, ...]
    master: MasterSettings
    key: str
    store: Store | None
    frames: Path
    samples: Path | None


class Made(Struct, frozen=True):
    """A section as sound, and how often an engine was asked for it.

    `unkept` says why it is not in the store that was there to keep it, None where it is, or where there was none.
    """

    sound: MasteredSection
    clips_spoken: int
    unkept: str | None = None


class Failed(Struct, frozen=True):
    """Why a section can't be made: in speech, with the id of the utterance where it is one, or else in mastering."""

    reason: str
    in_speech: bool
    utterance: str | None = None


class Heard(Struct, frozen=True):
    """The part of this index is spoken, and lasts so long with the silence after it."""

    part: int
    duration_ms: float


class Listener(Protocol):
    """Who is told while a section is made."""

    def hear(self, heard: Heard) -> None:
        """A part is spoken. May raise StoppedError."""

    def warn(self, sentence: str) -> None:
        """Something went wrong that ends nothing."""


class Maker(Protocol):
    """Who makes sections, one after the other. The same order gives the same sound.

    `engine` is one of the kind that speaks here, to be asked for its voices. A maker serves one thread at a time, but
    for `interrupt`.
    """

    @property
    def engine(self) -> Engine:
        """What it speaks with, or one that is the same."""

    def make(self, order: Order, listener: Listener) -> Made:
        """Make a section. Raises UnspokenError, another SpeechError or AudioError; StoppedError when it is ended."""

    def interrupt(self) -> None:
        """End what is being made, if it can be ended from outside. From any thread."""

    def close(self) -> None:
        """Let go of processes and connections; may be called twice."""


class StoppedError(PipelineError):
    """Another section failed, or the user has had enough."""
