"""Feeds with something wrong: each is the good feed with one thing changed, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

LONG = "ü" * 2001
"""Over 4000 bytes, and not over 4000 characters."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A change to the text of a feed and the one complaint that it brings: its code, and the element where it says."""

    title: str
    expected: str
    change: Callable[[str], str]

    def __str__(self) -> str:
        return self.title.replace(" ", "-")


def swap(title: str, expected: str, old: str, new: str) -> Fault:
    """The first match of a pattern becomes a text; `\\1` is its first group."""
    return Fault(title, expected, lambda feed: _once(old, new, feed))


def without(expected: str, *elements: str) -> list[Fault]:
    """The first of each element is taken away. In items that is the first item's, where the channel has none."""
    return [
        swap(f"no {name}", f"{expected} {name}", rf"<{name}(?:\s[^>]*)?(?:/>|>.*?</{name}>)\s*", "")
        for name in elements
    ]


def in_item(title: str, expected: str, old: str, new: str) -> Fault:
    """The first match in the first item, or later, becomes a text."""

    def change(feed: str) -> str:
        before, item, after = feed.partition("<item>")
        return before + item + _once(old, new, after)

    return Fault(title, expected, change)


def _once(old: str, new: str, text: str) -> str:
    changed, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
    assert count == 1, f"nothing in the feed is like {old}"
    return changed


def _items(feed: str) -> tuple[str, list[str], str]:
    """What is before the items, the items, what is after them."""
    first, last = feed.index("<item>"), feed.rindex("</item>") + len("</item>")
    return feed[:first], re.findall(r"<item>.*?</item>", feed, re.DOTALL), feed[last:]


def _oldest_first(feed: str) -> str:
    before, items, after = _items(feed)
    return before + "\n".join(reversed(items)) + after


def _copied(pattern: str) -> Callable[[str], str]:
    """What matches in the second item becomes what matches in the third."""

    def change(feed: str) -> str:
        before, items, after = _items(feed)
        found = re.search(pattern, items[2], re.DOTALL)
        assert found
        items[1] = _once(pattern, found[0].replace("\\", r"\\"), items[1])
        return before + "\n".join(items) + after

    return change


WHOLE = [
    Fault("empty", "feed-not-xml", lambda feed: ""),
    Fault("broken off", "feed-not-xml", lambda feed: feed[: len(feed) // 2]),
    Fault("a page", "feed-not-rss", lambda feed: "<html><body>Not found</body></html>"),
    Fault("another version of RSS", "feed-not-rss", lambda feed: feed.replace('version="2.0">', 'version="0.91">', 1)),
    Fault("an ampersand", "feed-not-xml", lambda feed: feed.replace("<title>", "<title>&", 1)),
    Fault(
        "a control character that XML has not", "feed-not-xml", lambda feed: feed.replace("<title>", "<title>\x08", 1)
    ),
    Fault("a document type", "feed-with-doctype", lambda feed: feed.replace("<rss", "<!DOCTYPE rss><rss", 1)),
    Fault("another encoding", "feed-not-utf8", lambda feed: feed.replace("'UTF-8'", "'ISO-8859-1'", 1)),
    Fault("too large", "feed-too-large", lambda feed: feed + " " * 20_000_000),
    swap("more than anybody hears", "too-many-episodes", "<item>.*</item>", "<item/>" * 20_001),
    swap("no channel", "no-channel", "<channel>.*</channel>", ""),
    swap("no items", "no-episodes", "<item>.*</item>", ""),
]
CHANNEL = [
    *without("missing-element", "title", "description", "link", "language", "itunes:explicit", "podcast:guid"),
    *without("missing-element", "atom:link", "itunes:image"),
    swap("no category", "missing-element itunes:category", r"<itunes:category.*</itunes:category>", ""),
    swap("a title of spaces", "missing-element title", "<title>.*?</title>", "<title> \n </title>"),
    swap("two titles", "repeated-element title", "(<title>.*?</title>)", r"\1\1"),
    swap("a long title", "long-text title", "<title>.*?</title>", f"<title>{'x' * 256}</title>"),
    swap("a long description", "long-description", "<description>", f"<description>{LONG}"),
    swap("a character that nobody sees", "control-character title", "<title>", "<title>\x85"),
    swap("no language that there is", "bad-language language", "<language>de<", "<language>deutsch1<"),
    swap("another spelling of a language", "bad-language language", "<language>de<", "<language>de_DE<"),
    swap("a category that there isn't", "unknown-category", 'text="Government"', 'text="Goverment"'),
    swap("a category below that there isn't", "unknown-category", 'text="Careers"', 'text="Career"'),
    swap("an old word for explicit", "unknown-value itunes:explicit", "explicit>false<", "explicit>clean<"),
    swap("a type that there isn't", "unknown-value itunes:type", ">serial<", ">series<"),
    swap("a medium that there isn't", "unknown-value podcast:medium", "medium>podcast<", "medium>radio<"),
    swap("neither locked nor open", "unknown-value podcast:locked", "locked>no<", "locked>maybe<"),
    swap("locked by nobody", "locked-without-owner", "locked>no<", "locked>yes<"),
    swap("an owner without mail", "bad-mail podcast:locked", "<podcast:locked>", '<podcast:locked owner="me">'),
    swap(
        "another self", "self-elsewhere", r'href="[^"]*" rel="self"', 'href="https://example.org/feed.xml" rel="self"'
    ),
    swap(
        "self over another protocol", "self-elsewhere", r'href="https([^"]*)" rel="self"', r'href="http\1" rel="self"'
    ),
    swap("no guid of a podcast", "bad-podcast-guid", "guid>fb719a2d-", "guid>"),
    swap("a date of the channel", "bad-date pubDate", "<pubDate>.*?<", "<pubDate>yesterday<"),
    swap(
        "artwork without an address", "missing-attribute itunes:image", r'<itunes:image href="[^"]*"', "<itunes:image"
    ),
    swap("artwork in another format", "artwork-name", r'(<itunes:image href="[^"]*)\.png"', r'\1.webp"'),
    swap("artwork without words", "no-artwork-alt", r' alt="[^"]*"', ""),
    swap("artwork that nobody describes", "no-artwork-alt", r"<podcast:image[^>]*/>", ""),
    swap("artwork that is no square", "artwork-not-square", 'aspect-ratio="1/1"', 'aspect-ratio="16/9"'),
    swap("no word of synthetic voices", "no-disclosure", ' purpose="ai-content"', ""),
    swap("a long licence", "long-text podcast:license", "(<podcast:license[^>]*>)", rf"\1{'x' * 128}"),
    swap(
        "a long note", "long-text podcast:txt", "<podcast:txt", f"<podcast:txt>{'x' * 4001}</podcast:txt><podcast:txt"
    ),
    swap("a person without a name", "empty-person", r"(<podcast:person[^>]*>)[^<]*<", r"\1<"),
    swap("a person of many words", "long-text podcast:person", r"(<podcast:person[^>]*>)", rf"\1{'x' * 128}"),
]
EPISODES = [
    *without("missing-element", "itunes:duration", "enclosure", "guid"),
    in_item("no title", "missing-element title", "<title>.*?</title>", ""),
    in_item("no date", "missing-element pubDate", "<pubDate>.*?</pubDate>", ""),
    in_item("no link", "missing-element link", "<link>.*?</link>", ""),
    in_item("an empty guid", "missing-element guid", "(<guid[^>]*>)[^<]*", r"\1"),
    in_item("a guid that claims to be an address", "guid-not-address", 'isPermaLink="false"', 'isPermaLink="true"'),
    in_item("a guid that keeps silent", "guid-not-address", ' isPermaLink="false"', ""),
    Fault("a guid for two", "same-guid", _copied("<guid.*?</guid>")),
    Fault("a date for two", "same-moment", _copied("<pubDate>.*?</pubDate>")),
    Fault("a number for two", "same-number", _copied("<itunes:episode>.*?</itunes:episode>")),
    Fault("oldest first", "not-newest-first", _oldest_first),
    in_item("a date as computers write it", "bad-date pubDate", "<pubDate>.*?<", "<pubDate>2026-11-22T12:19:00Z<"),
    in_item("a date on the wrong day", "bad-date pubDate", "<pubDate>Sun", "<pubDate>Mon"),
    in_item("a date without a zone", "bad-date pubDate", r" \+0000</pubDate>", "</pubDate>"),
    in_item("a date that there isn't", "bad-date pubDate", "<pubDate>.*?<", "<pubDate>31 Feb 2026 12:00:00 GMT<"),
    in_item("a number in words", "bad-number itunes:episode", "<itunes:episode>[^<]*", "<itunes:episode>one"),
    in_item("the number zero", "bad-number itunes:episode", "<itunes:episode>[^<]*", "<itunes:episode>0"),
    in_item("a kind that there isn't", "unknown-value itunes:episodeType", ">bonus<", ">extra<"),
    in_item("a duration in words", "bad-duration", "duration>[^<]*<", "duration>26 min<"),
    in_item("a duration of nothing", "bad-duration", "duration>[^<]*<", "duration>0<"),
    in_item("two enclosures", "repeated-element enclosure", "(<enclosure [^>]*>)", r"\1\1"),
    in_item("no length", "enclosure-length", r' length="\d+"', ""),
    in_item("a length of nothing", "enclosure-length", r' length="\d+"', ' length="0"'),
    in_item("a length in words", "enclosure-length", r' length="\d+"', ' length="12 MB"'),
    in_item("another name for MP3", "enclosure-type", 'type="audio/mpeg"', 'type="audio/mp3"'),
    in_item(
        "a page as sound",
        "enclosure-type",
        r'\.mp3" length="(\d+)" type="audio/mpeg"',
        r'.ogg" length="\1" type="audio/ogg"',
    ),
    in_item("sound of no type", "missing-attribute enclosure", r' type="audio/mpeg"', ""),
    in_item("sound from nowhere", "missing-attribute enclosure", r'<enclosure url="[^"]*"', "<enclosure"),
    in_item(
        "sound at a relative address",
        "relative-address enclosure",
        r'<enclosure url="https://[^/]*/',
        '<enclosure url="/',
    ),
    in_item("sound without its protocol", "relative-address enclosure", '<enclosure url="https:', '<enclosure url="'),
    in_item("sound at an old protocol", "address-scheme enclosure", '<enclosure url="https', '<enclosure url="ftp'),
    in_item(
        "an umlaut in an address", "address-characters podcast:chapters", r'(<podcast:chapters url="[^"]*)oe', r"\1ö"
    ),
    in_item(
        "a space in an address", "address-characters podcast:transcript", r'(<podcast:transcript url="[^"]*)-', r"\1 "
    ),
    in_item(
        "a chapter that leads nowhere", "relative-address psc:chapter", r'href="https[^"#]*/([^"/]*)"/>', r'href="\1"/>'
    ),
    in_item(
        "a note that leads nowhere", "relative-address content:encoded", r'<a href="[^"]*"', '<a href="index.html"'
    ),
    in_item("an alternative from nowhere", "alternate-source", r"<podcast:source [^>]*/>", ""),
    in_item(
        "an alternative of no type",
        "missing-attribute podcast:alternateEnclosure",
        r'(<podcast:alternateEnclosure) type="[^"]*"',
        r"\1",
    ),
    in_item("a long description", "long-description", "<description>", f"<description>{LONG}"),
    in_item("a title of many words", "long-text title", "<title>", f"<title>{'x' * 255}"),
]
CHAPTERS = [
    in_item("no file of chapters", "no-chapters-file", r"<podcast:chapters [^>]*/>", ""),
    in_item("chapters of another type", "chapters-type", 'type="application/json.chapters"', 'type="text/json"'),
    in_item("no chapters within", "no-simple-chapters", r"<psc:chapters.*?</psc:chapters>", ""),
    in_item("a chapter at no time", "chapter-time", r'start="00:00:44\.\d+"', 'start="soon"'),
    in_item("chapters in disorder", "chapter-order", r'start="00:00:44\.\d+"', 'start="00:01:30.000"'),
    in_item("a chapter twice", "chapter-order", r"(<psc:chapter [^>]*>)(\s*</psc:chapters>)", r"\1\1\2"),
    in_item("a beginning without a chapter", "chapters-late", r'start="00:00:00\.000"', 'start="00:00:00.500"'),
    in_item(
        "a chapter after the end", "chapter-beyond", r'start="[^"]*"([^>]*>\s*</psc:chapters>)', r'start="09:59:59"\1'
    ),
    in_item("a chapter without a name", "chapter-untitled", r'(start="00:00:44[^"]*" title=")[^"]*"', r'\1"'),
    in_item(
        "too few times",
        "few-timestamps",
        r"\n00:00:00 .*?</description>",
        "\n00:00:00 Zehn Stimmen, ein Gespräch</description>",
    ),
    in_item("no times", "few-timestamps", r"\n00:00:00 .*?</description>", "</description>"),
    in_item("a time too late for the first", "timestamps-late", r"\n00:00:00 [^\n]*", ""),
    in_item("a time that is a second off", "stray-timestamp", r"\n00:00:25 ", "\n00:00:27 "),
    in_item("a time of another name", "stray-timestamp", r"\n00:00:25 Bed", "\n00:00:25 Unbed"),
]
TRANSCRIPTS = [
    in_item("a transcript of no language", "transcript-language", r'(type="text/vtt") language="[^"]*"', r"\1"),
    in_item(
        "a transcript of no such language", "bad-language podcast:transcript", 'language="de"', 'language="german1"'
    ),
    in_item("a transcript of no type", "missing-attribute podcast:transcript", ' type="application/x-subrip"', ""),
    in_item("a transcript of another type", "transcript-type", "application/x-subrip", "application/msword"),
    in_item("no captions", "no-webvtt", r'<podcast:transcript [^>]*type="text/vtt"[^>]*/>', ""),
    in_item(
        "captions from nowhere",
        "missing-attribute podcast:transcript",
        r'<podcast:transcript url="[^"]*"',
        "<podcast:transcript",
    ),
]
FAULTS = (*WHOLE, *CHANNEL, *EPISODES, *CHAPTERS, *TRANSCRIPTS)
