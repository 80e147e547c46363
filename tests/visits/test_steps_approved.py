"""What each event does to each scene, as it was approved: what changes in the visit, each effect, and what is
then spoken and shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from functools import cache
from typing import get_args

import pytest

from kiosk.clock import ICT
from kiosk.contract.ticket import Ticket
from kiosk.dossier.model import Submission
from kiosk.gateway import HandedIn
from kiosk.ports.device import Fault
from kiosk.ports.papers import Page
from kiosk.ports.speech import Heard
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.assistant import Reply
from kiosk.visit.model import Moment, Visit
from kiosk.visit.reducer import advance
from kiosk.visit.spoken import spoken
from tests import approved
from tests.screens.dossier_scenes import BIRTH, CARD, a_glimpse
from tests.screens.scenes import SCENES
from tests.visits.gateway import FakeGateway
from tests.visits.world import CONTEXT, World
from ui.citizen.screens import screen_for

NOW = Moment(datetime(2026, 11, 23, 9, 1, tzinfo=ICT), 61.0, "fresh")
LATER = Moment(datetime(2026, 11, 23, 9, 5, tzinfo=ICT), 301.0, "fresh")
ANYWHERE: tuple[ev.Event, ...] = (
    *(ev.Went(place) for place in ("home", "search", "robot", "show_code", "leaving", "status")),
    *(ev.AdjustedSpeech(how) for how in get_args(ev.SpeechStep)),
    *(ev.ToggledComfort(what) for what in get_args(ev.ComfortSwitch)),
    ev.WantsEar(),
    ev.PointedAt("Mẹ. nút. 4 trên 6."),
    ev.Announced("Đã chụp."),
    *(ev.Keyed(key) for key in ("a", "5", "s", "space", "backspace", "D")),
    ev.Touched(),
    ev.Back(),
    ev.GoesOn(),
    ev.WantsToLeave(),
    ev.Left(),
    ev.MoreTime(),
    ev.ChoseLanguage("en"),
    ev.ChoseLanguage("vi"),
    ev.WantsRepeat(),
    ev.CalledStaff(),
    ev.PickedField("ho_tich"),
    ev.PickedField("nop_ho_so"),
    ev.PickedProcedure(BIRTH),
    ev.PickedProcedure("9.900001"),
    ev.AskedRobot("khai sinh"),
    ev.AskedRobot(),
    ev.WantsToSpeak(),
    ev.SaidAll(),
    ev.PutAway(),
    ev.Told((("child.birth_date", "2026-11-03"), ("child.sex", "Nam"))),
    ev.ReadBack(right=True),
    ev.ReadBack(right=False),
    ev.WantsNumber(),
    ev.WantsStart(),
    ev.TookOffer(BIRTH),
    ev.Consented(yes=True),
    ev.Consented(yes=False),
    ev.WantsHandIn(),
    ev.Ticked(),
    ev.Ticked(speaking=True),
)
REPLIES = (Reply("answer", "Trả lời"), Reply("do", "Đồng ý?", confirm=True), Reply("decline", "Không rõ"))
FAULTS = (
    "code_unreadable",
    "printer_paper_out",
    "hub_unreachable",
    "not_a_card",
    "not_heard",
    "robot_failed",
)


def at_steps(*steps: str) -> Iterator[ev.Event]:
    """What can be done on a page that asks."""
    for step in steps:
        yield from (ev.WantsTyping(step), ev.WantsScan(step), ev.WantsCapture(step), ev.WantsChange(step))
        yield from (ev.Answered(step, value) for value in (None, "", "mother", "yes", "20112026", "2", "MẪU"))
        yield from (ev.PaperElsewhere(step, "at_counter"), ev.PaperElsewhere(step, "none"))
        yield from (ev.KeptPage(step, yes=True), ev.KeptPage(step, yes=False))


def ends(visit: Visit) -> Iterator[ev.Event]:
    """How each thing that is waited for may end."""
    for effect in visit.pending:
        yield from (oc.Failed(visit.id, effect, Fault(fault, "…")) for fault in FAULTS)
        match effect:
            case fx.ReadCard():
                yield oc.CardRead(visit.id, effect, CARD)
                yield oc.CardRead(visit.id, effect, replace(CARD, birth_date="2020-01-01"))
            case fx.CapturePage():
                yield oc.PageCaptured(visit.id, effect, Page(b"page", 7, 9, ("tilt_glare",)), "ab" * 32)
            case fx.AskAssistant():
                for reply in REPLIES:
                    yield oc.RobotReplied(visit.id, effect, reply)
            case fx.Listen():
                for guesses in ((("khai sinh", 0.9),), (("có", 0.9), ("cơ", 0.2))):
                    yield oc.WasHeard(visit.id, effect, Heard(guesses, "vi", "typed", 5))
            case fx.TakeNumber(request=request):
                given = FakeGateway(World().clock).take_number(request)
                assert isinstance(given, Ticket)
                yield oc.NumberTaken(visit.id, effect, given)
            case fx.PrintSlip():
                yield oc.SlipPrinted(visit.id, effect)
            case fx.HandIn():
                dossier = Submission("d1", "K1-1", "T" * 16, BIRTH, NOW.wall)
                yield from (
                    oc.WasHandedIn(visit.id, effect, HandedIn(dossier, there)) for there in (True, False)
                )
            case _:
                continue
    for hint in (None, "move_closer", "tilt_glare", "show_the_code"):
        yield ev.Glimpsed(visit.id, a_glimpse(hint))


@cache
def scene(name: str) -> Visit:
    """The visit of a scene, always the same."""
    return replace(SCENES[name](World()), id="v")


def plain(value: object) -> object:
    """Every field of a value, those too that a repr leaves out."""
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, {one.name: plain(getattr(value, one.name)) for one in fields(value)}]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, Enum) else value


def done(visit: Visit, event: ev.Event, now: Moment) -> object:
    """The parts of the visit that the event changes, and its effects; None where nothing happens."""
    after, effects = advance(CONTEXT, visit, event, now)
    changed = {
        one.name: plain(getattr(after, one.name))
        for one in fields(after)
        if getattr(after, one.name) != getattr(visit, one.name)
    }
    if not effects and set(changed) <= {"touched"}:
        return None
    return [changed, plain(effects), spoken(CONTEXT, after), screen_for(CONTEXT, after).view(CONTEXT, after)]


@pytest.mark.parametrize("name", SCENES)
def test_what_each_event_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_bytes", bytes)
    monkeypatch.setattr("kiosk.visit.runner.uuid7", lambda: "d1")
    visit = scene(name)
    rows: dict[str, object] = {}
    for now in (NOW, LATER):
        events = [*ANYWHERE, *at_steps(visit.at), *ends(visit)] if now is NOW else [ev.Ticked(), ev.Touched()]
        for number, event in enumerate(events):
            rows[f"{name} {number} {type(event).__name__} {now.seconds}"] = done(visit, event, now)
    idle = [row.removeprefix(f"{name} ") for row, value in rows.items() if value is None]
    approved.hold(__file__, {f"{name} nothing": idle, **{row: value for row, value in rows.items() if value}})
