"""The key `feed` of book.yaml: where a podcast is, when its episodes come out, what directories want to know. Pure.

What only holds together is found here; whether the artwork is one that directories take is seen when it is read.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Annotated, Literal

from msgspec import Struct
from msgspec.structs import asdict

from pipeline.categories import CATEGORIES
from pipeline.schema import After, Before, Many, Record, Words, WrongValueError

Medium = Literal["podcast", "audiobook"]

NOON = 12
"""The hour, in UTC, of a date without one: the same day nearly everywhere."""
_FIRST_YEAR = 1000
"""Years have four digits wherever dates are kept."""

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?) ?(Z|[+-]\d\d:\d\d)?)?")
_RHYTHM = re.compile(r"([1-9]\d{0,3}) (minute|hour|day|week)s?")
# What any client and any directory takes: ASCII, a name or a number for the host, no query and no fragment.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_SIGN = r"[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-Fa-f]{2}"
_ADDRESS = re.compile(rf"https?://{_LABEL}(?:\.{_LABEL})*(?::\d{{1,5}})?(?:/(?:{_SIGN})*)*")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def moment(text: object) -> object:
    """The moment that an author wrote: a date, or a date with a time, in UTC unless an offset is given."""
    match = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise WrongValueError("bad-moment")
    day, clock, offset = match.groups()
    try:
        found = datetime.fromisoformat(f"{day}T{clock or f'{NOON}:00'}{offset or '+00:00'}").astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise WrongValueError("bad-moment") from error
    if found.year < _FIRST_YEAR:
        raise WrongValueError("bad-year")
    return found


def _rhythm(text: object) -> object:
    match = _RHYTHM.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise WrongValueError("bad-rhythm")
    return timedelta(**{f"{match[2]}s": int(match[1])})


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise WrongValueError("bad-feed-address")
    # Who gives the feed's own address means the folder that it is in.
    return value.rstrip("/").removesuffix("/feed.xml").rstrip("/") + "/"


def _mail(value: str) -> str:
    if not _MAIL.fullmatch(value):
        raise WrongValueError("bad-mail")
    return value


def _categories(values: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(_category(value) for value in values))


def _category(value: str) -> tuple[str, ...]:
    """A category's name, after that of the one above it if there is one."""
    path = tuple(part.strip() for part in value.split(">"))
    known = {(main, *sub) for main, subs in CATEGORIES.items() for sub in ((), *((sub,) for sub in subs))}
    if path in known:
        return path
    names = {" > ".join(each): each for each in sorted(known)}
    ends = {each[-1].casefold(): name for name, each in names.items()}
    near = get_close_matches(path[-1].casefold(), ends, n=1, cutoff=0.6)
    raise WrongValueError("unknown-category", near=ends[near[0]] if near else "", known=", ".join(CATEGORIES))


Moment = Annotated[datetime, Before(moment)]
Rhythm = Annotated[timedelta, Before(_rhythm)]


class OwnerFile(Record, frozen=True):
    """`feed.owner:` in book.yaml."""

    name: Words
    email: Annotated[Words, After(_mail)]


class FeedFile(Record, frozen=True):
    """`feed:` in book.yaml."""

    url: Annotated[Words, After(_address)] | None = None
    start: Moment | None = None
    every: Rhythm | None = None
    whole: bool = False
    medium: Medium = "podcast"
    categories: Annotated[Many, After(_categories)] = ()
    explicit: bool = False
    owner: OwnerFile | None = None
    artwork: Words | None = None
    complete: bool = False


class FeedSettings(Struct, frozen=True):
    """What book.yaml says of the podcast. `url` ends with a slash, and is None while nobody knows where it will be.

    Episodes come out `every` so long from `start` on; None where the sections tell, or the book's date does.
    """

    url: str | None = None
    start: datetime | None = None
    every: timedelta | None = None
    whole: bool = False
    medium: str = "podcast"
    categories: tuple[tuple[str, ...], ...] = ()
    explicit: bool = False
    owner: tuple[str, str] | None = None
    artwork: str | None = None
    complete: bool = False


def feed_settings(file: FeedFile) -> FeedSettings:
    """The settings, from the keys."""
    owner = (file.owner.name, file.owner.email) if file.owner else None
    return FeedSettings(**{**asdict(file), "owner": owner})
