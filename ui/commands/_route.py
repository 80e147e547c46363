"""Answers `./run catalogue route`: who decides, whether it may be handed in here, and why."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from config.centre import load_fields
from config.load import PROCEDURES
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.competence import Competence, Point, Route
from kiosk.catalogue.portal_gaps import note_missing, on_portal
from kiosk.catalogue.route_words import authority_name, place_name, route_lines, signers
from kiosk.catalogue.wards import Ward, Wards
from kiosk.clock import SystemClock
from kiosk.language.messages import N_, Messages
from ui.commands import Refused, WrongUse
from ui.wiring.catalogue import DATA, index_folder, sources_of

NO_WARD = N_("catalogue: --ward: no ward of the city is called “{text}”.")
SEVERAL_WARDS = N_("catalogue: --ward: “{text}” may be {wards}; name one of them.")
NO_POINT = N_("catalogue: --at: there is no “{text}”; it takes a ward's code or one of {points}.")
BAD_DAY = N_("catalogue: --on: there is no day “{text}”; it takes one such as 2026-11-28.")
MISSING = N_("Not on the national portal; it is on the list {path}.")
NOWHERE = N_(
    "catalogue: {code} is neither in the catalogue nor on the national portal; it is on the list {path}."
)
NO_LIST = N_("catalogue: {path} cannot be written: {reason}.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the procedure, the ward of the matter, and the place where somebody stands."""
    parser.add_argument("code", metavar="CODE")
    parser.add_argument(
        "--ward", required=True, metavar="W", help="of the citizen, the event or the land; old names too"
    )
    parser.add_argument(
        "--at", required=True, metavar="POINT", help="a ward's code, city, region-1 … or team-01 …"
    )
    parser.add_argument("--on", metavar="YYYY-MM-DD", help="default: today")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--into", type=Path, default=DATA, metavar="DIR", help="data folder of the machine (default: var)"
    )


def show(options: argparse.Namespace, messages: Messages) -> int:
    """Prints the route of one procedure."""
    competence = Competence.load()
    ward = _ward(options, competence.wards, messages)
    on = _day(options, messages)
    at = _place(options, competence, messages, on)
    procedures = options.folder
    catalogue = open_catalogue(
        sources_of(options.into, load_fields(), procedures),
        index_folder(options.into) if procedures == PROCEDURES else None,
    )
    listed = options.into / "missing_on_portal.csv"
    missing = not on_portal(catalogue, options.code)
    if missing:
        _note(listed, options, messages, on)
    if options.code not in catalogue.entries:
        raise Refused(messages.text(options.lang, NOWHERE, code=options.code, path=listed))
    entry = catalogue.entries[options.code]
    route = competence.route(entry, ward, at, on)
    if options.json:
        names = {"name": entry.name.model_dump(), "missing_on_portal": missing, "on": on.isoformat()}
        print(json.dumps({**_as_json(route, messages), **names}, ensure_ascii=False))
        return 0
    print(f"{entry.code}  {entry.name.en if options.lang == 'en' else entry.name.vi}")
    for line in route_lines(route, options.lang, messages):
        print(line)
    if missing:
        print(messages.text(options.lang, MISSING, path=listed))
    return 0


def _day(options: argparse.Namespace, messages: Messages) -> date:
    if options.on is None:
        return SystemClock().now().date()
    try:
        return date.fromisoformat(options.on)
    except ValueError as error:
        raise WrongUse(messages.text(options.lang, BAD_DAY, text=options.on)) from error


def _ward(options: argparse.Namespace, wards: Wards, messages: Messages) -> Ward:
    if options.ward in wards:
        return wards[options.ward]
    found = wards.find(options.ward)
    if not found:
        raise WrongUse(messages.text(options.lang, NO_WARD, text=options.ward))
    if len(found) > 1:
        several = ", ".join(f"{match.ward.full_name} ({match.ward.code})" for match in found)
        raise WrongUse(messages.text(options.lang, SEVERAL_WARDS, text=options.ward, wards=several))
    return found[0].ward


def _place(options: argparse.Namespace, competence: Competence, messages: Messages, on: date) -> Ward | Point:
    """Gives the place by that code or id. A point that is not open on that day is none."""
    open_then = {point.id: point for point in competence.points.values() if point.holds(on)}
    found = competence.wards.get(options.at) or open_then.get(options.at)
    if found is None:
        points = ", ".join(open_then) or "–"
        raise WrongUse(messages.text(options.lang, NO_POINT, text=options.at, points=points))
    return found


def _note(path: Path, options: argparse.Namespace, messages: Messages, on: date) -> None:
    try:
        note_missing(path, options.code, on)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Refused(messages.text(options.lang, NO_LIST, path=path, reason=reason)) from error


def _as_json(route: Route, messages: Messages) -> dict[str, Any]:
    """Gives the answer in English, with stable keys."""
    deciding = route.authority_ward
    return {
        "code": route.code,
        "ward": route.ward.code,
        "at": route.at.code if isinstance(route.at, Ward) else route.at.id,
        "place": place_name(route.at, "en", messages),
        "authority": {
            "id": route.authority.id,
            "name": authority_name(route, "en", messages),
            "ward": deciding.code if deciding else None,
            "phone": route.authority.phone,
        },
        "here": route.here,
        "slip": route.slip,
        "why": route.why.model_dump(),
        "signed_by": signers(route, "en", messages),
        "delegated_tasks": [task.number for task in route.tasks],
        "sources": [source.model_dump(mode="json", exclude_none=True) for source in route.sources],
        "table_version": route.table_version,
    }
