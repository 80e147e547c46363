"""Says what becomes of a delivery: by the backend's answer, or by a person who has looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kiosk.clock import ICT
from kiosk.contract.event import HandoverMoved
from kiosk.contract.upstream import DeliveryAct, DeliveryState
from kiosk.hub import notices
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.deliveries import DeliveryRecord
from kiosk.hub.store.records import Notice
from kiosk.hub.store.transaction import Transaction
from kiosk.ports.backend import (
    Absent,
    Acknowledged,
    AskResult,
    Disputed,
    SendResult,
    Turned,
    Unreached,
    Unsure,
)

MOST_REASON = 200
PUT_BACK = "put_back"
ACTS: Mapping[tuple[DeliveryState, bool], tuple[DeliveryAct, ...]] = {
    ("unknown", True): ("confirm", "absent", "again"),
    ("unknown", False): ("confirm",),
    ("rejected", False): ("confirm", "again"),
}
"""What a person may do about a delivery, by its state and whether it needs a person. While an unknown one is
asked after by itself, nobody may have it sent again; `again` asks first."""
_BECOMES: Mapping[DeliveryAct, DeliveryState] = {
    "confirm": "acknowledged",
    "absent": "pending",
    "again": "unknown",
}


def settled(tx: Transaction, row: DeliveryRecord, result: SendResult | AskResult) -> DeliveryRecord:
    """Puts the delivery into the state that follows from the backend's answer."""
    match result:
        case Acknowledged(reference):
            after = _moved(tx, row, "acknowledged", upstream=reference)
        case Absent():
            after = _moved(tx, row, "pending", reason=row.reason)
        case Unreached(reason):
            after = _moved(tx, row, "pending", reason=reason)
        case Unsure(reason):
            after = _moved(tx, row, "unknown", reason=reason)
        case Disputed(reason):
            after = replace(_moved(tx, row, "unknown", reason=reason), person=True)
        case Turned(reason):
            after = _moved(tx, row, "rejected", reason=reason)
    tx.deliveries.change(after)
    if after.state != row.state or after.person != row.person:
        _tell(tx, after)
    if after.state == "rejected" or after.person:
        _call(tx, after)
    return after


def resolve(
    tx: Transaction, delivery_id: int, act: DeliveryAct, officer: str, upstream: str
) -> DeliveryRecord:
    """Does what a person decided. 404 `unknown_delivery`; 409 `wrong_delivery_state`; 422 `reason_missing`:
    to confirm, it needs what the backend calls the dossier.
    """
    row = get_or_404(tx, delivery_id)
    if act not in ACTS.get((row.state, row.person), ()):
        raise ProblemError("wrong_delivery_state", f"the delivery is {row.state}")
    if act == "confirm" and not upstream:
        raise ProblemError("reason_missing", "say what the backend calls the dossier")
    after = replace(
        _moved(tx, row, _BECOMES[act], reason="", upstream=upstream or row.upstream), person=False
    )
    tx.deliveries.change(after)
    _tell(tx, after)
    tx.audit.add(
        "staff", officer, f"handover.{act}", row.dossier, f"{row.backend} {row.id} {upstream}".strip()
    )
    return after


def doubt_what_waits(tx: Transaction) -> int:
    """Notes of every delivery that waits that it may have been sent, so that it is asked after first: the
    database is a copy that was put back, and behind what it has sent. Gives how many there are.
    """
    backends = {backend for backend, _ in tx.deliveries.counts()}
    waiting = [row for name in backends for row in tx.deliveries.open(name) if row.state == "pending"]
    for row in waiting:
        tx.deliveries.change(_moved(tx, row, "unknown", reason=PUT_BACK))
    if waiting:
        tx.audit.add("hub", "hub", "handover.doubted", "", str(len(waiting)))
    return len(waiting)


def get_or_404(tx: Transaction, delivery_id: int) -> DeliveryRecord:
    """Finds the delivery of that number; 404 `unknown_delivery`."""
    row = tx.deliveries.by_id(delivery_id)
    if row is None:
        raise ProblemError("unknown_delivery")
    return row


def _moved(
    tx: Transaction, row: DeliveryRecord, state: DeliveryState, reason: str = "", upstream: str = ""
) -> DeliveryRecord:
    since = row.since if state == row.state else tx.now
    return replace(
        row, state=state, since=since, reason=reason[:MOST_REASON], upstream=upstream or row.upstream
    )


def _tell(tx: Transaction, row: DeliveryRecord) -> None:
    told = HandoverMoved(dossier=row.dossier, backend=row.backend, delivery=row.id, state=row.state)
    tx.events.add("handover.moved", told)


def _call(tx: Transaction, row: DeliveryRecord) -> None:
    """Puts a notice up, one a day and backend: hundreds may be refused for one reason."""
    kind = "handover_rejected" if row.state == "rejected" else "handover_unknown"
    day = tx.now.astimezone(ICT).date()
    name = f"{kind.replace('_', '-')}-{row.backend.replace('_', '-')}-{day}"
    notices.add(tx, Notice(name, kind, row.backend, notices.HUB, tx.now))
