"""A running hub, the kiosk that speaks to it, and two officers at their counters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kiosk.clock import VirtualClock
from kiosk.hub.hub import Hub
from kiosk.hub.service import running
from tests.apps import app_of
from tests.clients import client
from tests.hub.documented import DOCUMENTED
from tests.hub.scene import MORNING, kiosk_client, officer_client, open_scene, public_client, serving
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


@dataclass(frozen=True, slots=True)
class Office:
    """A hub behind HTTP, whose store a test may look into, and as many browsers as people want."""

    hub: Hub
    address: str
    folder: Path
    clock: VirtualClock

    @contextmanager
    def browser(self) -> Iterator[httpx.Client]:
        """HTTP as a browser speaks it before anybody has signed in."""
        with client(self.address, headers={"X-Motcua": "1"}, event_hooks=DOCUMENTED) as opened:
            yield opened

    def audit(self, action: str) -> list[tuple[str, str, str]]:
        """Who did this to what, and its detail, oldest first."""
        found = self.hub.store.read(lambda reading: reading.audit.listed())
        return [(one.actor, one.subject, one.detail) for one in found if one.action == action]


@pytest.fixture
def office(tmp_path: Path, clock: VirtualClock) -> Iterator[Office]:
    """The hub is on, nobody has signed in."""
    hub = open_scene(tmp_path, clock)
    try:
        with app_of(hub) as app, running(app) as address:
            yield Office(hub, address, tmp_path, clock)
    finally:
        hub.close()


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
        officer_client(address, "1") as officer,
        officer_client(address, "2") as second,
        public_client(address) as public,
    ):
        yield Centre(address, tmp_path, clock, kiosk, officer, second, public)
