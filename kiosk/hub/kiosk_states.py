"""Tells how the centre's kiosks and their devices are, in the reader's words: once, for every page."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.contract.report import DeviceReport, DeviceState, DutyKiosk, KioskState
from kiosk.faults import FAULTS
from kiosk.hub.hub import Hub
from kiosk.hub.store.records import PairingRecord
from kiosk.hub.store.transaction import Reading
from kiosk.ports.slots import SLOTS

SILENT_AFTER = timedelta(seconds=120)
"""A kiosk reports twice a minute; one that did not for so long counts as down."""
TITLES = {slot.name: slot.title for slot in SLOTS}


def is_silent(heard_at: datetime | None, now: datetime) -> bool:
    """Says that nothing was heard of a kiosk for too long; `heard_at` None: nothing since the hub's start."""
    return heard_at is None or now - heard_at > SILENT_AFTER


def heard_at(hub: Hub, reading: Reading, one: PairingRecord) -> datetime | None:
    """Gives when a paired kiosk last spoke to this hub."""
    heard = hub.admission.heard.get(one.id)
    return None if heard is None else reading.now - timedelta(seconds=hub.clock.monotonic() - heard)


def said(hub: Hub, kiosk: str, lang: str, since: datetime | None = None) -> KioskState | None:
    """Gives what the kiosk of that name reported last; None where it has not, or not after `since`."""
    found = hub.kiosks.said().get(kiosk)
    if found is None or (since is not None and found[0] < since):
        return None
    at, report = found
    return KioskState(
        at=at,
        version=report.version,
        waiting=report.waiting,
        oldest_s=report.oldest_s,
        disk_free_mb=report.disk_free_mb,
        clock_offset_s=round((report.clock - at).total_seconds(), 1),
        devices=tuple(_device(hub, each, lang) for each in report.devices),
    )


def on_duty(hub: Hub, reading: Reading, lang: str) -> tuple[DutyKiosk, ...]:
    """Lists the kiosks that are paired or have reported, by name."""
    paired = {one.kiosk: one for one in reading.pairings.holding()}
    names = sorted({*paired, *hub.kiosks.said()})
    return tuple(_on_duty(hub, reading, name, paired.get(name), lang) for name in names)


def _on_duty(hub: Hub, reading: Reading, name: str, paired: PairingRecord | None, lang: str) -> DutyKiosk:
    state = said(hub, name, lang, paired.paired_at if paired else None)
    moments = (heard_at(hub, reading, paired) if paired else None, state.at if state else None)
    last = max((at for at in moments if at is not None), default=None)
    return DutyKiosk(kiosk=name, heard_at=last, silent=is_silent(last, reading.now), said=state)


def _device(hub: Hub, one: DeviceReport, lang: str) -> DeviceState:
    known = FAULTS.get(one.fault or "")
    title = TITLES.get(one.slot)
    return DeviceState(
        slot=one.slot,
        name=hub.messages.text(lang, title) if title else one.slot,
        condition=one.condition,
        fault=one.fault,
        what=hub.messages.text(lang, known.what) if known and known.what else "",
        text=hub.messages.text(lang, known.staff) if known else "",
    )
