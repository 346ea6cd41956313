"""The package's metadata, computed from what the book contains. Pure.

Implements EPUB Accessibility 1.1, discovery metadata and conformance reporting: nothing is claimed
that the book doesn't have, and conformance only as the publisher declares it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.locales import words
from pipeline.model import Manuscript
from pipeline.writers.epub.statement import Inventory


@dataclass(frozen=True, slots=True)
class Meta:
    """A `meta` of the package, or a `link` to `value`. `refines` is the id it speaks of, None for the book."""

    name: str
    value: str
    refines: str | None = None
    scheme: str | None = None
    id: str | None = None
    link: bool = False


@dataclass(frozen=True, slots=True)
class DublinCore:
    """A Dublin Core element, with an id where something refines it."""

    name: str
    value: str
    id: str | None = None


def dublin_core(manuscript: Manuscript) -> tuple[tuple[DublinCore, ...], tuple[Meta, ...]]:
    """What the book is, and the metas that refine it."""
    metadata = manuscript.metadata
    elements = [DublinCore("title", metadata.title, "title")]
    metas = [Meta("title-type", "main", "title")]
    if metadata.subtitle:
        elements.append(DublinCore("title", metadata.subtitle, "subtitle"))
        metas.append(Meta("title-type", "subtitle", "subtitle"))
    for number, name in enumerate(metadata.creator, 1):
        elements.append(DublinCore("creator", name, f"creator-{number}"))
        metas.append(Meta("role", "aut", f"creator-{number}", "marc:relators"))
    elements.append(DublinCore("date", metadata.date.isoformat()))
    given = (
        ("publisher", metadata.publisher),
        ("description", metadata.description),
        ("rights", metadata.rights),
        ("rights", metadata.licence),
    )
    elements += [DublinCore(name, value) for name, value in given if value]
    elements += [DublinCore("subject", subject) for subject in metadata.subjects]
    return tuple(elements), tuple(metas)


def accessibility(manuscript: Manuscript, has: Inventory) -> tuple[Meta, ...]:
    """Discovery metadata and, where declared, the conformance claim."""
    modes = ["textual", *(["visual"] if has.charts or has.images else []), *(["chartOnVisual"] if has.charts else [])]
    modes += ["auditory"] if has.narration else []
    metas = [Meta("schema:accessMode", mode) for mode in modes]
    metas.append(Meta("schema:accessModeSufficient", "textual"))
    if has.narration:
        metas.append(Meta("schema:accessModeSufficient", "auditory"))
    metas += [Meta("schema:accessibilityFeature", feature) for feature in _features(has)]
    metas.append(Meta("schema:accessibilityHazard", "unknown" if has.animated else "none"))
    metas.append(Meta("schema:accessibilitySummary", _summary(manuscript, has)))
    return (*metas, *_declared(manuscript))


def _features(has: Inventory) -> list[str]:
    """Values of the Schema.org accessibility vocabulary that hold for every book of ours, and those that depend."""
    features = [
        "alternativeText",  # The cover has one too.
        "ARIA",
        "displayTransformability",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
        "unlocked",
    ]
    # Claims that all complex content is described: images other than charts have alternatives only.
    if has.charts:
        features.append("longDescription")
    if has.narration:
        features.append("synchronizedAudioText")
    return sorted(features, key=str.lower)


def _summary(manuscript: Manuscript, has: Inventory) -> str:
    say = words(manuscript.metadata.language)
    parts = [say.summary]
    if has.charts:
        parts.append(say.summary_charts)
    if has.tables:
        parts.append(say.summary_tables)
    if has.narration:
        parts.append(say.summary_narration)
    return " ".join(parts)


def _declared(manuscript: Manuscript) -> list[Meta]:
    """The publisher's claim and who stands for it (EPUB Accessibility 1.1, conformance reporting)."""
    declared = manuscript.metadata.accessibility
    metas = []
    if declared.conforms_to:
        metas.append(Meta("dcterms:conformsTo", declared.conforms_to, id="conformance"))
    if declared.certified_by:
        metas.append(Meta("a11y:certifiedBy", declared.certified_by, "conformance", id="certifier"))
    if declared.certifier_credential:
        metas.append(Meta("a11y:certifierCredential", declared.certifier_credential, "certifier"))
    if declared.certifier_report:
        metas.append(Meta("a11y:certifierReport", declared.certifier_report, "conformance", link=True))
    return metas
