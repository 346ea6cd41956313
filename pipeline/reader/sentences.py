"""Where sentences begin. Text and language come in, offsets go out. Pure.

A sentence is what a listener hears as one breath of sense, and what is highlighted and spoken as a unit. A
wrong split tears a voice's melody apart and makes "3. / April" of a date; a missed one only makes a unit
longer. So each full stop has to earn its break, and where a sentence could as well go on, it goes on:

* "!" and "?" break before anything but a small letter, a full stop before a capital letter, a number or a
  sign, an ellipsis only before a word that opens sentences (in English: any capitalised word but "I").
* A full stop after an abbreviation, an initial or, in German, a number that may rank what follows ("3.
  Platz") breaks only before a word that opens sentences ("Danach"); after some ("z. B.") never.
* Nothing breaks in brackets, or in a quotation without a colon or a comma before it, when they stand inside
  a sentence; nor at a blank that the author made unbreakable; nor after the bare mark of an enumeration.
* Closing quotes, brackets and the marks of notes belong to the sentence that they follow; a dash or an
  ellipsis between two sentences to the second one.
"""

from __future__ import annotations

import re

from pipeline.reader.abbreviations import ENGLISH, GERMAN, MONTHS, Kind, Words

_OBJECT = "\ufffc"
_OPENING = "\"'„“‚‘»«›‹([{¿¡*_" + _OBJECT
# Its quantifiers are possessive and it looks behind last: its time grows with the text alone, and slowly.
_CANDIDATE = re.compile(rf"([.!?…؟۔](?<![.!?…؟۔]{{2}})[.!?…؟۔]*+)([\"'“”‘’«»›‹)\]}}*_{_OBJECT}]*+)(\s++)(?=\S)")
_NEXT = re.compile(rf"(?:[{re.escape(_OPENING)}]|[–—-]\s+|\[?(?:…|\.\.\.)\]?\s*){{0,8}}(\w+|\S)")
_CLOSING = frozenset(".!?…؟۔)]}”,;:")
_HARD = frozenset("!?؟۔")
_UNBREAKABLE = "\u00a0\u202f\u2007"
_WORD = re.compile(r"\w")
_LOWERCASE_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
_ENUMERATION = re.compile(r"\W*(?:\d{1,3}|[^\W\d_]|[IVX]{1,5})")
_CHAIN = re.compile(r"(?<![\w.])(?:[^\W\d_]\.[\s-]?)+[^\W\d_]\Z")
_BLANKS = re.compile(r"[\s-]+")
_PIECES = re.compile(r"[.\-–/(]")
_RANK = re.compile(r"(?:\d+\.?[–-])?\d{1,3}|\d{1,3}(?:\.\d{3})+")
_DAY = re.compile(r"(?:\d+\.?[–-])?\d{1,2}(?:\.\d{1,2})?")
_ROMAN = re.compile(r"[IVXLCDM]{2,}")
_ENCLOSING = re.compile(r"[(\[\"„“»«]")
_OPENED_QUOTE = re.compile(r"(?<![^\s(\[–—/-])[\"„“»«](?=\S)")
_CLOSED_QUOTE = re.compile(r"(?<=\S)[\"“”«»](?!\w)")

# How far a bracket or a quotation may reach to hold its sentence together, in characters; longer ones are
# more likely never closed.
_REACH = 400


def breaks(text: str, language: str) -> list[int]:
    """The code-point offsets at which a new sentence begins: sorted, never 0, never the end.

    `language` is a BCP 47 tag; German has rules of its own, anything else gets the English ones. Each offset
    follows white space, which belongs to the sentence before: the slices between them join to `text`.
    U+FFFC stands for an image or the mark of a note; each sentence holds a letter or a digit if `text` does.
    """
    words = GERMAN if language.lower().partition("-")[0] == "de" else ENGLISH
    found: list[int] = []
    start = searched = 0
    fence = -1
    wordless = True
    for match in _CANDIDATE.finditer(text):
        position = match.start()
        if wordless and not _WORD.search(text, searched, position):
            searched = position
            continue
        wordless = False
        if _is_plain(text, match, words) or _ends_sentence(text, start, match, words):
            if fence < start:
                fence = _first_enclosing(text, start)
            if fence < position and _is_enclosed(text, start, match):
                continue
            start = searched = match.end()
            wordless = True
            found.append(start)
    if found and not _WORD.search(text, start):
        found.pop()
    return found


def _first_enclosing(text: str, start: int) -> int:
    """Where the first quotation mark or bracket stands at or after `start`; after the end if nowhere."""
    match = _ENCLOSING.search(text, start)
    return match.start() if match else len(text) + 1


def _is_plain(text: str, match: re.Match[str], words: Words) -> bool:
    """Whether an ordinary word, one full stop, one blank and a capital letter meet: quick, and mostly so."""
    position, after = match.span()
    if after - position != 2 or text[position] != "." or not text[after].isupper():
        return False
    token = text[text.rfind(" ", 0, position) + 1 : position]
    return (
        token.isalpha()
        and token[1:].islower()
        and token not in words.kinds
        and token not in words.numbered
        and not token.endswith(words.suffixes)
        and text[position + 1] not in _UNBREAKABLE
    )


def _ends_sentence(text: str, start: int, match: re.Match[str], words: Words) -> bool:
    """Whether the sentence that began at `start` ends at this mark, if it isn't enclosed by another one."""
    if text[match.end()].islower() and not _LOWERCASE_BRAND.match(text, match.end()):
        return False
    mark, close, blank = match.groups()
    following = _NEXT.match(text, match.end())
    assert following is not None  # a candidate is followed by something that isn't white space
    word = following.group(1)
    if not blank.strip(_UNBREAKABLE) or word[0] in _CLOSING:
        return False
    if word[0].islower() and not _LOWERCASE_BRAND.match(word):
        return False
    if not _HARD.isdisjoint(mark):
        return not (words.speech and close and _is_spoken_by(text, match.end(), words))
    if "…" in mark or "..." in mark:
        return _ellipsis_ends(word, close, words)
    return _full_stop_ends(text, start, match.start(), word, words)


def _is_spoken_by(text: str, position: int, words: Words) -> bool:
    """Whether a name and a verb of speech follow: “Really?” Mary asked."""
    return any(word.rstrip(".,") in words.speech for word in text[position : position + 60].split()[1:3])


def _ellipsis_ends(word: str, close: str, words: Words) -> bool:
    if words.ordinals:
        return word in words.openers or (bool(close.strip(")]")) and word[0].isupper())
    return word[0].isupper() and word != "I"


def _full_stop_ends(text: str, start: int, position: int, word: str, words: Words) -> bool:
    """Whether the full stop at `position` ends its sentence, `word` being the next one."""
    tail = text[max(start, position - 48) : position].replace(_OBJECT, "")
    tokens = tail.rsplit(None, 2)
    if not tokens:
        return True
    raw = tokens[-1]
    before = tokens[-2] if len(tokens) > 1 else ""
    token = raw.lstrip(_OPENING)
    if position - start < 9 and _ENUMERATION.fullmatch(text, start, position):
        return False
    if token[-1:].isdigit():
        listed = len(token) < 3 and (raw[0] == "(" or before.endswith((":", ";")))
        return not listed and _number_ends(token, before, word, words)
    if token in words.numbered and word[0].isdigit():
        return False
    kind = _kind(token, before, tail, words)
    return kind is None or (kind == "may end" and word in words.openers)


def _number_ends(token: str, before: str, word: str, words: Words) -> bool:
    """Whether a number with a full stop ends its sentence, and doesn't rank what follows."""
    if not words.ordinals:
        return True
    if word in MONTHS and _DAY.fullmatch(token):
        return False
    if word[0].isdigit():
        return not _DAY.fullmatch(token)
    if _RANK.fullmatch(token) or (token.isdigit() and before.lower() in words.determiners):
        return word in words.openers or before.strip(_OPENING + ".") in words.labels
    return True


def _kind(token: str, before: str, tail: str, words: Words) -> Kind | None:
    """What kind of abbreviation `token`, which a full stop follows, is; None for an ordinary word."""
    chain = _CHAIN.search(tail) if len(token) == 1 or token[-2:-1] in {".", "-"} else None
    if chain:
        letters = _BLANKS.sub("", chain.group())
        return words.kinds.get(letters, "may end" if letters.isupper() else "never")
    last = _PIECES.split(token)[-1]
    kind = words.kinds.get(token) or words.kinds.get(last)
    if kind is None and last.endswith(words.suffixes):
        kind = next(words.kinds[suffix] for suffix in words.suffixes if last.endswith(suffix))
    if kind is None and len(token) == 1 and token.isalpha():
        kind = "may end" if token.isupper() else "never"
    if kind is None and words.ordinals and _ROMAN.fullmatch(token):
        kind = "may end"
    # After a number even these are units: "5 min."
    return "may end" if kind and token.islower() and before[-1:].isdigit() else kind


def _is_enclosed(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark stands in brackets or in a quotation which is only a part of its sentence."""
    position, after = match.span()
    near = max(start, position - _REACH)
    piece = text[near:position]
    opened = max(piece.rfind("("), piece.rfind("["))
    if opened > max(piece.rfind(")"), piece.rfind("]")) and _WORD.search(text, start, near + opened):
        ending = ")" if piece[opened] == "(" else "]"
        if text.find(ending, position, position + _REACH) >= 0:
            return True
    quotes = [quote.start() for quote in _OPENED_QUOTE.finditer(text, near, position)]
    if not quotes or _CLOSED_QUOTE.search(text, quotes[-1] + 1, position + 1):
        return False
    before = text[near : quotes[-1]].rstrip()
    if not _WORD.search(before) or before[-1] in ":,":
        return False
    closed = _CLOSED_QUOTE.search(text, position, position + _REACH)
    return closed is not None and closed.start() >= after
