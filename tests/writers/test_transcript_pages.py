"""Transcripts as pages: every line in order, who says it, in which language, and the way to its sound."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from pipeline.edition import Edition
from tests.tools import axe
from tests.tools.axe import MODES, Mode, Reports
from tests.writers.subtitles import read_webvtt
from tests.writers.transcribed import FILES, read_aloud, root_of, said, spans_of, words_of, written

HEADINGS = ("h1", "h2", "h3")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return read_aloud(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def files(edition: Edition) -> dict[str, str]:
    return written(edition)


@pytest.mark.parametrize("name", FILES)
def test_the_page_says_every_line_in_order(edition: Edition, files: dict[str, str], name: str) -> None:
    spans, shown = spans_of(edition, name), said(files[f"{name}.html"])
    assert [span.get("id") for span in shown] == [span.id for span in spans]
    assert ["".join(span.itertext()).split() for span in shown] == words_of(spans)


@pytest.mark.parametrize("name", FILES)
def test_the_page_names_who_speaks_at_each_change(files: dict[str, str], name: str) -> None:
    speakers = {cue.id: cue.speaker for cue in read_webvtt(files[f"{name}.vtt"])}
    speaker, cites = "", 0
    for element in root_of(files[f"{name}.html"]).iter():
        if element.tag in HEADINGS:
            speaker = ""
        elif element.tag == "cite":
            assert "".join(element.itertext()) != f"{speaker}:", "only a change is told"
            speaker, cites = "".join(element.itertext()).removesuffix(":"), cites + 1
        elif element.tag == "p":
            ids = [span.get("id", "") for span in element.iter("span") if span.get("data-start")]
            assert {speakers[each] for each in ids} <= {speaker}
    assert cites > 0


@pytest.mark.parametrize("name", FILES)
def test_times_lead_to_the_sound(files: dict[str, str], name: str) -> None:
    root = root_of(files[f"{name}.html"])
    rows = [element for element in root.iter("div") if element.get("class") == "said"]
    for row in rows:
        (link,), (span, *_) = row.findall("a"), row.iterfind("p/span[@data-start]")
        seconds = span.get("data-start", "")
        assert link.get("href") == f"{name}.mp3#t={seconds}"
        (time,) = link
        assert time.get("datetime") == f"PT{seconds}S"
        whole = int(float(seconds))
        assert time.text == f"{whole // 60}:{whole % 60:02d}"
        assert (time.text or "?") in link.get("aria-label", "")
    assert {link.get("href", "").partition("#")[0] for link in root.iter("a")} == {f"{name}.mp3"}
    assert len(rows) > 1


def test_headings_are_the_chapters_with_the_words_that_say_them(edition: Edition, files: dict[str, str]) -> None:
    def headings(name: str) -> list[tuple[str, str]]:
        elements = (each for each in root_of(files[f"{name}.html"]).iter() if each.tag in HEADINGS)
        return [(each.tag, "".join(each.itertext()).removesuffix(".")) for each in elements]

    assert edition.audio is not None
    tracks = edition.audio.timeline.tracks
    titles = [[chapter.title.removesuffix(".") for chapter in track.chapters] for track in tracks]
    assert len(titles[0]) > 4
    assert headings("01-a") == [("h1", titles[0][0]), *(("h2", title) for title in titles[0][1:])]
    levels = [(f"h{2 + (n > 0)}", title) for each in titles for n, title in enumerate(each)]
    assert headings("lesen") == [("h1", "Lesen & Hören"), *levels]
    first = next(root_of(files["01-a.html"]).iter("h1"))
    assert [span.get("id") for span in first] == ["a-title-s1"]
    lists = [each for each in root_of(files["01-a.html"]).iter("h2") if each.get("data-chapter") == "a-l1"]
    assert [span.get("id") for heading in lists for span in heading] == ["a-l1-start"]


def test_what_belongs_together_stands_together(files: dict[str, str]) -> None:
    paragraphs = [[span.get("id") for span in each] for each in root_of(files["01-a.html"]).iter("p")]
    assert ["a-p1-s1", "a-p1-s2", "a-p1-s3"] in paragraphs
    assert ["a-t1-r1-start", "a-t1-r1c1", "a-t1-r1c2"] in paragraphs


@pytest.mark.parametrize("name", FILES)
def test_the_page_says_each_word_in_its_language(edition: Edition, files: dict[str, str], name: str) -> None:
    root = root_of(files[f"{name}.html"])
    main = root.find("body/main")
    assert main is not None
    outer = root.get("lang", "")
    assert outer == {"01-a": "de", "02-b": "en", "lesen": "de"}[name]
    shown: list[tuple[str, str]] = []
    for section in main.findall("section"):
        own = section.get("lang", outer)
        for span in section.iter("span"):
            if span.get("data-start"):
                shown += languages(span, own)
    pieces = [piece for span in spans_of(edition, name) for piece in span.line.pieces]
    assert by_letter(shown) == by_letter(pieces)


def by_letter(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(letter, language) for text, language in pieces for letter in text if not letter.isspace()]


def test_our_own_words_are_marked_in_a_section_of_another_language(files: dict[str, str]) -> None:
    german, english = root_of(files["lesen.html"]).findall("body/main/section")
    assert english.get("lang") == "en"
    for section, language in ((german, None), (english, "de")):
        names = [cite for cite in section.iter("cite") if cite.text == "Erzählstimme:"]
        assert {each.get("lang") for each in (*names, *section.iter("a"))} == {language}
        assert names


@pytest.mark.parametrize(("name", "words"), [("01-a", "Anhören"), ("02-b", "Listen"), ("lesen", "Anhören")])
def test_the_page_tells_how_long_the_sound_is(files: dict[str, str], name: str, words: str) -> None:
    seconds = read_webvtt(files[f"{name}.vtt"])[-1].end_ms // 1000
    (link,) = root_of(files[f"{name}.html"]).iterfind("body/header//a")
    assert "".join(link.itertext()) == f"{words} ({seconds // 60}:{seconds % 60:02d})"


def test_words_of_right_to_left_languages_say_so(files: dict[str, str]) -> None:
    arabic = [span for span in root_of(files["01-a.html"]).iter("span") if span.get("lang") == "ar"]
    assert [span.get("dir") for span in arabic] == ["rtl"]


def test_the_page_asks_for_nothing(files: dict[str, str]) -> None:
    for name in FILES:
        root = root_of(files[f"{name}.html"])
        assert {each.tag for each in root.iter()} & {"script", "img", "link", "audio", "iframe", "object"} == set()
        policies = [meta.get("content", "") for meta in root.iter("meta") if meta.get("http-equiv")]
        assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]
        assert "url(" not in files[f"{name}.html"]
        assert "@import" not in files[f"{name}.html"]


@pytest.mark.validators
def test_colours_are_those_that_the_reader_asks_for(browser: Browser, files: dict[str, str]) -> None:
    for colours, canvas in (("light", "rgb(0, 0, 0)"), ("dark", "rgb(255, 255, 255)")):
        context = browser.new_context(color_scheme="light" if colours == "light" else "dark", offline=True)
        page = context.new_page()
        page.set_content(files["01-a.html"])
        assert page.evaluate("() => getComputedStyle(document.querySelector('p')).color") == canvas
        context.close()


@pytest.fixture(scope="module")
def judged(browser: Browser, files: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """What axe-core says of the pages."""
    folder, pages = tmp_path_factory.mktemp("pages"), [f"{name}.html" for name in FILES]
    for page in pages:
        (folder / page).write_text(files[page], encoding="utf-8")
    return axe.check_pages(browser, folder, pages)


@pytest.mark.validators
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_axe_has_no_violation_and_nothing_is_too_wide(judged: Reports, mode: Mode) -> None:
    reports = judged[mode]
    assert len(reports) == len(FILES)
    assert [report for report in reports if report.violations or report.overflow_px > 0] == []


def languages(element: ElementTree.Element, outer: str) -> list[tuple[str, str]]:
    """Words by language, in order."""
    language = element.get("lang", outer)
    assert element.get(XML_LANG) == element.get("lang")
    found = [(element.text or "", language)]
    for child in element:
        found += [*languages(child, language), (child.tail or "", language)]
    return found
