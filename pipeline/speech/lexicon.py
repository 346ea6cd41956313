"""How words are said: a manuscript's lexicon.yaml over the defaults of each language. Pure: text in, words out.

A line of the file is a word and how it is said, in plain words that every engine reads well. Lines under a
language's tag are for that language alone, all others for every language:

    Frau Nguyen: Frau Nujen
    de:
      Newsletter: Njusletter

A key is found as whole words, the longest first; a blank in it stands for a blank or a hyphen. It is found in
the case that it is written in; one that begins with a small letter also with a capital. A line of the file goes
before a default, one of the language before one for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from pipeline.errors import Finding
from pipeline.languages import is_language_tag, primary
from pipeline.model import Place
from pipeline.plain import read_mapping
from pipeline.speech.pronunciations import DEFAULTS

_GAP = r"[\s\-\u2010\u2011]"
_GAPS = re.compile(f"{_GAP}+")
_NEVER = r"(?!)"


class Pronunciations(Struct, frozen=True):
    """How words are said in one language. `pattern` finds them in a text; the keys of `words` have blanks for gaps.

    It is no compiled one: most books need one language's, and each takes as long as a section does to be read.
    """

    words: Mapping[str, str]
    pattern: str

    def say(self, shown: str) -> str | None:
        """How a word is said that is shown so; None when nothing is known of it."""
        return self.words.get(_canonical(shown))

    def respell(self, text: str) -> str:
        """A text with each word of these said as they tell."""
        return re.sub(self.pattern, lambda match: self.words[_canonical(match[0])], text)


class Lexicon(Struct, frozen=True):
    """Pronunciations by language: tags and primary subtags in lower case; "" is for languages that have none."""

    by_language: Mapping[str, Pronunciations]

    def pronunciations(self, language: str) -> Pronunciations:
        """Those for a BCP 47 tag."""
        for tag in (language.lower(), primary(language)):
            if tag in self.by_language:
                return self.by_language[tag]
        return self.by_language[""]


def make_lexicon(
    words: Mapping[str, str], by_language: Mapping[str, Mapping[str, str]], *, with_defaults: bool = True
) -> Lexicon:
    """A lexicon of words for every language and of some for each language (by BCP 47 tag)."""
    own = {tag.lower(): spellings for tag, spellings in by_language.items()}
    defaults = DEFAULTS if with_defaults else {}
    tables = {"": _pronunciations((words,))}
    for tag in {*own, *defaults}:
        main = primary(tag)
        layers = (defaults.get(main, {}), words, own.get(main, {}), own.get(tag, {}))
        tables[tag] = _pronunciations(layers)
    return Lexicon(tables)


def read_lexicon(text: str, path: str) -> tuple[Lexicon | None, tuple[Finding, ...]]:
    """Read lexicon.yaml; the lexicon is None when there are findings."""
    entries, findings, (places, _) = read_mapping(text, Place(path))
    if entries is None or findings:
        return None, findings
    findings = tuple(sorted(_findings(entries, places, ())))
    if findings:
        return None, findings
    words = {key: value for key, value in entries.items() if isinstance(value, str)}
    sections = {key: value for key, value in entries.items() if isinstance(value, dict)}
    return make_lexicon(words, sections), ()


def _findings(
    entries: Mapping[str, object], places: Mapping[tuple[object, ...], Place], loc: tuple[str, ...]
) -> Iterator[Finding]:
    for key, value in entries.items():
        here = (*loc, key)
        place = places[here]
        match value:
            case str():
                if not value.strip() or not _canonical(key):
                    yield Finding.at(place, "empty-value", key=".".join(here))
            case dict() if loc:
                yield Finding.at(place, "wanted-text", key=".".join(here))
            case dict():
                if not is_language_tag(key):
                    yield Finding.at(place, "unknown-language", key=key, text=key)
                yield from _findings(value, places, here)
            case _:
                yield Finding.at(place, "wanted-text", key=".".join(here))


def _canonical(word: str) -> str:
    """A word with one blank for each gap, however it is written."""
    return _GAPS.sub(" ", word).strip()


def _pronunciations(layers: Iterable[Mapping[str, str]]) -> Pronunciations:
    """The layers as one, later ones going before earlier ones."""
    words: dict[str, str] = {}
    for layer in layers:
        given = {_canonical(key): " ".join(value.split()) for key, value in layer.items()}
        capital = {key[0].upper() + key[1:]: value for key, value in given.items() if key[0].islower()}
        words |= capital | given
    return Pronunciations(words, _pattern(words))


def _pattern(words: Mapping[str, str]) -> str:
    """Finds each word as a whole; those that begin alike are tried together, which saves most of the time."""
    if not words:
        return _NEVER
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(_whole(word))
    groups = (f"(?={re.escape(first)})(?:{'|'.join(alike)})" for first, alike in by_first.items())
    return rf"(?<![^\W_])(?:{'|'.join(groups)})"


def _whole(word: str) -> str:
    parts = f"{_GAP}{{1,3}}".join(re.escape(part) for part in word.split())
    return rf"{parts}(?![^\W_])" if word[-1].isalnum() else parts
