"""Describes the tables of submissions by OpenRosa in SQLAlchemy Core, beside those of `tables.py`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table, Text

from kiosk.hub.store.tables import metadata, required

openrosa_instance = Table(
    "openrosa_instance",
    metadata,
    required("id", primary_key=True),
    required("xml_sha256"),
    required("at"),
    Column("dossier", Text, ForeignKey("dossier.id")),
    sqlite_with_rowid=False,
)
instance_file = Table(
    "instance_file",
    metadata,
    required("instance", ForeignKey("openrosa_instance.id"), primary_key=True),
    required("name", primary_key=True),
    required("sha256"),
    sqlite_with_rowid=False,
)
