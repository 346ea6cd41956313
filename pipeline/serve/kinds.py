"""What a file is, told by its name: the media types that podcast clients, browsers and reading apps look for. Pure.

The system's own table isn't asked: it differs from machine to machine, and knows few of these.
"""

from __future__ import annotations

UNKNOWN = "application/octet-stream"

_NAMES = {
    "feed.xml": "application/rss+xml; charset=utf-8",
    "opds.json": "application/opds+json",
    "audiobook.json": "application/audiobook+json",
}
_ENDINGS = {
    ".chapters.json": "application/json+chapters",
    ".css": "text/css; charset=utf-8",
    ".epub": "application/epub+zip",
    ".gif": "image/gif",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".opus": "audio/ogg",
    ".png": "image/png",
    ".srt": "application/x-subrip; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wav": "audio/wav",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}


def kind_of(name: str) -> str:
    """The media type of a file by its name, in small letters or large ones."""
    known = name.lower()
    if known in _NAMES:
        return _NAMES[known]
    _, dot, rest = known.partition(".")
    while dot:
        if f".{rest}" in _ENDINGS:
            return _ENDINGS[f".{rest}"]
        _, dot, rest = rest.partition(".")
    return UNKNOWN
