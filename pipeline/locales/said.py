"""The words that the pipeline itself says aloud, as a type that each language fills. Pure.

They stand around what the author wrote: every object is announced, counted and ended, so that a listener
knows where it is and what is skipped. Written as they are spoken, numbers excepted.
"""

from __future__ import annotations

from msgspec import Struct


class Said(Struct, frozen=True):
    """Cues in one language."""

    language: str
    voice: str
    source: str
    quote: str
    quote_end: str
    list_start: str
    list_start_one: str
    list_end: str
    inner_list_start: str
    inner_list_start_one: str
    inner_list_end: str
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
    row_of: str
    rows: str
    rows_one: str
    columns: str
    columns_one: str
    empty: str
    table_end: str
    picture: str
    picture_end: str
    check: str
    cross: str
    sign: str
    figure: str
    figure_end: str
    code: str
    code_end: str
    notes: str
    notes_one: str
    notes_end: str
    more: str
    note: str
    untitled: str
    hashtags: str
    hashtags_one: str

    def count(self, name: str, number: int) -> str:
        """The sentence `name`, in the singular for one."""
        return str(getattr(self, f"{name}_one" if number == 1 else name)).format(number=number)


DE = Said(
    language="de",
    voice="Es spricht:",
    source="Quelle:",
    quote="Zitat.",
    quote_end="Ende des Zitats.",
    list_start="Liste mit {number} Einträgen.",
    list_start_one="Liste mit einem Eintrag.",
    list_end="Ende der Liste.",
    inner_list_start="Unterliste mit {number} Einträgen.",
    inner_list_start_one="Unterliste mit einem Eintrag.",
    inner_list_end="Ende der Unterliste.",
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
    table="Tabelle {number}",
    table_shape="{rows}, {columns}",
    row="Zeile {n}.",
    row_of="Zeile {n} von {of}.",
    rows="{number} Zeilen",
    rows_one="Eine Zeile",
    columns="{number} Spalten",
    columns_one="eine Spalte",
    empty="keine Angabe",
    table_end="Ende der Tabelle.",
    picture="Bild:",
    picture_end="Ende des Bildes.",
    check="Häkchen",
    cross="Kreuz",
    sign="ein Zeichen",
    figure="Abbildung {number}:",
    figure_end="Ende der Abbildung.",
    code="Programmtext.",
    code_end="Ende des Programmtexts.",
    notes="{number} Anmerkungen zu diesem Abschnitt.",
    notes_one="Eine Anmerkung zu diesem Abschnitt.",
    notes_end="Ende der Anmerkungen.",
    more="{title} (Fortsetzung)",
    note="Anmerkung {number}",
    untitled="Abschnitt ohne Titel.",
    hashtags="{number} Schlagwörter, nicht vorgelesen.",
    hashtags_one="Ein Schlagwort, nicht vorgelesen.",
)

EN = Said(
    language="en",
    voice="Voice:",
    source="Source:",
    quote="Quote.",
    quote_end="End of quote.",
    list_start="List of {number} items.",
    list_start_one="List of one item.",
    list_end="End of list.",
    inner_list_start="Inner list of {number} items.",
    inner_list_start_one="Inner list of one item.",
    inner_list_end="End of inner list.",
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
    table="Table {number}",
    table_shape="{rows}, {columns}",
    row="Row {n}.",
    row_of="Row {n} of {of}.",
    rows="{number} rows",
    rows_one="One row",
    columns="{number} columns",
    columns_one="one column",
    empty="not given",
    table_end="End of table.",
    picture="Image:",
    picture_end="End of image.",
    check="check mark",
    cross="cross",
    sign="a sign",
    figure="Figure {number}:",
    figure_end="End of figure.",
    code="Code.",
    code_end="End of code.",
    notes="{number} notes on this section.",
    notes_one="One note on this section.",
    notes_end="End of notes.",
    more="{title} (continued)",
    note="Note {number}",
    untitled="Section without a title.",
    hashtags="{number} tags, not read aloud.",
    hashtags_one="One tag, not read aloud.",
)
