"""Gives a decision the remark that only officers read; what was written before was for the citizen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("decision", sa.Column("remark", sa.Text, nullable=False, server_default=sa.text("''")))
