"""Shows a procedure in the national portal's own words: to be read, and to take a number for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.catalogue.describe import day_words
from kiosk.catalogue.imported import Imported, Passage
from kiosk.catalogue.portal import wording
from kiosk.language.messages import N_
from kiosk.visit.journeys.exploring import PORTAL_TEXT
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, asks_priority, data_text, take_number, take_priority, translate
from ui.citizen.exploring.procedure import counters
from ui.citizen.screen import Screen, at

SECTIONS = {
    wording.PAPERS: ("file-stack", N_("Papers of the dossier")),
    wording.CHANNELS: ("banknote", N_("How to file, time and fees")),
    wording.STEPS: ("layers", N_("How it goes, step by step")),
    wording.WHO: ("users", N_("Who it is for")),
    wording.CONDITIONS: ("circle-check", N_("Conditions")),
    wording.AUTHORITY: ("landmark", N_("Who does it")),
    wording.RESULT: ("file-check", N_("What you receive")),
    wording.LAW: ("stamp", N_("Legal basis")),
}
"""Icon and title of each section that the importer writes; another one keeps the portal's heading."""
LONGEST_TITLE = 120
_RUN_ON = re.compile(r"(?<=[.;:]) (?=[-+*] )")
"""Where the portal has the points of a list in one line."""


def view(context: KioskContext, visit: Visit) -> View:
    """Shows the portal's passages, with the day on which they were taken from it."""
    record = context.catalogue.imported(visit.procedure or "")
    if record is None:
        return {
            "overline": "",
            "title": "",
            "seen": "",
            "only_named": "",
            "place": "",
            "passages": [],
            "number": "",
        }
    field = next((field for field in context.fields if field.id == record.field), None)
    return {
        "overline": data_text(context, visit, field.name) if field else "",
        "title": record.name,
        "seen": translate(
            context,
            visit,
            N_("Vietnamese text of the National Public Service Portal, seen {day}. An officer confirms it."),
            day=day_words(record.seen, visit.lang),
        ),
        "only_named": _only_named(context, visit, record),
        "place": counters(context, visit, record.field),
        "passages": [_passage(context, visit, one) for one in record.passages],
        "number": visit.ticket.number if visit.ticket else "",
        "priority": asks_priority(context, visit),
    }


def _only_named(context: KioskContext, visit: Visit, record: Imported) -> str:
    """Says that nothing is known of it but its name and who does it."""
    if {one.heading for one in record.passages} - {wording.WHO, wording.AUTHORITY}:
        return ""
    return translate(context, visit, N_("What to bring is not published here. Ask at the counter."))


def _passage(context: KioskContext, visit: Visit, passage: Passage) -> View:
    symbol, heading = SECTIONS.get(passage.heading, ("file-text", ""))
    return {
        "symbol": symbol,
        "heading": translate(context, visit, heading) if heading else passage.heading,
        "lines": list(_lines(passage.text)),
    }


def _lines(text: str) -> Iterator[View]:
    """Gives the lines of a passage; the short first line of a block stands over it as its title."""
    for block in text.split("\n\n"):
        lines = _RUN_ON.sub("\n", block).split("\n")
        for number, line in enumerate(lines):
            titles = number == 0 and len(lines) > 1 and len(line) <= LONGEST_TITLE
            yield {"text": line, "strong": titles and not line.startswith(("-", "+"))}


ACTIONS: Actions = {"number": take_number, "priority": take_priority}
SCREEN = Screen("PortalText", at(PORTAL_TEXT), view, ACTIONS)
