"""A film played as a camera: through the real reader, the hints come on the real screen, then the card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.schema import DeviceChoice, Panel
from devices.scanning.card_reader import CameraReader
from devices.simulators.specimen_card import GRANDMOTHER
from devices.simulators.specimen_film import write_film
from devices.worker import Worker
from kiosk.clock import SystemClock
from kiosk.visit import events as ev
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import Visit
from kiosk.visit.mouth import Lane
from kiosk.visit.session import Session
from tests.visits.world import World, with_reader
from ui.bridge import Bridge
from ui.citizen.window import KioskWindow, application, build, settle

pytestmark = pytest.mark.slow

BIRTH = "1.001193"
PATIENCE_S = 40.0
SLOWLY = 6.0
"""Pictures a second, so that a machine with other work sees each scene for long enough."""
IN_ORDER = ("Đưa thẻ lại gần hơn", "Nghiêng thẻ một chút cho bớt chói", "Giữ yên thẻ")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_film(tmp_path_factory.mktemp("film") / "learning.avi")


@dataclass
class Kiosk:
    """A kiosk whose reader looks at a film; everything else is the tests' own."""

    session: Session
    window: KioskWindow
    reader: CameraReader
    shown: list[str] = field(default_factory=list)

    def watch(self, visit: Visit) -> None:
        """What the screen says at this moment, where it changed."""
        texts = self.words()
        for hint in IN_ORDER:
            if hint in texts and self.shown[-1:] != [hint]:
                self.shown.append(hint)

    def words(self) -> set[str]:
        found, pending = set(), [self.window.window.contentItem()]
        while pending:
            item = pending.pop()
            pending.extend(item.childItems())
            text = item.property("text")
            if item.isVisible() and isinstance(text, str):
                found.add(text)
        return found


@pytest.fixture
def kiosk(film: Path) -> Iterator[Kiosk]:
    application()
    bridge, world = Bridge(), World()
    camera = DeviceChoice(driver="camera.video", options={"file": str(film), "rate": SLOWLY})
    reader = CameraReader(CameraReader.Options(camera=camera))
    ports = with_reader(world.session._runner.ports, reader)
    worker = Worker("reader")
    lanes: dict[str, Lane] = {**world.lanes, "reader": worker}
    session = Session(world.session.context, ports, lanes, SystemClock(), bridge.post)
    window = build(session, world.session.context, panel=Panel(width=540, height=960, px_per_mm=1.6))
    kiosk = Kiosk(session, window, reader)
    yield kiosk
    session.post(ev.Left())
    worker.stop()
    reader.close()
    window.close()


def test_she_learns_to_hold_her_card_and_it_is_read(kiosk: Kiosk) -> None:
    session, clock = kiosk.session, SystemClock()
    for event in (ev.PickedProcedure(BIRTH), ev.WantsStart(), ev.TookOffer(BIRTH)):
        session.post(event)
    session.subscribe(kiosk.watch)
    began = clock.monotonic()
    session.post(ev.Consented(yes=True))
    while "requester" not in filled(session.visit).persons and clock.monotonic() - began < PATIENCE_S:
        settle(20)
    person = filled(session.visit).persons["requester"]
    assert person.text("name") == GRANDMOTHER.name
    assert tuple(kiosk.shown) == IN_ORDER
    assert session.visit.glimpse is None
    assert "Đã đọc thẻ." in kiosk.words()
