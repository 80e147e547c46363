"""Says where a dossier stands with the backends: to the holder of its slip, and to officers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kiosk.contract.upstream import DossierUpstream, ToldUpstream
from kiosk.hub.store.deliveries import DeliveryRecord
from kiosk.hub.store.transaction import Reading


def of_dossier(reading: Reading, dossier_id: str) -> tuple[DossierUpstream, ...]:
    """Shows officers where the dossier stands with each backend."""
    told = reading.upstream_events.last_of(dossier_id)
    return tuple(
        DossierUpstream(
            backend=row.backend,
            state=row.state,
            since=row.at if row.state == "pending" else row.since,
            reason=row.reason,
            upstream=row.upstream,
            told=told[row.backend].state if row.backend in told else None,
        )
        for row in standing(reading.deliveries.of_dossier(dossier_id)).values()
    )


def told_of(reading: Reading, dossier_id: str) -> ToldUpstream | None:
    """Tells the holder of the slip: what is open says more than what is done. A state that is not passed on
    yet does not take back that the dossier itself is there.
    """
    whole = [row for row in reading.deliveries.of_dossier(dossier_id) if row.kind == "dossier"]
    if not whole:
        return None
    row = min(whole, key=lambda one: one.state == "acknowledged")
    told = list(reading.upstream_events.last_of(dossier_id).values())
    state = told[-1].state if told else None
    if row.state == "acknowledged":
        return ToldUpstream(place="there", since=row.since, state=state)
    if row.state == "rejected" or row.person:
        return ToldUpstream(place="in_question", since=row.at, state=state)
    return ToldUpstream(place="waiting", since=row.at, state=state)


def standing(rows: Iterable[DeliveryRecord]) -> Mapping[str, DeliveryRecord]:
    """Gives for each backend the first delivery that is open, or the last one."""
    found: dict[str, DeliveryRecord] = {}
    for row in rows:
        known = found.get(row.backend)
        if known is None or known.state == "acknowledged":
            found[row.backend] = row
    return found
