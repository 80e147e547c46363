"""Accounts for every dossier of a day: handed in = at the hub = sent = acknowledged + open, with the reasons.

What was handed in at a kiosk is counted by the numbers that it wrote on the slips: they are given without a
gap, so a number between others whose dossier is not here is missing, and is named. Numbers after the last one
that came are not known here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from kiosk.clock import ICT
from kiosk.contract.account import AccountRow, DayAccount
from kiosk.hub.hub import Hub
from kiosk.hub.store.deliveries import DeliveryRecord
from kiosk.hub.store.records import DossierRecord
from kiosk.hub.store.transaction import Reading
from kiosk.hub.upstream.standing import standing
from kiosk.hub.views import dossier_name

NOT_HERE = "not_here"
NO_BACKEND = "no_backend"
WAITS = "waits"
COLUMNS = (
    *("reference", "procedure", "state", "received_at", "backend"),
    *("delivery", "since", "upstream", "open", "reason"),
)
_REFERENCE = re.compile(r"(?P<kiosk>[A-Z0-9]+)-(?P<day>[0-9]{6})-(?P<number>[0-9]{4,})")


def day_account(hub: Hub, reading: Reading, day: date, lang: str) -> DayAccount:
    """Accounts for the dossiers that came on that day, ICT."""
    since = datetime.combine(day, time(), ICT)
    until = since + timedelta(days=1)
    here = reading.dossiers.received_between(since, until)
    deliveries: dict[str, list[DeliveryRecord]] = {}
    for row in reading.deliveries.of_dossiers_between(since, until):
        deliveries.setdefault(row.dossier, []).append(row)
    rows = [one for filed in here for one in _rows(hub, filed, deliveries.get(filed.dossier.id, []), lang)]
    missing = list(_missing({filed.dossier.reference for filed in here}, day))
    opened = {row.id for row in rows if row.open}
    wholes = [one for some in deliveries.values() for one in some if one.kind == "dossier"]
    sent = {one.dossier for one in wholes if one.attempts}
    acknowledged = {row.id for row in rows} - opened
    return DayAccount(
        day=day,
        handed_in=len(here) + len(missing),
        missing=len(missing),
        at_hub=len(here),
        sent=len(sent),
        acknowledged=len(acknowledged),
        open=len(opened),
        backends=tuple(sorted({row.backend for row in rows if row.backend})),
        adds_up=len(here) == len(acknowledged) + len(opened) and all(row.reason for row in rows if row.open),
        rows=(*(_absent(reference) for reference in missing), *rows),
    )


def table(account: DayAccount) -> str:
    """Writes the account as CSV (RFC 4180), a row for each dossier and backend; no person stands in it."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for row in account.rows:
        rows.writerow(
            [
                *(row.reference, row.procedure_name, row.state.value if row.state else ""),
                *(_moment(row.received_at), row.backend, row.delivery or "", _moment(row.since)),
                *(_plain(row.upstream), "yes" if row.open else "no", _plain(row.reason)),
            ]
        )
    return written.getvalue()


def _rows(hub: Hub, filed: DossierRecord, found: list[DeliveryRecord], lang: str) -> Iterator[AccountRow]:
    for row in standing(found).values() or [None]:
        is_open = row is None or row.state != "acknowledged"
        yield AccountRow(
            reference=filed.dossier.reference,
            id=filed.dossier.id,
            procedure_name=dossier_name(hub, filed.dossier, lang),
            state=filed.state,
            received_at=filed.received_at,
            backend=row.backend if row else "",
            delivery=row.state if row else None,
            since=row.since if row else None,
            upstream=row.upstream if row else "",
            open=is_open,
            reason=_reason(row) if is_open else "",
        )


def _reason(row: DeliveryRecord | None) -> str:
    if row is None:
        return NO_BACKEND
    return row.reason or WAITS


def _missing(references: set[str], day: date) -> Iterator[str]:
    """Lists the numbers between the first and the last of a kiosk and day whose dossier is not here."""
    last: dict[str, set[int]] = {}
    for found in map(_REFERENCE.fullmatch, references):
        if found is not None and found["day"] == f"{day:%y%m%d}":
            last.setdefault(found["kiosk"], set()).add(int(found["number"]))
    for kiosk, numbers in sorted(last.items()):
        for number in sorted(set(range(1, max(numbers))) - numbers):
            yield f"{kiosk}-{day:%y%m%d}-{number:04d}"


def _absent(reference: str) -> AccountRow:
    return AccountRow(
        reference=reference,
        id=None,
        procedure_name="",
        state=None,
        received_at=None,
        backend="",
        delivery=None,
        since=None,
        upstream="",
        open=True,
        reason=NOT_HERE,
    )


def _moment(at: datetime | None) -> str:
    return at.astimezone(ICT).isoformat(timespec="seconds") if at else ""


def _plain(text: str) -> str:
    """Keeps a spreadsheet from taking a backend's words for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
