"""A text file in, its characters or findings out. Reads one file."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.errors import Finding
from pipeline.model import Place

# What XML 1.0 can't hold (section 2.2), and the controls that would reorder text behind its reader's back
# (overrides); tabs, line ends and the isolating marks of right-to-left text are fine.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ufffe\uffff\ud800-\udfff\ufffc]")


def read_text(path: Path, findings: list[Finding]) -> str | None:
    """The file's text with LF line ends and no byte order mark; None, and a finding, if it isn't UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        findings.append(Finding.at(Place(str(path)), "unreadable", problem=error.strerror or "?"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[:error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        place = Place(str(path), before.count(b"\n") + 1, column)
        findings.append(Finding.at(place, "not-utf-8", byte=f"0x{data[error.start]:02X}"))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for match in _CONTROL.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
        code = f"U+{ord(match[0]):04X}"
        findings.append(Finding.at(Place(str(path), line, column), "control-character", text=code))
    return text
