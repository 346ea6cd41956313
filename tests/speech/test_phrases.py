"""Inlines as phrases: their words, their languages, and what belongs to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import (
    Code,
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    NoteReference,
    Picture,
    Place,
    Sentence,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from pipeline.speech.engine import Phrase
from pipeline.speech.phrases import ended, is_speakable, joined, noted_words, phrases_of, prose_phrases
from pipeline.traversal import Passage

STOP = Phrase(".", "de")
MARK = NoteReference("r1", "n1", 1)
PHRASES = st.lists(st.builds(Phrase, st.sampled_from(["", " ", "  ", "a", " b", "c ", "d. "]), st.sampled_from("xy")))


def text_of(phrases: tuple[Phrase, ...]) -> str:
    """Their words in one piece."""
    return "".join(phrase.text for phrase in phrases)


@pytest.mark.parametrize(
    ("inline", "said"),
    [
        (Text("so"), ["so"]),
        (Code("x = 1"), ["x = 1"]),
        (Emphasis((Text("so"),)), ["so"]),
        (Strong((Text("so"), Text(" da"))), ["so", " da"]),
        (Link((Text("so"),), "https://example.org", "Titel"), ["so"]),
        (CrossReference((Text("so"),), "ort"), ["so"]),
        (LineBreak(), [", "]),
        (MARK, []),
        (Picture("a.png", "Haus"), ["Haus"]),
        (Picture("a.png", "", decorative=True), [""]),
        (Picture("a.png", None), [""]),
        (Superscript((Text("-12"),)), ["⁻¹²"]),
        (Superscript((Text("2"), Emphasis((Text("+"),)))), ["²⁺"]),
        (Superscript((Text("te"),)), ["te"]),
        (Superscript((Text("-"),)), ["-"]),
        (Subscript((Text("2"),)), ["₂"]),
        (Subscript((Text("a2"),)), ["a2"]),
    ],
)
def test_each_inline_gives_its_words(inline: Inline, said: list[str]) -> None:
    assert [phrase.text for phrase in phrases_of((inline,), "de")] == said


def test_words_in_another_language_have_it_however_deep() -> None:
    inner = Foreign((Strong((Text("b"), Foreign((Text("c"),), "fr"))),), "en")
    assert list(phrases_of((Text("a"), inner, Text("d")), "de")) == [
        Phrase("a", "de"),
        Phrase("b", "en"),
        Phrase("c", "fr"),
        Phrase("d", "de"),
    ]


def test_sentences_have_a_blank_between_them() -> None:
    prose = tuple(Sentence(f"s{n}", (Text(f"{n}."),)) for n in (1, 2, 3))
    assert text_of(tuple(prose_phrases(prose, "de"))) == "1. 2. 3."


def test_neighbours_in_one_language_are_one_phrase() -> None:
    given_phrases = (Phrase("a", "de"), Phrase("b", "de"), Phrase("c", "en"), Phrase("d", "de"))
    assert joined(given_phrases) == (Phrase("ab", "de"), Phrase("c", "en"), Phrase("d", "de"))


def test_a_blank_goes_to_the_phrase_before_whatever_its_language() -> None:
    assert joined((Phrase("a", "de"), Phrase(" ", "en"), Phrase("b", "fr"))) == (Phrase("a ", "de"), Phrase("b", "fr"))


@given(PHRASES)
def test_joined_loses_no_word_and_no_language(phrases: list[Phrase]) -> None:
    found = joined(phrases)
    assert text_of(found).strip() == text_of(tuple(phrases)).strip()
    assert all(phrase.text.strip() for phrase in found)
    assert [p.language for p in phrases if p.text.strip()] == [
        phrase.language for phrase in found for _ in range(count_of(phrase))
    ]


def count_of(phrase: Phrase) -> int:
    """How many of the pieces of PHRASES that have a word a phrase is made of."""
    return sum(character in "abcd" for character in phrase.text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("so", "so."),
        ("so.", "so."),
        ("so?", "so?"),
        ("so!“", "so!“"),
        ("so… ", "so… "),
        ("so:", "so:"),
        ("(so)", "(so)."),
        ("(so.)", "(so.)"),
        ("„so“", "„so“."),
        ("3", "3."),
    ],
)
def test_a_mark_ends_what_has_none(words: str, expected: str) -> None:
    assert text_of(ended((Phrase(words, "de"),), STOP)) == expected


def test_the_mark_at_an_end_may_be_in_another_language() -> None:
    assert ended((Phrase("Wer", "de"), Phrase("so?", "en")), STOP) == (Phrase("Wer", "de"), Phrase("so?", "en"))
    assert ended((Phrase("so", "en"),), STOP) == (Phrase("so", "en"), STOP)


@pytest.mark.parametrize("text", ["a", "ß", "5", "½", "日", "مرحبا", "%", "€", "§", "a😀", "=", "≈"])
def test_words_figures_and_named_signs_make_a_sound(text: str) -> None:
    assert is_speakable(text)


@pytest.mark.parametrize("text", ["", " ", "…", "–", "😀", "✓", "* * *", "→", "„“", "()", "\u200b", "~"])
def test_other_signs_make_none(text: str) -> None:
    assert not is_speakable(text)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ((Text("Ein Shitstorm"),), "Shitstorm"),
        ((Text("Kennzahlen (KPIs)"),), "KPIs"),
        ((Text("im „Haupt-Amt“ "),), "Haupt-Amt"),
        ((Emphasis((Text("ganz groß"),)),), "ganz groß"),
        ((Code("x = 1"),), "x = 1"),
        ((Text("Wort"), NoteReference("r0", "n0", 2)), "Wort"),
        ((Text("Das gilt."),), ""),
        ((Text("Wer?“"),), ""),
        ((Emphasis((Text("Das gilt."),)),), ""),
        ((Emphasis((Text("so viele Worte, dass niemand sie behält, sind es"),)),), ""),
        ((Text("Danke 😀😀😀😀"),), ""),
        ((Emphasis((Text("😀"),)),), ""),
        ((LineBreak(),), ""),
        ((), ""),
    ],
)
def test_a_note_is_on_the_words_before_its_mark(before: tuple[Inline, ...], words: str) -> None:
    found = noted_words([passage(*before, MARK, Text(" und mehr"))])
    assert text_of(found["n1"]) == words


def test_a_note_is_on_what_its_first_mark_is_at_in_its_language() -> None:
    inner = Foreign((Text("big words"), MARK), "en")
    found = noted_words([passage(Strong((inner,))), passage(Text("anders"), MARK)])
    assert found == {"n1": (Phrase("words", "en"),)}


def test_a_note_is_on_words_in_another_language() -> None:
    assert noted_words([passage(Foreign((Text("big words"),), "en"), MARK)]) == {"n1": (Phrase("big words", "en"),)}


def passage(*inlines: Inline) -> Passage:
    """One German sentence."""
    return Passage((Sentence("s1", inlines),), Place("a"), "de")
