"""How words are said: which are found, which go before others, and what is wrong with a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import Finding
from pipeline.speech.lexicon import Lexicon, make_lexicon, read_lexicon
from pipeline.speech.normalize import normalize
from pipeline.speech.pronunciations import DEFAULTS

ARTICLE = Path(__file__).parent.parent.parent / "manuscript"


def read(text: str) -> Lexicon:
    """The lexicon of a file that is right."""
    lexicon, findings = read_lexicon(text, "lexicon.yaml")
    assert findings == ()
    assert lexicon is not None
    return lexicon


def findings_in(text: str) -> list[tuple[int, int, str]]:
    """Where and what the findings of a file are."""
    lexicon, findings = read_lexicon(text, "lexicon.yaml")
    assert lexicon is None
    assert all(finding.path == "lexicon.yaml" for finding in findings)
    return [(finding.line, finding.column, finding.code) for finding in findings]


def said(text: str, lexicon: Lexicon, language: str = "de") -> str:
    """What is said for a text."""
    return normalize(text, language, lexicon).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Amt hilft.", "Das Ammt hilft."),
        ("Amt", "Ammt"),
        ("im Amt-Gebäude", "im Ammt-Gebäude"),
        ("(Amt)", "Ammt"),
        ("Amtes ProAmt Amt2 2Amt", "Amtes ProAmt Amt2 2Amt"),
        ("amt", "amt"),
        ("AMT", "AMT"),
    ],
)
def test_a_key_is_found_as_a_whole_word_in_its_case(text: str, expected: str) -> None:
    assert said(text, make_lexicon({"Amt": "Ammt"}, {})) == expected


def test_a_key_with_a_small_first_letter_is_found_with_a_capital_one() -> None:
    lexicon = make_lexicon({"liken": "laiken"}, {})
    assert said("liken Liken LIKEN", lexicon) == "laiken laiken LIKEN"


def test_an_entry_of_its_own_goes_before_the_capital_form_of_another() -> None:
    lexicon = make_lexicon({"reich": "raich", "Reich": "Raaich"}, {})
    assert said("reich Reich", lexicon) == "raich Raaich"


@pytest.mark.parametrize("shown", ["Open Data", "Open-Data", "Open\u00a0Data", "Open\u2011Data"])
def test_a_blank_in_a_key_stands_for_any_gap(shown: str) -> None:
    assert said(f"Das {shown}-Portal", make_lexicon({"Open Data": "Ohpen Dehta"}, {})) == "Das Ohpen Dehta-Portal"


def test_a_hyphen_in_a_key_stands_for_any_gap() -> None:
    assert said("Web Seite", make_lexicon({"Web-Seite": "Webbseite"}, {})) == "Webbseite"


def test_the_longest_key_is_found() -> None:
    lexicon = make_lexicon({"Open": "A", "Open Data Portal": "C", "Open Data": "B"}, {})
    assert said("Open Data Portal, Open Data, Open", lexicon) == "C, B, A"


@pytest.mark.parametrize("word", ["C++", "C#", "Q&A", ".NET", "Wort*", "§ 3", "http://a.de/FAQ", "3.4.2026"])
def test_a_key_with_signs_goes_before_every_rule(word: str) -> None:
    assert said(f"hier {word} da", make_lexicon({word: "Ding"}, {})) == "hier Ding da"


def test_no_word_is_torn_out_of_an_address() -> None:
    lexicon = make_lexicon({"FAQ": "Fragen"}, {})
    assert said("https://a.de/FAQ und FAQ", lexicon) == "a Punkt de Schrägstrich Fragen und Fragen"


def test_what_a_rule_says_is_said_as_the_lexicon_tells() -> None:
    assert said("S. 3", make_lexicon({"Seite": "Saite"}, {})) == "Saite 3"


def test_a_language_has_its_own_words_before_those_for_all_and_the_defaults() -> None:
    lexicon = make_lexicon({"FAQ": "all", "Amt": "all"}, {"de": {"FAQ": "German"}, "de-AT": {"Amt": "Austrian"}})
    assert said("FAQ Amt", lexicon, "de-CH") == "German all"
    assert said("FAQ Amt", lexicon, "de-AT") == "German Austrian"
    assert said("FAQ Amt", lexicon, "en") == "all all"
    assert said("FAQ Amt", lexicon, "fr") == "all all"


def test_a_language_without_words_has_no_defaults_of_another() -> None:
    assert said("FAQ", make_lexicon({}, {"de": {}}), "fr") == "FAQ"
    assert said("FAQ", make_lexicon({}, {}), "de") == "F A Q"
    assert said("FAQ", make_lexicon({}, {}, with_defaults=False), "de") == "FAQ"


@pytest.mark.parametrize("language", DEFAULTS)
def test_defaults_are_said_again_as_they_are(language: str) -> None:
    lexicon = make_lexicon({}, {})
    for word, pronunciation in DEFAULTS[language].items():
        assert said(f"x {word} x", lexicon, language) == f"x {pronunciation} x"
        assert said(pronunciation, lexicon, language) == pronunciation


def test_a_file_is_read() -> None:
    lexicon = read('Nguyen: Nujen\n"3.4": drei vier\nde:\n  Amt: Ammt\n  no-go: "no go"\nen: {Amt: office}\n')
    assert said("Nguyen 3.4 Amt No-Go no-go", lexicon) == "Nujen drei vier Ammt No-Go no go"
    assert said("Nguyen Amt", lexicon, "en") == "Nujen office"


@pytest.mark.parametrize("text", ["", "# nothing\n", "de: {}\n"])
def test_an_empty_file_leaves_the_defaults(text: str) -> None:
    assert said("FAQ", read(text)) == "F A Q"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amt:\n", [(1, 5, "wanted-text")]),
        ('Amt: ""\n', [(1, 6, "empty-value")]),
        ('Amt: "  "\nWort: x\n', [(1, 6, "empty-value")]),
        ('"": Wort\n', [(1, 5, "empty-value")]),
        ('"-": Wort\n', [(1, 6, "empty-value")]),
        ("a: x\nAmt: [eins, zwei]\n", [(2, 6, "wanted-text")]),
        ("Amt: true\n", [(1, 6, "wanted-text")]),
        ("de:\n  Amt: {a: b}\n", [(2, 8, "wanted-text")]),
        ("de:\n  Amt:\n  Wort: x\n  Rat: []\n", [(2, 7, "wanted-text"), (4, 8, "wanted-text")]),
        ("deutsch: {Amt: Ammt}\n", [(1, 10, "unknown-language")]),
        ("Amt: a\nAmt: b\n", [(2, 1, "yaml-duplicate-key")]),
        ("no: nein\n", [(1, 1, "yaml-boolean")]),
        ("- Amt\n", [(1, 1, "yaml-not-a-mapping")]),
        ("Amt: [\n", [(2, 1, "yaml-syntax")]),
        ("Amt: &a x\nRat: *a\n", [(2, 6, "yaml-alias")]),
    ],
)
def test_a_wrong_file_has_findings(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert findings_in(text) == expected


def test_a_finding_names_the_word() -> None:
    _, (finding,) = read_lexicon("de:\n  Amt: ''\n", "a/lexicon.yaml")
    assert finding == Finding("a/lexicon.yaml", 2, 8, "empty-value", (("key", "de.Amt"),))


def test_the_articles_lexicon_is_right_and_each_word_of_it_occurs() -> None:
    text = (ARTICLE / "lexicon.yaml").read_text(encoding="utf-8")
    lexicon = read(text)
    prose = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ARTICLE.glob("*.md")))
    own = {line.partition(":")[0].strip() for line in text.splitlines() if line.startswith("  ") and "#" not in line}
    assert own
    assert own <= set(lexicon.pronunciations("de").words)
    elsewhere = {"Schlagwörter"}  # said by the pipeline itself
    assert {word for word in own if word.lower() not in prose.lower()} <= elsewhere
