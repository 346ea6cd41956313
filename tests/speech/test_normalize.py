"""What is said for what is shown: the cases, each rule's need, and what holds for every text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speech.engine import Phrase
from pipeline.speech.lexicon import Lexicon, make_lexicon
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
WORDS = "z. B. S. 15 Abs. Nr. 3. April II. 1999 2026 10 1 3,50 14:30 3.4.2026 km 1/2 Dr. usw. am der 030 #SoMe a@b.de www.de.de"
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
