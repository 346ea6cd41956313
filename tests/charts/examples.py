"""Small charts for tests."""

from __future__ import annotations

from decimal import Decimal

from pipeline.model import Chart, ChartKind, Series

Values = list[str | None]


def chart(
    kind: ChartKind, categories: list[str], *rows: Values, names: list[str] | None = None, language: str = "de",
    unit: str = "%",
) -> Chart:  # fmt: skip
    """A chart titled "Titel" from numbers as an author writes them; None is unknown."""
    series = tuple(
        Series(names[index] if names else None, tuple(None if v is None else Decimal(v) for v in row))
        for index, row in enumerate(rows)
    )
    return Chart(kind, "Titel", tuple(categories), series, language, unit, "Amt, 2024")


def yes_no(first: str, second: str, *, kind: ChartKind = "pie", language: str = "de") -> Chart:
    """Two values, for "Ja" and "Nein"."""
    return chart(kind, ["Ja", "Nein"], [first, second], language=language)
