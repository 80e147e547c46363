"""Reports the fees of a day: what came in, what was given back, by whom, in cash and by transfer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from kiosk.clock import ICT
from kiosk.contract.result import CashRow, CashTotal, DayCash, PaidBy
from kiosk.hub.dossiers import get_or_404
from kiosk.hub.hub import Hub
from kiosk.hub.store.records import StepRecord
from kiosk.hub.store.transaction import Reading
from kiosk.hub.views import dossier_name

COLUMNS = ("at", "reference", "code", "procedure", "amount_vnd", "paid_by", "officer")


def day_cash(hub: Hub, reading: Reading, day: date, lang: str) -> DayCash:
    """Lists the fees of that day, ICT, and sums them up."""
    since = datetime.combine(day, time(), ICT)
    until = since + timedelta(days=1)
    found = [
        row
        for step in reading.steps.fees_between(since, until)
        for row in _rows(hub, reading, step, lang)
        if since <= row.at < until
    ]
    rows = tuple(sorted(found, key=lambda row: row.at))
    names = {row.officer: row.officer_name for row in rows}
    return DayCash(
        day=day,
        rows=rows,
        officers=tuple(
            CashTotal(
                officer=login,
                officer_name=names[login],
                cash=_sum((row for row in rows if row.officer == login), "cash"),
                transfer=_sum((row for row in rows if row.officer == login), "transfer"),
            )
            for login in sorted(names)
        ),
        cash=_sum(iter(rows), "cash"),
        transfer=_sum(iter(rows), "transfer"),
    )


def table(cash: DayCash) -> str:
    """Writes the day's fees as CSV (RFC 4180), one row each; no person stands in it."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for row in cash.rows:
        moment = row.at.isoformat(timespec="seconds")
        rows.writerow(
            [
                *(moment, row.reference, row.code or "", row.procedure_name),
                *(row.amount, row.paid_by, row.officer_name),
            ]
        )
    return written.getvalue()


def _rows(hub: Hub, reading: Reading, step: StepRecord, lang: str) -> Iterator[CashRow]:
    """Gives the row of a fee, and that of its giving back, each at its moment and by its officer."""
    filed = get_or_404(reading, step.dossier)
    amount = step.amount or 0
    given_back = (step.ended_at, step.ended_by, -amount)
    for at, officer, came in ((step.at, step.officer, amount), given_back):
        if at is not None and officer is not None:
            yield CashRow.model_validate(
                {
                    "at": at,
                    "reference": filed.dossier.reference,
                    "code": filed.code,
                    "procedure_name": dossier_name(hub, filed.dossier, lang),
                    "amount": came,
                    "paid_by": step.detail,
                    "officer": officer,
                    "officer_name": reading.officers.name_of(officer),
                }
            )


def _sum(rows: Iterator[CashRow], paid_by: PaidBy) -> int:
    return sum(row.amount for row in rows if row.paid_by == paid_by)
