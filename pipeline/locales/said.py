"""The words that the pipeline itself says aloud, as a type that each language fills. Pure.

They stand around what the author wrote: every object is announced, counted and ended, so that a listener
knows where it is and what is skipped. Written as they are spoken, numbers excepted.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """Cues in one language."""

    language: str
    voice: str
    source: str
    quote: str
    quote_end: str
    list_start: str
    list_start_one: str
    list_end: str
    item: str
    item_name: str
    faq_start: str
    faq_start_one: str
    faq_end: str
    question: str
    answer: str
    terms_start: str
    terms_start_one: str
    terms_end: str
    term: str
    table: str
    table_shape: str
    row: str
    rows: str
    rows_one: str
    columns: str
    columns_one: str
    cell: str
    empty: str
    table_end: str
    picture: str
    figure: str
    figure_end: str
    code: str
    code_end: str
    notes: str
    note: str
    hashtags: str
    hashtags_one: str

    def count(self, name: str, number: int) -> str:
        """The sentence `name`, in the singular for one."""
        return str(getattr(self, f"{name}_one" if number == 1 else name)).format(number=number)


DE = Said(
    language="de",
    voice="Es spricht: {voice}.",
    source="Quelle: {source}",
    quote="Zitat.",
    quote_end="Ende des Zitats.",
    list_start="Liste mit {number} Einträgen.",
    list_start_one="Liste mit einem Eintrag.",
    list_end="Ende der Liste.",
    item="{name} {n} von {of}.",
    item_name="Punkt",
    faq_start="{number} Fragen mit Antworten.",
    faq_start_one="Eine Frage mit Antwort.",
    faq_end="Ende der Fragen.",
    question="Frage {n} von {of}.",
    answer="Antwort.",
    terms_start="{number} Begriffe mit Erklärung.",
    terms_start_one="Ein Begriff mit Erklärung.",
    terms_end="Ende der Begriffe.",
    term="Begriff {n} von {of}.",
    table="Tabelle {number}:",
    table_shape="{rows}, {columns}: {names}.",
    row="Zeile {n} von {of}.",
    rows="{number} Zeilen",
    rows_one="Eine Zeile",
    columns="{number} Spalten",
    columns_one="eine Spalte",
    cell="{head}:",
    empty="keine Angabe",
    table_end="Ende der Tabelle.",
    picture="Bild:",
    figure="Abbildung {number}:",
    figure_end="Ende der Abbildung.",
    code="Programmtext.",
    code_end="Ende des Programmtexts.",
    notes="Anmerkungen zu diesem Abschnitt.",
    note="Anmerkung {number}.",
    hashtags="{number} Schlagwörter.",
    hashtags_one="Ein Schlagwort.",
)

EN = Said(
    language="en",
    voice="Voice: {voice}.",
    source="Source: {source}",
    quote="Quote.",
    quote_end="End of quote.",
    list_start="List of {number} items.",
    list_start_one="List of one item.",
    list_end="End of list.",
    item="{name} {n} of {of}.",
    item_name="Item",
    faq_start="{number} questions and answers.",
    faq_start_one="One question and its answer.",
    faq_end="End of questions.",
    question="Question {n} of {of}.",
    answer="Answer.",
    terms_start="{number} terms and what they mean.",
    terms_start_one="One term and what it means.",
    terms_end="End of terms.",
    term="Term {n} of {of}.",
    table="Table {number}:",
    table_shape="{rows}, {columns}: {names}.",
    row="Row {n} of {of}.",
    rows="{number} rows",
    rows_one="One row",
    columns="{number} columns",
    columns_one="one column",
    cell="{head}:",
    empty="not given",
    table_end="End of table.",
    picture="Image:",
    figure="Figure {number}:",
    figure_end="End of figure.",
    code="Code.",
    code_end="End of code.",
    notes="Notes on this section.",
    note="Note {number}.",
    hashtags="{number} tags.",
    hashtags_one="One tag.",
)
