"""Makes what a backend is sent out of a dossier and its delivery."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from kiosk.catalogue.describe import words
from kiosk.catalogue.fees import breakdown
from kiosk.hub.brought_back import as_decided
from kiosk.hub.dossiers import get_or_404
from kiosk.hub.hub import Hub
from kiosk.hub.store.deliveries import DeliveryRecord
from kiosk.hub.store.transaction import Reading
from kiosk.hub.views import dossier_name
from kiosk.ports.backend import Consignment, SentPaper

LANG = "vi"
LINK_LASTS = timedelta(days=30)
"""How long a backend may fetch a page by its link."""


def consignment(hub: Hub, reading: Reading, row: DeliveryRecord) -> Consignment:
    """Makes the consignment of a delivery, as the dossier is now; its state is that of the delivery."""
    filed = get_or_404(reading, row.dossier)
    decided = reading.dossiers.decisions_of(row.dossier)
    dossier = as_decided(filed.dossier, decided)
    procedure = hub.dossiers.procedure_of(dossier)
    names = (
        {paper.id: words(paper.name, LANG, hub.messages) for paper in procedure.papers} if procedure else {}
    )
    fields = {one.id: words(one.name, LANG, hub.messages) for one in hub.fields}
    field_id = procedure.field if procedure else ""
    last = [one.decision.reason for one in decided if one.at <= row.at]
    until = reading.now + LINK_LASTS
    return Consignment(
        key=row.key,
        kind=row.kind,
        device=row.device,
        sequence=row.sequence,
        dossier=dossier.id,
        reference=dossier.reference,
        code=filed.code,
        centre=hub.centre.code,
        unit=hub.centre.dossier_unit or "",
        centre_name=hub.centre.full_name,
        procedure=dossier.procedure,
        procedure_name=dossier_name(hub, dossier, LANG),
        field_id=field_id,
        field_name=fields.get(field_id, ""),
        handed_in_at=dossier.created_at,
        accepted_at=filed.accepted_at,
        due=filed.due,
        state=row.dossier_state,
        state_at=row.at,
        note=last[-1] if last else "",
        persons={
            role: {name: value.text for name, value in person.values.items()}
            for role, person in dossier.persons.items()
        },
        answers=dict(dossier.answers),
        papers=tuple(
            SentPaper(
                paper,
                names.get(paper, paper),
                entry.state.value,
                entry.files,
                tuple(link(hub, dossier.id, digest, until) for digest in entry.files),
            )
            for paper, entry in dossier.papers.items()
        ),
        fee=breakdown(procedure, dossier.answers, "counter").total if procedure else None,
        content=hub.files.get,
    )


def link(hub: Hub, dossier_id: str, digest: str, until: datetime) -> str:
    """Makes the address by which a page can be fetched until that moment, without a session."""
    seconds = int(until.timestamp())
    mark = link_mark(hub, dossier_id, digest, seconds)
    return f"{hub.public_url}/v1/handed-over/{dossier_id}/{digest}?until={seconds}&mark={mark}"


def link_mark(hub: Hub, dossier_id: str, digest: str, until: int) -> str:
    """Computes what makes such an address good: nobody else can."""
    return hmac.new(hub.link_key, f"{dossier_id}\n{digest}\n{until}".encode(), hashlib.sha256).hexdigest()
