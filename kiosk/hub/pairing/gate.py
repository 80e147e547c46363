"""Lets the centre's kiosks in by their signed requests, and tells the staff of those that it does not."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from functools import partial
from typing import Any

from fastapi import Request

from kiosk.contract.pairing import PairingState
from kiosk.hub.pairing import rules
from kiosk.hub.pairing.admission import Arrival
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import PairingRecord
from kiosk.hub.store.transaction import Transaction
from kiosk.signing import IDEMPOTENCY_KEY, INSTANCE, Sent, Signature, read_signature

_SHA256 = re.compile("[0-9a-f]{64}")
UNTOLD = frozenset({"clock_differs"})
"""A kiosk puts this right by itself."""


async def admit(request: Request) -> PairingRecord | None:
    """Lets a signed request in and gives whose it is; None for one that is not signed.

    Raises ProblemError 401 with the reason, which the staff are told once as well.
    """
    signature = read_signature(request.headers)
    if signature is None:
        return None
    hub = request.app.state.hub
    arrival = Arrival(_sent(request), signature, await _body_sha256(request))
    pairing_id = signature.keyid.rpartition("/")[2]
    known: PairingRecord | None = await hub.read(lambda reading: reading.pairings.by_id(pairing_id))
    refused = hub.admission.judge(known, arrival)
    if refused is not None:
        if refused not in UNTOLD:
            await hub.write(partial(_note, known=known, signature=signature, refused=refused))
        raise ProblemError(refused, now=hub.clock.now().isoformat())
    if known is not None and known.expires_at - hub.clock.now() < rules.LASTS - rules.RENEWED_AFTER:
        await hub.write(partial(rules.renew, record=known))
    return known


def _note(tx: Transaction, known: PairingRecord | None, signature: Signature, refused: str) -> None:
    if known is None:
        rules.note_refused(tx, signature.keyid, f"{tx.now:%Y%m%d}", refused)
        return
    if refused == "kiosk_cloned":
        rules.end(tx, known, PairingState.CLONED, "hub", "hub")
    rules.note_refused(tx, known.kiosk, known.id, refused)


def _sent(request: Request) -> Sent:
    scope: Any = request.scope
    query = scope["query_string"].decode("ascii", "replace")
    path = scope["raw_path"].decode("ascii", "replace")
    headers = request.headers
    return Sent(
        request.method,
        f"{path}?{query}" if query else path,
        headers.get("Content-Digest", ""),
        headers.get(INSTANCE, ""),
        headers.get(IDEMPOTENCY_KEY, ""),
    )


def _of_checksum(header: str) -> bytes:
    """Gives the digest in a checksum; what is no SHA-256 fits no signature."""
    name, _, value = header.partition(" ")
    try:
        return b64decode(value, validate=True) if name == "sha256" else b""
    except ValueError:
        return b""


async def _body_sha256(request: Request) -> bytes:
    """Gives the digest of what is sent. A page's stands in its path, that of a piece of one in its checksum
    (tus): it is signed with them, and held against the content by the route, which keeps none in memory.
    """
    if request.method == "PATCH":
        return _of_checksum(request.headers.get("Upload-Checksum", ""))
    named = request.path_params.get("sha256", "")
    if _SHA256.fullmatch(named):
        return bytes.fromhex(named)
    return hashlib.sha256(await request.body()).digest()
