"""Stores what is handed over to backends, their outages, and what they tell of dossiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from kiosk.contract.upstream import DeliveryState
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.moments import local
from kiosk.hub.store.tables import dossier
from kiosk.hub.store.upstream_tables import delivery, outage, upstream_event
from kiosk.ports.backend import ConsignmentKind
from kiosk.store.moments import stamp

MOST_OUTAGES = 50


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """Holds one delivery to a backend. `sequence` counts those of the device, `attempts` how often it was
    sent; `dossier_state` is what it tells. `since`: when it came into its state; `reason` says why it is not
    through, `upstream` what the backend calls the dossier; `person`: somebody has to look.
    """

    id: int
    key: str
    backend: str
    dossier: str
    kind: ConsignmentKind
    device: str
    sequence: int
    dossier_state: str
    at: datetime
    state: DeliveryState
    since: datetime
    attempts: int = 0
    reason: str = ""
    upstream: str = ""
    person: bool = False


@dataclass(frozen=True, slots=True)
class OutageRecord:
    """Holds a time in which a backend could not be worked with; `ended_at` None: still."""

    backend: str
    began_at: datetime
    reason: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ToldState:
    """Holds what a backend has told of a dossier."""

    backend: str
    state: str
    happened_at: datetime


_ADD = adding(
    delivery,
    *("key", "backend", "dossier", "kind", "device", "sequence", "dossier_state", "at", "state", "since"),
)
_LAST = select(func.max(delivery.c.sequence).label("last")).where(
    delivery.c.backend == bindparam("of_backend"), delivery.c.device == bindparam("of_device")
)
_BY_ID = select(delivery).where(delivery.c.id == bindparam("this"))
_OPEN = (
    select(delivery)
    .where(delivery.c.backend == bindparam("of_backend"), delivery.c.state != "acknowledged")
    .order_by(delivery.c.id)
)
_OF_DOSSIER = select(delivery).where(delivery.c.dossier == bindparam("this")).order_by(delivery.c.id)
_COUNTED = select(delivery.c.backend, delivery.c.state, func.count().label("count")).group_by(
    delivery.c.backend, delivery.c.state
)
_OF_DAY = (
    select(delivery)
    .join(dossier, dossier.c.id == delivery.c.dossier)
    .where(dossier.c.received_at >= bindparam("since_"), dossier.c.received_at < bindparam("until_"))
    .order_by(delivery.c.id)
)
_CHANGE = (
    update(delivery)
    .where(delivery.c.id == bindparam("this"))
    .values(
        state=bindparam("to"),
        since=bindparam("then"),
        attempts=bindparam("tried"),
        reason=bindparam("why"),
        upstream=bindparam("called"),
        person=bindparam("asks_person"),
    )
)
_BEGIN = adding(outage, "backend", "began_at", "reason")
_END = (
    update(outage)
    .where(outage.c.backend == bindparam("of_backend"), outage.c.ended_at.is_(None))
    .values(ended_at=bindparam("then"))
)
_HOLDS = select(outage).where(outage.c.backend == bindparam("of_backend"), outage.c.ended_at.is_(None))
_OUTAGES = select(outage).order_by(outage.c.id.desc()).limit(MOST_OUTAGES)
_ADD_EVENT = adding(upstream_event, "source", "id", "backend", "dossier", "state", "happened_at", "at")
_EVENT = select(upstream_event).where(
    upstream_event.c.source == bindparam("from_source"), upstream_event.c.id == bindparam("this")
)
_TOLD = (
    select(upstream_event)
    .where(upstream_event.c.dossier == bindparam("this"))
    .order_by(upstream_event.c.happened_at, upstream_event.c.at)
)


class DeliveryRepository:
    """Stores the deliveries of the centre; none is deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: DeliveryRecord) -> None:
        """Adds a delivery with the next number of its device; `id` and `sequence` of `new` are not used."""
        last = self._database.one(_LAST, of_backend=new.backend, of_device=new.device)["last"]
        self._database.run(
            _ADD,
            key=new.key,
            backend=new.backend,
            dossier=new.dossier,
            kind=new.kind,
            device=new.device,
            sequence=(last or 0) + 1,
            dossier_state=new.dossier_state,
            at=stamp(new.at),
            state=new.state,
            since=stamp(new.since),
        )

    def by_id(self, this: int) -> DeliveryRecord | None:
        """Finds the delivery of that number, or None."""
        row = self._database.one(_BY_ID, this=this)
        return None if row is None else _record(row)

    def open(self, backend: str) -> list[DeliveryRecord]:
        """Lists what the backend has not acknowledged, in the order in which it came."""
        return [_record(row) for row in self._database.all(_OPEN, of_backend=backend)]

    def of_dossier(self, dossier_id: str) -> list[DeliveryRecord]:
        """Lists the deliveries of a dossier in their order."""
        return [_record(row) for row in self._database.all(_OF_DOSSIER, this=dossier_id)]

    def of_dossiers_between(self, since: datetime, until: datetime) -> list[DeliveryRecord]:
        """Lists the deliveries of the dossiers that came from `since` on, before `until`."""
        return [_record(row) for row in self._database.all(_OF_DAY, since_=stamp(since), until_=stamp(until))]

    def counts(self) -> Mapping[tuple[str, DeliveryState], int]:
        """Counts the deliveries by backend and state."""
        return {(row["backend"], row["state"]): row["count"] for row in self._database.all(_COUNTED)}

    def change(self, now: DeliveryRecord) -> None:
        """Puts a delivery into the state that `now` shows."""
        self._database.run(
            _CHANGE,
            this=now.id,
            to=now.state,
            then=stamp(now.since),
            tried=now.attempts,
            why=now.reason,
            called=now.upstream,
            asks_person=int(now.person),
        )


class OutageRepository:
    """Stores when backends could not be worked with."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, backend: str, at: datetime, reason: str) -> None:
        """Notes that an outage begins; nothing where one goes on already."""
        if self._database.one(_HOLDS, of_backend=backend) is None:
            self._database.run(_BEGIN, backend=backend, began_at=stamp(at), reason=reason)

    def end(self, backend: str, at: datetime) -> None:
        """Notes that it is over."""
        self._database.run(_END, of_backend=backend, then=stamp(at))

    def listed(self) -> list[OutageRecord]:
        """Lists the last outages, at most 50, the newest first."""
        return [
            OutageRecord(
                row["backend"],
                local(row["began_at"]),
                row["reason"],
                local(row["ended_at"]) if row["ended_at"] else None,
            )
            for row in self._database.all(_OUTAGES)
        ]


class UpstreamEventRepository:
    """Stores what backends have told of dossiers: each event once, by its source and id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, source: str, event_id: str, dossier_id: str, told: ToldState, at: datetime) -> bool:
        """Keeps an event; False where it was kept before."""
        if self._database.one(_EVENT, from_source=source, this=event_id) is not None:
            return False
        self._database.run(
            _ADD_EVENT,
            source=source,
            id=event_id,
            backend=told.backend,
            dossier=dossier_id,
            state=told.state,
            happened_at=stamp(told.happened_at),
            at=stamp(at),
        )
        return True

    def last_of(self, dossier_id: str) -> dict[str, ToldState]:
        """Gives the last that each backend has told of the dossier, by when it happened there."""
        rows = self._database.all(_TOLD, this=dossier_id)
        return {
            row["backend"]: ToldState(row["backend"], row["state"], local(row["happened_at"])) for row in rows
        }


def _record(row: Any) -> DeliveryRecord:
    return DeliveryRecord(
        id=row["id"],
        key=row["key"],
        backend=row["backend"],
        dossier=row["dossier"],
        kind=row["kind"],
        device=row["device"],
        sequence=row["sequence"],
        dossier_state=row["dossier_state"],
        at=local(row["at"]),
        state=row["state"],
        since=local(row["since"]),
        attempts=row["attempts"],
        reason=row["reason"],
        upstream=row["upstream"],
        person=bool(row["person"]),
    )
