"""The catalogue: by the rules, each rule by a fault, and against the e-books that it lists."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from tests.writers.site.rules import OPEN, Json, catalogue_problems
from tests.writers.site.sites import ADDRESS, CLAIM, Site, written
from tests.writers.web.books import GERMAN

BOOKS = ["german_site", "arabic_site", "article_site"]
OPF = "{http://www.idpf.org/2007/opf}"


def problems(site: Site, catalogue: Json | None = None) -> list[str]:
    """What is wrong with a site's catalogue, or with another in its place."""
    records = {path: site.json(path) for path in site.files if path.startswith("opds/")}
    return list(catalogue_problems(catalogue or site.json("opds.json"), records, site.files, ADDRESS))


@pytest.mark.parametrize("book", BOOKS)
def test_the_catalogue_keeps_the_rules(request: pytest.FixtureRequest, book: str) -> None:
    assert problems(request.getfixturevalue(book)) == []


def _book(path: str, value: object, index: int = 0) -> Callable[[Json], object]:
    """Put a value into a publication, where `path` says."""

    def spoil(catalogue: Json) -> None:
        *way, key = path.split("/")
        place = catalogue["publications"][index]
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        place[key] = value

    return spoil


FAULTS: dict[str, tuple[Callable[[Json], object], str]] = {
    "no title": (lambda c: c["metadata"].pop("title"), "the catalogue has no title"),
    "no self": (lambda c: c["links"].pop(0), "the catalogue doesn't know itself"),
    "a relative self": (lambda c: c["links"][0].update(href="opds.json"), "an address is not whole"),
    "no relation": (lambda c: c["links"][1].pop("rel"), "a link has no relation"),
    "another type of feed": (lambda c: c["links"][2].update(type="text/xml"), "feed.xml has another type"),
    "no publications": (lambda c: c.update(publications=[]), "the publications are not counted"),
    "counted wrong": (lambda c: c["metadata"].update(numberOfItems=2), "the publications are not counted"),
    "one identifier for two": (_book("metadata/identifier", "urn:x:klein", 1), "two publications can't be told apart"),
    "one title for two": (_book("metadata/title", "Das Social Buch & mehr", 2), "two publications can't be told apart"),
    "no record": (_book("links/0/href", f"{ADDRESS}opds/nie.json"), "a publication is not what its record says"),
    "another record": (_book("metadata/description", "Anders."), "a publication is not what its record says"),
    "no author": (_book("metadata/author", []), "author is missing"),
    "no language": (_book("metadata/language", None), "language is missing"),
    "another kind": (_book("metadata/@type", "Book"), "the type is unknown"),
    "no URI": (_book("metadata/identifier", "klein"), "the identifier is no URI"),
    "no date": (_book("metadata/published", "1. Januar"), "a date is none"),
    "no zone": (_book("metadata/modified", "2026-01-01T00:00:00"), "a moment has no zone"),
    "unknown mode": (_book("metadata/accessibility/accessMode", ["text"]), "an access mode is unknown"),
    "what suffices is one word": (
        _book("metadata/accessibility/accessModeSufficient", ["textual"]),
        "what suffices is unknown",
    ),
    "unknown feature": (_book("metadata/accessibility/feature", ["aria"]), "a feature is unknown"),
    "unknown hazard": (_book("metadata/accessibility/hazard", []), "a hazard is unknown"),
    "no summary": (_book("metadata/accessibility/summary", ""), "there is no summary"),
    "an e-book with a length": (_book("metadata/duration", 3.5), "who is heard, and how long, is not said"),
    "a silent narrator": (_book("metadata/narrator", ["x"]), "who is heard, and how long, is not said"),
    "length in words": (_book("metadata/duration", "PT5S", 2), "the duration is no number"),
    "no acquisition": (_book("links/1/rel", "related"), "there is no way to get it"),
    "an e-book as sound": (_book("links/1/type", "audio/mpeg"), "it can't be had as what it is"),
    "a book that isn't there": (_book("links/1/href", f"{ADDRESS}epub/nie.epub"), f"{ADDRESS}epub/nie.epub is nowhere"),
    "a manifest by another type": (
        _book("links/2/type", "application/audiobook+json", 2),
        "audiobook.json has another type",
    ),
    "no image": (_book("images", []), "there is no image that all apps show"),
    "an image without size": (_book("images/0/width", None), "an image has no size"),
    "an image elsewhere": (_book("images/0/href", "https://example.com/a.png"), "https://example.com/a.png is nowhere"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_rule_of_the_catalogue_sees_its_fault(german_site: Site, fault: str) -> None:
    catalogue = deepcopy(german_site.json("opds.json"))
    spoil, problem = FAULTS[fault]
    spoil(catalogue)
    assert problem in problems(german_site, catalogue)


# ------------------------------------------------------------------ against the book


def package(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".opf"))
        return etree.fromstring(archive.read(name))


@pytest.mark.parametrize("book", BOOKS)
def test_an_e_book_is_offered_as_what_it_says_of_itself(request: pytest.FixtureRequest, book: str) -> None:
    site: Site = request.getfixturevalue(book)
    publications = site.json("opds.json")["publications"]
    for publication in publications[:2]:
        (file,) = (link["href"] for link in publication["links"] if link["rel"] == OPEN)
        metas = [
            (meta.get("property"), meta.text)
            for meta in package(site.folder / file.removeprefix(ADDRESS)).iter(f"{OPF}meta")
        ]
        offers = publication["metadata"]["accessibility"]
        for key, values in (
            ("accessMode", offers["accessMode"]),
            ("accessModeSufficient", [",".join(modes) for modes in offers["accessModeSufficient"]]),
            ("accessibilityFeature", offers["feature"]),
            ("accessibilityHazard", offers["hazard"]),
            ("accessibilitySummary", [offers["summary"]]),
        ):
            assert [text for name, text in metas if name == f"schema:{key}"] == values


def test_the_publishers_claim_is_made_for_e_books_alone(german_site: Site, arabic_site: Site) -> None:
    book, readalong, audiobook = german_site.json("opds.json")["publications"]
    for publication in (book, readalong):
        offers = publication["metadata"]["accessibility"]
        assert offers["conformsTo"] == "https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa"
        assert offers["certification"] == {"certifiedBy": "Prüfstelle", "report": "https://example.org/report"}
    assert not {"conformsTo", "certification"} & set(audiobook["metadata"]["accessibility"])
    for publication in arabic_site.json("opds.json")["publications"]:
        assert not {"conformsTo", "certification"} & set(publication["metadata"]["accessibility"])


def test_a_claim_without_an_address_is_not_put_into_one(tmp_path: Path) -> None:
    book = GERMAN["book.yaml"] + "accessibility:\n  conforms_to: Eigene Regeln\n  certified_by: Wir\n"
    offers = written(tmp_path, GERMAN | {"book.yaml": book}).json("opds/book.json")["metadata"]["accessibility"]
    assert "conformsTo" not in offers
    assert offers["certification"] == {"certifiedBy": "Wir"}
    assert CLAIM not in book


def sizes(site: Site) -> dict[str, list[tuple[str, int, int]]]:
    """The pictures of each publication: file, width and height as they are said."""
    return {
        each["metadata"]["@type"]: [
            (image["href"].removeprefix(ADDRESS), image["width"], image["height"]) for image in each["images"]
        ]
        for each in site.json("opds.json")["publications"]
    }


def picture(form: str, size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, form)
    return file.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"><title>Cover</title><path d="M0 0h2v3H0z"/></svg>'
OWN = {
    "a made cover": ({}, ["images/cover.png", "artwork.png"]),
    "a cover and an artwork": (
        {"cover.jpg": picture("JPEG", (640, 1000)), "square.jpg": picture("JPEG", (1400, 1400))},
        ["images/001-cover.jpg", "artwork.jpg"],
    ),
    "a cover without a size": ({"cover.svg": SVG}, ["artwork.png"]),
}


@pytest.mark.parametrize("own", OWN)
def test_pictures_are_as_large_as_they_say(own: str, tmp_path: Path) -> None:
    images, expected = OWN[own]
    (tmp_path / "manuscript").mkdir()
    book = GERMAN["book.yaml"]
    for name, data in images.items():
        (tmp_path / "manuscript" / name).write_bytes(data)
        book += f"cover: {name}\ncover_alt: Ein Feld.\n" if name.startswith("cover") else f"feed: {{artwork: {name}}}\n"
    site = written(tmp_path, GERMAN | {"book.yaml": book})
    assert problems(site) == []
    found = sizes(site)
    assert len(found) == 2
    for pictures in found.values():
        assert [file for file, _, _ in pictures] == expected
        for file, width, height in pictures:
            with Image.open(site.folder / file) as opened:
                assert opened.size == (width, height)


def test_editions_are_told_apart_and_belong_together(german_site: Site) -> None:
    metadata = [each["metadata"] for each in german_site.json("opds.json")["publications"]]
    assert [each["title"] for each in metadata] == [
        "Das Social Buch & mehr",
        "Das Social Buch & mehr (E-Book mit Ton)",
        "Das Social Buch & mehr (Hörbuch)",
    ]
    assert [each["subject"] for each in metadata] == [["Lesen", "Hören"]] * 3
    assert metadata[0]["identifier"] == "urn:x:klein"
    assert [each.get("altIdentifier") for each in metadata] == [None, ["urn:x:klein"], ["urn:x:klein"]]
    assert metadata[2]["identifier"] == german_site.json("audiobook.json")["id"]
    assert [each.get("narrator") for each in metadata] == [None, *[["Synthetische Stimme", "Anna", "Anna & Bea"]] * 2]
