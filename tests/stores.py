"""Lets tests run once on each store of the hub, by the fixture `database_url`."""

from __future__ import annotations

import pytest

SQLITE, POSTGRESQL = "sqlite", "postgresql"
on_both_stores = pytest.mark.parametrize("database_url", [SQLITE, POSTGRESQL], indirect=True)
