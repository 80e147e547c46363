"""Builds the backends that a hub's profile names, and the couriers that hand dossiers over to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.problems import Problem
from config.schema import Profile
from kiosk.backup.contents import PUT_BACK
from kiosk.handover.backends import BadBackend, event_key, make_backend
from kiosk.hub.hub import Hub
from kiosk.hub.upstream import outcomes
from kiosk.hub.upstream.courier import Courier


def event_keys(profile: Profile) -> dict[str, bytes]:
    """Gives each backend with the key that signs what it tells back. Raises BadBackend, one line."""
    return {name: event_key(name, choice) for name, choice in profile.backends.items()}


def wrong_backends(profile: Profile, file: str) -> Iterator[Problem]:
    """Lists what is wrong with the profile's backends; nobody is asked."""
    if profile.backends and profile.role == "kiosk":
        yield Problem(f"{file}: backends", "a kiosk hands over to its hub alone")
    for name, choice in profile.backends.items():
        try:
            make_backend(name, choice)
            event_key(name, choice)
        except BadBackend as error:
            yield Problem(f"{file}: backends.{name}", str(error))


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
