"""Pairs this kiosk with its hub, and keeps what came of it: name, range, key."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from config.reading import CannotRead, read_text
from kiosk.contract.pairing import MadePairing, WantedPairing
from kiosk.http import Answer, HttpClient
from kiosk.ports.device import Fault
from kiosk.signing import Signer, new_key, public_key_of
from kiosk.store.errors import StoreError, as_store_error
from kiosk.store.folders import sync_folder
from kiosk.store.keys import KEY_BYTES, write_secret

FILE = "pairing.json"
NO_HUB = frozenset({"not_found", "method_not_allowed"})
"""Refusals of a wrong address."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Holds what a kiosk is at its hub. `id` names its key there; the private key stays on this machine."""

    hub: str
    id: str
    centre: str
    kiosk: str
    numbers: tuple[int, int]
    key: bytes = field(repr=False)

    def signer(self, instance: str, now: Callable[[], datetime]) -> Signer:
        """Gives what signs the requests of one run of the program."""
        return Signer(self.key, f"{self.centre}/{self.id}", instance, now)


class _Kept(BaseModel):
    """Describes the file: a Pairing with its key in hexadecimal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hub: str
    id: str
    centre: str
    kiosk: str
    numbers: tuple[int, int]
    key: str


def load_pairing(folder: Path) -> Pairing | None:
    """Reads the pairing of the kiosk whose data lies in `folder`; None: it is not paired.

    Raises StoreError, one line, where the file can't be used.
    """
    path = folder / FILE
    if not os.path.lexists(path):
        return None
    try:
        kept = _Kept.model_validate_json(read_text(path))
        key = bytes.fromhex(kept.key)
    except CannotRead as error:
        raise StoreError(f"{path}: {error}") from error
    except (ValidationError, ValueError) as error:
        raise StoreError(f"{path}: not a pairing; pair this kiosk again") from error
    if len(key) != KEY_BYTES:
        raise StoreError(f"{path}: not a pairing; pair this kiosk again")
    return Pairing(kept.hub, kept.id, kept.centre, kept.kiosk, kept.numbers, key)


def keep_pairing(folder: Path, pairing: Pairing) -> None:
    """Keeps a pairing in place of the one before, readable by its owner alone, durable on return. Raises
    StoreError.
    """
    path, part = folder / FILE, folder / f"{FILE}.part"
    kept = _Kept(
        hub=pairing.hub,
        id=pairing.id,
        centre=pairing.centre,
        kiosk=pairing.kiosk,
        numbers=pairing.numbers,
        key=pairing.key.hex(),
    )
    with as_store_error(path):
        part.unlink(missing_ok=True)
        write_secret(part, kept.model_dump_json().encode())
        part.replace(path)
        sync_folder(folder)


def ask_pairing(http: HttpClient, hub: str, centre: str, code: str) -> Pairing | Fault:
    """Sends the code and a new public key to the hub.

    `hub_unreachable`; `hub_not_ours`; `pairing_refused` with the id of the refusal.
    """
    key = new_key()
    wanted = WantedPairing(code=code, centre=centre, public_key=public_key_of(key).hex())
    answer = http.post("/v1/pairings", json.dumps(wanted.model_dump()).encode())
    if isinstance(answer, Fault):
        return answer
    if answer.problem and answer.problem not in NO_HUB:
        return Fault("pairing_refused", answer.problem)
    return _paired(answer, hub, key)


def _paired(answer: Answer, hub: str, key: bytes) -> Pairing | Fault:
    if answer.status != 201 or not answer.ours:
        return Fault("hub_not_ours", f"status {answer.status}")
    try:
        made = MadePairing.model_validate(answer.body)
    except ValidationError:
        return Fault("hub_not_ours", "the answer is of another form")
    return Pairing(hub, made.id, made.centre, made.kiosk, made.numbers, key)
