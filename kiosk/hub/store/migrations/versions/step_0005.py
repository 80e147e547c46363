"""Keeps with a dossier what its due day was computed by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the column; dossiers accepted before have nothing there."""
    op.add_column("dossier", sa.Column("due_basis", sa.Text))
