"""Samples kept in a file while a section is made, so that no section is in memory whole. Touches the disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from errno import EMFILE, ENFILE
from io import SEEK_END
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from pipeline.audio.errors import AudioError
from pipeline.audio.pcm import Samples

CHUNK = 1 << 16
"""How many samples are worked on at once: 3 s of speech."""

_SAMPLE_BYTES = 2


class Spool:
    """Samples in writing order: in a temporary file without a name that is gone once closed, or in the file at `path`.

    What was in that file is forgotten, unless it is `kept`: then those samples are the first. Raises AudioError when
    the disk is full, or too many files are open.
    """

    def __init__(self, path: Path | None = None, *, kept: bool = False) -> None:
        self._folder = path.parent if path else None
        try:
            self._file = (
                path.open("r+b" if kept else "w+b", buffering=0) if path else tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - close() ends it
            )
            self._length = self._file.seek(0, SEEK_END) // _SAMPLE_BYTES
        except OSError as error:
            raise disk_error(error, self._folder) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return self._length

    def append(self, samples: Samples) -> None:
        """Write samples at the end."""
        data = np.ascontiguousarray(samples, "<i2").data.cast("B")
        try:
            self._file.seek(self._length * _SAMPLE_BYTES)
            while data:
                data = data[self._file.write(data) :]
        except OSError as error:
            raise disk_error(error, self._folder) from error
        self._length += len(samples)

    def append_silence(self, length: int) -> None:
        """Write a pause of so many samples."""
        for start in range(0, length, CHUNK):
            self.append(np.zeros(min(CHUNK, length - start), dtype=np.int16))

    def clear(self) -> None:
        """Forget all samples, to write others in their place."""
        self._length = 0

    def read(self, start: int, stop: int) -> Samples:
        """The samples from `start` to `stop`; those before the first and after the last are 0."""
        first, last = max(start, 0), min(stop, self._length)
        if first == start and last == stop:
            return self._read(start, stop)
        samples = np.zeros(stop - start, dtype=np.int16)
        if first < last:
            samples[first - start : last - start] = self._read(first, last)
        return samples

    def chunks(self) -> Iterator[Samples]:
        """All samples in order, CHUNK at a time."""
        for start in range(0, self._length, CHUNK):
            yield self._read(start, min(start + CHUNK, self._length))

    def close(self) -> None:
        """Give the disk back."""
        self._file.close()

    def _read(self, start: int, stop: int) -> Samples:
        self._file.seek(start * _SAMPLE_BYTES)
        data = self._file.read((stop - start) * _SAMPLE_BYTES)
        return np.frombuffer(data, dtype="<i2").astype(np.int16, copy=False)


def disk_error(error: OSError, folder: Path | None) -> AudioError:
    """The error of a folder that sound can't be written to: the system's for temporary files when None."""
    reason = error.strerror or error
    if error.errno in (EMFILE, ENFILE):
        return AudioError(f"the sound being made can't be written ({reason}): allow more open files (ulimit -n)")
    place, other = (tempfile.gettempdir(), "set TMPDIR to") if folder is None else (folder, "choose")
    return AudioError(
        f"the sound being made can't be written to {place} ({reason}): "
        f"make room there, or {other} a folder that has some"
    )
