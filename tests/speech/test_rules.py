"""What a rule says that it needs is needed: read off its pattern, as the standard library parses it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest

from pipeline.speech.normalize import RULES

parser: Any = vars(re)["_parser"]  # what re.compile itself uses; it has no types
TABLE = list(dict.fromkeys((rule.name, rule.compiled(), rule.needs) for rules in RULES.values() for rule in rules))


@pytest.mark.parametrize(("name", "pattern", "needs"), TABLE, ids=[name for name, _, _ in TABLE])
def test_a_rule_matches_only_where_there_is_what_it_needs(name: str, pattern: re.Pattern[str], needs: str) -> None:
    assert not needs or spares_none(pattern, needs), name


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [(r"(?<=a)/|x", "/"), (r"(?:[+-])?\d", "+-"), (r"(?!/)\d", "/"), (r"[^/]", "/"), (r"x/{0,3}", "/"), (r"\w", "0")],
)
def test_what_is_not_needed_is_found_out(pattern: str, needs: str) -> None:
    assert not spares_none(re.compile(pattern), needs)


def test_most_rules_need_something() -> None:
    assert [rule.name for rule in RULES["de"] if not rule.needs] == ["ornament", "blank"]


def spares_none(pattern: re.Pattern[str], needs: str) -> bool:
    """Whether every match has one of these signs in it or around it."""
    assert pattern.flags == re.UNICODE, "whoever heeds no case has other letters too"
    return asks_for(needs, parser.parse(pattern.pattern))


def asks_for(needs: str, tree: Iterable[tuple[object, Any]]) -> bool:
    return any(piece_asks_for(needs, str(operation), value) for operation, value in tree)


def piece_asks_for(needs: str, operation: str, value: Any) -> bool:  # noqa: ANN401  # as the parser has it
    match operation:
        case "LITERAL":
            return figure_or_sign(value) in needs
        case "IN":
            return all(choice_is_among(needs, str(kind), choice) for kind, choice in value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return value[0] > 0 and asks_for(needs, value[2])
        case "SUBPATTERN":
            return asks_for(needs, value[3])
        case "ASSERT":
            return asks_for(needs, value[1])
        case "BRANCH":
            return all(asks_for(needs, branch) for branch in value[1])
    return False


def choice_is_among(needs: str, kind: str, choice: Any) -> bool:  # noqa: ANN401  # as above
    match kind:
        case "LITERAL":
            return figure_or_sign(choice) in needs
        case "RANGE":
            return all(figure_or_sign(code) in needs for code in range(choice[0], choice[1] + 1))
        case "CATEGORY":
            return str(choice) == "CATEGORY_DIGIT" and "0" in needs
    return False


def figure_or_sign(code: int) -> str:
    return "0" if chr(code).isdecimal() else chr(code)
