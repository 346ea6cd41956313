"""A site as it is served: a real server on a free port of loopback, and what was asked and answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.serve.app import site_app
from pipeline.serve.listen import address_of, answering, bind
from pipeline.serve.reload import EVENTS


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and the status of its answer."""

    method: str
    path: str
    asked: Headers
    status: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(slots=True)
class Records:
    """An app with a note of each exchange."""

    app: ASGIApp
    exchanges: list[Exchange] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer and note."""

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = Headers(scope=scope)
                self.exchanges.append(Exchange(scope["method"], scope["path"], headers, message["status"]))
            await send(message)

        await self.app(scope, receive, note)

    def of(self, path: str) -> list[Exchange]:
        """All exchanges about an address."""
        return [each for each in self.exchanges if each.path == path]


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address, ending with a slash, at which an app answers."""
    listener = bind("127.0.0.1", 0)
    with answering(app, listener):
        yield address_of(listener)


@contextmanager
def served_folder(site: Path) -> Iterator[str]:
    """The address of a folder."""
    with served(site_app(site)) as address:
        yield address


def ask(address: str, path: str, method: str = "GET", /, **headers: str) -> Answer:
    """Ask for a path just as it is written; a header's name has its hyphens as underscores."""
    at = urlsplit(address)
    connection = HTTPConnection(at.hostname or "", at.port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def events(address: str) -> tuple[HTTPConnection, HTTPResponse]:
    """A stream of events that has begun."""
    at = urlsplit(address)
    connection = HTTPConnection(at.hostname or "", at.port, timeout=20)
    connection.request("GET", EVENTS)
    response = connection.getresponse()
    assert response.headers["content-type"].startswith("text/event-stream")
    return connection, response


def event(response: HTTPResponse) -> str:
    """The next event's lines."""
    lines = list[bytes]()
    while (line := response.readline()).strip():
        lines.append(line)
    return b"".join(lines).decode()
