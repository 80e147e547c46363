"""Applies the rules on the hub's dossiers: arrival, and the officer's decision."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from config.hours import Timetable
from config.schema import Centre
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.deadlines import Due, DueBasis, due
from kiosk.catalogue.procedure import Procedure
from kiosk.catalogue.rules import times_for
from kiosk.clock import ICT
from kiosk.contract.dossier import DossierState
from kiosk.contract.event import DossierDecided, DossierReceived
from kiosk.dossier.codes import dossier_code
from kiosk.dossier.model import Decision, Dossier
from kiosk.hub.day import hub_time
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import DossierRecord
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.hub.upstream.orders import order, order_state
from kiosk.numbering import next_number

OPEN = frozenset({DossierState.WAITING_CHECK, DossierState.SUPPLEMENT})
"""States in which an officer may decide; after a supplement was asked for, the papers are looked at again."""
_BECOMES = {
    "accept": DossierState.ACCEPTED,
    "supplement": DossierState.SUPPLEMENT,
    "refuse": DossierState.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Manages the dossiers of one centre. `edition` is that of its folder, by which days are promised; each
    dossier is handed over to `backends`.
    """

    centre: Centre
    catalogue: Catalogue
    timetable: Timetable
    edition: str
    card_key: bytes = field(repr=False)
    backends: tuple[str, ...] = ()

    def receive(self, tx: Transaction, dossier: Dossier, has_file: Callable[[str], bool]) -> DossierRecord:
        """Files a dossier that waits for its check. Refuses one of another centre (422) or without its files
        (409 `files_missing`: send them first), or with another one's token (409 `token_taken`).
        """
        if dossier.centre != self.centre.code:
            raise ProblemError("wrong_centre", "the dossier belongs to another centre")
        if tx.dossiers.by_token(dossier.token) is not None:
            raise ProblemError("token_taken", "another dossier has this token")
        files = {digest for entry in dossier.papers.values() for digest in entry.files}
        missing = sorted(digest for digest in files if not has_file(digest))
        if missing:
            raise ProblemError("files_missing", "send the files first", files=missing)
        mark = self._mark_of(dossier)
        tx.dossiers.add(dossier, DossierState.WAITING_CHECK, sorted(files), tx.now, mark)
        event = DossierReceived(
            dossier=dossier.id,
            reference=dossier.reference,
            state=DossierState.WAITING_CHECK,
            ticket=dossier.ticket,
        )
        tx.events.add("dossier.received", event)
        order(tx, self.backends, dossier, DossierState.WAITING_CHECK)
        tx.audit.add("device", dossier.kiosk, "dossier.received", dossier.id)
        return get_or_404(tx, dossier.id)

    def card_mark(self, number: str) -> str:
        """Computes by what a card's dossiers are found: a keyed hash, for a plain one of twelve digits could
        be guessed.
        """
        return hmac.new(self.card_key, number.encode(), hashlib.sha256).hexdigest()

    def _mark_of(self, dossier: Dossier) -> str | None:
        """Gives the mark of the card that the requester showed; a number that was typed proves nothing."""
        requester = dossier.persons.get("requester")
        number = requester.values.get("id") if requester else None
        if number is None or number.source != "card" or not number.text:
            return None
        return self.card_mark(number.text)

    def decide(self, tx: Transaction, dossier_id: str, decision: Decision) -> DossierRecord:
        """Records the officer's decision. An accepted dossier gets its due date, and its code where the
        centre's unit code is known.

        409 `already_decided`, `erased`; 422 `reason_missing`, `papers_missing`, `unknown_paper`.
        """
        filed = get_or_404(tx, dossier_id)
        if tx.erasures.at(dossier_id) is not None:
            raise ProblemError("erased", "nothing of it is left to decide on")
        if filed.state not in OPEN:
            raise ProblemError("already_decided", f"the dossier is {filed.state.value}")
        self._check(filed.dossier, decision)
        state = _BECOMES[decision.kind]
        tx.dossiers.add_decision(dossier_id, decision, state, tx.now)
        if state is DossierState.ACCEPTED:
            self._accept(tx, filed.dossier)
        order_state(tx, dossier_id, state)
        event = DossierDecided(
            dossier=dossier_id,
            reference=filed.dossier.reference,
            state=state,
            officer=decision.officer,
        )
        tx.events.add("dossier.decided", event)
        tx.audit.add("staff", decision.officer, f"dossier.{decision.kind}", dossier_id)
        return get_or_404(tx, dossier_id)

    def procedure_of(self, dossier: Dossier) -> Procedure | None:
        """Gives the procedure that judges and shows the dossier, in the version it was filed under; None: the
        catalogue no longer has it.
        """
        return self.catalogue.filed_under(dossier.procedure, dossier.procedure_version)

    def due(self, dossier: Dossier, accepted_at: datetime) -> tuple[Due, DueBasis] | None:
        """Computes when the result is due after acceptance at `accepted_at`, and by what; None where nobody
        says.
        """
        procedure = self.procedure_of(dossier)
        limits = times_for(procedure, dossier.answers) if procedure else ()
        if procedure is None or not limits:
            return None
        found = due(accepted_at.astimezone(ICT), limits[0], self.timetable, procedure.field)
        return found, DueBasis.of(found, limits[0], self.edition)

    def _check(self, dossier: Dossier, decision: Decision) -> None:
        if decision.kind != "accept" and not decision.reason.strip():
            raise ProblemError("reason_missing", "the citizen must be told why")
        if decision.kind == "supplement" and not decision.papers:
            raise ProblemError("papers_missing", "name the papers to be supplemented")
        procedure = self.procedure_of(dossier)
        known = {paper.id for paper in procedure.papers} if procedure else set(dossier.papers)
        if not known.issuperset(decision.papers):
            raise ProblemError("unknown_paper", "not a paper of this procedure")

    def _accept(self, tx: Transaction, dossier: Dossier) -> None:
        now = hub_time(tx)
        code = self._next_code(tx, now.date())
        promised = self.due(dossier, now)
        day, basis = (promised[0].day, promised[1]) if promised else (None, None)
        tx.dossiers.note_acceptance(dossier.id, code, day, now, basis)

    def _next_code(self, tx: Transaction, today: date) -> str | None:
        """Gives the next code of the day; None where the centre's unit code is not known:
        none is invented.
        """
        unit = self.centre.dossier_unit
        if unit is None:
            return None
        return dossier_code(unit, today, next_number(tx.numbering, "dossier_code", today))


def next_reference(tx: Transaction, kiosk: str) -> str:
    """Gives the next reference of the day to a dossier that comes without one; `kiosk` begins it."""
    day = tx.now.astimezone(ICT).date()
    return f"{kiosk}-{day:%y%m%d}-{next_number(tx.numbering, f'reference {kiosk}', day):04d}"


def get_or_404(reading: Reading, dossier_id: str) -> DossierRecord:
    """Finds the dossier of that id; 404 `unknown_dossier`."""
    filed = reading.dossiers.by_id(dossier_id)
    if filed is None:
        raise ProblemError("unknown_dossier")
    return filed
