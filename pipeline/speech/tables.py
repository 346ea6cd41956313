"""What is said of a table: its caption and shape, then each cell under its column's name, row by row. Pure."""

from __future__ import annotations

import re

from pipeline.locales import Said
from pipeline.model import Prose, Row, Table, plain
from pipeline.speech.engine import Phrase
from pipeline.speech.phrases import is_speakable, joined
from pipeline.speech.scribe import AFTER_CELL, AFTER_CUE, AFTER_PARAGRAPH, NARRATOR, Scribe

_NOTHING = re.compile(r"[\s.…‐-―−-]*")
_CHECKS, _CROSSES = frozenset("✓✔☑✅"), frozenset("✗✘✕✖❌☒×")


def tell_table(scribe: Scribe, block: Table) -> None:
    """Say all of a table. Every cell is said, an empty one as empty."""
    say, of = scribe.cues, len(block.rows)
    label = say.table.format(number=block.number)
    scribe.mark(block.id, f"{label} {plain(block.caption)}", "table")
    scribe.say(f"{block.id}-cap", (scribe.own(f"{label} "), *scribe.words(block.caption)), NARRATOR, AFTER_CUE)
    _tell_shape(scribe, block)
    heads = [_head(scribe, cell.content) for cell in block.head.cells]
    for n, row in enumerate(block.rows, 1):
        # At each row a counter would drown the cells: the first, the last and every fifth keep the place.
        if n in (1, of) or n % 5 == 0:
            scribe.cue(f"{row.id}-start", say.row.format(n=n, of=of))
        _tell_row(scribe, row, heads)
    scribe.cue(f"{block.id}-end", say.table_end, AFTER_PARAGRAPH)


def _tell_shape(scribe: Scribe, block: Table) -> None:
    """How many rows and columns there are and what the columns are called, a corner without a name left out."""
    say = scribe.cues
    rows, columns = say.count("rows", len(block.rows)), say.count("columns", len(block.align))
    phrases = [scribe.own(say.table_shape.format(rows=rows, columns=columns))]
    between = ": "
    for cell in block.head.cells:
        if cell.content:
            phrases += (scribe.own(between), *scribe.words(cell.content))
            between = ", "
    scribe.say(block.head.id, phrases, NARRATOR, AFTER_CUE)


def _head(scribe: Scribe, name: Prose) -> tuple[Phrase, ...]:
    """A column's name as it stands before each of its cells; nothing when it has none."""
    phrases = joined(scribe.words(name))
    if not phrases:
        return ()
    last = Phrase(phrases[-1].text.rstrip(": "), phrases[-1].language)
    mark = " " if last.text.endswith(("!", "?", "…")) else ": "
    return joined((*phrases[:-1], last, scribe.own(mark)))


def _tell_row(scribe: Scribe, row: Row, heads: list[tuple[Phrase, ...]]) -> None:
    for n, (cell, head) in enumerate(zip(row.cells, heads, strict=True), 1):
        words = scribe.words(cell.content)
        text = "".join(phrase.text for phrase in words)
        if not is_speakable(text) or text in _CROSSES:
            words = (scribe.own(_sign(text, scribe.cues)),)
        # Rows are told apart by their pauses where no counter stands between them.
        pause = AFTER_PARAGRAPH if n == len(row.cells) else AFTER_CELL
        scribe.say(cell.id, (*head, *words), NARRATOR, pause)


def _sign(text: str, say: Said) -> str:
    """What is said of a cell that holds no words: what is missing, or what sign stands for it."""
    if _NOTHING.fullmatch(text):
        return say.empty
    if set(text) & _CHECKS:
        return say.check
    return say.cross if set(text) & _CROSSES else say.sign
