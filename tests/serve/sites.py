"""A small site as a build would publish it, written by hand: pages, two episodes of noise, a feed, transcripts."""

from __future__ import annotations

from hashlib import shake_256
from pathlib import Path

PAGE = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\"/>\n"
    "<title>Book</title>\n</head>\n<body>\n<h1>Book</h1>\n</body>\n</html>\n"
)
FILES = {
    "index.html": "text/html; charset=utf-8",
    "sub/index.html": "text/html; charset=utf-8",
    "style.css": "text/css; charset=utf-8",
    "player.js": "text/javascript; charset=utf-8",
    "feed.xml": "application/rss+xml; charset=utf-8",
    "opds.json": "application/opds+json",
    "audiobook.json": "application/audiobook+json",
    "episodes/one.mp3": "audio/mpeg",
    "episodes/one.vtt": "text/vtt; charset=utf-8",
    "episodes/one.srt": "application/x-subrip; charset=utf-8",
    "episodes/one.json": "application/json",
    "episodes/one.chapters.json": "application/json+chapters",
    "audio/book.m4b": "audio/mp4",
    "audio/book.opus": "audio/ogg",
    "epub/book.epub": "application/epub+zip",
    "images/cover.jpg": "image/jpeg",
    "images/cover.PNG": "image/png",
    "images/chart.svg": "image/svg+xml; charset=utf-8",
    "data.bin": "application/octet-stream",
}
"""Each file of the site with the media type it has to be served with."""


def noise(name: str, size_bytes: int) -> bytes:
    """Bytes that are never the same in two places, and always the same for a name."""
    return shake_256(name.encode()).digest(size_bytes)


def write_site(folder: Path) -> Path:
    """Write the site, with a hidden file, and links in it and out of it."""
    for name in FILES:
        place = folder / "site" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(PAGE.encode() if name.endswith(".html") else noise(name, 1000))
    (folder / "secret.txt").write_text("secret")
    (folder / "secrets").mkdir()
    (folder / "secrets" / "one.txt").write_text("secret")
    (folder / "site" / ".published.json").write_text("secret")
    (folder / "site" / "empty.txt").touch()
    (folder / "site" / "leads-out.txt").symlink_to(folder / "secret.txt")
    (folder / "site" / "leads-out").symlink_to(folder / "secrets")
    (folder / "site" / "leads-to-hidden.txt").symlink_to(".published.json")
    (folder / "site" / "leads-round").symlink_to("leads-round")
    (folder / "site" / "again.mp3").symlink_to("episodes/one.mp3")
    return folder / "site"


def write_feed(site: Path, address: str, sections: tuple[str, ...]) -> None:
    """Write a plain feed that has an episode for each name, newest first, and the episodes."""
    items = list[str]()
    for number, name in enumerate(sections, 1):
        episode = site / "episodes" / f"{name}.mp3"
        episode.parent.mkdir(parents=True, exist_ok=True)
        episode.write_bytes(noise(name, 300_000))
        items.insert(
            0,
            f'<item><title>{name}</title><guid isPermaLink="false">urn:test:{name}</guid>'
            f"<pubDate>Fri, {number:02} Jan 2027 06:00:00 GMT</pubDate>"
            f'<enclosure url="{address}episodes/{name}.mp3" length="300000" type="audio/mpeg"/></item>',
        )
    (site / "feed.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Book</title>'
        f"<link>{address}</link><description>Book</description>{''.join(items)}</channel></rss>\n",
        encoding="utf-8",
    )
