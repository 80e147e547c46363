"""Builds the backends that a hub's profile names."""

from __future__ import annotations

from collections.abc import Iterator

from config.problems import Problem
from config.schema import Profile
from kiosk.handover.backends import BadBackend, event_key, make_backend


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
