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

from pipeline.reader.abbreviations import ENGLISH, GERMAN, MONTHS, Words

_OBJECT = "\ufffc"
_OPENING = "\"'„“‚‘»«›‹([{¿¡*_" + _OBJECT
_CANDIDATE = re.compile(
    r"([.!?…؟۔]+)"
    rf"([\"'“”‘’«»›‹)\]}}*_{_OBJECT}]*)"
    r"(\s+)"
    rf"(?=((?:[{re.escape(_OPENING)}]|[–—-]\s+|\[?(?:…|\.\.\.)\]?\s*)*)(\w+|\S))"
)
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
_SUFFIX = re.compile(r"\w(?=str\Z|nr\Z)")
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
    start = 0
    for match in _CANDIDATE.finditer(text):
        if _ends_sentence(text, start, match, words):
            start = match.end()
            found.append(start)
    if found and not _WORD.search(text, found[-1]):
        found.pop()
    return found


def _ends_sentence(text: str, start: int, match: re.Match[str], words: Words) -> bool:
    """Whether the sentence that began at `start` ends at this mark."""
    mark, close, blank, lead, word = match.groups()
    if word[0].islower() and _OBJECT not in lead and not _LOWERCASE_BRAND.match(word):
        return False
    if not blank.strip(_UNBREAKABLE) or not _WORD.search(text, start, match.start()):
        return False
    if "!" in mark or "?" in mark or "؟" in mark or "۔" in mark:
        ends = not (words.speech and close and _is_spoken_by(text, match.end(), words))
    elif "…" in mark or "..." in mark:
        ends = _ellipsis_ends(word, close, words)
    else:
        ends = _full_stop_ends(text, start, match.start(), word, words)
    return ends and not _is_enclosed(text, start, match)


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
    if len(token) < 6 and _ENUMERATION.fullmatch(text, start, position):
        return False
    opens = word in words.openers
    if token[-1:].isdigit():
        listed = before[-1:] in ":;" and before != "" or raw[0] == "("
        return _number_ends(token, before, word, words) and not (listed and len(token) < 3)
    if token in words.numbered and word[0].isdigit():
        return False
    match _kind(token, before, tail, words):
        case "never":
            return False
        case "may end":
            return opens
        case _:
            return True


def _number_ends(token: str, before: str, word: str, words: Words) -> bool:
    if not words.ordinals:
        return True
    if word in MONTHS and _DAY.fullmatch(token):
        return False
    if word[0].isdigit():
        return not _DAY.fullmatch(token)
    if _RANK.fullmatch(token) or before.lower() in words.determiners and token.isdigit():
        return word in words.openers or before.strip(_OPENING + ".") in words.labels
    return True


def _kind(token: str, before: str, tail: str, words: Words) -> str:
    """What `token`, which a full stop follows, is: "never", "may end" or "word"."""
    chain = _CHAIN.search(tail) if len(token) == 1 or token[-2:-1] in {".", "-"} else None
    if chain:
        return _kind_of_chain(_BLANKS.sub("", chain.group()), words)
    for piece in (token, _PIECES.split(token)[-1], _SUFFIX.split(token)[-1]):
        for form in (piece, piece[:1].lower() + piece[1:]):
            if form in words.may_end:
                return "may end"
            if form in words.never:
                return "may end" if form.islower() and before[-1:].isdigit() else "never"
    if len(token) == 1 and token.isalpha():
        return "may end" if token.isupper() or before[-1:].isdigit() else "never"
    if words.ordinals and _ROMAN.fullmatch(token):
        return "may end"
    return "word"


def _kind_of_chain(chain: str, words: Words) -> str:
    """The kind of single letters with full stops, blanks taken out: "z.B", "J.R", "U.S"."""
    form = chain if chain in words.may_end else chain[0].lower() + chain[1:]
    if form in words.may_end:
        return "may end"
    return "may end" if chain.isupper() and form not in words.never else "never"


def _is_enclosed(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark stands in brackets or in a quotation which is only a part of its sentence."""
    position, after = match.span()
    piece = text[start:position]
    opened = max(piece.rfind("("), piece.rfind("["))
    if opened > max(piece.rfind(")"), piece.rfind("]")) and _WORD.search(piece, 0, opened):
        ending = ")" if piece[opened] == "(" else "]"
        if text.find(ending, position, position + _REACH) >= 0:
            return True
    quotes = [quote.start() for quote in _OPENED_QUOTE.finditer(text, start, position)]
    if not quotes or _CLOSED_QUOTE.search(text, quotes[-1] + 1, position + 1):
        return False
    before = text[start : quotes[-1]].rstrip()
    if not _WORD.search(before) or before[-1] in ":,":
        return False
    closed = _CLOSED_QUOTE.search(text, position, position + _REACH)
    return closed is not None and closed.start() >= after
