"""Web editions that several tests look at, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.writers.web.books import ARABIC, GERMAN, WORDED, Web, made, written

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
def article_web(tmp_path_factory: pytest.TempPathFactory) -> Web:
    """manuscript/ as pages."""
    return made(ROOT / "manuscript", tmp_path_factory.mktemp("article-web"))


@pytest.fixture(scope="session")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Web:
    """A small book spoken by eSpeak NG, in which words light up one by one."""
    return written(tmp_path_factory.mktemp("worded"), WORDED, "espeak")


@pytest.fixture(scope="session", params=["german", "arabic", "worded"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Web, Web]:
    """A book on one page, and the same on many."""
    book, engine = {"german": (GERMAN, "tone"), "arabic": (ARABIC, "tone"), "worded": (WORDED, "espeak")}[request.param]
    one = {**book, "book.yaml": book["book.yaml"] + "web: {pages: one}\n"}
    return written(tmp_path_factory.mktemp("whole"), one, engine), request.getfixturevalue(request.param)
