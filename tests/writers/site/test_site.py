"""The site as a whole: how its pages lead to feed, catalogue and audiobook, for people and for apps."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree
from playwright.sync_api import Browser

from pipeline.build import build
from pipeline.studio import Studio
from tests.tools.axe import MODES, Mode, Reports, check_pages
from tests.writers.site.sites import ADDRESS, LANGUAGES, Site, written
from tests.writers.web.books import ARABIC, GERMAN

FEED, CATALOGUE, AUDIOBOOK = f"{ADDRESS}feed.xml", f"{ADDRESS}opds.json", f"{ADDRESS}audiobook.json"
BOOKS = ["german_site", "arabic_site", "article_site"]
BESIDE = {"audiobook.json", "audiobook.contents.html", "opds.json", *(f"opds/{n}.json" for n in ("book", "readalong"))}


def relations(page: etree._Element) -> set[tuple[str, str, str]]:
    """What a page's head relates it to: how, as what, and the whole address."""
    links = page.iterfind("head/link")
    return {(str(link.get("rel")), link.get("type", ""), urljoin(ADDRESS, str(link.get("href")))) for link in links}


def test_everything_is_there(german_site: Site) -> None:
    assert german_site.files >= BESIDE
    assert {path for path in german_site.files if path.startswith("opds/")} == {
        "opds/audiobook.json",
        "opds/book.json",
        "opds/readalong.json",
    }


def pages_of(site: Site) -> list[str]:
    """The pages that are read, without contents of the sound alone."""
    return sorted(path for path in site.files if "/" not in path and re.fullmatch(r"[^.]+\.html", path))


@pytest.mark.parametrize("book", BOOKS)
def test_apps_find_the_feed_on_every_page_and_all_on_the_first(request: pytest.FixtureRequest, book: str) -> None:
    site: Site = request.getfixturevalue(book)
    assert len(pages_of(site)) > 2
    for path in pages_of(site):
        assert ("alternate", "application/rss+xml", FEED) in relations(site.page(path)), path
    assert relations(site.page("index.html")) >= {
        ("alternate", "application/opds+json", CATALOGUE),
        ("publication", "", AUDIOBOOK),
    }


def test_the_address_of_the_feed_can_be_copied(german_site: Site) -> None:
    (section,) = german_site.page("index.html").iterfind(".//section[@aria-labelledby='-subscribe']")
    links = {str(link.get("href")): "".join(map(str, link.itertext())) for link in section.iter("a")}
    assert links == {
        FEED: FEED,
        "opds.json": "Katalog für Lese-Apps (OPDS)",
        "audiobook.json": "Hörbuch für Lese-Apps (W3C Audiobooks)",
    }
    text = " ".join("".join(map(str, section.itertext())).split())
    assert text.startswith(
        "Abonnieren Podcast-Feed (RSS) https://lesen.example.org/klein/feed.xml Diese Adresse gehört"
    )


def test_the_words_are_english_where_the_book_has_another_language(arabic_site: Site) -> None:
    (section,) = arabic_site.page("index.html").iterfind(".//section[@aria-labelledby='-subscribe']")
    for element in section.iter("{*}span", "{*}a"):
        if element.get("class") == "generated":
            assert (element.get("lang"), element.get("dir")) == ("en", "ltr")


@pytest.mark.parametrize("book", BOOKS)
def test_every_address_on_a_page_leads_to_a_file(request: pytest.FixtureRequest, book: str) -> None:
    site: Site = request.getfixturevalue(book)
    wrong, seen = [], 0
    for path in sorted(path for path in site.files if path.endswith(".html")):
        for element in site.page(path).iter("{*}a", "{*}link", "{*}img", "{*}script", "{*}source", "{*}audio"):
            address = urlsplit(urljoin(f"{ADDRESS}{path}", element.get("href") or element.get("src") or ""))
            target = unquote(posixpath.join("/", address.path)).removeprefix(urlsplit(ADDRESS).path)
            if address.netloc == urlsplit(ADDRESS).netloc:
                seen += 1
                wrong += [] if target in site.files else [(path, target)]
    assert seen > 50
    assert wrong == []


def test_a_folder_of_pages_speaks_of_no_feed(tmp_path: Path) -> None:
    """Even where it is built beside the site."""
    manuscript = tmp_path / "manuscript"
    manuscript.mkdir()
    for name, text in (GERMAN | LANGUAGES).items():
        (manuscript / name).write_text(text, encoding="utf-8")
    build(manuscript, tmp_path / "out", ("site", "web"), studio=Studio("tone", workers=2), address=ADDRESS)
    pages = sorted((tmp_path / "out/web").glob("*.html"))
    assert len(pages) == 4
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert [
            word for word in ("feed.xml", "opds.json", "audiobook.json", ADDRESS, "Abonnieren") if word in text
        ] == []
    assert "feed.xml" in (tmp_path / "out/site/index.html").read_text(encoding="utf-8")


def test_the_same_book_gives_the_same_bytes(german_site: Site, tmp_path: Path) -> None:
    again = written(tmp_path, GERMAN | LANGUAGES)
    assert again.files == german_site.files
    for path in sorted(again.files):
        assert (again.folder / path).read_bytes() == (german_site.folder / path).read_bytes(), path


def test_a_section_may_be_called_like_what_is_beside_it(tmp_path: Path) -> None:
    names = {
        "02-audiobook.md": "---\ntitle: A\nid: audiobook\n---\n\nEins.\n",
        "03-contents.md": "---\ntitle: B\nid: contents\n---\n\nZwei.\n",
        "04-opds.md": "---\ntitle: C\nid: opds\n---\n\nDrei.\n",
    }
    site = written(tmp_path, {"book.yaml": ARABIC["book.yaml"], **names})
    assert site.files >= {"audiobook.html", "contents.html", "opds.html", "episodes/audiobook.json", *BESIDE}


@pytest.fixture(scope="module", params=BOOKS)
def judged(request: pytest.FixtureRequest, browser: Browser) -> Reports:
    """What axe-core says of the two pages of a site that are no section's."""
    site: Site = request.getfixturevalue(request.param)
    return check_pages(browser, site.folder, ("index.html", "audiobook.contents.html"))


@pytest.mark.validators
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_neither_index_nor_contents_shut_anybody_out(judged: Reports, mode: Mode) -> None:
    reports = judged[mode]
    assert [report for report in reports if report.violations or report.overflow_px] == []
