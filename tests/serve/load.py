"""Many who listen at once and seek at random, each byte compared; and a server in a process of its own to do it to."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent.parent
PATIENCE_S = 60
_LONGEST = 200_000
# A browser asks for all that follows, and breaks off when somebody seeks.
_SHARE_BROKEN_OFF = 0.2
_HEARD_BEFORE_SEEKING = 50_000
_SERVE = (
    "import sys; from pathlib import Path; from pipeline.serve.listen import address_of, bind\n"
    "from pipeline.serve.preview import serve\n"
    "listener = bind('127.0.0.1', 0)\n"
    "serve(Path(sys.argv[1]), listener, lambda: print(address_of(listener), flush=True))"
)


@dataclass(slots=True)
class Heard:
    """What all listeners did: seeks that were answered, those they broke off, bytes, what was wrong."""

    whole: int = 0
    broken_off: int = 0
    size_bytes: int = 0
    errors: tuple[str, ...] = ()


@contextmanager
def own_server(site: Path) -> Iterator[tuple[int, str]]:
    """A server of a folder: the id of its process, and its address."""
    with subprocess.Popen([sys.executable, "-c", _SERVE, str(site)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            yield process.pid, process.stdout.readline().decode().strip()
        finally:
            process.terminate()


def listen(address: str, files: Mapping[str, bytes], listeners: int, goes_on: Callable[[int], bool]) -> Heard:
    """Let so many seek in files, by their paths, each as long as it goes on after so many seeks of its own."""
    # In a thread of its own: a browser that tests share has the event loop of this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _listen(address, files, listeners, goes_on)).result()


async def _listen(address: str, files: Mapping[str, bytes], listeners: int, goes_on: Callable[[int], bool]) -> Heard:
    heard = Heard()
    each = (_seek_around(address, files, Random(seed), goes_on, heard) for seed in range(listeners))  # noqa: S311  # repeatable
    for result in await asyncio.gather(*each, return_exceptions=True):
        if isinstance(result, BaseException):
            heard.errors += (repr(result),)
    return heard


async def _seek_around(
    address: str, files: Mapping[str, bytes], random: Random, goes_on: Callable[[int], bool], heard: Heard
) -> None:
    seeks, line = 0, None
    try:
        while goes_on(seeks):
            line = line or await _Line.to(address)
            path, data = random.choice(tuple(files.items()))
            start = random.randrange(len(data))
            if random.random() < _SHARE_BROKEN_OFF:
                piece = await line.piece(path, f"{start}-", most=_HEARD_BEFORE_SEEKING)
                wanted = data[start : start + _HEARD_BEFORE_SEEKING]
                await line.close()
                line = None
                heard.broken_off += 1
            else:
                end = min(start + random.randint(1, _LONGEST), len(data))
                piece, wanted = await line.piece(path, f"{start}-{end - 1}"), data[start:end]
                heard.whole += 1
            if piece != wanted:
                raise AssertionError(f"{len(piece)} bytes of {path} from {start} on are other than the file's")
            seeks += 1
            heard.size_bytes += len(piece)
    finally:
        if line:
            await line.close()


class _Line:
    """A connection that many pieces can be asked for."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def to(cls, address: str) -> _Line:
        """Connect."""
        at = urlsplit(address)
        return cls(*await asyncio.open_connection(at.hostname, at.port))

    async def piece(self, path: str, span: str, most: int | None = None) -> bytes:
        """The bytes of a range, or the first of them, and no more are read."""
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nRange: bytes={span}\r\n\r\n".encode())
        async with asyncio.timeout(PATIENCE_S):
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower()
            if not head.startswith("http/1.1 206 "):
                raise AssertionError(head)
            length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
            return await self._reader.readexactly(min(length, most or length))

    async def close(self) -> None:
        """Cut it, whatever is under way."""
        self._writer.transport.abort()
        with suppress(OSError):
            await self._writer.wait_closed()
