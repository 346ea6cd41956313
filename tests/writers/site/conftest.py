"""Sites that several tests look at, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.files import Store
from tests.tools.sharing import once
from tests.writers.site.sites import LANGUAGES, Site, made, written
from tests.writers.web.books import ARABIC, GERMAN

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture(scope="session")
def german_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small book, one of whose sections is in another language, with a claim of its publisher's."""
    return written(tmp_path_factory.mktemp("german-site"), GERMAN | LANGUAGES)


@pytest.fixture(scope="session")
def arabic_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A book from right to left."""
    return written(tmp_path_factory.mktemp("arabic-site"), ARABIC)


@pytest.fixture(scope="session")
def article_site(tones: Store, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """manuscript/ as a site."""
    (folder,) = once(tmp_path_factory, "article-site", lambda folder: [made(ROOT / "manuscript", folder, tones).folder])
    return Site(folder)
