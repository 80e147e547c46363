"""A kiosk's gateway and a hub that can be switched off and on, on one address, with a virtual clock."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from config.centre import CentreBundle
from kiosk.clock import VirtualClock
from kiosk.handover.agreement import Side
from kiosk.handover.client import HubClient
from kiosk.handover.gateway import KioskGateway
from kiosk.handover.meeting import Meeting
from kiosk.handover.outbox import Outbox
from kiosk.http import Answer, HttpClient
from kiosk.ports.device import Fault
from tests.hub.scene import BUNDLE, MORNING, officer_client, open_scene, serving


class LossyHttp(HttpClient):
    """The real client over a line that can lose answers, or whole requests."""

    lose_answer: Callable[[str], bool] = staticmethod(lambda path: False)
    lose_request: Callable[[str], bool] = staticmethod(lambda path: False)

    def post(self, path: str, body: bytes, *, key: str = "") -> Answer | Fault:
        """POST, unless the line loses it."""
        if self.lose_request(path):
            return Fault("hub_unreachable", "lost on the way")
        answer = super().post(path, body, key=key)
        return Fault("hub_unreachable", "answer lost") if self.lose_answer(path) else answer


class KioskAndHub:
    """One kiosk beside one hub."""

    def __init__(
        self, folder: Path, own_numbers: tuple[int, int] = (800, 899), bundle: CentreBundle = BUNDLE
    ) -> None:
        self.folder, self.own_numbers, self.bundle = folder, own_numbers, bundle
        self.clock = VirtualClock(MORNING)
        open_scene(folder / "hub", self.clock).close()
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = int(listener.getsockname()[1])
        self.http = LossyHttp(f"http://127.0.0.1:{self.port}", token=self.token, timeout_s=60)
        self._running = ExitStack()
        self.start_kiosk()

    @property
    def token(self) -> str:
        """The device token a technician copied to the kiosk."""
        return (self.folder / "hub" / "device_token").read_text().strip()

    def start_kiosk(self) -> None:
        """Open the kiosk's outbox; after `crash_kiosk`, this is the restart."""
        self.outbox = Outbox(self.folder / "kiosk", self.clock)
        self.meeting = Meeting(self.http, Side("K1", self.bundle, self.own_numbers), self.clock)
        self.gateway = KioskGateway(
            HubClient(self.http, "K1"),
            self.outbox,
            self.clock,
            kiosk="K1",
            fields=self.bundle.fields,
            counters=self.bundle.counters,
            own_numbers=self.own_numbers,
            meeting=self.meeting,
            chance=random.Random(1),
        )

    def restart_kiosk(self) -> None:
        """The kiosk's program ends without a word and is started again."""
        self.outbox.close()
        self.start_kiosk()

    def hub_on(self) -> None:
        """Switch the hub on."""
        self._running.enter_context(serving(self.folder / "hub", self.clock, self.port))

    def hub_off(self) -> None:
        """Switch the hub off."""
        self._running.close()

    def later(self) -> int:
        """Time goes by until all pauses are over; how many deliveries then went through."""
        self.clock.advance(400)
        return self.gateway.deliver_due()

    def officer(self) -> httpx.Client:
        """An officer at the hub's console."""
        return officer_client(f"http://127.0.0.1:{self.port}")

    def close(self) -> None:
        """Switch everything off."""
        self.hub_off()
        self.outbox.close()


@contextmanager
def kiosk_and_hub(
    folder: Path, own_numbers: tuple[int, int] = (800, 899), bundle: CentreBundle = BUNDLE
) -> Iterator[KioskAndHub]:
    """A kiosk_and_hub while the block runs."""
    made = KioskAndHub(folder, own_numbers, bundle)
    try:
        yield made
    finally:
        made.close()
