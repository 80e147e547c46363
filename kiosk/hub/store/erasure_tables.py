"""Describes the tables of erasures in SQLAlchemy Core, beside those of `tables.py`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table, Text

from kiosk.hub.store.tables import metadata, required

erasure = Table(
    "erasure",
    metadata,
    Column("dossier", Text, ForeignKey("dossier.id"), primary_key=True, nullable=False),
    required("at"),
    required("officer"),
    required("basis"),
    sqlite_with_rowid=False,
)
erased_page = Table(
    "erased_page",
    metadata,
    required("sha256", primary_key=True),
    sqlite_with_rowid=False,
)
