"""axe-core in a browser: the documents of an unpacked EPUB -> violations, and what is too wide."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from playwright.sync_api import Browser, Page, sync_playwright

from tests.tools.programs import chromium, node_module

_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = "tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
# axe-core takes a page that sets no background for white, though in dark colours the browser paints it dark.
_CANVAS = """() => {
  const style = document.createElementNS('http://www.w3.org/1999/xhtml', 'style');
  style.textContent = ':where(html) { background-color: Canvas }';
  document.head.prepend(style);
}"""
_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The browser would otherwise look up its maker's hosts in the background at every start.
_OFFLINE = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
)


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to read: the colours that the reader asked for, and the width of the screen in CSS pixels."""

    name: str
    colours: Literal["light", "dark"]
    width_px: int


LIGHT = Mode("light", "light", 1024)
DARK = Mode("dark", "dark", 1024)
# WCAG 2.2, 1.4.10: nothing may need a sideways scroll at this width.
NARROW = Mode("narrow", "light", 320)
MODES = (LIGHT, DARK, NARROW)


@dataclass(frozen=True, slots=True)
class AxeViolation:
    """One broken rule: its name (`color-contrast`), the elements as HTML, and what is wrong with each."""

    rule: str
    elements: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageReport:
    """What was found in one document, with its path in the EPUB. `overflow_px` is 0 when all fits."""

    document: str
    violations: tuple[AxeViolation, ...]
    overflow_px: int


Reports = Mapping[Mode, tuple[PageReport, ...]]
"""What was found in all documents, in each mode."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium that serves any number of checks. Raises MissingProgramError."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(_OFFLINE))
        try:
            yield browser
        finally:
            browser.close()


def check(browser: Browser, folder: Path) -> Reports:
    """Run axe-core on every document of an EPUB unpacked in `folder`, read in every mode."""
    return check_pages(browser, folder, documents(folder))


def check_pages(browser: Browser, folder: Path, pages: Iterable[str]) -> Reports:
    """Run axe-core on pages by their paths in `folder`, read in every mode.

    A page is opened once, as loading it and axe-core takes longer than judging it; then its reader turns the screen.
    """
    axe = node_module("axe-core", "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        judged = [_check_document(page, folder, document, axe) for document in pages]
    finally:
        context.close()
    return {mode: tuple(reports[mode] for reports in judged) for mode in MODES}


def unpack(epub: Path, folder: Path) -> Path:
    """Unpack an EPUB into a folder, and return the folder."""
    with zipfile.ZipFile(epub) as archive:
        archive.extractall(folder)
    return folder


def documents(folder: Path) -> tuple[str, ...]:
    """The XHTML documents that the package of an unpacked EPUB lists, the navigation included."""
    container = ElementTree.parse(folder / "META-INF" / "container.xml")
    paths = (node.get("full-path") for node in container.iter())
    package = folder / next(path for path in paths if path)
    items = [node.attrib for node in ElementTree.parse(package).iter("{http://www.idpf.org/2007/opf}item")]
    found = [package.parent / item["href"] for item in items if item["media-type"] == "application/xhtml+xml"]
    return tuple(document.relative_to(folder).as_posix() for document in found)


def _check_document(page: Page, folder: Path, document: str, axe: str) -> dict[Mode, PageReport]:
    """Open one document and judge it in every mode."""
    _read_in(page, LIGHT)
    page.goto((folder / document).resolve().as_uri())
    page.evaluate(_CANVAS)
    page.evaluate(axe)
    found = dict[Mode, PageReport]()
    for mode in MODES:
        _read_in(page, mode)
        overflow_px = page.evaluate(_OVERFLOW)
        result = page.evaluate(_RUN, list(_TAGS))
        violations = tuple(_violation(entry["id"], entry["nodes"]) for entry in result["violations"])
        found[mode] = PageReport(document, violations, overflow_px)
    return found


def _read_in(page: Page, mode: Mode) -> None:
    """Let a page be read in a mode."""
    page.set_viewport_size({"width": mode.width_px, "height": 800})
    page.emulate_media(color_scheme=mode.colours)


def _violation(rule: str, nodes: list[dict[str, str]]) -> AxeViolation:
    """One entry of axe-core's `violations`."""
    return AxeViolation(rule, tuple(node["html"] for node in nodes), tuple(node["failureSummary"] for node in nodes))
