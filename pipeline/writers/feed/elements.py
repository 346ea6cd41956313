"""XML of feeds, element by element. Wraps lxml, which escapes whatever an author wrote. Pure."""

from __future__ import annotations

from typing import Self

from lxml import etree

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}


class Element:
    """An element that children are added to, in their order. Names may have one of the NAMESPACES' prefixes."""

    def __init__(self, node: etree._Element) -> None:
        self._node = node

    @classmethod
    def root(cls, name: str, **attributes: str) -> Self:
        """The outermost element, which declares all prefixes."""
        return cls(etree.Element(name, attributes, nsmap=NAMESPACES))

    def add(self, name: str, text: str | None = None, /, **attributes: str | None) -> Element:
        """Add a child; an attribute that is None is left out, an underscore at the end of a name or in it is one."""
        prefix, _, local = name.rpartition(":")
        node = etree.SubElement(self._node, f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local)
        for key, value in attributes.items():
            if value is not None:
                node.set(key.rstrip("_").replace("_", "-"), value)
        node.text = text
        return Element(node)

    def add_html(self, name: str, html: str) -> None:
        """Add a child that holds HTML as text."""
        child = self.add(name)
        child._node.text = etree.CDATA(html) if "]]>" not in html else html

    def to_bytes(self) -> bytes:
        """A document in UTF-8."""
        return etree.tostring(self._node, xml_declaration=True, encoding="UTF-8", pretty_print=True)
