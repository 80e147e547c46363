"""Puts the centre's hub together: queue, dossiers, console, board and the calling voice. Needs no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import FastAPI
from kiosk.hub.announcer import Announcer

from config.load import PROCEDURES, load_centre, load_desks, load_fields, load_holidays
from config.schema import Profile
from kiosk.catalogue.loader import load_catalogue
from kiosk.clock import SystemClock
from kiosk.hub.app import create_app
from kiosk.hub.hub import Hub, open_hub
from kiosk.ports import Clock, Player, Voice
from ui.board.pages import router as board_router
from ui.counter.pages import router as counter_router
from ui.wiring.device_set import DeviceSet, close_devices, devices_of
from ui.wiring.knowledge import load_messages


@dataclass(frozen=True, slots=True)
class Centre:
    """A hub ready to be served, and the application that serves it."""

    hub: Hub
    app: FastAPI


@contextmanager
def open_centre(
    profile: Profile, devices: DeviceSet | None = None, clock: Clock | None = None
) -> Iterator[Centre]:
    """Open the hub's files and its voice; close them at the end.

    `devices` replaces those of the profile. Raises BadSettings, BadCatalogue or BadDevice, one line.
    """
    found = devices if devices is not None else devices_of(profile)
    hub = open_hub(
        profile.data_dir,
        clock=clock or SystemClock(),
        centre=load_centre(profile.centre),
        fields=load_fields(),
        desks=load_desks(),
        catalogue=load_catalogue(PROCEDURES),
        messages=load_messages(),
        calendar=load_holidays(),
        public_url=profile.hub.public_url,
        reserved=profile.offline_numbers,
    )
    announcer = _announcer(hub, found.voice, found.player)
    try:
        yield Centre(hub, create_app(hub, routers=(counter_router(hub.messages), board_router(hub.messages))))
    finally:
        if announcer is not None:
            announcer.close()
        close_devices(found)
        hub.close()


def _announcer(hub: Hub, voice: Voice | None, player: Player | None) -> Announcer | None:
    """The calling voice, where the profile has one."""
    if voice is None or player is None:
        return None
    voice.open()
    player.open()
    announcer = Announcer(hub, voice, player)
    announcer.start()
    return announcer
