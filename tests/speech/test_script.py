"""What is said for each kind of Markdown: the cases in tests/cases/script-*.md, and what holds for every script.

Expected is a line an utterance: its id without the section's, its speaker, the pause after it, and its words as they
are said, those in another language than the section's as [words]{language}. A mark stands before the utterance that
it begins with, as "# kind: title". The section's title is left out where the case has no front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from pipeline.dump import dump_script
from pipeline.model import Manuscript
from pipeline.reader.load import load
from pipeline.speech.lexicon import make_lexicon, read_lexicon
from pipeline.speech.normalize import normalize_phrases
from pipeline.speech.script import NARRATOR, SectionScript, Utterance, speakers, write_script
from tests.cases import Case, read_cases

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = ("de", "en")
CASES = {language: read_cases(f"script-{language}") for language in LANGUAGES}
EACH = [pytest.param(language, case, id=f"{language}-{case}") for language, cases in CASES.items() for case in cases]
BARE = make_lexicon({}, {}, with_defaults=False)


@pytest.mark.parametrize(("language", "case"), EACH)
def test_it_is_said_as_the_case_says(language: str, case: Case, tmp_path: Path) -> None:
    has_front = case.source.startswith("---\n")
    text = case.source if has_front else f"---\ntitle: Titel\n---\n{case.source}"
    manuscript = read(text, language, tmp_path)
    (script,) = write_script(manuscript)
    assert list(lines(script, hide=0 if has_front else 1)) == case.expected.split("\n")


def test_titles_of_cases_are_unique() -> None:
    for cases in CASES.values():
        assert len({case.title for case in cases}) == len(cases)


@pytest.fixture(scope="module")
def article() -> Manuscript:
    """The manuscript of this repository."""
    return load(ROOT / "manuscript").manuscript


def read(text: str, language: str, folder: Path) -> Manuscript:
    """A manuscript of one section, "titel"."""
    Image.new("L", (2, 2)).save(folder / "punkt.png")
    (folder / "book.yaml").write_text(f"title: B\nlanguage: {language}\ncreator: R\ndate: 2026-01-01\n", "utf-8")
    (folder / "titel.md").write_text(f"{text}\n", encoding="utf-8")
    reading = load(folder)
    assert not reading.findings
    return reading.manuscript


def lines(script: SectionScript, hide: int) -> Iterator[str]:
    """A script as cases have it, without its first utterances."""
    marks = {mark.first: f"# {mark.kind}: {mark.title}" for mark in script.marks}
    for number, utterance in enumerate(script.utterances):
        if number < hide:
            continue
        if number in marks:
            yield marks[number]
        name = utterance.id.removeprefix(f"{script.id}-")
        yield f"{name} | {utterance.speaker} | {utterance.pause_ms} | {words(utterance, script.language)}"


def words(utterance: Utterance, language: str) -> str:
    """What is said, other languages marked."""
    spoken = normalize_phrases(utterance.phrases, BARE)
    return "".join(
        each.text if phrase.language == language else f"[{each.text}]{{{phrase.language}}}"
        for each, phrase in zip(spoken, utterance.phrases, strict=True)
    )


# ------------------------------------------------------------------ speakers, and the script made visible


def test_speakers_are_the_narrator_first_then_by_appearance(article: Manuscript) -> None:
    found = speakers(write_script(article))
    assert found[:3] == (NARRATOR, "Redaktion", "Textchefin, Social Media")
    assert len(set(found)) == len(found) == 13


def test_dump_shows_ids_speakers_languages_marks_and_other_words(article: Manuscript) -> None:
    lexicon, _ = read_lexicon((ROOT / "manuscript/lexicon.yaml").read_text(encoding="utf-8"), "lexicon.yaml")
    assert lexicon is not None
    shown = dump_script(write_script(article), lexicon, "messung").split("\n")
    assert shown[:5] == [
        "==> messung (de) <==",
        "",
        "# section: Messung des Erfolgs",
        "",
        "messung-title-s1 | narrator | 1000 ms | Messung des Erfolgs",
    ]
    assert (
        "messung-p5-s1 | Analystin | 620 ms | KPI steht für [Key Performance Indicator]{lang=en}, auf Deutsch "
        "Leistungskennzahl. => K P I steht für [Key Performance Indicator]{lang=en}, auf Deutsch Leistungskennzahl."
    ) in shown


def test_dump_has_every_section_and_a_line_for_code(article: Manuscript) -> None:
    scripts = write_script(article)
    shown = dump_script(scripts, BARE)
    assert re.findall(r"^==> (\S+) \(de\) <==$", shown, re.MULTILINE) == [script.id for script in scripts]
    assert len(re.findall(r" ms \| ", shown)) == sum(len(script.utterances) for script in scripts)
    assert '-c1 | narrator | 320 ms | title: So viele suchen online nach Informationen\\nunit: "%"\\ndata' in shown


def test_dump_knows_no_other_section(article: Manuscript) -> None:
    with pytest.raises(KeyError, match="nix"):
        dump_script(write_script(article), BARE, "nix")
