"""Inlines as phrases to speak: their words by language. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.model import Code, Foreign, Inline, LineBreak, NoteReference, Picture, Text
from pipeline.speech.engine import Phrase


def phrases_of(inlines: tuple[Inline, ...], language: str) -> Iterator[Phrase]:
    """The words of inlines in reading order, each piece with its language. Marks of notes are silent."""
    for inline in inlines:
        match inline:
            case Text(text) | Code(text):
                yield Phrase(text, language)
            case NoteReference():
                pass
            case LineBreak():
                yield Phrase(", ", language)
            case Picture():
                yield Phrase(inline.alt or "", language)
            case Foreign():
                yield from phrases_of(inline.children, inline.language)
            case _:
                yield from phrases_of(inline.children, language)


def joined(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Neighbours in one language as one phrase; empty ones left out, and blanks given to the phrase before."""
    found: list[Phrase] = []
    for phrase in phrases:
        if not phrase.text:
            continue
        if found and (found[-1].language == phrase.language or not phrase.text.strip()):
            found[-1] = Phrase(found[-1].text + phrase.text, found[-1].language)
        else:
            found.append(phrase)
    return tuple(phrase for phrase in found if phrase.text.strip())
