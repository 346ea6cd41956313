"""What the specifications ask of a catalogue and of an audiobook's manifest: each problem as a sentence.

Written from OPDS 2.0 with the schemas beside it, the Readium Web Publication Manifest, Audiobooks and Publication
Manifest (both of 10 November 2020): what is required, and what is recommended and we want as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

Json = dict[str, Any]

OPEN = "http://opds-spec.org/acquisition/open-access"
TYPES = {
    "epub": "application/epub+zip",
    "html": "text/html",
    "jpg": "image/jpeg",
    "mp3": "audio/mpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "vtt": "text/vtt",
    "xml": "application/rss+xml",
}
MODES = {"auditory", "chartOnVisual", "tactile", "textual", "visual"}
SUFFICIENT = {"auditory", "tactile", "textual", "visual"}
FEATURES = {
    "alternativeText", "ARIA", "captions", "displayTransformability", "longDescription", "readingOrder",
    "structuralNavigation", "synchronizedAudioText", "tableOfContents", "transcript", "unlocked",
}  # fmt: skip
HAZARDS = {"none", "unknown"}
# Audiobooks, "Requirements": what is required, then what is recommended.
MANIFEST_KEYS = (
    "@context", "conformsTo", "readingOrder", "name",
    "abridged", "accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard",
    "accessibilitySummary", "author", "duration", "dateModified", "datePublished", "id", "inLanguage", "readBy",
    "readingProgression", "resources", "type", "url",
)  # fmt: skip
RECORD_KEYS = (
    "@type", "title", "identifier", "author", "language", "published", "modified", "accessibility",
)  # fmt: skip


# ------------------------------------------------------------------ the manifest


def manifest_problems(manifest: Json, contents: etree._Element, files: set[str], address: str) -> Iterator[str]:
    """What is wrong with a manifest, the page of its contents, and the files of the site at `address`."""
    missing = [key for key in MANIFEST_KEYS if manifest.get(key) in (None, "", [])]
    yield from (f"{key} is missing" for key in missing)
    if missing:
        return
    if manifest["@context"][:2] != ["https://schema.org", "https://www.w3.org/ns/pub-context"]:
        yield "the contexts are not the two in their order"
    if manifest["@context"][2:3] != [{"language": manifest["inLanguage"], "direction": manifest["readingProgression"]}]:
        yield "the language or direction of names is not said"
    if manifest["conformsTo"] != "https://www.w3.org/TR/audiobooks/" or manifest["type"] != "Audiobook":
        yield "it says not that it is an audiobook"
    if manifest["readingProgression"] not in ("ltr", "rtl"):
        yield "the progression is none"
    if not isinstance(manifest["abridged"], bool):
        yield "abridged is no boolean"
    if not manifest["id"].startswith("urn:") or not manifest["url"].startswith(address):
        yield "identifier or address is none"
    yield from _dates(manifest["datePublished"], manifest["dateModified"])
    yield from _creators(manifest)
    yield from _offers(
        manifest["accessMode"],
        [each["itemListElement"] for each in manifest["accessModeSufficient"] if each["type"] == "ItemList"],
        manifest["accessibilityFeature"],
        manifest["accessibilityHazard"],
        manifest["accessibilitySummary"],
    )
    yield from _durations(manifest)
    yield from _resources(manifest, files, address)
    yield from _contents(manifest, contents)


def _creators(manifest: Json) -> Iterator[str]:
    for kind in ("author", "readBy"):
        for entity in manifest[kind]:
            if entity.get("type") not in ("Person", "Organization") or not entity.get("name"):
                yield f"{kind} is nobody"


def _durations(manifest: Json) -> Iterator[str]:
    """Audiobooks, "Manifest Processing": every track has a duration, and their sum is the book's."""
    tracks = [_seconds(track.get("duration", "")) for track in manifest["readingOrder"]]
    if None in tracks:
        yield "a track has no duration"
    elif sum(filter(None, tracks)) != _seconds(manifest["duration"]):
        yield "the durations don't sum up"


def _seconds(duration: str) -> Decimal | None:
    match = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(\d+(?:\.\d+)?)S", duration)
    return Decimal(match[1] or 0) * 3600 + Decimal(match[2] or 0) * 60 + Decimal(match[3]) if match else None


def _resources(manifest: Json, files: set[str], address: str) -> Iterator[str]:
    """Publication Manifest, "Resource Categorization Properties"; Audiobooks, "Resource List"."""
    listed = [each for key in ("readingOrder", "resources", "links") for each in manifest.get(key, [])]
    alternates = [each for track in manifest["readingOrder"] for each in track.get("alternate", [])]
    for resource in (*listed, *alternates):
        path = resource.get("url", "")
        if resource.get("type") != "LinkedResource" or not resource.get("name"):
            yield f"{path} is no linked resource with a name"
        if urlsplit(path).fragment:
            yield f"{path} has a fragment"
        yield from _file(urljoin(f"{address}audiobook.json", path), resource.get("encodingFormat"), files, address)
    addresses = [each["url"] for each in listed]
    yield from (f"{path} is listed twice" for path in sorted({each for each in addresses if addresses.count(each) > 1}))
    if "audiobook.json" in addresses:
        yield "the manifest lists itself"
    resources = {each["url"]: each for each in manifest["resources"]}
    if urljoin(address, "index.html") != manifest["url"] or "index.html" not in resources:
        yield "the primary entry page is not a resource"
    yield from (f"{each['url']} is no resource" for each in alternates if each["url"] not in resources)
    if [each for each in manifest["readingOrder"] if not each.get("encodingFormat", "").startswith("audio/")]:
        yield "what is in the reading order can't be heard"
    for track in manifest["readingOrder"]:
        if {"text/html", "text/vtt"} - {each.get("encodingFormat") for each in track.get("alternate", [])}:
            yield f"{track['url']} has no text in its place"
    covers = [each for each in manifest["resources"] if each.get("rel") == "cover"]
    if len(covers) != 1 or not covers[0].get("encodingFormat", "").startswith("image/"):
        yield "there is no cover"


def _contents(manifest: Json, page: etree._Element) -> Iterator[str]:
    """Audiobooks, "Table of Contents": an element with its role, whose links lead to what is in the reading order."""
    if [each["url"] for each in manifest["resources"] if each.get("rel") == "contents"] != ["audiobook.contents.html"]:
        yield "no resource is named as contents"
    tables = page.findall(".//*[@role='doc-toc']")
    if len(tables) != 1:
        yield "the page has no table of contents"
        return
    links = [unquote(str(link.get("href"))) for link in tables[0].iterfind("ol/li/a")]
    if links != [track["url"] for track in manifest["readingOrder"]]:
        yield "the contents are others than the tracks"
        return
    for item, track in zip(tables[0].iterfind("ol/li"), manifest["readingOrder"], strict=True):
        inner = [unquote(str(link.get("href"))) for link in item.iterfind("ol/li/a")]
        starts = [_start(link, track["url"]) for link in inner]
        bounds = [Decimal(0), *starts, _seconds(track.get("duration", "")) or Decimal(0)]
        if any(before >= after for before, after in pairwise(bounds)):
            yield "a chapter begins where there is none"


def _start(link: str, file: str) -> Decimal:
    """Where a link into a file leads, in seconds; less than nothing where it leads elsewhere."""
    match = re.fullmatch(r"(.+)#t=(\d+\.\d{3})", link)
    return Decimal(match[2]) if match and match[1] == file else Decimal(-1)


# ------------------------------------------------------------------ the catalogue


def catalogue_problems(catalogue: Json, records: dict[str, Json], files: set[str], address: str) -> Iterator[str]:
    """What is wrong with a catalogue and the `records` of its publications by their paths."""
    if not catalogue.get("metadata", {}).get("title"):
        yield "the catalogue has no title"
    links = catalogue.get("links", [])
    selfs = [link.get("href") for link in links if "self" in _relations(link)]
    starts = [link.get("href") for link in links if "start" in _relations(link)]
    if selfs != [f"{address}opds.json"] or starts != selfs:
        yield "the catalogue doesn't know itself"
    yield from (problem for link in links for problem in _link(link, files, address))
    publications = catalogue.get("publications", [])
    if not publications or catalogue["metadata"].get("numberOfItems") != len(publications):
        yield "the publications are not counted"
    identifiers = [each.get("metadata", {}).get("identifier") for each in publications]
    titles = [each.get("metadata", {}).get("title") for each in publications]
    if len(set(identifiers)) < len(identifiers) or len(set(titles)) < len(titles):
        yield "two publications can't be told apart"
    for publication in publications:
        yield from _publication(publication, files, address)
        own = [link["href"] for link in publication.get("links", []) if link.get("rel") == "self"]
        if [records.get(each.removeprefix(address)) for each in own] != [publication]:
            yield "a publication is not what its record says"


def _publication(publication: Json, files: set[str], address: str) -> Iterator[str]:
    metadata = publication.get("metadata", {})
    yield from (f"{key} is missing" for key in RECORD_KEYS if not metadata.get(key))
    if metadata.get("@type") not in ("http://schema.org/EBook", "http://schema.org/Audiobook"):
        yield "the type is unknown"
    if not re.match(r"[a-z][a-z0-9+.-]*:", str(metadata.get("identifier"))):
        yield "the identifier is no URI"
    yield from _dates(str(metadata.get("published")), str(metadata.get("modified")))
    offers = metadata.get("accessibility", {})
    sufficient = [each for each in offers.get("accessModeSufficient", []) if isinstance(each, list)]
    lists = (offers.get("feature", []), offers.get("hazard", []))
    yield from _offers(offers.get("accessMode", []), sufficient, *lists, offers.get("summary", ""))
    heard = metadata.get("@type") == "http://schema.org/Audiobook"
    is_read = "auditory" in offers.get("accessMode", [])
    if heard != ("duration" in metadata) or is_read != ("narrator" in metadata):
        yield "who is heard, and how long, is not said"
    if not isinstance(metadata.get("duration", 1.0), int | float):
        yield "the duration is no number"
    links = publication.get("links", [])
    if not [link for link in links if link.get("rel") == OPEN]:
        yield "there is no way to get it"
    wanted = "audio/mpeg" if heard else "application/epub+zip"
    if wanted not in [link.get("type") for link in links if link.get("rel") == OPEN]:
        yield "it can't be had as what it is"
    yield from (problem for link in links for problem in _link(link, files, address))
    images = publication.get("images", [])
    if not [each for each in images if each.get("type") in ("image/jpeg", "image/png", "image/gif")]:
        yield "there is no image that all apps show"
    for image in images:
        yield from _link({"rel": "image", **image}, files, address)
        if not all(isinstance(image.get(side), int) and image[side] > 0 for side in ("width", "height")):
            yield "an image has no size"


def _relations(link: Json) -> list[str]:
    rel = link.get("rel", [])
    return [rel] if isinstance(rel, str) else rel


def _link(link: Json, files: set[str], address: str) -> Iterator[str]:
    if not _relations(link):
        yield "a link has no relation"
    if not link.get("href", "").startswith("https://"):
        yield "an address is not whole"
    yield from _file(link.get("href", ""), link.get("type"), files, address)


# ------------------------------------------------------------------ both


def _file(address: str, media_type: str | None, files: set[str], base: str) -> Iterator[str]:
    """Whether an address is that of a file of the site, and of the type that is said."""
    path = unquote(address.removeprefix(base))
    if not address.startswith(base) or path not in files:
        yield f"{address} is nowhere"
    ending = path.rpartition(".")[2]
    expected = {TYPES[ending]} if ending in TYPES else _json_types(path)
    if media_type not in expected:
        yield f"{path} has another type"


def _json_types(path: str) -> set[str]:
    if path == "opds.json":
        return {"application/opds+json"}
    if path == "audiobook.json":
        return {'application/ld+json;profile="https://www.w3.org/TR/audiobooks/"'}
    return {"application/opds-publication+json"} if path.startswith("opds/") else set()


def _dates(published: str, modified: str) -> Iterator[str]:
    try:
        date.fromisoformat(published)
        moment = datetime.fromisoformat(modified)
    except ValueError:
        yield "a date is none"
        return
    if moment.tzinfo is None:
        yield "a moment has no zone"


def _offers(
    modes: list[str], sufficient: list[list[str]], features: list[str], hazards: list[str], summary: str
) -> Iterator[str]:
    """Schema.org Accessibility Properties for Discoverability Vocabulary."""
    if not modes or set(modes) - MODES or len(set(modes)) < len(modes):
        yield "an access mode is unknown"
    if not sufficient or any(not each or set(each) - SUFFICIENT or set(each) - set(modes) for each in sufficient):
        yield "what suffices is unknown"
    if not features or set(features) - FEATURES:
        yield "a feature is unknown"
    if not hazards or set(hazards) - HAZARDS:
        yield "a hazard is unknown"
    if not summary:
        yield "there is no summary"
