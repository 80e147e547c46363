"""Keeps with a notice who is on the way to who called."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the columns; to older notices nobody was on the way."""
    op.add_column("notice", sa.Column("coming_at", sa.Text))
    op.add_column("notice", sa.Column("coming_by", sa.Text))
