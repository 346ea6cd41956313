"""Fenced blocks and comments, lifted out of the lines before Markdown sees them. Pure.

Python-Markdown's own fence extension stores finished HTML, which nothing but a serialiser can read.
Here a fence leaves one mark in its place, in its own indentation, and as many empty lines as it had,
so that every line keeps its number.
"""

from __future__ import annotations

import re

from msgspec import Struct

# Python-Markdown's preprocessor has removed these two characters from the text before.
_MARK = "\x02fence:{}\x03"
MARK = "\x02fence:([0-9]+)\x03"
"""What a mark looks like, as a regular expression."""

# A fence may stand in quotes and begin behind the mark of an item, a definition or a note.
_OPEN = re.compile(
    r"^(?P<before>(?:[ ]|>|(?:[-+*:]|[0-9]{1,9}\.|\[\^[^\]\s]+\]:)[ ])*)(?P<mark>`{3,}|~{3,})[ ]*(?P<info>[^`\n]*)$"
)
# A code span holds no comment, and a comment no code span: whichever begins first.
_HIDDEN = re.compile(r"(?P<code>(?<![\\`])(`+)(?!`).*?(?<!`)\2(?!`))|<!--.*?(?P<end>-->|$)")


class Fence(Struct, frozen=True):
    """A fenced block: the first word after the mark, the lines within, where the opening mark stands.

    `line` counts from 1, `indent` is the blanks before the mark.
    """

    kind: str
    text: str
    line: int
    indent: int
    closed: bool


def lift_fences(lines: list[str]) -> tuple[list[str], list[Fence]]:
    """Give back as many lines, with marks where fences stood and comments blanked, and the fences in order."""
    out: list[str] = []
    fences: list[Fence] = []
    number = 0
    in_comment = False
    while number < len(lines):
        line = lines[number]
        opening = None if in_comment else _OPEN.match(line)
        if opening:
            end, closed = _end(lines, number + 1, opening)
            fences.append(_fence(lines, number, end, closed, opening))
            out.append(opening["before"] + _MARK.format(len(fences) - 1))
            after = end + closed
            # The quotes around it go on below the mark.
            quotes = _quotes(opening)
            out.extend(inside[0] if (inside := quotes.match(line)) else "" for line in lines[number + 1 : after])
            number = after
            continue
        line, in_comment = _without_comments(line, in_comment)
        out.append(line)
        number += 1
    return out, fences


def _end(lines: list[str], start: int, opening: re.Match[str]) -> tuple[int, bool]:
    """The line that closes a fence, or the first that can't be in it, and which of both (CommonMark, section 4.5)."""
    mark, quotes = opening["mark"], _quotes(opening)
    closing = re.compile(rf"[ ]*{re.escape(mark[0])}{{{len(mark)},}}[ ]*")
    for number in range(start, len(lines)):
        inside = quotes.match(lines[number])
        if not inside:
            return number, False
        if closing.fullmatch(lines[number], inside.end()):
            return number, True
    return len(lines), False


def _quotes(opening: re.Match[str]) -> re.Pattern[str]:
    """What stands before each line of a fence: the marks of the quotes around it."""
    return re.compile(rf"(?:[ ]*>){{{opening['before'].count('>')}}}")


def _fence(lines: list[str], start: int, end: int, closed: bool, opening: re.Match[str]) -> Fence:
    before = opening["before"]
    indent = len(before)
    if closed and before.strip(" >"):
        # Behind an item's mark the fence's own lines tell how far they are indented.
        indent = len(lines[end]) - len(lines[end].lstrip(" >"))
    text = "\n".join(_dedent(line, indent, _quotes(opening)) for line in lines[start + 1 : end])
    words = opening["info"].split()
    return Fence(words[0] if words else "", text, start + 1, indent, closed)


def _dedent(line: str, indent: int, quotes: re.Pattern[str]) -> str:
    inside = quotes.match(line)
    marks = inside.end() if inside else 0
    return line[indent:] if not line[marks:indent].strip() else line[marks:].lstrip()


def _without_comments(line: str, in_comment: bool) -> tuple[str, bool]:
    """Blank what the author hid in comments; one inside a code span is text."""
    if in_comment:
        _, ended, rest = line.partition("-->")
        if not ended:
            return "", True
        line, in_comment = rest, False
    shown, position = [], 0
    for match in _HIDDEN.finditer(line):
        if match["code"] is None:
            shown.append(line[position : match.start()])
            position = match.end()
            in_comment = not match["end"]
    return "".join(shown) + line[position:], in_comment
