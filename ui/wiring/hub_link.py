"""Connects a kiosk to its hub, from the profile: the device token, the HTTP client."""

from __future__ import annotations

from config.load import BadSettings
from config.problems import N_, Problem
from config.reading import CannotRead, read_text
from config.schema import Profile
from kiosk.http import HttpClient


def device_token(profile: Profile) -> str:
    """Reads the kiosk's token at the hub. Raises BadSettings when its file can't be read."""
    path = profile.hub_link.token_file
    if path is None:
        raise BadSettings(
            Problem("hub_link: token_file", N_("name the file that holds the hub's device token"))
        )
    try:
        token = read_text(path).strip()
    except CannotRead as error:
        raise BadSettings(
            Problem(str(path), N_("the hub's device token can't be read; copy it from the hub"))
        ) from error
    if not token.isascii() or not token:
        raise BadSettings(Problem(str(path), N_("holds no device token; copy it from the hub")))
    return token


def hub_http(profile: Profile, token: str) -> HttpClient:
    """Makes the HTTP client of the profile's hub."""
    return HttpClient(profile.hub_link.url, token=token, timeout_s=profile.hub_link.timeout_s)
