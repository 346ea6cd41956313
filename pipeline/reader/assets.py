"""Image files of the manuscript: found inside its folder only, never fetched. Reads files."""

from __future__ import annotations

import io
import re
from pathlib import Path

from msgspec import Struct, field

from pipeline.errors import Finding
from pipeline.model import Asset, Place
from pipeline.reader.svgs import SvgError, read_svg

_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}


class AssetReader(Struct):
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
    from PIL import Image  # noqa: PLC0415  # loads slowly, and many books have no image

    try:
        with Image.open(io.BytesIO(data)) as image:
            kind = _TYPES.get(image.format or "")
            animated = getattr(image, "n_frames", 1) > 1
            width, height = image.size
            image.load()
    except (OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise _RefusedError("unreadable-image", problem=str(error).partition(" <")[0]) from error
    if kind is None:
        raise _RefusedError("image-type")
    return Asset(source, data, kind, width, height, animated)


def colours_of(asset: Asset) -> str:
    """How an image of pixels keeps its colours: "RGB", or what Pillow calls it, as "CMYK"."""
    from PIL import Image  # noqa: PLC0415  # as above

    with Image.open(io.BytesIO(asset.data)) as image:
        return image.mode


def _near(path: Path) -> str:
    """A file of the same name but for its case, which another system would have found."""
    if not path.parent.is_dir():
        return ""
    alike = (found.name for found in sorted(path.parent.iterdir()) if found.name.lower() == path.name.lower())
    return next((name for name in alike if name != path.name), "")


def _svg(source: str, data: bytes) -> Asset:
    try:
        width, height = read_svg(data)
    except SvgError as error:
        if error.unsafe:
            raise _RefusedError("unsafe-svg", text=error.problem) from error
        raise _RefusedError("unreadable-image", problem=error.problem) from error
    return Asset(source, data, "image/svg+xml", width, height)
