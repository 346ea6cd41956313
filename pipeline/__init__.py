"""Vorlesen: one Markdown manuscript becomes an accessible e-book and its read-aloud editions."""

__version__ = "0.1.0"
