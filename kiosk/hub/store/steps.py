"""Stores the steps of dossiers that officers note: result ready, handed out, fee, the portal's code."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select, update

from kiosk.contract.result import StepKind
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.moments import local
from kiosk.hub.store.records import StepRecord
from kiosk.hub.store.tables import dossier_step
from kiosk.store.moments import stamp

_HOLDS = dossier_step.c.ended_at.is_(None)
_OF_DOSSIER = (
    select(dossier_step).where(dossier_step.c.dossier == bindparam("this")).order_by(dossier_step.c.id)
)
_IN_FORCE = select(dossier_step).where(
    dossier_step.c.dossier == bindparam("this"), dossier_step.c.kind == bindparam("of"), _HOLDS
)
_OF_CODE = select(dossier_step).where(
    dossier_step.c.kind == "portal_code", dossier_step.c.detail == bindparam("code"), _HOLDS
)
_FEES = (
    select(dossier_step)
    .where(
        dossier_step.c.kind == "fee",
        or_(
            and_(dossier_step.c.at >= bindparam("since"), dossier_step.c.at < bindparam("until")),
            and_(dossier_step.c.ended_at >= bindparam("since"), dossier_step.c.ended_at < bindparam("until")),
        ),
    )
    .order_by(dossier_step.c.id)
)
_ADD = adding(dossier_step, "dossier", "kind", "officer", "at", "detail", "amount")
_END = (
    update(dossier_step)
    .where(dossier_step.c.dossier == bindparam("this"), dossier_step.c.kind == bindparam("of"), _HOLDS)
    .values(ended_at=bindparam("then"), ended_by=bindparam("who"))
)


class StepRepository:
    """Stores the steps of the centre's dossiers; none is deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_dossier(self, dossier_id: str) -> list[StepRecord]:
        """Lists the steps of a dossier in their order, those that were taken back too."""
        return [_record(row) for row in self._database.all(_OF_DOSSIER, this=dossier_id)]

    def in_force(self, dossier_id: str, kind: StepKind) -> StepRecord | None:
        """Finds the dossier's step of that kind which holds, or None."""
        return _one(self._database.one(_IN_FORCE, this=dossier_id, of=kind))

    def of_code(self, code: str) -> StepRecord | None:
        """Finds the step by which a dossier has that code of the portal, or None."""
        return _one(self._database.one(_OF_CODE, code=code))

    def fees_between(self, since: datetime, until: datetime) -> list[StepRecord]:
        """Lists the fees that were taken or given back from `since` on, before `until`."""
        return [_record(row) for row in self._database.all(_FEES, since=stamp(since), until=stamp(until))]

    def add(self, new: StepRecord) -> None:
        """Notes a step."""
        self._database.run(
            _ADD,
            dossier=new.dossier,
            kind=new.kind,
            officer=new.officer,
            at=stamp(new.at),
            detail=new.detail,
            amount=new.amount,
        )

    def end(self, dossier_id: str, kind: StepKind, officer: str, at: datetime) -> None:
        """Notes that the step of that kind holds no longer."""
        self._database.run(_END, this=dossier_id, of=kind, then=stamp(at), who=officer)


def _one(row: Any) -> StepRecord | None:
    return None if row is None else _record(row)


def _record(row: Any) -> StepRecord:
    return StepRecord(
        dossier=row["dossier"],
        kind=row["kind"],
        officer=row["officer"],
        at=local(row["at"]),
        detail=row["detail"],
        amount=row["amount"],
        ended_at=local(row["ended_at"]) if row["ended_at"] else None,
        ended_by=row["ended_by"],
    )
