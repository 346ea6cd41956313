"""What may stand in a text of YAML: records of typed keys, and findings where it isn't so. Pure.

All findings of one text are given at once, each at the value or the key that it is about. docs/architecture.md says
why no library does this.
"""

from __future__ import annotations

import builtins
import re
import types
import typing
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, Literal, NoReturn, TypeVar, get_args, get_origin
from unicodedata import category

from msgspec import Struct, ValidationError, convert
from msgspec.structs import FieldInfo, fields

from pipeline.errors import Finding
from pipeline.model import Place
from pipeline.plain import Loc, Where, read_mapping


class Record(Struct, frozen=True):
    """A mapping with known keys only. Subclasses name them, each with what its value is.

    That is `str`, `bool`, `date`, `Decimal`, a Literal of texts, a Record, `tuple[X, ...]` for a list, `dict[str, X]`,
    or a union of these of which no two have one form. What is Annotated with Before or After may become anything.
    """


class Before(Struct, frozen=True):
    """Makes of what stands in a text what is then looked at. `make` raises ValueError with the code of a finding."""

    make: Callable[[object], object]


class After(Struct, frozen=True):
    """Looks at what is of the right type, and gives it back or another value. `check` raises what `make` does."""

    check: Callable[[Any], object]


class WrongValueError(ValueError):
    """The code of a finding, and what its sentence shows besides the key and the text."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.details = details


def _present(value: str) -> str:
    if not is_visible(value):
        raise ValueError("empty-value")
    return value


K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Record)
many_of = Before(lambda value: (value,) if isinstance(value, str) else value)
Many = Annotated[tuple[str, ...], many_of]
"""One text or a list of texts."""
Words = Annotated[str, After(_present)]
"""A text that shows something."""

# Categories of characters that show nothing: controls, formats (such as soft hyphens), separators.
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")


def is_visible(text: str) -> bool:
    """Whether a text shows anything: a character that is neither white space nor a format or control."""
    return any(category(character) not in _UNSEEN for character in text)


@cache
def keys_of(record: type[Record]) -> Mapping[str, FieldInfo]:
    """The keys of a record, and what each of them is."""
    return {field.name: field for field in fields(record)}


def read_yaml(text: str, place: Place, record: type[R]) -> tuple[R | None, tuple[Finding, ...], Where]:
    """Read YAML as a record. `place` is where the text begins; the record is None when there are findings."""
    values, findings, where = read_mapping(text, place)
    if values is None:
        return None, findings, where
    checking, value = _Checking(where), None
    try:
        value = checking.record(values, record, ())
    except _WrongError:
        # What is wrong already as YAML needs no second finding at the same place.
        seen = {(finding.line, finding.column) for finding in findings}
        findings += tuple(each for each in checking.findings if (each.line, each.column) not in seen)
    return None if findings else value, findings, where


class _WrongError(Exception):
    """A value is not what it should be, and findings say so."""


class _Checking:
    """Holds plain values against what they should be. Its methods raise _WrongError once they have found all."""

    def __init__(self, where: Where) -> None:
        self.findings: list[Finding] = []
        self._where = where

    def record(self, value: object, wanted: type[R], loc: Loc) -> R:
        """A record out of a mapping."""
        if not isinstance(value, dict):
            self._end(loc, "wanted-mapping", value)
        keys = keys_of(wanted)
        unknown = [key for key in value if key not in keys]
        for key in unknown:
            self.findings.append(_unknown("unknown-key", self._where.keys[*loc, key], key, keys))
        missing = [key for key, field in keys.items() if field.required and key not in value]
        self.findings += (Finding.at(self._place(loc), "missing-key", key=key) for key in missing)
        made = self._each(((key, value[key], field.type) for key, field in keys.items() if key in value), loc)
        if unknown or missing:
            raise _WrongError
        return wanted(**made)

    def _each(self, given: Iterable[tuple[K, object, object]], loc: Loc) -> dict[K, object]:
        """Several values by their keys or positions, each with what it should be."""
        made: dict[K, object] = {}
        is_wrong = False
        for key, value, wanted in given:
            try:
                made[key] = self._value(value, wanted, (*loc, key))
            except _WrongError:
                is_wrong = True
        if is_wrong:
            raise _WrongError
        return made

    def _value(self, value: object, wanted: Any, loc: Loc) -> object:  # noqa: ANN401  # what stands behind a colon
        parts = get_args(wanted)
        match get_origin(wanted):
            case typing.Annotated:
                return self._annotated(value, parts[0], parts[1:], loc)
            case typing.Union | types.UnionType:
                return self._value(value, _alike(value, parts), loc)
            case typing.Literal:
                return self._choice(value, parts, loc)
            case builtins.tuple:
                if not isinstance(value, list | tuple):
                    self._end(loc, "wanted-list", value)
                return tuple(self._each(((n, each, parts[0]) for n, each in enumerate(value)), loc).values())
            case builtins.dict:
                if not isinstance(value, dict):
                    self._end(loc, "wanted-mapping", value)
                return self._each(((key, each, parts[1]) for key, each in value.items()), loc)
        return self.record(value, wanted, loc) if issubclass(wanted, Record) else self._single(value, wanted, loc)

    def _annotated(self, value: object, wanted: object, marks: tuple[object, ...], loc: Loc) -> object:
        made = value
        try:
            for mark in marks:
                made = mark.make(made) if isinstance(mark, Before) else made
            made = self._value(made, wanted, loc)
            for mark in marks:
                made = mark.check(made) if isinstance(mark, After) else made
        except ValueError as error:
            details = error.details if isinstance(error, WrongValueError) else {}
            self._end(loc, str(error), value, **details)
        return made

    def _choice(self, value: object, known: tuple[str, ...], loc: Loc) -> object:
        if value is None:
            self._end(loc, "empty-value", value)
        if value not in known:
            self.findings.append(_unknown("unknown-value", self._place(loc), _shown(value), known, key=_key(loc)))
            raise _WrongError
        return value

    def _single(self, value: object, wanted: type, loc: Loc) -> object:
        made, is_right = value, isinstance(value, wanted)
        if not is_right:
            with suppress(ValidationError, ValueError):
                made, is_right = _converted(value, wanted), True
        if not is_right or (isinstance(made, Decimal) and not made.is_finite()):
            self._end(loc, "empty-value" if value is None and wanted is Decimal else _UNLIKE[wanted], value)
        return made.strip() if isinstance(made, str) else made

    def _end(self, loc: Loc, code: str, value: object, **details: str) -> NoReturn:
        self.findings.append(Finding.at(self._place(loc), code, key=_key(loc), text=_shown(value), **details))
        raise _WrongError

    def _place(self, loc: Loc) -> Place:
        """Where a value stands: one that is in no text is within another that is."""
        while loc not in self._where.values:
            loc = loc[:-1]
        return self._where.values[loc]


def _converted(value: object, wanted: type) -> object:
    """A value as another type. Raises ValidationError or ValueError."""
    if issubclass(wanted, date):  # which msgspec makes of its own class alone, not of one that stands for it in tests
        if not _DAY.fullmatch(str(value)):
            raise ValueError("no date")
        return wanted.fromisoformat(str(value))
    return convert(value, wanted, strict=False)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNLIKE: Mapping[type, str] = {
    str: "wanted-text",
    bool: "wanted-boolean",
    date: "wanted-date",
    Decimal: "wanted-number",
}


def _key(loc: Loc) -> str:
    """The key of a value, with those above it."""
    return ".".join(part for part in loc if isinstance(part, str))


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case dict() | list():
            return "…"
    return str(value)


def _alike(value: object, choices: tuple[object, ...]) -> object:
    """Of several types that of a value's form, or the first: what is wrong is held against one of them alone."""
    return next((choice for choice in choices if _is_alike(value, choice)), choices[0])


def _is_alike(value: object, wanted: object) -> bool:
    while get_origin(wanted) is Annotated:
        wanted = get_args(wanted)[0]
    match value:
        case None:
            return wanted is types.NoneType
        case list():
            return get_origin(wanted) is tuple
        case dict():
            return get_origin(wanted) is dict or (isinstance(wanted, type) and issubclass(wanted, Record))
    return get_origin(wanted) is Literal or wanted in _UNLIKE


def _unknown(code: str, place: Place, text: str, known: Collection[str], **details: str) -> Finding:
    near = get_close_matches(text.lower(), known, n=1, cutoff=0.6)
    return Finding.at(place, code, text=text, near=near[0] if near else "", known=", ".join(known), **details)
