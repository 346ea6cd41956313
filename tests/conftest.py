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
from tests.tools.sharing import common_folder, is_worker, once, turn

ROOT = Path(__file__).parent.parent

# How long one example takes says more about the machine than about the code.
settings.register_profile("unhurried", settings.default, deadline=None)
settings.load_profile("unhurried")

LISTENING = "listening"
"""The property of a test that has made the listening report: its lines."""


LONGEST_FIRST = (
    "test_narration.py",
    "test_validators.py",
    "test_looks.py",
    "test_right_to_left.py",
    "test_cli.py",
    "test_normalize.py",
    "test_epubcheck.py",
    "test_properties.py",
    "test_containers.py",
    "test_choices.py",
    "test_script_complete.py",
    "test_site.py",
    "test_faults.py",
    "test_reading_system.py",
    "test_terminal.py",
)
"""The files of tests that take longest: whoever begins one last makes all others wait."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes test, let the longest files begin first.

    Those with a test that runs alone come last: it would wait for a long one to end, and the next one for it.
    """
    if is_worker():
        order = {name: place for place, name in enumerate(LONGEST_FIRST)}
        last = {item.path for item in items if item.get_closest_marker("alone")}
        items.sort(key=lambda item: (item.path in last, order.get(item.path.name, len(order))))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """While a test that is marked `alone` runs, no other process of this run tests anything."""
    if not is_worker():
        return (yield)
    with turn(item.config.cache.mkdir("turns"), alone=item.get_closest_marker("alone") is not None):
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or fills the cache of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VORLESEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def article_epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The e-book of manuscript/."""
    (epub,) = once(tmp_path_factory, "article", lambda folder: build(ROOT / "manuscript", folder, only=("epub",)))
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

    def read_aloud(folder: Path) -> Iterator[Path]:
        studio = Studio("espeak", workers=2, cache=Store(folder / "cache"))
        paths = build(ROOT / "manuscript", folder / "out", only=("audio",), studio=studio)
        yield from (folder / "cache", *(path for path in paths if path.suffix == ".mp3"))

    cache, *sections, whole = once(tmp_path_factory, "read-aloud", read_aloud)
    return ReadAloud(tuple(sections), whole, cache)


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

    def publish(folder: Path) -> Iterator[Path]:
        manuscript = Path(shutil.copytree(ROOT / "manuscript", folder / "manuscript"))
        studio = Studio("espeak", workers=2, cache=Store(article_audio.cache))
        build(manuscript, folder / "out", only=("site",), studio=studio)
        yield from (folder / "out" / "site", manuscript)

    site, manuscript = once(tmp_path_factory, "article-podcast", publish)
    return Site(site, manuscript, article_audio.cache)


@pytest.fixture(scope="session")
def tones(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """What was once said in tones: for builds that have another aim than to make the sound anew."""
    return Store(common_folder(tmp_path_factory) / "tones")


@pytest.fixture(scope="session")
def article_readalong(tones: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The e-book of manuscript/ with narration, in tones."""
    studio = Studio("tone", workers=2, cache=tones)
    (path,) = once(
        tmp_path_factory,
        "article-readalong",
        lambda folder: build(ROOT / "manuscript", folder, ["readalong"], studio=studio),
    )
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with open_browser() as opened:
        yield opened


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what the article sounds like, where it was listened to."""
    reports = (report for report in terminalreporter.getreports("passed") if isinstance(report, pytest.TestReport))
    for lines in (value for report in reports for name, value in report.user_properties if name == LISTENING):
        terminalreporter.section("manuscript/ as it sounds")
        for line in str(lines).splitlines():
            terminalreporter.line(line)
