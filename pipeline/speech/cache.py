"""Clips kept from build to build: what was spoken once is read from a folder. Reads and writes files.

An entry's name is the digest of all that its samples depend on, and nothing else: engine, version, voice, words and
languages. A sentence that moves keeps its clip; one that changes gets another. Entries are checked when read: what is
damaged is spoken anew.

Entry       "VLCLIP5\\n", SHA-256 of the key and the rest; u32 samples a second, u32 count of words; place and sample of
            each word as two u32; the differences between neighbouring samples, as i16, in Zstandard: they take three
            fifths of the room that samples take. An entry without samples says that the words make no sound.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import numpy as np
from msgspec import Struct

from pipeline.audio.pcm import Samples
from pipeline.files import DamagedFileError, Store
from pipeline.speech.engine import Clip, Engine, NothingSpokenError, Request, Voice
from pipeline.timeline import WordStart

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_FORMAT = "VLCLIP5"
_MAGIC = f"{_FORMAT}\n".encode()
_DIGEST_BYTES = 32
_HEAD, _WORD = struct.Struct("<II"), struct.Struct("<II")
_QUICKLY = 1  # what takes more time makes speech no smaller


def cache_key(engine: Engine, request: Request) -> str:
    """The digest of a request to an engine, as 64 hexadecimal digits. The version holds the engine's options."""
    phrases = [(phrase.text, phrase.language) for phrase in request.phrases]
    parts = [_FORMAT, engine.name, engine.version, engine.rate_hz, request.voice, phrases]
    return sha256(json.dumps(parts).encode()).hexdigest()


def pack(key: str, clip: Clip) -> bytes:
    """The entry of a key."""
    steps = np.diff(clip.samples, prepend=np.int16(0)).astype("<i2").tobytes()
    words = b"".join(_WORD.pack(*word) for word in clip.words)
    rest = _HEAD.pack(clip.rate_hz, len(clip.words)) + words + zstd.compress(steps, _QUICKLY)
    return _MAGIC + sha256(key.encode() + rest).digest() + rest


def unpack(key: str, data: bytes) -> Clip:
    """The clip of an entry. Raises ValueError with the reason if it is damaged, or another key's."""
    digest, rest = data[len(_MAGIC) : len(_MAGIC) + _DIGEST_BYTES], data[len(_MAGIC) + _DIGEST_BYTES :]
    if not data.startswith(_MAGIC):
        raise ValueError("it is no clip")
    if sha256(key.encode() + rest).digest() != digest:
        raise ValueError("its digest does not fit")
    rate_hz, word_count = _HEAD.unpack_from(rest)
    sound = _HEAD.size + _WORD.size * word_count
    words = tuple(WordStart(*each) for each in _WORD.iter_unpack(rest[_HEAD.size : sound]))
    samples: Samples = np.cumsum(np.frombuffer(zstd.decompress(rest[sound:]), "<i2"), dtype=np.int16)
    return Clip(samples, rate_hz, words)


class ClipCache:
    """Clips in a store, by their keys."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def read(self, key: str) -> Clip | None:
        """The clip of a key, None when there is none. Raises DamagedFileError; OSError if it can't be read.

        It is marked as used now.
        """
        name = _name(key)
        data = self.store.read(name)
        if data is None:
            return None
        try:
            return unpack(key, data)
        except ValueError as error:
            raise DamagedFileError(self.store.path(name), str(error)) from error

    def write(self, key: str, clip: Clip) -> None:
        """Keep a clip. Raises OSError; then what was there before is untouched."""
        self.store.write(_name(key), pack(key, clip))


def _name(key: str) -> str:
    return f"{key}.clip"


class CacheReport(Struct, frozen=True):
    """What a CachedEngine did: clips read, clips that the engine was asked for, and what went wrong, in English."""

    read: int
    spoken: int
    warnings: tuple[str, ...]


class CachedEngine:
    """An Engine that asks another one only for what its cache doesn't hold. Silence is remembered as well.

    `cache` is None to keep nothing. One that fails never ends a build: it is told in `report()`, and from then on
    left alone.
    """

    def __init__(self, engine: Engine, cache: ClipCache | None) -> None:
        self._engine = engine
        self._cache = cache
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

    def variants(self) -> tuple[str, ...]:
        """The other engine's."""
        return self._engine.variants()

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
        clip = self._kept(request) if self._cache else self._speak(request)  # a key takes time to make
        if not clip.samples.size:
            raise NothingSpokenError(f"{self.name} says nothing for {request.text!r}")
        return clip

    def close(self) -> None:
        """Close the other engine."""
        self._engine.close()

    def _kept(self, request: Request) -> Clip:
        key = cache_key(self._engine, request)
        clip = self._find(key)
        if clip is None:
            clip = self._speak(request)
            self._keep(key, clip)
        return clip

    def _find(self, key: str) -> Clip | None:
        clip = None
        with self._failures():
            clip = self._cache.read(key) if self._cache else None
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
            if self._cache:
                self._cache.write(key, clip)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except DamagedFileError as error:
            self._warnings.append(f"a damaged clip was spoken anew: {error}")
        except OSError as error:
            self._cache = None
            self._warnings.append(f"the cache of clips can't be used: {error}")
