"""Runs the migrations for Alembic, on the connection that `kiosk.hub.store.migrate` passes on."""

from __future__ import annotations

from alembic import context

from kiosk.hub.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
