"""An app answers on a socket, from a thread of its own, for as long as a context: the edge to uvicorn. Network.

The thread that was there before stays free to build, and gets the interrupt from the keyboard.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EADDRINUSE
from ipaddress import ip_address

from starlette.types import ASGIApp
from uvicorn import Config, Server

from pipeline.errors import PipelineError

_WAITING = 2048
_TRIED = 50
# An address that no network has (RFC 5737): a datagram socket tells which way it would go, and sends nothing.
_ELSEWHERE = ("192.0.2.1", 9)


class ListenError(PipelineError):
    """There can be no server at that host and port; the sentence says what to do."""


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens at a host and port, 0 for any that is free. Raises ListenError."""
    try:
        return _bound(host, port)
    except OSError as error:
        if error.errno != EADDRINUSE:
            raise ListenError(f"there can be no server at {host}, port {port}: {error.strerror or error}") from error
        free = next((other for other in range(port + 1, min(port + _TRIED, 65536)) if _is_free(host, other)), 0)
        advice = f"--port {free} is free" if free else "--port 0 picks one that is free"
        raise ListenError(f"port {port} of {host} is taken: {advice}") from error
    except (OverflowError, UnicodeError) as error:
        raise ListenError(f"there can be no server at {host}, port {port}: {error}") from error


def address_of(listener: socket.socket) -> str:
    """The address to ask for, ending with a slash. Where every network is listened to, it is that of the first."""
    host, port = listener.getsockname()[:2]
    at = ip_address(host.partition("%")[0])
    if at.is_unspecified:
        at = ip_address(_own_address())
    return f"http://[{at}]:{port}/" if at.version == 6 else f"http://{at}:{port}/"


def is_private_to_machine(listener: socket.socket) -> bool:
    """Whether nobody but this machine can ask."""
    return ip_address(listener.getsockname()[0].partition("%")[0]).is_loopback


@contextmanager
def answering(app: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """Answer on a socket until the context ends; then every answer that is under way is cut off."""
    config = Config(
        app, loop="asyncio", http="h11", ws="none", lifespan="off", log_config=None, log_level="error",
        access_log=False, server_header=False, timeout_graceful_shutdown=0, backlog=_WAITING,
    )  # fmt: skip
    server = _Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="serve")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


class _Server(Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Cut off what is under way. That is no error to be told: it was asked for."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def _bound(host: str, port: int) -> socket.socket:
    """Listening at once: who asks before the server runs has to wait, and isn't refused."""
    family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(_WAITING)
    except BaseException:
        listener.close()
        raise
    return listener


def _is_free(host: str, port: int) -> bool:
    try:
        _bound(host, port).close()
    except OSError:
        return False
    return True


def _own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_ELSEWHERE)
        except OSError:  # there is no network
            return "127.0.0.1"
        return str(way.getsockname()[0])
