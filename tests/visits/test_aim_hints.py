"""While the kiosk waits for a card, the citizen sees and hears what to do; afterwards nothing is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from kiosk.ports.codes import Glimpse, Hint, Reading, SightedReader
from kiosk.ports.device import Fault
from kiosk.visit import events as ev
from kiosk.visit import outcomes as oc
from kiosk.visit.aim_hints import CARD_HINTS, SLIP_HINTS, hint_text
from kiosk.visit.effects import ReadCard, ReadSlipCode
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import HOME
from tests.visits.world import GRANDMOTHER, FakeReader, World, awaited, with_reader

BIRTH = "1.001193"


@dataclass
class SeeingReader(FakeReader):
    """Tells these hints during a read, then shows what it holds."""

    hints: list[Hint | None] = field(default_factory=list)
    tell: Callable[[Glimpse], object] | None = None

    def watch(self, tell: Callable[[Glimpse], object] | None) -> None:
        self.tell = tell

    def read(self, wait_s: float) -> Reading | Fault:
        for hint in self.hints:
            assert self.tell is not None
            self.tell(Glimpse(hint, b"\0\0\0", 1, 1))
        return super().read(wait_s)


class Kiosk(World):
    """A kiosk whose reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = self.eyes = SeeingReader()
        self.session._runner.ports = with_reader(self.session._runner.ports, self.eyes)

    def waits_for_card(self) -> None:
        """At the requester's card; the reader's lane is held, so that a test tells what it sees."""
        self.lanes["reader"].hold()
        self.does(ev.PickedProcedure(BIRTH), ev.WantsStart(), ev.TookOffer(BIRTH), ev.Consented(yes=True))
        assert self.visit.waits_for(ReadCard)

    def sees(self, hint: Hint | None) -> None:
        self.does(ev.Glimpsed(self.visit.id, Glimpse(hint, b"\0\0\0", 1, 1)))

    @property
    def said(self) -> list[str]:
        return [text for _, text in self.voice.said]


@pytest.fixture
def kiosk() -> Kiosk:
    return Kiosk()


def test_the_fake_is_what_a_camera_reader_is() -> None:
    assert isinstance(SeeingReader(), SightedReader)
    assert not isinstance(FakeReader(), SightedReader)


def test_each_hint_has_its_words_for_a_card_and_for_a_slip(kiosk: Kiosk) -> None:
    assert CARD_HINTS.keys() == SLIP_HINTS.keys()
    kiosk.waits_for_card()
    for hint, words in CARD_HINTS.items():
        kiosk.sees(hint)
        assert hint_text(kiosk.visit) == words
    kiosk.sees(None)
    assert hint_text(kiosk.visit) == ""


def test_at_the_slip_the_words_are_about_the_slip(kiosk: Kiosk) -> None:
    kiosk.lanes["reader"].hold()
    kiosk.does(ev.Went("show_code"))
    assert kiosk.visit.waits_for(ReadSlipCode)
    kiosk.sees("hold_still")
    assert hint_text(kiosk.visit) == SLIP_HINTS["hold_still"]


def test_a_card_that_was_read_takes_hint_and_picture_away(kiosk: Kiosk) -> None:
    kiosk.eyes.hints = ["move_closer", "hold_still"]
    kiosk.reader.shows = [GRANDMOTHER]
    seen: list[Hint | None] = []
    kiosk.session.subscribe(lambda visit: seen.append(visit.glimpse.hint if visit.glimpse else None))
    kiosk.does(ev.PickedProcedure(BIRTH), ev.WantsStart(), ev.TookOffer(BIRTH), ev.Consented(yes=True))
    assert "requester" in filled(kiosk.visit).persons
    assert [hint for hint in seen if hint] == ["move_closer", "hold_still"]
    assert kiosk.visit.glimpse is None


@pytest.mark.parametrize("way", [ev.Left(), ev.Back(), ev.WantsTyping("card:requester")])
def test_whoever_goes_elsewhere_leaves_no_picture_behind(kiosk: Kiosk, way: ev.Event) -> None:
    kiosk.waits_for_card()
    kiosk.sees("tilt_glare")
    kiosk.does(way)
    assert kiosk.visit.glimpse is None


def test_what_the_reader_saw_of_the_citizen_before_is_never_shown(kiosk: Kiosk) -> None:
    kiosk.waits_for_card()
    before = kiosk.visit.id
    kiosk.does(ev.Left())
    kiosk.does(ev.Glimpsed(before, Glimpse("hold_still")))
    assert kiosk.visit.at == HOME
    assert kiosk.visit.glimpse is None
    kiosk.sees("hold_still")
    assert kiosk.visit.glimpse is None, "nobody waits for a card at home"


def test_no_card_seen_is_taken_back_once_one_is_seen(kiosk: Kiosk) -> None:
    kiosk.waits_for_card()
    kiosk.does(oc.Failed(kiosk.visit.id, awaited(kiosk.visit, ReadCard), Fault("no_code")))
    assert kiosk.visit.problem == Fault("no_code")
    kiosk.sees(None)
    assert kiosk.visit.problem == Fault("no_code")
    kiosk.sees("move_closer")
    assert kiosk.visit.problem is None


def test_who_holds_a_card_is_not_idle_but_a_forgotten_card_keeps_no_visit(kiosk: Kiosk) -> None:
    kiosk.waits_for_card()
    warned = []
    for second in range(300):
        kiosk.sees("hold_still")
        kiosk.waits(1)
        if kiosk.visit.countdown is not None:
            warned.append(second)
    assert 180 < min(warned) < 250


def test_who_listens_hears_a_hint_at_most_every_five_seconds(kiosk: Kiosk) -> None:
    kiosk.waits_for_card()
    kiosk.does(ev.ToggledComfort("listen"))
    before = len(kiosk.said)
    for _ in range(21):
        kiosk.sees("move_closer")
        kiosk.waits(1)
    hints = kiosk.said[before:]
    assert len(hints) == 4
    assert set(hints) == {"Đưa thẻ lại gần hơn"}


def test_who_does_not_listen_hears_nothing(kiosk: Kiosk) -> None:
    kiosk.waits_for_card()
    for _ in range(12):
        kiosk.sees("move_closer")
        kiosk.waits(1)
    assert kiosk.said == []


def test_what_comes_late_after_the_card_was_read_is_not_said(kiosk: Kiosk) -> None:
    kiosk.waits_for_card()
    kiosk.does(ev.ToggledComfort("listen"), ev.WantsTyping("card:requester"))
    kiosk.waits(10)
    before = len(kiosk.said)
    kiosk.sees("move_closer")
    assert len(kiosk.said) == before


def test_no_glimpse_shows_in_a_repr(kiosk: Kiosk) -> None:
    kiosk.waits_for_card()
    kiosk.does(ev.Glimpsed(kiosk.visit.id, Glimpse("hold_still", b"\x07secret", 1, 1)))
    assert "secret" not in repr(kiosk.visit)
