"""A running hub, the kiosk that speaks to it, and two officers at their counters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kiosk.clock import VirtualClock
from tests.hub.scene import MORNING, kiosk_client, officer_client, public_client, serving
from tests.postgresql import empty_database
from tests.stores import SQLITE


@dataclass(frozen=True, slots=True)
class Centre:
    """The small centre at work, over real HTTP."""

    address: str
    folder: Path
    clock: VirtualClock
    kiosk: httpx.Client
    officer: httpx.Client
    second: httpx.Client
    public: httpx.Client


@pytest.fixture
def clock() -> VirtualClock:
    """Monday, 9 o'clock."""
    return VirtualClock(MORNING)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Where the hub keeps its data: a file of its own; with `tests.stores.on_both_stores` a database too."""
    if getattr(request, "param", SQLITE) == SQLITE:
        yield None
        return
    with empty_database() as url:
        yield url


@pytest.fixture
def centre(tmp_path: Path, clock: VirtualClock, database_url: str | None) -> Iterator[Centre]:
    """The hub is on."""
    with (
        serving(tmp_path, clock, database_url=database_url) as address,
        kiosk_client(address, tmp_path) as kiosk,
        officer_client(address, tmp_path, "1") as officer,
        officer_client(address, tmp_path, "2") as second,
        public_client(address) as public,
    ):
        yield Centre(address, tmp_path, clock, kiosk, officer, second, public)
