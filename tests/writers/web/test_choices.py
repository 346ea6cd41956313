"""What listeners choose: what is skipped, and what a browser remembers of them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.writers.web.books import FIRST, SECOND, Web
from tests.writers.web.reading import Reader

pytestmark = pytest.mark.validators

# ------------------------------------------------------------------ what is skipped


@pytest.mark.parametrize(
    ("choice", "name", "within"),
    [("skip-tables", FIRST, "table"), ("skip-charts", SECOND, "figure"), ("skip-notes", FIRST, ".notes")],
)
def test_what_is_not_wanted_is_skipped(clara: Reader, german: Web, choice: str, name: str, within: str) -> None:
    page = clara.open(name)
    inside = page.evaluate(f"() => [...document.querySelectorAll('{within} [id]')].map(element => element.id)")
    cues = german.cues(name)
    first = next(n for n, cue in enumerate(cues) if cue[0] in inside)
    after = next((cue for cue in cues[first:] if cue[0] not in inside), None)
    clara.choose(choice)
    clara.seek(cues[first][1] - 0.3)
    page.keyboard.press("k")
    clara.wait("audio.ended" if after is None else f"audio.currentTime > {after[1] + 0.1} && !audio.seeking")
    shown = [shown for shown, _ in clara.marks()]
    assert shown[-1] == (cues[first - 1] if after is None else after)[0]
    assert not set(shown) & set(inside)


def test_what_is_skipped_is_heard_by_who_goes_there(anna: Reader, german: Web) -> None:
    page = anna.open(FIRST)
    anna.choose("skip-tables")
    page.locator("[id='index-t1-r1c1']").click()
    anna.wait(f"audio.currentTime > {anna.time + 0.3}")
    assert (anna.heard or "").startswith("index-t1")
    shown, start, _ = next(cue for cue in german.cues(FIRST) if cue[0].startswith("index-t1-r2"))
    anna.seek(start + 0.1)
    anna.wait(f"audio.currentTime > {start + 0.3}")
    assert anna.heard == shown


def test_going_sentence_by_sentence_skips_too(anna: Reader, german: Web) -> None:
    page = anna.open(FIRST)
    anna.choose("skip-tables")
    cues = german.cues(FIRST)
    before, after = next(
        (a, b) for a, b in pairwise(cues) if not a[0].startswith("index-t1") and b[0] == "index-t1-cap"
    )
    anna.seek(before[1] + 0.1)
    page.keyboard.press("l")
    assert not (anna.heard or "").startswith("index-t1")
    assert anna.time > after[2]
    page.keyboard.press("j")
    assert anna.heard == before[0]


# ------------------------------------------------------------------ what is remembered


def test_place_speed_and_choices_are_remembered(clara: Reader, german: Web) -> None:
    page = clara.open(FIRST)
    page.locator('[data-sets="speed"]').select_option("1.5")
    clara.choose("skip-notes")
    cue = german.cues(FIRST)[4]
    page.locator(f"[id='{cue[0]}']").click()
    clara.wait(f"audio.currentTime > {cue[1] + 0.1}")
    page.keyboard.press("k")
    clara.wait("audio.paused")
    time = clara.time
    clara.open(SECOND)
    assert clara.time == 0
    assert page.evaluate("() => document.querySelector('audio').playbackRate") == 1.5
    clara.open(FIRST)
    assert clara.time == pytest.approx(time, abs=0.05)
    assert clara.heard == cue[0]
    assert page.locator('[data-sets="speed"]').input_value() == "1.5"
    assert page.locator('[data-sets="skip-notes"]').is_checked()
    page.goto(f"{clara.base}/index.html")
    assert page.locator(".again a").inner_text() == "Erstens"
    assert (page.locator(".again a").get_attribute("href") or "").endswith(FIRST)


KEPT = "Number(localStorage.getItem(`vorlesen:${document.documentElement.dataset.book}:place:index`))"


def test_the_place_is_kept_while_it_is_heard(anna: Reader) -> None:
    anna.open(FIRST)
    anna.seek(6)
    anna.wait(f"{KEPT} === 6")


def test_the_place_is_kept_at_each_pause(anna: Reader) -> None:
    page = anna.open(FIRST)
    page.keyboard.press("k")
    anna.wait("audio.currentTime > 0.5")
    page.keyboard.press("k")
    anna.wait(f"Math.abs({KEPT} - audio.currentTime) < 0.02")


def test_the_place_is_kept_when_the_page_is_left(anna: Reader) -> None:
    anna.open(FIRST)
    anna.seek(1)
    anna.open(SECOND)
    anna.open(FIRST)
    assert anna.time == pytest.approx(1, abs=0.05)


def test_what_was_heard_to_its_end_begins_anew(anna: Reader, german: Web) -> None:
    page = anna.open(FIRST)
    anna.seek(german.cues(FIRST)[-1][2] - 0.2)
    page.keyboard.press("k")
    anna.wait("audio.ended")
    anna.open(SECOND)
    anna.open(FIRST)
    assert anna.time == 0


def test_each_book_has_a_memory_of_its_own(anna: Reader, arabic: Web) -> None:
    page = anna.open(FIRST)
    anna.choose("skip-notes")
    page.locator('[data-sets="speed"]').select_option("2")
    page.goto((arabic.folder / "awwal.html").resolve().as_uri())
    assert not page.locator('[data-sets="skip-notes"]').is_checked()
    assert page.evaluate("() => document.querySelector('audio').playbackRate") == 1
    anna.requests.clear()
    anna.open(FIRST)
    assert page.locator('[data-sets="skip-notes"]').is_checked()


@pytest.mark.parametrize("kept", ["99", "0", "-1", "schnell"])
def test_a_speed_that_no_player_has_is_forgotten(anna: Reader, kept: str) -> None:
    page = anna.open(FIRST)
    page.evaluate(f"() => localStorage.setItem(`vorlesen:${{document.documentElement.dataset.book}}:speed`, '{kept}')")
    anna.open(FIRST)
    assert page.evaluate("() => document.querySelector('audio').playbackRate") == 1


def test_a_page_is_read_where_nothing_can_be_kept(anna: Reader, german: Web) -> None:
    page = anna.page
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    anna.open(FIRST)
    page.keyboard.press("l")
    assert anna.heard == german.cues(FIRST)[1][0]


def test_a_link_into_the_page_is_where_it_begins(anna: Reader) -> None:
    anna.open(f"{FIRST}#index-mitte")
    assert (anna.heard or "").startswith("index-mitte")
    assert anna.time > 0


def test_the_next_section_follows_if_it_is_wanted(clara: Reader, german: Web) -> None:
    page = clara.open(FIRST)
    end = german.cues(FIRST)[-1][2]
    clara.seek(end - 0.2)
    page.keyboard.press("k")
    clara.wait("audio.ended")
    assert page.url.endswith(FIRST)
    clara.choose("go-on")
    clara.seek(end - 0.2)
    page.keyboard.press("k")
    page.wait_for_url("**/zwei.html")
    clara.wait("!audio.paused")
