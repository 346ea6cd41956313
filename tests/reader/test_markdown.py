"""What each kind of Markdown becomes: the cases in tests/cases/markdown-*.md.

Expected is an outline: a line a block, indented below the one that holds it, sentences parted by " / ", inlines
as kind[words]. Findings follow as "! line:column code", lines counted from the source's first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

import pytest
from PIL import Image

from pipeline.model import (
    Block,
    ChartFigure,
    Code,
    CodeBlock,
    CrossReference,
    DefinitionList,
    Emphasis,
    Foreign,
    Heading,
    ImageFigure,
    Inline,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    NoteReference,
    Ornament,
    Paragraph,
    Picture,
    Prose,
    Quote,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from pipeline.reader.load import load
from tests.cases import Case, read_cases

FRONT = "---\ntitle: Titel\n---\n"
KINDS = ("blocks", "lists", "inlines", "tables", "notes")
CASES = [case for kind in KINDS for case in read_cases(f"markdown-{kind}")]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_markdown_becomes_what_the_case_says(case: Case, tmp_path: Path) -> None:
    assert [line.rstrip() for line in outline(case.source, tmp_path)] == case.expected.split("\n")


def test_cases_are_many_and_each_once() -> None:
    assert len({case.title for case in CASES}) == len(CASES) >= 70


def outline(source: str, folder: Path) -> Iterator[str]:
    """The outline of a section and its findings."""
    Image.new("L", (2, 2)).save(folder / "punkt.png")
    (folder / "book.yaml").write_text("title: B\nlanguage: de\ncreator: R\ndate: 2026-01-01\n", encoding="utf-8")
    (folder / "titel.md").write_text(f"{FRONT}{source}\n", encoding="utf-8")
    reading = load(folder)
    (chapter,) = reading.manuscript.chapters
    yield from _blocks(chapter.blocks, "")
    for note in chapter.notes:
        yield f"note {note.number} ({len(note.references)})"
        yield from _blocks(note.blocks, "  ")
    for finding in reading.findings:
        yield f"! {finding.line - FRONT.count(chr(10))}:{finding.column} {finding.code}"


def _blocks(blocks: tuple[Block, ...], margin: str) -> Iterator[str]:
    for block in blocks:
        name = "" if block.id.startswith("titel-") else f" #{block.id}"
        language = getattr(block, "language", None)
        name += f" {{{language}}}" if language else ""
        first, *others = _block(block)
        yield f"{margin}{first.partition(' ')[0]}{name}{first.removeprefix(first.partition(' ')[0])}"
        yield from (f"{margin}  {line}" for line in others)


def _block(block: Block) -> Iterator[str]:
    """The block's own line, then those within it."""
    match block:
        case Heading():
            yield f"h{block.level} {_prose(block.content)}"
        case Paragraph():
            yield f"p{'.' + block.role if block.role else ''} {_prose(block.content)}"
        case Quote():
            yield "quote"
            yield from _blocks(block.blocks, "")
        case ItemList():
            yield (f"ol {block.start}" if block.ordered else "ul") + (f" {block.item_name}" if block.item_name else "")
            yield from _items("-", block.items)
        case DefinitionList():
            yield f"dl{'.' + block.role if block.role else ''}"
            for entry in block.entries:
                yield from (f"= {_prose(term)}" for term in entry.terms)
                yield from _items(":", entry.details)
        case Table():
            yield f"table {block.row_heads} {_prose(block.caption)}"
            align = [letter[0] if letter else "." for letter in block.align]
            yield "".join(align)
            yield from (" | ".join(_prose(cell.content) for cell in row.cells) for row in (block.head, *block.rows))
        case ChartFigure():
            yield f"chart {block.chart.kind} {_prose(block.caption)} ({_prose(block.source)})"
        case ImageFigure():
            yield f"figure {block.number or '-'} {_inline(block.picture)} {_prose(block.caption)}"
        case CodeBlock():
            yield f"code {block.syntax or '-'}"
            yield from block.text.split("\n")
        case Ornament():
            yield "ornament"
        case _:
            assert_never(block)


def _items(sign: str, items: tuple[ListItem, ...]) -> Iterator[str]:
    for item in items:
        first, *others = [*_blocks(item.blocks, "")] or ["nothing"]
        name = "" if item.id.startswith("titel-") else f"#{item.id} "
        yield f"{sign} {name}{first}"
        yield from (f"  {line}" for line in others)


def _prose(prose: Prose) -> str:
    return " / ".join("".join(map(_inline, sentence.inlines)) for sentence in prose)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Emphasis(children):
            return f"em[{_all(children)}]"
        case Strong(children):
            return f"strong[{_all(children)}]"
        case Subscript(children):
            return f"sub[{_all(children)}]"
        case Superscript(children):
            return f"sup[{_all(children)}]"
        case Code(text):
            return f"code[{text}]"
        case Foreign(children, language):
            return f"{language}[{_all(children)}]"
        case Link(children, url, title):
            return f"link[{_all(children)} -> {url}{f' {title!r}' if title else ''}]"
        case CrossReference(children, target):
            return f"ref[{_all(children)} -> {target}]"
        case Picture(source, alt, decorative):
            return f"image[{'decorative' if decorative else alt} -> {source}]"
        case NoteReference():
            return f"note[{inline.number}]"
        case LineBreak():
            return "br[]"
        case _:
            assert_never(inline)


def _all(inlines: tuple[Inline, ...]) -> str:
    return "".join(map(_inline, inlines))
