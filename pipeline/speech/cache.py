"""Clips kept from build to build: what was spoken once is read from a folder. Reads and writes files.

An entry's name is the digest of all that its samples depend on, and nothing else: engine, version, voice, words and
languages. A sentence that moves keeps its clip; one that changes gets another. Entries are written aside and moved
into place, so that several processes may share a folder, and checked when read: what is damaged is spoken anew.

Entry       "VLCLIP1\\n", SHA-256 of the key and the rest; u32 samples a second, u32 count of samples; zlib of
            the differences between neighbouring samples, all low bytes before the high ones: about 40 % smaller.
            An entry without samples says that the words make no sound.
"""

from __future__ import annotations

import json
import os
import struct
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from pipeline.speech.engine import Clip, Engine, NothingSpokenError, Request, Samples, Voice

_FORMAT = "VLCLIP1"
_MAGIC = f"{_FORMAT}\n".encode()
_DIGEST_BYTES = 32
_HEAD = struct.Struct("<II")
_LEVEL = 1  # 3 saves one hundredth more and takes a quarter longer
GIBIBYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class CacheStats:
    """How many entries a cache holds, and their size in bytes."""

    entries: int
    size_bytes: int


class DamagedEntryError(Exception):
    """An entry is not what was written; `path` is its file. Caught by CachedEngine, which speaks anew."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


def cache_key(engine: Engine, request: Request) -> str:
    """The digest of a request to an engine, as 64 hexadecimal digits. The version holds the engine's options."""
    phrases = [(phrase.text, phrase.language) for phrase in request.phrases]
    parts = [_FORMAT, engine.name, engine.version, engine.rate_hz, request.voice, phrases]
    return sha256(json.dumps(parts).encode()).hexdigest()


def pack(key: str, clip: Clip) -> bytes:
    """The entry of a key."""
    steps = np.diff(clip.samples, prepend=np.int16(0)).astype("<i2").view(np.uint8)
    planes = steps[0::2].tobytes() + steps[1::2].tobytes()
    rest = _HEAD.pack(clip.rate_hz, len(clip.samples)) + zlib.compress(planes, _LEVEL)
    return _MAGIC + sha256(key.encode() + rest).digest() + rest


def unpack(key: str, data: bytes) -> Clip:
    """The clip of an entry. Raises ValueError with the reason if it is damaged, or another key's."""
    digest, rest = data[len(_MAGIC) : len(_MAGIC) + _DIGEST_BYTES], data[len(_MAGIC) + _DIGEST_BYTES :]
    if not data.startswith(_MAGIC):
        raise ValueError("it is no clip")
    if sha256(key.encode() + rest).digest() != digest:
        raise ValueError("its digest does not fit")
    rate_hz, count = _HEAD.unpack_from(rest)
    planes = np.frombuffer(zlib.decompress(rest[_HEAD.size :]), np.uint8)
    steps = np.empty((count, 2), np.uint8)
    steps[:, 0], steps[:, 1] = planes[:count], planes[count:]
    samples: Samples = np.cumsum(steps.view("<i2")[:, 0], dtype=np.int16)
    return Clip(samples, rate_hz)


class ClipCache:
    """Entries in a folder, made when the first is written. `limit_bytes` is what `prune` leaves."""

    def __init__(self, folder: Path, limit_bytes: int = GIBIBYTE) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes

    def read(self, key: str) -> Clip | None:
        """The clip of a key, None when there is none. Raises DamagedEntryError; OSError if it can't be read.

        It is marked as used now.
        """
        path = self._path(key)
        try:
            clip = unpack(key, path.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise DamagedEntryError(path, str(error)) from error
        with suppress(OSError):  # a folder that can't be written to can be read
            os.utime(path)
        return clip

    def write(self, key: str, clip: Clip) -> None:
        """Keep a clip. Raises OSError; then what was there before is untouched."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=".", suffix=".clip", dir=path.parent)
        aside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(pack(key, clip))
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise

    def stats(self) -> CacheStats:
        """What the cache holds. Raises OSError."""
        sizes = [size for _, size, _ in self._files()]
        return CacheStats(len(sizes), sum(sizes))

    def prune(self) -> CacheStats:
        """Remove the entries that were not used for longest until the rest keeps to the limit; tell what went.

        Raises OSError.
        """
        files = sorted(self._files())
        excess = sum(size for _, size, _ in files) - self.limit_bytes
        removed = freed = 0
        for _, size, path in files:
            if freed >= excess:
                break
            path.unlink(missing_ok=True)
            removed, freed = removed + 1, freed + size
        return CacheStats(removed, freed)

    def clear(self) -> CacheStats:
        """Remove every entry and tell what went. What else is in the folder stays. Raises OSError."""
        return ClipCache(self.folder, -1).prune()  # less than nothing: empty files go too

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.clip"

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        """Time of last use in nanoseconds, size in bytes and path of each entry, what a killed process left too."""
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*.clip"):
            with suppress(FileNotFoundError):  # another process pruned it
                status = path.stat()
                yield status.st_mtime_ns, status.st_size, path


@dataclass(frozen=True, slots=True)
class CacheReport:
    """What a CachedEngine did: clips read, clips that the engine was asked for, and what went wrong, in English."""

    read: int
    spoken: int
    warnings: tuple[str, ...]


class CachedEngine:
    """An Engine that asks another one only for what its cache doesn't hold. Silence is remembered as well.

    A cache that fails never ends a build: it is told in `report()`, and from then on left alone.
    """

    def __init__(self, engine: Engine, cache: ClipCache) -> None:
        self._engine = engine
        self._cache = cache
        self._works = True
        self._read = 0
        self._spoken = 0
        self._warnings: list[str] = []

    @property
    def name(self) -> str:
        """The other engine's."""
        return self._engine.name

    @property
    def version(self) -> str:
        """The other engine's."""
        return self._engine.version

    @property
    def rate_hz(self) -> int:
        """The other engine's."""
        return self._engine.rate_hz

    def voices(self) -> tuple[Voice, ...]:
        """The other engine's."""
        return self._engine.voices()

    def default_voice(self, language: str) -> str:
        """The other engine's. Raises UnknownLanguageError."""
        return self._engine.default_voice(language)

    def check_voice(self, voice: str) -> None:
        """Ask the other engine. Raises UnknownVoiceError."""
        self._engine.check_voice(voice)

    def report(self) -> CacheReport:
        """What was done so far."""
        return CacheReport(self._read, self._spoken, tuple(self._warnings))

    def speak(self, request: Request) -> Clip:
        """The clip from the cache, or else from the engine. Raises what the engine raises."""
        key = cache_key(self._engine, request)
        clip = self._find(key)
        if clip is None:
            clip = self._speak(request)
            self._keep(key, clip)
        if not clip.samples.size:
            raise NothingSpokenError(f"{self.name} says nothing for {request.text!r}")
        return clip

    def close(self) -> None:
        """Close the other engine, and prune the cache."""
        self._engine.close()
        with self._failures():
            self._cache.prune()

    def _find(self, key: str) -> Clip | None:
        clip = None
        with self._failures():
            clip = self._cache.read(key) if self._works else None
        self._read += clip is not None
        return clip

    def _speak(self, request: Request) -> Clip:
        self._spoken += 1
        try:
            return self._engine.speak(request)
        except NothingSpokenError:
            return Clip(np.zeros(0, np.int16), self.rate_hz)

    def _keep(self, key: str, clip: Clip) -> None:
        with self._failures():
            if self._works:
                self._cache.write(key, clip)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except DamagedEntryError as error:
            self._warnings.append(f"a damaged clip was spoken anew: {error}")
        except OSError as error:
            self._works = False
            self._warnings.append(f"the cache of clips can't be used: {error}")
