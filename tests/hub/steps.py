"""The migrations that the hub's store has."""

from __future__ import annotations

from kiosk.hub.store.migrate import MIGRATIONS

NEWEST = max(int(path.stem.removeprefix("step_")) for path in (MIGRATIONS / "versions").glob("step_*.py"))
