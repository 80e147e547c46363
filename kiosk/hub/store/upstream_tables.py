"""Describes the hub's tables of what is handed over to backends; `migrations/` makes them in a database."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from kiosk.hub.store.tables import metadata

delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("backend", Text, nullable=False),
    Column("dossier", Text, ForeignKey("dossier.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("dossier_state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("upstream", Text, nullable=False, server_default=text("''")),
    Column("person", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("backend", "device", "sequence"),
    CheckConstraint("kind IN ('dossier', 'state')"),
    CheckConstraint("state IN ('pending', 'sent', 'acknowledged', 'unknown', 'rejected')"),
    CheckConstraint("person IN (0, 1)"),
    sqlite_autoincrement=True,
)
Index("delivery_of_dossier", delivery.c.dossier)
_whole = text("kind = 'dossier'")
Index(
    "one_handover_a_backend",
    delivery.c.backend,
    delivery.c.dossier,
    unique=True,
    sqlite_where=_whole,
    postgresql_where=_whole,
)
_open = text("state <> 'acknowledged'")
Index("open_deliveries", delivery.c.backend, delivery.c.id, sqlite_where=_open, postgresql_where=_open)
outage = Table(
    "outage",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("backend", Text, nullable=False),
    Column("began_at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ended_at", Text),
    sqlite_autoincrement=True,
)
_not_ended = text("ended_at IS NULL")
Index("one_open_outage", outage.c.backend, unique=True, sqlite_where=_not_ended, postgresql_where=_not_ended)
upstream_event = Table(
    "upstream_event",
    metadata,
    Column("source", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("backend", Text, nullable=False),
    Column("dossier", Text, ForeignKey("dossier.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("happened_at", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("upstream_event_of_dossier", upstream_event.c.dossier, upstream_event.c.happened_at)
