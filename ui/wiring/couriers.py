"""Runs the couriers that hand a hub's dossiers over to the backends of its profile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.schema import Profile
from kiosk.backup.contents import PUT_BACK
from kiosk.handover.backends import make_backend
from kiosk.hub.hub import Hub
from kiosk.hub.upstream import outcomes
from kiosk.hub.upstream.courier import Courier


@contextmanager
def handing_over(hub: Hub, profile: Profile) -> Iterator[None]:
    """Hands dossiers over while the block runs. Raises BadBackend, one line."""
    couriers = [
        Courier(
            hub,
            name,
            make_backend(name, choice),
            settle_s=choice.settle_s,
            longest_wait_s=choice.longest_wait_s,
        )
        for name, choice in profile.backends.items()
    ]
    _look_after_restore(hub, profile.data_dir / PUT_BACK)
    for courier in couriers:
        courier.start()
    try:
        yield
    finally:
        for courier in couriers:
            courier.close()


def _look_after_restore(hub: Hub, mark: Path) -> None:
    """Has everything that waits asked after where the data are a backup that was put back; once."""
    if mark.exists():
        hub.store.submit(outcomes.doubt_what_waits).result()
        mark.unlink()
