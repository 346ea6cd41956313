"""What may stand in a text of YAML: values made of it, and everything that is wrong with it at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import pytest

from pipeline.model import Place
from pipeline.schema import After, Before, Many, Record, Words, WrongValueError, read_yaml


def _even(value: Decimal) -> Decimal:
    if value % 2:
        raise WrongValueError("odd", least="0")
    return value


class Inner(Record, frozen=True):
    name: Words
    size: Annotated[Decimal, After(_even)] = Decimal(0)


class Outer(Record, frozen=True):
    text: str
    day: date | None = None
    is_on: bool = False
    kind: Literal["one", "two"] = "one"
    many: Many = ()
    kinds: Annotated[tuple[Literal["one", "two"], ...], Before(lambda value: [value])] = ()
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    either: dict[str, Words | Inner | tuple[Decimal | None, ...]] = {}  # noqa: RUF012  # made anew for each


def read(text: str) -> Outer:
    value, findings, _ = read_yaml(text, Place("x.yaml"), Outer)
    assert findings == ()
    assert value is not None
    return value


def wrong(text: str) -> list[str]:
    """The findings, as line, column, code and details."""
    value, findings, _ = read_yaml(text, Place("x.yaml"), Outer)
    assert value is None
    return [
        " ".join((f"{each.line}:{each.column}", each.code, *(f"{name}={text}" for name, text in each.details)))
        for each in sorted(findings)
    ]


def test_each_type_is_made_of_its_text() -> None:
    text = """\
text: "  with blanks around \\t"
day: 2026-01-31
is_on: true
kind: two
many: one text
kinds: two
inner: {name: 5, size: "4.0"}
inners: [{name: a}, {name: b, size: 2}]
either: {a: " b ", c: {name: d}, e: [1.50, ~]}
"""
    assert read(text) == Outer(
        text="with blanks around",
        day=date(2026, 1, 31),
        is_on=True,
        kind="two",
        many=("one text",),
        kinds=("two",),
        inner=Inner(name="5", size=Decimal(4)),
        inners=(Inner(name="a"), Inner(name="b", size=Decimal(2))),
        either={"a": "b", "c": Inner(name="d"), "e": (Decimal("1.50"), None)},
    )
    assert str(read("{text: x, either: {e: [1.50]}}").either["e"]) == "(Decimal('1.50'),)"


def test_what_may_be_missing_may_be_empty() -> None:
    assert read("text: x\nday:\ninner: ~\n") == read("text: x\n") == Outer(text="x")


def test_all_is_found_at_once() -> None:
    text = """\
day: tomorrow
is_on: 2
kind: tow
many: {a: b}
kinds: three
inner: {size: 3, nmae: x}
inners: [{name: ""}, 5, {name: x, size: 1}]
either: {a: "", c: {name: ~}, e: [x, {}]}
more: x
"""
    assert wrong(text) == [
        "1:1 missing-key key=text",
        "1:6 wanted-date key=day text=tomorrow",
        "2:8 wanted-boolean key=is_on text=2",
        "3:7 unknown-value text=tow near=two known=one, two key=kind",
        "4:7 wanted-list key=many text=…",
        "5:8 unknown-value text=three near= known=one, two key=kinds",
        "6:8 missing-key key=name",
        "6:15 odd key=inner.size text=3 least=0",
        "6:18 unknown-key text=nmae near=name known=name, size",
        "7:17 empty-value key=inners.name text=",
        "7:22 wanted-mapping key=inners text=5",
        "7:41 odd key=inners.size text=1 least=0",
        "8:13 empty-value key=either.a text=",
        "8:27 wanted-text key=either.c.name text=",
        "8:35 wanted-number key=either.e text=x",
        "8:38 wanted-number key=either.e text=…",
        "9:1 unknown-key text=more near= known=text, day, is_on, kind, many, kinds, inner, inners, either",
    ]


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-inf", "x", "true", "[]", "0x10", "'1,5'", '""'])
def test_a_number_is_one_that_can_be_reckoned_with(number: str) -> None:
    (finding,) = wrong(f"{{text: x, inner: {{name: y, size: {number}}}}}")
    assert finding.startswith("1:34 wanted-number key=inner.size")


@pytest.mark.parametrize("day", ["0", '"2026-01-31T00:00:00"', "20260131", "2026-1-31", "2026-02-30", "[]", "true"])
def test_a_date_is_a_year_a_month_and_a_day(day: str) -> None:
    (finding,) = wrong(f"text: x\nday: {day}\n")
    assert finding.startswith("2:6 wanted-date key=day")


@pytest.mark.parametrize("value", ['"yes"', '"no"', '"off"', "2", "x", "[]", "~", '""'])
def test_only_true_and_false_are_yes_and_no(value: str) -> None:
    (finding,) = wrong(f"text: x\nis_on: {value}\n")
    assert finding.startswith("2:8 wanted-boolean key=is_on")


def test_what_is_wrong_as_yaml_is_found_once_and_the_rest_too() -> None:
    assert wrong("text: x\nis_on: no\nkind: 12:30\nday: x\nday: y\n") == [
        "2:8 yaml-boolean text=no",
        "3:7 yaml-clock text=12:30",
        "5:1 yaml-duplicate-key key=day",
        "5:6 wanted-date key=day text=y",
    ]
