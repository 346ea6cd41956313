"""Who speaks with which voice, held against the book and the engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.errors import Finding
from pipeline.model import Place
from pipeline.plain import Loc
from pipeline.reader.load import load
from pipeline.sound import Voices
from pipeline.speech.casting import cast_for, check_cast
from pipeline.speech.engine import Phrase
from pipeline.speech.script import SectionScript, Utterance, write_script
from pipeline.speech.tone import Tone
from tests.bad_manuscripts import Bad, write


def script(*names: str) -> SectionScript:
    """A section in which each of these says one thing."""
    said = tuple(Utterance(f"a-{n}", (Phrase("Ja.", "de"),), name, 0) for n, name in enumerate(names))
    return SectionScript("a", "A", "de", said, ())


def found(voices: Voices, *names: str) -> tuple[Finding, ...]:
    """What is wrong with voices; a speaker stands in line 5, a voice in line 6, each at its own column."""
    places: dict[Loc, Place] = {}
    for n, (speaker, of_each) in enumerate(voices.items(), 1):
        places["voices", speaker] = Place("book.yaml", 5, n)
        places |= {("voices", speaker, engine): Place("book.yaml", 6, n) for engine in of_each}
    return check_cast(voices, places, [script(*names)], Tone())


def test_a_cast_has_the_voices_of_its_engine() -> None:
    voices = {"narrator": {"tone": "low", "gtts": "de"}, "Analystin": {"gtts": "de"}, "Redaktion": {}}
    assert cast_for(voices, "tone") == {"narrator": "low"}
    assert cast_for(voices, "gtts") == {"narrator": "de", "Analystin": "de"}
    assert cast_for(voices, "espeak") == {}


@pytest.mark.parametrize("speaker", ["narrator", "answer", "Analystin", "Frau Meier"])
def test_who_speaks_may_have_a_voice(speaker: str) -> None:
    assert found({speaker: {"tone": "high"}}, "Analystin", "Frau \N{NO-BREAK SPACE} Meier") == ()


@pytest.mark.parametrize(
    ("speaker", "near"),
    [("Analyst", "Analystin"), ("ANALYSTIN", "Analystin"), ("Erzähler", ""), ("narator", "narrator"), ("x", "")],
)
def test_somebody_who_does_not_speak_is_named_with_a_near_neighbour(speaker: str, near: str) -> None:
    (finding,) = found({speaker: {"tone": "low"}}, "Analystin")
    assert finding == Finding.at(
        Place("book.yaml", 5, 1), "unknown-speaker", text=speaker, near=near, known="narrator, Analystin, answer"
    )


@pytest.mark.parametrize(("voice", "near"), [("hihg", "high"), ("LOW", "low"), ("hiow", "low"), ("de+f2", "")])
def test_a_voice_that_the_engine_lacks_is_named_with_a_near_neighbour(voice: str, near: str) -> None:
    (finding,) = found({"narrator": {"tone": "low"}, "answer": {"tone": voice}})
    assert finding == Finding.at(Place("book.yaml", 6, 2), "unknown-voice", text=voice, near=near, engine="tone")


def test_voices_of_other_engines_are_not_looked_at() -> None:
    assert found({"narrator": {"gtts": "x", "espeak": "y"}}) == ()


def test_a_speaker_of_a_manuscript_has_the_voice_of_that_name(tmp_path: Path) -> None:
    head = '---\ntitle: A\nvoice: "Frau&nbsp;[Social Media]{lang=en}"\n---\n\n'
    write(Bad("", {"a.md": f"{head}Ja.\n"}, ()), tmp_path)
    (section,) = write_script(load(tmp_path).manuscript)
    cast = cast_for({"Frau Social Media": {"tone": "high"}}, "tone")
    assert [cast.get(utterance.speaker) for utterance in section.utterances if "Ja." in str(utterance)] == ["high"]


def test_all_is_found_at_once() -> None:
    voices: Mapping[str, Mapping[str, str]] = {"x": {"tone": "y"}, "y": {}, "narrator": {"tone": "z"}}
    assert [finding.code for finding in found(voices)] == [
        "unknown-speaker", "unknown-speaker", "unknown-voice", "unknown-voice",
    ]  # fmt: skip
