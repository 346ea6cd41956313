"""What is shown in, what is said out, and which piece of the one says which piece of the other. Pure.

The rules of a language are a table, tried in its order; each claims what it matches in the text as it is
shown, and what no rule claims is said as it stands. So a rule never sees another's words, and the alignment
is known by construction. Figures that every voice reads well stay figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress, groupby, pairwise
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from pipeline.languages import primary
from pipeline.speech.engine import Phrase
from pipeline.speech.lexicon import Lexicon, Pronunciations
from pipeline.speech.rules import Rule
from pipeline.speech.rules_common import ADDRESSES, SIGNS
from pipeline.speech.rules_de import GERMAN
from pipeline.speech.rules_en import ENGLISH

RULES = {"de": (*ADDRESSES["de"], *GERMAN, *SIGNS), "en": (*ADDRESSES["en"], *ENGLISH, *SIGNS)}
"""The rules of each language in the order in which they claim text. Any other language has SIGNS alone."""


class Piece(NamedTuple):
    """Which slice of what is said stands for which slice of what is shown, in code points; either may be empty."""

    spoken_start: int
    spoken_end: int
    shown_start: int
    shown_end: int


class Spoken(Struct, frozen=True):
    """What is said for a text that is `shown`.

    `pieces` cover both from start to end, in order and without a gap or an overlap. A piece whose two slices
    are the same characters is said as it is shown.
    """

    text: str
    shown: str
    pieces: tuple[Piece, ...]

    def shown_span(self, start: int, end: int) -> tuple[int, int]:
        """What `text[start:end]`, which isn't empty, stands for: a slice of `shown`, of whole pieces where reworded."""
        touched = [piece for piece in self.pieces if piece.spoken_start < end and piece.spoken_end > start]
        if not touched:
            raise ValueError(f"nothing is said from {start} to {end}")
        first, last = touched[0], touched[-1]
        begin = first.shown_start + (max(0, start - first.spoken_start) if self._is_verbatim(first) else 0)
        finish = last.shown_end - (max(0, last.spoken_end - end) if self._is_verbatim(last) else 0)
        return begin, finish

    def _is_verbatim(self, piece: Piece) -> bool:
        return self.text[piece.spoken_start : piece.spoken_end] == self.shown[piece.shown_start : piece.shown_end]


class _Part(Struct, frozen=True):
    """Words to be said for a slice of the text; `verbatim` ones may be cut anywhere."""

    said: str
    start: int
    end: int
    verbatim: bool


def normalize(text: str, language: str, lexicon: Lexicon) -> Spoken:
    """What a voice is given for a text in a language (a BCP 47 tag), which is best a whole sentence.

    The result is one line of plain words, figures and marks that make pauses, without a blank at its ends;
    it is empty when there is nothing to say.
    """
    return normalize_phrases((Phrase(text, language),), lexicon)[0]


def normalize_phrases(phrases: Sequence[Phrase], lexicon: Lexicon) -> tuple[Spoken, ...]:
    """What is said for each of the phrases of one sentence, by the rules of its language, which see all of them.

    Joined as they are they make one line, as normalize does: a blank between two phrases ends the first.
    """
    rules = [RULES.get(primary(phrase.language), SIGNS) for phrase in phrases]
    words = [lexicon.pronunciations(phrase.language) for phrase in phrases]
    return apply_rules([phrase.text for phrase in phrases], rules, words)


def apply_rules(
    texts: Sequence[str], rules: Sequence[tuple[Rule, ...]], pronunciations: Sequence[Pronunciations]
) -> tuple[Spoken, ...]:
    """Normalise phrases by some rules and some words for each."""
    cleaned = [_clean(text) for text in texts]
    whole = "".join(clean for clean, _ in cleaned)
    signs = {"0" if sign.isdecimal() else sign for sign in set(whole)}
    parts: list[_Part] = []
    spans = list(pairwise(accumulate((len(clean) for clean, _ in cleaned), initial=0)))
    for (start, end), its_rules, words in zip(spans, rules, pronunciations, strict=True):
        heeded = [rule for rule in its_rules if not rule.needs or not signs.isdisjoint(rule.needs)]
        parts.extend(_parts(whole, start, end, (*_with_lexicon(heeded, words),), words))
    tidy = list(_tidy(parts))
    silent = not any(character.isalnum() for part in tidy for character in part.said)
    return tuple(
        Spoken("", text, _nothing(text))
        if silent
        else _aligned(text, origins, [_moved(part, -start) for part in tidy if start <= part.start < end])
        for text, (_, origins), (start, end) in zip(texts, cleaned, spans, strict=True)
    )


# ------------------------------------------------------------------ before: one code point a character

_UNCLEAN = re.compile(r"(?:[^\W\d_][\u0300-\u036f]{1,8})|[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


def _clean(text: str) -> tuple[str, list[int] | None]:
    """The text with letters and accents composed and without invisible signs, and where each character comes from.

    The origins have the text's length as their last entry; None when nothing changes.
    """
    if not _UNCLEAN.search(text):
        return text, None
    characters: list[str] = []
    origins: list[int] = []
    position = 0
    for match in _UNCLEAN.finditer(text):
        characters.extend(text[position : match.start()])
        origins.extend(range(position, match.start()))
        composed = unicodedata.normalize("NFC", match[0]) if match[0][0].isalpha() else ""
        characters.extend(composed)
        origins.extend([match.start()] * len(composed))
        position = match.end()
    characters.extend(text[position:])
    origins.extend(range(position, len(text) + 1))
    origins[0] = 0  # what is left out before a character belongs to the one before it, or else to the first
    return "".join(characters), origins


# ------------------------------------------------------------------ who says what


def _with_lexicon(rules: Sequence[Rule], words: Pronunciations) -> Iterator[Rule]:
    """The rules with one more: words of the lexicon go after addresses and before all others."""
    yield from (rule for rule in rules if rule.comes_first)
    yield Rule("lexicon", words.pattern, lambda match: words.say(match[0]))
    yield from (rule for rule in rules if not rule.comes_first)


def _parts(text: str, start: int, end: int, rules: tuple[Rule, ...], words: Pronunciations) -> Iterator[_Part]:
    """All of `text[start:end]`, claimed or not, in order."""
    position = start
    for claim_start, claim_end, said in sorted(_claims(text, start, end, rules, words)):
        if position < claim_start:
            yield _Part(text[position:claim_start], position, claim_start, verbatim=True)
        yield _Part(said, claim_start, claim_end, verbatim=False)
        position = claim_end
    if position < end:
        yield _Part(text[position:end], position, end, verbatim=True)


def _claims(
    text: str, start: int, end: int, rules: tuple[Rule, ...], words: Pronunciations
) -> Iterator[tuple[int, int, str]]:
    """What is claimed between start and end, and what is said for it; no two claims overlap."""
    claimed = bytearray(b"\x01" * len(text))
    claimed[start:end] = bytes(end - start)
    for rule in rules:
        for match in _unclaimed(rule.compiled(), text, start, end, claimed):
            said = words.say(match[0])
            if said is None:
                said = rule.say(match)
                if said is None:
                    continue
                said = words.respell(said)
            first, last = match.span()
            claimed[first:last] = b"\x01" * (last - first)
            yield first, last, said


def _unclaimed(
    pattern: re.Pattern[str], text: str, start: int, end: int, claimed: bytearray
) -> Iterator[re.Match[str]]:
    """The matches between start and end, none of them empty, that no claim overlaps."""
    position = start
    while (match := pattern.search(text, position)) and match.start() < end:
        taken = claimed.rfind(1, *match.span())
        if taken >= 0:
            position = taken + 1
            continue
        position = max(match.end(), match.start() + 1)
        if match.end() > match.start():
            yield match


# ------------------------------------------------------------------ after: no blank and no comma too many

_LOOSE = re.compile(
    r"\A[\s,;:…]++"
    r"|\s++(?=[,;:.!?…](?!\w)|\Z)"
    r"|(?<=\s)\s++"
    r"|(?<=[,;:.!?…])(?:\s?,(?!\d))++"
    r"|,(?=[\s,]{0,4}[;:.!?…])"
)


def _tidy(parts: list[_Part]) -> Iterator[_Part]:
    """The parts without the blanks and commas that are too many where parts meet."""
    joined = "".join(part.said for part in parts)
    kept = bytearray(b"\x01" * len(joined))
    for match in _LOOSE.finditer(joined):
        start, end = match.span()
        kept[start:end] = bytes(end - start)
    position = 0
    for part in parts:
        end = position + len(part.said)
        yield from _cut(part, kept[position:end])
        position = end


def _cut(part: _Part, kept: bytearray) -> Iterator[_Part]:
    if all(kept):
        yield part
        return
    if not part.verbatim:
        yield replace(part, said="".join(compress(part.said, kept)))
        return
    start = 0
    for keep, run in groupby(kept):
        end = start + len(list(run))
        said = part.said[start:end] if keep else ""
        yield _Part(said, part.start + start, part.start + end, verbatim=bool(keep))
        start = end


def _moved(part: _Part, by: int) -> _Part:
    return replace(part, start=part.start + by, end=part.end + by) if by else part


def _nothing(shown: str) -> tuple[Piece, ...]:
    return (Piece(0, 0, 0, len(shown)),) if shown else ()


def _aligned(shown: str, origins: list[int] | None, parts: Iterable[_Part]) -> Spoken:
    said: list[str] = []
    pieces: list[Piece] = []
    position = 0
    for part in parts if origins is None else _at_origins(parts, origins):
        end = position + len(part.said)
        said.append(part.said)
        pieces.append(Piece(position, end, part.start, part.end))
        position = end
    return Spoken("".join(said), shown, tuple(pieces) or _nothing(shown))


def _at_origins(parts: Iterable[_Part], origins: list[int]) -> Iterator[_Part]:
    """The parts, placed in the text as it is shown; what is said as it stands is cut where characters were left out."""
    for part in parts:
        if not part.verbatim:
            yield replace(part, start=origins[part.start], end=origins[part.end])
            continue
        for place, character in enumerate(part.said, part.start):
            yield _Part(character, origins[place], origins[place + 1], verbatim=True)
