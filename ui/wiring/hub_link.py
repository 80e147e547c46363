"""Connects a kiosk to its hub: by its pairing, or, for trying out, by the token that all kiosks share."""

from __future__ import annotations

from pathlib import Path

from config.load import BadSettings, load_bundle, range_problems
from config.problems import N_, Problem, refuse_if
from config.reading import CannotRead, read_text
from config.schema import HubLink, Profile
from kiosk.clock import SystemClock
from kiosk.dossier.ids import uuid7
from kiosk.handover.pairing import FILE, Pairing, load_pairing
from kiosk.http import HttpClient
from kiosk.signing import ONLY_LOOKS, Signer
from kiosk.store.errors import StoreError

Credential = str | Signer
"""What a kiosk shows to its hub: the shared token, or what signs by its own key."""


def pairing_of(profile: Profile) -> Pairing | None:
    """Reads the kiosk's pairing, None where it has none. Raises BadSettings where it can't be used, or is of
    another centre.
    """
    try:
        found = load_pairing(profile.data_dir)
    except StoreError as error:
        raise BadSettings(str(error)) from error
    if found is not None and found.centre != profile.centre:
        what = N_("this kiosk is paired with centre {other}, and its profile says {centre}: pair it again")
        values = {"other": found.centre, "centre": profile.centre}
        raise BadSettings(Problem(str(profile.data_dir / FILE), what, values))
    return found


def as_paired(profile: Profile, pairing: Pairing | None) -> Profile:
    """Gives the profile with the name, range and hub that the kiosk was paired with. Raises BadSettings where
    the centre's own numbers no longer hold that range.
    """
    if pairing is None:
        return profile
    refuse_if(range_problems(pairing.numbers, load_bundle(profile).reserved, FILE))
    link = HubLink(url=pairing.hub, timeout_s=profile.hub_link.timeout_s)
    return profile.model_copy(
        update={"kiosk": pairing.kiosk, "offline_numbers": pairing.numbers, "hub_link": link}
    )


def credential(profile: Profile, pairing: Pairing | None, *, looks: bool = False) -> Credential:
    """Gives what the kiosk shows to its hub; `looks`: to read beside a kiosk that may be running.

    Raises BadSettings where it is neither paired nor has a token.
    """
    if pairing is not None:
        return pairing.signer(ONLY_LOOKS if looks else uuid7(), SystemClock().now)
    path = profile.hub_link.token_file
    if path is None:
        what = N_("this kiosk is not paired with a hub yet: ./run pair HUB CODE")
        raise BadSettings(Problem(str(profile.data_dir / FILE), what))
    return _token(path)


def _token(path: Path) -> str:
    try:
        token = read_text(path).strip()
    except CannotRead as error:
        raise BadSettings(
            Problem(str(path), N_("the hub's device token can't be read; copy it from the hub"))
        ) from error
    if not token.isascii() or not token:
        raise BadSettings(Problem(str(path), N_("holds no device token; copy it from the hub")))
    return token


def hub_http(profile: Profile, shown: Credential) -> HttpClient:
    """Makes the HTTP client of the profile's hub."""
    url, timeout_s = profile.hub_link.url, profile.hub_link.timeout_s
    if isinstance(shown, Signer):
        return HttpClient(url, signer=shown, timeout_s=timeout_s)
    return HttpClient(url, token=shown, timeout_s=timeout_s)
