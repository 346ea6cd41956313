"""Mastered sections kept from build to build: frames as they are, and beside them what is known of them.

A section's name is the digest of all that its bytes depend on: what is said and by whom, the silences, how it is
mastered, and with what. Reads and writes files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from msgspec.structs import asdict, replace

from pipeline.audio.encoded import Encoded
from pipeline.audio.errors import AudioError
from pipeline.audio.mastered import MasteredSection, MasterSettings
from pipeline.files import DamagedFileError, Store, write_whole
from pipeline.timeline import WordStart

_MADE_WITH = ("av", "lameenc", "numpy")


def section_key(said: Iterable[object], settings: MasterSettings) -> str:
    """The digest of a section, as 64 hexadecimal digits. `said` is all that its clips and pauses depend on, as JSON."""
    return sha256(json.dumps([_workshop(), asdict(settings), list(said)]).encode()).hexdigest()


@lru_cache(maxsize=1)
def _workshop() -> str:
    """The digest of what sections are made with: this package's own code and the libraries that it wraps."""
    from importlib.metadata import version  # noqa: PLC0415  # who makes a section doesn't name it

    digest = sha256()
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(sha256(module.read_bytes()).digest())
    for library in _MADE_WITH:
        digest.update(version(library).encode())
    return digest.hexdigest()


class SectionCache:
    """Mastered sections in a store, by their keys."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def read(self, key: str) -> MasteredSection | None:
        """The section of a key, None when there is none. Raises DamagedFileError; OSError if it can't be read.

        It is marked as used now.
        """
        facts, frames = _names(key)
        path = self.store.path(frames)
        known = self.store.read(facts)
        if known is None or not path.exists():  # one of the two may have been pruned
            return None
        try:
            section, digest = _unpack(known, path)
            fits = _digest(section.encoded) == digest
        except (ValueError, TypeError, KeyError, AudioError) as error:
            raise DamagedFileError(self.store.path(facts), str(error)) from error
        if not fits:
            raise DamagedFileError(path, "its digest does not fit")
        self.store.touch(frames)
        return section

    def keep(self, key: str, section: MasteredSection) -> MasteredSection:
        """Copy a section's frames into the store and give back the section that is there. Raises OSError."""
        facts, frames = _names(key)
        path = self.store.path(frames)
        write_whole(section.encoded.chunks(), path)
        self.store.write(facts, _pack(section))
        return replace(section, encoded=replace(section.encoded, path=path))


def _names(key: str) -> tuple[str, str]:
    return f"{key}.json", f"{key}.frames"


def _pack(section: MasteredSection) -> bytes:
    encoded = {name: value for name, value in asdict(section.encoded).items() if name != "path"}
    rest = {name: value for name, value in asdict(section).items() if name != "encoded"}
    facts = json.dumps({"digest": _digest(section.encoded), "encoded": encoded, "section": rest})
    return json.dumps({"facts": facts, "digest": sha256(facts.encode()).hexdigest()}).encode()


def _unpack(known: bytes, path: Path) -> tuple[MasteredSection, str]:
    """A section and the digest of its frames. Raises ValueError, TypeError or KeyError if damaged."""
    wrapped = json.loads(known)
    if sha256(wrapped["facts"].encode()).hexdigest() != wrapped["digest"]:
        raise ValueError("its digest does not fit")
    facts = json.loads(wrapped["facts"])
    rest = facts["section"]
    rest["lengths"] = tuple(rest["lengths"])
    rest["words"] = tuple(tuple(WordStart(*word) for word in words) for words in rest["words"])
    return MasteredSection(encoded=Encoded(path=path, **facts["encoded"]), **rest), facts["digest"]


def _digest(encoded: Encoded) -> str:
    digest = sha256()
    for chunk in encoded.chunks():
        digest.update(chunk)
    return digest.hexdigest()
