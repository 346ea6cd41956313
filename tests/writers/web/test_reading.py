"""The pages read along in a browser: what is marked and when, where taps and keys lead, what the page follows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.writers.web.books import FIRST, SECOND, Web
from tests.writers.web.reading import Reader, reader, undisturbed

pytestmark = pytest.mark.validators

# So long after it has begun a sentence is marked at the latest, in seconds of the listener's.
LATE_S = 0.05


def middle(cue: tuple[str, float, float]) -> float:
    return (cue[1] + cue[2]) / 2


# ------------------------------------------------------------------ marks in time


@pytest.mark.alone
@pytest.mark.parametrize("speed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_each_sentence_is_marked_when_it_begins(clara: Reader, german: Web, speed: int) -> None:
    cues = german.cues(FIRST)[: 5 * speed]
    page = clara.open(FIRST)
    page.locator('[data-sets="speed"]').select_option(str(speed))
    page.keyboard.press("k")
    clara.wait(f"audio.currentTime > {cues[-1][1] + 0.2}")
    marks = clara.marks()[: len(cues)]
    assert [shown for shown, _ in marks] == [shown for shown, _, _ in cues]
    late = [(time - start) / speed for (_, time), (_, start, _) in zip(marks, cues, strict=True)]
    assert max(late) < LATE_S
    assert min(late) > -0.01


@pytest.mark.alone
@pytest.mark.parametrize("speed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_each_word_is_marked_when_it_begins(browser: Browser, worded: Web, speed: int) -> None:
    words = worded.words(FIRST)[: 8 * speed]
    with undisturbed(browser, worded, None) as found:
        page = found.open(FIRST)
        page.locator('[data-sets="speed"]').select_option(str(speed))
        page.keyboard.press("k")
        found.wait(f"audio.currentTime > {words[-1][1] + 0.1}")
        marks = found.words()[: len(words)]
    assert [shown for shown, _ in marks] == [shown for shown, _ in words]
    late = [(time - start) / speed for (_, time), (_, start) in zip(marks, words, strict=True)]
    assert max(late) < LATE_S
    assert min(late) > -0.01


# A page that isn't seen is not painted; some browsers tell of cues late, and this one then of none.
NOT_PAINTED = "window.requestAnimationFrame = () => 0"
NOT_TOLD = "TextTrack.prototype.addCue = () => undefined"


@pytest.mark.alone
@pytest.mark.parametrize(
    ("book", "lacks"),
    [
        pytest.param("german", NOT_TOLD, id="german-not told"),
        pytest.param("worded", NOT_PAINTED, id="worded-not painted"),
        pytest.param("german", NOT_PAINTED, id="german-not painted", marks=pytest.mark.slow),
        pytest.param("worded", NOT_TOLD, id="worded-not told", marks=pytest.mark.slow),
    ],
)
def test_marks_change_by_what_the_browser_has(
    browser: Browser, request: pytest.FixtureRequest, book: str, lacks: str
) -> None:
    web: Web = request.getfixturevalue(book)
    words, cues = web.words(FIRST)[:8], web.cues(FIRST)[:4]
    end = words[-1][1] if words else cues[-1][1]
    with undisturbed(browser, web, None) as found:
        found.page.add_init_script(lacks)
        page = found.open(FIRST)
        page.keyboard.press("k")
        heard = f"() => document.querySelector('audio').currentTime > {end + 0.1}"
        page.wait_for_function(heard, polling=50)  # by itself it would look whenever something is painted
        marks, sentences = found.words()[: len(words)], found.marks()[: len(cues)]
    assert [shown for shown, _ in marks] == [shown for shown, _ in words]
    assert [shown for shown, _ in sentences] == [shown for shown, *_ in cues[: len(sentences)]]
    assert len(sentences) > 1
    late = [time - start for (_, time), (_, start) in zip(marks, words, strict=True)]
    late += [time - start for (_, time), (_, start, _) in zip(sentences, cues, strict=False)]
    assert max(late) < LATE_S


def test_the_word_that_is_marked_is_in_the_sentence_that_is(browser: Browser, worded: Web) -> None:
    with undisturbed(browser, worded, None) as found:
        page = found.open(FIRST)
        for word, start in worded.words(FIRST):
            found.seek(start + 0.01)
            assert page.evaluate("() => [...document.querySelectorAll('.word')].map(({ id }) => id)") == [word]
            assert page.locator(".heard .word").count() == 1
        found.seek(next(start for shown, start, _ in worded.cues(FIRST) if shown == "index-t1-cap") + 0.1)
        assert page.locator(".word").count() == 0


def test_one_thing_is_marked_at_a_time(anna: Reader, german: Web) -> None:
    page = anna.open(FIRST)
    for cue in german.cues(FIRST):
        anna.seek(middle(cue))
        assert page.locator(".heard").count() == 1


def test_seeking_marks_the_sentence_that_is_heard_there(clara: Reader, german: Web) -> None:
    clara.open(SECOND)
    cues = german.cues(SECOND)
    for shown, start, end in (*cues[::-1], *cues[::2]):
        for time in (start, (start + end) / 2, end - 0.02):
            clara.seek(time)
            assert clara.heard == shown


def test_the_last_words_are_marked_to_the_end(anna: Reader, german: Web) -> None:
    page = anna.open(SECOND)
    shown, _, end = german.cues(SECOND)[-1]
    anna.seek(end - 0.3)
    page.keyboard.press("k")
    anna.wait("audio.ended")
    assert anna.heard == shown


# ------------------------------------------------------------------ taps, buttons, keys


def test_a_tap_on_a_sentence_plays_from_its_start(clara: Reader, german: Web) -> None:
    page = clara.open(FIRST)
    starts = {shown: start for shown, start, _ in reversed(german.cues(FIRST))}
    for shown in ("index-p3-s2", "index-t1-r2c2"):
        before = len(clara.marks())
        page.locator(f"[id='{shown}']").click()
        clara.wait("!audio.paused && !audio.seeking")
        # By now a busy machine may have read on: what counts is where it began.
        clara.wait(f"window.marks.slice({before}).some(([marked]) => marked === {shown!r})")
        time = next(time for marked, time in clara.marks()[before:] if marked == shown)
        assert starts[shown] - 0.01 < time < starts[shown] + 0.5


def test_a_tap_on_a_link_follows_the_link(clara: Reader) -> None:
    page = clara.open(FIRST)
    page.locator("main a[href='zwei.html#zwei'], main a[href='zwei.html']").click()
    page.wait_for_url("**/zwei.html*")
    clara.open(FIRST)
    page.locator("main sup a").click()
    assert page.url.endswith("#index-n1")
    assert not clara.is_playing
    assert clara.time == 0


def test_who_marks_words_does_not_hear_them(anna: Reader) -> None:
    page = anna.open(FIRST)
    page.locator("[id='index-p1-s1']").dblclick()
    page.locator("[id='index-p1-s1']").evaluate("element => getSelection().selectAllChildren(element)")
    before = anna.time
    page.keyboard.press("k") if anna.is_playing else None
    page.locator("[id='index-p3-s1']").evaluate("element => element.click()")
    assert not anna.is_playing
    assert anna.time == pytest.approx(before, abs=1)


def test_a_chapter_plays_from_its_start_and_its_panel_closes(anna: Reader, german: Web) -> None:
    page = anna.open(FIRST)
    page.locator("summary", has_text="Kapitel").click()
    page.locator(".chapters a", has_text="Mitte").first.click()
    anna.wait("!audio.paused && !audio.seeking")
    start = next(start for shown, start, _ in german.cues(FIRST) if shown.startswith("index-mitte"))
    assert start - 0.01 < anna.time < start + 0.5
    assert page.locator("details.panel[open]").count() == 0
    assert (page.locator(".chapters [aria-current] .title").text_content() or "") == "Mitte"


def test_keys_lead_everywhere(anna: Reader, german: Web) -> None:
    page, cues = anna.open(FIRST), german.cues(FIRST)
    starts = [start for _, start, _ in cues]
    page.keyboard.press("l")
    page.keyboard.press("l")
    assert anna.time == pytest.approx(starts[2], abs=0.01)
    page.keyboard.press("j")
    assert anna.time == pytest.approx(starts[1], abs=0.01)
    page.keyboard.press("ArrowRight")
    assert anna.time == pytest.approx(starts[1] + 5, abs=0.01)
    page.keyboard.press("ArrowLeft")
    assert anna.time == pytest.approx(starts[1], abs=0.01)
    page.keyboard.press("n")
    assert (anna.heard or "").startswith("index-mitte")
    page.keyboard.press("p")
    assert anna.time == 0
    for key, rate in (("]", 1.1), ("+", 1.25), ("[", 1.1), ("-", 1)):
        page.keyboard.press(key)
        assert page.evaluate("() => document.querySelector('audio').playbackRate") == rate
    page.keyboard.press(" ")
    anna.wait("!audio.paused")
    page.keyboard.press(" ")
    assert not anna.is_playing


def test_the_way_back_leads_to_the_start_of_a_chapter_and_then_before_it(anna: Reader, german: Web) -> None:
    page = anna.open(FIRST)
    start = next(start for shown, start, _ in german.cues(FIRST) if shown.startswith("index-mitte"))
    for later, there in ((3, start), (1, 0)):
        anna.seek(start + later)
        page.keyboard.press("p")
        assert anna.time == pytest.approx(there, abs=0.01)


def test_speed_goes_from_a_half_to_three(anna: Reader) -> None:
    page = anna.open(FIRST)
    for key, rate in (("[", 0.5), ("]", 3)):
        for _ in range(12):
            page.keyboard.press(key)
        assert page.evaluate("() => document.querySelector('audio').playbackRate") == rate


def test_buttons_lead_as_keys_do(anna: Reader, german: Web) -> None:
    page, cues = anna.open(FIRST), german.cues(FIRST)
    page.get_by_role("button", name="Satz vor").click()
    assert anna.time == pytest.approx(cues[1][1], abs=0.01)
    page.get_by_role("button", name="Satz zurück").click()
    assert anna.time == 0
    page.get_by_role("button", name="Nächstes Kapitel").click()
    assert (anna.heard or "").startswith("index-mitte")


def test_what_has_the_focus_keeps_its_own_keys(anna: Reader) -> None:
    page = anna.open(FIRST)
    page.get_by_role("combobox", name="Tempo").focus()
    page.keyboard.press("l")
    assert anna.time == 0
    page.get_by_role("button", name="Satz vor").focus()
    page.keyboard.press(" ")
    assert anna.time > 0
    assert not anna.is_playing


def test_a_table_that_scrolls_keeps_its_arrows(anna: Reader) -> None:
    page = anna.open(SECOND)
    page.locator("details.description summary").click()
    page.locator(".wide").focus()
    page.keyboard.press("ArrowRight")
    assert anna.time == 0
    page.keyboard.press("l")
    assert anna.time > 0


def test_keys_of_the_browser_are_left_to_it(anna: Reader) -> None:
    page = anna.open(FIRST)
    for key in ("Control+l", "Meta+l", "Alt+l"):
        page.keyboard.press(key)
    assert anna.time == 0


def test_all_keys_but_the_last_can_be_turned_off(anna: Reader) -> None:
    page = anna.open(FIRST)
    anna.choose("keys", on=False)
    for key in ("l", " ", "n", "]", "k", "ArrowRight"):
        page.keyboard.press(key)
    assert anna.time == 0
    assert not anna.is_playing
    assert page.evaluate("() => document.querySelector('audio').playbackRate") == 1
    page.locator("summary", has_text="Kapitel").click()
    page.keyboard.press("Escape")
    assert page.locator("details.panel[open]").count() == 0


def test_the_keyboard_alone_is_enough(anna: Reader) -> None:
    page = anna.open(FIRST)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Zum Abspielen"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('.panel summary')"):
            break
    page.keyboard.press("Enter")
    assert page.locator("details.panel[open]").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    anna.wait("!audio.paused && !audio.seeking")
    assert (anna.heard or "").startswith("index-mitte")
    assert page.evaluate("() => document.activeElement.matches('.panel summary')")


def test_escape_closes_what_is_open(anna: Reader) -> None:
    page = anna.open(FIRST)
    page.locator("summary", has_text="Einstellungen").click()
    page.get_by_label("Tabellen überspringen").focus()
    page.keyboard.press("Escape")
    assert page.locator("details.panel[open]").count() == 0
    assert page.evaluate("() => document.activeElement.textContent") == "Einstellungen"


def test_a_tap_beside_what_is_open_closes_it(anna: Reader) -> None:
    page = anna.open(FIRST)
    page.locator("summary", has_text="Kapitel").click()
    page.locator("h1").click()
    assert page.locator("details.panel[open]").count() == 0


def test_chapters_open_where_the_listener_is(browser: Browser, german_whole: Web) -> None:
    with undisturbed(browser, german_whole, None) as found:
        found.page.set_viewport_size({"width": 800, "height": 430})
        page = found.open("index.html")
        found.seek(german_whole.cues("index.html")[-1][1])
        page.locator("summary", has_text="Kapitel").click()
        found.wait("document.querySelector('.chapters').scrollTop > 0")
        (here, sheet) = (page.locator(name).bounding_box() for name in (".chapters [aria-current]", ".chapters"))
    assert here
    assert sheet
    assert sheet["y"] <= here["y"]
    assert here["y"] + here["height"] <= sheet["y"] + sheet["height"]


# ------------------------------------------------------------------ the page follows


def scrolled(found: Reader) -> float:
    return float(found.page.evaluate("() => scrollY"))


def is_in_view(found: Reader) -> bool:
    seen: bool = found.page.evaluate("""() => {
      const box = document.querySelector('.heard').getBoundingClientRect();
      const bar = document.querySelector('.player').getBoundingClientRect();
      return box.top >= 0 && box.bottom <= bar.top;
    }""")
    return seen


@pytest.fixture
def ben(browser: Browser, german: Web) -> Iterator[Reader]:
    """A reader with a small screen, who wants nothing to move smoothly."""
    with reader(browser, german, size=(360, 640)) as found:
        found.page.emulate_media(reduced_motion="reduce")
        yield found


def test_the_page_follows_what_is_heard_and_only_then(ben: Reader, german: Web) -> None:
    page = ben.open(FIRST)
    height = page.evaluate("() => document.querySelector('.player').getBoundingClientRect().top")
    boxes = {cue: page.locator(f"[id='{cue[0]}']").bounding_box() for cue in german.cues(FIRST)}
    low = [cue for cue, box in boxes.items() if box and height / 2 < box["y"] and box["y"] + box["height"] < height]
    ben.seek(low[-1][1])
    assert scrolled(ben) == 0
    ben.seek(german.cues(FIRST)[-1][1])
    assert scrolled(ben) > 0
    assert is_in_view(ben)


def test_the_page_stays_if_the_listener_wants_it_so(ben: Reader, german: Web) -> None:
    ben.open(FIRST)
    ben.choose("follow", on=False)
    ben.seek(german.cues(FIRST)[-1][1])
    assert scrolled(ben) == 0
    assert ben.heard == german.cues(FIRST)[-1][0]


def test_who_looks_elsewhere_is_left_there(ben: Reader, german: Web) -> None:
    page, cues = ben.open(FIRST), german.cues(FIRST)
    page.keyboard.press("k")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(1100)  # longer than a page scrolls by itself
    there = scrolled(ben)
    ben.wait(f"audio.currentTime > {cues[3][1]}")
    assert scrolled(ben) == there
    page.keyboard.press("j")
    assert is_in_view(ben)
