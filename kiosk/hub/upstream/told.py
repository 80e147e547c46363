"""Takes what a backend tells of a dossier: signed CloudEvents, each counted once.

The signature is that of Standard Webhooks: `webhook-id`, `webhook-timestamp` (seconds) and the body, joined
by dots, HMAC-SHA-256 in Base64 after `v1,`; several may stand in the header, a space between them, while a
key is changed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from kiosk.contract.event import UpstreamTold
from kiosk.contract.upstream import EventTaken, StateEvent
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.deliveries import ToldState
from kiosk.hub.store.transaction import Transaction

TOLERATED_S = 300
"""How far the moment of a signature may be from the hub's clock."""
VERSION = "v1"
LONGEST_TIMESTAMP = 12


def signature(key: bytes, message_id: str, seconds: int, body: bytes) -> str:
    """Signs an event, as a backend does."""
    content = f"{message_id}.{seconds}.".encode() + body
    return f"{VERSION},{base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()}"


@dataclass(frozen=True, slots=True)
class Signed:
    """Holds the three headers of a signed event."""

    message_id: str
    timestamp: str
    signatures: str


def check(key: bytes, headers: Signed, body: bytes, now: datetime) -> None:
    """Checks the signature; 401 `signature_wrong` where it is not of that key, body and time."""
    timestamp = headers.timestamp
    if not key or not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > LONGEST_TIMESTAMP:
        raise ProblemError("signature_wrong")
    seconds = int(timestamp)
    good = signature(key, headers.message_id, seconds, body).encode()
    matches = any(hmac.compare_digest(good, one.encode()) for one in headers.signatures.split())
    if not matches or abs(seconds - now.timestamp()) > TOLERATED_S:
        raise ProblemError("signature_wrong")


def take(tx: Transaction, backend: str, event: StateEvent) -> EventTaken:
    """Keeps what the event tells. 404 `unknown_dossier`: nothing of it was handed over to this backend. The
    same event again, or an older one that comes late, changes nothing of what is shown.
    """
    if all(row.backend != backend for row in tx.deliveries.of_dossier(event.subject)):
        raise ProblemError("unknown_dossier")
    told = ToldState(backend, event.data.state, event.time)
    added = tx.upstream_events.add(event.source, event.id, event.subject, told, tx.now)
    if added:
        tx.events.add(
            "handover.told", UpstreamTold(dossier=event.subject, backend=backend, state=event.data.state)
        )
        tx.audit.add("backend", backend, f"upstream.{event.data.state}", event.subject)
    return EventTaken(id=event.id, known=not added)
