"""The words that the pipeline itself shows, as a type that each language fills. Pure.

Fields with braces are templates; their names say what goes in. A language is added by one module
like words_de.py and one line in TABLE.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Words(Struct, frozen=True):
    """What stands in an edition without having been written by the author."""

    language: str
    # Parts of the book
    cover: str
    cover_alt: str
    title_page: str
    contents: str
    list_of_figures: str
    list_of_tables: str
    landmarks: str
    start: str
    notes: str
    imprint: str
    statement: str
    # Beside the text
    voice: str
    source: str
    figure: str
    table: str
    note: str
    back_to_note_mark: str
    back_to_note_mark_again: str
    description_link: str
    description_title: str
    overview: str
    data: str
    appearance: str
    back_to_figure: str
    code: str
    # Transcripts
    narrator: str
    answer: str
    transcript: str
    transcript_intro: str
    listen: str
    listen_from: str
    # Imprint
    by: str
    publisher: str
    published: str
    identifier: str
    uuid_said: str
    licence: str
    rights: str
    months: tuple[str, ...]
    date_form: str
    # Accessibility statement
    statement_intro: str
    statement_reading: str
    statement_display: str
    statement_screen_reader: str
    statement_narration: str
    statement_screen_reader_images: str
    statement_navigation: str
    statement_contents: str
    statement_figures_list: str
    statement_tables_list: str
    statement_structure: str
    statement_order: str
    statement_languages: str
    statement_charts: str
    statement_charts_one: str
    statement_tables: str
    statement_tables_one: str
    statement_images: str
    statement_images_one: str
    statement_notes: str
    statement_notes_one: str
    statement_conformance: str
    statement_claim: str
    statement_certified: str
    statement_no_claim: str
    statement_credential: str
    statement_report: str
    statement_hazards: str
    statement_no_hazards: str
    statement_unknown_hazards: str
    statement_protection: str
    statement_unlocked: str
    statement_contact: str
    # accessibilitySummary
    summary: str
    summary_charts: str
    summary_tables: str
    summary_narration: str
    summary_audiobook: str
    synthetic_voice: str
    # Web edition
    skip_to_text: str
    skip_to_player: str
    previous_section: str
    next_section: str
    sections: str
    player: str
    player_of: str
    chapters: str
    chapter_back: str
    sentence_back: str
    sentence_forward: str
    chapter_forward: str
    speed: str
    decimal_mark: str
    settings: str
    skip_tables: str
    skip_charts: str
    skip_notes: str
    follow: str
    go_on: str
    use_keys: str
    keys: str
    key_play: str
    key_seek: str
    key_sentence: str
    key_chapter: str
    key_speed: str
    space_key: str
    tap: str
    go_on_at: str
    downloads: str
    download_epub: str
    download_readalong: str
    download_mp3: str
    download_transcript: str
    download_captions: str
    # Podcast and site
    subscribe: str
    feed: str
    feed_hint: str
    catalogue: str
    audiobook: str
    edition_readalong: str
    edition_audiobook: str
    spoken_synthetically: str
    as_text: str
    sources: str
    read_along_page: str
    artwork_alt: str

    def long_date(self, day: date) -> str:
        """A day as prose writes it."""
        return self.date_form.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def count(self, name: str, number: int) -> str:
        """The sentence `name`, in the singular for one."""
        single = f"{name}_one"
        return str(getattr(self, single if number == 1 else name)).format(number=number)
