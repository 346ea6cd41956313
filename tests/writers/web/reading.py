"""A page in a browser, heard: from a file or from a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page

from tests.writers.web.books import Web

# When what is marked changes: [its id, the audio's time, the page's time in milliseconds].
_WATCH = """() => {
  const audio = document.querySelector('audio');
  window.marks = [];
  window.words = [];
  new MutationObserver(() => {
    const shown = document.querySelector('.heard')?.id;
    if (shown && window.marks.at(-1)?.[0] !== shown) window.marks.push([shown, audio.currentTime, performance.now()]);
    const word = document.querySelector('.word')?.id;
    if (word && window.words.at(-1)?.[0] !== word) window.words.push([word, audio.currentTime]);
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['class'] });
}"""
# The browser downloads the sound before the page's own scripts could ask for it.
_READY = "() => document.querySelector('audio').readyState >= 3"


@dataclass(slots=True)
class Reader:
    """Somebody who reads a web edition. `requests` and `complaints` are those of all pages so far."""

    context: BrowserContext
    base: str
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        """Go to a page and wait until it can be heard."""
        self.page.goto(f"{self.base}/{name}")
        self.page.wait_for_function(_READY)
        self.page.evaluate(_WATCH)
        return self.page

    @property
    def heard(self) -> str | None:
        """The id of what is marked."""
        found: str | None = self.page.evaluate("() => document.querySelector('.heard')?.id ?? null")
        return found

    @property
    def time(self) -> float:
        """Where the sound is, in seconds."""
        return float(self.page.evaluate("() => document.querySelector('audio').currentTime"))

    @property
    def is_playing(self) -> bool:
        """Whether the sound goes on."""
        return not self.page.evaluate("() => document.querySelector('audio').paused")

    def marks(self) -> list[tuple[str, float]]:
        """What was marked since the page was opened, and where the sound was then."""
        return [(shown, time) for shown, time, _ in self.page.evaluate("() => window.marks")]

    def words(self) -> list[tuple[str, float]]:
        """As marks, of words."""
        return [(shown, time) for shown, time in self.page.evaluate("() => window.words")]

    def seek(self, time: float) -> None:
        """Go somewhere as the browser's own control does, and wait until it is there."""
        self.page.evaluate(
            "time => new Promise(done => { const audio = document.querySelector('audio');"
            " audio.addEventListener('seeked', () => setTimeout(done), { once: true }); audio.currentTime = time; })",
            time,
        )

    def choose(self, name: str, on: bool = True) -> None:
        """Set one of the choices."""
        self.page.locator(f'[data-sets="{name}"]').evaluate(
            "(box, on) => { box.checked = on; box.dispatchEvent(new Event('change')); }", on
        )

    def wait(self, condition: str) -> None:
        """Wait until something is so; `audio` is the sound."""
        self.page.wait_for_function(f"() => {{ const audio = document.querySelector('audio'); return {condition}; }}")


@contextmanager
def reader(
    browser: Browser,
    web: Web,
    base: str | None = None,
    *,
    colours: Literal["light", "dark"] = "light",
    size: tuple[int, int] = (1024, 800),
    script: bool = True,
) -> Iterator[Reader]:
    """Somebody with a browser of their own; the pages are files where `base` gives no address."""
    context = browser.new_context(
        color_scheme=colours, viewport={"width": size[0], "height": size[1]}, java_script_enabled=script
    )
    try:
        found = Reader(context, base or web.folder.resolve().as_uri(), context.new_page())
        context.on("request", lambda request: found.requests.append(request.url))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.on("console", lambda message: found.complaints.append(message.text))
        yield found
    finally:
        context.close()


@contextmanager
def undisturbed(browser: Browser, web: Web, base: str | None) -> Iterator[Reader]:
    """A reader who meets no error, and whose pages ask for nothing outside."""
    with reader(browser, web, base) as found:
        yield found
        assert found.complaints == []
        assert found.requests
        assert [url for url in found.requests if not url.startswith(found.base + "/")] == []
