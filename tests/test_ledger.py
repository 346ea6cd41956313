"""What is kept of episodes comes back as it was, whatever it holds."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ledger import Entry, Ledger, read_ledger, written
from pipeline.plain import CONTROL
from pipeline.schema import is_visible

GUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
_TEXTS = st.text(max_size=30).map(lambda text: CONTROL.sub("", text).strip())
_NAMES = _TEXTS.filter(is_visible)
_MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(9998, 1, 1)).map(  # noqa: DTZ001  # the next line says UTC
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
_ENTRIES = st.builds(Entry, _NAMES, _NAMES, _MOMENTS, _TEXTS, st.booleans())


@given(st.lists(_ENTRIES, max_size=4, unique_by=(lambda each: each.section, lambda each: each.guid)))
def test_a_ledger_comes_back_as_it_was_written(entries: list[Entry]) -> None:
    ledger = Ledger(GUID, tuple(entries))
    assert read_ledger(written(ledger), "episodes.yaml") == (ledger, ())


def test_names_that_mean_something_in_yaml_stay_names() -> None:
    moment = datetime(2026, 1, 31, tzinfo=UTC)
    names = ("no", "null", "1", "2026-01-31", "*", "~", "a: b", "#", '"', "12:30")
    ledger = Ledger(GUID, tuple(Entry(name, f"guid-{name}", moment, name) for name in names))
    assert read_ledger(written(ledger), "episodes.yaml") == (ledger, ())


def test_a_guid_in_capitals_is_the_same(  # as other tools write it
) -> None:
    ledger, findings = read_ledger(f"guid: {GUID.upper()}\n", "episodes.yaml")
    assert (ledger.guid, findings) == (GUID, ())
