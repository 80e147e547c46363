"""Orders what is to be handed over, within the transaction that makes it true."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.contract.dossier import DossierState
from kiosk.dossier.ids import uuid7
from kiosk.dossier.model import Dossier
from kiosk.hub.store.deliveries import DeliveryRecord
from kiosk.hub.store.transaction import Transaction
from kiosk.ports.backend import ConsignmentKind


def order(tx: Transaction, backends: Iterable[str], dossier: Dossier, state: DossierState) -> None:
    """Orders that the dossier be handed over to each of the backends."""
    for backend in backends:
        tx.deliveries.add(_new(tx, dossier.id, state, backend, device=dossier.kiosk, kind="dossier"))


def order_state(tx: Transaction, dossier_id: str, state: DossierState) -> None:
    """Orders that a dossier's new state be told to every backend to which it is handed over."""
    for whole in tx.deliveries.of_dossier(dossier_id):
        if whole.kind == "dossier":
            told = _new(tx, dossier_id, state, whole.backend, device=whole.device, kind="state")
            tx.deliveries.add(told)


def _new(
    tx: Transaction,
    dossier_id: str,
    state: DossierState,
    backend: str,
    *,
    device: str,
    kind: ConsignmentKind,
) -> DeliveryRecord:
    return DeliveryRecord(
        id=0,
        key=uuid7(),
        backend=backend,
        dossier=dossier_id,
        kind=kind,
        device=device,
        sequence=0,
        dossier_state=state.value,
        at=tx.now,
        state="pending",
        since=tx.now,
    )
