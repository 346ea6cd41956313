"""Inlines in, Sentences out. Pure: where a sentence begins is sentences.py's to say.

Links, code and pictures stay whole; stress and language spans are cut with their text.
"""

from __future__ import annotations

from pipeline.model import (
    Code,
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    NoteReference,
    Picture,
    Prose,
    Sentence,
    Strong,
    Subscript,
    Superscript,
    Text,
    flatten,
)
from pipeline.reader.sentences import breaks

_OPAQUE = "\ufffc"


def sentences(inlines: tuple[Inline, ...], block_id: str, language: str) -> Prose:
    """Cut inlines into sentences. Links, code and pictures stay whole; other marks are cut with their text."""
    flat, closed = _flat(inlines)
    offsets = [offset for offset in breaks(flat, language) if not any(start < offset < end for start, end in closed)]
    parts = _cut(inlines, offsets, [0])
    found = (stripped for part in parts if (stripped := strip(tuple(part))))
    return tuple(Sentence(f"{block_id}-s{n}", part) for n, part in enumerate(found, 1))


def _flat(inlines: tuple[Inline, ...]) -> tuple[str, list[tuple[int, int]]]:
    """The text that the segmenter sees, and the spans in which it must not cut."""
    parts: list[str] = []
    closed: list[tuple[int, int]] = []
    position = 0
    for inline in inlines:
        match inline:
            case Text(text):
                piece = text
            case Code() | Link() | CrossReference():
                piece = _flat_atom(inline)
                closed.append((position, position + len(piece)))
            case Picture() | NoteReference():
                piece = _OPAQUE
            case LineBreak():
                piece = " "
            case _:
                piece, inner = _flat(inline.children)
                closed.extend((position + start, position + end) for start, end in inner)
        parts.append(piece)
        position += len(piece)
    return "".join(parts), closed


def _flat_atom(inline: Code | Link | CrossReference) -> str:
    text = inline.text if isinstance(inline, Code) else flatten(inline.children)
    return text or _OPAQUE


def _cut(inlines: tuple[Inline, ...], offsets: list[int], position: list[int]) -> list[list[Inline]]:
    """Parts of the inlines between the offsets; `position` is how far the whole text has been walked."""
    parts: list[list[Inline]] = [[]]
    for inline in inlines:
        match inline:
            case Text(text):
                start = position[0]
                position[0] += len(text)
                inside = [o - start for o in offsets if start < o < position[0]]
                pieces = [text[a:b] for a, b in zip([0, *inside], [*inside, len(text)], strict=True)]
                if start in offsets and parts[-1]:
                    parts.append([])
                parts[-1].append(Text(pieces[0]))
                parts.extend([Text(piece)] for piece in pieces[1:])
            case Emphasis() | Strong() | Subscript() | Superscript() | Foreign():
                if position[0] in offsets and parts[-1]:
                    parts.append([])
                for n, children in enumerate(_cut(inline.children, offsets, position)):
                    made = _with_children(inline, tuple(children))
                    if n:
                        parts.append([made])
                    else:
                        parts[-1].append(made)
            case _:
                if position[0] in offsets and parts[-1]:
                    parts.append([])
                position[0] += len(_flat((inline,))[0])
                parts[-1].append(inline)
    return parts


_Container = Emphasis | Strong | Subscript | Superscript | Foreign


def _with_children(inline: _Container, children: tuple[Inline, ...]) -> Inline:
    if isinstance(inline, Foreign):
        return Foreign(children, inline.language)
    return type(inline)(children)


def strip(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Without blanks and line breaks at both ends, and without what is empty then."""
    return _strip_end(_strip_end(inlines, first=True), first=False)


def _strip_end(inlines: tuple[Inline, ...], *, first: bool) -> tuple[Inline, ...]:
    while inlines:
        end = inlines[0] if first else inlines[-1]
        rest = inlines[1:] if first else inlines[:-1]
        kept: Inline | None = end
        match end:
            case LineBreak():
                kept = None
            case Text(text):
                text = text.lstrip(" ") if first else text.rstrip(" ")
                kept = Text(text) if text else None
            case Emphasis() | Strong() | Subscript() | Superscript() | Foreign():
                children = _strip_end(end.children, first=first)
                kept = _with_children(end, children) if children else None
            case _:
                pass
        if kept is not None:
            return (kept, *rest) if first else (*rest, kept)
        inlines = rest
    return ()
