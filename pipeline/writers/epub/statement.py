"""The accessibility statement and what it is computed from. Pure.

Both the page and the package's metadata (metadata.py) speak from one Inventory, so that they can't
disagree. Its parts follow the order of the W3C's display guide for accessibility metadata 2.0.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Accessibility, Foreign, ImageFigure, Manuscript, Picture
from pipeline.traversal import figures, inlines, passages, tables
from pipeline.writers.markup import escape, generated, quote
from pipeline.writers.xhtml import Xhtml


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a manuscript contains. `images` counts the described ones, charts and cover not among them."""

    charts: int
    image_figures: int
    images: int
    tables: int
    notes: int
    foreign: bool
    animated: bool


def take_inventory(manuscript: Manuscript) -> Inventory:
    """Count what bears on accessibility."""
    all_figures = [figure for _, figure in figures(manuscript.chapters)]
    images = [figure for figure in all_figures if isinstance(figure, ImageFigure)]
    shown = [inline for passage in passages(manuscript) for inline, _ in inlines(passage)]
    pictures = [inline for inline in shown if isinstance(inline, Picture)]
    described = [picture for picture in (*pictures, *(figure.picture for figure in images)) if not picture.decorative]
    languages = {chapter.language for chapter in manuscript.chapters} - {None, manuscript.metadata.language}
    return Inventory(
        charts=len(all_figures) - len(images),
        image_figures=sum(1 for figure in images if figure.number is not None),
        images=len(described),
        tables=sum(1 for _ in tables(manuscript.chapters)),
        notes=sum(len(chapter.notes) for chapter in manuscript.chapters),
        foreign=bool(languages) or any(isinstance(inline, Foreign) for inline in shown),
        animated=any(asset.animated for asset in manuscript.assets),
    )


def statement_body(manuscript: Manuscript, has: Inventory, write: Xhtml) -> str:
    """The statement's section."""
    say = write.words
    hazard = say.statement_unknown_hazards if has.animated else say.statement_no_hazards
    parts = [
        (say.statement_reading, _reading(has, write)),
        (say.statement_navigation, _navigation(has, write)),
        (say.statement_conformance, _conformance(manuscript.metadata.accessibility, write)),
        (say.statement_hazards, [_line(hazard, write)]),
        (say.statement_protection, [_line(say.statement_unlocked, write)]),
    ]
    if manuscript.contact:
        parts.append((say.statement_contact, [write.prose(manuscript.contact)]))
    heading = generated(say.statement, say, write.language, tag="h1", attributes=' id="statement-title"')
    sections = "".join(
        generated(title, say, write.language, tag="h2", attributes=f' id="statement-{number}"')
        + "\n<ul>\n"
        + "".join(f"<li>{line}</li>\n" for line in lines)
        + "</ul>\n"
        for number, (title, lines) in enumerate(parts, 1)
    )
    intro = _line(say.statement_intro, write)
    return (
        f'<section id="statement" aria-labelledby="statement-title">\n{heading}\n<p>{intro}</p>\n{sections}</section>\n'
    )


def _line(text: str, write: Xhtml) -> str:
    return generated(text, write.words, write.language)


def _reading(has: Inventory, write: Xhtml) -> list[str]:
    say = write.words
    lines = [say.statement_display, say.statement_screen_reader]
    if has.charts or has.images:
        lines.append(say.statement_screen_reader_images)
    for name, number in (("charts", has.charts), ("images", has.images), ("tables", has.tables)):
        if number:
            lines.append(say.count(f"statement_{name}", number))
    if has.foreign:
        lines.append(say.statement_languages)
    return [_line(line, write) for line in lines]


def _navigation(has: Inventory, write: Xhtml) -> list[str]:
    say = write.words
    lines = [say.statement_contents]
    if has.charts or has.image_figures:
        lines.append(say.statement_figures_list)
    if has.tables:
        lines.append(say.statement_tables_list)
    lines += [say.statement_structure, say.statement_order]
    if has.notes:
        lines.append(say.count("statement_notes", has.notes))
    return [_line(line, write) for line in lines]


def _conformance(declared: Accessibility, write: Xhtml) -> list[str]:
    say = write.words
    if declared.conforms_to is None:
        return [_line(say.statement_no_claim, write)]
    lines = [_line(say.statement_claim.format(claim=declared.conforms_to), write)]
    if declared.certified_by:
        lines.append(_line(say.statement_certified.format(by=declared.certified_by), write))
    if declared.certifier_credential:
        lines.append(_line(say.statement_credential.format(credential=declared.certifier_credential), write))
    if declared.certifier_report:
        report = escape(declared.certifier_report)
        link = f'<a href="{quote(declared.certifier_report)}">{report}</a>'
        lines.append(f"{write.label(say.statement_report)}{link}")
    return lines
