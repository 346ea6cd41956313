"""Words that are hard to tell apart, lighting up one by one: each is reached once, in the e-book and on the pages."""

from __future__ import annotations

import zipfile
from collections import Counter
from itertools import pairwise

import pytest
from lxml import etree
from PIL import Image

from tests.writers.test_readalong import BOOK, Files, faults, pairs_of
from tests.writers.web.books import Web, made
from tests.writers.web.test_pages import ids

LONG_SENTENCE = " ".join(f"Wort{number}" for number in range(400)) + "."
LONG_SECTION = "\n\n".join(
    " ".join(f"Das ist Satz {8 * paragraph + number} von sehr vielen." for number in range(8))
    for paragraph in range(12)
)
# For each section what is written, and its words as they light up, if they are few.
HARD: dict[str, tuple[str, list[str]]] = {
    "ein-wort": ("Ja.", ["Ja."]),
    "leere-tabelle": ("Tabelle: Leer\n\n| A | B |\n|---|---|\n|  |  |\n\nDanach.", ["Danach."]),
    "langer-abschnitt": (LONG_SECTION, []),
    "langer-satz": (LONG_SENTENCE, LONG_SENTENCE.split()),
    "weiche-trennung": (
        "Do\u00adnau\u00addampf fährt\u00ad. \u00adVorn.",
        ["Do\u00adnau\u00addampf", "fährt\u00ad.", "\u00adVorn."],
    ),
    "zeichen-darueber": ("Cafe\u0301, nai\u0308ve. E\u0301ine.", ["Cafe\u0301,", "nai\u0308ve.", "E\u0301ine."]),
    "bilderschrift": ("Gut 👍🏽 gemacht 👩‍👩‍👧‍👦 heute. 🎉 Feier!", ["Gut", "gemacht", "heute.", "Feier!"]),
    "nur-bilderschrift": ("👍🏽\n\nText 🎉.", ["Text"]),
    "andere-richtung": (
        "Das Wort שלום heißt [مرحبا بالعالم]{lang=ar} hier.",
        ["Das", "Wort", "שלום", "heißt", "مرحبا", "بالعالم", "hier."],
    ),
    "lesehilfe": (
        "Das 漢字(かんじ) steht. H<sub>2</sub>O, x<sup>2</sup>.",
        ["Das", "漢字(かんじ)", "steht.", "H", "2", "O,", "x", "2"],
    ),
    "zahl-vorn": (
        "3\\. April war schön. 12:30 Uhr. 1.000 Euro und 3,5 % von €5.",
        ["3.", "April", "war", "schön.", "12:30", "Uhr.", "1.000", "Euro", "und", "3,5 %", "von", "€5."],
    ),
    "code": ("Nimm `x = 1` und `f(a)[0]`. `nur code`", ["Nimm", "x =", "1", "und", "f(a)[0]", "nur", "code"]),
    "marken": (
        "Ein[^a] Wort[^b][^a] mit[^a]ten drin[^b].\n\n*Schräg*[^a] **fett[^b]**.\n\n[^a]: Eine.\n\n[^b]: Zwei.",
        ["Ein1", "Wort21", "mit1", "ten", "drin2", "Schräg", "1", "fett2"],
    ),
    "bilder-im-satz": (
        "Das ![ein Punkt](images/punkt.png) ist ![](images/punkt.png){: .decorative } gut.",
        ["Das", "ein Punkt", "ist", "gut."],
    ),
    "betonung-im-wort": ("*W*o*r*t **A**b**C**.", ["W", "o", "r", "t", "A", "b", "C"]),
    "keine-luecke": (
        "Ein\u200bnull\u200bbreit Wort. Fi\u200cle.",
        ["Ein\u200bnull\u200bbreit", "Wort.", "Fi\u200cle."],
    ),
    "satzzeichen": ("A – B / C … „D“ & E < F.\n\n– – –", ["A", "B", "C", "„D“ &", "E", "F."]),
}


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Web:
    """A book of such words, a section each, spoken by eSpeak NG; its e-book lies beside the pages."""
    folder = tmp_path_factory.mktemp("hard")
    (folder / "images").mkdir()
    Image.new("L", (2, 2)).save(folder / "images/punkt.png")
    (folder / "book.yaml").write_text(f"{BOOK}audio: {{highlight: word}}\n", encoding="utf-8")
    for number, (name, (text, _)) in enumerate(HARD.items(), 1):
        (folder / f"{number:02}-{name}.md").write_text(f"---\ntitle: {name}\n---\n\n{text}\n", encoding="utf-8")
    return made(folder, tmp_path_factory.mktemp("out"), "espeak")


@pytest.fixture(scope="module")
def files(web: Web) -> Files:
    """What is in the e-book with narration."""
    (path,) = web.folder.glob("epub/*-readalong.epub")
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


def test_every_word_is_read_once(files: Files) -> None:
    assert faults(files) == []


def shown_by(element: etree._Element) -> str:
    return str(element.get("alt") or "".join(map(str, element.itertext())))


@pytest.mark.parametrize("name", [name for name, (_, words) in HARD.items() if words])
def test_words_light_up_as_a_reader_tells_them_apart(files: Files, name: str) -> None:
    document = f"section-{name}.xhtml"
    elements = {element.get("id"): element for element in etree.fromstring(files[document]).iter()}
    pairs = pairs_of(files[f"section-{name}.smil"], document)
    words = [pair.shown for pair in pairs if "-w" in pair.shown and not pair.shown.startswith(f"{name}-title")]
    assert [shown_by(elements[word]) for word in words] == HARD[name][1]


def test_the_words_of_a_long_section_take_their_turns(web: Web) -> None:
    words = [start for word, start in web.words("langer-abschnitt.html") if "-title-" not in word]
    assert len(words) == 12 * 8 * 7
    assert all(one < other for one, other in pairwise(words))


def test_the_pages_hold_each_word_that_is_heard_once_and_in_order(web: Web) -> None:
    for name, page in web.sections().items():
        there = Counter(ids(page))
        heard = [word for word, _ in web.words(name)]
        assert [word for word in heard if there[word] != 1] == []
        order = {each: place for place, each in enumerate(ids(page))}
        assert all(order[one] < order[other] for one, other in pairwise(heard))
