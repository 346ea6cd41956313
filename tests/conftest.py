"""What several tests share and is slow to make: the article of this repository, read and heard, and one browser."""

from __future__ import annotations

import shutil
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


@dataclass(frozen=True, slots=True)
class Site:
    """A podcast's site in a folder, the manuscript it was built from, and the cache of its clips."""

    folder: Path
    manuscript: Path
    cache: Path
    address: str = "https://podcast.example.org/social-media/"

    @property
    def feed(self) -> bytes:
        """The feed."""
        return (self.folder / "feed.xml").read_bytes()

    def file(self, address: str) -> Path:
        """The file that is found at an address of the site."""
        assert address.startswith(self.address), address
        return self.folder / (address.removeprefix(self.address).partition("#")[0] or "index.html")


@pytest.fixture(scope="session")
def article_site(article_audio: ReadAloud, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """manuscript/ as a podcast with its site, read aloud by eSpeak NG."""
    folder = tmp_path_factory.mktemp("article-site")
    manuscript = Path(shutil.copytree(ROOT / "manuscript", folder / "manuscript"))
    studio = Studio("espeak", workers=2, cache=Store(article_audio.cache))
    build(manuscript, folder / "out", only=("site",), studio=studio)
    return Site(folder / "out" / "site", manuscript, article_audio.cache)


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
