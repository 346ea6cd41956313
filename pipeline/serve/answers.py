"""What a client gets: a file, pieces of it, word that it has it already, or a page. Reads what it was given open."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from pipeline.serve.conditions import Piece, Version, is_known, wanted
from pipeline.serve.kinds import kind_of
from pipeline.serve.places import Opened

CHUNK_BYTES = 128 * 1024
_BOUNDARY = "vorlesen-piece-7c1f4e0a9b"
HTML = "text/html; charset=utf-8"


class FileAnswer(StreamingResponse):
    """A file that is open, as the request asks for it; it is closed when all is sent or nobody listens any more."""

    def __init__(self, opened: Opened, asked: Mapping[str, str], *, head: bool) -> None:
        self._opened = opened
        kind, size, version = kind_of(opened.name), opened.size_bytes, opened.version
        # A range has a meaning with GET alone (RFC 9110, 14.2).
        pieces = None if head else wanted(asked, version, size)
        status, told, parts = _plan(pieces, size, kind)
        if is_known(asked, version):
            status, told, parts = 304, {}, ()
        headers = {**version.headers(), "accept-ranges": "bytes", **told}
        super().__init__(self._body(() if head else parts), status, headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with self._opened.file:
            await super().__call__(scope, receive, send)

    async def _body(self, parts: Sequence[bytes | Piece]) -> AsyncIterator[bytes]:
        for part in parts:
            if isinstance(part, bytes):
                yield part
                continue
            file, left = self._opened.file, part.end - part.start
            await run_in_threadpool(file.seek, part.start)
            while left and (chunk := await run_in_threadpool(file.read, min(CHUNK_BYTES, left))):
                left -= len(chunk)
                yield chunk


def page_answer(page: bytes, version: Version, asked: Mapping[str, str], *, head: bool) -> Response:
    """A page that isn't a file as it stands."""
    if is_known(asked, version):
        return Response(status_code=304, headers=version.headers())
    headers = {**version.headers(), "content-length": str(len(page))}
    return Response(b"" if head else page, headers=headers, media_type=HTML)


def missing_page(address: str) -> bytes:
    """What is told where nothing is."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n<title>Not found</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta name="color-scheme" content="light dark"/>\n</head>\n<body>\n<main>\n<h1>Not found</h1>\n'
        f'<p>There is nothing at <code>{escape(address)}</code>.</p>\n<p><a href="/">To the start</a></p>\n'
        "</main>\n</body>\n</html>\n"
    ).encode()


def _plan(
    pieces: tuple[Piece, ...] | None, size: int, kind: str
) -> tuple[int, dict[str, str], Sequence[bytes | Piece]]:
    """The status, the headers of the body and what it is made of."""
    match pieces:
        case None:
            return 200, {"content-type": kind, "content-length": str(size)}, (Piece(0, size),)
        case ():
            return 416, {"content-range": f"bytes */{size}", "content-length": "0"}, ()
        case (piece,):
            length = str(piece.end - piece.start)
            return 206, {"content-type": kind, "content-length": length, **_place(piece, size)}, (piece,)
        case _:
            parts = _multipart(pieces, size, kind)
            told = {"content-type": f"multipart/byteranges; boundary={_BOUNDARY}"}
            return 206, {**told, "content-length": str(sum(map(_length, parts)))}, parts


def _place(piece: Piece, size: int) -> dict[str, str]:
    return {"content-range": f"bytes {piece.start}-{piece.end - 1}/{size}"}


def _multipart(pieces: Sequence[Piece], size: int, kind: str) -> tuple[bytes | Piece, ...]:
    """The pieces with what stands before, between and after them (RFC 9110, 14.6)."""
    parts = list[bytes | Piece]()
    for piece in pieces:
        place = _place(piece, size)["content-range"]
        parts += [f"\r\n--{_BOUNDARY}\r\nContent-Type: {kind}\r\nContent-Range: {place}\r\n\r\n".encode(), piece]
    return (*parts, f"\r\n--{_BOUNDARY}--\r\n".encode())


def _length(part: bytes | Piece) -> int:
    return len(part) if isinstance(part, bytes) else part.end - part.start
