"""What the hub keeps, tells and shows of a dossier that goes on to the system behind it, as it was approved:
for every mood of that system, from the arrival to what an officer decides.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import pytest

from devices.simulators.backend_moods import MOODS, MoodName, Temper
from kiosk.clock import VirtualClock
from kiosk.hub.upstream import outcomes, views
from tests import approved
from tests.handover.backend_wire import at_portal, consignment
from tests.hub.scene import JPEG, MORNING, open_scene
from tests.hub.test_courier import Behind, courier
from tests.hub.test_day_approved import Book

LOOKS = 4


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Behind]:
    """A hub of its own, behind which the portal is simulated."""
    clock = VirtualClock(MORNING)
    opened = open_scene(tmp_path / "hub", clock)
    try:
        opened.files.put(JPEG)
        hub = replace(opened, dossiers=replace(opened.dossiers, backends=("portal",)))
        place = at_portal(tmp_path)
        assert place.sim is not None
        place.sim.temper = Temper(random.Random(7))
        place.backend.ask(consignment())
        yield Behind(hub, clock, place, courier(hub, place))
    finally:
        opened.close()


def told(behind: Behind) -> dict[str, object]:
    """All that is kept of what was handed on, and what is shown and told of it."""
    read, book = behind.hub.store.read, Book()
    rows = read(lambda reading: reading.deliveries.open("portal"))
    found: dict[str, object] = {
        "open": [asdict(row) for row in rows],
        "counts": sorted(read(lambda reading: reading.deliveries.counts()).items()),
        "events": [
            (one.type, one.data) for one in read(lambda reading: reading.events.since(0, public=False))
        ],
        "audit": [tuple(one)[2:] for one in read(lambda reading: reading.audit.after(0))],
        "notices": [asdict(one) for one in read(lambda reading: reading.notices.listed(done=False))],
        "shown": [read(partial(views.upstream, behind.hub, lang=lang)) for lang in ("vi", "en")],
    }
    return {name: book.plain(str(value)) for name, value in found.items()}


@pytest.mark.parametrize("mood", MOODS)
def test_a_dossier_goes_on_as_approved(behind: Behind, mood: MoodName) -> None:
    rows: dict[str, object] = {}

    def note(when: str) -> None:
        rows.update({f"{mood}, {when}: {name}": value for name, value in told(behind).items()})

    behind.mood(mood)
    dossier, other = behind.hand_in(), behind.hand_in()
    behind.courier.look()
    note("at first")
    behind.decide(dossier, "accept")
    behind.decide(other, "refuse", reason="Nơi khác", remark="MẪU")
    for _ in range(LOOKS):
        behind.later()
    note("decided")
    for row in behind.rows(dossier):
        for act in outcomes.ACTS.get((row.state, row.person), ())[:1]:
            behind.write(
                partial(outcomes.resolve, delivery_id=row.id, act=act, officer="CB1", upstream="H29.MAU-7")
            )
    behind.mood("well")
    for _ in range(LOOKS):
        behind.later(600)
    note("at the end")
    approved.hold(__file__, rows)
