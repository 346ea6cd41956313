"""The voices of eSpeak NG, as its data tells: in from a folder, out as names. Reads files.

The library itself accepts "de+nonexist" without a word and speaks it as "de"; so names are checked here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from pipeline.speech.engine import UnknownLanguageError, UnknownVoiceError, Voice


class Tongue(Struct, frozen=True):
    """A language that eSpeak speaks: the voice's name, what it is in English, and its tags, its own first.

    A tag has a rank: of two voices that both speak "en", that with the smaller one is meant. `path` is that of its
    file: asked for by it, the library need not read the files of all voices to find one, which takes 1 ms.
    """

    name: str
    path: str
    description: str
    tags: tuple[tuple[str, int], ...]

    @property
    def markup_tag(self) -> str:
        """What xml:lang asks for it with."""
        return self.tags[0][0]


class Voices(Struct, frozen=True):
    """All that can be asked for: a tongue's name, alone or with a plus and a variant, such as "de" or "de+f2".

    `tongues` are by their names, `speaking` by the languages that each is meant with: case-folded tags.
    """

    tongues: Mapping[str, Tongue]
    speaking: Mapping[str, Tongue]
    variants: frozenset[str]

    def listed(self) -> tuple[Voice, ...]:
        """One voice a tongue, without variants: there are ten thousand with them."""
        tongues = sorted(self.tongues.values(), key=lambda tongue: tongue.name.casefold())
        return tuple(Voice(tongue.name, tongue.markup_tag, tongue.description) for tongue in tongues)

    def tongue_for(self, language: str) -> Tongue:
        """The tongue for a BCP 47 tag, subtags dropped from its end until one fits (RFC 4647, section 3.4).

        Raises UnknownLanguageError.
        """
        wanted = language.casefold()
        while wanted:
            if wanted in self.speaking:
                return self.speaking[wanted]
            wanted = wanted.rpartition("-")[0]
        raise UnknownLanguageError("eSpeak NG", language)

    def split(self, voice: str) -> tuple[Tongue, str]:
        """A voice's tongue and its variant, "" without one. Raises UnknownVoiceError."""
        name, plus, variant = voice.partition("+")
        if name in self.tongues and (variant in self.variants if plus else True):
            return self.tongues[name], variant
        known = [f"{name}+{each}" for each in sorted(self.variants)] if name in self.tongues else []
        known += [each + plus + variant for each in sorted(self.tongues) if not plus or variant in self.variants]
        raise UnknownVoiceError("eSpeak NG", voice, known or sorted(self.tongues))


@cache
def read_voices(data: Path) -> Voices:
    """The voices of a data folder: those of lang/ that have a dictionary, and the variants of voices/!v.

    They are read once: there are 140 files.
    """
    read = [_read_tongue(path, data / "lang") for path in sorted((data / "lang").rglob("*")) if path.is_file()]
    tongues = {
        tongue.name: tongue for tongue, dictionary in read if tongue.tags and (data / f"{dictionary}_dict").is_file()
    }
    ranked = sorted((rank, tongue.name, tag.casefold()) for tongue in tongues.values() for tag, rank in tongue.tags)
    speaking = {tag: tongues[name] for _, name, tag in reversed(ranked)}  # of several the first is the last
    return Voices(tongues, speaking, frozenset(path.name for path in (data / "voices" / "!v").iterdir()))


def _read_tongue(path: Path, folder: Path) -> tuple[Tongue, str]:
    """A tongue of a folder and the name of its dictionary: by default that of its first tag, without region."""
    description, dictionary = path.name, ""
    tags: list[tuple[str, int]] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        word, _, rest = line.partition("//")[0].strip().partition(" ")
        match word, rest.split():
            case "name", [_, *_]:
                description = rest.strip()
            case "dictionary", [name, *_]:
                dictionary = name
            case "language", [tag, *rank]:
                tags.append((tag, int(rank[0]) if rank else 5))
            case _:
                pass
    tongue = Tongue(path.name, path.relative_to(folder).as_posix(), description, tuple(tags))
    return tongue, dictionary or (tags[0][0].partition("-")[0] if tags else "")
