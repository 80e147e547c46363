"""Puts the centre's hub together: queue, dossiers, console, board and the calling voice. Needs no Qt."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from config.load import load_bundle
from config.schema import Profile
from devices.printing.sheets import FolderSheets
from kiosk.audit import EventLog
from kiosk.clock import SystemClock
from kiosk.hub import notices
from kiosk.hub.announcer import Announcer
from kiosk.hub.app import create_app
from kiosk.hub.audit_keeper import AuditKeeper
from kiosk.hub.clock_watch import ClockWatch
from kiosk.hub.hub import Hub, open_hub
from kiosk.hub.night_check import NightCheck
from kiosk.hub.service import running, serve
from kiosk.hub.sheets import SheetRoom
from kiosk.hub.store.audit_file import audit_key
from kiosk.hub.store.records import Notice
from kiosk.manager import READY, STOPPING, tell_manager
from kiosk.ports.printing import SheetPrinter
from kiosk.ports.slots import PLAYER, SHEET_PRINTER, VOICE, DeviceSet
from kiosk.ports.speech import Player, Voice
from kiosk.ports.time import Clock
from ui.web.faces import web_faces
from ui.wiring.backends import event_keys
from ui.wiring.catalogue import load_catalogue
from ui.wiring.context import load_messages
from ui.wiring.couriers import handing_over
from ui.wiring.database import database_url
from ui.wiring.device_set import close_devices, devices_of


def serve_centre(profile: Profile, listening: Callable[[], object]) -> None:
    """Serves the hub of that profile until interrupted; `listening()` is called once it
    takes connections.

    Raises BadSettings, BadCatalogue, BadDevice, BadBackend or StoreError, one line.
    """
    with _opened(profile, devices_of(profile), SystemClock()) as hub:
        serve(
            create_app(hub, web_faces(hub.messages)),
            profile.hub.host,
            profile.hub.port,
            partial(_ready, listening),
        )
        tell_manager(STOPPING)


def _ready(listening: Callable[[], object]) -> None:
    listening()
    tell_manager(READY)


@contextmanager
def running_centre(profile: Profile, devices: DeviceSet, clock: Clock | None = None) -> Iterator[str]:
    """Serves the hub on a thread, with these devices instead of the profile's; gives its address."""
    with (
        _opened(profile, devices, clock or SystemClock()) as hub,
        running(create_app(hub, web_faces(hub.messages)), port=profile.hub.port) as address,
    ):
        yield address


@contextmanager
def _opened(profile: Profile, devices: DeviceSet, clock: Clock) -> Iterator[Hub]:
    """Opens the hub's files and its voice."""
    bundle = load_bundle(profile)
    hub = open_hub(
        profile.data_dir,
        clock=clock,
        bundle=bundle,
        catalogue=load_catalogue(profile.data_dir, bundle.fields),
        messages=load_messages(),
        public_url=profile.hub.public_url,
        specimen=not profile.production,
        prints_sheets=devices.get(SHEET_PRINTER) is not None,
        database_url=database_url(profile, os.environ),
        volatile=_volatile(os.environ),
        paired_only=profile.production,
        backends=event_keys(profile),
    )
    _report_catalogue(hub)
    announcer = _announcer(hub, devices.get(VOICE), devices.get(PLAYER))
    watch = ClockWatch(hub, EventLog(profile.data_dir / "events.jsonl", clock))
    watch.start()
    room = _sheet_room(hub, devices.get(SHEET_PRINTER), profile.data_dir / "sheets")
    night = NightCheck(hub)
    night.start()
    keeper = AuditKeeper(hub, audit_key(profile.data_dir))
    keeper.start()
    try:
        with handing_over(hub, profile):
            yield hub
    finally:
        night.close()
        keeper.close()
        watch.close()
        if announcer is not None:
            announcer.close()
        if room is not None:
            room.close()
        close_devices(devices)
        hub.close()


def _volatile(environment: Mapping[str, str]) -> Path | None:
    """Finds a folder of this program's or user's own that a restart of the machine empties; None: there is
    none.
    """
    named = environment.get("RUNTIME_DIRECTORY") or environment.get("XDG_RUNTIME_DIR")
    folder = Path(named.split(":")[0]) if named else None
    return folder if folder is not None and folder.is_dir() else None


def _report_catalogue(hub: Hub) -> None:
    """Puts a notice up where something of the catalogue is left out; once for each state of its sources."""
    trouble = hub.catalogue.trouble()
    if trouble:
        key = f"catalogue-{hub.catalogue.index.fingerprint[:20]}"
        hub.store.submit(
            lambda tx: notices.add(tx, Notice(key, "catalogue_damaged", trouble, notices.HUB, tx.now))
        ).result()


def _sheet_room(hub: Hub, printer: SheetPrinter | None, folder: Path) -> SheetRoom | None:
    """Gives the printer of receipts on A4, if the profile names one. What it does not take is kept in
    `folder`; a profile that names a folder instead of a printer has everything kept there.
    """
    if printer is None:
        return None
    if isinstance(printer, FolderSheets):
        room = SheetRoom(hub, None, printer)
    else:
        room = SheetRoom(hub, printer, FolderSheets(FolderSheets.Options(folder)))
    printer.open()
    room.start()
    return room


def _announcer(hub: Hub, voice: Voice | None, player: Player | None) -> Announcer | None:
    """Gives the calling voice, where the profile has one."""
    if voice is None or player is None:
        return None
    voice.open()
    player.open()
    announcer = Announcer(hub, voice, player)
    announcer.start()
    return announcer
