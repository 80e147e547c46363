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


def _required(name: str, *more: Any, **options: Any) -> Column[Any]:
    return Column(name, Text, *more, nullable=False, **options)


def _counted(name: str) -> Column[Any]:
    return Column(name, Integer, primary_key=True, autoincrement=True)


event = Table(
    "event",
    metadata,
    _counted("seq"),
    _required("at"),
    _required("type"),
    Column("public", Text),
    _required("staff"),
    sqlite_autoincrement=True,
)
audit = Table(
    "audit",
    metadata,
    _counted("seq"),
    _required("at"),
    _required("role"),
    _required("actor"),
    _required("action"),
    _required("subject"),
    _required("detail", server_default=text("''")),
    sqlite_autoincrement=True,
)
answered = Table(
    "answered",
    metadata,
    _required("scope", primary_key=True),
    _required("key", primary_key=True),
    _required("fingerprint"),
    Column("status", Integer, nullable=False),
    _required("answer"),
    _required("at"),
    sqlite_with_rowid=False,
)
session = Table(
    "session",
    metadata,
    _required("token_sha256", primary_key=True),
    _required("officer"),
    _required("expires_at"),
    _required("opened_at", server_default=text("''")),
    sqlite_with_rowid=False,
)
Index("session_of_officer", session.c.officer)
officer = Table(
    "officer",
    metadata,
    _required("login", primary_key=True),
    _required("name"),
    Column("code_hash", Text),
    Column("closed", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("closed IN (0, 1)"),
    sqlite_with_rowid=False,
)
officer_permission = Table(
    "officer_permission",
    metadata,
    _required("officer", ForeignKey("officer.login"), primary_key=True),
    _required("permission", primary_key=True),
    sqlite_with_rowid=False,
)
officer_skill = Table(
    "officer_skill",
    metadata,
    _required("officer", ForeignKey("officer.login"), primary_key=True),
    _required("skill", primary_key=True),
    sqlite_with_rowid=False,
)
assignment = Table(
    "assignment",
    metadata,
    _counted("id"),
    _required("officer", ForeignKey("officer.login")),
    _required("centre"),
    _required("first_day"),
    Column("last_day", Text),
    Column("counter", Text),
    CheckConstraint("last_day >= first_day"),
    sqlite_autoincrement=True,
)
Index("assignment_of_officer", assignment.c.officer)
numbering = Table(
    "numbering",
    metadata,
    _required("kind", primary_key=True),
    _required("day", primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_with_rowid=False,
)
workday = Table(
    "workday",
    metadata,
    _required("day", primary_key=True),
    _required("last_at"),
    sqlite_with_rowid=False,
)
ticket = Table(
    "ticket",
    metadata,
    _counted("arrival"),
    _required("id", unique=True),
    _required("number"),
    _required("day"),
    _required("field"),
    Column("procedure", Text),
    _required("lang"),
    _required("kiosk"),
    _required("token", unique=True),
    _required("origin"),
    _required("issued_at"),
    _required("state"),
    Column("shown_how", Text),
    Column("counter", Text),
    Column("called_at", Text),
    Column("calls", Integer, nullable=False, server_default=text("0")),
    Column("priority", Text),
    _required("queued_at", server_default=text("''")),
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
    _required("ticket", ForeignKey("ticket.id")),
    _required("field"),
    _required("state"),
    _required("started_at"),
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
    _required("ticket", ForeignKey("ticket.id")),
    _required("at"),
    _required("act"),
    Column("counter", Text),
    _required("actor"),
    _required("reason"),
    _required("before"),
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
    _required("field"),
    _required("at"),
    Column("place", Integer, nullable=False),
    Column("procedure", Text),
    _required("lang"),
    _required("code", unique=True),
    _required("token", unique=True),
    _required("state"),
    _required("booked_at"),
    _required("booked_by"),
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
    _required("ticket", ForeignKey("ticket.id")),
    _required("field"),
    Column("procedure", Text),
    _required("at"),
    Column("taken_up_at", Text),
    sqlite_autoincrement=True,
)
Index("service_request_of_ticket", service_request.c.ticket)
holder = Table(
    "holder",
    metadata,
    _required("day", primary_key=True),
    _required("field", primary_key=True),
    _required("mark", primary_key=True),
    _required("ticket", ForeignKey("ticket.id")),
    sqlite_with_rowid=False,
)
limit_lift = Table(
    "limit_lift",
    metadata,
    _required("day", primary_key=True),
    _required("field", primary_key=True),
    Column("lifted", Integer, nullable=False),
    _required("officer"),
    _required("at"),
    sqlite_with_rowid=False,
)
turned_away = Table(
    "turned_away",
    metadata,
    _counted("id"),
    _required("day"),
    _required("field"),
    _required("kiosk"),
    _required("at"),
    Column("ahead", Integer, nullable=False),
    sqlite_autoincrement=True,
)
Index("turned_away_of_day", turned_away.c.day)
counter_period = Table(
    "counter_period",
    metadata,
    _counted("id"),
    _required("day"),
    _required("counter"),
    _required("state"),
    _required("officer"),
    _required("reason"),
    _required("started_at"),
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
    _required("id", unique=True),
    _required("reference"),
    _required("token", unique=True),
    _required("procedure"),
    Column("ticket", Text),
    Column("body", LargeBinary, nullable=False),
    _required("received_at"),
    _required("state"),
    _required("since"),
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
    _required("dossier", ForeignKey("dossier.id"), primary_key=True),
    _required("sha256", primary_key=True),
    sqlite_with_rowid=False,
)
decision = Table(
    "decision",
    metadata,
    _counted("id"),
    _required("dossier", ForeignKey("dossier.id")),
    _required("kind"),
    _required("officer"),
    _required("reason"),
    _required("remark", server_default=text("''")),
    _required("papers"),
    _required("at"),
    CheckConstraint("kind IN ('accept', 'supplement', 'refuse')"),
    sqlite_autoincrement=True,
)
Index("decision_of_dossier", decision.c.dossier)
dossier_step = Table(
    "dossier_step",
    metadata,
    _counted("id"),
    _required("dossier", ForeignKey("dossier.id")),
    _required("kind"),
    _required("officer"),
    _required("at"),
    _required("detail"),
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
    _required("kind"),
    _required("detail"),
    _required("kiosk"),
    _required("at"),
    Column("done_at", Text),
    Column("done_by", Text),
    Column("coming_at", Text),
    Column("coming_by", Text),
)
rating = Table(
    "rating",
    metadata,
    Column("id", Text, primary_key=True),
    _required("day"),
    _required("at"),
    _required("kiosk"),
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
    _required("state"),
    _required("at"),
    CheckConstraint("state IN ('waiting', 'sending', 'printed', 'kept', 'in_doubt', 'failed')"),
)
pairing_code = Table(
    "pairing_code",
    metadata,
    Column("digest", Text, primary_key=True),
    _required("kiosk"),
    Column("first_number", Integer, nullable=False),
    Column("last_number", Integer, nullable=False),
    _required("officer"),
    _required("expires_at"),
    Column("used_at", Text),
)
pairing = Table(
    "pairing",
    metadata,
    Column("id", Text, primary_key=True),
    _required("kiosk"),
    Column("first_number", Integer, nullable=False),
    Column("last_number", Integer, nullable=False),
    _required("public_key"),
    _required("officer"),
    _required("paired_at"),
    _required("expires_at"),
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
