"""Makes the tables of the hub: log, queue, dossiers, sessions, notices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    _logs()
    _keyed()
    _queue()
    _dossiers()
    op.create_table(
        "notice",
        sa.Column("id", sa.Text, primary_key=True),
        _text("kind"),
        _text("detail"),
        _text("kiosk"),
        _text("at"),
        sa.Column("done_at", sa.Text),
        sa.Column("done_by", sa.Text),
    )


def _logs() -> None:
    op.create_table(
        "event",
        _counted("seq"),
        _text("at"),
        _text("type"),
        sa.Column("public", sa.Text),
        _text("staff"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit",
        _counted("seq"),
        _text("at"),
        _text("role"),
        _text("actor"),
        _text("action"),
        _text("subject"),
        _text("detail", server_default=sa.text("''")),
        sqlite_autoincrement=True,
    )


def _keyed() -> None:
    op.create_table(
        "answered",
        _text("scope", primary_key=True),
        _text("key", primary_key=True),
        _text("fingerprint"),
        sa.Column("status", sa.Integer, nullable=False),
        _text("answer"),
        _text("at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "session",
        _text("token_sha256", primary_key=True),
        _text("officer"),
        _text("expires_at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "numbering",
        _text("kind", primary_key=True),
        _text("day", primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def _queue() -> None:
    op.create_table(
        "ticket",
        _counted("arrival"),
        _text("id", unique=True),
        _text("number"),
        _text("day"),
        _text("field"),
        sa.Column("procedure", sa.Text),
        _text("lang"),
        _text("kiosk"),
        _text("token", unique=True),
        _text("origin"),
        _text("issued_at"),
        _text("state"),
        sa.Column("shown_how", sa.Text),
        sa.Column("counter", sa.Text),
        sa.Column("called_at", sa.Text),
        sa.Column("calls", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.UniqueConstraint("day", "number"),
        sa.CheckConstraint("origin IN ('hub', 'kiosk')"),
        sqlite_autoincrement=True,
    )
    op.create_index("ticket_of_day", "ticket", ["day", "state"])
    at_counter = sa.text("state IN ('called', 'serving')")
    op.create_index(
        "one_ticket_a_counter",
        "ticket",
        ["day", "counter"],
        unique=True,
        sqlite_where=at_counter,
        postgresql_where=at_counter,
    )
    op.create_table(
        "period",
        _counted("id"),
        _text("ticket", sa.ForeignKey("ticket.id")),
        _text("field"),
        _text("state"),
        _text("started_at"),
        sa.Column("ended_at", sa.Text),
        sa.Column("counter", sa.Text),
        sa.Column("officer", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("period_of_ticket", "period", ["ticket"])
    still_open = sa.text("ended_at IS NULL")
    op.create_index(
        "one_open_period",
        "period",
        ["ticket"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_index("served_of_field", "period", ["field", "state", "id"])


def _dossiers() -> None:
    op.create_table(
        "dossier",
        _counted("arrival"),
        _text("id", unique=True),
        _text("reference"),
        _text("token", unique=True),
        _text("procedure"),
        sa.Column("ticket", sa.Text),
        sa.Column("body", sa.LargeBinary, nullable=False),
        _text("received_at"),
        _text("state"),
        _text("since"),
        sa.Column("code", sa.Text, unique=True),
        sa.Column("accepted_at", sa.Text),
        sa.Column("due", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("dossier_of_ticket", "dossier", ["ticket"])
    op.create_index("dossier_by_reference", "dossier", ["reference"])
    op.create_table(
        "dossier_file",
        _text("dossier", sa.ForeignKey("dossier.id"), primary_key=True),
        _text("sha256", primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decision",
        _counted("id"),
        _text("dossier", sa.ForeignKey("dossier.id")),
        _text("kind"),
        _text("officer"),
        _text("reason"),
        _text("papers"),
        _text("at"),
        sa.CheckConstraint("kind IN ('accept', 'supplement', 'refuse')"),
        sqlite_autoincrement=True,
    )
    op.create_index("decision_of_dossier", "decision", ["dossier"])


def _text(name: str, *more: sa.ForeignKey, **options: object) -> sa.Column[str]:
    return sa.Column(name, sa.Text, *more, nullable=False, **options)  # type: ignore[arg-type]


def _counted(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=True)
