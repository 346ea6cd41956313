"""The package's metadata, computed from what the book contains. Pure.

Implements EPUB Accessibility 1.1, discovery metadata and conformance reporting: nothing is claimed
that the book doesn't have, and conformance only as the publisher declares it.
"""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import Manuscript
from pipeline.writers.accessibility import Inventory, claims_of_text


class Meta(Struct, frozen=True):
    """A `meta` of the package, or a `link` to `value`. `refines` is the id it speaks of, None for the book."""

    name: str
    value: str
    refines: str | None = None
    scheme: str | None = None
    id: str | None = None
    link: bool = False


class DublinCore(Struct, frozen=True):
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
    claims = claims_of_text(manuscript, has)
    given = (
        ("accessMode", claims.modes),
        ("accessModeSufficient", tuple(",".join(modes) for modes in claims.sufficient)),
        ("accessibilityFeature", claims.features),
        ("accessibilityHazard", claims.hazards),
        ("accessibilitySummary", (claims.summary,)),
    )
    metas = (Meta(f"schema:{name}", value) for name, values in given for value in values)
    return (*metas, *_declared(manuscript))


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
