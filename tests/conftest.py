"""What several tests share and is slow to make: the article of this repository and one browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from pipeline.build import build
from tests.tools.axe import open_browser, unpack

ROOT = Path(__file__).parent.parent

# How long one example takes says more about the machine than about the code.
settings.register_profile("unhurried", settings.default, deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def article_epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The e-book of manuscript/."""
    (epub,) = build(ROOT / "manuscript", tmp_path_factory.mktemp("article"), only=("epub",))
    return epub


@pytest.fixture(scope="session")
def article_folder(article_epub: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The e-book of manuscript/, unpacked."""
    return unpack(article_epub, tmp_path_factory.mktemp("unpacked"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with open_browser() as opened:
        yield opened
