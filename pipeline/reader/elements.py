"""What the tree of Python-Markdown needs before it is read as blocks. Pure."""

from __future__ import annotations

import xml.etree.ElementTree as etree

Element = etree.Element
BLOCK_TAGS = frozenset(
    {"p", "ul", "ol", "dl", "table", "blockquote", "hr", "pre", "fence", "h1", "h2", "h3", "h4", "h5", "h6"}
)


def block_elements(parent: Element) -> list[Element]:
    """The block children of an element; runs of text and inline children between them as paragraphs."""
    blocks: list[Element] = []
    loose: Element | None = None

    def add_text(text: str | None) -> None:
        nonlocal loose
        if text and (text.strip() or loose is not None):
            loose = _paragraph_of(blocks, loose)
            if len(loose):
                loose[-1].tail = (loose[-1].tail or "") + text
            else:
                loose.text = (loose.text or "") + text

    add_text(parent.text)
    for child in parent:
        tail = child.tail
        if child.tag in BLOCK_TAGS:
            loose = None
            blocks.append(child)
        else:
            loose = _paragraph_of(blocks, loose)
            copy = etree.Element(child.tag, child.attrib)
            copy.text = child.text
            copy.extend(child)
            loose.append(copy)
        add_text(tail)
    return blocks


def _paragraph_of(blocks: list[Element], loose: Element | None) -> Element:
    if loose is None:
        loose = etree.Element("p")
        blocks.append(loose)
    return loose
