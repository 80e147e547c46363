"""The account of a day, and what a backend tells back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import VirtualClock
from kiosk.contract.upstream import StateEvent, StateTold
from kiosk.dossier.model import Dossier
from kiosk.hub.problems import ProblemError
from kiosk.hub.upstream import account, standing, told
from tests.handover.backend_wire import at_portal
from tests.hub.scene import JPEG, MORNING, birth_dossier, open_scene
from tests.hub.test_courier import KEY, Behind, courier


@pytest.fixture
def behind(tmp_path: Path, clock: VirtualClock) -> Iterator[Behind]:
    hub = open_scene(tmp_path, clock, backends={"portal": KEY})
    hub.files.put(JPEG)
    place = at_portal(tmp_path)
    yield Behind(hub, clock, place, courier(hub, place))
    hub.close()


def test_the_account_of_a_day_names_every_dossier_and_why_it_is_open(behind: Behind) -> None:
    first, second = behind.hand_in(), behind.hand_in()
    behind.courier.look()
    behind.handed_in += 1  # a number that the kiosk gave, and whose dossier never came
    behind.mood("list_changed")
    third = behind.hand_in()
    behind.courier.look()
    fourth = behind.hand_in()
    found = behind.hub.store.read(
        lambda reading: account.day_account(behind.hub, reading, MORNING.date(), "vi")
    )
    assert (found.handed_in, found.missing, found.at_hub, found.sent) == (5, 1, 4, 3)
    assert (found.acknowledged, found.open, found.adds_up) == (2, 2, True)
    assert [(row.reference, row.open, row.reason) for row in found.rows] == [
        ("K1-261123-0003", True, "not_here"),
        (first.reference, False, ""),
        (second.reference, False, ""),
        (third.reference, True, "-2 giá trị không có trong danh mục"),
        (fourth.reference, True, "waits"),
    ]
    lines = account.table(found).splitlines()
    assert len(lines) == 6
    assert "'-2 giá trị" in lines[4]


def test_without_a_backend_nothing_is_ordered(tmp_path: Path, clock: VirtualClock) -> None:
    hub = open_scene(tmp_path, clock)
    dossier = birth_dossier(pages=())
    hub.store.submit(partial(hub.dossiers.receive, dossier=dossier, has_file=lambda _: True)).result(60)
    assert hub.store.read(lambda reading: reading.deliveries.of_dossier(dossier.id)) == []
    assert hub.store.read(lambda reading: standing.told_of(reading, dossier.id)) is None
    found = hub.store.read(lambda reading: account.day_account(hub, reading, MORNING.date(), "vi"))
    assert [(row.open, row.reason) for row in found.rows] == [(True, "no_backend")]
    hub.close()


def event(dossier: Dossier, state: Any, id: str = "1", hour: int = 3) -> StateEvent:
    return StateEvent(
        specversion="1.0",
        id=id,
        source="https://cong.example.invalid",
        type="vn.motcua.dossier.state",
        subject=dossier.id,
        time=MORNING.replace(hour=hour),
        data=StateTold(state=state),
    )


def test_what_the_backend_tells_counts_once_and_by_when_it_happened(behind: Behind) -> None:
    dossier = behind.hand_in()

    def tell(one: StateEvent) -> bool:
        known: bool = behind.write(partial(told.take, backend=behind.courier.name, event=one)).known
        return known

    assert not tell(event(dossier, "processing", "2", hour=5))
    assert tell(event(dossier, "processing", "2", hour=5))
    assert not tell(event(dossier, "received", "1", hour=4))
    (shown,) = behind.hub.store.read(lambda reading: standing.of_dossier(reading, dossier.id))
    assert shown.told == "processing"
    with pytest.raises(ProblemError, match="unknown_dossier"):
        behind.write(partial(told.take, backend="other", event=event(dossier, "done", "3")))


def test_only_a_good_signature_of_now_counts() -> None:
    seconds = int(MORNING.timestamp())
    good = told.signature(KEY, "1", seconds, b"{}")
    told.check(KEY, told.Signed("1", str(seconds), f"v1,AAAA {good}"), b"{}", MORNING)
    for key, name, at, signed, body in (
        (b"", "1", seconds, good, b"{}"),
        (b"another", "1", seconds, good, b"{}"),
        (KEY, "2", seconds, good, b"{}"),
        (KEY, "1", seconds + 1, good, b"{}"),
        (KEY, "1", seconds, good, b"{ }"),
        (KEY, "1", seconds, "", b"{}"),
        (KEY, "1", seconds - 400, told.signature(KEY, "1", seconds - 400, b"{}"), b"{}"),
    ):
        with pytest.raises(ProblemError, match="signature_wrong"):
            told.check(key, told.Signed(name, str(at), signed), body, MORNING)
