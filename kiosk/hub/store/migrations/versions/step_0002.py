"""Makes the table of receipts that are printed on A4."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "receipt_sheet",
        sa.Column("dossier", sa.Text, sa.ForeignKey("dossier.id"), primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'sending', 'printed', 'kept', 'in_doubt', 'failed')"),
    )
