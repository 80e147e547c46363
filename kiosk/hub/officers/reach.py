"""Tells which dossiers an officer may handle: those of the fields that their counters serve, and those whose
number was handed on to such a field; at the result desk, all whose result is there.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from kiosk.catalogue.catalogue import Catalogue
from kiosk.contract.dossier import DossierState
from kiosk.hub.queue.centre_queue import CentreQueue
from kiosk.hub.store.records import DossierRecord
from kiosk.hub.store.transaction import Reading

RESULTS = frozenset({DossierState.DONE, DossierState.HANDED_OUT})


@dataclass(frozen=True, slots=True)
class Reach:
    """Holds the counters at which an officer works today; None: every one, and every dossier. `results`: the
    officer works at the result desk.
    """

    queue: CentreQueue
    catalogue: Catalogue
    counters: Set[str] | None
    results: bool = False

    def covers_id(self, reading: Reading, dossier_id: str) -> bool:
        """Says if the officer may handle the dossier of that id; whoever asks for one that nobody has may
        learn that.
        """
        filed = None if self.counters is None else reading.dossiers.by_id(dossier_id)
        return filed is None or self.covers(reading, filed)

    def covers(self, reading: Reading, filed: DossierRecord) -> bool:
        """Says if the officer may handle the dossier: its field is theirs, or the one that its number is in
        now, or its result is there and they hand results out.
        """
        if self.counters is None or (self.results and filed.state in RESULTS):
            return True
        dossier = filed.dossier
        entry = self.catalogue.entries.get(dossier.procedure)
        ticket = reading.tickets.by_id(dossier.ticket) if dossier.ticket else None
        fields = {one for one in (entry and entry.field, ticket and ticket.field) if one}
        return any(not self.counters.isdisjoint(self.queue.serving(field)) for field in fields)
