"""The podcast of the article, as a reader of feeds and players find it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from calendar import timegm
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.model import plain
from pipeline.reader.load import Reading, load
from tests.conftest import Site
from tests.writers.feed.heard import Parsed, duration_ms, id3_chapters, json_chapters, parsed, psc_chapters, stamps
from tests.writers.subtitles import read_subrip, read_webvtt

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture(scope="module")
def article() -> Reading:
    """The manuscript itself."""
    return load(ROOT / "manuscript")


@pytest.fixture(scope="module")
def channel(article_site: Site) -> Parsed:
    return parsed(article_site.feed)[0]


@pytest.fixture(scope="module")
def items(article_site: Site) -> list[Parsed]:
    """The episodes, from the first section on, the whole book last."""
    return list(parsed(article_site.feed)[1])[::-1]


def sound(site: Site, item: Parsed) -> bytes:
    return site.file(item["enclosures"][0]["href"]).read_bytes()


def beside(site: Site, item: Parsed, ending: str) -> str:
    return site.file(item["enclosures"][0]["href"]).with_suffix(ending).read_text(encoding="utf-8")


# ------------------------------------------------------------------ what a reader of feeds finds


def test_every_field_of_the_channel_is_read(channel: Parsed, article: Reading, article_site: Site) -> None:
    book = article.manuscript.metadata
    read = {name: channel[name] for name in ("title", "link", "language", "author", "rights", "itunes_type")}
    assert read == {
        "title": book.title, "link": article_site.address, "language": "de", "author": ", ".join(book.creator),
        "rights": book.rights, "itunes_type": "serial",
    }  # fmt: skip
    assert channel["subtitle"] == f"{book.description} Die Stimmen sind synthetisch."
    assert channel["links"][0] == {
        "href": f"{article_site.address}feed.xml", "rel": "self", "type": "application/rss+xml"
    }  # fmt: skip
    assert [tag["term"] for tag in channel["tags"]] == ["Government", "Business", "Careers"]
    assert channel["itunes_explicit"] is None, "feedparser's word for false"
    assert channel["published"] == channel["updated"] == "Sun, 22 Nov 2026 12:19:00 +0000"
    assert channel["podcast_guid"] == "fb719a2d-043f-5487-9748-9068f73f0469"
    assert (channel["podcast_medium"], channel["podcast_locked"]) == ("podcast", "no")
    assert channel["podcast_license"] == {"url": article_site.address}
    assert f">{book.licence}</podcast:license>" in article_site.feed.decode()
    assert channel["podcast_txt"] == {"purpose": "ai-content"}


def test_artwork_is_a_large_square_with_words(channel: Parsed, article_site: Site) -> None:
    with Image.open(article_site.file(channel["image"]["href"])) as image:
        assert (image.size, image.mode, image.format) == ((3000, 3000), "RGB", "PNG")
    described = channel["podcast_image"]
    assert described["href"] == channel["image"]["href"]
    assert described["alt"] == f"Titelbild: {channel['title']}"


def test_every_field_of_every_episode_is_read(items: list[Parsed], article: Reading, article_site: Site) -> None:
    chapters = article.manuscript.chapters
    assert len(items) == len(chapters) + 1
    for number, (item, chapter) in enumerate(zip(items, chapters, strict=False), 1):
        title, base = plain(chapter.title), f"{article_site.address}episodes/{chapter.id}"
        assert (item["title"], item["itunes_title"]) == (title, title)
        assert item["link"] == f"{article_site.address}{chapter.id}.html"
        assert (item["itunes_episode"], item["podcast_episode"], item["itunes_episodetype"]) == (str(number),) * 2 + (
            "full",
        )
        assert (item["itunes_explicit"], item["guidislink"]) == (None, False)
        assert item["podcast_chapters"] == {"url": f"{base}.chapters.json", "type": "application/json+chapters"}
        assert item["podcast_txt"] == {"purpose": "ai-content"}
        assert "Die Stimmen sind synthetisch." in item["summary"]
        assert "Die Stimmen sind synthetisch." in item["content"][0]["value"]
    assert (items[-1]["title"], items[-1]["itunes_episodetype"]) == (article.manuscript.metadata.title, "bonus")
    assert len({item["id"] for item in items}) == len(items)


def test_newest_comes_first_and_each_at_its_own_minute(article_site: Site) -> None:
    moments = [timegm(item["published_parsed"]) for item in parsed(article_site.feed)[1]]
    assert moments == sorted(moments, reverse=True)
    assert {before - after for before, after in pairwise(moments)} == {60}


def test_show_notes_hold_charts_and_tables_in_words_and_the_sources(items: list[Parsed], article: Reading) -> None:
    notes = {item["title"]: item["content"][0]["value"] for item in items}
    facts = notes["Fakten im Überblick"]
    assert "<h2>Diagramme und Tabellen als Text</h2>" in facts
    assert facts.count("<li>") > 10
    with_charts = [title for title, html in notes.items() if re.search("<h3>Abbildung", html)]
    assert len(with_charts) > 8
    cited = {plain(chapter.source) for chapter in article.manuscript.chapters if chapter.source}
    assert all(any(source.replace("&", "&amp;") in html for html in notes.values()) for source in cited)


# ------------------------------------------------------------------ chapters and lengths


def test_chapters_are_the_same_in_all_their_forms(items: list[Parsed], article_site: Site) -> None:
    for item in items:
        tagged = id3_chapters(sound(article_site, item))
        forms = (json_chapters(beside(article_site, item, ".chapters.json").encode()), psc_chapters(item))
        for form in forms:
            assert [title for _, title in form] == [title for _, title in tagged]
            assert max(abs(at - other) for (at, _), (other, _) in zip(form, tagged, strict=True)) <= 2
        below = [(at // 1000 * 1000, title) for at, title in tagged]
        if item is items[-1]:
            sections = {other["title"] for other in items[:-1]}
            assert [title for _, title in stamps(item["summary"])] == [other["title"] for other in items[:-1]]
            below = [(at, title) for at, title in below if title in sections]
            assert set(stamps(item["summary"])) <= set(below)
        else:
            assert stamps(item["summary"]) == below
        assert stamps(item["summary"])[0][0] == 0


def test_chapters_lead_to_where_they_are_read(items: list[Parsed], article_site: Site) -> None:
    for item in items:
        for chapter in item["psc_chapters"]["chapters"]:
            page, _, fragment = chapter["href"].partition("#")
            text = article_site.file(page).read_text(encoding="utf-8")
            assert not fragment or f'id="{fragment}"' in text
    book = [chapter["href"].partition("#")[0] for chapter in items[-1]["psc_chapters"]["chapters"]]
    assert list(dict.fromkeys(book)) == [item["link"] for item in items[:-1]]


def test_lengths_are_those_of_the_files(items: list[Parsed], article_site: Site) -> None:
    for item in items:
        (enclosure,) = item["enclosures"]
        data = sound(article_site, item)
        assert (enclosure["type"], int(enclosure["length"])) == ("audio/mpeg", len(data))
        assert abs(int(item["itunes_duration"]) * 1000 - duration_ms(data)) <= 501


def test_transcripts_parse_and_end_with_the_sound(items: list[Parsed], article_site: Site) -> None:
    for item in items:
        captions = read_webvtt(beside(article_site, item, ".vtt"))
        subtitles = read_subrip(beside(article_site, item, ".srt"))
        segments: list[dict[str, Any]] = json.loads(beside(article_site, item, ".json"))["segments"]
        end = duration_ms(sound(article_site, item))
        ends = (captions[-1].end_ms, subtitles[-1].end_ms, segments[-1]["endTime"] * 1000)
        assert [other for other in ends if abs(other - end) > 2] == []
        assert captions[0].start_ms == subtitles[0].start_ms == segments[0]["startTime"] == 0
        assert all(caption.speaker for caption in captions)


# ------------------------------------------------------------------ elsewhere, on another day

# What tells the time in a process, set to another day; the names that modules import later are bound to it.
ANOTHER_DAY = """
import datetime, time
today = datetime.date.today()
LATER = 400 * 86400
now, local, world = time.time, time.localtime, time.gmtime
time.time = lambda: now() + LATER
time.localtime = lambda at=None: local(time.time() if at is None else at)
time.gmtime = lambda at=None: world(time.time() if at is None else at)
class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
datetime.datetime, datetime.date = Moment, Day
assert (datetime.date.today() - today).days >= 399
assert (datetime.datetime.now().date() - today).days >= 399
from pipeline.cli import main
main()
"""


def test_the_site_is_the_same_elsewhere_on_another_day_and_without_its_ledger(
    article_site: Site, tmp_path: Path
) -> None:
    elsewhere = Path(shutil.copytree(ROOT / "manuscript", tmp_path / "an other/folder"))
    (elsewhere / "episodes.yaml").unlink()
    for path in elsewhere.rglob("*"):
        os.utime(path, (1, 1))
    surroundings = {
        **os.environ, "PYTHONPATH": str(ROOT), "TZ": "Pacific/Kiritimati", "HOME": str(tmp_path), "LC_ALL": "C",
        "PYTHONHASHSEED": "7", "VORLESEN_CACHE": str(article_site.cache),
    }  # fmt: skip
    command = [sys.executable, "-c", ANOTHER_DAY, "build", str(elsewhere), "--only", "site", "-o", "made"]
    run = subprocess.run(command, cwd=tmp_path, env=surroundings, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    made = tmp_path / "made/site"
    names = {
        path.relative_to(article_site.folder).as_posix() for path in article_site.folder.rglob("*") if path.is_file()
    }
    assert {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()} == names
    assert [
        name for name in sorted(names) if (made / name).read_bytes() != (article_site.folder / name).read_bytes()
    ] == []
    assert (elsewhere / "episodes.yaml").read_bytes() == (ROOT / "manuscript/episodes.yaml").read_bytes()
