"""A manuscript in, what is said for it out. Pure: nothing is spoken here, and nothing normalised.

Every word of the author's is in one utterance, in reading order, but for what is silent on purpose (SILENT).
What the pipeline itself says stands around it: each object is announced, counted and ended, so that a
listener knows where it is, and can skip it by its mark. Each utterance keeps the id of what it speaks; those
of cues are that id with an ending.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, assert_never

from pipeline.charts.describe import spoken
from pipeline.locales import Said, said
from pipeline.model import (
    Block,
    Chapter,
    ChartFigure,
    CodeBlock,
    DefinitionList,
    Heading,
    ImageFigure,
    ItemList,
    Manuscript,
    Note,
    Ornament,
    Paragraph,
    Prose,
    Quote,
    Row,
    Table,
    plain,
)
from pipeline.speech.engine import Phrase
from pipeline.speech.phrases import joined, phrases_of
from pipeline.timeline import Mark

NARRATOR, ANSWER = "narrator", "answer"

SILENT: dict[str, str] = {
    "hashtags": "a row of tags read one by one tells nothing; their number is said instead",
    "marks of notes": "a number within a sentence breaks it; the notes follow as a chapter of their own",
    "ornaments": "they are pauses",
    "decorative pictures": "their author says that there is nothing to see",
    "addresses of links": "the words of the link say where it leads",
}
"""What is not spoken, and why."""

# Silence after an utterance, in milliseconds.
_AFTER_SENTENCE, _AFTER_PARAGRAPH, _AFTER_HEADING, _AFTER_TITLE, _AFTER_CUE, _AFTER_CELL = 260, 620, 700, 1000, 320, 300
_AFTER_ORNAMENT, _AFTER_SECTION = 1400, 1600

MarkKind = Literal["section", "heading", "table", "chart", "image", "list", "question", "notes"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one voice says in one breath, as written. `speaker` is a role to cast; `pause_ms` the silence after it."""

    id: str
    phrases: tuple[Phrase, ...]
    speaker: str
    pause_ms: int


@dataclass(frozen=True, slots=True)
class SectionScript:
    """What is said for one section. Its first mark is the section's own; marks are in order of time."""

    id: str
    title: str
    language: str
    utterances: tuple[Utterance, ...]
    marks: tuple[Mark, ...]


def write_script(manuscript: Manuscript) -> tuple[SectionScript, ...]:
    """What is said for each section of a manuscript."""
    return tuple(_section(chapter, manuscript.metadata.language) for chapter in manuscript.chapters)


def speakers(scripts: Iterable[SectionScript]) -> tuple[str, ...]:
    """Everyone who speaks, the narrator first, the others in order of appearance."""
    found = dict.fromkeys((NARRATOR, *(u.speaker for script in scripts for u in script.utterances)))
    return tuple(found)


def _section(chapter: Chapter, book_language: str) -> SectionScript:
    language = chapter.language or book_language
    scribe = _Scribe(language, plain(chapter.voice) or NARRATOR)
    scribe.mark(f"{chapter.id}-title", plain(chapter.title), "section")
    scribe.prose(chapter.title, NARRATOR, _AFTER_TITLE, _AFTER_TITLE)
    say = said(language)
    if chapter.voice:
        before, _, after = say.voice.partition("{voice}")
        scribe.say(f"{chapter.id}-voice-s1", before, chapter.voice, after, NARRATOR, _AFTER_HEADING)
    scribe.blocks(chapter.blocks)
    if chapter.source:
        before, _, after = say.source.partition("{source}")
        scribe.say(f"{chapter.id}-source-s1", before, chapter.source, after, NARRATOR, _AFTER_PARAGRAPH)
    scribe.notes(chapter.id, chapter.notes)
    scribe.lengthen(_AFTER_SECTION)
    return SectionScript(chapter.id, plain(chapter.title), language, tuple(scribe.utterances), tuple(scribe.marks))


@dataclass(slots=True)
class _Scribe:
    """Writes down one section. `language` and `speaker` are those of the blocks at hand."""

    language: str
    speaker: str
    utterances: list[Utterance] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    # -------------------------------------------------------------- writing down

    @property
    def cues(self) -> Said:
        """The words of the language at hand."""
        return said(self.language)

    def mark(self, name: str, title: str, kind: MarkKind) -> None:
        """Begin something to go to. Two marks never begin at once: the outer one stays."""
        if not self.marks or self.marks[-1].first < len(self.utterances):
            self.marks.append(Mark(name, title, kind, len(self.utterances)))

    def cue(self, name: str, text: str, pause_ms: int = _AFTER_CUE) -> None:
        """Words of the pipeline's own."""
        self.utterances.append(Utterance(name, (Phrase(text, self.cues.language),), NARRATOR, pause_ms))

    def say(self, name: str, before: str, prose: Prose, after: str, speaker: str, pause_ms: int) -> None:
        """Words of the author's between words of the pipeline's, in one breath."""
        own = self.cues.language
        inner = [
            phrase
            for sentence in prose
            for phrase in (*phrases_of(sentence.inlines, self.language), Phrase(" ", self.language))
        ]
        phrases = joined([Phrase(before, own), *inner[:-1], Phrase(after, own)])
        self.utterances.append(Utterance(name, phrases, speaker, pause_ms))

    def prose(self, prose: Prose, speaker: str, between_ms: int, after_ms: int) -> None:
        """Sentences, an utterance each."""
        for number, sentence in enumerate(prose, 1):
            pause = after_ms if number == len(prose) else between_ms
            phrases = joined(phrases_of(sentence.inlines, self.language))
            if phrases:
                self.utterances.append(Utterance(sentence.id, phrases, speaker, pause))

    def lengthen(self, pause_ms: int) -> None:
        """Give the last utterance a pause of at least this length."""
        if self.utterances:
            last = self.utterances[-1]
            self.utterances[-1] = Utterance(last.id, last.phrases, last.speaker, max(last.pause_ms, pause_ms))

    # -------------------------------------------------------------- blocks

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        """Blocks in order."""
        for block in blocks:
            outer = self.language
            if not isinstance(block, ChartFigure | CodeBlock | Ornament):
                self.language = block.language or outer
            self._block(block)
            self.language = outer

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self.mark(block.id, plain(block.content), "heading")
                self.prose(block.content, NARRATOR, _AFTER_SENTENCE, _AFTER_HEADING)
            case Paragraph(role="hashtags"):
                number = len(plain(block.content).split())
                self.cue(block.id, self.cues.count("hashtags", number), _AFTER_PARAGRAPH)
            case Paragraph():
                self.prose(block.content, self.speaker, _AFTER_SENTENCE, _AFTER_PARAGRAPH)
            case Quote():
                self.cue(f"{block.id}-start", self.cues.quote)
                self.blocks(block.blocks)
                self.cue(f"{block.id}-end", self.cues.quote_end, _AFTER_PARAGRAPH)
            case ItemList():
                self._list(block)
            case DefinitionList():
                self._definitions(block)
            case Table():
                self._table(block)
            case ChartFigure():
                self._chart(block)
            case ImageFigure():
                self._image(block)
            case CodeBlock():
                self.cue(f"{block.id}-start", self.cues.code)
                self.cue(block.id, block.text)
                self.cue(f"{block.id}-end", self.cues.code_end, _AFTER_PARAGRAPH)
            case Ornament():
                self.lengthen(_AFTER_ORNAMENT)
            case _:
                assert_never(block)

    def _list(self, block: ItemList) -> None:
        say, of = self.cues, len(block.items)
        self.mark(block.id, say.count("list_start", of).rstrip("."), "list")
        self.cue(f"{block.id}-start", say.count("list_start", of))
        name = block.item_name or say.item_name
        for n, item in enumerate(block.items, block.start if block.ordered else 1):
            last = of + (block.start - 1 if block.ordered else 0)
            self.cue(f"{item.id}-start", say.item.format(name=name, n=n, of=last))
            self.blocks(item.blocks)
        self.cue(f"{block.id}-end", say.list_end, _AFTER_PARAGRAPH)

    def _definitions(self, block: DefinitionList) -> None:
        say, of, questions = self.cues, len(block.entries), block.role == "faq"
        start, end = ("faq_start", say.faq_end) if questions else ("terms_start", say.terms_end)
        self.cue(f"{block.id}-start", say.count(start, of))
        for n, entry in enumerate(block.entries, 1):
            if questions:
                self.mark(entry.id, " ".join(plain(term) for term in entry.terms), "question")
            form = say.question if questions else say.term
            self.cue(f"{entry.id}-start", form.format(n=n, of=of))
            for term in entry.terms:
                self.prose(term, self.speaker, _AFTER_SENTENCE, _AFTER_CUE)
            outer = self.speaker
            if questions:
                self.cue(f"{entry.id}-answer", say.answer)
                self.speaker = ANSWER
            for detail in entry.details:
                self.blocks(detail.blocks)
            self.speaker = outer
        self.cue(f"{block.id}-end", end, _AFTER_PARAGRAPH)

    def _table(self, block: Table) -> None:
        say, of = self.cues, len(block.rows)
        label = say.table.format(number=block.number)
        self.mark(block.id, f"{label} {plain(block.caption)}", "table")
        self.say(f"{block.id}-cap", f"{label} ", block.caption, ".", NARRATOR, _AFTER_CUE)
        rows, columns = say.count("rows", of), say.count("columns", len(block.align))
        before, _, after = say.table_shape.format(rows=rows, columns=columns, names="\x00").partition("\x00")
        self._heads(block, before, after)
        for n, row in enumerate(block.rows, 1):
            # At each row a counter would drown the cells: the first, the last and every fifth keep the place.
            if n in (1, of) or n % 5 == 0:
                self.cue(f"{row.id}-start", say.row.format(n=n, of=of))
            self._row(row, block)
        self.cue(f"{block.id}-end", say.table_end, _AFTER_PARAGRAPH)

    def _heads(self, block: Table, before: str, after: str) -> None:
        """The shape of a table and the names of its columns, the corner's left out when it has none."""
        own = self.cues.language
        phrases: list[Phrase] = []
        for cell in block.head.cells:
            if cell.content:
                phrases += [Phrase(", ", own)] if phrases else []
                phrases += [p for sentence in cell.content for p in phrases_of(sentence.inlines, self.language)]
        named = joined([Phrase(before, own), *phrases, Phrase(after, own)])
        self.utterances.append(Utterance(block.head.id, named, NARRATOR, _AFTER_CUE))

    def _row(self, row: Row, table: Table) -> None:
        for n, cell in enumerate(row.cells):
            head = plain(table.head.cells[n].content)
            before = f"{self.cues.cell.format(head=head)} " if head else ""
            after = "." if cell.content else f"{self.cues.empty}."
            pause = _AFTER_CUE if n == len(row.cells) - 1 else _AFTER_CELL
            self.say(cell.id, before, cell.content, after, NARRATOR, pause)

    def _chart(self, block: ChartFigure) -> None:
        outer, self.language = self.language, block.chart.language
        sentences = spoken(block.chart, block.number)
        label = self.cues.figure.format(number=block.number)
        self.mark(block.id, f"{label} {plain(block.caption)}", "chart")
        last = len(sentences) - 1
        for n, sentence in enumerate(sentences):
            name = f"{block.id}-cap" if n == 0 else f"{block.id}-end" if n == last else f"{block.id}-v{n}"
            self.cue(name, sentence, _AFTER_PARAGRAPH if n == last else _AFTER_CUE)
        self.language = outer

    def _image(self, block: ImageFigure) -> None:
        if block.picture.decorative and not block.caption:
            return
        say = self.cues
        if block.caption:
            label = say.figure.format(number=block.number)
            self.mark(block.id, f"{label} {plain(block.caption)}", "image")
            self.say(f"{block.id}-cap", f"{label} ", block.caption, ".", NARRATOR, _AFTER_CUE)
        if not block.picture.decorative:
            own = (Phrase(f"{say.picture} ", say.language), Phrase(block.picture.alt or "", self.language))
            self.utterances.append(Utterance(f"{block.id}-img", joined(own), NARRATOR, _AFTER_CUE))
        self.cue(f"{block.id}-end", say.figure_end, _AFTER_PARAGRAPH)

    def notes(self, chapter: str, notes: tuple[Note, ...]) -> None:
        """The notes of a section, as something to skip at its end."""
        if not notes:
            return
        self.lengthen(_AFTER_HEADING)
        self.mark(f"{chapter}-notes", self.cues.notes.rstrip("."), "notes")
        self.cue(f"{chapter}-notes", self.cues.notes)
        for note in notes:
            self.cue(f"{note.id}-label", self.cues.note.format(number=note.number))
            self.blocks(note.blocks)
