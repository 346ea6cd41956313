"""Links and images whose closing bracket is found in one look at the text. Pure.

Python-Markdown looks for it anew at each opening bracket, to the end of the block if there is none: a
page of opening brackets would take minutes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from types import MappingProxyType

from markdown import Markdown
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    IMAGE_REFERENCE_RE,
    LINK_RE,
    REFERENCE_RE,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE

_BRACKET = re.compile(r"[\[\]]")
# How many brackets to look at before all of them are paired: most links hold few, and pairing takes a while.
_NEAR = 50


class Bracketed(LinkInlineProcessor):
    """Finds the text between brackets, nested ones included, and remembers the pairs of the last long text."""

    _text = ""
    _pairs: Mapping[int, int] = MappingProxyType({})

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802  # as Python-Markdown calls it
        """The text from `index`, which is behind an opening bracket, the index behind its closing one, whether any."""
        end = self._closing(data, index)
        return ("", len(data), False) if end is None else (data[index:end], end + 1, True)

    def _closing(self, data: str, index: int) -> int | None:
        depth = 1
        for count, bracket in enumerate(_BRACKET.finditer(data, index)):
            depth += 1 if bracket[0] == "[" else -1
            if depth == 0:
                return bracket.start()
            if count == _NEAR:
                if data is not self._text:
                    self._text, self._pairs = data, _pairs(data)
                return self._pairs.get(index - 1)
        return None


def _pairs(text: str) -> dict[int, int]:
    """The index of the closing bracket of each opening one."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif opened:
            pairs[opened.pop()] = bracket.start()
    return pairs


# Without a blank between the two pairs (CommonMark, section 6.3): "[a] [b][name]" holds one reference.
_NAME = re.compile(r"\[([^\]]*)\]")


class _Reference(Bracketed, ReferenceInlineProcessor):
    """`[text][name]`."""

    RE_LINK = _NAME


class _Image(Bracketed, ImageInlineProcessor):
    """An image whose alternative and title are kept as the author wrote them: both are read as Markdown later."""

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802  # as above
        """The address, which is no Markdown, the title, the index behind both, and whether there are any."""
        address, title, end, handled = super().getLink(data, index)
        return re.sub(r"\\([\W_])", r"\1", address), title, end, handled

    def unescape(self, text: str) -> str:
        """Text as the author wrote it."""
        return INLINE_PLACEHOLDER_RE.sub(self._source, text)

    def _source(self, placeholder: re.Match[str]) -> str:
        """The Markdown of something that another pattern has found already."""
        inline = self.md.treeprocessors["inline"]
        assert isinstance(inline, InlineProcessor)
        found = inline.stashed_nodes.get(placeholder[1])
        if found is None:
            return placeholder[0]
        if isinstance(found, str):
            return re.sub("\x02([0-9]+)\x03", r"&#\1;", found)
        if found.tag == "mark":
            return f"[^{found.get('note')}]"
        text = unescape("".join(found.itertext()))
        marks = "``" if "`" in text else "`"
        return f"{marks} {text} {marks}" if found.tag == "code" else text


class _ImageReference(_Image, ImageReferenceInlineProcessor):
    """`![text][name]`."""

    RE_LINK = _NAME


class _ShortReference(Bracketed, ShortReferenceInlineProcessor): ...


class _ShortImageReference(_Image, ShortImageReferenceInlineProcessor): ...


def register_brackets(md: Markdown) -> None:
    """Put them in place of Python-Markdown's own, with its priorities but for images.

    Those come before all that their texts may hold, except code and notes.
    """
    patterns = md.inlinePatterns
    patterns.register(_Reference(REFERENCE_RE, md), "reference", 170)
    patterns.register(Bracketed(LINK_RE, md), "link", 160)
    patterns.register(_Image(IMAGE_LINK_RE, md), "image_link", 173)
    patterns.register(_ImageReference(IMAGE_REFERENCE_RE, md), "image_reference", 172)
    patterns.register(_ShortReference(REFERENCE_RE, md), "short_reference", 130)
    patterns.register(_ShortImageReference(IMAGE_REFERENCE_RE, md), "short_image_ref", 125)
