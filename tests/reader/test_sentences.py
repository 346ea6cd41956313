"""Where sentences begin: the cases, and what holds for every text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reader.sentences import breaks
from tests.cases import Case, read_cases

GERMAN = read_cases("sentences-de")
ENGLISH = read_cases("sentences-en")

# Pieces that meet each other in ways that no author thought of.
WORDS = "Dann ging er z. B. Dr. 3. 1999. II. Mai usw. iPhone A. S. § 😀"
SIGNS = '„ “ ( ) […] ! ?! … ... . – ؟ ۔ " \ufffc'
PIECES = st.sampled_from([*WORDS.split(" "), *SIGNS.split(" "), " ", "\u00a0", "\u202f", "\n", "\t"])
LISTS = st.lists(PIECES, max_size=30)
TEXTS = st.one_of(st.text(), LISTS.map(" ".join), LISTS.map("".join))
LANGUAGES = st.sampled_from(["de", "de-AT", "en", "en-GB", "ar", "und"])


def sentences(text: str, language: str) -> list[str]:
    """The slices of a text between its breaks."""
    return [text[start:end] for start, end in pairwise([0, *breaks(text, language), len(text)])]


@pytest.mark.parametrize("case", GERMAN, ids=str)
def test_german_breaks_where_the_case_says(case: Case) -> None:
    assert [each.strip() for each in sentences(case.source, "de")] == case.expected.split("\n")


@pytest.mark.parametrize("case", ENGLISH, ids=str)
def test_english_breaks_where_the_case_says(case: Case) -> None:
    assert [each.strip() for each in sentences(case.source, "en")] == case.expected.split("\n")


def test_cases_are_many_and_each_once() -> None:
    assert len({case.title for case in GERMAN}) == len(GERMAN) >= 120
    assert len({case.title for case in ENGLISH}) == len(ENGLISH) >= 60


@pytest.mark.parametrize("language", ["de", "de-AT", "DE", "de-Latn-1996"])
def test_every_german_tag_gets_german_rules(language: str) -> None:
    assert breaks("Am 3. April.", language) == []


@pytest.mark.parametrize("language", ["en", "den", "fr", ""])
def test_every_other_tag_gets_english_rules(language: str) -> None:
    assert breaks("Am 3. April.", language) == [6]


@given(TEXTS, LANGUAGES)
def test_breaks_are_sorted_inside_the_text_and_after_white_space(text: str, language: str) -> None:
    found = breaks(text, language)
    assert found == sorted(set(found))
    assert all(0 < offset < len(text) for offset in found)
    assert all(text[offset - 1].isspace() and not text[offset].isspace() for offset in found)


@given(TEXTS, LANGUAGES)
def test_slices_join_to_the_text(text: str, language: str) -> None:
    assert "".join(sentences(text, language)) == text


@given(TEXTS, LANGUAGES)
def test_every_sentence_has_a_letter_or_a_digit(text: str, language: str) -> None:
    parts = sentences(text, language)
    assert len(parts) == 1 or all(any(sign.isalnum() or sign == "_" for sign in part) for part in parts)


@given(TEXTS, LANGUAGES)
def test_no_sentence_begins_with_the_marks_of_the_one_before(text: str, language: str) -> None:
    """Marks, closing quotes and brackets stay with the sentence they follow; an ellipsis may open one."""
    rest = sentences(text, language)[1:]
    assert all(part.startswith("...") or part[0] not in ".!?”)]" for part in rest)


# The last of them once made the time grow with the square of the length.
HOSTILE = ["z. B. Ja ", "Er „sagt (Wort. Wort ", "( ", "„", "3. ", "A. ", "… [", "- ", "\ufffc", ". (", ". „ … ", "…"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    breaks(text, "de")
    assert time.process_time() - start < 5
