"""Marks with a dossier the card that its requester showed, so that the same card finds it again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Adds the column and its index; dossiers of before are found by their slips alone."""
    op.add_column("dossier", sa.Column("card_mark", sa.Text))
    op.create_index("dossier_by_card", "dossier", ["card_mark"])
