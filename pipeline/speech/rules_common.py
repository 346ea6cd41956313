"""Rules that hold for every language: addresses, which come before all others, and signs, which come last. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

from pipeline.speech.rules import Rule, after, ends
from pipeline.speech.wordlists import pairs


class Words(Struct, frozen=True):
    """What the signs in an address are called in one language."""

    hashtag: str
    signs: Mapping[str, str]


_GERMAN = Words(
    "Hashtag",
    pairs("""
    .: Punkt | /: Schrägstrich | -: Bindestrich | _: Unterstrich | @: ät | :: Doppelpunkt | ?: Fragezeichen
    =: gleich | &: und | #: Raute | %: Prozent | +: plus | ~: Tilde
"""),
)
_ENGLISH = Words(
    "hashtag",
    pairs("""
    .: dot | /: slash | -: dash | _: underscore | @: at | :: colon | ?: question mark
    =: equals | &: and | #: hash | %: percent | +: plus | ~: tilde
"""),
)

# ------------------------------------------------------------------ addresses
# A domain without a scheme is known by its last part: "w3.org" is one, "z.B" and "book.yaml" are not.
_TOP = (
    "org|com|net|edu|gov|info|berlin|hamburg|koeln|bayern|de|at|ch|eu|uk|us|io|fr|it|nl|pl|es|be|dk|li|lu|tv|me|app|dev"
)
_IN_URL = r"[^\s<>\"“”„«»]"
_LAST = r"[^\s<>\"“”„«».,;:!?)\]}'’*_/]/?+"
_URL = (
    rf"(?<![\w@.-])(?:(?:https?|ftp)://{_IN_URL}{{0,2000}}{_LAST}|"
    rf"(?:[\w-]{{1,63}}\.){{1,6}}(?:{_TOP})(?![\w-])(?!\.\w)(?:[/?#]{_IN_URL}{{0,2000}}{_LAST}|/)?)"
)
_EMAIL = r"(?<![\w.+-])(?:mailto:)?[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,8}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
_MENTION = r"(?<![\w@.])@(?=\w)(?:[\w.-]{0,60}\w)"
_HASHTAG = r"(?<![\w&#/])#(?=\w{0,40}[^\W\d_])\w{1,120}"
_SCHEME = re.compile(r"\A(?:\w+://|mailto:)?(?:www\.)?")
_CAMEL = re.compile(
    r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])|(?<=[A-ZÄÖÜ])(?=[A-ZÄÖÜ][a-zäöüß]{2})|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_]{2})|_+"
)


def _address(text: str, words: Words) -> str:
    """An address, its signs by name, without what every address begins with."""
    bare = _SCHEME.sub("", text).rstrip("/")
    return re.sub(r"[^\w\s]|_", lambda sign: f" {words.signs.get(sign[0], '')} ", bare)


def _hashtag(text: str, words: Words) -> str:
    return f"{words.hashtag} {_CAMEL.sub(' ', text[1:])}"


def _addresses(words: Words) -> tuple[Rule, ...]:
    return (
        Rule("e-mail", _EMAIL, lambda match: _address(match[0], words), comes_first=True, needs="@"),
        Rule("address", _URL, lambda match: _address(match[0], words), comes_first=True, needs="./"),
        Rule("mention", _MENTION, lambda match: _address(match[0], words), comes_first=True, needs="@"),
        Rule("hashtag", _HASHTAG, lambda match: _hashtag(match[0], words), comes_first=True, needs="#"),
    )


ADDRESSES = {"de": _addresses(_GERMAN), "en": _addresses(_ENGLISH)}
"""The rules for addresses of each language."""

# ------------------------------------------------------------------ signs
# Arrows, ornaments, emoji with what belongs to them, marks of notes, what stands for a picture.
_ORNAMENT = (
    "\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\u3000-\u303f\ufe00-\ufe0f\u20d0-\u20ff"
    "\U0001f000-\U0001faff\U000e0000-\U000e007f\ue000-\uf8ff\ufffc\ufffd•·†‡¶*_|~^`¨´®™\\\\"
)


def _opening(match: re.Match[str]) -> str:
    return ", " if match[0][0].isspace() else " "


def _closing(match: re.Match[str]) -> str:
    return "," if re.match(r"\s+\w", after(match)) else " "


def _lowered(match: re.Match[str]) -> str:
    return f" {unicodedata.normalize('NFKC', match[0])}"


def _pause(match: re.Match[str]) -> str:
    return " " if ends(match) else ", "


SIGNS = (
    Rule("left out", r"\s?[(\[](?:…|\.\.\.)[)\]]", lambda match: " ", needs="(["),
    Rule("bracket", r"(?:\s{0,3}[(\[{]){1,8}\s{0,3}", _opening, needs="([{"),
    Rule("bracket closed", r"[)\]}]{1,8}", _closing, needs=")]}"),
    Rule("quotation", r"[\"„“”«»‹›‚]|(?<!\w)['’‘]|['’‘](?!\w)", lambda match: "", needs="\"'«»‘’‚“”„‹›"),
    Rule("lowered figures", r"[₀-₉]{1,9}", _lowered, needs="₀₁₂₃₄₅₆₇₈₉"),
    Rule("apostrophe", r"(?<=\w)[’‘](?=\w)", lambda match: "'", needs="‘’"),
    Rule("dash", r"\s{1,3}[–—−-]{1,3}(?:\s{1,3}|\Z)|\s{0,3}[—]\s{0,3}|\A[–—-]\s{1,3}", _pause, needs="-–—−"),
    Rule("ellipsis", r"\s?(?:\.\.\.+|…)(?=[\s\w])\s?|\s?(?:\.\.\.+|…)", lambda match: "… ", needs=".…"),
    Rule("ornament", rf"[{_ORNAMENT}]{{1,40}}|\+{{2,40}}|={{2,40}}", lambda match: " "),
    Rule("line", r"[ \t]{0,40}\n\s{0,40}", _pause, needs="\n"),
    Rule("blank", r"[^\S ]", lambda match: " "),
)
"""The rules for signs."""
