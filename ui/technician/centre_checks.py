"""What a machine's centre lacks, and whether a kiosk and its hub agree: small checks for the doctor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from config.centre import CentreBundle
from config.problems import Problem
from kiosk.contract.centre import CentreFacts
from kiosk.faults import text_of
from kiosk.handover.agreement import Side, agree
from kiosk.language.messages import N_
from kiosk.ports.device import Fault
from ui.technician.checks import Finding


def check_centre(bundle: CentreBundle, today: date) -> Iterator[Finding]:
    """The centre's folder is right; whether its unit code and its hours are known."""
    values = {"centre": bundle.centre.full_name, "version": bundle.version}
    yield Finding("centre", "ok", N_("Centre: {centre}, edition {version} of its folder"), values=values)
    if bundle.centre.dossier_unit is None:
        message = N_("The centre's unit code is not known yet: accepted dossiers get no code")
        remedy = N_("Write `unit` and `centre` into centre.toml of the centre's folder.")
        yield Finding("unit", "optional", message, remedy)
    if bundle.hours is None:
        remedy = N_("Write `[hours]` into centre.toml of the centre's folder.")
        yield Finding("hours", "optional", N_("The centre's opening hours are not stated"), remedy)
    else:
        sessions = ", ".join(map(str, bundle.hours.on(today, bundle.calendar))) or "–"
        yield Finding("hours", "ok", N_("Opening hours today: {hours}"), values={"hours": sessions})


def check_file(problem: Problem) -> Finding:
    """A file of settings is wrong."""
    return Finding("centre", "missing", N_("{problem}"), values={"problem": problem})


def check_hub(side: Side, url: str, answer: CentreFacts | Fault) -> Iterator[Finding]:
    """The hub answers, takes this kiosk's token, and agrees with it on centre, fields and numbers."""
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


def _disagreement(fault: Fault, url: str) -> Finding:
    message = N_("Hub: {url}: {detail}") if fault.detail else N_("Hub: {url}")
    return Finding("hub", "missing", message, text_of(fault).staff, {"url": url, "detail": fault.detail})
