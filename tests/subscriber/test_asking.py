"""A request ends, whatever the server does, and goes nowhere it shouldn't."""

from __future__ import annotations

import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from time import monotonic

import anyio
import pytest
from starlette.types import Receive, Scope, Send

from pipeline.subscriber.asking import MOST_HOPS, Asker, AskError, is_private_host, is_public
from tests.serve.served import served

TIMEOUT_S = 2.0
HOME = Asker(private=True, timeout_s=TIMEOUT_S)


@contextmanager
def answered(how: Callable[[str, Send], Awaitable[None]]) -> Iterator[str]:
    """A server that answers for a path in some way."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        await how(scope["path"], send)

    with served(app) as address:
        yield address


async def start(send: Send, status: int = 200, **headers: str) -> None:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": named})


async def body(send: Send, data: bytes = b"", *, more: bool = False) -> None:
    await send({"type": "http.response.body", "body": data, "more_body": more})


def test_an_answer_is_told_whole() -> None:
    async def answer(path: str, send: Send) -> None:
        await start(send, 201, content_type="Text/HTML; charset=utf-8", x_path=path)
        await body(send, b"body")

    with answered(answer) as address:
        reply = HOME.ask(f"{address}x?y", 100)
    assert (reply.status, reply.body, reply.is_whole, reply.kind) == (201, b"body", True, "text/html")
    assert reply.headers["x-path"] == "/x"
    assert reply.moved_for_good is None


@pytest.mark.parametrize(("most", "expected"), [(3, (b"bod", False)), (4, (b"body", True)), (0, (b"", False))])
def test_no_more_is_read_than_asked_for(most: int, expected: tuple[bytes, bool]) -> None:
    async def answer(_: str, send: Send) -> None:
        await start(send)
        await body(send, b"body")

    with answered(answer) as address:
        reply = HOME.ask(address, most)
    assert (reply.body, reply.is_whole) == expected


def test_a_body_without_end_is_read_up_to_the_limit() -> None:
    async def answer(_: str, send: Send) -> None:
        await start(send)
        while True:
            await body(send, bytes(100_000), more=True)
            await anyio.sleep(0)  # to hear that nobody listens any more

    with answered(answer) as address:
        reply = HOME.ask(address, 1_000_000)
    assert (len(reply.body), reply.is_whole) == (1_000_000, False)


async def hang(_: str, send: Send) -> None:
    del send
    await anyio.sleep_forever()


async def hang_in_the_body(_: str, send: Send) -> None:
    await start(send)
    await body(send, b"x", more=True)
    await anyio.sleep_forever()


async def drip(_: str, send: Send) -> None:
    await start(send)
    while True:
        await body(send, b"x", more=True)
        await anyio.sleep(TIMEOUT_S / 10)


@pytest.mark.parametrize("how", [hang, hang_in_the_body, drip])
def test_a_server_that_takes_too_long_is_left(how: Callable[[str, Send], Awaitable[None]]) -> None:
    with answered(how) as address:
        begin = monotonic()
        with pytest.raises(AskError, match="too-slow"):
            HOME.ask(address, 1_000_000)
        assert monotonic() - begin < 5 * TIMEOUT_S


def test_what_drips_without_a_length_is_not_taken_for_the_whole() -> None:
    """The end of a connection is the end of such a body: also when we cut it ourselves."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def answer() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(b"HTTP/1.0 200 OK\r\n\r\nsome")
                line.recv(65536)
                while line.recv(65536):
                    pass

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(AskError, match="too-slow"):
            HOME.ask(f"http://127.0.0.1:{server.getsockname()[1]}/", 100)
        thread.join()


def test_redirects_are_followed_and_the_permanent_ones_told() -> None:
    async def answer(path: str, send: Send) -> None:
        to = {"/a": (302, "/b"), "/b": (301, "c"), "/c": (307, "/d")}.get(path)
        if to:
            await start(send, to[0], location=to[1])
        else:
            await start(send)
        await body(send, path.encode())

    with answered(answer) as address:
        reply = HOME.ask(f"{address}a", 100)
        direct = HOME.ask(f"{address}c", 100)
    assert (reply.address, reply.body, reply.moved_for_good) == (f"{address}d", b"/d", f"{address}c")
    assert direct.moved_for_good is None


def test_redirects_in_a_circle_end() -> None:
    asked = list[str]()

    async def answer(path: str, send: Send) -> None:
        asked.append(path)
        await start(send, 302, location="/")
        await body(send)

    with answered(answer) as address, pytest.raises(AskError, match="many-redirects"):
        HOME.ask(address, 100)
    assert len(asked) == MOST_HOPS + 1


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://example.org/x", "gopher://x/", "feed.xml", "", "http:///x", "http://u:p@127.0.0.1/"],
)
def test_only_http_is_asked(address: str) -> None:
    with pytest.raises(AskError):
        HOME.ask(address, 100)


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "http://[", "http://127.0.0.1:99999/", "http://127.0.0.1:x/"]
)
def test_a_redirect_is_held_against_the_same_rules(location: str) -> None:
    async def answer(_: str, send: Send) -> None:
        await start(send, 302, location=location)
        await body(send)

    with answered(answer) as address, pytest.raises(AskError):
        HOME.ask(address, 100)


def test_this_machine_is_asked_only_by_who_is_here() -> None:
    async def answer(_: str, send: Send) -> None:
        await start(send)
        await body(send, b"secret")

    with answered(answer) as address:
        with pytest.raises(AskError, match="private-address"):
            Asker(timeout_s=TIMEOUT_S).ask(address, 100)
        assert HOME.ask(address, 100).body == b"secret"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.1.2.3", "100.64.0.1", "224.0.0.1",
        "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::", "255.255.255.255",
    ],
)  # fmt: skip
def test_private_addresses_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


def test_a_host_is_private_by_its_addresses() -> None:
    assert is_private_host("http://localhost:8000/feed.xml")
    assert is_private_host("http://[::1]/feed.xml")
    assert not is_private_host("http://93.184.216.34/feed.xml")
    assert not is_private_host("feed.xml")


def test_what_isnt_there_is_a_sentence() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
    with pytest.raises(AskError, match="no-answer"):
        HOME.ask(address, 100)


@pytest.mark.parametrize("said", [b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", b""])
def test_what_speaks_no_http_is_a_sentence(said: bytes) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def answer() -> None:
            line, _ = server.accept()
            with line:
                line.recv(65536)
                line.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(AskError):
            HOME.ask(f"http://127.0.0.1:{server.getsockname()[1]}/", 100)
        thread.join()


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    async def answer(_: str, send: Send) -> None:
        await start(send)
        await body(send)

    with answered(answer) as address, pytest.raises(AskError):
        HOME.ask(address.replace("http://", "https://"), 100)
