"""What every page is written from: the edition, its names, and links to its sections. Pure."""

from __future__ import annotations

from msgspec import Struct

from pipeline.edition import Audio, Edition
from pipeline.languages import primary
from pipeline.locales import Words, words
from pipeline.model import Chapter, Manuscript, Prose
from pipeline.writers.markup import foreign_attributes, language_attributes
from pipeline.writers.names import chart_name
from pipeline.writers.web.charts import description
from pipeline.writers.web.names import Names
from pipeline.writers.worded import WordedXhtml
from pipeline.writers.wording import WordTimes
from pipeline.writers.xhtml import Xhtml


class Book(Struct, frozen=True):
    """An edition with sound, and where everything of it is; `cover` is the file of the cover's image.

    `words` are the times of the words that light up one by one.
    """

    edition: Edition
    audio: Audio
    names: Names
    cover: str
    words: WordTimes

    @property
    def manuscript(self) -> Manuscript:
        """What the author wrote."""
        return self.edition.manuscript

    @property
    def language(self) -> str:
        """The book's language."""
        return self.manuscript.metadata.language

    def page_of(self, chapter: Chapter) -> str:
        """The page of a section."""
        return self.names.pages[chapter.id]

    def xhtml(self, page: str, language: str, *, depth: int = 0) -> Xhtml:
        """Writes a page's blocks as HTML that is XML too, their headings some levels deeper."""
        return WordedXhtml(
            words(language),
            language,
            href=lambda target: self.names.href(target, page),
            image=lambda source: self.names.images[source],
            chart=chart_name,
            description=lambda figure: f"#{figure.id}-more",
            unfold=description,
            epub=False,
            depth=depth,
            worded=self.words,
        )

    def title(self, chapter: Chapter, around: str) -> str:
        """The title of a section among words in another language, perhaps."""
        return self.label(chapter.title, chapter.language or self.language, around)

    def label(self, prose: Prose, language: str, around: str) -> str:
        """An author's words elsewhere: without ids, marks of notes and links of their own."""
        content = self.xhtml("", language).label_text(prose)
        return f"<span{foreign_attributes(language, around)}>{content}</span>" if language != around else content


def own_language(say: Words, language: str) -> str:
    """Attributes of an element that holds words of the pipeline's own; none where the page has their language."""
    return foreign_attributes(say.language, language) if primary(language) != say.language else ""


def label_language(say: Words, language: str) -> str:
    """As own_language, for an element whose content runs as the page does: only its label is the pipeline's."""
    return language_attributes(say.language) if own_language(say, language) else ""


def clock(seconds: float) -> str:
    """A length of time as a player shows it: 4:05 or 1:02:03, nearest second."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    shown = f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"
    return f'<time datetime="PT{round(seconds)}S">{shown}</time>'
