"""The nav document and what old readers need instead of it. Pure.

The nav is a page of the book too: it stands in the spine after the title page. It holds the table of
contents, the landmarks, and the lists of figures and of tables where there are any (EPUB 3.3, section 7).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.locales import Words, words
from pipeline.model import Chapter, Heading, Manuscript, Prose, plain
from pipeline.traversal import figures, tables
from pipeline.writers.epub.names import COVER, IMPRINT, NAV, NOTES, STATEMENT, TITLE, Names, section_name
from pipeline.writers.markup import foreign_attributes, generated, page, quote
from pipeline.writers.xhtml import Xhtml

DEEPEST = 3  # The table of contents stops at this level of heading.


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: its words as text and as XHTML, its address, and the lines under it."""

    text: str
    markup: str
    href: str
    children: tuple[Entry, ...] = ()


def table_of_contents(manuscript: Manuscript, names: Names) -> tuple[Entry, ...]:
    """Every document and heading that a reader may want to go to, in reading order."""
    say, language = words(manuscript.metadata.language), manuscript.metadata.language
    entries = [_own(say.title_page, TITLE, say, language)]
    entries += [_chapter_entry(chapter, language, names) for chapter in manuscript.chapters]
    if any(chapter.notes for chapter in manuscript.chapters):
        entries.append(_own(say.notes, NOTES, say, language))
    entries += [_own(say.statement, STATEMENT, say, language), _own(say.imprint, IMPRINT, say, language)]
    return tuple(entries)


def nav_document(manuscript: Manuscript, names: Names) -> bytes:
    """The nav as XHTML."""
    language = manuscript.metadata.language
    say = words(language)
    body = _nav("toc", "doc-toc", say.contents, _items(table_of_contents(manuscript, names)), say, language, level=1)
    lists = (
        ("loi", say.list_of_figures, _figure_entries(manuscript, names)),
        ("lot", say.list_of_tables, _table_entries(manuscript, names)),
    )
    for kind, title, entries in lists:
        if entries:
            body += _nav(kind, None, title, _items(entries), say, language, level=2)
    body += _nav("landmarks", None, say.landmarks, _landmarks(manuscript, say, language), say, language, level=2)
    return page(say.contents, language, body, body_type="frontmatter")


def _nav(kind: str, role: str | None, title: str, items: str, say: Words, language: str, *, level: int) -> str:
    heading = generated(title, say, language, tag=f"h{level}", attributes=f' id="nav-{kind}-title"')
    own = f' role="{role}"' if role else ""
    # Landmarks are for the reading system; to a reader they would be a second, poorer table of contents.
    own += ' hidden="hidden"' if kind == "landmarks" else ""
    return (
        f'<nav epub:type="{kind}"{own} id="nav-{kind}" aria-labelledby="nav-{kind}-title">\n{heading}\n'
        f"<ol>\n{items}</ol>\n</nav>\n"
    )


def _items(entries: tuple[Entry, ...]) -> str:
    lines = []
    for entry in entries:
        inner = f"\n<ol>\n{_items(entry.children)}</ol>\n" if entry.children else ""
        lines.append(f'<li><a href="{quote(entry.href)}">{entry.markup}</a>{inner}</li>\n')
    return "".join(lines)


def _own(text: str, href: str, say: Words, language: str) -> Entry:
    return Entry(text, generated(text, say, language), href)


def _write(chapter: Chapter, names: Names, language: str) -> Xhtml:
    """For the words of a chapter as the nav shows them: marks of notes and ids stay out, and so do links."""
    return Xhtml(
        words(chapter.language or language),
        chapter.language or language,
        href=lambda target: names.href(target, NAV),
        image=lambda source: names.images[source],
        chart=lambda figure: "",
        description=lambda figure: "",
    )


def _shown(prose: Prose, chapter: Chapter, names: Names, language: str) -> str:
    content = _write(chapter, names, language).label_text(prose)
    if chapter.language and chapter.language != language:
        return f"<span{foreign_attributes(chapter.language, language)}>{content}</span>"
    return content


def _chapter_entry(chapter: Chapter, language: str, names: Names) -> Entry:
    headings = [block for block in chapter.blocks if isinstance(block, Heading) and block.level <= DEEPEST]
    return Entry(
        plain(chapter.title),
        _shown(chapter.title, chapter, names, language),
        section_name(chapter),
        _nested(headings, chapter, language, names),
    )


def _nested(headings: list[Heading], chapter: Chapter, language: str, names: Names) -> tuple[Entry, ...]:
    """Headings as a tree: each takes the deeper ones that follow it."""
    entries: list[Entry] = []
    position = 0
    while position < len(headings):
        head = headings[position]
        end = position + 1
        while end < len(headings) and headings[end].level > head.level:
            end += 1
        href = f"{section_name(chapter)}#{head.id}"
        children = _nested(headings[position + 1 : end], chapter, language, names)
        entries.append(Entry(plain(head.content), _shown(head.content, chapter, names, language), href, children))
        position = end
    return tuple(entries)


def _figure_entries(manuscript: Manuscript, names: Names) -> tuple[Entry, ...]:
    numbered = [(c, f.id, f.number, f.caption) for c, f in figures(manuscript.chapters) if f.number is not None]
    return _captioned(manuscript, names, numbered, "figure")


def _table_entries(manuscript: Manuscript, names: Names) -> tuple[Entry, ...]:
    found = [(c, t.id, t.number, t.caption) for c, t in tables(manuscript.chapters)]
    return _captioned(manuscript, names, found, "table")


def _captioned(
    manuscript: Manuscript, names: Names, found: list[tuple[Chapter, str, int, Prose]], kind: str
) -> tuple[Entry, ...]:
    language = manuscript.metadata.language
    entries = []
    for chapter, name, number, caption in found:
        say = words(chapter.language or language)
        label = (say.figure if kind == "figure" else say.table).format(number=number)
        markup = f"{generated(label, say, language)} {_shown(caption, chapter, names, language)}"
        entries.append(Entry(f"{label} {plain(caption)}", markup, names.href(name, NAV)))
    return tuple(entries)


def _landmarks(manuscript: Manuscript, say: Words, language: str) -> str:
    marks = [("cover", say.cover, COVER), ("titlepage", say.title_page, TITLE), ("toc", say.contents, f"{NAV}#nav-toc")]
    if manuscript.chapters:
        marks.append(("bodymatter", say.start, section_name(manuscript.chapters[0])))
    figure_list = any(figure.number is not None for _, figure in figures(manuscript.chapters))
    marks += [("loi", say.list_of_figures, f"{NAV}#nav-loi")] if figure_list else []
    marks += [("lot", say.list_of_tables, f"{NAV}#nav-lot")] if any(tables(manuscript.chapters)) else []
    if any(chapter.notes for chapter in manuscript.chapters):
        marks.append(("endnotes", say.notes, NOTES))
    marks.append(("imprint", say.imprint, IMPRINT))
    return "".join(
        f'<li><a epub:type="{kind}" href="{href}">{generated(text, say, language)}</a></li>\n'
        for kind, text, href in marks
    )
