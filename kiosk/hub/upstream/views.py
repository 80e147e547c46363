"""Shows how the handing over stands, to who supervises."""

from __future__ import annotations

from kiosk.contract.account import BackendFigures, Outage, ShownDelivery, Upstream
from kiosk.contract.dossier import DossierState
from kiosk.hub.dossiers import get_or_404
from kiosk.hub.hub import Hub
from kiosk.hub.store.deliveries import DeliveryRecord
from kiosk.hub.store.transaction import Reading
from kiosk.hub.upstream.outcomes import ACTS
from kiosk.hub.views import dossier_name

MOST_OPEN = 200


def upstream(hub: Hub, reading: Reading, lang: str) -> Upstream:
    """Shows the backends, what is open, and their outages."""
    counts = reading.deliveries.counts()
    names = dict.fromkeys((*hub.dossiers.backends, *sorted({backend for backend, _ in counts})))
    opened = {name: reading.deliveries.open(name) for name in names}
    outages = reading.outages.listed()
    away = {one.backend: one.began_at for one in outages if one.ended_at is None}
    rows = sorted((row for some in opened.values() for row in some), key=_urgency)
    return Upstream(
        at=reading.now,
        backends=tuple(
            BackendFigures(
                backend=name,
                set_up=name in hub.dossiers.backends,
                pending=counts.get((name, "pending"), 0),
                sent=counts.get((name, "sent"), 0),
                acknowledged=counts.get((name, "acknowledged"), 0),
                unknown=counts.get((name, "unknown"), 0),
                rejected=counts.get((name, "rejected"), 0),
                oldest_at=min((row.at for row in opened[name]), default=None),
                away_since=away.get(name),
            )
            for name in names
        ),
        open=tuple(shown(hub, reading, row, lang) for row in rows[:MOST_OPEN]),
        outages=tuple(
            Outage(backend=one.backend, began_at=one.began_at, ended_at=one.ended_at, reason=one.reason)
            for one in outages
        ),
    )


def shown(hub: Hub, reading: Reading, row: DeliveryRecord, lang: str) -> ShownDelivery:
    """Shows one delivery to officers; no person stands in it."""
    filed = get_or_404(reading, row.dossier)
    return ShownDelivery(
        id=row.id,
        backend=row.backend,
        dossier=row.dossier,
        reference=filed.dossier.reference,
        procedure_name=dossier_name(hub, filed.dossier, lang),
        tells=DossierState(row.dossier_state),
        state=row.state,
        since=row.since,
        at=row.at,
        attempts=row.attempts,
        reason=row.reason,
        upstream=row.upstream,
        person=row.person,
        acts=ACTS.get((row.state, row.person), ()),
    )


def _urgency(row: DeliveryRecord) -> tuple[bool, bool, int]:
    """Puts first what needs a person, then what nobody is sure of, then what waits longest."""
    return not (row.person or row.state == "rejected"), row.state != "unknown", row.id
