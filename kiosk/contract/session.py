"""Defines an officer's session, and the hub's own health, on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from kiosk.contract.officer import Permission
from kiosk.contract.text import FromHub, Line, ToHub, Written


class Login(ToHub):
    """Carries an officer's name and code."""

    officer: Annotated[str, Written(40, 1)]
    code: Annotated[Line, Field(repr=False)]


class Session(FromHub):
    """Says whose session it is, what it permits, and when the code is asked for again. `counters`: those at
    which the officer works today (null: every one). `elsewhere`: since when the same account is signed in at
    another place as well.
    """

    officer: str
    name: str
    permissions: tuple[Permission, ...]
    counters: tuple[str, ...] | None
    expires_at: datetime
    elsewhere: datetime | None = None


class StoreHealth(FromHub):
    """Says where the hub keeps its data; `lag_s`: by how many seconds the slowest standby of the database's
    server is behind, null where there is none.
    """

    kind: Literal["sqlite", "postgresql"]
    version: str
    lag_s: float | None = None


class Health(FromHub):
    """Says that the hub works, down to its database; `schema_version` counts the database's migrations.

    `warnings` are ids of faults that somebody must see to, such as a clock that is behind.
    """

    status: Literal["ok", "warning"]
    schema_version: int
    store: StoreHealth
    time: datetime
    warnings: tuple[str, ...] = ()
