"""What a manuscript must not do to its readers. A Manuscript comes in, Findings go out. Pure.

The reader finds what can't be read; these rules find what can be read and would still fail somebody. Each
rule is a function in a module of its own kind and stands in RULES. All findings stop the build: what a good
author may want on purpose is not a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.checks.charts import check_charts
from pipeline.checks.headings import check_headings
from pipeline.checks.images import check_images
from pipeline.checks.links import check_links
from pipeline.checks.sections import check_sections
from pipeline.checks.tables import check_tables
from pipeline.errors import Finding
from pipeline.model import Manuscript

Rule = Callable[[Manuscript], Iterator[Finding]]

RULES: tuple[Rule, ...] = (check_sections, check_headings, check_tables, check_charts, check_images, check_links)


def check(manuscript: Manuscript) -> tuple[Finding, ...]:
    """The findings of all rules, each once, sorted by path, line and column; none for a book that may pass."""
    return tuple(sorted({finding for rule in RULES for finding in rule(manuscript)}))
