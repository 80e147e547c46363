"""Where Alembic begins: it runs the migrations on the connection that `kiosk.hub.store.migrate` hands it."""

from __future__ import annotations

from alembic import context

from kiosk.hub.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
