"""What is said for what is shown: the cases, each rule's need, and what holds for every text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speech.engine import Phrase
from pipeline.speech.lexicon import make_lexicon
from pipeline.speech.normalize import RULES, Spoken, apply_rules, normalize, normalize_phrases
from pipeline.speech.rules import Rule
from tests.cases import Case, read_cases

CASES = {"de": read_cases("normalize-de"), "en": read_cases("normalize-en")}
EACH = [pytest.param(language, case, id=f"{language}-{case}") for language, cases in CASES.items() for case in cases]
EACH_RULE = [
    pytest.param(language, rule, id=f"{language}-{rule.name}") for language in RULES for rule in RULES[language]
]
LEXICON = make_lexicon({}, {})
BARE = make_lexicon({}, {}, with_defaults=False)

# Pieces that meet each other in ways that no author thought of.
SIGNS = "„ “ » ( ) [ ] … ... . , : ; ! ? – - — / § % € $ & + = # @ * ❶ → 😀 ² ½ ' ’ \ufffc \u00ad \u0308 \u200b"
WORDS = "z. B. S. 15 Abs. Nr. 3. April II. 1999 2026 10 1 3,50 14:30 3.4.2026 km 1/2 Dr. usw. am 030 #SoMe a@b.de w.de"
PIECES = st.sampled_from([*SIGNS.split(" "), *WORDS.split(" "), " ", " ", " ", "\u00a0", "\n", "Wort", "wo"])
LISTS = st.lists(PIECES, max_size=25)
TEXTS = st.one_of(st.text(max_size=60), LISTS.map(" ".join), LISTS.map("".join))
LANGUAGES = st.sampled_from(["de", "de-AT", "en", "en-GB", "fr"])


def covers(spoken: Spoken) -> bool:
    """Whether the pieces run through both texts, from start to end."""
    said = shown = 0
    for piece in spoken.pieces:
        if (piece.spoken_start, piece.shown_start) != (said, shown):
            return False
        if piece.spoken_end < said or piece.shown_end < shown:
            return False
        said, shown = piece.spoken_end, piece.shown_end
    return (said, shown) == (len(spoken.text), len(spoken.shown))


@pytest.mark.parametrize(("language", "case"), EACH)
def test_it_is_said_as_the_case_says(language: str, case: Case) -> None:
    assert normalize(case.source, language, LEXICON).text == case.expected


def test_titles_of_cases_are_unique() -> None:
    for cases in CASES.values():
        assert len({case.title for case in cases}) == len(cases)


@pytest.mark.parametrize(("language", "rule"), EACH_RULE)
def test_each_rule_has_three_cases_that_need_it(language: str, rule: Rule) -> None:
    cases = [case for case in CASES[language] if case.title.startswith(f"{rule.name}: ")]
    others = tuple(other for other in RULES[language] if other is not rule)
    said = LEXICON.pronunciations(language)
    without = [apply_rules((case.source,), (others,), (said,))[0].text for case in cases]
    needing = [case for case, text in zip(cases, without, strict=True) if text != case.expected]
    assert len(cases) >= 3
    assert needing


@given(TEXTS, LANGUAGES)
def test_pieces_cover_what_is_said_and_what_is_shown(text: str, language: str) -> None:
    spoken = normalize(text, language, LEXICON)
    assert spoken.shown == text
    assert covers(spoken)


@given(st.lists(st.tuples(TEXTS, LANGUAGES), max_size=5))
def test_pieces_of_phrases_cover_each_of_them(parts: list[tuple[str, str]]) -> None:
    phrases = [Phrase(text, language) for text, language in parts]
    said = normalize_phrases(phrases, LEXICON)
    assert [each.shown for each in said] == [phrase.text for phrase in phrases]
    assert all(covers(each) for each in said)


@given(TEXTS, LANGUAGES)
def test_what_is_said_is_one_line_without_a_blank_too_many(text: str, language: str) -> None:
    said = normalize(text, language, LEXICON).text
    assert said == " ".join(said.split(" ")).strip()
    assert "  " not in said
    assert not any(character.isspace() and character != " " for character in said)
    assert not said or any(character.isalnum() for character in said)


@given(TEXTS, LANGUAGES)
def test_no_letter_or_figure_goes_unsaid(text: str, language: str) -> None:
    spoken = normalize(text, language, BARE)
    for piece in spoken.pieces:
        if piece.spoken_start == piece.spoken_end:
            left_out = text[piece.shown_start : piece.shown_end]
            assert not any(character.isalpha() or character in "0123456789" for character in left_out)


@given(st.lists(st.sampled_from(["Wort", "Das", "ist", "gut", "5", "ja,", "Amt", "die"]), min_size=1))
def test_plain_prose_is_said_as_it_stands(words: list[str]) -> None:
    text = " ".join(words).rstrip(",")
    assert normalize(text, "de", BARE).text == text


@pytest.mark.parametrize(("language", "case"), EACH)
def test_what_is_said_is_said_again_as_it_is(language: str, case: Case) -> None:
    assert normalize(case.expected, language, LEXICON).text == case.expected


def test_another_language_has_signs_alone() -> None:
    assert normalize("« 10 % – p. 5 »", "fr", LEXICON).text == "10 %, p. 5"


def test_a_shown_span_is_exact_in_words_said_as_they_stand() -> None:
    spoken = normalize("Laut S. 15 ist das gut.", "de", LEXICON)
    start = spoken.text.index("gut")
    begin, end = spoken.shown_span(start, start + 3)
    assert spoken.shown[begin:end] == "gut"


def test_a_shown_span_is_whole_where_words_were_changed() -> None:
    spoken = normalize("am 3.4.2026 hier", "de", LEXICON)
    start = spoken.text.index("April")
    begin, end = spoken.shown_span(start, start + 5)
    assert spoken.shown[begin:end] == "3.4.2026"


def test_a_shown_span_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing is said from 9 to 9"):
        normalize("Wort", "de", LEXICON).shown_span(9, 9)


def test_a_soft_hyphen_is_within_what_its_word_stands_for() -> None:
    spoken = normalize("\u00adTex\u00adte", "de", LEXICON)
    assert spoken.text == "Texte"
    assert spoken.shown_span(0, 5) == (0, 7)


def test_rules_see_across_phrases() -> None:
    phrases = (Phrase("Das ist z. B. ", "de"), Phrase("Social Media", "en"), Phrase(" (S. 15), usw.", "de"))
    assert [spoken.text for spoken in normalize_phrases(phrases, LEXICON)] == [
        "Das ist zum Beispiel ",
        "Social Media",
        ", Seite 15, und so weiter.",
    ]


def test_each_phrase_is_said_in_its_language() -> None:
    phrases = (Phrase("5 % und ", "de"), Phrase("5 % and Q&A", "en"))
    assert [spoken.text for spoken in normalize_phrases(phrases, LEXICON)] == [
        "5 Prozent und ",
        "5 percent and Q and A",
    ]


HOSTILE = [
    *(
        "1",
        "1.",
        "1. ",
        ".",
        "„",
        "(",
        "( ",
        ")",
        "-",
        " - ",
        "z. B. ",
        "1-",
        "1/",
        "1:",
        "a@",
        "a.",
        "#a",
        "@",
        " ",
        "\u00ad",
    ),
    *(
        "https://",
        "https://a.de/....",
        "3.4.",
        "I",
        "V. ",
        "Mo–",
        "€ ",
        "1,",
        ", ",
        "…",
        "❶",
        "\u0308a",
        "a\u0308",
        "A.",
        "0 ",
        "1\u00a0",
    ),
]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_alone(piece: str, language: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    spoken = normalize(text, language, LEXICON)
    assert time.process_time() - start < 8
    assert covers(spoken)
