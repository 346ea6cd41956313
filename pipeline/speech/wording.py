"""When the words of an utterance begin as they are written, from when they begin as they are spoken. Pure.

An engine tells of words as it is given them, normalised; the alignment of normalize.py leads back. Of what is said
for one piece of what is written, the first word counts, and those that stand in both: "dritter April" said for
"3. April" begins "3." with "dritter" and "April" with "April".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from pipeline.speech.engine import Phrase
from pipeline.speech.lexicon import Lexicon
from pipeline.speech.normalize import Spoken, normalize_phrases
from pipeline.timeline import WordStart


def written_words(
    phrases: Sequence[Phrase], lexicon: Lexicon, heard: Sequence[WordStart], length: int
) -> tuple[WordStart, ...]:
    """Where the words of phrases begin, and then where all of them end, after `length` samples.

    `heard` are the words of what normalize_phrases gives for them. Places and samples rise; nothing where no word is
    known.
    """
    if not heard:
        return ()
    found: list[WordStart] = []
    end = WordStart(sum(map(_count, (phrase.text for phrase in phrases))), length)
    for word in _placed(normalize_phrases(phrases, lexicon), heard):
        rises = not found or (word.place > found[-1].place and word.sample > found[-1].sample)
        if rises and word.place < end.place and word.sample < end.sample:
            found.append(word)
    return (*found, end)


def _placed(spoken: Sequence[Spoken], heard: Sequence[WordStart]) -> Iterator[WordStart]:
    """Where each word that is heard is written."""
    said = list(accumulate((_count(each.text) for each in spoken), initial=0))
    shown = list(accumulate((_count(each.shown) for each in spoken), initial=0))
    for place, sample in heard:
        index = next((n for n, end in enumerate(said[1:]) if place < end), None)
        if index is not None:
            position = _position(spoken[index].text, place - said[index])
            yield WordStart(shown[index] + _shown_place(spoken[index], position), sample)


def _shown_place(spoken: Spoken, position: int) -> int:
    """The place of what is written for the word that is said at a position."""
    start, end = spoken.shown_span(position, position + 1)
    word = re.compile(r"\w+").match(spoken.text, position)
    written = spoken.shown[start:end]
    same = re.search(rf"\b{re.escape(word[0])}\b", written) if word and len(written) > 1 else None
    return _count(spoken.shown[: start + (same.start() if same else 0)])


def _position(text: str, place: int) -> int:
    """Where the character stands that comes after `place` others, white space not counted."""
    return [position for position, character in enumerate(text) if not character.isspace()][place]


def _count(text: str) -> int:
    return sum(not character.isspace() for character in text)
