"""Stores dossiers, their files, and the decisions on them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select, update

from kiosk.catalogue.deadlines import DueBasis
from kiosk.contract.dossier import DossierState
from kiosk.dossier.codec import from_stored, to_json
from kiosk.dossier.model import Decision, Dossier
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.erasure_tables import erasure
from kiosk.hub.store.moments import local
from kiosk.hub.store.records import DecisionRecord, DossierRecord
from kiosk.hub.store.tables import decision, dossier, dossier_file
from kiosk.store.moments import stamp

_MOST_LISTED = 100

_BY_ID = select(dossier).where(dossier.c.id == bindparam("this"))
_BY_TOKEN = select(dossier).where(dossier.c.token == bindparam("token"))
_MOST_FOUND = 5


def _letters_of(column: Any) -> Any:
    """Selects a code without its dashes and points, as people type it."""
    return func.replace(func.replace(column, "-", ""), ".", "")


_BY_CODE = (
    select(dossier)
    .where(
        or_(
            _letters_of(dossier.c.reference) == bindparam("letters"),
            _letters_of(dossier.c.code) == bindparam("letters"),
        )
    )
    .order_by(dossier.c.arrival.desc())
    .limit(_MOST_FOUND)
)
_BY_CARD = (
    select(dossier)
    .where(dossier.c.card_mark == bindparam("mark"))
    .order_by(dossier.c.arrival.desc())
    .limit(_MOST_FOUND)
)
_OF_TICKET = select(dossier).where(dossier.c.ticket == bindparam("ticket")).order_by(dossier.c.arrival)
_LISTED = (
    select(dossier)
    .where(
        dossier.c.state == func.coalesce(bindparam("state"), dossier.c.state),
        dossier.c.reference == func.coalesce(bindparam("reference"), dossier.c.reference),
    )
    .order_by(dossier.c.arrival.desc())
    .limit(_MOST_LISTED)
)
_WAITING = (
    select(dossier)
    .where(
        dossier.c.state == DossierState.WAITING_CHECK.value,
        ~exists().where(erasure.c.dossier == dossier.c.id),
    )
    .order_by(dossier.c.arrival)
)
_ACCEPTED = (
    select(dossier)
    .where(dossier.c.accepted_at >= bindparam("since"), dossier.c.accepted_at < bindparam("until"))
    .order_by(dossier.c.accepted_at)
)
_RECEIVED = (
    select(dossier)
    .where(dossier.c.received_at >= bindparam("since"), dossier.c.received_at < bindparam("until"))
    .order_by(dossier.c.arrival)
)
_HAS_FILE = select(dossier_file.c.sha256).where(
    dossier_file.c.dossier == bindparam("this"), dossier_file.c.sha256 == bindparam("sha256")
)
_PAGES = select(dossier_file.c.sha256, dossier.c.reference).where(dossier.c.id == dossier_file.c.dossier)
_DECISIONS = select(decision).where(decision.c.dossier == bindparam("this")).order_by(decision.c.id)
_FIRST_DECISIONS = (
    select(decision.c.kind)
    .where(
        decision.c.id.in_(select(func.min(decision.c.id)).group_by(decision.c.dossier)),
        decision.c.at >= bindparam("since"),
        decision.c.at < bindparam("until"),
    )
    .order_by(decision.c.id)
)
_ADD = adding(
    dossier,
    *(
        "id",
        "reference",
        "token",
        "procedure",
        "ticket",
        "body",
        "received_at",
        "state",
        "since",
        "card_mark",
    ),
)
_REPLACE = update(dossier).where(dossier.c.id == bindparam("this")).values(body=bindparam("now"))
_ADD_FILE = adding(dossier_file, "dossier", "sha256")
_ADD_DECISION = adding(decision, "dossier", "kind", "officer", "reason", "remark", "papers", "at")
_MOVE = (
    update(dossier)
    .where(dossier.c.id == bindparam("this"))
    .values(state=bindparam("to"), since=bindparam("at"))
)
_ACCEPT = (
    update(dossier)
    .where(dossier.c.id == bindparam("this"))
    .values(
        code=bindparam("new_code"),
        accepted_at=bindparam("at"),
        due=bindparam("due_day"),
        due_basis=bindparam("basis"),
    )
)


class DossierRepository:
    """Stores the dossiers of the centre."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_id(self, dossier_id: str) -> DossierRecord | None:
        """Finds the dossier of that id, or None."""
        return _one(self._database.one(_BY_ID, this=dossier_id))

    def by_token(self, token: str) -> DossierRecord | None:
        """Finds the dossier whose slip carries that token, or None."""
        return _one(self._database.one(_BY_TOKEN, token=token))

    def by_code(self, code: str) -> list[DossierRecord]:
        """Lists the dossiers of that reference or code, dashes and points left aside; the newest first."""
        letters = code.replace("-", "").replace(".", "")
        return [_record(row) for row in self._database.all(_BY_CODE, letters=letters)]

    def by_card(self, mark: str) -> list[DossierRecord]:
        """Lists the newest dossiers that were handed in by the card of that mark."""
        return [_record(row) for row in self._database.all(_BY_CARD, mark=mark)]

    def of_ticket(self, ticket: str) -> list[DossierRecord]:
        """Lists the dossiers that were handed in with that number."""
        return [_record(row) for row in self._database.all(_OF_TICKET, ticket=ticket)]

    def listed(self, state: str | None, reference: str | None) -> list[DossierRecord]:
        """Lists the newest dossiers, at most 100, of one state or reference where it is given."""
        return [_record(row) for row in self._database.all(_LISTED, state=state, reference=reference)]

    def waiting(self) -> list[DossierRecord]:
        """Lists all dossiers that wait for a check, the oldest first: none may be forgotten. Of one that was
        erased nothing is left to check.
        """
        return [_record(row) for row in self._database.all(_WAITING)]

    def accepted_between(self, since: datetime, until: datetime) -> list[DossierRecord]:
        """Lists the dossiers that were accepted from `since` on, before `until`."""
        return [_record(row) for row in self._database.all(_ACCEPTED, since=stamp(since), until=stamp(until))]

    def received_between(self, since: datetime, until: datetime) -> list[DossierRecord]:
        """Lists the dossiers that came from `since` on, before `until`, in their order."""
        return [_record(row) for row in self._database.all(_RECEIVED, since=stamp(since), until=stamp(until))]

    def decisions_of(self, dossier_id: str) -> list[DecisionRecord]:
        """Lists the decisions, oldest first."""
        return [
            DecisionRecord(
                Decision(
                    row["kind"],
                    row["officer"],
                    row["reason"],
                    tuple(json.loads(row["papers"])),
                    row["remark"],
                ),
                local(row["at"]),
            )
            for row in self._database.all(_DECISIONS, this=dossier_id)
        ]

    def first_decisions(self, since: datetime, until: datetime) -> list[str]:
        """Lists how the dossiers were decided whose first decision fell from `since` on, before `until`."""
        rows = self._database.all(_FIRST_DECISIONS, since=stamp(since), until=stamp(until))
        return [str(row["kind"]) for row in rows]

    def has_file(self, dossier_id: str, digest: str) -> bool:
        """Says if the file belongs to the dossier."""
        return self._database.one(_HAS_FILE, this=dossier_id, sha256=digest) is not None

    def pages(self) -> list[tuple[str, str]]:
        """Gives the digest of every page and the reference of its dossier."""
        return [(row["sha256"], row["reference"]) for row in self._database.all(_PAGES)]

    def add(
        self, new: Dossier, state: DossierState, files: Iterable[str], at: datetime, card_mark: str | None
    ) -> None:
        """Adds a dossier with the digests of its files, and the mark of the card that was shown for it."""
        self._database.run(
            _ADD,
            id=new.id,
            reference=new.reference,
            token=new.token,
            procedure=new.procedure,
            ticket=new.ticket,
            body=to_json(new),
            received_at=stamp(at),
            state=state.value,
            since=stamp(at),
            card_mark=card_mark,
        )
        for digest in files:
            self._database.run(_ADD_FILE, dossier=new.id, sha256=digest)

    def supplement(self, whole: Dossier, files: Iterable[str]) -> None:
        """Puts the dossier as it is now, with these files, in the place of what it was."""
        self._database.run(_REPLACE, this=whole.id, now=to_json(whole))
        for digest in files:
            if not self.has_file(whole.id, digest):
                self._database.run(_ADD_FILE, dossier=whole.id, sha256=digest)

    def add_decision(self, dossier_id: str, made: Decision, state: DossierState, at: datetime) -> None:
        """Puts a decision on record, and the dossier into the state that follows from it."""
        self._database.run(
            _ADD_DECISION,
            dossier=dossier_id,
            kind=made.kind,
            officer=made.officer,
            reason=made.reason,
            remark=made.remark,
            papers=json.dumps(made.papers),
            at=stamp(at),
        )
        self.move(dossier_id, state, at)

    def move(self, dossier_id: str, state: DossierState, at: datetime) -> None:
        """Puts the dossier into another state."""
        self._database.run(_MOVE, this=dossier_id, to=state.value, at=stamp(at))

    def note_acceptance(
        self, dossier_id: str, code: str | None, due: date | None, at: datetime, basis: DueBasis | None
    ) -> None:
        """Gives an accepted dossier its due date and what that was computed by, and its code where the unit
        code is known.
        """
        self._database.run(
            _ACCEPT,
            this=dossier_id,
            new_code=code,
            at=stamp(at),
            due_day=due.isoformat() if due else None,
            basis=basis.model_dump_json() if basis else None,
        )


def _one(row: Any) -> DossierRecord | None:
    return None if row is None else _record(row)


def _record(row: Any) -> DossierRecord:
    return DossierRecord(
        dossier=from_stored(row["body"]),
        state=DossierState(row["state"]),
        received_at=local(row["received_at"]),
        since=local(row["since"]),
        code=row["code"],
        accepted_at=local(row["accepted_at"]) if row["accepted_at"] else None,
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        due_basis=DueBasis.model_validate_json(row["due_basis"]) if row["due_basis"] else None,
    )
