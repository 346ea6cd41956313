"""A server with a fault: what it does to requests and answers about some of a site's files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import anyio
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with all files whose paths end so.

    `ignored` are headers of requests; `told` those of answers, None to leave one out. `body` takes the place of what a
    GET is answered with, and `of` the place of that path; `redirect` is a status and where to. `without_end` goes on
    after the body's end, `hangs` answers nothing.
    """

    ending: str
    ignored: tuple[str, ...] = ()
    told: Mapping[str, str | None] = field(default_factory=dict)
    body: bytes | None = None
    of: str | None = None
    redirect: tuple[int, str] | None = None
    without_end: bool = False
    hangs: bool = False


@dataclass(slots=True)
class Faulty:
    """An app that has a fault, or None for now."""

    app: ASGIApp
    fault: Fault | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the fault has it."""
        fault = self.fault
        if fault is None or not scope["path"].endswith(fault.ending):
            await self.app(scope, receive, send)
        elif fault.hangs:
            await anyio.sleep_forever()
        elif fault.redirect:
            await _answer(send, fault.redirect[0], {"location": fault.redirect[1]}, b"")
        elif fault.without_end:
            await _start(send, 200, {"content-type": "application/rss+xml", "access-control-allow-origin": "*"})
            while True:
                await send({"type": "http.response.body", "body": bytes(1_000_000), "more_body": True})
                await anyio.sleep(0)  # to hear that nobody listens any more
        else:
            await self.app(_asked(scope, fault), receive, _telling(send, fault, scope["method"]))


def _asked(scope: Scope, fault: Fault) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name.decode() not in fault.ignored]
    path = fault.of or scope["path"]
    return {**scope, "headers": headers, "path": path, "raw_path": path.encode()}


def _telling(send: Send, fault: Fault, method: str) -> Send:
    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if fault.body is not None and method == "GET":
                headers["content-length"] = str(len(fault.body))
            for name, value in fault.told.items():
                del headers[name]
                if value is not None:
                    headers[name] = value
        elif fault.body is not None and method == "GET":
            if message.get("more_body"):
                return
            message = {**message, "body": fault.body}
        await send(message)

    return tell


async def _start(send: Send, status: int, headers: Mapping[str, str]) -> None:
    told = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": told})


async def _answer(send: Send, status: int, headers: Mapping[str, str], body: bytes) -> None:
    await _start(send, status, headers)
    await send({"type": "http.response.body", "body": body})
