"""Pairs kiosks: a code that an officer makes gives one kiosk its name and its range of numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import timedelta

from kiosk.contract.pairing import (
    MadePairing,
    MadePairingCode,
    PairingState,
    WantedPairing,
    WantedPairingCode,
)
from kiosk.dossier.ids import uuid7
from kiosk.hub import notices
from kiosk.hub.officers.codes import new_code
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.records import AuditRole, Notice, PairingCodeRecord, PairingRecord
from kiosk.hub.store.transaction import Reading, Transaction

CODE_LASTS = timedelta(minutes=10)
LASTS = timedelta(days=30)
RENEWED_AFTER = timedelta(days=1)
"""A kiosk that speaks gets its 30 days anew once a day."""
REFUSED = "kiosk_refused"
"""The kind of the notice that tells the staff of a kiosk that is not let in."""
Range = tuple[int, int]


def make_code(tx: Transaction, reserved: Range, wanted: WantedPairingCode, officer: str) -> MadePairingCode:
    """Makes a one-time code. 409 `no_numbers_left`: the centre's range is given away."""
    holding, coming = tx.pairings.holding(), tx.pairings.open_codes(tx.now)
    taken = {one.kiosk: one.numbers for one in holding} | {one.kiosk: one.numbers for one in coming}
    name = wanted.kiosk or _free_name(taken)
    numbers = taken.get(name) or free_range(reserved, taken.values(), wanted.count)
    if numbers is None:
        among = f"{reserved[0]} to {reserved[1]}"
        raise ProblemError("no_numbers_left", f"no {wanted.count} in a row of {among} are free")
    code, until = new_code(), tx.now + CODE_LASTS
    tx.pairings.add_code(PairingCodeRecord(_digest(code), name, numbers, officer, until))
    tx.audit.add("staff", officer, "kiosk.code_made", name)
    return MadePairingCode(code=code, kiosk=name, numbers=numbers, expires_at=until)


def pair(tx: Transaction, centre: str, reserved: Range, wanted: WantedPairing) -> MadePairing:
    """Makes the owner of a code a kiosk of the centre; one that had the name before is none any more.

    401 `wrong_code`; 409 `pairing_code_ended`: used, expired, or its numbers are another's by now; 422
    `wrong_centre`, which leaves the code good.
    """
    code = tx.pairings.code(_digest(wanted.code))
    if code is None:
        raise ProblemError("wrong_code")
    if code.used_at is not None or tx.now >= code.expires_at:
        raise ProblemError("pairing_code_ended", "used" if code.used_at is not None else "expired")
    if wanted.centre != centre:
        raise ProblemError("wrong_centre", f"this is the hub of {centre}")
    others = [one for one in tx.pairings.holding() if one.kiosk != code.kiosk]
    if not _is_within(code.numbers, reserved) or any(_meet(code.numbers, one.numbers) for one in others):
        raise ProblemError("pairing_code_ended", "its numbers are not free any more")
    tx.pairings.use_code(code.digest, tx.now)
    for before in tx.pairings.holding():
        if before.kiosk == code.kiosk:
            end(tx, before, PairingState.REPLACED, code.officer, "staff")
    made = PairingRecord(
        uuid7(),
        code.kiosk,
        code.numbers,
        bytes.fromhex(wanted.public_key),
        code.officer,
        tx.now,
        tx.now + LASTS,
    )
    tx.pairings.add(made)
    settle(tx, made.kiosk)
    tx.audit.add("device", made.kiosk, "kiosk.paired", made.id)
    return MadePairing(
        id=made.id, centre=centre, kiosk=made.kiosk, numbers=made.numbers, expires_at=made.expires_at
    )


def revoke(tx: Transaction, pairing_id: str, officer: str) -> PairingRecord:
    """Lets a kiosk in no more, from its next request on; 404 `unknown_kiosk`."""
    end(tx, get_or_404(tx, pairing_id), PairingState.REVOKED, officer, "staff")
    return get_or_404(tx, pairing_id)


def end(tx: Transaction, record: PairingRecord, why: PairingState, by: str, role: AuditRole) -> None:
    """Ends a pairing; one that has ended stays as it is."""
    if record.ended_at is None:
        tx.pairings.end(record.id, why, tx.now)
        tx.audit.add(role, by, f"kiosk.{why.value}", record.id, record.kiosk)


def renew(tx: Transaction, record: PairingRecord) -> None:
    """Gives a kiosk its days anew."""
    tx.pairings.extend(record.id, tx.now + LASTS)


def note_refused(tx: Transaction, name: str, about: str, reason: str) -> None:
    """Tells the staff once that a kiosk was refused; `about` and the reason make it one notice."""
    id = f"kiosk-{about}-{reason.removeprefix('kiosk_')}".replace("_", "-")
    if tx.notices.by_id(id) is None:
        notices.add(tx, Notice(id, REFUSED, f"{name}: {reason}", notices.HUB, tx.now))
        tx.audit.add("hub", "hub", REFUSED, about, reason)


def settle(tx: Transaction, kiosk: str) -> None:
    """Takes the notices about a kiosk of that name down: it is paired anew."""
    for notice in tx.notices.open_from(notices.HUB):
        if notice.kind == REFUSED and notice.detail.startswith(f"{kiosk}: "):
            notices.finish(tx, notice.id, notices.HUB, role="hub")


def get_or_404(reading: Reading, pairing_id: str) -> PairingRecord:
    """Finds a pairing; 404 `unknown_kiosk`."""
    found = reading.pairings.by_id(pairing_id)
    if found is None:
        raise ProblemError("unknown_kiosk")
    return found


def free_range(reserved: Range, taken: Iterable[Range], count: int) -> Range | None:
    """Finds the first `count` numbers in a row that nobody has; None where there are none."""
    first = reserved[0]
    for other in sorted(taken):
        if other[0] - first >= count:
            break
        first = max(first, other[1] + 1)
    return (first, first + count - 1) if first + count - 1 <= reserved[1] else None


def _free_name(taken: Collection[str]) -> str:
    return next(name for name in (f"K{number}" for number in range(1, 10_000)) if name not in taken)


def _meet(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _is_within(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] <= inner[1] <= outer[1]


def _digest(code: str) -> str:
    """Gives what is kept of a code: it has 60 bits of chance, so nobody finds it by its digest."""
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()
