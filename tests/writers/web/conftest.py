"""Web editions that several tests look at, made once, and those who read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.files import Store
from tests.tools.server import served
from tests.tools.sharing import once
from tests.writers.web.books import ARABIC, GERMAN, WORDED, Web, made, on_one_page, written
from tests.writers.web.reading import Reader, undisturbed

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory) -> Web:
    """A small book with everything to skip in it."""
    return written(tmp_path_factory.mktemp("german"), GERMAN)


@pytest.fixture(scope="session")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Web:
    """A book from right to left, with English in it."""
    return written(tmp_path_factory.mktemp("arabic"), ARABIC)


@pytest.fixture(scope="session")
def article_web(tones: Store, tmp_path_factory: pytest.TempPathFactory) -> Web:
    """manuscript/ as pages."""
    (folder,) = once(
        tmp_path_factory, "article-web", lambda folder: [made(ROOT / "manuscript", folder, cache=tones).folder]
    )
    return Web(folder)


@pytest.fixture(scope="session")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Web:
    """A small book spoken by eSpeak NG, in which words light up one by one."""
    return written(tmp_path_factory.mktemp("worded"), WORDED, "espeak")


@pytest.fixture(scope="session")
def german_whole(tmp_path_factory: pytest.TempPathFactory) -> Web:
    """The small book on one page."""
    return written(tmp_path_factory.mktemp("german-whole"), on_one_page(GERMAN))


@pytest.fixture(scope="session")
def arabic_whole(tmp_path_factory: pytest.TempPathFactory) -> Web:
    """The book from right to left on one page."""
    return written(tmp_path_factory.mktemp("arabic-whole"), on_one_page(ARABIC))


@pytest.fixture(scope="session")
def worded_whole(tmp_path_factory: pytest.TempPathFactory) -> Web:
    """The book in which words light up on one page."""
    return written(tmp_path_factory.mktemp("worded-whole"), on_one_page(WORDED), "espeak")


@pytest.fixture(scope="session", params=["german", "arabic", "worded"])
def whole(request: pytest.FixtureRequest) -> tuple[Web, Web]:
    """A book on one page, and the same on many."""
    return request.getfixturevalue(f"{request.param}_whole"), request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def address(german: Web) -> Iterator[str]:
    """Where a server has the German book."""
    with served(german.folder) as base:
        yield base


@pytest.fixture
def anna(browser: Browser, german: Web) -> Iterator[Reader]:
    """A reader of files."""
    with undisturbed(browser, german, None) as found:
        yield found


@pytest.fixture(params=["file", "http"])
def clara(request: pytest.FixtureRequest, browser: Browser, german: Web, address: str) -> Iterator[Reader]:
    """A reader, once of files and once of a server."""
    with undisturbed(browser, german, address if request.param == "http" else None) as found:
        yield found
