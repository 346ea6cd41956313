"""Validators of finished e-books, as functions that return typed reports."""
