"""The nav document and what old readers need instead of it. Pure.

The nav is a page of the book too: it stands in the spine after the title page. It holds the table of
contents, the landmarks, and the lists of figures and of tables where there are any (EPUB 3.3, section 7).
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from pipeline.locales import Words, words
from pipeline.model import Chapter, Foreign, Heading, Manuscript, Prose, Text, flatten
from pipeline.traversal import figures, tables
from pipeline.writers.epub.leaf import Leaf, Part
from pipeline.writers.epub.names import COVER, IMPRINT, NAV, NOTES, STATEMENT, TITLE, Names, section_name
from pipeline.writers.markup import foreign_attributes, generated, quote
from pipeline.writers.xhtml import Xhtml

DEEPEST = 3  # The table of contents stops at this level of heading.


class Entry(Struct, frozen=True):
    """A line of the table of contents: its words, its address, and the lines under it."""

    part: Part
    href: str
    children: tuple[Entry, ...] = ()

    @property
    def text(self) -> str:
        """Its words as text."""
        return flatten(self.part.inlines)


def table_of_contents(manuscript: Manuscript, names: Names) -> tuple[Entry, ...]:
    """Every document and heading that a reader may want to go to, in reading order."""
    language = manuscript.metadata.language
    leaf = Leaf(_writer(language, names))
    say = leaf.write.words
    entries = [_own(say.title_page, TITLE, leaf)]
    entries += [_chapter_entry(chapter, language, names) for chapter in manuscript.chapters]
    if any(chapter.notes for chapter in manuscript.chapters):
        entries.append(_own(say.notes, NOTES, leaf))
    entries += [_own(say.statement, STATEMENT, leaf), _own(say.imprint, IMPRINT, leaf)]
    return tuple(entries)


def nav_page(manuscript: Manuscript, names: Names, leaf: Leaf) -> None:
    """Write the nav's parts."""
    say = leaf.write.words
    _nav(leaf, "toc", say.contents, table_of_contents(manuscript, names), ' role="doc-toc"', level=1)
    lists = (
        ("loi", say.list_of_figures, _figure_entries(manuscript, names)),
        ("lot", say.list_of_tables, _table_entries(manuscript, names)),
    )
    for kind, title, entries in lists:
        if entries:
            _nav(leaf, kind, title, entries, "", level=2)
    _landmarks(leaf, manuscript)


def _nav(leaf: Leaf, kind: str, title: str, entries: tuple[Entry, ...], attributes: str, *, level: int) -> None:
    name = f"nav-{kind}"
    leaf.raw(f'<nav epub:type="{kind}"{attributes} id="{name}" aria-labelledby="{name}-title">\n')
    leaf.line(f"h{level}", f"{name}-title", leaf.own(title))
    _list(leaf, name, entries)
    leaf.raw("</nav>\n")


def _list(leaf: Leaf, name: str, entries: tuple[Entry, ...]) -> None:
    with leaf.inside("list", "ol", f"{name}-list"):
        for n, entry in enumerate(entries, 1):
            leaf.raw("<li>")
            leaf.line("a", f"{name}-{n}", entry.part, attributes=f' href="{quote(entry.href)}"')
            if entry.children:
                _list(leaf, f"{name}-{n}", entry.children)
            leaf.raw("</li>\n")


def _landmarks(leaf: Leaf, manuscript: Manuscript) -> None:
    """For the reading system; to a reader they would be a second, poorer table of contents."""
    say, name = leaf.write.words, "nav-landmarks"
    heading = generated(say.landmarks, say, leaf.write.language, tag="h2", attributes=f' id="{name}-title"')
    marks = "".join(
        f'<li><a epub:type="{kind}" href="{href}">{generated(text, say, leaf.write.language)}</a></li>\n'
        for kind, text, href in _marks(manuscript, say)
    )
    leaf.raw(
        f'<nav epub:type="landmarks" hidden="hidden" id="{name}" aria-labelledby="{name}-title">\n{heading}\n'
        f"<ol>\n{marks}</ol>\n</nav>\n"
    )


def _own(text: str, href: str, leaf: Leaf) -> Entry:
    return Entry(leaf.own(text), href)


def _writer(language: str, names: Names) -> Xhtml:
    """For words as the nav shows them: marks of notes and ids stay out, and so do links."""
    return Xhtml(
        words(language),
        language,
        href=lambda target: names.href(target, NAV),
        image=lambda source: names.images[source],
        chart=lambda figure: "",
        description=lambda figure: "",
    )


def _shown(prose: Prose, chapter: Chapter, names: Names, language: str) -> Part:
    own = chapter.language or language
    markup = _writer(own, names).label_text(prose)
    inlines = tuple(inline for sentence in prose for inline in (*sentence.inlines, Text(" ")))[:-1]
    if own == language:
        return Part(markup, inlines)
    return Part(f"<span{foreign_attributes(own, language)}>{markup}</span>", (Foreign(inlines, own),))


def _chapter_entry(chapter: Chapter, language: str, names: Names) -> Entry:
    headings = [block for block in chapter.blocks if isinstance(block, Heading) and block.level <= DEEPEST]
    title = _shown(chapter.title, chapter, names, language)
    return Entry(title, section_name(chapter), _nested(headings, chapter, language, names))


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
        entries.append(Entry(_shown(head.content, chapter, names, language), href, children))
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
        own = chapter.language or language
        leaf = Leaf(_writer(own, names))
        label = (leaf.write.words.figure if kind == "figure" else leaf.write.words.table).format(number=number)
        head = Leaf(replace(leaf.write, language=language)).own(label)
        shown = _shown(caption, chapter, names, language)
        part = Part(f"{head.markup} {shown.markup}", (*head.inlines, Text(" "), *shown.inlines))
        entries.append(Entry(part, names.href(name, NAV)))
    return tuple(entries)


def _marks(manuscript: Manuscript, say: Words) -> list[tuple[str, str, str]]:
    marks = [("cover", say.cover, COVER), ("titlepage", say.title_page, TITLE), ("toc", say.contents, f"{NAV}#nav-toc")]
    if manuscript.chapters:
        marks.append(("bodymatter", say.start, section_name(manuscript.chapters[0])))
    figure_list = any(figure.number is not None for _, figure in figures(manuscript.chapters))
    marks += [("loi", say.list_of_figures, f"{NAV}#nav-loi")] if figure_list else []
    marks += [("lot", say.list_of_tables, f"{NAV}#nav-lot")] if any(tables(manuscript.chapters)) else []
    if any(chapter.notes for chapter in manuscript.chapters):
        marks.append(("endnotes", say.notes, NOTES))
    marks.append(("imprint", say.imprint, IMPRINT))
    return marks
