"""Blocks in, XHTML out, in which the words of some sentences have elements of their own. Pure but for its counter."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import count

from msgspec.structs import replace

from pipeline.model import Code, Inline, NoteReference, Picture, Sentence, Text
from pipeline.writers.markup import escape
from pipeline.writers.wording import pieces, with_marks, word_id
from pipeline.writers.xhtml import Xhtml


class WordedXhtml(Xhtml, frozen=True):
    """As Xhtml; `worded` are the ids of the sentences whose words light up. `ids` are those of a sentence's words."""

    worded: Container[str] = frozenset()
    ids: Iterator[str] | None = None

    def sentence(self, sentence: Sentence) -> str:
        """The words of a sentence, each in a span where they light up one by one."""
        if sentence.id not in self.worded:
            return Xhtml.sentence(self, sentence)
        ids = (word_id(sentence.id, number) for number in count(1))
        return replace(self, ids=ids).inlines(sentence.inlines)

    def inlines(self, inlines: tuple[Inline, ...]) -> str:
        """Inline content."""
        if self.ids is None:
            return Xhtml.inlines(self, inlines)
        return "".join(self._by_word(inline, marks, self.ids) for inline, marks in with_marks(inlines))

    def _by_word(self, inline: Inline, marks: tuple[NoteReference, ...], ids: Iterator[str]) -> str:
        match inline:
            case Text(text):
                return self._words(text, marks, ids)
            case Code(text):
                return f"<code>{self._words(text, marks, ids)}</code>"
            case NoteReference():
                return self._inline(inline).replace("<sup ", f'<sup id="{next(ids)}" ', 1)
            case Picture(alt=alt) if alt:
                return self._inline(inline).replace("<img ", f'<img id="{next(ids)}" ', 1)
            case _:
                return self._inline(inline)

    def _words(self, text: str, marks: tuple[NoteReference, ...], ids: Iterator[str]) -> str:
        """A text with its words in spans, the last with the marks of notes at it."""
        found = list(pieces(text))
        parts = []
        for number, (piece, is_word) in enumerate(found, 1):
            own = "".join(map(self._inline, marks)) if number == len(found) else ""
            parts.append(f'<span id="{next(ids)}">{escape(piece)}{own}</span>' if is_word else escape(piece))
        return "".join(parts)
