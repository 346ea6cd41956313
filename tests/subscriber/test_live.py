"""A feed that is served as it should be has nothing against it, and each fault of a server is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from pipeline.build import build
from pipeline.cli import cli
from pipeline.errors import Complaint, complaint
from pipeline.locales.complaints import COMPLAINTS, render_complaint
from pipeline.serve.app import site_app
from pipeline.serve.listen import address_of, answering, bind
from pipeline.studio import Studio
from pipeline.subscriber.asking import Asker
from pipeline.subscriber.live import check_live
from tests.serve.served import Records
from tests.subscriber.faulty import Fault, Faulty

SUBSCRIBER = Path(__file__).parent.parent.parent / "pipeline" / "subscriber"
OUT_OF_ORDER = b'{"chapters": [{"startTime": 2}, {"startTime": 1}]}'
HOME = Asker(private=True, timeout_s=20)


def image(kind: str, *, mode: str = "RGB", size: tuple[int, int] = (1400, 1400)) -> bytes:
    """An image of one colour."""
    made = BytesIO()
    Image.new(mode, size).save(made, kind)
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class Published:
    """A site that is served, by a server that can be made faulty."""

    feed: str
    folder: Path
    server: Faulty
    records: Records


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """A book of two sections, published."""
    folder = tmp_path_factory.mktemp("live")
    book = folder / "book"
    book.mkdir()
    (book / "book.yaml").write_text(
        "title: Small\nlanguage: en\ncreator: R\ndate: 2026-01-01\nfeed: {categories: Arts}\n"
    )
    for name in ("one", "second"):
        (book / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n\n## Some\n\nIt is said so.\n\n## More\n\nAgain.\n")
    listener = bind("127.0.0.1", 0)
    address = address_of(listener)
    build(book, folder / "output", ("site",), studio=Studio("tone"), address=address)
    faulty = Faulty(site_app(folder / "output" / "site"))
    records = Records(faulty)
    with answering(records, listener):
        yield Published(f"{address}feed.xml", folder / "output" / "site", faulty, records)


@pytest.fixture
def published(site: Published) -> Iterator[Published]:
    """The same, with no fault before and after."""
    site.records.exchanges.clear()
    yield site
    site.server.fault = None


def complaints(published: Published, fault: Fault | None = None, asker: Asker = HOME) -> tuple[Complaint, ...]:
    published.server.fault = fault
    return check_live(published.feed, asker)


def test_what_is_served_as_it_should_be_has_nothing_against_it(published: Published) -> None:
    assert complaints(published) == ()


def test_each_address_of_the_feed_is_asked_for_and_no_other(published: Published) -> None:
    complaints(published)
    asked = {each.path for each in published.records.exchanges}
    named = set(re.findall(rf"{re.escape(published.feed[:-8])}([^\"<]*)", (published.folder / "feed.xml").read_text()))
    text = (published.folder / "feed.xml").read_text()
    inner = set(re.findall(r'<psc:chapter [^>]*href="[^"]*?//[^/]*(/[^"]*)"', text))
    notes = {"/" + each for each in named if each.startswith(("epub/", "episodes/"))}
    assert "/feed.xml" in asked
    assert {path for path in asked if path.endswith(".mp3")} == {"/episodes/one.mp3", "/episodes/second.mp3"}
    assert asked <= {"/" + each for each in named} | inner | notes
    # Sound is never fetched whole.
    for exchange in published.records.exchanges:
        assert not exchange.path.endswith(".mp3") or exchange.method == "HEAD" or "range" in exchange.asked


@pytest.mark.parametrize(
    ("fault", "where", "code"),
    [
        (Fault(".mp3", ignored=("range",)), "one.mp3", "no-range"),
        (Fault(".mp3", told={"content-range": "bytes 0-9/77"}), "one.mp3", "no-range"),
        (Fault(".mp3", body=b"short"), "one.mp3", "no-range"),
        (Fault(".mp3", told={"content-type": "text/plain"}), "one.mp3", "wrong-type"),
        (Fault(".vtt", told={"content-type": "text/plain"}), "one.vtt", "wrong-type"),
        (Fault(".chapters.json", told={"content-type": None}), "one.chapters.json", "wrong-type"),
        (Fault("feed.xml", told={"content-type": "text/html"}), "feed.xml", "wrong-type"),
        (Fault(".mp3", told={"access-control-allow-origin": None}), "second.mp3", "no-cors"),
        (Fault(".vtt", told={"access-control-allow-origin": "https://mine.example"}), "second.vtt", "no-cors"),
        (Fault("feed.xml", told={"access-control-allow-origin": None}), "feed.xml", "no-cors"),
        (Fault("one.mp3", of="/episodes/second.mp3"), "one.mp3", "wrong-length"),
        (Fault("one.mp3", of="/nothing"), "one.mp3", "bad-status"),
        (Fault("one.vtt", of="/nothing"), "one.vtt", "bad-status"),
        (Fault("one.html", of="/nothing"), "one.html", "bad-status"),
        (Fault("feed.xml", of="/nothing"), "feed.xml", "bad-status"),
        (Fault("one.srt", hangs=True), "one.srt", "too-slow"),
        (Fault("feed.xml", hangs=True), "feed.xml", "too-slow"),
        (Fault("feed.xml", without_end=True), "feed.xml", "too-large"),
        (Fault("one.srt", without_end=True), "one.srt", "too-large"),
        (Fault("feed.xml", redirect=(302, "feed.xml")), "feed.xml", "many-redirects"),
        (Fault("one.mp3", redirect=(302, "one.mp3")), "one.mp3", "many-redirects"),
        (Fault("one.mp3", redirect=(301, "second.mp3")), "one.mp3", "moved"),
        (Fault("one.html", redirect=(308, "/second.html")), "one.html", "moved"),
        (Fault("one.mp3", redirect=(302, "file:///etc/passwd")), "one.mp3", "not-http"),
        (Fault("feed.xml", ignored=("if-none-match", "if-modified-since")), "feed.xml", "no-condition"),
        (Fault("feed.xml", told={"etag": None, "last-modified": None}), "feed.xml", "no-condition"),
        (Fault("feed.xml", body=b"<html>no"), "channel", "feed-not-xml"),
        (Fault("feed.xml", body=b"\x00\x01"), "channel", "feed-not-xml"),
        (Fault("feed.xml", body=b"<feed/>"), "channel", "feed-not-rss"),
        (Fault("one.vtt", body=b"00:00.000 --> 00:01.000\nnot so\n"), "one.vtt", "webvtt-form"),
        (Fault("one.srt", body=b"nothing\n"), "one.srt", "bad-transcript"),
        (Fault("one.srt", body=b"\xff"), "one.srt", "not-utf8"),
        (Fault("one.json", body=b"[]"), "one.json", "bad-transcript"),
        (Fault("one.vtt", body=b"WEBVTT\n\n\xff"), "one.vtt", "webvtt-form"),
        (
            Fault("one.chapters.json", body=b'{"chapters": [{"startTime": 2}, {"startTime": 1}]}'),
            "s.json",
            "chapters-form",
        ),
        (Fault("one.chapters.json", body=b'{"chapters": [{"title": "x"}]}'), "s.json", "chapters-form"),
        (Fault("artwork.png", body=b"no image"), "artwork.png", "artwork-unreadable"),
        (Fault("artwork.png", body=image("PNG", size=(1399, 1399))), "artwork.png", "artwork-size"),
        (Fault("artwork.png", body=image("PNG", size=(1400, 1500))), "artwork.png", "artwork-size"),
        (Fault("artwork.png", body=image("PNG", mode="L")), "artwork.png", "artwork-colours"),
        (Fault("artwork.png", body=image("WEBP", size=(1400, 1400))), "artwork.png", "artwork-form"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_is_seen_where_it_is(published: Published, fault: Fault, where: str, code: str) -> None:
    asker = Asker(private=True, timeout_s=1) if fault.hangs else HOME
    found = complaints(published, fault, asker)
    assert (code, True) in {(each.code, each.where.endswith(where)) for each in found}
    assert {each.code for each in found} <= {code, "no-condition"} | ({"wrong-length"} if code == "moved" else set())


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("file:///etc/passwd", "address-scheme"),
        ("http://no-such-host.invalid/x", "no-host"),
        ("x.mp3", "relative-address"),
    ],
)
def test_what_a_feed_names_and_nobody_can_ask_is_told(published: Published, address: str, code: str) -> None:
    feed = (published.folder / "feed.xml").read_text()
    spoilt = re.sub(r'<enclosure url="[^"]*"', f'<enclosure url="{address}"', feed, count=1)
    found = complaints(published, Fault("feed.xml", body=spoilt.encode(), ignored=("range",)))
    assert (code, True) in {(each.code, each.where in (address, "second")) for each in found}


def test_the_feed_is_judged_by_its_rules(published: Published) -> None:
    feed = (published.folder / "feed.xml").read_bytes()
    spoilt = feed.replace(b"<itunes:explicit>false</itunes:explicit>", b"", 1)
    found = complaints(published, Fault("feed.xml", body=spoilt))
    assert {each.where for each in found if each.code != "no-condition"} == {"channel"}


def test_how_far_it_is_is_told(published: Published) -> None:
    told = list[tuple[int, int]]()
    check_live(published.feed, HOME, tell=lambda done, total: told.append((done, total)))
    count = told[-1][1]
    assert told == [(done, count) for done in range(1, count + 1)]
    assert count > 10


# ------------------------------------------------------------------ the command


def test_the_command_tells_each_complaint_with_a_hint(published: Published) -> None:
    published.server.fault = Fault("one.mp3", ignored=("range",))
    result = CliRunner().invoke(cli, ["check", "--live", published.feed, "--language", "en"])
    assert result.exit_code == 1
    place = published.feed.replace("feed.xml", "episodes/one.mp3")
    assert result.output == (
        f"{place}: A piece of it can't be had, so nobody can seek. (no-range)\n    Choose a host that answers ranges.\n"
    )


def test_the_command_is_quiet_where_nothing_is_wrong(published: Published) -> None:
    result = CliRunner().invoke(cli, ["check", "--live", published.feed])
    assert (result.exit_code, result.output) == (0, "")


# ------------------------------------------------------------------ words


def test_every_code_has_its_words_and_no_other() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in SUBSCRIBER.glob("*.py"))
    codes = set(re.findall(r'(?:complaint\(\s*[\w.]+,|AskError\()\s*"([a-z0-9-]+)"', sources))
    assert codes <= COMPLAINTS.keys()
    assert COMPLAINTS.keys() <= set(re.findall(r'"([a-z0-9-]+)"', sources))


def test_a_complaint_cannot_steer_a_terminal() -> None:
    assert "\x1b" not in render_complaint(complaint("http://x/\x1b[2J", "no-answer", reason="\x1b[2J"), "en")
