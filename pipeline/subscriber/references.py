"""All that a feed refers to, and what it says of each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal
from urllib.parse import urldefrag, urljoin

from msgspec import Struct

from pipeline.errors import Complaint
from pipeline.subscriber.chapters import Mark, simple_marks
from pipeline.subscriber.grammar import address_fault, milliseconds, number
from pipeline.subscriber.tree import CHANNEL, Node, read_channel

Role = Literal["feed", "episode", "transcript", "chapters", "artwork", "file", "page"]

# Where addresses stand: the element, its attribute, "" for its text, and what the address is for.
_PLACES: tuple[tuple[str, str, Role], ...] = (
    ("link", "", "page"),
    ("itunes:image", "href", "artwork"),
    ("podcast:license", "url", "page"),
    ("podcast:funding", "url", "page"),
    ("podcast:person", "href", "page"),
    ("podcast:person", "img", "file"),
    ("enclosure", "url", "episode"),
    ("podcast:transcript", "url", "transcript"),
    ("podcast:chapters", "url", "chapters"),
)
# A parser of HTML takes minutes for what is made to hold it up.
_LINK = re.compile(r"""<a\s[^<>]*\bhref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)


class Reference(Struct, frozen=True):
    """An address that a feed names, and what should be found there.

    `kind` is the media type, `length` the size in bytes, `language` that of a transcript, `duration_ms` how long the
    episode is: each None where the feed doesn't tell. `marks` are the chapters that a file of chapters repeats.
    """

    address: str
    role: Role
    where: str = CHANNEL
    kind: str | None = None
    length: int | None = None
    language: str | None = None
    duration_ms: int | None = None
    marks: tuple[Mark, ...] = ()


class Named(Struct, frozen=True):
    """An address as it is written in a feed: in which element, in which attribute ("" for its text), and what for."""

    text: str
    element: str
    attribute: str
    role: Role
    node: Node


def references(feed: bytes, address: str) -> tuple[Reference, ...]:
    """Each thing that a feed at an address refers to, once, in their order; nothing of what is no feed.

    Fragments are left out: what is asked for is the page.
    """
    channel = read_channel(feed)
    if isinstance(channel, Complaint):
        return ()
    found = [_reference(named, CHANNEL, channel, address) for named in named_in(channel) if named.text]
    for index, item in enumerate(channel.all("item")):
        found += [_reference(named, name_of(item, index), item, address) for named in named_in(item) if named.text]
    fetchable = (reference for reference in found if address_fault(reference.address) is None)
    return tuple({(each.address, each.role): each for each in reversed([*fetchable])}.values())[::-1]


def name_of(item: Node, index: int) -> str:
    """What an episode is called in complaints: its title, else its guid, else its place in the feed."""
    return item.text_of("title") or item.text_of("guid") or f"item {index + 1}"


def named_in(holder: Node) -> Iterator[Named]:
    """The addresses of a channel or an item, in an order that doesn't depend on that of the elements."""
    for link in holder.all("atom:link"):
        yield Named(link.get("href"), "atom:link", "href", "feed" if link.get("rel") == "self" else "file", link)
    for element, attribute, role in _PLACES:
        for node in holder.all(element):
            text = node.get(attribute) if attribute else node.text
            if text or role not in ("page", "file"):
                yield Named(text, element, attribute, role, node)
    for image in holder.all("image"):
        for element, purpose in (("url", "artwork"), ("link", "page")):
            yield from (Named(node.text, f"image/{element}", "", _role(purpose), node) for node in image.all(element))
    for node in holder.all("podcast:image"):
        square = node.get("aspect-ratio") in ("", "1/1")
        yield Named(node.get("href"), "podcast:image", "href", "artwork" if square else "file", node)
    for alternate in holder.all("podcast:alternateEnclosure"):
        for node in alternate.all("podcast:source"):
            yield Named(node.get("uri"), "podcast:source", "uri", "file", alternate)
    yield from _linked(holder)


def _role(purpose: str) -> Role:
    return "artwork" if purpose == "artwork" else "page"


def _linked(holder: Node) -> Iterator[Named]:
    """The pages that chapters and show notes lead to."""
    for chapters in holder.all("psc:chapters"):
        for node in chapters.all("psc:chapter"):
            if node.get("href"):
                yield Named(node.get("href"), "psc:chapter", "href", "page", node)
    for notes in holder.all("content:encoded"):
        for href in _links(notes.text):
            yield Named(href, "content:encoded", "href", "page", notes)


def _links(notes: str) -> Iterator[str]:
    """Where the links of show notes lead to, but for those that open no page."""
    for match in _LINK.finditer(notes):
        href = unescape(match[1] or match[2] or "").strip()
        if href and not href.lower().startswith(("mailto:", "tel:")):
            yield href


def _reference(named: Named, where: str, holder: Node, base: str) -> Reference:
    node, role = named.node, named.role
    try:
        address = urldefrag(urljoin(base, named.text)).url
    except ValueError:
        address = named.text
    if role == "page":
        return Reference(address, role, where)
    duration = milliseconds(holder.text_of("itunes:duration"))
    marks = simple_marks(holder) if role == "chapters" else ()
    length, language = number(node.get("length")), node.get("language")
    return Reference(address, role, where, node.get("type") or None, length, language or None, duration, marks)
