"""episodes.yaml: what subscribers know a podcast and its episodes by. Pure: text in, a Ledger out, and back.

It stands in the manuscript and is written by the build: addresses, titles and files may change, this must not.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct

from pipeline.errors import Finding
from pipeline.model import Place
from pipeline.podcast import Moment
from pipeline.schema import After, Record, Words, WrongValueError, read_yaml

FILE = "episodes.yaml"
_LINE_ENDS = re.compile("[\x85\u2028\u2029\ufeff]")
_HEAD = """\
# Written by vorlesen. Subscribers know the podcast and its episodes by what stands here: keep this file with the
# manuscript. A date or a guid may be changed before an episode is out; later, every subscriber gets it again.
"""


class Entry(Struct, frozen=True):
    """An episode that was given out. `removed` ones are in no feed any more; their guid is never given to another."""

    section: str
    guid: str
    published: datetime
    title: str
    removed: bool = False


class Ledger(Struct, frozen=True):
    """A podcast's guid, "" until it has one, and all of its episodes that ever were."""

    guid: str = ""
    entries: tuple[Entry, ...] = ()


def _uuid(value: str) -> str:
    try:
        return str(UUID(value))
    except ValueError as error:
        raise WrongValueError("bad-guid") from error


class _EpisodeFile(Record, frozen=True):
    id: Words
    guid: Words
    published: Moment
    title: str = ""
    removed: bool = False


class _LedgerFile(Record, frozen=True):
    guid: Annotated[str, After(_uuid)]
    episodes: tuple[_EpisodeFile, ...] = ()


def read_ledger(text: str, path: str) -> tuple[Ledger, tuple[Finding, ...]]:
    """Read episodes.yaml. The ledger is empty when there are findings."""
    file, findings, (places, _) = read_yaml(text, Place(path), _LedgerFile)
    if file is None:
        return Ledger(), findings
    found = []
    for name in ("id", "guid"):
        seen: set[str] = set()
        for index, episode in enumerate(file.episodes):
            value = str(getattr(episode, name))
            if value in seen:
                found.append(Finding.at(places["episodes", index, name], "duplicate-episode", key=name, text=value))
            seen.add(value)
    entries = tuple(Entry(each.id, each.guid, each.published, each.title, each.removed) for each in file.episodes)
    return (Ledger(), tuple(found)) if found else (Ledger(file.guid, entries), ())


def written(ledger: Ledger) -> str:
    """The text of episodes.yaml: the same for the same ledger."""
    return "".join(
        (_HEAD, f"guid: {ledger.guid}\nepisodes:{'' if ledger.entries else ' []'}\n", *map(_entry, ledger.entries))
    )


def _entry(entry: Entry) -> str:
    removed = "    removed: true\n" if entry.removed else ""
    return (
        f"  - id: {_quoted(entry.section)}\n    guid: {_quoted(entry.guid)}\n"
        f"    published: {entry.published:%Y-%m-%dT%H:%M:%SZ}\n    title: {_quoted(entry.title)}\n{removed}"
    )


def _quoted(text: str) -> str:
    """A text in YAML, whatever it holds: what JSON is, YAML is too, but for what ends a line in YAML alone."""
    return _LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
