"""Builds the devices of one machine from the profile; opens and closes them together, one thread each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from config.problems import Problem, refuse_if
from config.schema import Profile
from devices.registry import BadDevice, build
from devices.scanning.sharing import share_camera
from devices.worker import Worker
from kiosk.ports.device import Device
from kiosk.ports.slots import DeviceSet, Slot, slots_of, wrong_slots
from kiosk.visit.runner import LANES


def devices_of(profile: Profile) -> DeviceSet:
    """Builds the drivers the profile names, not yet opened. Raises BadFile for a slot that there is not,
    BadDevice for a driver or an option; one line each.
    """
    refuse_if(wrong_slots(profile.devices, profile.role, "profile"))
    devices: dict[Slot[Any], Device] = {
        slot: build(profile.devices[slot.name], slot.port, production=profile.production)
        for slot in slots_of(profile.role)
        if slot.name in profile.devices
    }
    return DeviceSet(devices, share_camera(*devices.values()))


def wrong_devices(profile: Profile, file: str) -> Iterator[Problem]:
    """Lists everything that is wrong with the profile's devices; none is opened."""
    yield from wrong_slots(profile.devices, profile.role, file)
    for slot in slots_of(profile.role):
        if slot.name in profile.devices:
            try:
                build(profile.devices[slot.name], slot.port, production=profile.production)
            except BadDevice as error:
                yield Problem(f"{file}: devices.{slot.name}", str(error))


def open_workers(devices: DeviceSet) -> dict[str, Worker]:
    """Starts a worker for every lane of a kiosk. Each device is opened on its own thread, and reopened there
    after a crash; one that can't be opened now is tried again by its driver at the next call.
    """
    found = {slot.lane: device for slot, device in devices.devices.items() if slot.lane in LANES}
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
    """Ends what is under way, then closes the devices."""
    for worker in workers.values():
        worker.stop()
    close_devices(devices)


def close_devices(devices: DeviceSet) -> None:
    """Closes every device."""
    for device in devices.devices.values():
        device.close()
