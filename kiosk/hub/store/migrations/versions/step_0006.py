"""Keeps with a number why it is called first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the column; numbers given before have no reason."""
    op.add_column("ticket", sa.Column("priority", sa.Text))
