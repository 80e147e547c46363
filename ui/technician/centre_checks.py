"""Checks a machine's centre, and whether a kiosk and its hub agree: small checks for the doctor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from config.centre import CentreBundle
from config.problems import Problem
from kiosk.contract.centre import CentreFacts
from kiosk.faults import FAULTS, text_of
from kiosk.handover.agreement import Side, agree
from kiosk.http import Answer
from kiosk.language.messages import N_
from kiosk.ports.device import Fault
from ui.technician.causes import cause_of_fault
from ui.technician.checks import Finding, MessageId

if TYPE_CHECKING:
    from kiosk.hub.store.store import StoreFacts  # a kiosk's doctor loads no store of a hub

CALENDAR_AHEAD, CALENDAR_DUE = timedelta(days=180), timedelta(days=90)
"""How long before the calendar's end the technician hears of it, and from when on something is missing."""


def check_centre(bundle: CentreBundle, today: date) -> Iterator[Finding]:
    """Checks the centre's folder, and that its unit code and its hours are known."""
    values = {"centre": bundle.centre.full_name, "version": bundle.version}
    yield Finding("centre", "ok", N_("Centre: {centre}, edition {version} of its folder"), values=values)
    if bundle.centre.dossier_unit is None:
        message = N_("The centre's unit code is not known yet: accepted dossiers get no code")
        remedy = N_("Write `unit` and `centre` into centre.toml of the centre's folder.")
        yield Finding("unit", "optional", message, remedy)
    sessions = bundle.timetable.sessions(today)
    if sessions is None:
        remedy = N_("Write `[hours]` into centre.toml of the centre's folder.")
        yield Finding("hours", "optional", N_("The centre's opening hours are not stated"), remedy)
    else:
        hours = ", ".join(map(str, sessions)) or "–"
        yield Finding("hours", "ok", N_("Opening hours today: {hours}"), values={"hours": hours})
    yield check_calendar(bundle.timetable.calendar.until, today)


def check_calendar(until: date, today: date) -> Finding:
    """Checks that the days off are known for months to come: without them no dossier is promised a day."""
    values = {"until": until.isoformat(), "days": max((until - today).days, 0)}
    if until - today >= CALENDAR_AHEAD:
        return Finding("calendar", "ok", N_("Days off: known until {until}"), values=values)
    return Finding(
        "calendar",
        "missing" if until - today < CALENDAR_DUE else "optional",
        N_("The days off are known until {until}, {days} more days; no result is promised for a later day."),
        N_("Add the next year's days off to the centre's holidays.csv."),
        values,
    )


def check_file(problem: Problem) -> Finding:
    """Reports that a file of settings is wrong."""
    return Finding("centre", "missing", N_("{problem}"), values={"problem": problem})


def check_hub(side: Side, url: str, answer: CentreFacts | Fault) -> Iterator[Finding]:
    """Checks that the hub answers, takes this kiosk's token, and agrees with it on centre, fields and
    numbers.
    """
    if isinstance(answer, Fault):
        yield _disagreement(answer, url)
        return
    faults = agree(side, answer).faults
    for fault in faults:
        yield _disagreement(fault, url)
    if not faults:
        values = {"url": url, "first": side.numbers[0], "last": side.numbers[1]}
        message = N_("Hub: {url} agrees; numbers {first} to {last} are this kiosk's own")
        yield Finding("hub", "ok", message, values=values)
    if answer.code == side.bundle.centre.code and answer.digest != side.bundle.digest:
        values = {"here": side.bundle.version, "there": answer.version}
        message = N_("The centre's folder differs: edition {here} here, {there} at the hub")
        yield Finding("hub", "optional", message, N_("Copy the hub's folder to this machine."), values)


def check_condition(url: str, answer: Answer | Fault) -> Iterator[Finding]:
    """Says whether the hub that runs here finds anything wrong with its clock or database."""
    if isinstance(answer, Fault):
        yield Finding("condition", "optional", N_("No hub runs at {url}"), values={"url": url})
        return
    if answer.problem:
        message = N_("The hub at {url} can't use its database: {problem}")
        remedy = N_("Check the hub's disk: full, read-only or broken.")
        yield Finding("condition", "missing", message, remedy, {"url": url, "problem": answer.problem})
        return
    known = [warning for warning in answer.body.get("warnings", ()) if warning in FAULTS]
    for warning in known:
        message = N_("The hub at {url} warns: {warning}")
        values = {"url": url, "warning": warning}
        yield Finding("condition", "missing", message, FAULTS[warning].staff, values)
    if not known:
        yield Finding("condition", "ok", N_("Hub: {url} is well"), values={"url": url})


def check_database(found: StoreFacts | str) -> Finding:
    """Judges the server of the hub's database; a text says why it can't be used."""
    if isinstance(found, str):
        message = N_("The hub's database can't be used: {problem}")
        remedy = N_("See “PostgreSQL in place of the hub's file” in docs/technicians.md.")
        return Finding("database", "missing", message, remedy, {"problem": found})
    values = {"version": found.version, "lag": f"{found.lag_s or 0:.1f}"}
    if not found.durable:
        message = N_("PostgreSQL {version} can lose what it has acknowledged")
        remedy = N_("Set fsync = on and full_page_writes = on in the server's postgresql.conf.")
        return Finding("database", "missing", message, remedy, values)
    if found.lag_s is None:
        return Finding("database", "ok", N_("Hub's database: PostgreSQL {version}, no standby"), "", values)
    message = N_("Hub's database: PostgreSQL {version}, its standby is {lag} s behind")
    return Finding("database", "ok", message, "", values)


def _disagreement(fault: Fault, url: str) -> Finding:
    message = N_("Hub: {url}: {detail}") if fault.detail else N_("Hub: {url}")
    detail = MessageId(cause) if (cause := cause_of_fault(fault)) else fault.detail
    return Finding("hub", "missing", message, text_of(fault).staff, {"url": url, "detail": detail})
