"""What the kiosk says it does with what citizens give it, it does: each promise, and what holds it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kiosk.contract.ticket import Ticket
from kiosk.gateway import Rating
from kiosk.ports.device import Fault
from kiosk.queue.model import TicketRequest
from kiosk.visit import events as ev
from kiosk.visit.idle import limit
from tests.canaries.planted import NUMBERS, WORDS, ForgetfulGateway, gives_everything, planted_world, words
from tests.screens.scenes import SCENES
from tests.visits.world import CONTEXT, World
from ui.citizen.screens import screen_for
from ui.wiring.context import MESSAGES

TESTS = Path(__file__).resolve().parents[1]
FILES = ("citizen", "visit", "status", "rating", "number", "writing", "by_ear")
"""The catalogue's files that citizens read and hear."""
PROMISES = re.compile(
    r"xóa|kèm tên|không lưu|không giữ|giữ kín|chỉ dùng (cho|để)|chỉ để điền|chỉ cán bộ|còn nguyên",
    re.IGNORECASE,
)
"""What a promise about somebody's data has in its Vietnamese."""
AT_ONCE = ("canaries/test_canaries.py::test_nothing_is_left_in_memory_or_files",)
BY_ITSELF = ("visits/test_idle.py::test_the_warning_comes_at_sixty_seconds_and_the_wipe_twenty_later",)
LEAVING = ("visits/test_next_citizen.py::test_ending_erases_at_once", *AT_ONCE)
ONLY_OFFICERS = (
    "hub/test_access.py::test_who_has_no_account_reaches_what_is_for_them_alone",
    "hub/test_access.py::test_an_officer_reaches_what_the_account_permits_and_nothing_else",
    "hub/test_access.py::test_an_officer_of_another_centre_reaches_nothing",
)
NOTHING_ELSE = ("visits/test_promises.py::test_what_is_given_goes_into_the_dossier_and_nowhere_else",)
RETURNS = (
    "visits/test_leaving_by_itself.py::test_fifteen_seconds_after_the_slip_the_next_citizen_finds_the_first_screen",
)
HELD: dict[str, tuple[str, ...]] = {
    "Only for this dossier": NOTHING_ELSE,
    "What you type, show or photograph here fills in the dossier, nothing else.": NOTHING_ELSE,
    "Only the officers see it": ONLY_OFFICERS,
    "When you are done, this machine erases it at once": AT_ONCE,
    "If you go away, it is erased by itself after %1 seconds.": (
        *BY_ITSELF,
        "visits/test_promises.py::test_the_seconds_that_are_told_are_those_that_pass",
    ),
    "To protect your details, this screen will be cleared in": BY_ITSELF,
    "Screen clears in %1 s": RETURNS,
    "This screen is cleared in {count} seconds. Touch “Stay” if you need more time.": RETURNS,
    "What you have filled in is kept, and you go on where you left off.": (
        "visits/test_leaving.py::test_who_goes_on_finds_the_page_as_it_was_left_letter_by_letter",
    ),
    "Everything you have filled in is erased from this machine.": LEAVING,
    "Without a touch, everything is erased after %1 seconds.": (
        "visits/test_leaving.py::test_without_an_answer_everything_is_erased",
        "visits/test_promises.py::test_the_seconds_that_are_told_are_those_that_pass",
    ),
    "Would you like to go on with this dossier, or end and erase everything?": LEAVING,
    "End and erase": LEAVING,
    "End, and erase everything you entered?": LEAVING,
    "Are you done? Everything here is erased then.": LEAVING,
    "Ended: everything here is erased. Press any key to begin again.": LEAVING,
    "Begin something else, and erase what you have filled in?": (
        "visits/test_promises.py::test_another_procedure_erases_what_was_filled_in",
    ),
    "The card is used to find your applications alone, and not kept.": (
        "visits/test_without_slip.py::test_the_card_finds_what_was_handed_in_by_it_and_is_not_kept",
    ),
    "Thank you. Your answer was sent without your name.": (
        "visits/test_rating.py::test_one_slip_is_one_rating_and_its_number_does_not_go_along",
    ),
    "Your answer was sent without your name.": (
        "visits/test_rating.py::test_one_slip_is_one_rating_and_its_number_does_not_go_along",
    ),
    "Touch what is so. It is not kept with your name; only officers see it beside the number.": (
        "visits/test_priority.py::test_it_goes_with_the_number_of_an_application_and_not_into_the_dossier",
        *ONLY_OFFICERS,
    ),
}
NONE = {"Delete": "a key", "Deleted: {letters}": "what a key did"}
"""What only sounds like a promise."""


def promised() -> Iterator[str]:
    for name in FILES:
        text = (MESSAGES / "vi" / f"{name}.po").read_text(encoding="utf-8")
        for said, vietnamese in re.findall(r'^msgid "(.*)"\nmsgstr "(.*)"$', text, re.MULTILINE):
            if PROMISES.search(vietnamese):
                yield said


def test_every_promise_is_held_by_a_test() -> None:
    assert set(promised()) - set(NONE) == set(HELD)


@pytest.mark.parametrize("test", sorted({test for tests in HELD.values() for test in tests}))
def test_that_test_is_there(test: str) -> None:
    file, _, name = test.partition("::")
    module = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {part.name for part in module.body if isinstance(part, ast.FunctionDef)}


@pytest.mark.parametrize(("scene", "key"), [("consent", "erased_after"), ("leaving", "seconds")])
def test_the_seconds_that_are_told_are_those_that_pass(scene: str, key: str) -> None:
    for switch in (None, "large"):
        world = World()
        world.session._visit = SCENES[scene](world)
        if switch:
            world.does(ev.ToggledComfort("large"))
        told = screen_for(CONTEXT, world.visit).view(CONTEXT, world.visit)[key]
        assert told == limit(CONTEXT, world.visit).stands_s
        place = world.visit.at
        world.does(ev.Touched())
        assert world.waits(told - 1).at == place
        assert world.waits(1).at == "home"


def test_another_procedure_erases_what_was_filled_in() -> None:
    world = World()
    SCENES["review"](world)
    world.does(ev.PickedProcedure("2.000815"))
    assert not world.visit.is_unfinished
    assert "MẪU" not in str([world.visit.journey, world.visit.aside])


@dataclass
class Told(ForgetfulGateway):
    """Keeps what it is told beside the dossier."""

    seen: list[str] = field(default_factory=list)

    def tell_staff(self, kind: str, detail: str = "", notice: str = "") -> None:
        self.seen.append(f"{kind} {detail}")

    def take_number(self, request: TicketRequest) -> Ticket | Fault:
        self.seen.append(str(request))
        return super().take_number(request)

    def rate(self, rating: Rating) -> None:
        self.seen.append(str(rating))


def test_what_is_given_goes_into_the_dossier_and_nowhere_else() -> None:
    """Not to the staff's notices, the queue, the ratings, the log; a line to the staff is for them."""
    world = planted_world(1)
    runner = world.session._runner
    hub = Told(world.clock, seed=1)
    runner.ports = replace(runner.ports, hub=hub)
    for _ in gives_everything(world, 1):
        continue
    world.does(ev.Went("rate"), ev.Rated(5), ev.Left())
    told = f"{hub.seen} {world.log.events}".lower()
    assert len(hub.seen) >= 4
    assert {name for name in (*WORDS, *NUMBERS) if words(name, 1) in told} == {"line to staff"}
