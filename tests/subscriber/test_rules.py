"""The article's feed is good, and whatever is spoilt in it is found, and nothing else."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import pytest
from PIL import Image

from pipeline.errors import Complaint
from pipeline.locales.complaints_en import ENGLISH
from pipeline.subscriber.artwork import judge_artwork
from pipeline.subscriber.chapters import Mark, judge_chapters
from pipeline.subscriber.references import Reference, references
from pipeline.subscriber.rules import MOST, judge, judge_file
from pipeline.subscriber.transcripts import judge_webvtt
from tests.conftest import Site
from tests.subscriber.faults import FAULTS, Fault

ADDRESS = "https://podcast.example.org/social-media/feed.xml"


def short(complaints: tuple[Complaint, ...]) -> set[str]:
    """Complaints as a Fault expects them."""
    return {" ".join((each.code, *(value for name, value in each.details if name == "element"))) for each in complaints}


def test_the_feed_of_the_article_is_good(article_site: Site) -> None:
    assert judge(article_site.feed, ADDRESS) == ()


def test_there_are_faults_enough() -> None:
    assert len(FAULTS) > 90
    assert len({fault.title for fault in FAULTS if fault.expected}) > 80


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_each_fault_is_found_and_nothing_else(fault: Fault, article_site: Site) -> None:
    spoilt = fault.change(article_site.feed.decode()).encode()
    assert short(judge(spoilt, ADDRESS)) == {fault.expected}


def test_a_complaint_says_where_and_names_a_near_neighbour(article_site: Site) -> None:
    feed = article_site.feed.replace(b'text="Government"', b'text="Goverment"')
    (complaint,) = judge(feed, ADDRESS)
    assert complaint.where == "channel"
    assert dict(complaint.details)["near"] == "Government"
    feed = article_site.feed.replace(b"<itunes:episode>19</itunes:episode>", b"<itunes:episode>x</itunes:episode>")
    (complaint,) = judge(feed, ADDRESS)
    assert complaint.where == "Über diesen Artikel"


def test_episodes_of_one_title_are_told_apart_by_their_guids() -> None:
    item = "<item><title>A</title><guid>g</guid></item>"
    feed = f'<rss version="2.0"><channel>{item * 2}</channel></rss>'.encode()
    assert [each for each in judge(feed, ADDRESS) if each.code == "same-guid"]


# ------------------------------------------------------------------ what nobody should send


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
TITLED = '<rss version="2.0"><channel><title a="&e9;">&e9;</title></channel></rss>'
HOSTILE = {
    "entities": f'<!DOCTYPE r [<!ENTITY e0 "lol">{ENTITIES}]>{TITLED}',
    "file": '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    '<rss version="2.0"><channel><title>&f;</title></channel></rss>',
    "network": '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/r.dtd"><rss version="2.0"><channel/></rss>',
    "deep": f'<rss version="2.0"><channel>{"<a>" * 200_000}',
    "closed": f'<rss version="2.0"><channel>{"<a>" * 1500}{"</a>" * 1500}</channel></rss>',
    "long": f'<rss version="2.0"><channel><title>{"x" * 11_000_000}</title></channel></rss>',
    "huge": f"<rss>{' ' * 50_000_000}</rss>",
    "nul": "\0" * 1000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_one_complaint(name: str) -> None:
    (complaint,) = judge(HOSTILE[name].encode(), ADDRESS)
    assert complaint.code in {"feed-not-xml", "feed-with-doctype", "feed-too-large"}
    assert references(HOSTILE[name].encode(), ADDRESS) == ()


@pytest.mark.parametrize("data", [bytes(range(256)) * 100, b"\xff\xfe<\0r\0s\0s\0", b"\x89PNG\r\n\x1a\n", b"\xfe"])
def test_what_is_no_text_is_one_complaint(data: bytes) -> None:
    assert short(judge(data, ADDRESS)) <= {"feed-not-utf8", "feed-not-xml"}
    assert len(judge(data, ADDRESS)) == 1


NINES = "9" * 10_000
DATES = ("31 Dec 9999 23:59:59 -2359", "01 Jan 0001 00:00 +2359", "01 Jan 2026 00:00 +9999")
MANY = {
    "items": "<item/>" * 20_000,
    "chapters": "<item><description>" + "00:01 a\n" * 20_000 + "</description><psc:chapters>"
    + '<psc:chapter start="1" title="a"/>' * 20_000 + "</psc:chapters></item>",
    "links": "<item><content:encoded>" + "&lt;a href=" * 200_000 + "</content:encoded></item>",
    "numbers": f"<item><itunes:duration>{NINES}:00:00</itunes:duration><enclosure length='{NINES}'/></item>",
    "dates": "".join(f"<item><pubDate>{date}</pubDate></item>" for date in DATES),
    "addresses": "<item><enclosure url='http://[::1'/><link>http://a:x/</link><link>//[</link></item>",
}  # fmt: skip


@pytest.mark.parametrize("name", MANY)
def test_a_feed_made_to_hold_up_its_judge_is_judged(name: str) -> None:
    spaces = 'xmlns:psc="http://podlove.org/simple-chapters" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    spaces += 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    feed = f'<rss version="2.0" {spaces}><channel>{MANY[name]}</channel></rss>'.encode()
    assert 0 < len(judge(feed, ADDRESS)) <= MOST
    assert all(reference.address.isascii() for reference in references(feed, ADDRESS))


# ------------------------------------------------------------------ what a feed refers to


def test_every_reference_is_a_file_of_the_site_and_what_the_feed_says(article_site: Site) -> None:
    found = references(article_site.feed, ADDRESS)
    roles = {role: [each for each in found if each.role == role] for role in {each.role for each in found}}
    assert {role: len(each) for role, each in roles.items() if role != "page"} == {
        "feed": 1, "artwork": 1, "episode": 20, "chapters": 20, "transcript": 80, "file": 1
    }  # fmt: skip
    inside = [each for each in found if each.address.startswith(article_site.address)]
    assert [each for each in found if each not in inside and each.role != "page"] == []
    assert [each.address for each in inside if not article_site.file(each.address).is_file()] == []
    for episode in roles["episode"]:
        assert episode.length == article_site.file(episode.address).stat().st_size
        assert episode.kind == "audio/mpeg"
    assert {each.language for each in roles["transcript"]} == {"de"}
    assert [judge_file(each, article_site.file(each.address).read_bytes()) for each in inside] == [()] * len(inside)


def test_relative_addresses_are_taken_from_where_the_feed_is() -> None:
    feed = b'<rss version="2.0"><channel><item><enclosure url="a.mp3" length="5"/></item></channel></rss>'
    assert references(feed, ADDRESS) == (
        Reference("https://podcast.example.org/social-media/a.mp3", "episode", "item 1", length=5),
    )


# ------------------------------------------------------------------ files


def vtt(*cues: str, head: str = "WEBVTT") -> bytes:
    return "\n\n".join((head, *cues, "")).encode()


CUES = ("a\n00:00.000 --> 00:01.000\nEins", "NOTE nichts", "00:01.000 --> 00:00:02.000 align:start\nZwei\nDrei")
JSON_CHAPTERS = {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "A"}, {"startTime": 1.5, "title": "B"}]}
SIMPLE = (Mark(0, "A"), Mark(1501, "B"))


def chapters(**changes: object) -> bytes:
    return json.dumps({**JSON_CHAPTERS, **changes}).encode()


def picture(form: str, size: tuple[int, int] = (1400, 1400), mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size).save(file, form)
    return file.getvalue()


GOOD_FILES = [
    judge_webvtt(vtt(*CUES), "x", 2900),
    judge_webvtt(b"\xef\xbb\xbf" + vtt(*CUES).replace(b"\n", b"\r\n"), "x", 2000),
    judge_chapters(chapters(), "x", 2000, SIMPLE),
    judge_artwork(picture("PNG"), "x"),
    judge_artwork(picture("JPEG", (3000, 3000)), "x"),
]
BAD_FILES: list[tuple[str, Callable[[], tuple[Complaint, ...]]]] = [
    ("webvtt-form", lambda: judge_webvtt(b"\xff" + vtt(*CUES), "x")),
    ("webvtt-form", lambda: judge_webvtt(b"", "x")),
    ("webvtt-form", lambda: judge_webvtt(vtt(*CUES, head="WEBVTTX"), "x")),
    ("webvtt-form", lambda: judge_webvtt(b"WEBVTT\n" + CUES[0].encode(), "x")),
    ("webvtt-form", lambda: judge_webvtt(vtt("00:01,000 --> 00:02,000\nKomma"), "x")),
    ("webvtt-form", lambda: judge_webvtt(vtt("00:02.000 --> 00:01.000\nverkehrt"), "x")),
    ("webvtt-form", lambda: judge_webvtt(vtt("00:01.000 --> 00:02.000"), "x")),
    ("webvtt-form", lambda: judge_webvtt(vtt("nur Text"), "x")),
    ("webvtt-empty", lambda: judge_webvtt(b"WEBVTT\n", "x", 0)),
    ("webvtt-order", lambda: judge_webvtt(vtt(CUES[2], CUES[0]), "x")),
    ("webvtt-end", lambda: judge_webvtt(vtt(*CUES), "x", 3001)),
    ("webvtt-end", lambda: judge_webvtt(vtt(*CUES), "x", 999)),
    ("chapters-not-json", lambda: judge_chapters(b"", "x")),
    ("chapters-not-json", lambda: judge_chapters(b"[" * 100_000, "x")),
    ("chapters-not-json", lambda: judge_chapters(b'{"version": ' + b"9" * 10_000 + b"}", "x")),
    ("chapters-form", lambda: judge_chapters(b"[]", "x")),
    ("chapters-form", lambda: judge_chapters(chapters(version=1), "x")),
    ("chapters-form", lambda: judge_chapters(chapters(chapters=[]), "x")),
    ("chapters-form", lambda: judge_chapters(chapters(chapters=[{"startTime": "0", "title": "A"}]), "x")),
    ("chapters-form", lambda: judge_chapters(chapters(chapters=[{"startTime": float("nan")}]), "x")),
    ("chapters-form", lambda: judge_chapters(chapters(chapters=[{"startTime": True, "title": "A"}]), "x")),
    ("chapters-form", lambda: judge_chapters(chapters(chapters=[{"startTime": 0, "title": None}]), "x")),
    ("chapter-untitled", lambda: judge_chapters(chapters(chapters=[{"startTime": 0}]), "x")),
    ("chapters-late", lambda: judge_chapters(chapters(chapters=[{"startTime": 1, "title": "A"}]), "x")),
    ("chapter-order", lambda: judge_chapters(chapters(chapters=[{"startTime": 0, "title": "A"}] * 2), "x")),
    ("chapter-beyond", lambda: judge_chapters(chapters(), "x", 1500)),
    ("chapters-differ", lambda: judge_chapters(chapters(), "x", 2000, SIMPLE[:1])),
    ("chapters-differ", lambda: judge_chapters(chapters(), "x", 2000, (SIMPLE[0], Mark(1503, "B")))),
    ("chapters-differ", lambda: judge_chapters(chapters(), "x", 2000, (SIMPLE[0], Mark(1500, "b")))),
    ("artwork-unreadable", lambda: judge_artwork(b"<html>", "x")),
    ("artwork-unreadable", lambda: judge_artwork(picture("PNG")[:20], "x")),
    ("artwork-form", lambda: judge_artwork(picture("WEBP"), "x")),
    ("artwork-size", lambda: judge_artwork(picture("PNG", (1399, 1399)), "x")),
    ("artwork-size", lambda: judge_artwork(picture("PNG", (3001, 3001)), "x")),
    ("artwork-size", lambda: judge_artwork(picture("PNG", (1400, 1500)), "x")),
    ("artwork-colours", lambda: judge_artwork(picture("JPEG", mode="CMYK"), "x")),
    ("artwork-colours", lambda: judge_artwork(picture("PNG", mode="RGBA"), "x")),
]


def test_good_files_bring_no_complaint() -> None:
    assert GOOD_FILES == [()] * 5


@pytest.mark.parametrize(("code", "judged"), BAD_FILES)
def test_each_bad_file_is_found(code: str, judged: Callable[[], tuple[Complaint, ...]]) -> None:
    assert {complaint.code for complaint in judged()} == {code}


def test_every_complaint_there_is_is_shown_by_a_fault() -> None:
    shown = {fault.expected.split()[0] for fault in FAULTS} | {code for code, _ in BAD_FILES}
    assert shown == set(ENGLISH)
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)*", code) for code in ENGLISH)
