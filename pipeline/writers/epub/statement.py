"""The accessibility statement. Pure.

Its parts follow the order of the W3C's display guide for accessibility metadata 2.0.
"""

from __future__ import annotations

from pipeline.locales import Words
from pipeline.model import Accessibility, Manuscript
from pipeline.writers.accessibility import Inventory
from pipeline.writers.epub.leaf import Leaf, Part, given
from pipeline.writers.markup import quote


def statement_page(manuscript: Manuscript, has: Inventory, leaf: Leaf) -> None:
    """Write the statement's section."""
    say = leaf.write.words
    hazard = say.statement_unknown_hazards if has.animated else say.statement_no_hazards
    parts = [
        (say.statement_reading, _lines(leaf, _reading(has, say))),
        (say.statement_navigation, _lines(leaf, _navigation(has, say))),
        (say.statement_conformance, _conformance(manuscript.metadata.accessibility, leaf)),
        (say.statement_hazards, _lines(leaf, [hazard])),
        (say.statement_protection, _lines(leaf, [say.statement_unlocked])),
    ]
    if manuscript.contact:
        parts.append((say.statement_contact, [(leaf.prose(manuscript.contact),)]))
    leaf.raw('<section id="statement" aria-labelledby="statement-title">\n')
    leaf.line("h1", "statement-title", leaf.own(say.statement))
    leaf.line("p", "statement-intro", leaf.own(say.statement_intro))
    for number, (title, lines) in enumerate(parts, 1):
        leaf.line("h2", f"statement-{number}", leaf.own(title))
        with leaf.inside("list", "ul", f"statement-{number}-list"):
            for n, line in enumerate(lines, 1):
                leaf.line("li", f"statement-{number}-{n}", *line)
    leaf.raw("</section>\n")


def _lines(leaf: Leaf, lines: list[str]) -> list[tuple[Part, ...]]:
    return [(leaf.own(line),) for line in lines]


def _reading(has: Inventory, say: Words) -> list[str]:
    lines = [say.statement_display, say.statement_screen_reader]
    if has.narration:
        lines.append(say.statement_narration)
    if has.charts or has.images:
        lines.append(say.statement_screen_reader_images)
    for name, number in (("charts", has.charts), ("images", has.images), ("tables", has.tables)):
        if number:
            lines.append(say.count(f"statement_{name}", number))
    if has.foreign:
        lines.append(say.statement_languages)
    return lines


def _navigation(has: Inventory, say: Words) -> list[str]:
    lines = [say.statement_contents]
    if has.charts or has.image_figures:
        lines.append(say.statement_figures_list)
    if has.tables:
        lines.append(say.statement_tables_list)
    lines += [say.statement_structure, say.statement_order]
    if has.notes:
        lines.append(say.count("statement_notes", has.notes))
    return lines


def _conformance(declared: Accessibility, leaf: Leaf) -> list[tuple[Part, ...]]:
    say = leaf.write.words
    if declared.conforms_to is None:
        return _lines(leaf, [say.statement_no_claim])
    lines = _lines(leaf, [say.statement_claim.format(claim=declared.conforms_to)])
    if declared.certified_by:
        lines += _lines(leaf, [say.statement_certified.format(by=declared.certified_by)])
    if declared.certifier_credential:
        lines += _lines(leaf, [say.statement_credential.format(credential=declared.certifier_credential)])
    if declared.certifier_report:
        report = given(declared.certifier_report)
        link = Part(f'<a href="{quote(declared.certifier_report)}">{report.markup}</a>', report.inlines)
        lines.append((leaf.own(say.statement_report), link))
    return lines
