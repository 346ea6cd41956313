"""A rule of how text is said: what it looks for in what is shown, and what is said instead. Pure data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from msgspec import Struct

BLANK = r"[^\S\t-\r]"
"""Any blank that an author may set between a number and its unit, in a pattern: white space on one line.

Named one by one, they would take fifteen times as long to compile, and there are a hundred.
"""


class Rule(Struct, frozen=True):
    """One named rule. `say` is handed a match and gives what is said for it, or None to leave it to later rules.

    A match sees all of the text that is shown, so that `say` can look around it. Patterns take a bounded
    number of steps from each place: their time grows with the text alone. `comes_first` is a rule that
    claims its text even before the words of a lexicon, so that no word is torn out of an address.

    `needs` are signs of which there is one in every text where the pattern matches, "0" for any decimal digit: looked
    for first, they spare most texts most of the patterns. "" where none is known, or a common letter alone.

    A pattern that is a string is compiled when it is first looked for: most texts need few of them.
    """

    name: str
    pattern: str | re.Pattern[str]
    say: Callable[[re.Match[str]], str | None]
    comes_first: bool = False
    needs: str = ""

    def compiled(self) -> re.Pattern[str]:
        """What to look for."""
        return _compiled(self.pattern) if isinstance(self.pattern, str) else self.pattern


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED = rf"[⁺⁻]?[{RAISED_FIGURES}]{{1,9}}"
"""Raised figures with their sign: "²", "⁻³"."""


def before(match: re.Match[str], reach: int = 60) -> str:
    """What is shown before a match, at most `reach` characters of it."""
    return match.string[max(0, match.start() - reach) : match.start()]


def after(match: re.Match[str], reach: int = 60) -> str:
    """What is shown after a match, at most `reach` characters of it."""
    return match.string[match.end() : match.end() + reach]


def word_before(match: re.Match[str]) -> str:
    """The word that a match follows, with its full stop if it has one; "" when there is none."""
    found = re.search(r"([^\W\d_]{1,30}\.?)\s*\Z", before(match))
    return found[1] if found else ""


def ends(match: re.Match[str]) -> bool:
    """Whether a match ends the text, but for what closes: its full stop, if any, is that of the sentence too."""
    return re.match(r"[\s\"'”“’‘»«)\]\ufffc]{0,20}\Z", after(match)) is not None


def raised(match: re.Match[str]) -> tuple[str, str]:
    """Raised figures as plain ones, and their sign: "", "+" or "−"."""
    figures = unicodedata.normalize("NFKC", match[0])
    return figures.lstrip("+−"), figures[:1].strip("0123456789")


def follows_word(match: re.Match[str]) -> bool:
    """Whether raised figures stand at a word of three letters or more: a mark, for no unit is as long."""
    return re.search(r"[^\W\d_]{3}\Z", before(match)) is not None


def any_of(words: Mapping[str, object]) -> str:
    """A pattern for one of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
