"""An author's words as the text of a link elsewhere. Pure."""

from __future__ import annotations

from pipeline.model import (
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    Link,
    NoteReference,
    Picture,
    Strong,
    Subscript,
    Superscript,
    Text,
)


def unlinked(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Inlines without links, marks of notes and pictures; what links and pictures say stays."""
    parts: list[Inline] = []
    for inline in inlines:
        match inline:
            case Link() | CrossReference():
                parts.extend(unlinked(inline.children))
            case NoteReference():
                pass
            case Picture():
                parts.append(Text(inline.alt or ""))
            case Foreign():
                parts.append(Foreign(unlinked(inline.children), inline.language))
            case Emphasis() | Strong() | Subscript() | Superscript():
                parts.append(type(inline)(unlinked(inline.children)))
            case _:
                parts.append(inline)
    return tuple(parts)
