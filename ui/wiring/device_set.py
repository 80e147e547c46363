"""The devices of one kiosk: built from the profile, opened and closed together, one thread each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from config.schema import Profile
from devices.registry import build
from devices.scanning.sharing import share_camera
from devices.worker import Worker
from kiosk.ports.codes import CodeReader, FrameSource
from kiosk.ports.device import Device
from kiosk.ports.papers import DocumentCamera
from kiosk.ports.printing import SheetPrinter, SlipPrinter
from kiosk.ports.speech import Player, Voice
from kiosk.visit.runner import LANES


@dataclass(frozen=True, slots=True)
class DeviceSet:
    """What stands at one kiosk; None: not there. `cameras` are what its readers look through."""

    code_reader: CodeReader | None = None
    document_camera: DocumentCamera | None = None
    slip_printer: SlipPrinter | None = None
    sheet_printer: SheetPrinter | None = None
    voice: Voice | None = None
    player: Player | None = None
    cameras: tuple[FrameSource, ...] = ()

    def by_lane(self) -> dict[str, Device]:
        """The devices that are there, by the lane that drives them."""
        lanes = {
            "reader": self.code_reader,
            "camera": self.document_camera,
            "printer": self.slip_printer,
            "voice": self.voice,
            "player": self.player,
        }
        return {lane: device for lane, device in lanes.items() if device is not None}


def devices_of(profile: Profile) -> DeviceSet:
    """The drivers the profile names, not yet opened. Raises BadDevice, one line."""

    def made(name: str, port: Any) -> Any:
        choice = getattr(profile.devices, name)
        return None if choice is None else build(choice, port, production=profile.production)

    code_reader = made("code_reader", CodeReader)
    document_camera = made("document_camera", DocumentCamera)
    return DeviceSet(
        code_reader=code_reader,
        document_camera=document_camera,
        cameras=share_camera(code_reader, document_camera),
        slip_printer=made("slip_printer", SlipPrinter),
        sheet_printer=made("sheet_printer", SheetPrinter),
        voice=made("voice", Voice),
        player=made("player", Player),
    )


def open_workers(devices: DeviceSet) -> dict[str, Worker]:
    """A worker for every lane. Each device is opened on its own thread, and reopened there after a crash;
    one that can't be opened now is tried again by its driver at the next call."""
    found = devices.by_lane()
    workers = {lane: Worker(lane, recover=_reopening(found.get(lane))) for lane in LANES}
    for lane, device in found.items():
        workers[lane].submit(device.open, lambda _result: None)
    return workers


def _reopening(device: Device | None) -> Any:
    if device is None:
        return None

    def reopen() -> None:
        device.close()
        device.open()

    return reopen


def close_workers(workers: dict[str, Worker], devices: DeviceSet) -> None:
    """Let what is under way end, then close the devices."""
    for worker in workers.values():
        worker.stop()
    close_devices(devices)


def close_devices(devices: DeviceSet) -> None:
    """Let go of every device."""
    for device in devices.by_lane().values():
        device.close()
