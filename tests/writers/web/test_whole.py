"""All sections on one page: the same words, one player, ways within the page; read in a browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import pytest
from lxml import etree
from playwright.sync_api import Browser

from tests.tools.axe import MODES, Mode, Reports, check_pages
from tests.tools.server import served
from tests.writers.pages import words_of
from tests.writers.web.books import GERMAN, Web, on_one_page, written
from tests.writers.web.reading import Reader, reader
from tests.writers.web.test_pages import dead_ways, found, ids, language_at

INDEX = "index.html"
Whole = tuple[Web, Web]


def sections(page: etree._Element) -> list[etree._Element]:
    return found(page, "body/main/section[@role]")


def heading_levels(page: etree._Element) -> list[int]:
    named = [(re.fullmatch(r"h(\d)", str(element.tag)), element.get("aria-level")) for element in page.iter()]
    return [int(deeper or match[1]) for match, deeper in named if match]


# ------------------------------------------------------------------ as a file


def test_one_page_holds_all_that_many_hold(whole: Whole) -> None:
    one, many = whole
    assert list(one.pages()) == [INDEX]
    assert len(sections(one.page(INDEX))) == len(many.sections()) > 1
    for section in sections(one.page(INDEX)):
        (page,) = (page for page in many.sections().values() if page.get("data-section") == section.get("id"))
        (other,) = sections(page)
        downloads = [link.get("href") for link in found(section, "ul[@class='downloads']//a")]
        assert downloads == [link.get("href") for link in found(page, ".//ul[@class='downloads']//a")]
        assert words_of(section) == words_of(other) != []


def test_before_and_after_the_sections_stands_what_the_first_page_of_many_holds(whole: Whole) -> None:
    one, many = whole
    around = etree.fromstring(etree.tostring(found(one.page(INDEX), "body/main")[0], with_tail=False))
    for section in found(around, "section[@role]"):
        around.remove(section)
    (first,) = found(many.page(INDEX), "body/main")
    assert said_in(around) == said_in(first)
    links, others = ([a.get("href") for a in found(main, "section//a")] for main in (around, first))
    assert links == others != []


def said_in(element: etree._Element) -> list[str]:
    return "".join(map(str, element.itertext())).split()


def test_headings_are_one_level_deeper_and_none_is_left_out(whole: Whole) -> None:
    one, many = whole
    levels = heading_levels(one.page(INDEX))
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for section in sections(one.page(INDEX)):
        (page,) = (page for page in many.sections().values() if page.get("data-section") == section.get("id"))
        assert heading_levels(section) == [level + 1 for level in heading_levels(page)]


def test_headings_deeper_than_html_has_say_their_level(tmp_path: Path) -> None:
    text = "---\ntitle: Tief\n---\n\n" + "".join(f"{'#' * level} Ebene {level}\n\nText.\n\n" for level in range(2, 7))
    book = on_one_page({"book.yaml": GERMAN["book.yaml"], "01-tief.md": text})
    (section,) = sections(written(tmp_path, book).page(INDEX))
    assert heading_levels(section) == [2, 3, 4, 5, 6, 7]


def test_no_id_is_there_twice_and_every_way_leads_somewhere(whole: Whole) -> None:
    one, _ = whole
    assert [name for name, count in Counter(ids(one.page(INDEX))).items() if count > 1] == []
    assert dead_ways(one) == []
    links = [link.get("href") for link in found(one.page(INDEX), ".//ol[@class='contents']//a")]
    assert links == [f"#{section.get('id')}" for section in sections(one.page(INDEX))]


def test_sections_in_another_language_say_so(whole: Whole) -> None:
    one, many = whole
    for section in sections(one.page(INDEX)):
        (page,) = (page for page in many.sections().values() if page.get("data-section") == section.get("id"))
        language, direction = language_at(section)
        assert (language, direction or "ltr") == (page.get("lang"), page.get("dir") or "ltr")


def test_cues_are_those_of_the_sections_one_after_the_other(whole: Whole) -> None:
    one, many = whole
    pages = {page.get("data-section"): name for name, page in many.sections().items()}
    expected, words, start = [], [], 0.0
    for section in sections(one.page(INDEX)):
        own = many.cues(pages[section.get("id")])
        expected += [(shown, start + begin, start + end) for shown, begin, end in own]
        words += [(word, start + begin) for word, begin in many.words(pages[section.get("id")])]
        start += length_of(many, pages[section.get("id")])
    assert [shown for shown, *_ in one.cues(INDEX)] == [shown for shown, *_ in expected]
    for (_, *have), (_, *want) in zip(one.cues(INDEX), expected, strict=True):
        assert have == pytest.approx(want, abs=0.002)
    assert [word for word, _ in one.words(INDEX)] == [word for word, _ in words]
    assert [begin for _, begin in one.words(INDEX)] == pytest.approx([begin for _, begin in words], abs=0.002)


def length_of(web: Web, name: str) -> float:
    """How long the frames of a section's sound are, in seconds: so much later the next begins in the whole book's."""
    (source,) = (audio.get("src") or "" for audio in web.page(name).iter("audio"))
    with av.open(str(web.folder / source), "r") as container:
        frames = sum(1 for packet in container.demux(audio=0) if packet.size)
        return frames * 576 / container.streams.audio[0].rate


def test_the_player_has_the_chapters_of_all_sections(whole: Whole) -> None:
    one, _ = whole
    page, cues = one.page(INDEX), one.cues(INDEX)
    items = found(page, ".//ol[@class='sheet chapters']/li")
    titles = [item for item in items if item.get("class") is None]
    assert len(titles) == len(sections(page)) < len(items)
    starts = [float(link.attrib["data-start"]) for item in items for link in item]
    assert starts == sorted(starts)
    for item in items:
        (link,) = item
        start = float(link.attrib["data-start"])
        assert link.get("href") == "#" + next(shown for shown, begin, end in cues if begin <= start < end)
    assert [box.get("data-sets") for box in page.iter("input")].count("go-on") == 0


# ------------------------------------------------------------------ in a browser


@pytest.fixture(scope="module")
def judged(browser: Browser, whole: Whole) -> Reports:
    """What axe-core says of the page."""
    return check_pages(browser, whole[0].folder, [INDEX])


@pytest.mark.validators
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_the_page_shuts_nobody_out(judged: Reports, mode: Mode) -> None:
    (report,) = judged[mode]
    assert (report.violations, report.overflow_px) == ((), 0)


@pytest.mark.alone
@pytest.mark.validators
@pytest.mark.parametrize("kind", ["file", "http"])
def test_reading_goes_on_from_section_to_section(browser: Browser, whole: Whole, kind: str) -> None:
    one, _ = whole
    cues = one.cues(INDEX)
    second = sections(one.page(INDEX))[1].get("id") or ""
    place = next(n for n, (shown, *_) in enumerate(cues) if shown.startswith(f"{second}-title"))
    with served(one.folder) as address, reader(browser, one, address if kind == "http" else None) as anna:
        page = anna.open(INDEX)
        anna.seek(cues[place][1] - 0.4)
        page.keyboard.press("k")
        anna.wait(f"audio.currentTime > {cues[place][1] + 0.3}")
        assert [shown for shown, _ in anna.marks()][-2:] == [cues[place - 1][0], cues[place][0]]
        late = next(time for shown, time in anna.marks() if shown == cues[place][0]) - cues[place][1]
        assert -0.01 < late < 0.05
        page.keyboard.press("k")
        for shown, start, end in (cues[-1], cues[0], cues[place + 1]):
            anna.seek((start + end) / 2)
            assert anna.heard == shown
        assert anna.complaints == []
        assert [url for url in anna.requests if not url.startswith(anna.base + "/")] == []


@pytest.mark.validators
def test_the_place_is_remembered(browser: Browser, whole: Whole) -> None:
    one, _ = whole
    shown, start, end = one.cues(INDEX)[-2]
    with reader(browser, one) as anna:
        anna.open(INDEX)
        anna.seek((start + end) / 2)
        anna.page.reload()
        anna.wait("audio.currentTime > 0")
        assert anna.heard == shown


@pytest.mark.validators
def test_without_the_script_all_is_there(browser: Browser, whole: Whole) -> None:
    one, _ = whole
    with reader(browser, one, script=False) as anna:
        anna.page.goto(f"{anna.base}/{INDEX}")
        assert anna.page.locator("main > section[role]").count() == len(sections(one.page(INDEX)))
        assert anna.page.locator("audio").is_visible()
        assert anna.page.locator(".chapters a").count() > 3


@pytest.fixture
def anna(browser: Browser, german_whole: Web) -> Iterator[Reader]:
    """A reader of the small book on one page."""
    with reader(browser, german_whole) as found:
        found.open(INDEX)
        yield found
        assert found.complaints == []


@pytest.mark.validators
@pytest.mark.parametrize(
    ("choice", "within"), [("skip-tables", "table"), ("skip-charts", "figure"), ("skip-notes", ".notes")]
)
def test_what_is_not_wanted_is_skipped(anna: Reader, german_whole: Web, choice: str, within: str) -> None:
    inside = anna.page.evaluate(f"() => [...document.querySelectorAll('{within} [id]')].map(element => element.id)")
    cues = german_whole.cues(INDEX)
    first = next(n for n, cue in enumerate(cues) if cue[0] in inside)
    after = next(cue for cue in cues[first:] if cue[0] not in inside)
    anna.choose(choice)
    anna.seek(cues[first][1] - 0.3)
    anna.page.keyboard.press("k")
    anna.wait(f"audio.currentTime > {after[1] + 0.1} && !audio.seeking")
    shown = [shown for shown, _ in anna.marks()]
    assert shown[-1] == after[0]
    assert not set(shown) & set(inside)


@pytest.mark.validators
def test_the_keyboard_alone_leads_to_every_section(anna: Reader, german_whole: Web) -> None:
    page = anna.page
    starts = [start for _, start, _ in german_whole.cues(INDEX)]
    page.keyboard.press("l")
    assert anna.time == pytest.approx(starts[1], abs=0.01)
    for key, rate in (("[", 0.5), ("]", 3)):
        for _ in range(12):
            page.keyboard.press(key)
        assert page.evaluate("() => document.querySelector('audio').playbackRate") == rate
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('.panel summary')"):
            break
    page.keyboard.press("Enter")
    while "Zweitens" not in page.evaluate("() => document.activeElement.textContent"):
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.matches('.chapters a')")
    page.keyboard.press("Enter")
    anna.wait("!audio.paused && !audio.seeking")
    assert (anna.heard or "").startswith("zwei-title")
    page.keyboard.press("k")
    page.keyboard.press("p")
    assert not (anna.heard or "").startswith("zwei")


@pytest.mark.validators
def test_speed_and_choices_are_remembered(anna: Reader) -> None:
    page = anna.page
    page.locator('[data-sets="speed"]').select_option("0.5")
    anna.choose("skip-notes")
    anna.open(INDEX)
    assert page.evaluate("() => document.querySelector('audio').playbackRate") == 0.5
    assert page.locator('[data-sets="speed"]').input_value() == "0.5"
    assert page.locator('[data-sets="skip-notes"]').is_checked()


@pytest.mark.validators
def test_on_paper_there_is_the_text_of_all_sections_and_nothing_to_press(anna: Reader, german_whole: Web) -> None:
    page = anna.page
    anna.seek(german_whole.cues(INDEX)[4][1])
    page.emulate_media(media="print")
    for said in ("Ein Satz.", "Die Anmerkung.", "Vor dem Bild."):
        assert page.get_by_text(said, exact=True).is_visible()
    assert page.get_by_role("cell", name="70").first.is_visible()
    assert page.locator(".player:visible, .downloads:visible, .skip:visible, .backlinks:visible").count() == 0
    assert page.get_by_role("heading", name="Zum Mitnehmen").count() == 0
    style = page.locator(".heard").evaluate(
        "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).outlineStyle]"
    )
    assert style == ["rgba(0, 0, 0, 0)", "none"]
