"""A real podcast client follows a feed that is served: it fetches, goes on after a break, and hears what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import anyio
import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.serve.app import site_app
from tests.serve.newsboat import Newsboat
from tests.serve.served import Records, served
from tests.serve.sites import noise, write_feed

pytestmark = pytest.mark.validators


@dataclass(slots=True)
class Stalling:
    """An app that, for as long as it `stalls`, sends half a file and then nothing more."""

    app: ASGIApp
    stalls: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or half of it."""

        async def stall(message: Message) -> None:
            if self.stalls and message["type"] == "http.response.body":
                half = message["body"][: len(message["body"]) // 2]
                await send({"type": "http.response.body", "body": half, "more_body": True})
                await anyio.sleep_forever()
            await send(message)

        await self.app(scope, receive, stall)


@dataclass(frozen=True, slots=True)
class Podcast:
    """A feed that is served, with what is asked of it, and one who follows it."""

    site: Path
    address: str
    records: Records
    stalling: Stalling
    listener: Newsboat


@pytest.fixture
def podcast(tmp_path: Path) -> Iterator[Podcast]:
    """A feed with two episodes."""
    stalling = Stalling(site_app(tmp_path / "site"))
    records = Records(stalling)
    with served(records) as address:
        write_feed(tmp_path / "site", address, ("one", "two"))
        listener = Newsboat.following(f"{address}feed.xml", tmp_path / "home")
        yield Podcast(tmp_path / "site", address, records, stalling, listener)


def test_every_episode_arrives_as_it_is(podcast: Podcast) -> None:
    listener = podcast.listener
    assert listener.poll() == 2
    listener.fetch(lambda: listener.episodes.keys() == {"one.mp3", "two.mp3"})
    assert listener.episodes == {f"{name}.mp3": noise(name, 300_000) for name in ("one", "two")}


def test_a_fetch_that_was_broken_off_goes_on_where_it_was(podcast: Podcast) -> None:
    listener = podcast.listener
    listener.poll()
    podcast.stalling.stalls = True
    listener.fetch(lambda: any(map(len, listener.episodes.values())), kill=True)
    (broken,) = listener.episodes.items()
    assert broken[0].endswith(".mp3.part")
    podcast.stalling.stalls = False
    before = len(podcast.records.exchanges)
    listener.fetch(lambda: listener.episodes.keys() == {"one.mp3", "two.mp3"})
    assert listener.episodes == {f"{name}.mp3": noise(name, 300_000) for name in ("one", "two")}
    resumed = [each for each in podcast.records.exchanges[before:] if "range" in each.asked]
    assert [(each.asked["range"], each.status) for each in resumed] == [(f"bytes={len(broken[1])}-", 206)]


def test_a_poll_without_news_moves_no_feed(podcast: Podcast) -> None:
    # This client keeps what it is told of a feed from the second time on.
    assert [podcast.listener.poll() for _ in range(3)] == [2, 2, 2]
    last = podcast.records.of("/feed.xml")[-1]
    assert (last.status, last.asked["if-none-match"][:1]) == (304, '"')


def test_an_edited_section_is_no_new_episode_and_a_new_one_is_one(podcast: Podcast) -> None:
    listener = podcast.listener
    assert listener.poll() == 2
    write_feed(podcast.site, podcast.address, ("one", "two"))
    assert (listener.poll(), len(listener.queued)) == (2, 2)
    write_feed(podcast.site, podcast.address, ("one", "two", "three"))
    assert (listener.poll(), len(listener.queued)) == (3, 3)
    assert listener.queued[-1] == f"{podcast.address}episodes/three.mp3"
