"""What is wrong with words, values and addresses, whether they stand in a channel or in an episode. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.errors import Complaint, complaint
from pipeline.subscriber.grammar import address_fault
from pipeline.subscriber.references import named_in
from pipeline.subscriber.tree import Node

LONGEST_DESCRIPTION = 4000
"""Bytes of a description (PSP-1, description)."""
LONGEST = (
    ("title", 255),
    ("itunes:title", 255),
    ("podcast:license", 128),
    ("podcast:person", 128),
    ("podcast:txt", 4000),
)
"""Characters (PSP-1, Namespace declarations; Podcasting 2.0)."""

# XML 1.0 takes them, and apps show them as boxes or not at all (Unicode, C1 controls and noncharacters).
_CONTROL = re.compile("[\x7f-\x9f\ufdd0-\ufdef\ufff9-\ufffb]")
_SINGLE = (
    "title",
    "description",
    "link",
    "language",
    "guid",
    "pubDate",
    "enclosure",
    "itunes:explicit",
    "podcast:guid",
)


def required(holder: Node, names: Sequence[str], where: str) -> Iterator[Complaint]:
    """Elements that aren't there, or say nothing."""
    for name in names:
        if not holder.text_of(name):
            yield complaint(where, "missing-element", element=name)


def said_complaints(holder: Node, values: Sequence[tuple[str, tuple[str, ...]]], where: str) -> Iterator[Complaint]:
    """What is wrong with the words and addresses in a channel or an item; `values` are those that elements may have."""
    for name in _SINGLE:
        if len(holder.all(name)) > 1:
            yield complaint(where, "repeated-element", element=name, count=len(holder.all(name)))
    for name, known in values:
        for node in holder.all(name):
            if node.text and node.text not in known:
                yield complaint(where, "unknown-value", element=name, text=node.text, known=", ".join(known))
    yield from _length_complaints(holder, where)
    for node in holder.all("podcast:person"):
        if not node.text:
            yield complaint(where, "empty-person")
    yield from _address_complaints(holder, where)
    yield from _control_complaints(holder, where)


def _length_complaints(holder: Node, where: str) -> Iterator[Complaint]:
    size = len(holder.text_of("description").encode())
    if size > LONGEST_DESCRIPTION:
        yield complaint(where, "long-description", count=size, most=LONGEST_DESCRIPTION)
    for name, most in LONGEST:
        for node in holder.all(name):
            if len(node.text) > most:
                yield complaint(where, "long-text", element=name, count=len(node.text), most=most)


def _address_complaints(holder: Node, where: str) -> Iterator[Complaint]:
    for named in named_in(holder):
        if not named.text:
            yield complaint(where, "missing-attribute", element=named.element, name=named.attribute or "text")
        elif fault := address_fault(named.text):
            yield complaint(where, fault, element=named.element, text=named.text)


def _control_complaints(holder: Node, where: str) -> Iterator[Complaint]:
    """Characters in a channel, without its episodes, or in an episode that no app can show."""
    for child in holder.children:
        for node in child.walk() if child.name != "item" else ():
            for text in (node.text, *node.attributes):
                if found := _CONTROL.search(text):
                    yield complaint(where, "control-character", element=node.name, text=f"U+{ord(found[0]):04X}")
