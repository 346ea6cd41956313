"""All that a feed leads to, and what it says of each. Wraps lxml, which is told to fetch nothing. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lxml import etree

Role = Literal["episode", "transcript", "chapters", "artwork", "file", "page"]

_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
# Where an address stands: the element, the attribute, None for its text, and what the address is for.
_PLACES: tuple[tuple[str, str | None, Role], ...] = (
    ("enclosure", "url", "episode"),
    ("podcast:transcript", "url", "transcript"),
    ("podcast:chapters", "url", "chapters"),
    ("itunes:image", "href", "artwork"),
    ("image/url", None, "artwork"),
    ("podcast:image", "href", "artwork"),
    ("podcast:alternateEnclosure/podcast:source", "uri", "file"),
    ("atom:link", "href", "file"),
    ("link", None, "page"),
)


class NoFeedError(Exception):
    """What was fetched is no feed. `code` and `details` say why, as those of a Complaint do."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class Reference:
    """An address that a feed names. `kind` is the media type and `length` the bytes that it tells, None for neither."""

    address: str
    role: Role
    kind: str | None = None
    length: int | None = None


def references(feed: bytes) -> tuple[Reference, ...]:
    """Each address of a feed once, in the order of their roles. Raises NoFeedError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(feed, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoFeedError("not-xml", reason=error) from error
    if root.tag != "rss" or root.find("channel") is None:
        raise NoFeedError("not-rss")
    found = dict[str, Reference]()
    for way, attribute, role in _PLACES:
        for node in root.iterfind(f".//{way}", _PREFIXES):
            address = ((node.get(attribute) if attribute else node.text) or "").strip()
            if address and node.get("rel") != "self":
                found.setdefault(address, _reference(address, role, node))
    return tuple(found.values())


def _reference(address: str, role: Role, node: etree._Element) -> Reference:
    holder = node.getparent() if role == "file" and node.get("type") is None else node
    kind = holder.get("type") if holder is not None else None
    length = node.get("length") or ""
    return Reference(address, role, kind, int(length) if length.isdecimal() else None)
