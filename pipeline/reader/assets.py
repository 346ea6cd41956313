"""Image files of the manuscript: found inside its folder only, never fetched. Reads files."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from pipeline.errors import Finding
from pipeline.model import Asset, Place

_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = ("script", "foreignObject", "iframe", "audio", "video", "animate", "set", "animateTransform", "animateMotion")


@dataclass(slots=True)
class AssetReader:
    """Reads each image once; `found` maps paths as the author wrote them to what they hold."""

    folder: Path
    found: dict[str, Asset] = field(default_factory=dict)

    def read(self, source: str, place: Place, findings: list[Finding]) -> Asset | None:
        """The image at a path relative to the manuscript; None, and a finding, when the book can't have it."""
        if source in self.found:
            return self.found[source]
        try:
            self.found[source] = self._read(source)
        except _RefusedError as refused:
            findings.append(Finding.at(place, refused.code, source=source, **refused.details))
            return None
        return self.found[source]

    def _read(self, source: str) -> Asset:
        if re.match(r"^([a-zA-Z][a-zA-Z0-9+.-]+:|//)", source):
            raise _RefusedError("remote-image")
        path = self.folder / source
        try:
            if "\x00" in source or Path(source).is_absolute() or not self._holds(path):
                raise _RefusedError("image-outside")
            if not path.is_file():
                raise _RefusedError("missing-image", near=_near(path) if source else "")
            data = path.read_bytes()
        except OSError as error:
            raise _RefusedError("unreadable-image", problem=error.strerror or "?") from error
        return _svg(source, data) if path.suffix.lower() == ".svg" else _raster(source, data)

    def _holds(self, path: Path) -> bool:
        """Whether a path stays in the folder, wherever its links lead; one that leads in a circle leads nowhere."""
        try:
            return path.resolve().is_relative_to(self.folder.resolve())
        except RuntimeError:  # what Python before 3.13 says of a circle
            return True


class _RefusedError(Exception):
    """An image that the book can't have: a finding's code and details."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def _raster(source: str, data: bytes) -> Asset:
    try:
        with Image.open(io.BytesIO(data)) as image:
            kind = _TYPES.get(image.format or "")
            animated = getattr(image, "n_frames", 1) > 1
            width, height = image.size
            image.load()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise _RefusedError("unreadable-image", problem=str(error).partition(" <")[0]) from error
    if kind is None:
        raise _RefusedError("image-type")
    return Asset(source, data, kind, width, height, animated)


def _near(path: Path) -> str:
    """A file of the same name but for its case, which another system would have found."""
    if not path.parent.is_dir():
        return ""
    alike = (found.name for found in sorted(path.parent.iterdir()) if found.name.lower() == path.name.lower())
    return next((name for name in alike if name != path.name), "")


def _svg(source: str, data: bytes) -> Asset:
    """An SVG is a document: it may hold no script, no event, and nothing from elsewhere."""
    try:
        text = data.decode("utf-8-sig")
        for declaration in ("<!DOCTYPE", "<!ENTITY", "<?xml-stylesheet"):
            if declaration in text:
                raise _RefusedError("unsafe-svg", text=declaration)
        root = etree.fromstring(data)
    except (etree.ParseError, UnicodeDecodeError) as error:
        raise _RefusedError("unreadable-image", problem=str(error)) from error
    if root.tag != f"{_SVG}svg":
        raise _RefusedError("unreadable-image", problem=f"<{root.tag}>")
    bad = next((found for element in root.iter() if (found := _unsafe(element))), None)
    if bad:
        raise _RefusedError("unsafe-svg", text=bad)
    sizes = [re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]+)?)(?:px)?", root.get(name, "")) for name in ("width", "height")]
    width, height = (int(float(size[1])) if size else None for size in sizes)
    return Asset(source, data, "image/svg+xml", width, height)


def _unsafe(element: etree.Element) -> str | None:
    name = str(element.tag).removeprefix(_SVG)
    if name in _ACTIVE:
        return f"<{name}>"
    if name == "style" and re.search(r"@import|url\(\s*['\"]?(?!#)", element.text or ""):
        return "url(…)"
    for attribute, value in element.attrib.items():
        local = attribute.rpartition("}")[2]
        if local.startswith("on"):
            return local
        if local == "href" and not value.startswith("#"):
            return value[:40]
        if "url(" in value and not re.search(r"url\(\s*['\"]?#", value):
            return "url(…)"
    return None
