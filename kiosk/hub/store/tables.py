"""Describes the hub's tables in SQLAlchemy Core; `migrations/` makes them in a database.

Moments are texts as `kiosk.store.moments.stamp` writes them, days are `YYYY-MM-DD`: both compare in order.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()


def required(name: str, *more: Any, **options: Any) -> Column[Any]:
    """Makes a column of texts that is never empty."""
    return Column(name, Text, *more, nullable=False, **options)


def _counted(name: str) -> Column[Any]:
    return Column(name, Integer, primary_key=True, autoincrement=True)


event = Table(
    "event",
    metadata,
    _counted("seq"),
    required("at"),
    required("type"),
    Column("public", Text),
    required("staff"),
    sqlite_autoincrement=True,
)
audit = Table(
    "audit",
    metadata,
    _counted("seq"),
    required("at"),
    required("role"),
    required("actor"),
    required("action"),
    required("subject"),
    required("detail", server_default=text("''")),
    sqlite_autoincrement=True,
)
answered = Table(
    "answered",
    metadata,
    required("scope", primary_key=True),
    required("key", primary_key=True),
    required("fingerprint"),
    Column("status", Integer, nullable=False),
    required("answer"),
    required("at"),
    sqlite_with_rowid=False,
)
session = Table(
    "session",
    metadata,
    required("token_sha256", primary_key=True),
    required("officer"),
    required("expires_at"),
    required("opened_at", server_default=text("''")),
    sqlite_with_rowid=False,
)
Index("session_of_officer", session.c.officer)
officer = Table(
    "officer",
    metadata,
    required("login", primary_key=True),
    required("name"),
    Column("code_hash", Text),
    Column("closed", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("closed IN (0, 1)"),
    sqlite_with_rowid=False,
)
officer_permission = Table(
    "officer_permission",
    metadata,
    required("officer", ForeignKey("officer.login"), primary_key=True),
    required("permission", primary_key=True),
    sqlite_with_rowid=False,
)
officer_skill = Table(
    "officer_skill",
    metadata,
    required("officer", ForeignKey("officer.login"), primary_key=True),
    required("skill", primary_key=True),
    sqlite_with_rowid=False,
)
assignment = Table(
    "assignment",
    metadata,
    _counted("id"),
    required("officer", ForeignKey("officer.login")),
    required("centre"),
    required("first_day"),
    Column("last_day", Text),
    Column("counter", Text),
    CheckConstraint("last_day >= first_day"),
    sqlite_autoincrement=True,
)
Index("assignment_of_officer", assignment.c.officer)
numbering = Table(
    "numbering",
    metadata,
    required("kind", primary_key=True),
    required("day", primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_with_rowid=False,
)
workday = Table(
    "workday",
    metadata,
    required("day", primary_key=True),
    required("last_at"),
    sqlite_with_rowid=False,
)
ticket = Table(
    "ticket",
    metadata,
    _counted("arrival"),
    required("id", unique=True),
    required("number"),
    required("day"),
    required("field"),
    Column("procedure", Text),
    required("lang"),
    required("kiosk"),
    required("token", unique=True),
    required("origin"),
    required("issued_at"),
    required("state"),
    Column("shown_how", Text),
    Column("counter", Text),
    Column("called_at", Text),
    Column("calls", Integer, nullable=False, server_default=text("0")),
    Column("priority", Text),
    required("queued_at", server_default=text("''")),
    Column("misses", Integer, nullable=False, server_default=text("0")),
    Column("not_before", Text),
    Column("handed_to", Text),
    Column("back_to", Text),
    Column("appointment", Text),
    Column("visit", Text),
    UniqueConstraint("day", "number"),
    CheckConstraint("origin IN ('hub', 'kiosk')"),
    sqlite_autoincrement=True,
)
Index("ticket_of_day", ticket.c.day, ticket.c.state)
_at_counter = text("state IN ('called', 'on_the_way', 'serving')")
Index(
    "one_ticket_a_counter",
    ticket.c.day,
    ticket.c.counter,
    unique=True,
    sqlite_where=_at_counter,
    postgresql_where=_at_counter,
)
_called = text("called_at IS NOT NULL")
Index("called_of_day", ticket.c.day, ticket.c.called_at, sqlite_where=_called, postgresql_where=_called)
Index("ticket_of_visit", ticket.c.visit)
period = Table(
    "period",
    metadata,
    _counted("id"),
    required("ticket", ForeignKey("ticket.id")),
    required("field"),
    required("state"),
    required("started_at"),
    Column("ended_at", Text),
    Column("counter", Text),
    Column("officer", Text),
    sqlite_autoincrement=True,
)
Index("period_of_ticket", period.c.ticket)
_not_ended = text("ended_at IS NULL")
Index("one_open_period", period.c.ticket, unique=True, sqlite_where=_not_ended, postgresql_where=_not_ended)
Index("served_of_field", period.c.field, period.c.state, period.c.id)
move = Table(
    "move",
    metadata,
    _counted("id"),
    required("ticket", ForeignKey("ticket.id")),
    required("at"),
    required("act"),
    Column("counter", Text),
    required("actor"),
    required("reason"),
    required("before"),
    sqlite_autoincrement=True,
)
Index("move_of_ticket", move.c.ticket)
Index("move_of_counter", move.c.counter, move.c.id)
told_wait = Table(
    "told_wait",
    metadata,
    Column("arrival", Integer, primary_key=True, autoincrement=False),
    Column("minutes", Float, nullable=False),
    Column("scale", Float, nullable=False),
    Column("least", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("waited", Float),
)
_known = text("waited IS NOT NULL")
Index("known_waits", told_wait.c.arrival, sqlite_where=_known, postgresql_where=_known)
appointment = Table(
    "appointment",
    metadata,
    Column("id", Text, primary_key=True),
    required("field"),
    required("at"),
    Column("place", Integer, nullable=False),
    Column("procedure", Text),
    required("lang"),
    required("code", unique=True),
    required("token", unique=True),
    required("state"),
    required("booked_at"),
    required("booked_by"),
    Column("ticket", Text, ForeignKey("ticket.id")),
    CheckConstraint("state IN ('booked', 'in_time', 'late', 'cancelled')"),
)
Index("appointment_at", appointment.c.at)
_takes_place = text("state <> 'cancelled'")
Index(
    "one_appointment_a_place",
    appointment.c.field,
    appointment.c.at,
    appointment.c.place,
    unique=True,
    sqlite_where=_takes_place,
    postgresql_where=_takes_place,
)
service_request = Table(
    "service_request",
    metadata,
    _counted("id"),
    required("ticket", ForeignKey("ticket.id")),
    required("field"),
    Column("procedure", Text),
    required("at"),
    Column("taken_up_at", Text),
    sqlite_autoincrement=True,
)
Index("service_request_of_ticket", service_request.c.ticket)
holder = Table(
    "holder",
    metadata,
    required("day", primary_key=True),
    required("field", primary_key=True),
    required("mark", primary_key=True),
    required("ticket", ForeignKey("ticket.id")),
    sqlite_with_rowid=False,
)
limit_lift = Table(
    "limit_lift",
    metadata,
    required("day", primary_key=True),
    required("field", primary_key=True),
    Column("lifted", Integer, nullable=False),
    required("officer"),
    required("at"),
    sqlite_with_rowid=False,
)
turned_away = Table(
    "turned_away",
    metadata,
    _counted("id"),
    required("day"),
    required("field"),
    required("kiosk"),
    required("at"),
    Column("ahead", Integer, nullable=False),
    sqlite_autoincrement=True,
)
Index("turned_away_of_day", turned_away.c.day)
counter_period = Table(
    "counter_period",
    metadata,
    _counted("id"),
    required("day"),
    required("counter"),
    required("state"),
    required("officer"),
    required("reason"),
    required("started_at"),
    Column("ended_at", Text),
    CheckConstraint("state IN ('open', 'paused', 'closed')"),
    sqlite_autoincrement=True,
)
Index(
    "one_state_a_counter",
    counter_period.c.counter,
    unique=True,
    sqlite_where=_not_ended,
    postgresql_where=_not_ended,
)
dossier = Table(
    "dossier",
    metadata,
    _counted("arrival"),
    required("id", unique=True),
    required("reference"),
    required("token", unique=True),
    required("procedure"),
    Column("ticket", Text),
    Column("body", LargeBinary, nullable=False),
    required("received_at"),
    required("state"),
    required("since"),
    Column("code", Text, unique=True),
    Column("accepted_at", Text),
    Column("due", Text),
    Column("due_basis", Text),
    Column("card_mark", Text),
    sqlite_autoincrement=True,
)
Index("dossier_of_ticket", dossier.c.ticket)
Index("dossier_by_reference", dossier.c.reference)
Index("dossier_by_card", dossier.c.card_mark)
dossier_file = Table(
    "dossier_file",
    metadata,
    required("dossier", ForeignKey("dossier.id"), primary_key=True),
    required("sha256", primary_key=True),
    sqlite_with_rowid=False,
)
decision = Table(
    "decision",
    metadata,
    _counted("id"),
    required("dossier", ForeignKey("dossier.id")),
    required("kind"),
    required("officer"),
    required("reason"),
    required("remark", server_default=text("''")),
    required("papers"),
    required("at"),
    CheckConstraint("kind IN ('accept', 'supplement', 'refuse')"),
    sqlite_autoincrement=True,
)
Index("decision_of_dossier", decision.c.dossier)
dossier_step = Table(
    "dossier_step",
    metadata,
    _counted("id"),
    required("dossier", ForeignKey("dossier.id")),
    required("kind"),
    required("officer"),
    required("at"),
    required("detail"),
    Column("amount", Integer),
    Column("ended_at", Text),
    Column("ended_by", Text),
    CheckConstraint("amount > 0"),
    sqlite_autoincrement=True,
)
Index(
    "one_step_of_a_kind",
    dossier_step.c.dossier,
    dossier_step.c.kind,
    unique=True,
    sqlite_where=_not_ended,
    postgresql_where=_not_ended,
)
_code_in_force = text("kind = 'portal_code' AND ended_at IS NULL")
Index(
    "one_use_of_a_portal_code",
    dossier_step.c.detail,
    unique=True,
    sqlite_where=_code_in_force,
    postgresql_where=_code_in_force,
)
Index("step_of_dossier", dossier_step.c.dossier)
Index("step_of_kind", dossier_step.c.kind, dossier_step.c.at)
notice = Table(
    "notice",
    metadata,
    Column("id", Text, primary_key=True),
    required("kind"),
    required("detail"),
    required("kiosk"),
    required("at"),
    Column("done_at", Text),
    Column("done_by", Text),
    Column("coming_at", Text),
    Column("coming_by", Text),
)
rating = Table(
    "rating",
    metadata,
    Column("id", Text, primary_key=True),
    required("day"),
    required("at"),
    required("kiosk"),
    Column("stars", Integer),
    Column("reason", Text),
    Column("procedure", Text),
    CheckConstraint("stars BETWEEN 1 AND 5"),
)
Index("rating_of_day", rating.c.day)
receipt_sheet = Table(
    "receipt_sheet",
    metadata,
    Column("dossier", Text, ForeignKey("dossier.id"), primary_key=True),
    required("state"),
    required("at"),
    CheckConstraint("state IN ('waiting', 'sending', 'printed', 'kept', 'in_doubt', 'failed')"),
)
