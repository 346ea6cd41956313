"""A feed as elements: bytes in, the outermost element or a Complaint out. Wraps lxml. Pure.

What was fetched may be anybody's: lxml loads nothing, expands nothing, and gives up on what is too deep or too large.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from pipeline.errors import Complaint, complaint

CHANNEL = "channel"
"""Where something is that concerns the podcast as a whole."""
MOST_BYTES = 20_000_000
MOST_EPISODES = 20_000

_PREFIXES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "http://podlove.org/simple-chapters": "psc",
}
_SPACE = " \t\r\n"
_ENCODINGS = frozenset({"utf-8", "ascii", "us-ascii"})


class Node:
    """An element. Names have the prefixes above, whichever the feed itself uses; foreign names have their namespace."""

    def __init__(self, node: etree._Element) -> None:
        self._node = node

    @property
    def name(self) -> str:
        """Its name, such as `itunes:image`."""
        namespace, _, local = str(self._node.tag).removeprefix("{").rpartition("}")
        prefix = _PREFIXES.get(namespace)
        return f"{prefix}:{local}" if prefix else str(self._node.tag)

    @property
    def text(self) -> str:
        """What stands in it, without its children and the white space around."""
        return "".join((self._node.text or "", *(child.tail or "" for child in self._node))).strip(_SPACE)

    def get(self, attribute: str) -> str:
        """An attribute without the white space around it, "" where there is none."""
        return (self._node.get(attribute) or "").strip(_SPACE)

    @property
    def attributes(self) -> Iterator[str]:
        """The values of all attributes."""
        yield from map(str, self._node.attrib.values())

    def all(self, name: str) -> list[Node]:
        """Its children of a name, in their order."""
        return self._named.get(name, [])

    def first(self, name: str) -> Node | None:
        """Its first child of a name."""
        return next(iter(self.all(name)), None)

    def text_of(self, name: str) -> str:
        """The text of its first child of a name, "" where there is none."""
        found = self.first(name)
        return found.text if found else ""

    @cached_property
    def children(self) -> list[Node]:
        """All of its children."""
        return [Node(node) for node in self._node.iterchildren("*")]

    @cached_property
    def _named(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for child in self.children:
            found.setdefault(child.name, []).append(child)
        return found

    def walk(self) -> Iterator[Node]:
        """Itself and all that is in it."""
        return map(Node, self._node.iter("*"))


def read_channel(feed: bytes) -> Node | Complaint:
    """The channel of a feed, or why there is none."""
    if len(feed) > MOST_BYTES:
        return complaint(CHANNEL, "feed-too-large", count=len(feed), most=MOST_BYTES)
    try:
        feed.decode("utf-8")
    except UnicodeDecodeError as error:
        return complaint(CHANNEL, "feed-not-utf8", number=error.start)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(feed, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return complaint(CHANNEL, "feed-not-xml", problem=str(error) or "empty")
    about = root.getroottree().docinfo
    if (about.encoding or "utf-8").lower() not in _ENCODINGS:
        return complaint(CHANNEL, "feed-not-utf8", number=0)
    if about.internalDTD is not None:
        return complaint(CHANNEL, "feed-with-doctype")
    if root.tag != "rss" or root.get("version") != "2.0":
        return complaint(CHANNEL, "feed-not-rss", text=f"{root.tag} {root.get('version') or ''}".strip())
    count = sum(1 for _ in root.iterfind("channel/item"))
    if count > MOST_EPISODES:
        return complaint(CHANNEL, "too-many-episodes", count=count, most=MOST_EPISODES)
    return Node(root).first("channel") or complaint(CHANNEL, "no-channel")
