"""Every finding can be said in both languages, with its details, and the words keep up with the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from pipeline.errors import Finding
from pipeline.locales.message import Message
from pipeline.locales.messages import CODES, hint, render, sentence
from pipeline.locales.messages_de import GERMAN
from pipeline.locales.messages_en import ENGLISH
from tests.bad_manuscripts import BAD, Bad, findings_in, in_body, write

ROOT = Path(__file__).parent.parent
# What needs another kind of folder than a Bad can be; test_findings.py makes them.
_ELSEWHERE = {"no-feed-address", "no-folder", "not-a-file", "unreadable"}
# Where a code stands in a call that makes a finding: the name called, the argument's index.
_MAKERS = {
    "at": 1,
    "report": 2,
    "_surprise": 1,
    "_unknown": 0,
    "_RefusedError": 0,
    "ValueError": 0,
    "WrongValueError": 0,
}


def _constants(node: ast.expr, named: dict[str, ast.expr]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from _constants(node.body, named)
            yield from _constants(node.orelse, named)
        case ast.Name(id=name) if name in named:
            yield from _constants(named[name], named)
        case _:
            pass


def _emitted() -> set[str]:
    """The codes in all calls that make findings."""
    found: set[str] = set()
    for path in (ROOT / "pipeline").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            node.targets[0].id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = str(getattr(call.func, "attr", "") or getattr(call.func, "id", ""))
            index = _MAKERS.get(name)
            if index is not None and len(call.args) > index:
                found.update(_constants(call.args[index], named))
    return {code for code in found if re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)*", code)}


def test_every_code_in_the_source_has_its_words() -> None:
    emitted = _emitted()
    assert len(emitted) > 60
    assert emitted <= set(CODES), emitted - set(CODES)


def test_every_code_is_shown_by_a_bad_manuscript() -> None:
    shown = {place.rpartition(" ")[2] for bad in BAD for place in bad.expected}
    assert shown | _ELSEWHERE == set(CODES)


def test_both_languages_know_the_same_codes() -> None:
    assert set(GERMAN) == set(ENGLISH)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("bad", BAD, ids=str)
def test_each_finding_is_said_with_its_details(bad: Bad, language: str, tmp_path: Path) -> None:
    write(bad, tmp_path)
    for finding in findings_in(tmp_path):
        text = render(finding, language)
        assert text.startswith(f"{finding.path}:{finding.line}:{finding.column}: ")
        assert f"({finding.code})" in text
        assert "„“" not in text
        assert "“”" not in text


@pytest.mark.parametrize("code", sorted(_ELSEWHERE))
@pytest.mark.parametrize("language", ["de", "en"])
def test_findings_of_odd_folders_are_said_too(code: str, language: str) -> None:
    finding = Finding("x", 1, 1, code, (("problem", "Permission denied"),))
    assert render(finding, language).startswith("x:1:1: ")


@pytest.mark.parametrize("message", [m for by_language in CODES.values() for m in by_language.values()])
def test_a_sentence_is_one_sentence_and_says_what_to_do(message: Message) -> None:
    assert re.search(r"[.)…]$", message.sentence)
    assert not re.search(r"[.!?] [A-ZÄÖÜ]", message.sentence)
    assert message.hint


@pytest.mark.parametrize("code", sorted(CODES))
def test_both_languages_show_the_same_details(code: str) -> None:
    def fields(text: str | None) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text or "") if name}

    german, english = CODES[code]["de"], CODES[code]["en"]
    assert fields(german.hint) == fields(english.hint)
    assert fields(german.near) == fields(english.near)
    assert fields(german.sentence) <= fields(english.sentence)


def test_any_german_is_german_and_anything_else_english() -> None:
    finding = Finding("a.md", 1, 1, "heading-empty")
    assert sentence(finding, "de-AT") == "Die Überschrift ist leer."
    assert sentence(finding, "fr") == "The heading is empty."


def test_a_near_neighbour_takes_the_place_of_the_hint() -> None:
    details = (("text", "qelle"), ("near", "source"), ("known", "a, b"))
    assert hint(Finding("a.md", 1, 1, "unknown-key", details), "de") == "Gemeint war vielleicht „source“."
    assert hint(Finding("a.md", 1, 1, "unknown-key", (*details[:1], ("near", ""), *details[2:])), "de") == (
        "Bekannt sind: a, b."
    )


def test_a_finding_is_rendered_with_its_place_and_hint() -> None:
    finding = Finding("kapitel/a.md", 3, 7, "chart-sum", (("total", "90"),))
    assert render(finding, "de") == (
        "kapitel/a.md:3:7: Die Anteile ergeben 90 statt 100 Prozent. (chart-sum)\n"
        "    Ein Wert stimmt nicht, oder es fehlt einer, zum Beispiel „übrige“."
    )


def test_nothing_in_a_finding_can_steer_a_terminal() -> None:
    finding = Finding("\x1b[2J.md", 1, 1, "raw-html", (("text", "<b\x1b]0;x\x07\nc{0}>"),))
    text = render(finding, "en")
    assert not [character for character in text.replace("\n", "") if not character.isprintable()]
    assert "<b\ufffd]0;x\ufffd c{0}>" in text


def test_long_details_are_cut(tmp_path: Path) -> None:
    write(in_body("", f"[Wort](#{'x' * 5000})\n"), tmp_path)
    (finding,) = findings_in(tmp_path)
    assert max(len(line) for line in render(finding, "de").splitlines()) < 200
