"""Notes the steps of a dossier after its hand-in: result ready, handed out, fee, the portal's code."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Adds the table: at most one step of a kind holds, and a portal's code is that of one dossier."""
    op.create_table(
        "dossier_step",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("dossier", sa.Text, sa.ForeignKey("dossier.id"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("officer", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("amount", sa.Integer),
        sa.Column("ended_at", sa.Text),
        sa.Column("ended_by", sa.Text),
        sa.CheckConstraint("amount > 0"),
        sqlite_autoincrement=True,
    )
    _one("one_step_of_a_kind", ["dossier", "kind"], "ended_at IS NULL")
    _one("one_use_of_a_portal_code", ["detail"], "kind = 'portal_code' AND ended_at IS NULL")
    op.create_index("step_of_dossier", "dossier_step", ["dossier"])
    op.create_index("step_of_kind", "dossier_step", ["kind", "at"])


def _one(name: str, columns: list[str], where: str) -> None:
    op.create_index(
        name,
        "dossier_step",
        columns,
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
