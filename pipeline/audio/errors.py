"""What goes wrong in this package. Pure."""

from __future__ import annotations

from pipeline.errors import PipelineError


class AudioError(PipelineError):
    """Sound can't be made as asked. Says what can't be made and what to do next."""
