"""Dossiers in the hub's database: arrival, the officer's decision, and the record of both."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from sqlite3 import Connection, Row

from config.calendar import Calendar
from config.schema import Centre
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.deadlines import Due, due
from kiosk.catalogue.rules import times_for
from kiosk.clock import ICT
from kiosk.dossier.codec import from_json, to_json
from kiosk.dossier.codes import dossier_code, is_token
from kiosk.dossier.model import Decision, Dossier, DossierState
from kiosk.hub.problems import ProblemError
from kiosk.hub.writer import Tx
from kiosk.numbering import next_number
from kiosk.store import stamp

OPEN = frozenset({DossierState.WAITING_CHECK, DossierState.SUPPLEMENT})
"""States in which an officer may decide; after a supplement was asked for, the papers are looked at again."""
_BECOMES = {
    "accept": DossierState.ACCEPTED,
    "supplement": DossierState.SUPPLEMENT,
    "refuse": DossierState.REFUSED,
}
_MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """A dossier as the hub keeps it. `since`: when it came into its state."""

    dossier: Dossier
    state: DossierState
    received_at: datetime
    since: datetime
    code: str | None
    accepted_at: datetime | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on record."""

    decision: Decision
    at: datetime


@dataclass(frozen=True, slots=True)
class Dossiers:
    """The dossiers of one centre."""

    centre: Centre
    catalogue: Catalogue
    calendar: Calendar

    def receive(self, tx: Tx, dossier: Dossier, has_file: Callable[[str], bool]) -> DossierRecord:
        """File a dossier that waits for its check. Refuses one of another centre (422) or without its files
        (409 `files_missing`: send them first)."""
        if dossier.centre != self.centre.code:
            raise ProblemError(422, "wrong_centre", "the dossier belongs to another centre")
        if not is_token(dossier.token):
            raise ProblemError(422, "invalid", "token")
        files = {digest for entry in dossier.papers.values() for digest in entry.files}
        missing = sorted(digest for digest in files if not has_file(digest))
        if missing:
            raise ProblemError(409, "files_missing", "send the files first", files=missing)
        tx.connection.execute(
            "INSERT INTO dossier (id, reference, token, procedure, ticket, body, received_at, state, since)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                dossier.id,
                dossier.reference,
                dossier.token,
                dossier.procedure,
                dossier.ticket,
                to_json(dossier),
                stamp(tx.now),
                DossierState.WAITING_CHECK.value,
                stamp(tx.now),
            ),
        )
        tx.connection.executemany(
            "INSERT INTO dossier_file VALUES (?, ?)", [(dossier.id, digest) for digest in sorted(files)]
        )
        self._tell(tx, "dossier.received", dossier, DossierState.WAITING_CHECK, {"ticket": dossier.ticket})
        tx.audit("device", dossier.kiosk, "dossier.received", dossier.id)
        return get_or_404(tx.connection, dossier.id)

    def decide(self, tx: Tx, dossier_id: str, decision: Decision) -> DossierRecord:
        """Record the officer's decision. An accepted dossier gets its code and its due date.

        409 `already_decided`; 422 `reason_missing`, `papers_missing`, `unknown_paper`.
        """
        filed = get_or_404(tx.connection, dossier_id)
        if filed.state not in OPEN:
            raise ProblemError(409, "already_decided", f"the dossier is {filed.state.value}")
        self._check(filed.dossier, decision)
        state = _BECOMES[decision.kind]
        tx.connection.execute(
            "INSERT INTO decision (dossier, kind, officer, reason, papers, at) VALUES (?, ?, ?, ?, ?, ?)",
            (
                dossier_id,
                decision.kind,
                decision.officer,
                decision.reason,
                json.dumps(decision.papers),
                stamp(tx.now),
            ),
        )
        tx.connection.execute(
            "UPDATE dossier SET state = ?, since = ? WHERE id = ?", (state.value, stamp(tx.now), dossier_id)
        )
        if state is DossierState.ACCEPTED:
            self._accept(tx, filed.dossier)
        self._tell(tx, "dossier.decided", filed.dossier, state, {"officer": decision.officer})
        tx.audit("staff", decision.officer, f"dossier.{decision.kind}", dossier_id)
        return get_or_404(tx.connection, dossier_id)

    def due(self, dossier: Dossier, accepted_at: datetime) -> Due | None:
        """When the result is due after acceptance at `accepted_at`; None where nobody says."""
        procedure = self.catalogue.get(dossier.procedure)
        limits = times_for(procedure, dossier.answers) if procedure else ()
        return due(accepted_at.astimezone(ICT), limits[0], self.calendar) if limits else None

    def _check(self, dossier: Dossier, decision: Decision) -> None:
        if decision.kind != "accept" and not decision.reason.strip():
            raise ProblemError(422, "reason_missing", "the citizen must be told why")
        if decision.kind == "supplement" and not decision.papers:
            raise ProblemError(422, "papers_missing", "name the papers to be supplemented")
        procedure = self.catalogue.get(dossier.procedure)
        known = {paper.id for paper in procedure.papers} if procedure else set(dossier.papers)
        if not known.issuperset(decision.papers):
            raise ProblemError(422, "unknown_paper", "not a paper of this procedure")

    def _accept(self, tx: Tx, dossier: Dossier) -> None:
        today = tx.now.astimezone(ICT).date()
        sequence = next_number(tx.connection, "dossier_code", today)
        result = self.due(dossier, tx.now)
        tx.connection.execute(
            "UPDATE dossier SET code = ?, accepted_at = ?, due = ? WHERE id = ?",
            (
                dossier_code(self.centre.dossier_unit, today, sequence),
                stamp(tx.now),
                result.day.isoformat() if result and result.day else None,
                dossier.id,
            ),
        )

    def _tell(
        self, tx: Tx, kind: str, dossier: Dossier, state: DossierState, more: dict[str, str | None]
    ) -> None:
        about = {"dossier": dossier.id, "reference": dossier.reference, "state": state.value}
        tx.emit(kind, {**about, **more})


def get_or_404(connection: Connection, dossier_id: str) -> DossierRecord:
    """The dossier of that id; 404 `unknown_dossier`."""
    row = connection.execute("SELECT * FROM dossier WHERE id = ?", (dossier_id,)).fetchone()
    if row is None:
        raise ProblemError(404, "unknown_dossier")
    return _filed(row)


def by_token(connection: Connection, token: str) -> DossierRecord | None:
    """The dossier whose slip carries that token, or None."""
    row = connection.execute("SELECT * FROM dossier WHERE token = ?", (token,)).fetchone()
    return None if row is None else _filed(row)


def of_ticket(connection: Connection, ticket: str) -> list[DossierRecord]:
    """The dossiers that were handed in with that number."""
    rows = connection.execute("SELECT * FROM dossier WHERE ticket = ? ORDER BY arrival", (ticket,))
    return [_filed(row) for row in rows]


def listed(connection: Connection, state: str | None, reference: str | None) -> list[DossierRecord]:
    """The newest dossiers, at most 100, of one state or reference where it is given."""
    rows = connection.execute(
        "SELECT * FROM dossier WHERE state = coalesce(?, state) AND reference = coalesce(?, reference)"
        " ORDER BY arrival DESC LIMIT ?",
        (state, reference, _MOST_LISTED),
    )
    return [_filed(row) for row in rows]


def decisions_of(connection: Connection, dossier_id: str) -> list[Decided]:
    """What was decided, oldest first."""
    rows = connection.execute("SELECT * FROM decision WHERE dossier = ? ORDER BY id", (dossier_id,))
    return [
        Decided(
            Decision(row["kind"], row["officer"], row["reason"], tuple(json.loads(row["papers"]))),
            _moment(row["at"]),
        )
        for row in rows
    ]


def has_file(connection: Connection, dossier_id: str, digest: str) -> bool:
    """Whether the file belongs to the dossier."""
    return (
        connection.execute(
            "SELECT 1 FROM dossier_file WHERE dossier = ? AND sha256 = ?", (dossier_id, digest)
        ).fetchone()
        is not None
    )


def _filed(row: Row) -> DossierRecord:
    return DossierRecord(
        dossier=from_json(row["body"]),
        state=DossierState(row["state"]),
        received_at=_moment(row["received_at"]),
        since=_moment(row["since"]),
        code=row["code"],
        accepted_at=_moment(row["accepted_at"]) if row["accepted_at"] else None,
        due=date.fromisoformat(row["due"]) if row["due"] else None,
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(ICT)
