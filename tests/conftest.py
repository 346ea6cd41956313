"""What several tests share and is slow to make: the article of this repository, read and heard, and one browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from pipeline.build import build
from pipeline.files import Store
from pipeline.studio import Studio
from tests.tools.axe import open_browser, unpack

ROOT = Path(__file__).parent.parent

# How long one example takes says more about the machine than about the code.
settings.register_profile("unhurried", settings.default, deadline=None)
settings.load_profile("unhurried")

LISTENING = pytest.StashKey[list[str]]()
"""The lines of the listening report, where it was made."""


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or fills the cache of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VORLESEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def article_epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The e-book of manuscript/."""
    (epub,) = build(ROOT / "manuscript", tmp_path_factory.mktemp("article"), only=("epub",))
    return epub


@pytest.fixture(scope="session")
def article_folder(article_epub: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The e-book of manuscript/, unpacked."""
    return unpack(article_epub, tmp_path_factory.mktemp("unpacked"))


@dataclass(frozen=True, slots=True)
class ReadAloud:
    """manuscript/ read aloud by eSpeak NG: a file for each section, one of the whole, and the cache they came from."""

    sections: tuple[Path, ...]
    whole: Path
    cache: Path


@pytest.fixture(scope="session")
def article_audio(tmp_path_factory: pytest.TempPathFactory) -> ReadAloud:
    """manuscript/ read aloud, from an empty cache, by two workers."""
    folder = tmp_path_factory.mktemp("read-aloud")
    studio = Studio("espeak", workers=2, cache=Store(folder / "cache"))
    paths = build(ROOT / "manuscript", folder / "out", only=("audio",), studio=studio)
    *sections, whole = (path for path in paths if path.suffix == ".mp3")
    return ReadAloud(tuple(sections), whole, folder / "cache")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with open_browser() as opened:
        yield opened


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Show what the article sounds like, where it was listened to."""
    lines = config.stash.get(LISTENING, [])
    if lines:
        terminalreporter.section("manuscript/ as it sounds")
        for line in lines:
            terminalreporter.line(line)
