"""What a feed says of each episode. Pure but for the fonts of a cover."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime

from msgspec import Struct
from msgspec.structs import replace

from pipeline.audio.tags import ChapterMark, id3_tag
from pipeline.edition import WHOLE, Edition, Podcast
from pipeline.locales import Words, words
from pipeline.model import Chapter, plain
from pipeline.writers.feed.chapters import add_simple_chapters, timestamps
from pipeline.writers.feed.elements import Element
from pipeline.writers.feed.notes import description, link, show_notes, summary
from pipeline.writers.names import INDEX, block_ids, episode_path, epub_name, section_address
from pipeline.writers.tracks import Recording, recordings

TRANSCRIPTS = (
    ("vtt", "text/vtt", "captions"),
    ("srt", "application/x-subrip", "captions"),
    ("html", "text/html", None),
    ("json", "application/json", None),
)
"""Each format of transcripts by the ending of its files: its type, and what it is for besides reading."""
FEWEST_TIMESTAMPS = 3
"""With fewer in a description, apps make no chapters of them (Apple, Chapters)."""


class Item(Struct, frozen=True):
    """An episode with what is heard in it.

    `chapter` is its section, None for the whole book; `number` its place in the book; `marks` are the chapters that its
    tag has, each with the address of its text; `page` is the address of its page and `size` of its MP3 in bytes.
    """

    guid: str
    published: datetime
    number: int | None
    title: str
    language: str
    chapter: Chapter | None
    recording: Recording
    marks: tuple[ChapterMark, ...]
    page: str
    size: int

    @property
    def stamped(self) -> tuple[ChapterMark, ...]:
        """The chapters that a description names: those of a section, or the sections of a book that has three."""
        firsts = {track.chapters[0].id for track in self.recording.tracks}
        if self.chapter is not None or len(firsts) < FEWEST_TIMESTAMPS:
            return self.marks
        return tuple(mark for mark in self.marks if mark.id in firsts)


def items(edition: Edition, podcast: Podcast) -> Iterator[Item]:
    """The episodes, in the order of the book. Raises ValueError for an edition without sound."""
    manuscript = edition.manuscript
    pages = {
        chapter.id: f"{podcast.address}{section_address(chapter.id, one_page=edition.one_page)}"
        for chapter in manuscript.chapters
    }
    chapters = {chapter.id: chapter for chapter in manuscript.chapters}
    assert edition.audio
    tracks = edition.audio.timeline.tracks
    # What has no place of its own, such as notes, is on the page of its section.
    addresses = {mark.id: pages[track.id] for track in tracks for mark in track.chapters}
    addresses |= {
        name: f"{pages[chapter.id].partition('#')[0]}#{name}"
        for chapter in manuscript.chapters
        for name in block_ids(chapter.blocks)
    }
    addresses |= {track.chapters[0].id: pages[track.id] for track in tracks}
    known = {episode.section: episode for episode in podcast.episodes}
    for number, recording in enumerate(recordings(edition, episode_path), 1):
        is_whole = number > len(manuscript.chapters)
        section = WHOLE if is_whole else recording.tracks[0].id
        if section not in known:
            continue
        chapter = chapters.get(section)
        page = pages.get(section, f"{podcast.address}{INDEX}")
        yield Item(
            known[section].guid,
            known[section].published,
            None if is_whole else number,
            recording.tags.title,
            recording.tags.language,
            chapter,
            recording,
            tuple(replace(mark, url=addresses.get(mark.id, page)) for mark in recording.tags.chapters),
            page,
            len(id3_tag(recording.tags)) + recording.stream.size,
        )


def add_item(channel: Element, item: Item, edition: Edition, podcast: Podcast) -> None:
    """Add an episode."""
    say, base = words(item.language), f"{podcast.address}{item.recording.path}"
    lead = _lead(item, edition)
    stamps = timestamps(item.stamped)
    node = channel.add("item")
    node.add("title", item.title)
    node.add("link", item.page)
    node.add("description", description(lead, say.spoken_synthetically, stamps))
    node.add_html("content:encoded", _notes(item, edition, podcast, lead))
    node.add("guid", item.guid, isPermaLink="false")
    node.add("pubDate", format_datetime(item.published))
    node.add("enclosure", url=f"{base}.mp3", length=str(item.size), type="audio/mpeg")
    node.add("itunes:title", item.title)
    node.add("itunes:duration", str(round(item.recording.stream.samples / _rate_hz(edition))))
    node.add("itunes:explicit", "true" if podcast.explicit else "false")
    node.add("itunes:episodeType", "full" if item.number else "bonus")
    if item.number:
        node.add("itunes:episode", str(item.number))
        node.add("podcast:episode", str(item.number))
    node.add("podcast:chapters", url=f"{base}.chapters.json", type="application/json+chapters")
    for ending, media_type, rel in TRANSCRIPTS:
        node.add("podcast:transcript", url=f"{base}.{ending}", type=media_type, language=item.language, rel=rel)
    if item.chapter and item.chapter.voice:
        # Who is named here takes the place of all whom the channel names (Podcasting 2.0, person).
        for creator in edition.manuscript.metadata.creator:
            node.add("podcast:person", creator, group="writing", role="author")
        node.add("podcast:person", plain(item.chapter.voice), group="cast", role="narrator")
    node.add("podcast:txt", "true", purpose="ai-content")
    if item.number is None:
        _add_books(node, edition, podcast)
    add_simple_chapters(node, item.marks)


def _add_books(node: Element, edition: Edition, podcast: Podcast) -> None:
    """The e-book beside the sound of the whole."""
    metadata = edition.manuscript.metadata
    title = words(metadata.language).download_epub
    alternate = node.add("podcast:alternateEnclosure", type="application/epub+zip", title=title)
    alternate.add("podcast:source", uri=f"{podcast.address}{epub_name(metadata.slug)}")


def _lead(item: Item, edition: Edition) -> str:
    """What an episode is about."""
    if item.chapter is None:
        return edition.manuscript.metadata.description or ""
    return summary(item.chapter)


def _notes(item: Item, edition: Edition, podcast: Podcast, lead: str) -> str:
    say: Words = words(item.language)
    voice = f"{say.voice} {plain(item.chapter.voice)}." if item.chapter and item.chapter.voice else ""
    slug = edition.manuscript.metadata.slug
    links = (
        (item.page, say.read_along_page),
        (f"{podcast.address}{item.recording.path}.html", say.download_transcript),
        (f"{podcast.address}{epub_name(slug)}", say.download_epub),
    )
    track = item.recording.tracks[0] if item.chapter else None
    listed = "".join(link(address, text) for address, text in links)
    lines = (lead, voice, say.spoken_synthetically)
    return show_notes(say, lines, timestamps(item.stamped), track, item.chapter, listed)


def _rate_hz(edition: Edition) -> int:
    assert edition.audio
    return edition.audio.timeline.rate_hz
