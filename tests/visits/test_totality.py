"""Nothing is forgotten: every effect is run and ends, every trouble is met, every place is seen and left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, get_args

import pytest

import kiosk.visit
from devices.worker import Crashed
from kiosk.contract.appointment import CheckedIn
from kiosk.contract.notice import NoticeState
from kiosk.contract.submission import SubmissionStatus
from kiosk.dossier.codes import slip_url
from kiosk.faults import FAULTS
from kiosk.gateway import Rating
from kiosk.ports.device import Fault
from kiosk.ports.speech import Heard
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit import runner
from kiosk.visit.failures import SHARED as SHARED_FAILURES
from kiosk.visit.journeys import failures, handlers, journey_at, journeys, places
from kiosk.visit.journeys.status import Following
from kiosk.visit.model import HOME, Visit
from kiosk.visit.reducer import SHARED
from kiosk.visit.spoken import spoken
from tests.screens.scenes import SCENES
from tests.visits.world import GRANDMOTHER, World
from ui.citizen.screen import kind_asked
from ui.citizen.screens import SCREENS, screen_for


def ours(base: type[Any]) -> list[type[Any]]:
    """Every class of the visit below `base` that has none below itself."""
    names = [found.name for found in walk_packages(kiosk.visit.__path__, "kiosk.visit.")]
    found = {
        kind
        for module in map(import_module, names)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, base) and kind.__module__ == module.__name__
    }
    bases = {kind for kind in found if any(issubclass(other, kind) for other in found - {kind})}
    return sorted(found - bases, key=lambda kind: kind.__name__)


EFFECTS = ours(fx.Effect)
AWAITED = [kind for kind in EFFECTS if issubclass(kind, fx.Awaited)]
EVENTS = ours(ev.Event)
OUTCOMES = {kind: get_args(kind.__orig_bases__[0])[0] for kind in ours(oc.Outcome) if kind is not oc.Failed}


@cache
def scene(name: str) -> tuple[World, Visit]:
    """A scene and its world: to be looked at, not to be changed."""
    world = World()
    return world, SCENES[name](world)


def begun(kind: type[fx.Awaited], lane: str, *events: ev.Event, at: str = "home") -> fx.Effect:
    """The effect of that kind as a visit begins it: its lane is held, so that it is still under way."""
    world = World()
    SCENES[at](world)
    world.lanes[lane].hold()
    world.does(*events)
    return next(effect for effect in world.visit.pending if isinstance(effect, kind))


def _handing_in() -> fx.Effect:
    """With a number taken before; else that is what is begun first."""
    world = World()
    visit = replace(SCENES["review"](world), tickets=scene("number")[1].tickets)
    world.session._visit = visit
    world.lanes["hub"].hold()
    (effect,) = world.does(ev.WantsHandIn()).pending
    return effect


@cache
def every_effect() -> dict[type[fx.Effect], fx.Effect]:
    """One effect of every kind."""
    a_number = (ev.PickedField("ho_tich"), ev.WantsNumber())
    asked = (ev.Went("robot"), ev.AskedRobot("khai sinh"))
    found = (
        fx.StopReading(),
        fx.Speak("Xin chào"),
        fx.Chime(),
        fx.Hush(),
        fx.TellStaff(fx.CALL_STAFF),
        fx.FindDossiers("K1-261122-0001"),
        fx.CheckIn(code="7K3M9QXP"),
        fx.LookAtCall("n1"),
        fx.SendRating(Rating("r1", 5)),
        fx.NumberShown("t1", "screen"),
        fx.Wipe(),
        fx.ReadCard("card:requester"),
        fx.ReadSlipCode(),
        fx.CapturePage("paper:birth_notice"),
        fx.ReadPaper("paper:birth_notice", "d", ("child.name",)),
        begun(fx.AskAssistant, "robot", *asked),
        begun(fx.Listen, "recogniser", ev.Went("robot"), ev.WantsToSpeak()),
        fx.StopListening(),
        fx.EndListening(),
        begun(fx.TakeNumber, "hub", *a_number),
        begun(fx.PrintSlip, "printer", *a_number),
        _handing_in(),
    )
    return {type(effect): effect for effect in found}


@pytest.fixture(scope="module")
def samples() -> dict[type[fx.Effect], fx.Effect]:
    return every_effect()


@dataclass
class AtOnce:
    """A lane that runs a call at once, or has its driver break down in it."""

    crashes: bool = False

    def submit(self, call: Callable[[], object], done: Callable[[object], object]) -> bool:
        done(Crashed("OSError") if self.crashes else call())
        return True


@dataclass
class Runners:
    """The effect runner of a kiosk of fakes, and what it posts."""

    crashes: bool = False
    posted: list[ev.Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world = World()
        self.world.reader.shows.append(GRANDMOTHER)
        self.world.ear.hears.append(Heard((("khai sinh", 0.9),), "vi", "typed", 5))
        session = self.world.session
        lanes = {name: AtOnce(self.crashes) for name in self.world.lanes}
        self.runner = runner.EffectRunner(
            session.context,
            session._runner.ports,
            lanes,
            self.posted.append,
            today=lambda: self.world.clock.now().date(),
        )
        self.runner.pages["d"] = b"a kept page"

    def run(self, effect: fx.Effect) -> list[ev.Event]:
        self.runner.run("v1", effect)
        return self.posted


def test_there_is_an_effect_of_every_kind_to_try(samples: dict[type[fx.Effect], fx.Effect]) -> None:
    lacking = sorted(kind.__name__ for kind in set(EFFECTS) - set(samples))
    assert not lacking, f"{lacking}: put one of each into `samples` above"
    assert set(samples) <= set(EFFECTS)


@pytest.mark.parametrize("kind", EFFECTS, ids=lambda kind: kind.__name__)
def test_every_effect_is_run_by_fakes_and_ends(
    kind: type[fx.Effect], samples: dict[type[fx.Effect], fx.Effect]
) -> None:
    runners = Runners()
    if kind is fx.LookAtCall:
        runners.world.gateway.stands["n1"] = NoticeState.OPEN
    if kind is fx.ReadSlipCode:
        runners.world.reader.shows[:] = [slip_url("http://hub.example", "dossier", "A" * 16).encode()]
        runners.world.gateway.look_up = a_status  # type: ignore[method-assign]
    if kind is fx.CheckIn:
        now = runners.world.clock.now()
        runners.world.gateway.booked = CheckedIn(arrival="early", field="ho_tich", at=now, opens=now)
    posted = runners.run(samples[kind])
    if kind not in OUTCOMES.values():
        assert posted == []
        return
    assert [OUTCOMES[type(event)] for event in posted] == [kind], posted


def a_status(token: str) -> SubmissionStatus | Fault:
    found = scene("status")[1].of(Following).status
    assert found is not None
    return found


@pytest.mark.parametrize("kind", EFFECTS, ids=lambda kind: kind.__name__)
def test_a_driver_that_breaks_down_is_a_failure_of_its_effect(
    kind: type[fx.Effect], samples: dict[type[fx.Effect], fx.Effect]
) -> None:
    posted = Runners(crashes=True).run(samples[kind])
    needs_no_driver = kind in (fx.StopReading, fx.StopListening, fx.EndListening, fx.Hush, fx.Wipe)
    assert posted == (
        [] if needs_no_driver else [oc.Failed("v1", samples[kind], Fault(kind.CRASHED, "crashed"))]
    )


@pytest.mark.parametrize("kind", EFFECTS, ids=lambda kind: kind.__name__)
def test_every_failure_has_a_handler_and_two_texts_in_both_languages(kind: type[fx.Effect]) -> None:
    handled = kind in SHARED_FAILURES or kind in failures()
    assert handled, f"{kind.__name__}: nobody handles its failure (`failures` of its journey)"
    messages = World().session.context.messages
    texts = FAULTS[kind.CRASHED]
    assert texts.citizen
    assert texts.staff
    assert messages.has("vi", texts.citizen)
    assert messages.has("vi", texts.staff)


WHERE = {fx.ReadCard: "card", fx.CapturePage: "paper", fx.HandIn: "review", fx.ReadSlipCode: "show_code"}


@pytest.mark.parametrize("kind", AWAITED, ids=lambda kind: kind.__name__)
def test_what_failed_is_told_and_no_longer_waited_for(
    kind: type[fx.Awaited], samples: dict[type[fx.Effect], fx.Effect]
) -> None:
    """So that no "one moment, please" stands for ever, and there is a way on."""
    world = World()
    visit = SCENES[WHERE.get(kind, "robot")](world)
    effect = samples[kind]
    assert isinstance(effect, fx.Awaited)
    world.session._visit = replace(visit, pending=(effect,), problem=None)
    for lane in world.lanes.values():
        lane.hold()
    after = world.does(oc.Failed(visit.id, effect, Fault(kind.CRASHED, "crashed")))
    if kind is fx.ReadPaper:
        assert after.problem is None, "what is not read is asked for as before"
    else:
        assert after.problem is not None
        assert after.problem.id in FAULTS
    assert not after.pending
    assert world.does(ev.Touched(), ev.Left()).at == HOME


def test_every_awaited_effect_has_one_outcome() -> None:
    ends = Counter(OUTCOMES.values())
    wrong = {kind.__name__: ends[kind] for kind in AWAITED if ends[kind] != 1}
    assert not wrong, f"outcomes by effect, not one: {wrong}"
    told = {fx.Speak, fx.LookAtCall}
    assert set(OUTCOMES.values()) == {*AWAITED, *told}, "what is told, but not waited for"


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_every_event_has_a_handler(kind: type[ev.Event]) -> None:
    handled = kind is oc.Failed or kind in SHARED or kind in handlers()
    assert handled, f"{kind.__name__}: nobody handles it (`handlers` of its journey)"


def test_places_and_states_belong_to_one_journey() -> None:
    named = [place for journey in journeys() for place in journey.places]
    assert len(named) == len(set(named))
    assert len({journey.state for journey in journeys()}) == len({journey.name for journey in journeys()})
    assert len(journeys()) == len({journey.name for journey in journeys()})
    for journey in journeys():
        assert journey.open_places | journey.roots <= set(journey.places), journey.name


def scenes_by_place() -> dict[str, str]:
    """One scene for every place or step that the scenes show."""
    return {scene(name)[1].at: name for name in reversed(SCENES)}


def test_every_place_has_a_scene() -> None:
    assert set(places()) <= set(scenes_by_place())


@pytest.mark.parametrize("place", sorted(places()))
def test_every_place_has_a_screen_of_its_own(place: str) -> None:
    world, visit = scene(scenes_by_place()[place])
    kind = kind_asked(world.session.context, visit)
    names = [screen.name for screen in SCREENS if screen.fits(visit.at, kind)]
    assert names == [screen_for(world.session.context, visit).name]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_place_says_something_and_not_what_another_says(lang: str) -> None:
    said = {}
    for place, name in scenes_by_place().items():
        world, visit = scene(name)
        said[place] = spoken(world.session.context, replace(visit, lang=lang))
    assert all(text.strip() for text in said.values())
    twice = {text for text, count in Counter(said.values()).items() if count > 1}
    assert not {place: text for place, text in said.items() if text in twice}


def test_a_place_without_spoken_words_is_an_error() -> None:
    world, visit = scene("search")
    with pytest.raises(KeyError):
        spoken(world.session.context, replace(visit, at="nowhere"))


@pytest.mark.parametrize("name", SCENES)
def test_every_scene_can_be_left(name: str) -> None:
    world = World()
    visit = replace(SCENES[name](world), pending=(), countdown=None)
    world.session._visit = visit
    journey = journey_at(world.session.context, visit, visit.at)
    assert journey is not None
    after = world.does(ev.Back())
    assert (after.at == visit.at) == (visit.at == HOME)
    world.session._visit = visit
    left = world.does(ev.Left())
    assert (left.at, left.aside, left.procedure, left.ticket) == (HOME, (), None, None)
