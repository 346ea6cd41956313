"""Which sections are episodes, since when, and under which guid. Pure: no clock, no chance.

A guid is made from the podcast's own and the section's id, a date comes from the section, from the ledger, or from the
rhythm. What was given out once stays: a section that is edited, moved or renamed is the episode that it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5

from msgspec import Struct

from pipeline.edition import WHOLE, Episode
from pipeline.errors import Finding
from pipeline.ledger import Entry, Ledger
from pipeline.model import Manuscript, plain
from pipeline.podcast import NOON, FeedSettings

FEED_FILE = "feed.xml"
_LAST = datetime.max.replace(microsecond=0, tzinfo=UTC)
_PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of podcasts' guids (Podcasting 2.0, guid)."""


class Plan(Struct, frozen=True):
    """The podcast's guid, its episodes in the order of the book, the ledger with them, and those that just went."""

    guid: str
    episodes: tuple[Episode, ...]
    ledger: Ledger
    gone: tuple[Entry, ...]


def plan(manuscript: Manuscript, feed: FeedSettings, ledger: Ledger, address: str) -> Plan:
    """Say which episodes there are. `address` is the podcast's own, from which its guid is made where it has none."""
    guid = ledger.guid or podcast_guid(address)
    known = {entry.section: entry for entry in ledger.entries}
    titles = {chapter.id: plain(chapter.title) for chapter in manuscript.chapters}
    if feed.whole:
        titles[WHOLE] = manuscript.metadata.title
    dates = _dates(manuscript, feed, known, tuple(titles))
    entries = tuple(
        Entry(name, known[name].guid if name in known else _episode_guid(guid, name), dates[name], title)
        for name, title in titles.items()
    )
    episodes = tuple(Episode(entry.section, entry.guid, entry.published) for entry in entries)
    gone = tuple(entry for entry in ledger.entries if entry.section not in titles)
    removed = tuple(Entry(each.section, each.guid, each.published, each.title, removed=True) for each in gone)
    return Plan(guid, episodes, Ledger(guid, entries + removed), tuple(each for each in gone if not each.removed))


def podcast_guid(address: str) -> str:
    """A UUID of version 5 over the feed's address without its scheme (Podcasting 2.0, guid)."""
    return str(uuid5(_PODCASTS, f"{address}{FEED_FILE}".partition("://")[2].rstrip("/")))


def date_findings(manuscript: Manuscript, planned: Plan) -> Iterator[Finding]:
    """Sections that would come out with another, or with the whole book: players couldn't tell which is first.

    Where sections have one id, that is a finding already.
    """
    if len(planned.episodes) < len(manuscript.chapters):
        return
    dates = {episode.section: episode.published for episode in planned.episodes}
    seen = {dates[WHOLE]: manuscript.metadata.title} if WHOLE in dates else {}
    for chapter in manuscript.chapters:
        moment = dates[chapter.id]
        if moment in seen:
            shown = f"{moment:%Y-%m-%d %H:%M}Z"
            yield Finding.at(chapter.place, "same-moment", text=shown, other=seen[moment])
        else:
            seen[moment] = plain(chapter.title)


def _dates(
    manuscript: Manuscript, feed: FeedSettings, known: dict[str, Entry], names: tuple[str, ...]
) -> dict[str, datetime]:
    """When each episode comes out: as its section says, else as it did, else in the rhythm, after all others."""
    book = datetime.combine(manuscript.metadata.date, time(NOON), UTC)
    every = feed.every or timedelta(minutes=1)
    given = {chapter.id: chapter.published for chapter in manuscript.chapters if chapter.published}
    found = {name: given.get(name) or known[name].published for name in names if name in given or name in known}
    if not known:
        start = feed.start or book
        return {name: found.get(name, _after(start, every, index)) for index, name in enumerate(names)}
    latest = max([*found.values(), *(entry.published for entry in known.values())])
    for name in names:
        if name not in found:
            found[name] = latest = max(_after(latest, every), latest if feed.every else book)
    return found


def _after(moment: datetime, every: timedelta, times: int = 1) -> datetime:
    """So many times `every` later, but in the years that dates have: two at their end are a finding."""
    try:
        return moment + times * every
    except OverflowError:
        return _LAST


def _episode_guid(guid: str, name: str) -> str:
    return f"urn:uuid:{uuid5(UUID(guid), name)}"
