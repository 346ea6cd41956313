"""Who writes a script down: utterances and marks, one after the other. Pure but for what it holds itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.locales import Said
from pipeline.model import Prose
from pipeline.speech.engine import Phrase
from pipeline.speech.phrases import ended, is_speakable, joined, phrases_of, prose_phrases
from pipeline.timeline import Mark

NARRATOR, ANSWER = "narrator", "answer"

# Silence after an utterance, in milliseconds.
AFTER_SENTENCE, AFTER_CELL, AFTER_CUE, AFTER_PARAGRAPH, AFTER_HEADING = 260, 300, 320, 620, 700
AFTER_TITLE, AFTER_ORNAMENT, AFTER_SECTION = 1000, 1400, 1600

MarkKind = Literal["section", "heading", "table", "chart", "image", "list", "question", "notes", "more"]


NEXT, LAST = ">", "<"
"""Where what is heard but not seen is shown: with what is said next, or with what was said last."""


class Utterance(Struct, frozen=True):
    """What one voice says in one breath, as written. `speaker` is a role to cast; `pause_ms` the silence after it.

    `shown` is the id of the element that is read meanwhile, "" for its own id.
    """

    id: str
    phrases: tuple[Phrase, ...]
    speaker: str
    pause_ms: int
    shown: str = ""


class Scribe(Struct):
    """Writes down one section. `cues` are the words of the section's language.

    `language`, `speaker`, `lists` and `marked`, how many lists and marked objects are around, are those of the blocks
    at hand; `heading` is the last title said, and `left` the object that ended last, None once something follows it.
    """

    cues: Said
    language: str
    speaker: str
    lists: int = 0
    marked: int = 0
    heading: str = ""
    left: str | None = None
    utterances: list[Utterance] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def mark(self, name: str, title: str, kind: MarkKind) -> None:
        """Begin something to go to; who skips what is around it would end here, so nothing within another is.

        Two marks never begin at once: the first one stays.
        """
        if not self.marked and (not self.marks or self.marks[-1].first < len(self.utterances)):
            self.marks.append(Mark(name, title, kind, len(self.utterances)))
            self.left = None
        if kind in ("section", "heading"):
            self.heading = title

    def leave(self, name: str) -> None:
        """End something to go to: what follows it, if no mark does, is marked too, or skipping it would skip more."""
        if not self.marked:
            self.left = name

    def cue(self, name: str, text: str, pause_ms: int = AFTER_CUE, shown: str = NEXT) -> None:
        """Words of the pipeline's own."""
        self._add(Utterance(name, (self.own(text),), NARRATOR, pause_ms, shown))

    def say(self, name: str, phrases: Iterable[Phrase], speaker: str, pause_ms: int, shown: str = "") -> None:
        """Words of the author's with words of the pipeline's, as one sentence in one breath."""
        self._add(Utterance(name, ended(phrases, self.own(".")), speaker, pause_ms, shown))

    def prose(self, prose: Prose, speaker: str, between_ms: int, after_ms: int) -> None:
        """Sentences, an utterance each; those that make no sound are left out."""
        spoken = [(sentence.id, joined(phrases_of(sentence.inlines, self.language))) for sentence in prose]
        for name, phrases in spoken:
            if is_speakable("".join(phrase.text for phrase in phrases)):
                self._add(Utterance(name, phrases, speaker, between_ms))
        if self.utterances and self.utterances[-1].id in dict(spoken):
            self.utterances[-1] = replace(self.utterances[-1], pause_ms=after_ms)

    def _add(self, utterance: Utterance) -> None:
        if self.left is not None:
            self.mark(f"{self.left}-after", self.cues.more.format(title=self.heading), "more")
        self.utterances.append(utterance)

    def written(self, otherwise: str) -> tuple[Utterance, ...]:
        """The utterances, each with the id of what it is shown with; `otherwise` where there is nothing to show."""
        shown: list[str] = []
        for each in self.utterances:
            shown.append(shown[-1] if each.shown == LAST and shown else each.shown or each.id)
        following = next((name for name in reversed(shown) if name not in (NEXT, LAST)), otherwise)
        for place in reversed(range(len(shown))):
            shown[place] = following = following if shown[place] in (NEXT, LAST) else shown[place]
        return tuple(replace(each, shown=name) for each, name in zip(self.utterances, shown, strict=True))

    def lengthen(self, pause_ms: int) -> None:
        """Give the last utterance a pause of at least this length."""
        if self.utterances:
            last = self.utterances[-1]
            self.utterances[-1] = replace(last, pause_ms=max(last.pause_ms, pause_ms))

    def own(self, text: str) -> Phrase:
        """Words of the pipeline's own as a phrase."""
        return Phrase(text, self.cues.language)

    def words(self, prose: Prose) -> tuple[Phrase, ...]:
        """Words of the author's in one piece."""
        return tuple(prose_phrases(prose, self.language))
