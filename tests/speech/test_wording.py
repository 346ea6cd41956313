"""Words as they are written, from words as they are spoken."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speech.engine import Phrase
from pipeline.speech.lexicon import make_lexicon
from pipeline.speech.normalize import normalize_phrases
from pipeline.speech.wording import written_words
from pipeline.timeline import WordStart

LEXICON = make_lexicon({"KPIs": "Ka Pe Is", "Media Lab": "Midia Lab"}, {})


def heard(phrases: list[Phrase]) -> list[WordStart]:
    """What an engine that knows every blank would tell: a word every 100 samples."""
    place, found = 0, list[WordStart]()
    for spoken in normalize_phrases(phrases, LEXICON):
        for word in spoken.text.split():
            found.append(WordStart(place, 100 * len(found)))
            place += len(word)
    return found


def written(*phrases: tuple[str, str]) -> list[tuple[str, int]]:
    """The pieces of what is written that have times of their own, white space left out."""
    given_ = [Phrase(text, language) for text, language in phrases]
    letters = "".join("".join(text for text, _ in phrases).split())
    words = written_words(given_, LEXICON, heard(given_), 10_000)
    assert words[-1] == WordStart(len(letters), 10_000)
    return [(letters[one.place : other.place], one.sample) for one, other in pairwise(words)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kurz und gut.", [("Kurz", 0), ("und", 100), ("gut.", 200)]),
        ("Am 3. April, ja.", [("Am", 0), ("3.", 100), ("April,", 200), ("ja.", 300)]),
        ("Das sind z. B. KPIs.", [("Das", 0), ("sind", 100), ("z.B.", 200), ("KPIs.", 400)]),
        ("Das Media Lab hier", [("Das", 0), ("Media", 100), ("Lab", 200), ("hier", 300)]),
        ("Für 5 % mehr", [("Für", 0), ("5", 100), ("%", 200), ("mehr", 300)]),
        ("Er – der „Große“ – kam.", [("Er–", 0), ("der„", 100), ("Große“–", 200), ("kam.", 300)]),
    ],
)
def test_words_begin_with_what_is_said_for_them(text: str, found: list[tuple[str, int]]) -> None:
    assert written((text, "de")) == found


def test_phrases_are_one_text() -> None:
    assert written(("Die ", "de"), ("social media", "en"), (" am 1. Mai", "de")) == [
        ("Die", 0),
        ("social", 100),
        ("media", 200),
        ("am", 300),
        ("1.", 400),
        ("Mai", 500),
    ]


def test_an_engine_that_tells_nothing_leaves_nothing() -> None:
    assert written_words([Phrase("Kurz und gut.", "de")], LEXICON, (), 10_000) == ()


@given(st.lists(st.builds(WordStart, st.integers(0, 60), st.integers(0, 12_000)), min_size=1))
def test_whatever_an_engine_tells_places_and_samples_rise(told: list[WordStart]) -> None:
    words = written_words([Phrase("Am 3. April kam z. B. ", "de"), Phrase("the end", "en")], LEXICON, told, 10_000)
    assert words[-1] == WordStart(22, 10_000)
    assert all(one.place < other.place and one.sample < other.sample for one, other in pairwise(words))
