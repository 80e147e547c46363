"""Stores the centre's kiosks, and the one-time codes by which one is paired."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from kiosk.contract.pairing import PairingState
from kiosk.hub.store.database import Database, adding
from kiosk.hub.store.moments import local
from kiosk.hub.store.pairing_tables import pairing, pairing_code
from kiosk.hub.store.records import PairingCodeRecord, PairingRecord
from kiosk.store.moments import stamp

_ADD_CODE = adding(pairing_code, "digest", "kiosk", "first_number", "last_number", "officer", "expires_at")
_CODE = select(pairing_code).where(pairing_code.c.digest == bindparam("this"))
_OPEN_CODES = select(pairing_code).where(
    pairing_code.c.used_at.is_(None), pairing_code.c.expires_at > bindparam("now")
)
_USE_CODE = (
    update(pairing_code).where(pairing_code.c.digest == bindparam("this")).values(used_at=bindparam("then"))
)
_ADD = adding(
    *(pairing, "id", "kiosk", "first_number", "last_number"),
    *("public_key", "officer", "paired_at", "expires_at"),
)
_ALL = select(pairing).order_by(pairing.c.kiosk, pairing.c.paired_at)
_ONE = select(pairing).where(pairing.c.id == bindparam("this"))
_HOLDING = select(pairing).where(pairing.c.ended_at.is_(None)).order_by(pairing.c.kiosk)
_EXTEND = update(pairing).where(pairing.c.id == bindparam("this")).values(expires_at=bindparam("then"))
_END = (
    update(pairing)
    .where(pairing.c.id == bindparam("this"), pairing.c.ended_at.is_(None))
    .values(ended_at=bindparam("then"), ended_as=bindparam("why"))
)


class PairingRepository:
    """Stores pairings by their ids; none is deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_code(self, code: PairingCodeRecord) -> None:
        """Adds a code that nobody has used."""
        self._database.run(
            _ADD_CODE,
            digest=code.digest,
            kiosk=code.kiosk,
            first_number=code.numbers[0],
            last_number=code.numbers[1],
            officer=code.officer,
            expires_at=stamp(code.expires_at),
        )

    def code(self, digest: str) -> PairingCodeRecord | None:
        """Finds a code, used and expired ones too."""
        row = self._database.one(_CODE, this=digest)
        return None if row is None else _code(row)

    def open_codes(self, now: datetime) -> list[PairingCodeRecord]:
        """Lists the codes that may still be used."""
        return [_code(row) for row in self._database.all(_OPEN_CODES, now=stamp(now))]

    def use_code(self, digest: str, at: datetime) -> None:
        """Notes that a code was used."""
        self._database.run(_USE_CODE, this=digest, then=stamp(at))

    def add(self, record: PairingRecord) -> None:
        """Adds a kiosk."""
        self._database.run(
            _ADD,
            id=record.id,
            kiosk=record.kiosk,
            first_number=record.numbers[0],
            last_number=record.numbers[1],
            public_key=record.public_key.hex(),
            officer=record.officer,
            paired_at=stamp(record.paired_at),
            expires_at=stamp(record.expires_at),
        )

    def by_id(self, pairing_id: str) -> PairingRecord | None:
        """Finds a pairing, ended ones too."""
        row = self._database.one(_ONE, this=pairing_id)
        return None if row is None else _pairing(row)

    def listed(self) -> list[PairingRecord]:
        """Lists all pairings by name, the oldest of a name first."""
        return [_pairing(row) for row in self._database.all(_ALL)]

    def holding(self) -> list[PairingRecord]:
        """Lists those that hold their name and range: valid or expired, not ended."""
        return [_pairing(row) for row in self._database.all(_HOLDING)]

    def extend(self, pairing_id: str, until: datetime) -> None:
        """Lets a pairing last until then."""
        self._database.run(_EXTEND, this=pairing_id, then=stamp(until))

    def end(self, pairing_id: str, why: PairingState, at: datetime) -> None:
        """Ends a pairing; harmless for one that has ended."""
        self._database.run(_END, this=pairing_id, why=why.value, then=stamp(at))


def _code(row: Any) -> PairingCodeRecord:
    used = row["used_at"]
    return PairingCodeRecord(
        row["digest"],
        row["kiosk"],
        (row["first_number"], row["last_number"]),
        row["officer"],
        local(row["expires_at"]),
        None if used is None else local(used),
    )


def _pairing(row: Any) -> PairingRecord:
    ended, why = row["ended_at"], row["ended_as"]
    return PairingRecord(
        row["id"],
        row["kiosk"],
        (row["first_number"], row["last_number"]),
        bytes.fromhex(row["public_key"]),
        row["officer"],
        local(row["paired_at"]),
        local(row["expires_at"]),
        None if ended is None else local(ended),
        None if why is None else PairingState(why),
    )
