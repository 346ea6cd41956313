"""What a real server answers for a site, to whoever asks nicely and to whoever doesn't."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.serve.served import ask, served_folder
from tests.serve.sites import FILES, PAGE, noise, write_site

LONG_AGO_S = 1_000_000_000
DATE = "Sun, 09 Sep 2001 01:46:40 GMT"
EPISODE = "/episodes/one.mp3"
BYTES = noise("episodes/one.mp3", 1000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site, made long ago."""
    site = write_site(tmp_path_factory.mktemp("served"))
    for name in FILES:
        os.utime(site / name, (LONG_AGO_S, LONG_AGO_S))
    return site


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """Its address."""
    with served_folder(folder) as address:
        yield address


@pytest.mark.parametrize(("name", "kind"), FILES.items())
def test_every_file_is_served_with_its_type_and_as_it_is(site: str, folder: Path, name: str, kind: str) -> None:
    answer = ask(site, f"/{name}")
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert answer.body == (folder / name).read_bytes()


def test_head_tells_the_same_without_the_bytes(site: str) -> None:
    got, told = ask(site, EPISODE), ask(site, EPISODE, "HEAD", Range="bytes=0-9")
    assert (told.status, told.body) == (200, b"")
    assert {**told.headers, "date": ""} == {**got.headers, "date": ""}
    assert told.headers["content-length"] == "1000"
    assert told.headers["accept-ranges"] == "bytes"


# ------------------------------------------------------------------ ranges


@pytest.mark.parametrize(
    ("ranges", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=-10", 990, 1000), ("bytes=500-", 500, 1000), ("bytes=999-5000", 999, 1000)],
)
def test_a_range_is_a_piece(site: str, ranges: str, start: int, end: int) -> None:
    answer = ask(site, EPISODE, Range=ranges)
    assert (answer.status, answer.body) == (206, BYTES[start:end])
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/1000"
    assert answer.headers["content-length"] == str(end - start)
    assert answer.headers["content-type"] == "audio/mpeg"


@pytest.mark.parametrize("ranges", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_a_range_behind_the_end_is_refused_with_the_length(site: str, ranges: str) -> None:
    answer = ask(site, EPISODE, Range=ranges)
    assert (answer.status, answer.headers["content-range"], answer.body) == (416, "bytes */1000", b"")


def test_several_ranges_are_parts(site: str) -> None:
    answer = ask(site, "/style.css", Range="bytes=0-9, -5")
    assert answer.status == 206
    assert int(answer.headers["content-length"]) == len(answer.body)
    data = noise("style.css", 1000)
    boundary = re.escape(answer.headers["content-type"].partition("boundary=")[2].encode())
    found = re.findall(
        rb"--" + boundary + rb"\r\n(.*?)\r\n\r\n(.*?)\r\n(?=--" + boundary + rb")", answer.body, re.DOTALL
    )
    kind = b"Content-Type: text/css; charset=utf-8\r\nContent-Range: bytes "
    assert found == [(kind + b"0-9/1000", data[:10]), (kind + b"995-999/1000", data[-5:])]
    assert answer.body.endswith(b"--\r\n")


def test_one_of_several_ranges_that_is_in_the_file_is_a_piece(site: str) -> None:
    answer = ask(site, EPISODE, Range="bytes=0-9,5000-")
    assert (answer.status, answer.headers["content-range"], answer.body) == (206, "bytes 0-9/1000", BYTES[:10])


@pytest.mark.parametrize("ranges", ["items=0-9", "bytes=9-0", "bytes=x"])
def test_a_range_nobody_understands_gets_the_whole(site: str, ranges: str) -> None:
    answer = ask(site, EPISODE, Range=ranges)
    assert (answer.status, answer.body) == (200, BYTES)


def test_an_empty_file_is_served(site: str) -> None:
    whole, piece = ask(site, "/empty.txt"), ask(site, "/empty.txt", Range="bytes=0-")
    assert (whole.status, whole.headers["content-length"], whole.body) == (200, "0", b"")
    assert (piece.status, piece.headers["content-range"]) == (416, "bytes */0")


# ------------------------------------------------------------------ conditions


def test_what_the_client_has_is_not_sent_again(site: str) -> None:
    first = ask(site, EPISODE)
    assert first.headers["last-modified"] == DATE
    for header, value in (("If_None_Match", first.headers["etag"]), ("If_Modified_Since", DATE)):
        for method in ("GET", "HEAD"):
            again = ask(site, EPISODE, method, **{header: value})
            assert (again.status, again.body, again.headers["content-type"]) == (304, b"", None)
            assert again.headers["etag"] == first.headers["etag"]
    assert ask(site, EPISODE, If_None_Match='"other"').status == 200
    assert ask(site, EPISODE, If_Modified_Since="Sun, 09 Sep 2001 01:46:39 GMT").status == 200


def test_a_range_is_a_piece_of_the_version_that_is_meant(site: str) -> None:
    tag = ask(site, EPISODE).headers["etag"]
    assert ask(site, EPISODE, Range="bytes=0-9", If_Range=tag).status == 206
    assert ask(site, EPISODE, Range="bytes=0-9", If_Range=DATE).status == 206
    assert ask(site, EPISODE, Range="bytes=0-9", If_Range='"other"').body == BYTES


def test_a_file_that_is_written_anew_has_another_tag(tmp_path: Path) -> None:
    place = tmp_path / "feed.xml"
    place.write_text("one")
    with served_folder(tmp_path) as address:
        first = ask(address, "/feed.xml")
        place.write_text("two")
        second = ask(address, "/feed.xml", If_None_Match=first.headers["etag"])
    assert (second.status, second.body) == (200, b"two")


def test_a_date_is_told_once_its_second_is_over(tmp_path: Path) -> None:
    place = tmp_path / "feed.xml"
    place.write_text("one")
    with served_folder(tmp_path) as address:
        now = int(place.stat().st_mtime)
        os.utime(place, (now + 1000, now + 1000))  # a second that isn't over
        young = ask(address, "/feed.xml")
        os.utime(place, (now - 1000, now - 1000))
        old = ask(address, "/feed.xml")
    assert (young.headers["last-modified"], old.headers["last-modified"] is None) == (None, False)


# ------------------------------------------------------------------ what isn't served


@pytest.mark.parametrize(
    "path",
    [
        "/nothing", "/episodes", "/episodes/", "/index.html/", "/style.css/x",
        "/../secret.txt", "/episodes/../../secret.txt", "/episodes/../index.html", "/./index.html", "//index.html",
        "/%2e%2e/secret.txt", "/episodes/%2e%2e/%2e%2e/secret.txt", "/%2E%2E%2Fsecret.txt", "/..%5csecret.txt",
        "/.published.json", "/%2epublished.json", "/leads-to-hidden.txt",
        "/leads-out.txt", "/leads-out/one.txt", "/leads-out/", "/leads-round",
        "/index.html%00", "/%00", "/C:/secret.txt", "/" + "x" * 4000, "/" + "x/" * 2000,
    ],
    ids=lambda path: path[:30],
)  # fmt: skip
def test_nothing_else_is_there(site: str, path: str) -> None:
    answer = ask(site, path)
    assert answer.status == 404
    assert b"secret" not in answer.body.partition(b"<code>")[0] + answer.body.partition(b"</code>")[2]
    assert b"<h1>Not found</h1>" in answer.body


def test_a_missing_page_repeats_no_markup(site: str) -> None:
    assert b"<script" not in ask(site, "/%3Cscript%3E").body


def test_a_link_within_the_site_is_followed(site: str) -> None:
    assert ask(site, "/again.mp3").body == BYTES


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp3")
    with served_folder(tmp_path) as address:
        assert ask(address, "/pipe.mp3").status == 404


def test_a_folder_leads_to_its_index(site: str) -> None:
    assert ask(site, "/").body == PAGE.encode()
    assert ask(site, "/sub/").body == PAGE.encode()
    answer = ask(site, "/sub", Host="elsewhere.example")
    assert (answer.status, answer.headers["location"]) == (307, "/sub/")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_put_there(site: str, method: str) -> None:
    answer = ask(site, "/index.html", method)
    assert answer.status == 405
    assert {"GET", "HEAD", "OPTIONS"} == {each.strip() for each in answer.headers["allow"].split(",")}


# ------------------------------------------------------------------ players on other sites


@pytest.mark.parametrize("path", [EPISODE, "/feed.xml", "/nothing"])
def test_other_sites_may_read_every_answer(site: str, path: str) -> None:
    headers = ask(site, path, Origin="https://player.example").headers
    assert headers["access-control-allow-origin"] == "*"
    assert "Content-Range" in headers["access-control-expose-headers"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-cache"
    assert headers["server"] is None


def test_other_sites_may_ask_for_ranges(site: str) -> None:
    answer = ask(
        site, EPISODE, "OPTIONS", Origin="https://player.example", Access_Control_Request_Method="GET",
        Access_Control_Request_Headers="range",
    )  # fmt: skip
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Range" in answer.headers["access-control-allow-headers"].split(", ")
    assert "GET" in answer.headers["access-control-allow-methods"].split(", ")


# ------------------------------------------------------------------ a build meanwhile


def test_a_file_that_is_replaced_while_it_is_sent_arrives_whole(tmp_path: Path) -> None:
    size = 8_000_000
    (tmp_path / "book.mp3").write_bytes(b"1" * size)
    with served_folder(tmp_path) as address:
        at = urlsplit(address)
        connection = HTTPConnection(at.hostname or "", at.port, timeout=20)
        connection.request("GET", "/book.mp3")
        response = connection.getresponse()
        (tmp_path / "new").write_bytes(b"2")
        (tmp_path / "new").replace(tmp_path / "book.mp3")
        assert response.read() == b"1" * size
        connection.close()
        assert ask(address, "/book.mp3").body == b"2"
