"""What is said of a table: its caption and shape, then each cell under its column's name, row by row. Pure."""

from __future__ import annotations

import re

from pipeline.locales import Said
from pipeline.model import Prose, Row, Table, plain
from pipeline.speech.engine import Phrase
from pipeline.speech.phrases import is_speakable, joined
from pipeline.speech.scribe import AFTER_CELL, AFTER_CUE, AFTER_PARAGRAPH, LAST, NARRATOR, Scribe

_NOTHING = re.compile(r"[\s.…‐-―−-]*")
_CHECKS, _CROSSES = frozenset("✓✔☑✅"), frozenset("✗✘✕✖❌☒×")


def tell_table(scribe: Scribe, block: Table) -> None:
    """Say all of a table. Every cell is said, an empty one as empty."""
    say, of = scribe.cues, len(block.rows)
    label, caption = say.table.format(number=block.number), plain(block.caption)
    scribe.mark(block.id, f"{label}: {caption}" if caption else label, "table")
    words = (scribe.own(f"{label}: "), *scribe.words(block.caption)) if caption else (scribe.own(label),)
    scribe.say(f"{block.id}-cap", words, NARRATOR, AFTER_CUE)
    names = [_name(scribe, cell.content) for cell in block.head.cells]
    _tell_shape(scribe, block, names)
    heads = [_head(scribe, name) for name in names]
    for n, row in enumerate(block.rows, 1):
        # Of how many is told at the first, the last and every fifth: at each row it would drown the cells.
        form = say.row_of if n in (1, of) or n % 5 == 0 else say.row
        scribe.cue(f"{row.id}-start", form.format(n=n, of=of))
        _tell_row(scribe, row, heads)
    scribe.cue(f"{block.id}-end", say.table_end, AFTER_PARAGRAPH, LAST)
    scribe.leave(block.id)


def _tell_shape(scribe: Scribe, block: Table, names: list[tuple[Phrase, ...]]) -> None:
    """How many rows and columns there are and what the columns are called, a corner without a name left out."""
    say = scribe.cues
    rows, columns = say.count("rows", len(block.rows)), say.count("columns", len(block.align))
    phrases = [scribe.own(say.table_shape.format(rows=rows, columns=columns))]
    between = ": "
    for name in filter(None, names):
        phrases += (scribe.own(between), *name)
        between = ", "
    scribe.say(block.head.id, phrases, NARRATOR, AFTER_CUE)


def _name(scribe: Scribe, content: Prose) -> tuple[Phrase, ...]:
    """A column's name without the colon that it may end in; nothing when it has none."""
    phrases = joined(scribe.words(content))
    return joined((*phrases[:-1], *(Phrase(last.text.rstrip(": "), last.language) for last in phrases[-1:])))


def _head(scribe: Scribe, name: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """A column's name as it stands before each of its cells; nothing when it has none."""
    if not name:
        return ()
    return joined((*name, scribe.own(" " if name[-1].text.endswith(("!", "?", "…")) else ": ")))


def _tell_row(scribe: Scribe, row: Row, heads: list[tuple[Phrase, ...]]) -> None:
    for n, (cell, head) in enumerate(zip(row.cells, heads, strict=True), 1):
        words = scribe.words(cell.content)
        text = "".join(phrase.text for phrase in words)
        if not is_speakable(text) or text in _CROSSES:
            words = (scribe.own(_sign(text, scribe.cues)),)
        pause = AFTER_PARAGRAPH if n == len(row.cells) else AFTER_CELL
        scribe.say(cell.id, (*head, *words), NARRATOR, pause)


def _sign(text: str, say: Said) -> str:
    """What is said of a cell that holds no words: what is missing, or what sign stands for it."""
    if _NOTHING.fullmatch(text):
        return say.empty
    if set(text) & _CHECKS:
        return say.check
    return say.cross if set(text) & _CROSSES else say.sign
