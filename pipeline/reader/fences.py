"""Fenced blocks and comments, lifted out of the lines before Markdown sees them. Pure.

Python-Markdown's own fence extension stores finished HTML, which nothing but a serialiser can read.
Here a fence leaves one mark in its place, in its own indentation, and as many empty lines as it had,
so that every line keeps its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Python-Markdown's preprocessor has removed these two characters from the text before.
_MARK = "\x02fence:{}\x03"
MARK = re.compile("\x02fence:([0-9]+)\x03")
_OPEN = re.compile(r"^(?P<indent>[ ]*)(?P<mark>`{3,}|~{3,})[ ]*(?P<info>[^`\n]*)$")
_COMMENT = re.compile(r"<!--.*?(-->|$)")


@dataclass(frozen=True, slots=True)
class Fence:
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
            end = _end(lines, number + 1, opening["mark"])
            fences.append(_fence(lines, number, end, opening))
            out.append(opening["indent"] + _MARK.format(len(fences) - 1))
            taken = min(end + 1, len(lines)) - number
            out.extend([""] * (taken - 1))
            number += taken
            continue
        line, in_comment = _without_comments(line, in_comment)
        out.append(line)
        number += 1
    return out, fences


def _end(lines: list[str], start: int, mark: str) -> int:
    """The line that closes a fence, or the number of lines when none does (CommonMark, section 4.5)."""
    closing = re.compile(rf"^[ ]*{re.escape(mark[0])}{{{len(mark)},}}[ ]*$")
    return next((n for n in range(start, len(lines)) if closing.match(lines[n])), len(lines))


def _fence(lines: list[str], start: int, end: int, opening: re.Match[str]) -> Fence:
    indent = len(opening["indent"])
    text = "\n".join(_dedent(line, indent) for line in lines[start + 1 : end])
    words = opening["info"].split()
    return Fence(words[0] if words else "", text, start + 1, indent, end < len(lines))


def _dedent(line: str, indent: int) -> str:
    return line[indent:] if not line[:indent].strip() else line.lstrip()


def _without_comments(line: str, in_comment: bool) -> tuple[str, bool]:
    """Blank what the author hid in comments; one inside a code span is text."""
    if in_comment:
        _, ended, rest = line.partition("-->")
        if not ended:
            return "", True
        line = rest
    position = line.find("<!--")
    while position >= 0:
        if line.count("`", 0, position) % 2:
            position = line.find("<!--", position + 4)
            continue
        match = _COMMENT.match(line, position)
        assert match
        line = line[:position] + line[match.end() :]
        if not match[1]:
            return line, True
        position = line.find("<!--", position)
    return line, False
