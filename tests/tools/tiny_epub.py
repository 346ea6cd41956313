"""The smallest book that every validator is content with, and ways to spoil it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

COLOURS = """:root { color-scheme: light dark; color: #111111; background: #ffffff }
@media (prefers-color-scheme: dark) { :root { color: #eeeeee; background: #111111 } }"""

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="de">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">urn:uuid:0a9b5d4e-6d0c-4f3e-9d2f-2b1c7a5e8f10</dc:identifier>
    <dc:title>Ein kleines Buch</dc:title>
    <dc:language>de</dc:language>
    <dc:source>Von Hand gemacht</dc:source>
    <meta property="dcterms:modified">2000-01-01T00:00:00Z</meta>
    <meta property="schema:accessMode">textual</meta>
    <meta property="schema:accessMode">visual</meta>
    <meta property="schema:accessModeSufficient">textual</meta>
    <meta property="schema:accessibilityFeature">alternativeText</meta>
    <meta property="schema:accessibilityFeature">tableOfContents</meta>
    <meta property="schema:accessibilityHazard">none</meta>
    <meta property="schema:accessibilitySummary">Ein Bild, das beschrieben ist.</meta>
  </metadata>
  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="chapter" href="chapter.xhtml" media-type="application/xhtml+xml"/>
    <item id="dot" href="dot.svg" media-type="image/svg+xml"/>
  </manifest>
  <spine><itemref idref="chapter"/><itemref idref="nav"/></spine>
</package>
"""
_NAV = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="de" xml:lang="de">
<head><title>Inhalt</title></head>
<body><main><nav epub:type="toc" role="doc-toc" aria-labelledby="toc"><h1 id="toc">Inhalt</h1>
<ol><li><a href="chapter.xhtml">Ein Punkt</a></li></ol></nav></main></body>
</html>
"""
_CHAPTER = f"""<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="de" xml:lang="de">
<head><title>Ein Punkt</title>
<style>{COLOURS}</style></head>
<body><main><h1>Ein Punkt</h1>
<p>Das ist er: <img src="dot.svg" alt="ein schwarzer Punkt"/>
<a href="nav.xhtml">Inhalt</a></p></main></body>
</html>
"""
_DOT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">
<circle cx="4" cy="4" r="4"/></svg>
"""
_FILES = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": _CONTAINER,
    "EPUB/package.opf": _PACKAGE,
    "EPUB/nav.xhtml": _NAV,
    "EPUB/chapter.xhtml": _CHAPTER,
    "EPUB/dot.svg": _DOT,
}


def write_tiny_epub(path: Path, changes: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """Write the book and return its path. `changes` gives for a file what to replace in it, and by what.

    Raises ValueError when there is nothing to replace: a book that was not spoilt would prove nothing.
    """
    files = dict(_FILES)
    for name, (old, new) in (changes or {}).items():
        if old not in files[name]:
            raise ValueError(f"{name} does not contain {old}")
        files[name] = files[name].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return path
