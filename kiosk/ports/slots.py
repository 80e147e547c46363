"""Lists the device slots of a machine: the one table that schema, wiring, lanes, doctor
and technician read.

A new kind of device is a row here and a driver in `devices/` that implements the row's port.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, TypeVar, cast

from config.problems import N_, Problem, nearest
from kiosk.ports.codes import CodeReader, FrameSource
from kiosk.ports.device import Device
from kiosk.ports.papers import DocumentCamera, PaperReader
from kiosk.ports.printing import SheetPrinter, SlipPrinter
from kiosk.ports.speech import Microphone, Player, Recogniser, Voice

P = TypeVar("P")
Role = Literal["kiosk", "hub"]
Watch = Literal["printer", "reader"]
KIOSK: frozenset[Role] = frozenset({"kiosk"})
HUB: frozenset[Role] = frozenset({"hub"})


@dataclass(frozen=True, slots=True)
class Slot(Generic[P]):
    """Describes a place for a device. `name` is the key in a profile's `[devices]`, `port` the Protocol its
    driver implements, `lane` the thread that drives it, `roles` the machines that can have it, `title` what a
    technician calls it (a message id), `watch` who tells the staff of its troubles while nobody uses it.
    """

    name: str
    port: Callable[..., P]
    lane: str
    roles: frozenset[Role]
    title: str
    watch: Watch | None = None


CODE_READER = Slot("code_reader", CodeReader, "reader", KIOSK, N_("Code reader"), watch="reader")
DOCUMENT_CAMERA = Slot(
    "document_camera", DocumentCamera, "camera", KIOSK, N_("Document camera"), watch="reader"
)
SLIP_PRINTER = Slot("slip_printer", SlipPrinter, "printer", KIOSK, N_("Slip printer"), watch="printer")
SHEET_PRINTER = Slot("sheet_printer", SheetPrinter, "sheets", HUB, N_("A4 printer"))
VOICE = Slot("voice", Voice, "voice", KIOSK | HUB, N_("Voice"))
PLAYER = Slot("player", Player, "player", KIOSK | HUB, N_("Loudspeaker"))
MICROPHONE = Slot("microphone", Microphone, "microphone", KIOSK, N_("Microphone"))
RECOGNISER = Slot("recogniser", Recogniser, "recogniser", KIOSK, N_("Speech recogniser"))
PAPER_READER = Slot("paper_reader", PaperReader, "papers", KIOSK, N_("Reader of papers"))

SLOTS: tuple[Slot[Any], ...] = (
    CODE_READER,
    DOCUMENT_CAMERA,
    SLIP_PRINTER,
    SHEET_PRINTER,
    VOICE,
    PLAYER,
    MICROPHONE,
    RECOGNISER,
    PAPER_READER,
)


@dataclass(frozen=True, slots=True)
class DeviceSet:
    """Holds the devices of one machine by slot. `cameras` are what its readers look through."""

    devices: Mapping[Slot[Any], Device] = field(default_factory=dict)
    cameras: tuple[FrameSource, ...] = ()

    def get(self, slot: Slot[P]) -> P | None:
        """Gives the device in a slot, or None where there is none."""
        return cast("P | None", self.devices.get(slot))

    def put(self, slot: Slot[P], device: P) -> DeviceSet:
        """Gives the same devices, with this one in its slot."""
        return replace(self, devices={**self.devices, slot: cast(Device, device)})


def slots_of(role: str) -> tuple[Slot[Any], ...]:
    """Lists the slots of a machine of that role; a demo is kiosk and hub in one."""
    return tuple(slot for slot in SLOTS if role == "demo" or role in slot.roles)


def wrong_slots(names: Iterable[str], role: str, where: str) -> Iterator[Problem]:
    """Gives a problem for each name of `[devices]` that is no slot, or none of a machine of that role."""
    fitting = {slot.name for slot in slots_of(role)}
    known = {slot.name for slot in SLOTS}
    for name in names:
        if name not in known:
            yield Problem(f"{where}: devices.{name}", N_("unknown device slot"), {}, nearest(name, fitting))
        elif name not in fitting:
            yield Problem(f"{where}: devices.{name}", N_("a {role} has no such device"), {"role": role})
