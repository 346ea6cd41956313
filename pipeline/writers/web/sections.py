"""The page of a section: its text, its notes, and the way on. Pure."""

from __future__ import annotations

from pipeline.locales import Words
from pipeline.model import Chapter, Note, Prose, plain
from pipeline.writers.markup import generated, quote
from pipeline.writers.names import INDEX
from pipeline.writers.web.book import Book, label_language, own_language
from pipeline.writers.web.frame import frame, skip_link
from pipeline.writers.web.player import Played, cues, player
from pipeline.writers.web.subscribe import feed_link
from pipeline.writers.xhtml import Xhtml

_ROLES = {
    "chapter": "doc-chapter",
    "introduction": "doc-introduction",
    "conclusion": "doc-conclusion",
    "faq": "doc-qna",
    "appendix": "doc-appendix",
    "afterword": "doc-afterword",
}


def section_page(book: Book, index: int) -> bytes:
    """The page of the section at `index`."""
    chapter, track = book.manuscript.chapters[index], book.audio.timeline.tracks[index]
    language = chapter.language or book.language
    write = book.xhtml(book.page_of(chapter), language)
    say, title = write.words, plain(chapter.title)
    played = Played(title, book.names.tracks[chapter.id], (track,), (0,))
    way = _way(book, index, language, say)
    body = (
        f'<div class="skip">{skip_link("-text", say.skip_to_text, say, language)}'
        f"{skip_link('-player', say.skip_to_player, say, language)}</div>\n"
        f'<header class="running"><a href="{INDEX}">{book.label(book.manuscript.title, book.language, language)}</a>'
        f'</header>\n<main id="-text" tabindex="-1">\n{section(chapter, write)}</main>\n'
        f"<nav {_label(say.downloads, say, language)}>\n{downloads(book, chapter, language, say)}</nav>\n{way}"
        f"{player(book, played, say, language)}{cues(book, played)}"
    )
    head = "".join(_relations(book, index)) + feed_link(book)
    name = f"{title} – {plain(book.manuscript.title)}"
    return frame(book.manuscript, language, name, body, head=head, section=chapter.id)


def section(chapter: Chapter, write: Xhtml, attributes: str = "", after: str = "") -> str:
    """A section; `after` is what stands at its end."""
    level = 1 + write.depth
    voice = _credit(write, "voice", f"{chapter.id}-voice", write.words.voice, chapter.voice)
    source = _credit(write, "source", f"{chapter.id}-source", write.words.source, chapter.source)
    notes = _notes(chapter, write) if chapter.notes else ""
    return (
        f'<section id="{chapter.id}" role="{_ROLES[chapter.role]}" aria-labelledby="{chapter.id}-title"{attributes}>\n'
        f'<h{level} id="{chapter.id}-title">{write.prose(chapter.title)}</h{level}>\n'
        f"{voice}{write.blocks(chapter.blocks)}{source}{notes}{after}</section>\n"
    )


def _credit(write: Xhtml, kind: str, name: str, label: str, prose: Prose) -> str:
    if not prose:
        return ""
    return f'<p class="{kind}" id="{name}">{write.label(label)}{write.prose(prose)}</p>\n'


def _notes(chapter: Chapter, write: Xhtml) -> str:
    say, name = write.words, f"{chapter.id}-notes"
    level, title = 2 + write.depth, f"-{name}-title"
    # Where several sections have notes on one page, those who go from landmark to landmark tell them apart.
    named = f"{title} {chapter.id}-title" if write.depth else title
    heading = f'<h{level} id="{title}">{generated(say.notes, say, write.language)}</h{level}>'
    items = "".join(_note(note, write) for note in chapter.notes)
    return (
        f'<section id="{name}" class="notes" role="doc-endnotes" aria-labelledby="{named}">\n'
        f"{heading}\n{items}</section>\n"
    )


def _note(note: Note, write: Xhtml) -> str:
    links = []
    for again, reference in enumerate(note.references, 1):
        form = write.words.back_to_note_mark if again == 1 else write.words.back_to_note_mark_again
        label = form.format(number=note.number, again=again)
        attributes = f' href="#{quote(reference)}" role="doc-backlink"'
        links.append(generated(label, write.words, write.language, tag="a", attributes=attributes))
    name = write.words.note.format(number=note.number)
    title = f'<p id="{note.id}-label">{generated(name, write.words, write.language)}</p>'
    return (
        f'<div id="{note.id}" class="note" role="doc-footnote" aria-labelledby="{note.id}-label">\n'
        f'{title}\n{write.blocks(note.blocks)}<p class="backlinks">{" ".join(links)}</p>\n</div>\n'
    )


# ------------------------------------------------------------------ the way on


def _way(book: Book, index: int, language: str, say: Words) -> str:
    """Links to the section before, the contents, and the section after."""
    chapters = book.manuscript.chapters
    links = []
    if index > 0:
        links.append(_step(book, chapters[index - 1], "prev", say.previous_section, language, say))
    links.append(generated(say.contents, say, language, tag="a", attributes=f' href="{INDEX}" rel="contents"'))
    if index + 1 < len(chapters):
        links.append(_step(book, chapters[index + 1], "next", say.next_section, language, say))
    return f'<nav class="way" {_label(say.sections, say, language)}>\n' + "\n".join(links) + "\n</nav>\n"


def _step(book: Book, chapter: Chapter, kind: str, label: str, language: str, say: Words) -> str:
    label, around = generated(label, say, language), say.language if own_language(say, language) else language
    attributes = f'href="{quote(book.page_of(chapter))}" rel="{kind}" data-section="{chapter.id}"'
    return f"<a {attributes}>{label} {book.title(chapter, around)}</a>"


def _relations(book: Book, index: int) -> list[str]:
    chapters = book.manuscript.chapters
    near = ((index - 1, "prev"), (index + 1, "next"))
    return [
        f'<link rel="{kind}" href="{quote(book.page_of(chapters[place]))}"/>\n'
        for place, kind in near
        if 0 <= place < len(chapters)
    ]


def downloads(book: Book, chapter: Chapter, language: str, say: Words) -> str:
    """What can be taken along of a section, as a list."""
    stem = quote(book.names.tracks[chapter.id])
    links = (
        (say.download_transcript, f' href="{stem}.html"'),
        (say.download_captions, f' href="{stem}.vtt" download="download"'),
        (say.download_mp3, f' href="{stem}.mp3" download="download"'),
    )
    items = [generated(text, say, language, tag="a", attributes=attributes) for text, attributes in links]
    lines = "".join(f"<li>{item}</li>\n" for item in items)
    return f'<ul class="downloads">\n{lines}</ul>\n'


def _label(text: str, say: Words, language: str) -> str:
    return f'aria-label="{quote(text)}"{label_language(say, language)}'
