"""YAML text in, a validated record or findings with line and column out. Pure.

All findings of one text are given at once. Scalars reach the validation as the author wrote them
("1.50" stays "1.50"), so that decimals keep their digits and YAML 1.1's surprises (`no`, `12:30`)
become findings instead of values. Aliases are refused: no manuscript needs them, and nested ones
grow without bound.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from difflib import get_close_matches
from typing import Annotated, NamedTuple, TypeVar, get_args
from unicodedata import category

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from pipeline.errors import Finding
from pipeline.model import Place


class Record(BaseModel):
    """A mapping with known keys only; subclasses name them."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class WrongValueError(ValueError):
    """Raised by a validator: the code of a finding, and what its sentence shows besides the key and the text."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.details = details


def _present(value: str) -> str:
    if not is_visible(value):
        raise ValueError("empty-value")
    return value


R = TypeVar("R", bound=Record)
many_of = BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)
Many = Annotated[tuple[str, ...], many_of]
"""One text or a list of texts."""
Words = Annotated[str, AfterValidator(_present)]
"""A text that shows something."""

# What XML 1.0 can't hold (section 2.2), and the controls that would reorder text behind its reader's back
# (overrides); tabs, line ends and the isolating marks of right-to-left text are fine.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ufffe\uffff\ud800-\udfff\ufffc]")

# Categories of characters that show nothing: controls, formats (such as soft hyphens), separators.
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")

Loc = tuple[Hashable, ...]
_BOOL, _INT, _FLOAT, _NULL = (f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "null"))


class Where(NamedTuple):
    """Where the values of a text stand, and where their keys, by the keys and positions that lead to them."""

    values: dict[Loc, Place]
    keys: dict[Loc, Place]


class _Loader(yaml.SafeLoader):
    """Composes nodes; refuses aliases."""

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]  # the stub has no type
            raise yaml.composer.ComposerError(None, None, "alias", event.start_mark)
        return super().compose_node(parent, index)  # type: ignore[arg-type]  # the stub wants an int


def is_visible(text: str) -> bool:
    """Whether a text shows anything: a character that is neither white space nor a format or control."""
    return any(category(character) not in _UNSEEN for character in text)


def read_yaml(text: str, place: Place, record: type[R]) -> tuple[R | None, tuple[Finding, ...], Where]:
    """Validate YAML as a record. `place` is where the text begins; the record is None when there are findings."""
    reading = _Reading(place)
    value, findings = _validated(text, reading, record)
    return value, findings, Where(reading.places, reading.keys)


def _validated(text: str, reading: _Reading, record: type[R]) -> tuple[R | None, tuple[Finding, ...]]:
    try:
        node = yaml.compose(text, _Loader)
        plain = reading.plain(node, ()) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        return None, (_syntax_finding(error, reading.place),)
    except (yaml.YAMLError, RecursionError):
        return None, (Finding.at(reading.place, "yaml-nested"),)
    if not isinstance(plain, dict):
        return None, (Finding.at(reading.place, "yaml-not-a-mapping"),)
    try:
        value = record.model_validate(plain)
    except ValidationError as error:
        found = (reading.finding(details, record) for details in error.errors(include_url=False))
        # What is wrong already as YAML needs no second finding at the same place.
        seen = {(f.line, f.column) for f in reading.findings}
        reading.findings += (f for f in found if (f.line, f.column) not in seen)
        return None, tuple(reading.findings)
    if reading.findings:
        return None, tuple(reading.findings)
    return value, ()


def _syntax_finding(error: yaml.MarkedYAMLError, place: Place) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    code = "yaml-alias" if error.problem == "alias" else "yaml-syntax"
    at = Place(place.path, place.line + line, place.column + column)
    return Finding.at(at, code, problem=error.problem or error.context or "?")


class _Reading:
    """Turns composed nodes into plain values and remembers where each one stood."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.findings: list[Finding] = []
        self.places: dict[Loc, Place] = {(): place}
        self.keys: dict[Loc, Place] = {(): place}

    def _at(self, node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(self.place.path, self.place.line + mark.line, self.place.column + mark.column)

    def plain(self, node: yaml.Node, loc: Loc) -> object:
        if loc:
            self.places[loc] = self._at(node)
        match node:
            case yaml.MappingNode():
                return self._mapping(node, loc)
            case yaml.SequenceNode():
                return [self.plain(child, (*loc, n)) for n, child in enumerate(node.value)]
            case yaml.ScalarNode():
                return self._scalar(node)
        return None

    def _mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, object]:
        values: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.findings.append(Finding.at(self._at(key_node), "yaml-key"))
                continue
            key = str(key_node.value).strip()
            self._check_control(key_node)
            if key_node.tag == _BOOL:
                self._surprise(key_node, "yaml-boolean")
            if key in values:
                self.findings.append(Finding.at(self._at(key_node), "yaml-duplicate-key", key=key))
            self.keys[*loc, key] = self._at(key_node)
            values[key] = self.plain(value_node, (*loc, key))
        return values

    def _scalar(self, node: yaml.ScalarNode) -> object:
        text = str(node.value)
        self._check_control(node)
        if node.style in ("'", '"', "|", ">"):
            return text
        if node.tag == _NULL:
            return None
        if node.tag == _BOOL:
            if text.lower() in ("true", "false"):
                return text.lower() == "true"
            self._surprise(node, "yaml-boolean")
        if node.tag in (_INT, _FLOAT) and ":" in text:
            self._surprise(node, "yaml-clock")
        return text

    def _check_control(self, node: yaml.ScalarNode) -> None:
        if control := CONTROL.search(str(node.value)):
            self.findings.append(Finding.at(self._at(node), "control-character", text=f"U+{ord(control[0]):04X}"))

    def _surprise(self, node: yaml.ScalarNode, code: str) -> None:
        self.findings.append(Finding.at(self._at(node), code, text=node.value))

    def finding(self, details: ErrorDetails, record: type[Record]) -> Finding:
        loc: Loc = ()
        for part in details["loc"]:
            # A part that is in no text is the name of a choice between types.
            loc = (*loc, part) if (*loc, part) in self.places else loc
        place = self.places[loc]
        key = ".".join(part for part in loc if isinstance(part, str))
        match details["type"]:
            case "missing":
                return Finding.at(place, "missing-key", key=str(details["loc"][-1]))
            case "extra_forbidden":
                return _unknown("unknown-key", self.keys[loc], str(loc[-1]), _keys(record, details["loc"][:-1]))
            case "literal_error" | "decimal_type" if details["input"] is None:
                return Finding.at(place, "empty-value", key=key)
            case "literal_error":
                known = str(details.get("ctx", {}).get("expected", ""))
                options = [word.strip("' ") for word in known.replace(" or ", ",").split(",")]
                return _unknown("unknown-value", place, _shown(details["input"]), options, key=key)
            case "value_error":
                problem = details.get("ctx", {}).get("error")
                more = problem.details if isinstance(problem, WrongValueError) else {}
                return Finding.at(place, str(problem), key=key, text=_shown(details["input"]), **more)
            case kind:
                wanted = next((want for part, want in _WANTED if part in kind), "text")
                return Finding.at(place, f"wanted-{wanted}", key=key, text=_shown(details["input"]))


_WANTED = (
    ("date", "date"),
    ("bool", "boolean"),
    ("decimal", "number"),
    ("number", "number"),
    ("tuple", "list"),
    ("list", "list"),
    ("model", "mapping"),
    ("dict", "mapping"),
    ("string", "text"),
)


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case dict() | list():
            return "…"
    return str(value)


def _keys(record: type[Record], loc: tuple[int | str, ...]) -> list[str]:
    """The known keys of the record at `loc`, for naming a near neighbour."""
    for part in loc:
        if isinstance(part, str) and part in record.model_fields:
            record = next(_records(record.model_fields[part].annotation), record)
    return [info.alias or name for name, info in record.model_fields.items()]


def _records(annotation: object) -> Iterator[type[Record]]:
    """The records within a type, as in `A | None` or `dict[str, A]`."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in get_args(annotation):
        yield from _records(inner)


def _unknown(code: str, place: Place, text: str, known: list[str], **details: str) -> Finding:
    near = get_close_matches(text.lower(), known, n=1, cutoff=0.6)
    return Finding.at(place, code, text=text, near=near[0] if near else "", known=", ".join(known), **details)
