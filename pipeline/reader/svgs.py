"""Which SVG a book can have: a document without script, events and anything from elsewhere. Pure."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = ("script", "foreignObject", "iframe", "audio", "video", "animate", "set", "animateTransform", "animateMotion")
_NAME = re.compile(r"[^\W\d][\w.\u00b7-]*")
_LOCAL = re.compile(r"url\(\s*([\'\"]?)#([^\'\"()\s]+)\1\s*\)", re.IGNORECASE)
# Attributes whose values are CSS, and may hold an address.
_CSS = (
    *("style", "clip-path", "cursor", "fill", "filter", "marker", "marker-end", "marker-mid", "marker-start"),
    *("mask", "stroke"),
)
# What may load something, where it isn't the url of a part of the image itself.
_LOADING = re.compile(r"@import|\b(?:url|src|image-set)\(", re.IGNORECASE)


class SvgError(Exception):
    """An SVG that the book can't have: what is wrong in it, and whether that would run or load something."""

    def __init__(self, problem: str, *, unsafe: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.unsafe = unsafe


def read_svg(data: bytes) -> tuple[int | None, int | None]:
    """Width and height in pixels, None where the SVG gives none; SvgError where a book can't have it."""
    try:
        text = data.decode("utf-8-sig")
        for declaration in ("<!DOCTYPE", "<!ENTITY", "<?xml-stylesheet"):
            if declaration in text:
                raise SvgError(declaration, unsafe=True)
        _look_at_declaration(text)
        root = etree.fromstring(data)
    except (etree.ParseError, UnicodeDecodeError) as error:
        raise SvgError(str(error)) from error
    if root.tag != f"{_SVG}svg":
        raise SvgError(f"<{root.tag}>")
    ids = _ids(root)
    for element in root.iter():
        _look_at(element, ids)
    sizes = [re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]+)?)(?:px)?", root.get(name, "")) for name in ("width", "height")]
    width, height = (int(float(size[1])) if size else None for size in sizes)
    return width, height


def _look_at_declaration(text: str) -> None:
    """A book holds XML 1.0 in UTF-8 (EPUB 3.3, section 3.9)."""
    declaration = re.match(r"<\?xml\s[^>]*", text)
    if declaration is None:
        return
    version = re.search(r"version\s*=\s*[\"\']([^\"\']*)", declaration[0])
    if version and version[1] != "1.0":
        raise SvgError(f"XML {version[1]}")
    encoding = re.search(r"encoding\s*=\s*[\"\']([^\"\']*)", declaration[0])
    if encoding and encoding[1].upper() != "UTF-8":
        raise SvgError(encoding[1])


def _ids(root: etree.Element) -> set[str]:
    ids: set[str] = set()
    for element in root.iter():
        name = element.get("id")
        if name is None:
            continue
        if name in ids or not _NAME.fullmatch(name):
            raise SvgError(f'id="{name[:40]}"')
        ids.add(name)
    return ids


def _look_at(element: etree.Element, ids: set[str]) -> None:
    name = str(element.tag).removeprefix(_SVG)
    if name in _ACTIVE:
        raise SvgError(f"<{name}>", unsafe=True)
    if name == "style":
        _look_at_css("".join(element.itertext()), ids)
    for attribute, value in element.attrib.items():
        local = attribute.rpartition("}")[2]
        if local.startswith("on"):
            raise SvgError(local, unsafe=True)
        if local == "base" or (local == "href" and not value.startswith("#")):
            raise SvgError(value[:40], unsafe=True)
        if local == "href" and value[1:] not in ids:
            raise SvgError(value[:40])
        # Programs' own attributes have names with a namespace, and aria-label is text.
        if attribute in _CSS or (local == attribute and not local.startswith("aria-") and _LOADING.search(value)):
            _look_at_css(value, ids)


def _look_at_css(css: str, ids: set[str]) -> None:
    """CSS without escapes, which could hide an address, and without any address but of the image's own parts."""
    if "\\" in css:
        raise SvgError("\\", unsafe=True)
    for found in _LOCAL.finditer(css):
        if found[2] not in ids:
            raise SvgError(found[0][:40])
    if loading := _LOADING.search(_LOCAL.sub("", css)):
        raise SvgError(f"{loading[0]}…", unsafe=True)
