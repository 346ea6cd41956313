"""The EPUB with narration in a reading system, foliate-js: every page turns, and words light up in order."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipeline.build import build
from pipeline.studio import Studio
from tests.tools.programs import node_module
from tests.tools.server import served
from tests.writers.web.books import ARABIC

pytestmark = pytest.mark.validators

READER = """<!DOCTYPE html><html lang="de"><title>Reader</title><body style="margin:0;height:100vh">
<script type="module">
import "/foliate/view.js"
const view = document.createElement("foliate-view")
view.style.cssText = "display:block;height:100%"
document.body.append(view)
const file = new File([await (await fetch("/book.epub")).blob()], "book.epub", { type: "application/epub+zip" })
await view.open(file)
window.view = view
window.ready = true
</script></body></html>"""


@pytest.fixture(scope="module", params=["article", "arabic"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The article with narration, in tones; and a small book from right to left that lights up word by word."""
    if request.param == "article":
        found: Path = request.getfixturevalue("article_readalong")
        return found
    manuscript = tmp_path_factory.mktemp("arabic")
    for name, text in ARABIC.items():
        more = "audio: {highlight: word}\n" if name == "book.yaml" else ""
        (manuscript / name).write_text(text + more, encoding="utf-8")
    studio = Studio("espeak", workers=2)
    (path,) = build(manuscript, tmp_path_factory.mktemp("out"), ["readalong"], studio=studio)
    return path


@pytest.fixture
def reader(browser: Browser, book: Path, tmp_path: Path) -> Iterator[Page]:
    """A page in which the reading system has opened the book."""
    shutil.copytree(node_module("foliate-js", "view.js").parent, tmp_path / "foliate")
    shutil.copy(book, tmp_path / "book.epub")
    (tmp_path / "index.html").write_text(READER, encoding="utf-8")
    with served(tmp_path) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/index.html")
        page.wait_for_function("window.ready")
        yield page
        context.close()


def spine(book: Path) -> list[str]:
    """The documents of a book in the order of its spine."""
    with zipfile.ZipFile(book) as archive:
        package = archive.read("EPUB/content.opf").decode()
    names = {}
    for item in re.findall(r"<item [^>]*>", package):
        values = dict(re.findall(r'(\S+)="([^"]*)"', item))
        names[values["id"]] = values["href"]
    return [names[reference] for reference in re.findall(r'<itemref [^>]*idref="([^"]*)"', package)]


def test_every_page_turns_without_an_error(reader: Page, book: Path) -> None:
    errors: list[str] = []
    reader.on("pageerror", lambda error: errors.append(str(error)))
    reader.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    turned = reader.evaluate(
        """async () => {
            const seen = []
            view.addEventListener("load", ({ detail }) => seen.push([detail.index, detail.doc.body.innerText.trim()]))
            for (let index = 0; index < view.book.sections.length; index++) await view.goTo(index)
            await view.goTo(0)
            let pages = 0, place = ""
            while (pages < 2000) {
                await view.next()
                const now = JSON.stringify([view.lastLocation.cfi, view.lastLocation.fraction])
                if (now === place) break
                place = now
                pages++
            }
            return { seen, pages, direction: view.book.dir ?? "ltr" }
        }"""
    )
    assert errors == []
    shown = dict(turned["seen"])
    assert sorted(shown) == list(range(len(spine(book))))
    assert all(text for index, text in shown.items() if index)  # the cover is an image
    assert turned["pages"] >= len(shown) - 1
    assert turned["direction"] == ("rtl" if "section-awwal.xhtml" in spine(book) else "ltr")


def test_words_light_up_in_the_order_of_the_overlay(reader: Page, book: Path) -> None:
    names = spine(book)
    document = next(name for name in names if name.startswith("section-"))
    with zipfile.ZipFile(book) as archive:
        smil = archive.read(f"EPUB/{document.replace('.xhtml', '.smil')}").decode()
    expected = re.findall(r'<text src="([^"]*)"', smil)[:4]
    lit = reader.evaluate(
        """async ([index, count, rate]) => {
            const lit = []
            await view.goTo(index)
            const done = new Promise((resolve, reject) => {
                view.mediaOverlay.addEventListener("error", event => reject(event.detail))
                view.mediaOverlay.addEventListener("highlight", async event => {
                    if (lit.at(-1)?.[0] === event.detail.text) return
                    await new Promise(requestAnimationFrame)
                    const { doc } = view.renderer.getContents()[0]
                    const active = doc.querySelector("." + view.book.media.activeClass)
                    lit.push([event.detail.text, active?.id, active && getComputedStyle(active).backgroundColor])
                    if (lit.length === count) resolve()
                })
            })
            view.mediaOverlay.setRate(rate)
            view.mediaOverlay.start(index)
            await done
            view.mediaOverlay.stop()
            return lit
        }""",
        [names.index(document), len(expected), 4 if document == "section-bedeutung.xhtml" else 1],
    )
    assert [text.removeprefix("EPUB/") for text, _, _ in lit] == expected
    assert [shown for _, shown, _ in lit] == [text.partition("#")[2] for text in expected]
    assert {colour for _, _, colour in lit} == {"rgb(255, 229, 143)"}
