"""Inlines as phrases to speak: their words by language. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import category

from pipeline.model import (
    Code,
    Foreign,
    Inline,
    LineBreak,
    NoteReference,
    Picture,
    Prose,
    Subscript,
    Superscript,
    Text,
    flatten,
)
from pipeline.speech.engine import Phrase
from pipeline.traversal import Passage

_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_FIGURES = re.compile(r"[+−-]?[0-9]+[+−-]?")
_ENDED = re.compile(r"[.!?…:;,]['\"“”’‘«»)\]]{0,4}\s*\Z")
_NAMED_SIGNS = frozenset("%‰§&#©°+=<>±×÷≈≤≥")
# More than this isn't what a mark of a note stands for, but the sentence before it.
_NOTED_LENGTH = 40


def phrases_of(inlines: tuple[Inline, ...], language: str) -> Iterator[Phrase]:
    """The words of inlines in reading order, each piece with its language. Marks of notes are silent.

    Raised and lowered figures stay raised and lowered: ten to the power of six is no hundred and six.
    """
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
            case Superscript(children) | Subscript(children) if _FIGURES.fullmatch(flatten(children)):
                table = _RAISED if isinstance(inline, Superscript) else _LOWERED
                yield Phrase(flatten(children).translate(table), language)
            case _:
                yield from phrases_of(inline.children, language)


def prose_phrases(prose: Prose, language: str) -> Iterator[Phrase]:
    """The words of some sentences, a blank between two."""
    for number, sentence in enumerate(prose):
        if number:
            yield Phrase(" ", language)
        yield from phrases_of(sentence.inlines, language)


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


def ended(phrases: Iterable[Phrase], mark: Phrase) -> tuple[Phrase, ...]:
    """Phrases with a mark at their end, which they may have already."""
    own = joined(phrases)
    return own if _ENDED.search("".join(phrase.text for phrase in own)) else joined((*own, mark))


def is_speakable(text: str) -> bool:
    """Whether a text holds a letter, a figure or a sign that has a name; a dash or an emoji alone makes no sound."""
    return any(sign in _NAMED_SIGNS or category(sign)[0] in "LN" or category(sign) == "Sc" for sign in text)


# ------------------------------------------------------------------ what notes are on


def noted_words(passages: Iterable[Passage]) -> dict[str, tuple[Phrase, ...]]:
    """What the first mark of each note stands at, by the note's id: the word before it, or what is marked up there.

    Nothing where the mark follows a whole sentence: the note is on all of it.
    """
    found: dict[str, tuple[Phrase, ...]] = {}
    for passage in passages:
        for sentence in passage.prose:
            for note, words in _noted(sentence.inlines, passage.language):
                found.setdefault(note, words)
    return found


def _noted(inlines: tuple[Inline, ...], language: str) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
    before: Inline = LineBreak()
    for inline in inlines:
        match inline:
            case NoteReference():
                yield inline.note, _last_word(before, language)
                continue
            case Text() | Code() | Picture() | LineBreak():
                pass
            case _:
                yield from _noted(inline.children, inline.language if isinstance(inline, Foreign) else language)
        before = inline


def _last_word(before: Inline, language: str) -> tuple[Phrase, ...]:
    shown = flatten((before,)).rstrip()
    if _ENDED.search(shown):
        return ()
    if isinstance(before, Text):
        word = re.search(r"\w[\w-]*(?=\W{0,3}\Z)", shown)
        return (Phrase(word[0], language),) if word else ()
    words = joined(phrases_of((before,), language))
    return words if len(shown) <= _NOTED_LENGTH and is_speakable(shown) else ()
