"""Where a book is read aloud: what whoever runs a build adds to what book.yaml says. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.files import Store


@dataclass(frozen=True, slots=True)
class Studio:
    """An engine, how much may be done at once, and what is kept.

    `engine` and `piper_voice`, the .onnx file of a Piper voice, are None for those that book.yaml names. `workers` is
    how many sections are made at once, None for as many as there are `cores`, or for one where the engine is better
    asked so. `cache` is None to keep nothing.
    """

    engine: str | None = None
    piper_voice: Path | None = None
    workers: int | None = None
    cores: int = 1
    cache: Store | None = None
