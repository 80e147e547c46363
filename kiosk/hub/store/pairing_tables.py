"""Describes the tables of the centre's kiosks in SQLAlchemy Core, beside those of `tables.py`."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from kiosk.hub.store.tables import metadata, required

pairing_code = Table(
    "pairing_code",
    metadata,
    Column("digest", Text, primary_key=True),
    required("kiosk"),
    Column("first_number", Integer, nullable=False),
    Column("last_number", Integer, nullable=False),
    required("officer"),
    required("expires_at"),
    Column("used_at", Text),
)
pairing = Table(
    "pairing",
    metadata,
    Column("id", Text, primary_key=True),
    required("kiosk"),
    Column("first_number", Integer, nullable=False),
    Column("last_number", Integer, nullable=False),
    required("public_key"),
    required("officer"),
    required("paired_at"),
    required("expires_at"),
    Column("ended_at", Text),
    Column("ended_as", Text),
)
Index(
    "one_kiosk_of_a_name",
    pairing.c.kiosk,
    unique=True,
    sqlite_where=pairing.c.ended_at.is_(None),
    postgresql_where=pairing.c.ended_at.is_(None),
)
