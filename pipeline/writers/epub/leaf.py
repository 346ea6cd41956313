"""A page that no author wrote: its markup, and what it says, noted while it is written. Pure but for what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct, field

from pipeline.model import Foreign, Inline, Prose, Text
from pipeline.writers.markup import escape, generated
from pipeline.writers.xhtml import Xhtml


class Container(Struct, frozen=True):
    """What a listener may skip or leave: its kind (EPUB Structural Semantics Vocabulary 1.1) and its element's id.

    The kind is "" for a sentence, which only holds its words.
    """

    kind: str
    id: str


class Saying(Struct, frozen=True):
    """What a page says in one breath: its element's id, its words, and what it stands in, the outermost first."""

    id: str
    inlines: tuple[Inline, ...]
    within: tuple[Container, ...] = ()


class Part(Struct, frozen=True):
    """Words of a line, as markup and as inlines."""

    markup: str
    inlines: tuple[Inline, ...]


class Leaf(Struct):
    """A page in the making. What has an id and words is said when it is written."""

    write: Xhtml
    sayings: list[Saying] = field(default_factory=list)
    _markup: list[str] = field(default_factory=list)
    _within: tuple[Container, ...] = ()

    @property
    def markup(self) -> str:
        """All that is written."""
        return "".join(self._markup)

    def raw(self, markup: str) -> None:
        """Markup that says nothing."""
        self._markup.append(markup)

    def own(self, text: str) -> Part:
        """Words of the pipeline's own."""
        words: Inline = Text(text)
        if self.write.words.language != self.write.language:
            words = Foreign((words,), self.write.words.language)
        return Part(generated(text, self.write.words, self.write.language), (words,))

    def prose(self, prose: Prose) -> Part:
        """The author's words, each sentence in its span."""
        return Part(self.write.prose(prose), _joined(prose))

    def bare(self, prose: Prose) -> Part:
        """The author's words, without spans."""
        return Part(self.write.bare(prose), _joined(prose))

    def unread(self, text: str, instead: str) -> Part:
        """The author's words that no voice can say so that anybody is helped, and what it says instead of them."""
        return Part(escape(text), self.own(instead).inlines)

    def line(self, tag: str, name: str, *parts: Part, attributes: str = "") -> None:
        """An element of words, a blank between two parts, and its line end."""
        content = " ".join(part.markup for part in parts)
        self.raw(f'<{tag} id="{name}"{attributes}>{content}</{tag}>\n')
        self.say(name, *parts)

    def say(self, name: str, *parts: Part) -> None:
        """What an element says that is already written."""
        inlines: tuple[Inline, ...] = ()
        for part in parts:
            inlines += (Text(" "), *part.inlines) if inlines else part.inlines
        self.sayings.append(Saying(name, inlines, self._within))

    @contextmanager
    def inside(self, kind: str, tag: str, name: str, attributes: str = "") -> Iterator[None]:
        """An element of lines that a listener may skip or leave."""
        outer = self._within
        self._within = (*outer, Container(kind, name))
        self.raw(f'<{tag} id="{name}"{attributes}>\n')
        yield
        self.raw(f"</{tag}>\n")
        self._within = outer


def given(text: str) -> Part:
    """Words of the author's that are no Markdown."""
    return Part(escape(text), (Text(text),))


def _joined(prose: Prose) -> tuple[Inline, ...]:
    inlines: tuple[Inline, ...] = ()
    for sentence in prose:
        inlines += (Text(" "), *sentence.inlines) if inlines else sentence.inlines
    return inlines
