"""A text file in, its characters or findings out. Reads one file."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import Finding
from pipeline.model import Place
from pipeline.plain import CONTROL


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
        before = data[: error.start].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        place = Place(str(path), before.count("\n") + 1, len(before) - before.rfind("\n"))
        findings.append(Finding.at(place, "not-utf-8", byte=f"0x{data[error.start]:02X}"))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for match in CONTROL.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
        code = f"U+{ord(match[0]):04X}"
        findings.append(Finding.at(Place(str(path), line, column), "control-character", text=code))
    return text
