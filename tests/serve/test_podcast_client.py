"""A real podcast client follows a feed that is served: it fetches, goes on after a break, and hears what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import anyio
import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.build import build
from pipeline.files import Store
from pipeline.serve.app import site_app
from pipeline.studio import Studio
from tests.serve.newsboat import Newsboat
from tests.serve.served import Records, ask, served
from tests.serve.sites import noise, write_feed

ROOT = Path(__file__).parent.parent.parent

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


def build_site(manuscript: Path, output: Path, address: str, cache: Store | None = None) -> None:
    """Build as `vorlesen serve` does, with a voice that is quick."""
    build(manuscript, output, ("site",), studio=Studio("tone", workers=2, cache=cache), address=address)


def write_section(book: Path, name: str, text: str) -> None:
    """Write a section of one paragraph."""
    (book / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n\n{text}\n")


def write_book(folder: Path) -> Path:
    """A book of two sections."""
    folder.mkdir()
    (folder / "book.yaml").write_text("title: Small\nlanguage: en\ncreator: R\ndate: 2026-01-01\n")
    for name in ("01-one", "02-two"):
        write_section(folder, name, "It is said so.")
    return folder


@pytest.fixture
def podcast(tmp_path: Path) -> Iterator[Podcast]:
    """A feed with two episodes."""
    stalling = Stalling(site_app(tmp_path / "site"))
    records = Records(stalling)
    with served(records) as address:
        write_feed(tmp_path / "site", address, ("one", "two"))
        listener = Newsboat.following(f"{address}feed.xml", tmp_path / "home")
        yield Podcast(tmp_path / "site", address, records, stalling, listener)


def test_every_episode_of_the_article_arrives_as_it_is(tones: Store, tmp_path: Path) -> None:
    records = Records(site_app(tmp_path / "output" / "site"))
    with served(records) as address:
        build_site(ROOT / "manuscript", tmp_path / "output", address, tones)
        published = {
            path.name: path.read_bytes()
            for folder in ("episodes", "audio")
            for path in (tmp_path / "output" / "site" / folder).glob("*.mp3")
        }
        listener = Newsboat.following(f"{address}feed.xml", tmp_path / "home")
        assert listener.poll() == len(published) == 20
        listener.fetch(lambda: listener.names == published.keys())
    assert listener.episodes == published


def test_a_fetch_that_was_broken_off_goes_on_where_it_was(podcast: Podcast) -> None:
    listener = podcast.listener
    listener.poll()
    podcast.stalling.stalls = True
    listener.fetch(lambda: any(map(len, listener.episodes.values())), kill=True)
    (broken,) = listener.episodes.items()
    assert broken[0].endswith(".mp3.part")
    podcast.stalling.stalls = False
    before = len(podcast.records.exchanges)
    listener.fetch(lambda: listener.names == {"one.mp3", "two.mp3"})
    assert listener.episodes == {f"{name}.mp3": noise(name, 300_000) for name in ("one", "two")}
    resumed = [each for each in podcast.records.exchanges[before:] if "range" in each.asked]
    assert [(each.asked["range"], each.status) for each in resumed] == [(f"bytes={len(broken[1])}-", 206)]


def test_a_poll_without_news_moves_no_feed(podcast: Podcast) -> None:
    # This client keeps what it is told of a feed from the second time on.
    assert [podcast.listener.poll() for _ in range(3)] == [2, 2, 2]
    last = podcast.records.of("/feed.xml")[-1]
    assert (last.status, last.asked["if-none-match"][:1]) == (304, '"')


def test_an_edited_section_is_no_new_episode_and_a_new_one_is_one(tmp_path: Path) -> None:
    book = write_book(tmp_path / "book")
    with served(site_app(tmp_path / "output" / "site")) as address:
        build_site(book, tmp_path / "output", address)
        listener = Newsboat.following(f"{address}feed.xml", tmp_path / "home")
        assert listener.poll() == 2
        feed = ask(address, "/feed.xml").body
        write_section(book, "02-two", "It is said otherwise now.")
        build_site(book, tmp_path / "output", address)
        assert ask(address, "/feed.xml").body != feed
        assert (listener.poll(), len(listener.queued)) == (2, 2)
        write_section(book, "03-three", "This is new.")
        build_site(book, tmp_path / "output", address)
        assert (listener.poll(), len(listener.queued)) == (3, 3)
        assert listener.queued[-1] == f"{address}episodes/three.mp3"


def test_a_client_sees_an_episode_whose_guid_changed_as_a_new_one(podcast: Podcast) -> None:
    assert podcast.listener.poll() == 2
    feed = podcast.site / "feed.xml"
    feed.write_text(feed.read_text().replace("urn:test:two", "urn:test:other"))
    assert podcast.listener.poll() == 3
