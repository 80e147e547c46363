"""Sets up what a play needs on one machine: a hub with a switch, a printer with paper, a camera, a sound
folder.

Everything lies below one folder. The hub runs on a thread of its own and is reached through TCP only.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree

from config.schema import DeviceChoice, HubLink, HubService, Profile
from devices.registry import build
from devices.scanning.picture import PictureCamera
from devices.simulators.vprinter import VirtualPrinter
from kiosk.hub.officers.first_start import ADMINISTRATOR_FILE
from kiosk.ports.slots import PLAYER, SLIP_PRINTER, VOICE, DeviceSet
from kiosk.ports.speech import Player, Voice
from kiosk.ports.time import Clock
from kiosk.visit.model import KioskContext
from ui.demo.officer import Administrator
from ui.wiring.catalogue import index_folder
from ui.wiring.context import load_context
from ui.wiring.device_set import devices_of
from ui.wiring.hub import running_centre
from ui.wiring.kiosk import Kiosk, open_kiosk

LOOPBACK = "127.0.0.1"


@dataclass(slots=True)
class Stage:
    """Holds the machines of a play. `camera` is what the citizen holds things under."""

    folder: Path
    profile: Profile
    context: KioskContext
    printer: VirtualPrinter
    _hub: ExitStack | None = field(default=None, repr=False)

    @property
    def hub_url(self) -> str:
        """Gives the address of the hub; it stays the same when the hub is switched off and on."""
        return self.profile.hub_link.url

    @property
    def hub_folder(self) -> Path:
        """Gives the folder of the hub's own files."""
        return self.folder / "hub"

    def switch_hub_on(self) -> None:
        """Starts the hub on its old files and its old address."""
        stack = ExitStack()
        voice = build(DeviceChoice(driver="voice.pyttsx3"), Voice, production=False)
        player = build(_sound_folder(self.folder / "sound" / "hall"), Player, production=False)
        profile = self.profile.model_copy(update={"data_dir": self.hub_folder, "role": "hub"})
        stack.enter_context(running_centre(profile, DeviceSet({VOICE: voice, PLAYER: player})))
        self._hub = stack

    def switch_hub_off(self) -> None:
        """Stops the hub: its address answers no more."""
        if self._hub is not None:
            self._hub.close()
            self._hub = None

    def staff_code(self, counter: str) -> tuple[str, str]:
        """Has the administrator make an account and a new code for an officer at that counter; gives log-in
        and code.
        """
        login, code = (self.hub_folder / ADMINISTRATOR_FILE).read_text(encoding="utf-8").split()
        return Administrator(self.hub_url, login, code).code_for(counter)

    def device_token(self) -> str:
        """Gives the kiosk's token at the hub."""
        return (self.hub_folder / "device_token").read_text(encoding="utf-8").strip()

    @contextmanager
    def kiosk(
        self,
        deliver: Callable[[Callable[[], None]], object],
        clock: Clock | None = None,
        around: Callable[[DeviceSet], DeviceSet] = lambda devices: devices,
    ) -> Iterator[tuple[Kiosk, PictureCamera]]:
        """Opens a kiosk on its own files, and the camera above its table. `around` may put something around
        its devices.
        """
        devices = around(devices_of(self.profile))
        [camera] = devices.cameras
        assert isinstance(camera, PictureCamera)
        kiosk = open_kiosk(
            self.profile, self.context, devices, deliver, shown=self.device_token(), clock=clock
        )
        try:
            yield kiosk, camera
        finally:
            kiosk.close()


@contextmanager
def open_stage(folder: Path, profile: Profile) -> Iterator[Stage]:
    """Sets up the stage below `folder`, with the hub switched on."""
    profile = _placed(profile, folder)
    with VirtualPrinter(folder / "paper") as printer:
        profile = _with_printer(profile, printer.port)
        stage = Stage(folder, profile, load_context(profile), printer)
        if stage.context.catalogue.on_disk:  # compiled once for both machines
            copytree(index_folder(profile.data_dir), index_folder(stage.hub_folder))
        try:
            stage.switch_hub_on()
            yield stage
        finally:
            stage.switch_hub_off()


def _placed(profile: Profile, folder: Path) -> Profile:
    """Gives the demo profile with its files below `folder` and a free port."""
    port = free_port()
    url = f"http://{LOOPBACK}:{port}"
    devices = {**profile.devices, PLAYER.name: _sound_folder(folder / "sound" / "kiosk")}
    return profile.model_copy(
        update={
            "data_dir": folder / "kiosk",
            "devices": devices,
            "hub": HubService(host=LOOPBACK, port=port, public_url=url),
            "hub_link": HubLink(url=url, timeout_s=2.0),
        }
    )


def _with_printer(profile: Profile, port: int) -> Profile:
    printer = DeviceChoice(driver="printer.tcp", options={"host": LOOPBACK, "port": port})
    devices = {**profile.devices, SLIP_PRINTER.name: printer}
    return profile.model_copy(update={"devices": devices})


def _sound_folder(folder: Path) -> DeviceChoice:
    return DeviceChoice(driver="player.folder", options={"folder": folder})


def free_port() -> int:
    """Gives a port of this machine that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
