"""Attribute lists: `{: #id .class key=value }` on or after a block. Pure.

Every attribute is either read by someone or reported: what an author wrote in braces is never lost.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Protocol

from markdown.extensions.attr_list import get_attrs_and_remainder
from msgspec import Struct

_LINE = re.compile(r"^\s*\{:?\s*([^{}]+?)\s*\}\s*$")
# Set by the parser, not by the author.
_OWN = frozenset({"align", "cells", "number", "href", "src", "alt", "title"})


class Reports(Protocol):
    """Takes a finding at a needle at or after a line."""

    def report(self, line: int, needle: str, code: str, **details: str) -> None: ...


class Attributes(Struct):
    """The attributes of one block that nobody has read yet."""

    unread: dict[str, str | None]

    @classmethod
    def of(cls, element: etree.Element) -> Attributes:
        """Those of an element, as the author wrote them."""
        return cls({name: value for name, value in element.attrib.items() if name not in _OWN})

    def add(self, others: dict[str, str | None]) -> None:
        """Join those of an attribute line."""
        for name, value in others.items():
            before = self.unread.get(name)
            self.unread[name] = f"{before} {value}" if name == "class" and before else value

    def take(self, name: str) -> str | None:
        """Read an attribute; None when it isn't there."""
        return self.unread.pop(name, None) or None

    def take_class(self, name: str) -> bool:
        """Read a class; whether it is there."""
        classes = (self.unread.get("class") or "").split()
        if name not in classes:
            return False
        classes.remove(name)
        if classes:
            self.unread["class"] = " ".join(classes)
        else:
            del self.unread["class"]
        return True

    def report_unread(self, reports: Reports, line: int) -> None:
        """Report what nobody has read."""
        for name, value in self.unread.items():
            text = f".{value}" if name == "class" else name
            reports.report(line, text, "unknown-attribute", text=text, known="")


def attribute_line(element: etree.Element) -> dict[str, str | None] | None:
    """The attributes of a paragraph that is nothing but an attribute list; None for any other element."""
    if element.tag != "p" or len(element) or not element.text:
        return None
    match = _LINE.match(element.text)
    if not match:
        return None
    pairs, remainder = get_attrs_and_remainder(match[1])
    if remainder:
        return None
    found: dict[str, str | None] = {}
    for name, value in pairs:
        key = "class" if name == "." else name
        found[key] = f"{found[key]} {value}" if key in found and key == "class" else value
    return found
