"""The server of the tests: ranges, and nothing on the terminal when a browser hangs up."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.tools.server import Files, Server, served

HANG_UP_AT_ONCE = struct.pack("ii", 1, 0)


class _Broken(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        raise ArithmeticError("a fault of its own")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A folder with more than a connection holds."""
    (tmp_path / "large").write_bytes(bytes(50_000_000))
    return tmp_path


def hung_up_on(handler: Callable[..., BaseHTTPRequestHandler], request: bytes) -> None:
    """Handle a request whose sender hangs up as soon as it is sent."""
    with Server(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = False  # closing waits for them
        with socket.create_connection(("127.0.0.1", server.server_port)) as browser:
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HANG_UP_AT_ONCE)
            browser.sendall(request)
            server.handle_request()


@pytest.mark.parametrize(
    "request_", [b"GET /large HTTP/1.1\r\n\r\n", b"GET /lar"], ids=["while answered", "while asking"]
)
def test_who_hangs_up_is_not_told_of(large: Path, request_: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    hung_up_on(partial(Files, large), request_)
    assert capfd.readouterr() == ("", "")


def test_a_fault_is_told_of(capfd: pytest.CaptureFixture[str]) -> None:
    hung_up_on(_Broken, b"GET / HTTP/1.1\r\n\r\n")
    assert "a fault of its own" in capfd.readouterr().err


def test_a_part_of_a_file_can_be_had(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("012345", encoding="utf-8")
    with served(tmp_path) as address:
        connection = HTTPConnection(address.removeprefix("http://"))
        for asked, status, text in ((None, 200, "012345"), ("bytes=2-3", 206, "23"), ("bytes=4-", 206, "45")):
            connection.request("GET", "/page.html", headers={"Range": asked} if asked else {})
            answer = connection.getresponse()
            assert (answer.status, answer.read().decode()) == (status, text)
        connection.close()
