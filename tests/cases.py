"""Cases that are text in, text out: tests/cases/*.md.

A case is its title, a line with a full stop, the source, such a line, what is expected, such a line. What
stands between two cases is for the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_CASE = re.compile(r"^(?P<title>[^\n]+)\n\.\n(?P<source>.*?)\n\.\n(?P<expected>.*?)\n\.$", re.MULTILINE | re.DOTALL)
_SIGNS = {"{nbsp}": "\u00a0", "{nnbsp}": "\u202f", "{mark}": "\ufffc", "{line}": "\n"}


@dataclass(frozen=True, slots=True)
class Case:
    """One case; `str()` of it names the test."""

    title: str
    source: str
    expected: str

    def __str__(self) -> str:
        return self.title.replace(" ", "-")


def read_cases(name: str) -> list[Case]:
    """The cases of tests/cases/NAME.md, signs in braces replaced by the characters that they stand for."""
    text = (Path(__file__).parent / "cases" / f"{name}.md").read_text(encoding="utf-8")
    for sign, character in _SIGNS.items():
        text = text.replace(sign, character)
    return [Case(**match.groupdict()) for match in _CASE.finditer(text)]
