"""Tells which dossiers an officer may handle: those of the fields that their counters serve, and those whose
number was handed on to such a field.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from kiosk.catalogue.catalogue import Catalogue
from kiosk.dossier.model import Dossier
from kiosk.hub.queue.centre_queue import CentreQueue
from kiosk.hub.store.transaction import Reading


@dataclass(frozen=True, slots=True)
class Reach:
    """Holds the counters at which an officer works today; None: every one, and every dossier."""

    queue: CentreQueue
    catalogue: Catalogue
    counters: Set[str] | None

    def covers_id(self, reading: Reading, dossier_id: str) -> bool:
        """Says if the officer may handle the dossier of that id; whoever asks for one that nobody has may
        learn that.
        """
        filed = None if self.counters is None else reading.dossiers.by_id(dossier_id)
        return filed is None or self.covers(reading, filed.dossier)

    def covers(self, reading: Reading, dossier: Dossier) -> bool:
        """Says if the officer may handle the dossier: its field is theirs, or the one that its number is in
        now.
        """
        if self.counters is None:
            return True
        entry = self.catalogue.entries.get(dossier.procedure)
        ticket = reading.tickets.by_id(dossier.ticket) if dossier.ticket else None
        fields = {one for one in (entry and entry.field, ticket and ticket.field) if one}
        return any(not self.counters.isdisjoint(self.queue.serving(field)) for field in fields)
