"""One request to somebody else's server, with limits of time and size, and no way into private networks. Network.

Every hop of a redirect is held against the same rules: only http and https, and only addresses that may be asked. What
is connected to is the very address that was looked at, so that a name can't lead elsewhere the second time.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from ipaddress import ip_address
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from msgspec import Struct, field

MOST_HOPS = 5
ORIGIN = "https://player.example"
"""The site that a player on the web would be of."""

_CHUNK_BYTES = 64 * 1024
_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_AGENT = "vorlesen"
_PORTS = {"http": 80, "https": 443}


class AskError(Exception):
    """There is no answer that could be judged. `code` and `details` say why, as those of a Complaint do."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details


class Reply(Struct, frozen=True):
    """An answer: where it came from at last, and as much of its body as was asked for.

    `headers` have names in small letters. `is_whole` tells whether the body ended; `moved_for_good` is the last address
    that a permanent redirect led to, None for none.
    """

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    is_whole: bool
    moved_for_good: str | None = None

    @property
    def kind(self) -> str:
        """The media type without its parameters, "" for none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Asker(Struct, frozen=True):
    """Asks. `private` lets it ask this machine and its networks too; `timeout_s` is for each hop as a whole."""

    private: bool = False
    timeout_s: float = 20
    _secure: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def ask(self, address: str, most_bytes: int, *, method: str = "GET", headers: Mapping[str, str] = {}) -> Reply:
        """Ask for an address and read at most so many bytes. Raises AskError."""
        at, moved, told = address, None, {"User-Agent": _AGENT, "Origin": ORIGIN, **headers}
        for _ in range(MOST_HOPS + 1):
            reply = self._hop(at, most_bytes, method, told)
            to = reply.headers.get("location")
            if reply.status not in _MOVED or not to:
                return Reply(at, reply.status, reply.headers, reply.body, reply.is_whole, moved)
            at = _joined(at, to)
            moved = at if reply.status in _FOR_GOOD else moved
        raise AskError("many-redirects", most=MOST_HOPS)

    def _hop(self, address: str, most_bytes: int, method: str, headers: Mapping[str, str]) -> Reply:
        line = _Line()
        clock = Timer(self.timeout_s, line.cut)
        try:
            parts = urlsplit(address)
            host, port, target = _place(parts)
            connection = HTTPConnection(host, port, timeout=self.timeout_s)
            line.sock = connection.sock = socket.create_connection(self._looked_up(host, port), self.timeout_s)
            clock.start()
            if parts.scheme == "https":
                wrap = self._secure.wrap_socket
                line.sock = connection.sock = wrap(line.sock, server_hostname=host, do_handshake_on_connect=False)
                connection.sock.do_handshake()
            connection.request(method, target, headers={**headers, "Connection": "close"})
            with connection.getresponse() as response:
                body, is_whole = _read(response, most_bytes)
        except (OSError, HTTPException, ValueError) as error:
            is_slow = line.is_cut or isinstance(error, TimeoutError)
            raise (self._too_slow if is_slow else _told(error, address)) from error
        finally:
            clock.cancel()
            line.close()
        if line.is_cut:  # to a body without a length, that looks like its end
            raise self._too_slow
        names = {name.lower(): value for name, value in response.getheaders()}
        return Reply(address, response.status, names, body, is_whole)

    @property
    def _too_slow(self) -> AskError:
        return AskError("too-slow", seconds=f"{self.timeout_s:g}")

    def _looked_up(self, host: str, port: int) -> tuple[str, int]:
        """The address of a host, which is none of a private network unless that is wanted. Raises AskError."""
        places = [str(place[0]) for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self.private and (inside := next((each for each in places if not is_public(each)), None)):
            raise AskError("private-address", host=host, address=inside)
        return places[0], port


def is_public(address: str) -> bool:
    """Whether an IP address is one that everybody on the internet reaches."""
    at = ip_address(address.partition("%")[0])
    mapped = at.ipv4_mapped if at.version == 6 else None
    return (mapped or at).is_global and not at.is_multicast


def is_private_host(address: str) -> bool:
    """Whether the host of an address is in a private network, or this machine. False where there is no such host."""
    try:
        host, port, _ = _place(urlsplit(address))
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (AskError, OSError, ValueError):
        return False
    return not all(is_public(str(place[0])) for *_, place in found)


class _Line:
    """A connection that another thread may cut."""

    def __init__(self) -> None:
        self.sock: socket.socket | None = None
        self.is_cut = False

    def cut(self) -> None:
        self.is_cut = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self.sock is not None:
            self.sock.close()


def _joined(address: str, to: str) -> str:
    try:
        return urljoin(address, to)
    except ValueError as error:
        raise AskError("not-http") from error


def _place(parts: SplitResult) -> tuple[str, int, str]:
    """Host, port and target of an address. Raises AskError, or ValueError for a port that is no number."""
    if parts.scheme not in _PORTS or not parts.hostname:
        raise AskError("not-http")
    if parts.username is not None:
        raise AskError("credentials")
    target = parts.path or "/"
    return parts.hostname, parts.port or _PORTS[parts.scheme], f"{target}?{parts.query}" if parts.query else target


def _read(response: HTTPResponse, most_bytes: int) -> tuple[bytes, bool]:
    """What is in a body up to a limit, and whether that is all."""
    pieces, left = list[bytes](), most_bytes
    while left and (piece := response.read(min(left, _CHUNK_BYTES))):
        pieces.append(piece)
        left -= len(piece)
    is_whole = bool(left) or not response.read(1)
    if is_whole and response.length:  # reading in pieces says nothing of what is missing
        raise IncompleteRead(b"", response.length)
    return b"".join(pieces), is_whole


def _told(error: Exception, address: str) -> AskError:
    """What a library says, in our words."""
    match error:
        case socket.gaierror():
            return AskError("no-host", host=urlsplit(address).hostname)
        case ssl.SSLCertVerificationError():
            return AskError("bad-certificate", reason=error.verify_message)
        case IncompleteRead():
            return AskError("cut-answer")
        case OSError():
            return AskError("no-answer", reason=error.strerror or type(error).__name__)
        case HTTPException():
            return AskError("no-answer", reason=type(error).__name__)
        case _:  # a port or a host that is none
            return AskError("not-http")
