"""The audiobook's manifest and contents: by the rules, each rule by a fault, and against the sound itself."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal

import av
import pytest
from lxml import etree

from tests.writers.site.rules import Json, manifest_problems
from tests.writers.site.sites import ADDRESS, Site

CONTENTS = "audiobook.contents.html"
BOOKS = ["german_site", "arabic_site", "article_site"]


def problems(site: Site, manifest: Json | None = None, contents: etree._Element | None = None) -> list[str]:
    """What is wrong with a site's manifest, or with another in its place."""
    page = site.page(CONTENTS) if contents is None else contents
    return list(manifest_problems(manifest or site.json("audiobook.json"), page, site.files, ADDRESS))


@pytest.mark.parametrize("book", BOOKS)
def test_the_manifest_keeps_the_rules(request: pytest.FixtureRequest, book: str) -> None:
    assert problems(request.getfixturevalue(book)) == []


def _set(key: str, value: object) -> Callable[[Json], object]:
    return lambda manifest: manifest.update({key: value})


def _track(key: str, value: object) -> Callable[[Json], object]:
    return lambda manifest: manifest["readingOrder"][0].update({key: value})


FAULTS: dict[str, tuple[Callable[[Json], object], str]] = {
    "no context": (_set("@context", ["https://schema.org"]), "the contexts are not the two in their order"),
    "no language": (lambda m: m["@context"].pop(), "the language or direction of names is not said"),
    "another profile": (_set("conformsTo", "https://www.w3.org/TR/audiobooks"), "it says not that it is an audiobook"),
    "another type": (_set("type", "Book"), "it says not that it is an audiobook"),
    "no progression": (_set("readingProgression", "up"), "the progression is none"),
    "no abridged": (lambda m: m.pop("abridged"), "abridged is missing"),
    "abridged in words": (_set("abridged", "false"), "abridged is no boolean"),
    "no name": (_set("name", ""), "name is missing"),
    "no id": (_set("id", "klein"), "identifier or address is none"),
    "address elsewhere": (_set("url", "https://example.com/"), "the primary entry page is not a resource"),
    "no date": (_set("datePublished", "gestern"), "a date is none"),
    "no zone": (_set("dateModified", "2026-01-01T00:00:00"), "a moment has no zone"),
    "nobody reads": (_set("readBy", []), "readBy is missing"),
    "a name is no entity": (lambda m: m["author"].append({"name": "Wer"}), "author is nobody"),
    "unknown mode": (lambda m: m["accessMode"].append("audio"), "an access mode is unknown"),
    "sufficient is no list": (
        _set("accessModeSufficient", [{"type": "List", "itemListElement": ["auditory"]}]),
        "what suffices is unknown",
    ),
    "enough of what isn't there": (
        lambda m: m["accessModeSufficient"].append({"type": "ItemList", "itemListElement": ["tactile"]}),
        "what suffices is unknown",
    ),
    "unknown feature": (lambda m: m["accessibilityFeature"].append("words"), "a feature is unknown"),
    "unknown hazard": (_set("accessibilityHazard", ["noise"]), "a hazard is unknown"),
    "no summary": (lambda m: m.pop("accessibilitySummary"), "accessibilitySummary is missing"),
    "durations differ": (_set("duration", "PT1.000S"), "the durations don't sum up"),
    "a track's duration in seconds": (_track("duration", "12.5"), "a track has no duration"),
    "a fragment": (_track("url", "episodes/index.mp3#t=1"), "episodes/index.mp3#t=1 has a fragment"),
    "a file that isn't there": (_track("url", "episodes/nie.mp3"), f"{ADDRESS}episodes/nie.mp3 is nowhere"),
    "outside": (_track("url", "../x.mp3"), "https://lesen.example.org/x.mp3 is nowhere"),
    "another media type": (_track("encodingFormat", "audio/mp3"), "episodes/index.mp3 has another type"),
    "text in the reading order": (
        lambda m: m["readingOrder"].append(m["resources"].pop(2)),
        "what is in the reading order can't be heard",
    ),
    "no name of a track": (_track("name", None), "episodes/index.mp3 is no linked resource with a name"),
    "no linked resource": (_track("type", "Audio"), "episodes/index.mp3 is no linked resource with a name"),
    "no text for a track": (_track("alternate", []), "episodes/index.mp3 has no text in its place"),
    "listed twice": (lambda m: m["resources"].append(m["resources"][0]), "index.html is listed twice"),
    "lists itself": (
        lambda m: m["links"].append({"type": "LinkedResource", "url": "audiobook.json", "name": "x"}),
        "the manifest lists itself",
    ),
    "entry page not listed": (lambda m: m["resources"].pop(0), "the primary entry page is not a resource"),
    "alternate not listed": (lambda m: m["resources"].pop(), "episodes/opds.vtt is no resource"),
    "no cover": (lambda m: m["resources"].pop(2), "there is no cover"),
    "no contents": (lambda m: m["resources"].pop(1), "no resource is named as contents"),
    "tracks in another order": (lambda m: m["readingOrder"].reverse(), "the contents are others than the tracks"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_rule_of_the_manifest_sees_its_fault(german_site: Site, fault: str) -> None:
    manifest = deepcopy(german_site.json("audiobook.json"))
    spoil, problem = FAULTS[fault]
    spoil(manifest)
    assert problem in problems(german_site, manifest)


PAGE_FAULTS = {
    "no role": ("nav[@role='doc-toc']", "role", "navigation", "the page has no table of contents"),
    "another track": ("nav/ol/li/a", "href", "episodes/zwei.mp3", "the contents are others than the tracks"),
    "another file": ("nav/ol/li/ol/li/a", "href", "episodes/zwei.mp3#t=1.000", "a chapter begins where there is none"),
    "after the end": (
        "nav/ol/li/ol/li/a",
        "href",
        "episodes/index.mp3#t=999.000",
        "a chapter begins where there is none",
    ),
    "no second": ("nav/ol/li/ol/li/a", "href", "episodes/index.mp3#mitte", "a chapter begins where there is none"),
}


@pytest.mark.parametrize("fault", PAGE_FAULTS)
def test_each_rule_of_the_contents_sees_its_fault(german_site: Site, fault: str) -> None:
    page = german_site.page(CONTENTS)
    path, attribute, value, problem = PAGE_FAULTS[fault]
    page.findall(f"body/main/{path}")[0].set(attribute, value)
    assert problem in problems(german_site, contents=page)


# ------------------------------------------------------------------ against the book


def played_ms(data: bytes) -> float:
    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.audio[0]
        return 1000 * sum(frame.samples for frame in container.decode(stream)) / stream.rate


@pytest.mark.parametrize("book", ["german_site", "arabic_site"])
def test_a_track_is_as_long_as_it_plays(request: pytest.FixtureRequest, book: str) -> None:
    site: Site = request.getfixturevalue(book)
    tracks = site.json("audiobook.json")["readingOrder"]
    assert len(tracks) > 1
    for track in tracks:
        said = 1000 * Decimal(track["duration"].removeprefix("PT").removesuffix("S"))
        assert abs(float(said) - played_ms((site.folder / track["url"]).read_bytes())) <= 0.5


def test_names_are_the_books(german_site: Site) -> None:
    manifest = german_site.json("audiobook.json")
    assert manifest["name"] == "Das Social Buch & mehr"
    assert [each["name"] for each in manifest["author"]] == ["Redaktion", "Werkstatt"]
    assert manifest["publisher"] == {"type": "Organization", "name": "Verlag"}
    assert [each["name"] for each in manifest["readBy"]] == ["Synthetische Stimme", "Anna", "Anna & Bea"]
    named = [track["name"] for track in manifest["readingOrder"]]
    assert named == ["Erstens", "Zweitens", {"value": "In English", "language": "en"}]


def test_an_arabic_book_runs_from_right_to_left(arabic_site: Site) -> None:
    manifest = arabic_site.json("audiobook.json")
    assert manifest["@context"][2] == {"language": "ar", "direction": "rtl"}
    assert manifest["readingProgression"] == "rtl"
    page = arabic_site.page(CONTENTS)
    assert page.get("dir") == "rtl"
    assert [link.get("dir") for link in page.iterfind(".//nav/ol/li/a")] == [None, "ltr"]


def test_contents_name_each_section_with_its_language_and_every_chapter(german_site: Site) -> None:
    page = german_site.page(CONTENTS)
    links = page.iterfind(".//nav/ol/li/a")
    assert [(link.get("lang"), link.text) for link in links] == [
        (None, "Erstens"),
        (None, "Zweitens"),
        ("en", "In English"),
    ]
    assert [chapters.get("lang") for chapters in page.iterfind(".//nav/ol/li/ol")] == [None, None, "en"]
    (foreign,) = page.iterfind("body/header//*[@lang='en']")
    assert foreign.text == "Social"
    feed = (german_site.folder / "feed.xml").read_text(encoding="utf-8")
    chapters = re.findall(r'psc:chapter start="00:(\d\d):(\d\d\.\d{3})"', feed)
    starts = {f"{int(minute) * 60 + Decimal(second):.3f}" for minute, second in chapters} - {"0.000"}
    linked = [str(link.get("href")).partition("#t=")[2] for link in page.iterfind(".//nav/ol/li/ol/li/a")]
    assert len(linked) > 8
    assert set(linked) == starts
