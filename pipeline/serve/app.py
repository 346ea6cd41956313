"""A folder in, a site over HTTP out (ASGI). Reads the folder at each request and keeps nothing of it.

address -> place -> answer. Every answer may be read by pages of other sites, as players on the web have to.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.serve.answers import HTML, FileAnswer, missing_page, page_answer
from pipeline.serve.kinds import kind_of
from pipeline.serve.places import Folder, Opened, open_place
from pipeline.serve.reload import EVENTS, SCRIPT, Builds, listening_page, script

_METHODS = "GET, HEAD, OPTIONS"
_ALWAYS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Ranges, Content-Length, Content-Range, ETag, Last-Modified",
    "cross-origin-resource-policy": "cross-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}
_PREFLIGHT = {
    "allow": _METHODS,
    "access-control-allow-methods": _METHODS,
    "access-control-allow-headers": "If-Match, If-Modified-Since, If-None-Match, If-Range, Range",
    "access-control-max-age": "600",
}


def site_app(site: Path, builds: Builds | None = None) -> ASGIApp:
    """What answers for the files in a folder; pages load anew at each build that is announced, None for never."""

    async def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        address, head = request.scope["path"], request.method == "HEAD"
        found = await run_in_threadpool(open_place, site, address)
        match found:
            case None:
                page = missing_page(address)
                return Response(listening_page(page, builds.current)[0] if builds else page, 404, media_type=HTML)
            case Folder():
                # Relative, so that it holds under whatever name the server was asked.
                return Response(status_code=307, headers={"location": quote(f"{address}/")})
            case Opened() if builds is not None and kind_of(found.name) == HTML:
                with found.file as file:
                    page = await run_in_threadpool(file.read)
                return page_answer(*listening_page(page, builds.current), request.headers, head=head)
            case _:
                return FileAnswer(found, request.headers, head=head)

    routes = [Route("/{path:path}", answer, methods=["GET", "OPTIONS"])]
    if builds is not None:
        routes = [*_preview_routes(builds), *routes]
    return _Told(Starlette(routes=routes))


def _preview_routes(builds: Builds) -> list[Route]:
    async def answer_script(_: Request) -> Response:
        return Response(script(), media_type=kind_of(SCRIPT))

    async def answer_events(_: Request) -> Response:
        return StreamingResponse(builds.events(), media_type="text/event-stream")

    return [Route(SCRIPT, answer_script), Route(EVENTS, answer_events)]


class _Told:
    """What is told with every answer, an error too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_ALWAYS)
            await send(message)

        await self._app(scope, receive, tell)
