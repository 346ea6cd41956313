"""YAML text in, plain values out, and where each of them stands by line and column. Pure.

All findings of one text are given at once. Scalars stay as the author wrote them ("1.50" stays "1.50"), so that
decimals keep their digits and YAML 1.1's surprises (`no`, `12:30`) become findings instead of values. Aliases are
refused: no manuscript needs them, and nested ones grow without bound.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import NamedTuple

import yaml

from pipeline.errors import Finding
from pipeline.model import Place

# What XML 1.0 can't hold (section 2.2), and the controls that would reorder text behind its reader's back
# (overrides); tabs, line ends and the isolating marks of right-to-left text are fine.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ufffe\uffff\ud800-\udfff\ufffc]")

Loc = tuple[Hashable, ...]
_BOOL, _INT, _FLOAT, _NULL = (f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "null"))


class Where(NamedTuple):
    """Where the values of a text stand, and where their keys, by the keys and positions that lead to them."""

    values: dict[Loc, Place]
    keys: dict[Loc, Place]


def read_mapping(text: str, place: Place) -> tuple[dict[str, object] | None, tuple[Finding, ...], Where]:
    """Read a mapping of texts, booleans, None, lists and mappings. `place` is where the text begins.

    None where there is no mapping to be read. What else is found leaves one that can be held against what it should be.
    """
    reading = _Reading(place)
    value: object = None
    try:
        node = yaml.compose(text, _Loader)
        value = reading.plain(node, ()) if node is not None else {}
        if not isinstance(value, dict):
            reading.findings = [Finding.at(place, "yaml-not-a-mapping")]
    except yaml.MarkedYAMLError as error:
        reading.findings = [_syntax_finding(error, place)]
    except yaml.reader.ReaderError as error:
        reading.findings = [_control_finding(error, text, place)]
    except RecursionError:
        reading.findings = [Finding.at(place, "yaml-nested")]
    except (ValueError, OverflowError) as error:  # PyYAML converts numbers in escapes and directives as they are
        reading.findings = [Finding.at(place, "yaml-syntax", problem=str(error))]
    return value if isinstance(value, dict) else None, tuple(reading.findings), reading.where


class _Loader(yaml.SafeLoader):
    """Composes nodes; refuses aliases."""

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]  # the stub has no type
            raise yaml.composer.ComposerError(None, None, "alias", event.start_mark)
        return super().compose_node(parent, index)  # type: ignore[arg-type]  # the stub wants an int


def _syntax_finding(error: yaml.MarkedYAMLError, place: Place) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    code = "yaml-alias" if error.problem == "alias" else "yaml-syntax"
    at = Place(place.path, place.line + line, place.column + column)
    return Finding.at(at, code, problem=error.problem or error.context or "?")


def _control_finding(error: yaml.reader.ReaderError, text: str, place: Place) -> Finding:
    before = text[: error.position]
    at = Place(place.path, place.line + before.count("\n"), place.column + len(before) - (before.rfind("\n") + 1))
    return Finding.at(at, "control-character", text=f"U+{ord(text[error.position]):04X}")


class _Reading:
    """Turns composed nodes into plain values and remembers where each one stood."""

    def __init__(self, place: Place) -> None:
        self.findings: list[Finding] = []
        self.where = Where({(): place}, {(): place})
        self._place = place

    def plain(self, node: yaml.Node, loc: Loc) -> object:
        """What a node says."""
        if loc:
            self.where.values[loc] = self._at(node)
        match node:
            case yaml.MappingNode():
                return self._mapping(node, loc)
            case yaml.SequenceNode():
                return [self.plain(child, (*loc, n)) for n, child in enumerate(node.value)]
            case yaml.ScalarNode():
                return self._scalar(node)
        return None

    def _at(self, node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(self._place.path, self._place.line + mark.line, self._place.column + mark.column)

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
            self.where.keys[*loc, key] = self._at(key_node)
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
