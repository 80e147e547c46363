"""Sets up the centre of the day on one machine: a hub with a switch and a clock of its own, a kiosk that
takes numbers, officers with accounts. Everything goes through HTTP, as in a real centre.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.load import load_bundle
from config.schema import HubLink, HubService, Profile
from kiosk.clock import VirtualClock
from kiosk.handover.agreement import Side
from kiosk.handover.client import HubClient
from kiosk.handover.gateway import KioskGateway
from kiosk.handover.meeting import Meeting
from kiosk.handover.outbox import Outbox
from kiosk.http import HttpClient
from kiosk.hub.officers.first_start import ADMINISTRATOR_FILE
from kiosk.ports.slots import DeviceSet
from ui.demo.day.plan import COUNTERS, OPENS, centre_files, moment
from ui.demo.officer import Administrator, Officer
from ui.demo.stage import LOOPBACK, free_port
from ui.wiring.hub import running_centre

KIOSK = "K1"
OWN_NUMBERS = (800, 899)
BEFORE_OPENING = 20.0


@dataclass(slots=True)
class Centre:
    """Holds the centre's machines. `clock` is the hub's and the kiosk's alike."""

    profile: Profile
    clock: VirtualClock
    _hub: ExitStack | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Gives the address of the hub; it stays the same when the hub is switched off and on."""
        return self.profile.hub_link.url

    @property
    def running(self) -> bool:
        """Says if the hub is switched on."""
        return self._hub is not None

    def switch_on(self) -> None:
        """Starts the hub on its files."""
        stack = ExitStack()
        stack.enter_context(running_centre(self.profile, DeviceSet({}), self.clock))
        self._hub = stack

    def switch_off(self) -> None:
        """Stops the hub: its address answers no more."""
        if self._hub is not None:
            self._hub.close()
            self._hub = None

    def officers(self) -> dict[str, Officer]:
        """Has the administrator make an account for an officer at each counter; gives them signed in."""
        login, code = (self.profile.data_dir / ADMINISTRATOR_FILE).read_text(encoding="utf-8").split()
        administrator = Administrator(self.url, login, code)
        return {counter: Officer(self.url, counter, *administrator.code_for(counter)) for counter in COUNTERS}

    @contextmanager
    def kiosk(self, folder: Path) -> Iterator[KioskGateway]:
        """Gives what of a kiosk speaks with the hub, on files of its own."""
        token = (self.profile.data_dir / "device_token").read_text(encoding="utf-8").strip()
        http = HttpClient(self.url, token=token, timeout_s=5.0)
        bundle = load_bundle(self.profile)
        outbox = Outbox(folder, self.clock)
        try:
            yield KioskGateway(
                HubClient(http, KIOSK),
                outbox,
                self.clock,
                kiosk=KIOSK,
                fields=bundle.fields,
                counters=bundle.counters,
                own_numbers=OWN_NUMBERS,
                meeting=Meeting(http, Side(KIOSK, bundle, OWN_NUMBERS), self.clock),
            )
        finally:
            outbox.close()


@contextmanager
def open_centre(folder: Path, profile: Profile) -> Iterator[Centre]:
    """Sets up the centre below `folder`, shortly before it opens, with the hub switched on."""
    own = folder / "centre"
    own.mkdir(parents=True)
    for name, text in centre_files().items():
        (own / name).write_text(text, encoding="utf-8")
    port = free_port()
    url = f"http://{LOOPBACK}:{port}"
    placed = profile.model_copy(
        update={
            "role": "hub",
            "centre_dir": own,
            "data_dir": folder / "hub",
            "hub": HubService(host=LOOPBACK, port=port, public_url=url),
            "hub_link": HubLink(url=url),
        }
    )
    centre = Centre(placed, VirtualClock(moment(OPENS - BEFORE_OPENING)))
    try:
        centre.switch_on()
        yield centre
    finally:
        centre.switch_off()
