"""A dossier goes on to the system behind the centre: once, in order, whatever that system does, and nobody
has to guess where it stands.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from devices.simulators.backend_moods import Mood, MoodName
from kiosk.clock import VirtualClock
from kiosk.contract.dossier import DossierState
from kiosk.dossier.files import digest_of
from kiosk.dossier.model import Decision, Dossier
from kiosk.hub import erasure, results
from kiosk.hub.hub import Hub
from kiosk.hub.problems import ProblemError
from kiosk.hub.store.deliveries import DeliveryRecord
from kiosk.hub.store.records import StepRecord
from kiosk.hub.upstream import consignments, outcomes, standing, views
from kiosk.hub.upstream import courier as courier_module
from kiosk.hub.upstream.courier import Courier
from kiosk.ports.backend import Disputed
from tests.handover.backend_wire import Place, at_portal, consignment
from tests.hub.scene import JPEG, MORNING, birth_dossier, open_scene
from ui.wiring.couriers import _look_after_restore

SETTLE_S = 60.0
KEY = b"a key of the tests"
_COUNT = count(1)


@dataclass
class Behind:
    """A hub and the system behind it."""

    hub: Hub
    clock: VirtualClock
    place: Place
    courier: Courier
    handed_in: int = 0

    def hand_in(self, **other: Any) -> Dossier:
        """A kiosk's dossier arrives."""
        self.handed_in += 1
        dossier = replace(birth_dossier(), reference=f"K1-261123-{self.handed_in:04d}", **other)
        self.write(partial(self.hub.dossiers.receive, dossier=dossier, has_file=self.hub.files.has))
        return dossier

    def write(self, work: Any) -> Any:
        return self.hub.store.submit(work).result(60)

    def mood(self, name: MoodName) -> None:
        assert self.place.sim is not None
        self.place.sim.temper.set(Mood(name))

    def rows(self, dossier: Dossier) -> list[DeliveryRecord]:
        return self.hub.store.read(lambda reading: reading.deliveries.of_dossier(dossier.id))

    def states(self, dossier: Dossier) -> list[str]:
        return [row.state for row in self.rows(dossier)]

    def times(self, dossier: Dossier) -> int:
        assert self.place.sim is not None
        found = self.place.sim.filed.get(f"H29.MAU-{dossier.reference}")
        return found.times if found else 0

    def later(self, seconds: float = SETTLE_S) -> int:
        """Time goes by, and the courier goes round."""
        self.clock.advance(seconds)
        return self.courier.look()

    def restart(self) -> None:
        """The program ends without a word, and starts again."""
        self.courier = courier(self.hub, self.place)

    def decide(self, dossier: Dossier, kind: Any, **more: Any) -> None:
        self.write(lambda tx: self.hub.dossiers.decide(tx, dossier.id, Decision(kind, "CB1", **more)))


def courier(hub: Hub, place: Place) -> Courier:
    (name,) = hub.dossiers.backends
    return Courier(hub, name, place.backend, settle_s=SETTLE_S, chance=random.Random(1))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    hub = open_scene(tmp_path_factory.mktemp("behind"), VirtualClock(MORNING))
    hub.files.put(JPEG)
    yield hub
    hub.close()


@pytest.fixture
def behind(shared: Hub, tmp_path: Path) -> Behind:
    """The hub with a backend of this test alone, which has opened a session."""
    hub = replace(shared, dossiers=replace(shared.dossiers, backends=(f"b{next(_COUNT)}",)))
    place = at_portal(tmp_path, takes_twice=True)
    place.backend.ask(consignment())
    assert isinstance(hub.clock, VirtualClock)
    return Behind(hub, hub.clock, place, courier(hub, place))


def test_a_dossier_is_ordered_with_its_arrival_and_goes_once(behind: Behind) -> None:
    dossier = behind.hand_in()
    (row,) = behind.rows(dossier)
    assert (row.state, row.device, row.sequence, row.attempts) == ("pending", "K1", 1, 0)
    assert behind.courier.look() == 1
    (row,) = behind.rows(dossier)
    assert (row.state, row.attempts, row.upstream) == ("acknowledged", 1, "H29.MAU-K1-261123-0001")
    assert behind.courier.look() == behind.later() == 0
    assert behind.times(dossier) == 1


def test_pages_go_out_as_links_that_open_for_some_days(behind: Behind) -> None:
    dossier = behind.hand_in()
    behind.courier.look()
    assert behind.place.sim is not None
    (page,) = behind.place.sim.filed[f"H29.MAU-{dossier.reference}"].item["TaiLieuNop"]
    assert page["TepDinhKemId"] == digest_of(JPEG)
    assert page["DuongDanTaiTepTin"].startswith(f"http://127.0.0.1:8480/v1/handed-over/{dossier.id}/")


def test_what_follows_is_told_in_its_order(behind: Behind) -> None:
    dossier = behind.hand_in()
    behind.decide(dossier, "accept")
    behind.write(lambda tx: results.note(tx, StepRecord(dossier.id, "ready", "CB1", MORNING)))
    assert [row.dossier_state for row in behind.rows(dossier)] == ["waiting_check", "accepted", "done"]
    assert [row.sequence for row in behind.rows(dossier)] == [1, 2, 3]
    behind.courier.look()
    assert behind.states(dossier) == ["acknowledged"] * 3
    assert behind.place.sim is not None
    assert behind.place.sim.filed[f"H29.MAU-{dossier.reference}"].state == "9"


@pytest.mark.parametrize(
    "mood", ["silent", "captive", "outage", "schema_changed", "slow", "duplicate_refused"]
)
def test_what_may_have_arrived_is_asked_after_and_never_sent_blindly(behind: Behind, mood: MoodName) -> None:
    dossier = behind.hand_in()
    behind.mood(mood)
    behind.courier.look()
    assert behind.states(dossier) == ["unknown"]
    arrived = behind.times(dossier)
    behind.mood("well")
    assert behind.later(SETTLE_S - 1) == 0
    assert behind.states(dossier) == ["unknown"]
    for _ in range(6):
        behind.later()
    assert behind.states(dossier) == ["acknowledged"]
    assert behind.times(dossier) == 1
    assert behind.rows(dossier)[0].attempts == (1 if arrived else 2)


def test_a_kill_between_sending_and_noting_doubles_nothing(behind: Behind) -> None:
    dossier = behind.hand_in()
    real = behind.place.backend.send

    def killed(what: Any) -> Any:
        real(what)
        raise KeyboardInterrupt

    behind.place.backend.send = killed  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        behind.courier.look()
    behind.place.backend.send = real  # type: ignore[method-assign]
    assert behind.states(dossier) == ["sent"]
    behind.restart()
    assert behind.courier.look() == 0
    behind.later()
    assert (behind.states(dossier), behind.times(dossier)) == (["acknowledged"], 1)


def test_a_copy_of_the_database_that_is_put_back_doubles_nothing(behind: Behind, tmp_path: Path) -> None:
    sent, waiting = behind.hand_in(), behind.hand_in()
    (row,) = behind.rows(sent)
    behind.courier._send(row)
    assert (behind.states(sent), behind.times(sent)) == (["acknowledged"], 1)
    behind.write(lambda tx: tx.deliveries.change(row))  # as it stood when the copy was made
    mark = tmp_path / "put_back"
    mark.touch()
    _look_after_restore(behind.hub, mark)
    assert not mark.exists()
    assert (behind.states(sent), behind.states(waiting)) == (["unknown"], ["unknown"])
    behind.restart()
    behind.courier.look()
    for _ in range(3):
        behind.later()
    assert (behind.states(sent), behind.times(sent)) == (["acknowledged"], 1)
    assert (behind.states(waiting), behind.times(waiting)) == (["acknowledged"], 1)


def test_a_dead_letter_holds_up_its_own_dossier_and_no_other(behind: Behind) -> None:
    poisoned = behind.hand_in()
    behind.mood("list_changed")
    behind.courier.look()
    behind.mood("well")
    behind.decide(poisoned, "accept")
    others = [behind.hand_in() for _ in range(3)]
    behind.courier.look()
    assert behind.states(poisoned) == ["rejected", "pending"]
    assert [behind.states(one) for one in others] == [["acknowledged"]] * 3
    (row, _) = behind.rows(poisoned)
    behind.write(lambda tx: outcomes.resolve(tx, row.id, "again", "CB1", ""))
    for _ in range(4):
        behind.later()
    assert behind.states(poisoned) == ["acknowledged", "acknowledged"]
    assert behind.times(poisoned) == 1


def test_what_was_erased_before_it_went_is_not_handed_over_empty(behind: Behind) -> None:
    dossier, other = behind.hand_in(), behind.hand_in()
    behind.mood("list_changed")
    behind.courier.look()
    behind.mood("well")
    behind.write(partial(erasure.erase, dossier_id=dossier.id, officer="CB1", basis="MẪU"))
    for one in (dossier, other):
        (row,) = behind.rows(one)
        again = partial(outcomes.resolve, delivery_id=row.id, act="again", officer="CB1", upstream="")
        behind.write(again)
    for _ in range(3):
        behind.later()
    assert [(row.state, row.reason) for row in behind.rows(dossier)] == [("rejected", "erased")]
    assert (behind.times(dossier), behind.states(other)) == (0, ["acknowledged"])


@pytest.mark.expects_log("can't be put together")
def test_a_dossier_that_can_t_be_read_any_more_is_one_dead_letter(
    behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, other = behind.hand_in(), behind.hand_in()
    real = consignments.consignment

    def made(hub: Hub, reading: Any, row: DeliveryRecord) -> Any:
        if row.dossier == broken.id:
            raise ValueError("not a dossier")
        return real(hub, reading, row)

    monkeypatch.setattr(courier_module, "consignment", made)
    behind.courier.look()
    assert behind.states(broken) == ["rejected"]
    assert behind.states(other) == ["acknowledged"]


def test_the_staff_are_called_once_a_day_however_many_are_refused(behind: Behind) -> None:
    behind.mood("list_changed")
    for _ in range(3):
        behind.hand_in()
    behind.courier.look()
    listed = behind.hub.store.read(lambda reading: reading.notices.listed(done=False))
    assert [one.kind for one in listed if one.detail == behind.courier.name] == ["handover_rejected"]


def test_what_nobody_can_tell_waits_for_a_person(behind: Behind) -> None:
    dossier = behind.hand_in()
    behind.mood("amount_lost")
    behind.place.lose = "answer"
    behind.place.once = False
    behind.courier.look()
    behind.place.lose = ""
    real = behind.place.backend.ask
    behind.place.backend.ask = lambda what: Disputed("the fee differs")  # type: ignore[method-assign]
    for _ in range(3):
        behind.later(200)
    behind.place.backend.ask = real  # type: ignore[method-assign]
    (row,) = behind.rows(dossier)
    assert (row.state, row.person) == ("unknown", True)
    assert behind.later() == 0
    with pytest.raises(ProblemError, match="reason_missing"):
        behind.write(lambda tx: outcomes.resolve(tx, row.id, "confirm", "CB1", ""))
    behind.write(lambda tx: outcomes.resolve(tx, row.id, "confirm", "CB1", "H29.MAU-1"))
    assert behind.rows(dossier)[0].upstream == "H29.MAU-1"
    told = behind.hub.store.read(lambda reading: reading.events.since(0, public=False))[-1]
    assert (told.type, told.data["state"]) == ("handover.moved", "acknowledged")
    last = behind.hub.store.read(lambda reading: reading.audit.after(0))[-1]
    assert (last.actor, last.action, last.subject) == ("CB1", "handover.confirm", dossier.id)
    assert last.detail.endswith(" H29.MAU-1")
    with pytest.raises(ProblemError, match="wrong_delivery_state"):
        behind.write(lambda tx: outcomes.resolve(tx, row.id, "absent", "CB1", ""))


def test_nobody_has_sent_again_what_is_still_asked_after(behind: Behind) -> None:
    dossier = behind.hand_in()
    behind.mood("silent")
    behind.courier.look()
    (row,) = behind.rows(dossier)
    for act in ("absent", "again"):
        with pytest.raises(ProblemError, match="wrong_delivery_state"):
            behind.write(partial(outcomes.resolve, delivery_id=row.id, act=act, officer="CB1", upstream=""))


def test_an_outage_is_on_record_and_little_is_tried_meanwhile(behind: Behind) -> None:
    def ours(some: Any) -> list[Any]:
        return [one for one in some if one.backend == behind.courier.name]

    behind.mood("outage")
    for _ in range(40):
        behind.hand_in()
    behind.courier.look()
    assert behind.place.sim is not None
    before = behind.place.sim.requests
    for _ in range(600):
        behind.later(1)
    assert behind.place.sim.requests - before < 40
    shown = behind.hub.store.read(lambda reading: views.upstream(behind.hub, reading, "vi"))
    shown = shown.model_copy(update={"outages": ours(shown.outages), "backends": ours(shown.backends)})
    assert [one.ended_at for one in shown.outages] == [None]
    assert shown.backends[0].away_since == shown.outages[0].began_at
    behind.mood("well")
    for _ in range(30):
        behind.later()
    shown = behind.hub.store.read(lambda reading: views.upstream(behind.hub, reading, "vi"))
    assert ours(shown.backends)[0].acknowledged == 40
    assert ours(shown.backends)[0].away_since is None
    assert ours(shown.outages)[0].ended_at is not None
    assert {one.times for one in behind.place.sim.filed.values()} == {1}


def test_a_second_outage_begins_with_short_pauses_again(behind: Behind) -> None:
    def attempts_in(seconds: int) -> int:
        assert behind.place.sim is not None
        before = behind.place.sim.requests
        for _ in range(seconds):
            behind.later(1)
        return behind.place.sim.requests - before

    found = []
    for _ in range(2):
        behind.mood("outage")
        for _ in range(12):
            behind.hand_in()
        behind.courier.look()
        found.append(attempts_in(30))
        attempts_in(300)
        behind.mood("well")
        for _ in range(30):
            behind.later()
    assert min(found) >= max(found) / 2


def test_a_clock_that_is_put_back_delays_nothing(behind: Behind) -> None:
    dossier = behind.hand_in()
    behind.mood("silent")
    behind.courier.look()
    behind.mood("well")
    behind.clock._start -= timedelta(days=3)
    behind.later()
    behind.clock._start += timedelta(days=3)
    assert behind.states(dossier) == ["acknowledged"]


def test_two_couriers_on_one_database_send_once(behind: Behind) -> None:
    dossiers = [behind.hand_in() for _ in range(5)]
    second = courier(behind.hub, behind.place)
    rows = behind.hub.store.read(lambda reading: reading.deliveries.open(behind.courier.name))
    behind.courier.look()
    assert all(second._send(row) is None for row in rows)
    assert [behind.times(one) for one in dossiers] == [1] * 5


def test_the_holder_of_the_slip_and_the_counter_are_told_the_truth(behind: Behind) -> None:
    dossier = behind.hand_in()

    def place() -> str:
        found = behind.hub.store.read(lambda reading: standing.told_of(reading, dossier.id))
        assert found is not None
        return found.place

    assert place() == "waiting"
    behind.mood("list_changed")
    behind.courier.look()
    assert place() == "in_question"
    (shown,) = behind.hub.store.read(lambda reading: standing.of_dossier(reading, dossier.id))
    assert (shown.state, shown.reason) == ("rejected", "-2 giá trị không có trong danh mục")
    behind.mood("well")
    row = behind.rows(dossier)[0]
    behind.write(lambda tx: outcomes.resolve(tx, row.id, "again", "CB1", ""))
    for _ in range(3):
        behind.later()
    assert place() == "there"
    behind.decide(dossier, "accept")
    assert place() == "there"


def test_a_dossier_that_is_refused_after_it_was_told_of_says_so(behind: Behind) -> None:
    dossier = behind.hand_in()
    behind.courier.look()
    behind.decide(dossier, "refuse", reason="Không thuộc thẩm quyền MẪU")
    behind.courier.look()
    assert [row.dossier_state for row in behind.rows(dossier)][-1] == DossierState.REFUSED.value
    assert behind.place.sim is not None
    assert behind.place.sim.filed[f"H29.MAU-{dossier.reference}"].state == "3"
