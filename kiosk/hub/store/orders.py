"""Stores what must be done once: answers by their keys, numbers of a day, sheets to print."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from kiosk.contract.dossier import SheetState
from kiosk.hub.store.database import Database, adding, setting
from kiosk.hub.store.memory import Memory
from kiosk.hub.store.records import AnswerRecord
from kiosk.hub.store.tables import answered, numbering, receipt_sheet
from kiosk.store.moments import stamp

_ANSWER = select(answered).where(answered.c.scope == bindparam("scope"), answered.c.key == bindparam("key"))
_ADD_ANSWER = adding(answered, "scope", "key", "fingerprint", "status", "answer", "at")

_LAST = select(numbering.c.last).where(
    numbering.c.kind == bindparam("kind"), numbering.c.day == bindparam("day")
)
_SET_LAST = setting(numbering, "kind", "day", "last")

_SHEET = select(receipt_sheet.c.state).where(receipt_sheet.c.dossier == bindparam("this"))
_SHEETS_IN = (
    select(receipt_sheet.c.dossier)
    .where(receipt_sheet.c.state == bindparam("state"))
    .order_by(receipt_sheet.c.at)
)
_ADD_SHEET = adding(receipt_sheet, "dossier", "state", "at")
_CHANGE_SHEET = (
    update(receipt_sheet)
    .where(receipt_sheet.c.dossier == bindparam("this"))
    .values(state=bindparam("to"), at=bindparam("since"))
)


class AnswerRepository:
    """Stores the answers that were given to requests with an idempotency key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, scope: str, key: str) -> AnswerRecord | None:
        """Finds the answer to that key, or None."""
        row = self._database.one(_ANSWER, scope=scope, key=key)
        return (
            None
            if row is None
            else AnswerRecord(row["fingerprint"], row["status"], json.loads(row["answer"]))
        )

    def add(self, scope: str, key: str, given: AnswerRecord, at: datetime) -> None:
        """Keeps the answer to a key that has none yet."""
        self._database.run(
            _ADD_ANSWER,
            scope=scope,
            key=key,
            fingerprint=given.fingerprint,
            status=given.status,
            answer=json.dumps(given.answer),
            at=stamp(at),
        )


class NumberingRepository:
    """Stores the last number of each kind and day (`kiosk.numbering.Numbering`)."""

    def __init__(self, database: Database, memory: Memory) -> None:
        self._database, self._memory = database, memory

    def last(self, kind: str, day: date) -> int:
        """Gives the last sequence of one kind on one day; 0 when there is none."""
        known = self._memory.sequences.get((kind, day))
        if known is not None:
            return known
        row = self._database.one(_LAST, kind=kind, day=day.isoformat())
        found = self._memory.sequences[kind, day] = int(row["last"]) if row else 0
        return found

    def remember(self, kind: str, day: date, sequence: int) -> None:
        """Notes the last sequence given of one kind on one day."""
        self._memory.sequences[kind, day] = sequence
        self._database.run(_SET_LAST, kind=kind, day=day.isoformat(), last=sequence)


class SheetRepository:
    """Stores the receipts that are to be printed on A4."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state_of(self, dossier: str) -> SheetState | None:
        """Gives the state of the dossier's sheet; None: none was ordered."""
        row = self._database.one(_SHEET, this=dossier)
        return None if row is None else row["state"]

    def in_state(self, state: SheetState) -> list[str]:
        """Lists the dossiers whose sheets are in that state, in the order in which they came to it."""
        return [row["dossier"] for row in self._database.all(_SHEETS_IN, state=state)]

    def order(self, dossier: str, at: datetime) -> None:
        """Adds a sheet that waits to be printed."""
        values: dict[str, Any] = {"dossier": dossier, "state": "waiting", "at": stamp(at)}
        self._database.run(_ADD_SHEET, **values)

    def change(self, dossier: str, state: SheetState, at: datetime) -> None:
        """Changes the sheet's state."""
        self._database.run(_CHANGE_SHEET, this=dossier, to=state, since=stamp(at))
