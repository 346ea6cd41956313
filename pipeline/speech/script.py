"""A manuscript in, what is said for it out. Pure: nothing is spoken here, and nothing normalised.

Every word of the author's is in one utterance, in reading order, but for what is silent on purpose (SILENT).
What the pipeline itself says stands around it: each object is announced, counted and ended, so that a
listener knows where it is, and can skip it by its mark. Each utterance keeps the id of what it speaks; those
of cues are that id with an ending.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct

from pipeline.charts.describe import narration
from pipeline.locales import said
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
    Ornament,
    Paragraph,
    Quote,
    Table,
    plain,
)
from pipeline.sound import speaker_name
from pipeline.speech.engine import Phrase
from pipeline.speech.phrases import is_speakable, noted_words
from pipeline.speech.scribe import (
    AFTER_CUE,
    AFTER_HEADING,
    AFTER_ORNAMENT,
    AFTER_PARAGRAPH,
    AFTER_SECTION,
    AFTER_SENTENCE,
    AFTER_TITLE,
    ANSWER,
    LAST,
    NARRATOR,
    Scribe,
    Utterance,
)
from pipeline.speech.tables import tell_table
from pipeline.timeline import Mark
from pipeline.traversal import passages_within

__all__ = ["ANSWER", "NARRATOR", "SILENT", "SectionScript", "Utterance", "speakers", "write_script"]

SILENT: dict[str, str] = {
    "hashtags": "a row of tags read one by one tells nothing; their number is said instead",
    "marks of notes": "a number within a sentence breaks it; the notes follow as a chapter of their own",
    "ornaments": "they are pauses",
    "decorative pictures": "their author says that there is nothing to see",
    "addresses of links": "the words of the link say where it leads",
    "titles of links": "the words of the link say where it leads; a title is for who points at it",
    "alternative texts of charts": "they stand for a picture; a listener gets every value instead",
    "languages of code": "they tell a program how to colour it",
    "signs alone": "a dash or an emoji without a word makes no sound, whatever voice is given it",
    "pages around the sections": "cover, title page, imprint and contact are no section; players show and say the tags",
}
"""What is not spoken, and why."""


class SectionScript(Struct, frozen=True):
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
    say = said(language)
    scribe = Scribe(say, language, speaker_name(plain(chapter.voice)) or NARRATOR)
    scribe.mark(f"{chapter.id}-title", plain(chapter.title), "section")
    scribe.prose(chapter.title, NARRATOR, AFTER_TITLE, AFTER_TITLE)
    if not scribe.utterances:
        scribe.cue(f"{chapter.id}-untitled", say.untitled, AFTER_TITLE, f"{chapter.id}-title")
    if chapter.voice:
        words = (scribe.own(f"{say.voice} "), *scribe.words(chapter.voice))
        scribe.say(f"{chapter.id}-voice", words, NARRATOR, AFTER_HEADING)
    _blocks(scribe, chapter.blocks)
    if chapter.source:
        words = (scribe.own(f"{say.source} "), *scribe.words(chapter.source))
        scribe.say(f"{chapter.id}-source", words, NARRATOR, AFTER_PARAGRAPH)
    _notes(scribe, chapter)
    scribe.lengthen(AFTER_SECTION)
    utterances = scribe.written(f"{chapter.id}-title")
    return SectionScript(chapter.id, plain(chapter.title), language, utterances, tuple(scribe.marks))


def _blocks(scribe: Scribe, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        outer = scribe.language
        if not isinstance(block, ChartFigure | CodeBlock | Ornament):
            scribe.language = block.language or outer
        _block(scribe, block)
        scribe.language = outer


def _block(scribe: Scribe, block: Block) -> None:
    say = scribe.cues
    match block:
        case Heading():
            if is_speakable(plain(block.content)):
                scribe.mark(block.id, plain(block.content), "heading")
            scribe.prose(block.content, NARRATOR, AFTER_SENTENCE, AFTER_HEADING)
        case Paragraph(role="hashtags"):
            scribe.cue(block.id, say.count("hashtags", len(plain(block.content).split())), AFTER_PARAGRAPH, block.id)
        case Paragraph():
            scribe.prose(block.content, scribe.speaker, AFTER_SENTENCE, AFTER_PARAGRAPH)
        case Quote():
            scribe.cue(f"{block.id}-start", say.quote)
            _blocks(scribe, block.blocks)
            scribe.cue(f"{block.id}-end", say.quote_end, AFTER_PARAGRAPH, LAST)
        case ItemList():
            _list(scribe, block)
        case DefinitionList():
            _definitions(scribe, block)
        case Table():
            tell_table(scribe, block)
        case ChartFigure():
            _chart(scribe, block)
        case ImageFigure():
            _image(scribe, block)
        case CodeBlock():
            scribe.cue(f"{block.id}-start", say.code, shown=block.id)
            if is_speakable(block.text):
                scribe.cue(block.id, block.text, shown=block.id)
            scribe.cue(f"{block.id}-end", say.code_end, AFTER_PARAGRAPH, block.id)
        case Ornament():
            scribe.lengthen(AFTER_ORNAMENT)
        case _:
            assert_never(block)


def _list(scribe: Scribe, block: ItemList) -> None:
    say, of, is_inner = scribe.cues, len(block.items), scribe.lists > 0
    start = say.count("inner_list_start" if is_inner else "list_start", of)
    scribe.mark(block.id, start.rstrip("."), "list")
    scribe.cue(f"{block.id}-start", start)
    scribe.lists, scribe.marked = scribe.lists + 1, scribe.marked + 1
    first = block.start if block.ordered else 1
    for n, item in enumerate(block.items, first):
        name = block.item_name or say.item_name
        scribe.cue(f"{item.id}-start", say.item.format(name=name, n=n, of=first + of - 1))
        _blocks(scribe, item.blocks)
    scribe.lists, scribe.marked = scribe.lists - 1, scribe.marked - 1
    scribe.cue(f"{block.id}-end", say.inner_list_end if is_inner else say.list_end, AFTER_PARAGRAPH, LAST)
    scribe.leave(block.id)


def _definitions(scribe: Scribe, block: DefinitionList) -> None:
    say, of, questions = scribe.cues, len(block.entries), block.role == "faq"
    start, end = ("faq_start", say.faq_end) if questions else ("terms_start", say.terms_end)
    scribe.cue(f"{block.id}-start", say.count(start, of))
    for n, entry in enumerate(block.entries, 1):
        if questions:
            scribe.mark(entry.id, " ".join(plain(term) for term in entry.terms), "question")
        form = say.question if questions else say.term
        scribe.cue(f"{entry.id}-start", form.format(n=n, of=of))
        for term in entry.terms:
            scribe.prose(term, scribe.speaker, AFTER_SENTENCE, AFTER_CUE)
        outer = scribe.speaker, scribe.marked
        if questions:
            scribe.cue(f"{entry.id}-answer", say.answer)
            scribe.speaker, scribe.marked = ANSWER, scribe.marked + 1
        for detail in entry.details:
            _blocks(scribe, detail.blocks)
        scribe.speaker, scribe.marked = outer
    scribe.cue(f"{block.id}-end", end, AFTER_PARAGRAPH, LAST)
    if questions:
        scribe.leave(block.id)


def _chart(scribe: Scribe, block: ChartFigure) -> None:
    outer = scribe.language, scribe.cues
    scribe.language, scribe.cues = block.chart.language, said(block.chart.language)
    told = narration(block.chart, block.number)
    label = scribe.cues.figure.format(number=block.number)
    scribe.mark(block.id, f"{label} {plain(block.caption)}", "chart")
    scribe.say(f"{block.id}-cap", (scribe.own(told.opening), *scribe.words(block.caption)), NARRATOR, AFTER_CUE)
    for n, sentence in enumerate(told.data, 1):
        scribe.cue(f"{block.id}-v{n}", sentence, shown=f"{block.id}-img")
    if told.source is not None:
        words = (scribe.own(told.source), *scribe.words(block.source))
        scribe.say(f"{block.id}-source", words, NARRATOR, AFTER_CUE)
    scribe.cue(f"{block.id}-end", told.closing, AFTER_PARAGRAPH, f"{block.id}-more")
    scribe.leave(block.id)
    scribe.language, scribe.cues = outer


def _image(scribe: Scribe, block: ImageFigure) -> None:
    say, alt = scribe.cues, block.picture.alt or ""
    if block.caption:
        label = say.figure.format(number=block.number)
        scribe.mark(block.id, f"{label} {plain(block.caption)}", "image")
        words = (scribe.own(f"{label} "), *scribe.words(block.caption))
        scribe.say(f"{block.id}-cap", words, NARRATOR, AFTER_CUE)
    if alt:
        shown = (scribe.own(f"{say.picture} "), Phrase(alt, scribe.language))
        scribe.say(f"{block.id}-img", shown, NARRATOR, AFTER_CUE)
    if block.caption or alt:
        closing = say.figure_end if block.caption else say.picture_end
        scribe.cue(f"{block.id}-end", closing, AFTER_PARAGRAPH, LAST)
    if block.caption:
        scribe.leave(block.id)


def _notes(scribe: Scribe, chapter: Chapter) -> None:
    """The notes of a section, as something to skip at its end; each tells the words that it is on."""
    if not chapter.notes:
        return
    say, name = scribe.cues, f"{chapter.id}-notes"
    start = say.count("notes", len(chapter.notes))
    noted = noted_words(
        passage
        for blocks in (chapter.blocks, *(note.blocks for note in chapter.notes))
        for passage in passages_within(blocks, scribe.language)
    )
    scribe.lengthen(AFTER_HEADING)
    scribe.mark(name, start.rstrip("."), "notes")
    scribe.cue(name, start)
    scribe.marked += 1
    for note in chapter.notes:
        label, words = say.note.format(number=note.number), noted.get(note.id, ())
        spoken = (scribe.own(f"{label}: "), *words) if words else (scribe.own(label),)
        scribe.say(f"{note.id}-label", spoken, NARRATOR, AFTER_CUE)
        _blocks(scribe, note.blocks)
    scribe.cue(f"{name}-end", say.notes_end, shown=LAST)
