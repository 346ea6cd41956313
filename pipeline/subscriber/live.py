"""A published feed, asked for as its subscribers do: can everything be had, sought in, and read by players. Network.

The feed is judged first, then each address that it names, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import assert_never
from urllib.parse import urlsplit

from msgspec.structs import replace

from pipeline.errors import Complaint, complaint
from pipeline.subscriber.asking import ORIGIN, Asker, AskError, Reply
from pipeline.subscriber.others import judge_transcript
from pipeline.subscriber.references import Reference, references
from pipeline.subscriber.rules import judge, judge_file

MOST_FEED_BYTES = 20_000_000
MOST_FILE_BYTES = 20_000_000
_AT_ONCE = 4
_PIECE = 10
WEBVTT = "text/vtt"
_XML = ("application/rss+xml", "application/xml", "text/xml")


def check_live(
    address: str, asker: Asker, tell: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Complaint, ...]:
    """Everything that is wrong with the feed at an address; `tell` hears how many addresses are done, of how many."""
    try:
        reply = asker.ask(address, MOST_FEED_BYTES)
        if reply.status != 200:
            return (complaint(address, "bad-status", status=reply.status),)
        if not reply.is_whole:
            return (complaint(address, "too-large", most=MOST_FEED_BYTES),)
        found = [*_served(address, reply, _XML), *_conditions(address, reply, asker)]
    except AskError as error:
        return (complaint(address, error.code, **error.details),)
    found += judge(reply.body, reply.address)
    named = [each for each in references(reply.body, reply.address) if each.role != "feed"]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for done, complaints in enumerate(pool.map(partial(_look, asker), named), 1):
            found += complaints
            tell(done, len(named))
    return tuple(found)


def _conditions(address: str, reply: Reply, asker: Asker) -> Iterator[Complaint]:
    told = {"If-None-Match": reply.headers.get("etag"), "If-Modified-Since": reply.headers.get("last-modified")}
    asked = {name: value for name, value in told.items() if value}
    if not asked or asker.ask(reply.address, 0, headers=asked).status != 304:
        yield complaint(address, "no-condition")


def _look(asker: Asker, reference: Reference) -> tuple[Complaint, ...]:
    """What is wrong with an address that a feed names."""
    try:
        match reference.role:
            case "episode":
                return tuple(_episode(asker, reference))
            case "transcript" | "chapters" | "artwork":
                return tuple(_file(asker, reference))
            case "feed" | "file" | "page":
                reply = asker.ask(reference.address, 0, method="HEAD")
                return tuple(_there(reference.address, reply))
            case _:
                assert_never(reference.role)
    except AskError as error:
        return (complaint(reference.address, error.code, **error.details),)


def _episode(asker: Asker, reference: Reference) -> Iterator[Complaint]:
    address, kinds = reference.address, (reference.kind,) if reference.kind else ()
    told = asker.ask(address, 0, method="HEAD")
    yield from _there(address, told)
    if told.status != 200:
        return
    length = told.headers.get("content-length", "")
    if not length.isdecimal():
        yield complaint(address, "no-length")
    elif reference.length != int(length):
        yield complaint(address, "wrong-length", found=length, wanted=reference.length)
    piece = asker.ask(address, _PIECE, headers={"Range": f"bytes=0-{_PIECE - 1}"})
    yield from _served(address, piece, kinds)
    place = f"bytes 0-{_PIECE - 1}/{length}"
    if piece.status != 206 or piece.headers.get("content-range") != place or len(piece.body) != _PIECE:
        yield complaint(address, "no-range")


def _file(asker: Asker, reference: Reference) -> Iterator[Complaint]:
    address, kinds = reference.address, (reference.kind,) if reference.kind else ()
    reply = asker.ask(address, MOST_FILE_BYTES)
    if reply.status != 200:
        yield from _there(address, reply)
    elif not reply.is_whole:
        yield complaint(address, "too-large", most=MOST_FILE_BYTES)
    else:
        yield from _served(address, reply, kinds, is_read_by_players=reference.role != "artwork")
        kind, here = reference.kind or reply.kind, replace(reference, where=address)
        is_other = reference.role == "transcript" and kind != WEBVTT
        yield from judge_transcript(reply.body, address, kind) if is_other else judge_file(here, reply.body)


def _there(address: str, reply: Reply) -> Iterator[Complaint]:
    """What is wrong with an answer, whatever it holds."""
    if reply.status != 200:
        yield complaint(address, "bad-status", status=reply.status)
    if reply.moved_for_good:
        yield complaint(address, "moved", address=reply.moved_for_good)
    if urlsplit(address).scheme == "https" and urlsplit(reply.address).scheme == "http":
        yield complaint(address, "insecure-redirect")


def _served(
    address: str, reply: Reply, kinds: Sequence[str], *, is_read_by_players: bool = True
) -> Iterator[Complaint]:
    """What is wrong with how a file is served that is there."""
    if reply.status == 200:
        yield from _there(address, reply)
    if kinds and reply.kind not in kinds:
        yield complaint(address, "wrong-type", found=reply.kind or "–", wanted=kinds[0])
    if is_read_by_players and reply.headers.get("access-control-allow-origin") not in ("*", ORIGIN):
        yield complaint(address, "no-cors")
