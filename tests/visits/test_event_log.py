"""What a kiosk writes into its log: every kind of deed leaves its word, and nothing has two."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.audit import EVENTS_FILE, LINES_LOST
from kiosk.faults import FAULTS
from kiosk.ports.device import Fault
from kiosk.ports.slots import DeviceSet
from kiosk.visit import events as ev
from tests.visits.test_birth_registration import BIRTH, to_the_review
from tests.visits.world import World

ROOT = Path(__file__).resolve().parents[2]


def test_a_whole_visit_leaves_a_word_for_each_deed() -> None:
    world = World()
    to_the_review(world)
    world.does(ev.WantsHandIn(), ev.Left())
    deeds = [(event, fields) for event, fields in world.log.events if event != "fault"]
    assert deeds == [
        ("card_read", {"warnings": 0}),
        ("paper_read", {"wanted": 7, "offered": 0}),
        ("number_taken", {"origin": "hub", "field": "ho_tich"}),
        ("slip_printed", {"slip": "ticket", "confirmed": True}),
        ("handed_in", {"delivered": True}),
        ("slip_printed", {"slip": "slip", "confirmed": True}),
        ("visit_wiped", {}),
    ]


def test_a_visit_while_the_hub_is_away_says_so() -> None:
    world = World()
    world.gateway.hub_on = False
    to_the_review(world)
    world.does(ev.WantsHandIn())
    assert ("handed_in", {"delivered": False}) in world.log.events
    assert ("number_taken", {"origin": "kiosk", "field": "ho_tich"}) in world.log.events


def test_trouble_leaves_what_was_tried_and_its_name() -> None:
    world = World()
    world.gateway.broken = Fault("hub_unreachable", "K1")
    world.does(ev.PickedProcedure(BIRTH), ev.WantsNumber())
    assert world.log.events == [("fault", {"effect": "TakeNumber", "fault": "hub_unreachable"})]


@pytest.mark.parametrize(
    ("effect", "fault", "tries"),
    [
        ("PrintSlip", "printer_unreachable", (ev.PickedProcedure(BIRTH), ev.WantsNumber())),
        (
            "ReadCard",
            "camera_missing",
            (ev.PickedProcedure(BIRTH), ev.WantsStart(), ev.TookOffer(BIRTH), ev.Consented(True)),
        ),
        ("Listen", "microphone_missing", (ev.Went("robot"), ev.WantsToSpeak())),
    ],
)
def test_a_kiosk_without_a_device_says_which_trouble_that_is(
    effect: str, fault: str, tries: tuple[ev.Event, ...]
) -> None:
    world = World()
    runner = world.session._runner
    runner.ports = replace(runner.ports, devices=DeviceSet(), ear=None)
    world.does(*tries)
    assert ("fault", {"effect": effect, "fault": fault}) in world.log.events
    assert fault in FAULTS


def recorded() -> Iterator[tuple[str, frozenset[str]]]:
    """Every event that the program records, with its fields."""
    for path in (path for place in ("kiosk", "ui") for path in (ROOT / place).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            match node:
                case ast.Call(ast.Attribute(attr="record"), [ast.Constant(value=str(event))], keywords):
                    yield event, frozenset(one.arg or "" for one in keywords)


def test_the_program_records_each_event_of_the_catalogue_with_all_its_fields_and_no_other() -> None:
    catalogue = tomllib.loads(EVENTS_FILE.read_text(encoding="utf-8"))
    known = {event: frozenset(entry["fields"]) for event, entry in catalogue.items()}
    assert dict(recorded()) == {event: fields for event, fields in known.items() if event != LINES_LOST}
