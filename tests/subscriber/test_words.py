"""Every complaint can be said in both languages, with its details and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from string import Formatter

import pytest

from pipeline.errors import Complaint, complaint
from pipeline.locales.complaints import COMPLAINTS, complaint_hint, complaint_sentence, render_complaint
from pipeline.locales.complaints_de import GERMAN
from pipeline.locales.complaints_en import ENGLISH
from pipeline.locales.message import Message
from pipeline.subscriber.rules import judge
from tests.conftest import Site
from tests.subscriber.faults import FAULTS, Fault
from tests.subscriber.test_rules import ADDRESS, BAD_FILES


def test_both_languages_know_the_same_complaints() -> None:
    assert set(GERMAN) == set(ENGLISH)


@pytest.mark.parametrize("message", [m for by_language in COMPLAINTS.values() for m in by_language.values()])
def test_a_sentence_is_one_sentence_and_says_what_to_do(message: Message) -> None:
    assert re.search(r"[.)…]$", message.sentence)
    assert not re.search(r"[.!?] [A-ZÄÖÜ]", message.sentence)
    assert message.hint


@pytest.mark.parametrize("code", sorted(COMPLAINTS))
def test_both_languages_show_the_same_details(code: str) -> None:
    def fields(text: str | None) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text or "") if name}

    german, english = COMPLAINTS[code]["de"], COMPLAINTS[code]["en"]
    for part in ("sentence", "hint", "near"):
        assert fields(getattr(german, part)) == fields(getattr(english, part))


@pytest.fixture(scope="module")
def told(article_site: Site) -> Callable[[Fault], Complaint]:
    """The first complaint about the article's feed with a fault, found once for all languages."""
    return cache(lambda fault: judge(fault.change(article_site.feed.decode()).encode(), ADDRESS)[0])


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_each_complaint_is_said_with_its_details(
    fault: Fault, language: str, told: Callable[[Fault], Complaint]
) -> None:
    found = told(fault)
    text = render_complaint(found, language)
    assert text.startswith(f"{found.where}: ")
    assert f"({found.code})\n    " in text
    assert max(map(len, text.splitlines())) < 400


@pytest.mark.parametrize("language", ["de", "en"])
def test_complaints_about_files_are_said_too(language: str) -> None:
    for code, judged in BAD_FILES:
        (found, *_) = judged()
        assert f"({code})\n    " in render_complaint(found, language)


def test_a_near_neighbour_takes_the_place_of_the_hint() -> None:
    found = complaint("channel", "unknown-category", text="Goverment", near="Government", known="Arts")
    assert complaint_hint(found, "en") == "Perhaps “Government” was meant."
    assert complaint_hint(found, "de-AT") == "Gemeint war vielleicht „Government“."
    other = complaint("channel", "unknown-category", text="Goverment", near="", known="Arts")
    assert complaint_hint(other, "fr") == "Known are: Arts."


def test_nothing_in_a_complaint_can_steer_a_terminal() -> None:
    found = complaint("\x1b[2J", "bad-duration", text="\x1b]0;x\x07")
    assert "\x1b" not in render_complaint(found, "en")
    assert complaint_sentence(found, "en") == "The duration is “\ufffd]0;x\ufffd”."
