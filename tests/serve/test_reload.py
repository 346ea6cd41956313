"""Pages load anew when the book was built again, in a real browser and through other clients' eyes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from pipeline.serve.app import site_app
from pipeline.serve.listen import address_of, answering, bind
from pipeline.serve.reload import EVENTS, SCRIPT, Builds, listening_page
from tests.serve.served import ask, event, events, served
from tests.serve.sites import PAGE, write_site
from tests.writers.web.test_script import complaints

JS = Path(__file__).parent.parent.parent / "pipeline/serve/reload.js"


@pytest.fixture
def builds() -> Builds:
    return Builds("run")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_site(tmp_path)


@pytest.fixture
def address(folder: Path, builds: Builds) -> Iterator[str]:
    """Where a site is served that may be built again."""
    with served(site_app(folder, builds)) as address:
        yield address


def test_every_page_that_listens_hears_of_every_build(address: str, builds: Builds) -> None:
    streams = [events(address) for _ in range(3)]
    for _, response in streams:
        assert event(response) == "retry: 500\n"
        assert event(response) == "data: run-0\n"
    for count in (1, 2):
        builds.announce()
        assert [event(response) for _, response in streams] == [f"data: run-{count}\n"] * 3
    for connection, _ in streams:
        connection.close()


def test_the_script_is_in_pages_alone_and_never_in_files(address: str, folder: Path) -> None:
    page = ask(address, "/").body.decode()
    assert f'<script src="{SCRIPT}" data-build="run-0" defer="defer"></script>\n</body>' in page
    assert "content=\"connect-src 'self'; default-src 'none'; script-src 'self'\"" in page
    assert (folder / "index.html").read_text() == PAGE
    for name in ("style.css", "feed.xml", "images/chart.svg"):
        assert ask(address, f"/{name}").body == (folder / name).read_bytes()
    assert ask(address, SCRIPT).body == JS.read_bytes()
    assert SCRIPT in ask(address, "/not-yet.html").body.decode()


def test_a_page_is_another_version_after_a_build(address: str, builds: Builds) -> None:
    tag = ask(address, "/").headers["etag"]
    assert ask(address, "/", If_None_Match=tag).status == 304
    assert ask(address, "/", "HEAD").headers["content-length"] == str(len(ask(address, "/").body))
    builds.announce()
    assert ask(address, "/", If_None_Match=tag).status == 200


def test_a_page_without_an_end_gets_the_script_too() -> None:
    assert listening_page(b"<p>text", "x")[0].startswith(b"<p>text<script ")


def test_without_builds_there_is_no_preview(folder: Path) -> None:
    with served(site_app(folder)) as address:
        assert ask(address, "/").body.decode() == PAGE
        assert [ask(address, path).status for path in (SCRIPT, EVENTS)] == [404, 404]


@pytest.mark.validators
def test_an_open_page_shows_the_new_build(address: str, folder: Path, builds: Builds, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        with page.expect_response(lambda response: response.url.endswith(EVENTS)):
            page.goto(address)
        (folder / "index.html").write_text(PAGE.replace("<h1>Book</h1>", "<h1>Changed</h1>"))
        builds.announce()
        page.get_by_role("heading", name="Changed").wait_for(timeout=10_000)


@pytest.mark.validators
def test_a_page_that_was_open_while_nobody_served_shows_the_next_build(folder: Path, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        listener = bind("127.0.0.1", 0)
        address = address_of(listener)
        with answering(site_app(folder, Builds("one")), listener):
            page.goto(address)
        (folder / "index.html").write_text(PAGE.replace("<h1>Book</h1>", "<h1>Changed</h1>"))
        with answering(site_app(folder, Builds("two")), bind("127.0.0.1", urlsplit(address).port or 0)):
            page.get_by_role("heading", name="Changed").wait_for(timeout=10_000)


@pytest.mark.validators
def test_the_types_of_the_script_hold() -> None:
    assert complaints(JS) == ""
