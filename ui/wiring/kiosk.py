"""Puts a citizen's kiosk together: devices, gateway, robot, session. Free of Qt; the window comes later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from config.load import load_bundle
from config.schema import Profile
from devices.speech.ear import UtteranceEar
from devices.worker import Worker
from kiosk.audit import EventLog
from kiosk.catalogue.catalogue import Catalogue, trouble_of
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.watch import CatalogueWatch
from kiosk.clock import SystemClock
from kiosk.handover.agreement import Side
from kiosk.handover.client import HubClient
from kiosk.handover.gateway import KioskGateway
from kiosk.handover.meeting import NOT_LET_IN, HubWatch, Meeting
from kiosk.handover.outbox import Outbox
from kiosk.handover.reporter import Reporter, WatchedDevice
from kiosk.paper.ahead import draw_ahead
from kiosk.paper.journal import Journal, JournaledPrinter, open_journal
from kiosk.paper.watch import PrinterWatch
from kiosk.ports.device import Device, Fault, Health
from kiosk.ports.slots import MICROPHONE, RECOGNISER, SLIP_PRINTER, SLOTS, DeviceSet
from kiosk.ports.time import Clock
from kiosk.visit.model import KioskContext
from kiosk.visit.runner import Ports
from kiosk.visit.session import Session
from kiosk.visit.watch import ReaderWatch
from robot.hours import Hours
from robot.turn import Robot
from ui.wiring.catalogue import index_folder, sources_of
from ui.wiring.device_set import close_workers, open_workers
from ui.wiring.hub_link import Credential, hub_http

DELIVER_EVERY_S = 5
CATALOGUE_DAMAGED = "catalogue_damaged"


@dataclass(slots=True)
class PeriodicTask:
    """Runs a task once a second, on a thread of its own; never twice at the same time."""

    look: Callable[[], object]
    worker: Worker = field(repr=False)
    under_way: bool = False

    def tick(self) -> None:
        """Runs the task, unless the last run still goes on."""
        if not self.under_way:
            self.under_way = True
            self.worker.submit(self.look, self._looked)

    def _looked(self, _result: object) -> None:
        self.under_way = False


@dataclass(slots=True)
class Kiosk:
    """Holds a running kiosk. `tick()` once a second; `close()` at the end."""

    session: Session
    gateway: KioskGateway
    outbox: Outbox
    journal: Journal
    audit: EventLog
    devices: DeviceSet
    workers: dict[str, Worker] = field(repr=False)
    periodic: tuple[PeriodicTask, ...] = ()
    _ticks: int = 0

    def tick(self) -> None:
        """Advances the idle clock, checks the devices' state, and now and then sends what still waits for the
        hub.
        """
        self.session.tick()
        for each in self.periodic:
            each.tick()
        self._ticks += 1
        if self._ticks % DELIVER_EVERY_S == 0:
            self.workers["hub"].submit(self.gateway.deliver_due, self._delivered)

    def _delivered(self, count: object) -> None:
        if isinstance(count, int) and count:
            self.audit.record("delivered_later", count=count)

    def close(self) -> None:
        """Stops the threads, closes devices and files."""
        for each in self.periodic:
            each.worker.stop()
        close_workers(self.workers, self.devices)
        self.journal.close()
        self.outbox.close()


def open_kiosk(
    profile: Profile,
    context: KioskContext,
    devices: DeviceSet,
    deliver: Callable[[Callable[[], None]], object],
    *,
    shown: Credential,
    clock: Clock | None = None,
) -> Kiosk:
    """Starts a kiosk. `deliver` brings a call to the session's thread; the hub knows it by `shown`."""
    clock = clock or SystemClock()
    http = hub_http(profile, shown)
    bundle = load_bundle(profile)
    hours = Hours(bundle.timetable, clock)
    outbox = Outbox(profile.data_dir, clock)
    seen: dict[str, Health] = {}
    reporter = Reporter(profile.data_dir, outbox, clock, seen)
    side = Side(profile.kiosk, bundle, profile.offline_numbers)
    meeting = Meeting(http, side, clock, reporter.report)
    gateway = KioskGateway(
        HubClient(http, profile.kiosk),
        outbox,
        clock,
        kiosk=profile.kiosk,
        fields=context.fields,
        counters=context.counters,
        own_numbers=profile.offline_numbers,
        meeting=meeting,
    )
    audit = EventLog(profile.data_dir / "events.jsonl", clock)
    journal = open_journal(profile.data_dir, clock)
    printer = devices.get(SLIP_PRINTER)
    ports = Ports(
        hub=gateway,
        assistant=Robot(context.catalogue, context.ranker, context.messages, hours=hours),
        audit=audit,
        devices=_journaled(devices, journal),
        ear=_ear(devices),
    )
    workers = open_workers(devices)
    if printer is not None:
        workers["printer"].submit(lambda: _draw_ahead(context, printer.width()), lambda _drawn: None)
    session = Session(context, ports, workers, clock, deliver)
    audit.record("program_started", role="kiosk")

    def notify(kind: str, detail: str = "") -> None:
        workers["hub"].submit(lambda: gateway.tell_staff(kind, detail), lambda _result: None)

    def left_out(problems: Sequence[str]) -> None:
        for problem in problems:
            audit.record("procedure_left_out", problem=problem)
        if problems:
            notify(CATALOGUE_DAMAGED, trouble_of(problems))

    def renew(catalogue: Catalogue) -> None:
        ranker = Ranker(catalogue.index)
        assistant = Robot(catalogue, ranker, context.messages, hours=hours)
        audit.record("catalogue_changed", procedures=len(catalogue.procedures))
        deliver(lambda: session.renew(replace(session.latest, catalogue=catalogue, ranker=ranker), assistant))

    left_out(context.catalogue.problems)

    def disagrees(fault: Fault) -> None:
        audit.record("hub_disagrees", fault=fault.id, detail=fault.detail)
        if fault.id not in NOT_LET_IN:  # the hub tells the staff itself of whom it does not let in
            notify(fault.id, fault.detail)

    def serve(fault: str) -> None:
        deliver(lambda: session.serve(fault))

    watch = CatalogueWatch(
        sources_of(profile.data_dir, context.fields),
        index_folder(profile.data_dir),
        context.catalogue,
        take=renew,
        tell=left_out,
    )
    looks = (
        ("hub-watch", HubWatch(meeting, disagrees, serve).look),
        ("catalogue-watch", watch.look),
        *_looks(devices, notify, seen),
    )
    periodic = tuple(PeriodicTask(look, Worker(name)) for name, look in looks)
    return Kiosk(session, gateway, outbox, journal, audit, devices, workers, periodic)


def _looks(
    devices: DeviceSet, notify: Callable[[str], None], seen: dict[str, Health]
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Lists the periodic checks: the printer, and apart from it, for they may take time, the readers. Each
    notes in `seen` how its devices are.
    """
    watched: dict[str, list[Device]] = {"printer": [], "reader": []}
    for slot in SLOTS:
        if slot.watch and slot in devices.devices:
            watched[slot.watch].append(WatchedDevice(slot.name, devices.devices[slot], seen))
    for printer in watched["printer"]:
        yield "printer-watch", PrinterWatch(printer, notify).look
    if watched["reader"]:
        yield "reader-watch", ReaderWatch(tuple(watched["reader"]), notify).look


def _ear(devices: DeviceSet) -> UtteranceEar | None:
    microphone, recogniser = devices.get(MICROPHONE), devices.get(RECOGNISER)
    return UtteranceEar(microphone, recogniser) if microphone and recogniser else None


def _journaled(devices: DeviceSet, journal: Journal) -> DeviceSet:
    """Gives the devices, the slip printer with its journal."""
    printer = devices.get(SLIP_PRINTER)
    if printer is None:
        return devices
    return devices.put(SLIP_PRINTER, JournaledPrinter(printer, journal))


def _draw_ahead(context: KioskContext, width: int) -> int:
    return draw_ahead(
        centre=context.centre,
        fields=context.fields,
        frequent=context.catalogue.frequent(),
        languages=context.languages,
        public_url=context.public_url,
        messages=context.messages,
        width=width,
    )
