"""Words of sentences that light up one by one: which there are, and when each begins. Pure.

Words are what blanks part, and where emphasis or a link begins or ends, there they end too. A mark of a note goes with
the word that it stands at. What is silent has a time all the same, so that every word that is shown is reached: where
the voice runs two words together, they share their time by their letters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from pipeline.model import Code, Inline, LineBreak, Manuscript, NoteReference, Picture, Sentence, Text
from pipeline.timeline import Timeline, WordStart
from pipeline.traversal import passages

WordTimes = Mapping[str, tuple[int, ...]]
"""For each sentence whose words have times, when they begin, in milliseconds of its track."""

# A sign that is read as a word goes with what stands before it: "5 %".
_WORD = re.compile(r"\S*\w\S*(?:\s[%‰°€$£¥&+=×](?!\S))?")


def word_id(sentence: str, number: int) -> str:
    """The id of a word, counted from 1, of a sentence."""
    return f"{sentence}-w{number}"


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """All of a text in order, and of each piece whether it is a word."""
    position = 0
    for word in _WORD.finditer(text):
        if position < word.start():
            yield text[position : word.start()], False
        yield word[0], True
        position = word.end()
    if position < len(text):
        yield text[position:], False


def with_marks(inlines: Sequence[Inline]) -> Iterator[tuple[Inline, tuple[NoteReference, ...]]]:
    """Inlines, each with the marks of notes that stand right at its last word; other marks stand by themselves."""
    position = 0
    while position < len(inlines):
        inline, marks = inlines[position], list[NoteReference]()
        position += 1
        if isinstance(inline, Text | Code) and any(is_word for _, is_word in list(pieces(inline.text))[-1:]):
            while position < len(inlines) and isinstance(mark := inlines[position], NoteReference):
                marks.append(mark)
                position += 1
        yield inline, tuple(marks)


def word_times(manuscript: Manuscript, timeline: Timeline) -> WordTimes:
    """When the words of sentences begin, where that is known."""
    sentences = {sentence.id: sentence for passage in passages(manuscript) for sentence in passage.prose}
    found: dict[str, tuple[int, ...]] = {}
    for track in timeline.tracks:
        for span in track.spans:
            line = span.line
            if not line.words or line.id != line.shown or line.id not in sentences:
                continue
            starts = [
                timeline.milliseconds(span.start + sample) for sample in starts_of(sentences[line.id], line.words)
            ]
            # What would be shorter than a millisecond can't be told apart: then the sentence lights up as a whole.
            if starts and all(one < other for one, other in pairwise((*starts, timeline.milliseconds(span.end)))):
                found[line.id] = tuple(starts)
    return found


def starts_of(sentence: Sentence, told: Sequence[WordStart]) -> list[int]:
    """The first sample of each word that is shown, from words that are told; none where they aren't the sentence's."""
    ruler = _Ruler()
    ruler.measure(sentence.inlines)
    if not ruler.words or ruler.place - len(ruler.marks) != told[-1].place:
        return []
    known = [WordStart(word.place + bisect_right(ruler.marks, word.place), word.sample) for word in told]
    known[-1] = WordStart(ruler.place, told[-1].sample)
    if known[0].place >= ruler.words[0][1]:
        known.insert(0, WordStart(0, 0))
    return [_start(known, start, end) for start, end in ruler.words]


def shown_times(begin_ms: int, end_ms: int, shown: str, times: WordTimes) -> Iterator[tuple[str, int, int]]:
    """What lights up from when to when, while an element is read: its words, which share all of that, or itself."""
    if shown not in times:
        yield shown, begin_ms, end_ms
        return
    starts = [begin_ms, *times[shown][1:], end_ms]
    for number, (start, end) in enumerate(pairwise(starts), 1):
        yield word_id(shown, number), start, end


# ------------------------------------------------------------------ where words stand, and when they begin


class _Ruler(Struct):
    """Measures a sentence in characters, white space not counted; a mark that stands by itself is one as well."""

    place: int = 0
    words: list[tuple[int, int]] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    def measure(self, inlines: Sequence[Inline]) -> None:
        for inline, _ in with_marks(inlines):
            match inline:
                case Text(text) | Code(text):
                    for piece, is_word in pieces(text):
                        self._take(_count(piece), is_word)
                case NoteReference():
                    self.marks.append(self.place - len(self.marks))
                    self._take(1, is_word=True)
                case LineBreak():
                    self._take(1, is_word=False)  # a comma is said for it
                case Picture():
                    self._take(_count(inline.alt or ""), is_word=bool(inline.alt))
                case _:
                    self.measure(inline.children)

    def _take(self, length: int, is_word: bool) -> None:
        if is_word:
            self.words.append((self.place, self.place + length))
        self.place += length


def _start(known: Sequence[WordStart], start: int, end: int) -> int:
    """When a word begins: with the first that is known to begin in it, or else in proportion."""
    after = bisect_left(known, start, key=lambda word: word.place)
    if known[after].place < end:
        return known[after].sample
    before, following = known[after - 1], known[after]
    share = (start - before.place) / (following.place - before.place)
    return before.sample + round(share * (following.sample - before.sample))


def _count(text: str) -> int:
    return sum(not character.isspace() for character in text)
