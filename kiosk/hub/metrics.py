"""Writes what the hub and its kiosks are like as metrics, in OpenMetrics 1.0 text, for Prometheus and others.

Gauges alone: what counts up would begin anew with each start. No metric says anything of a person.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from config.version import VERSION
from kiosk.contract.report import KioskReport
from kiosk.hub.day import today
from kiosk.hub.hub import Hub
from kiosk.hub.kiosk_states import is_silent
from kiosk.hub.store.transaction import Reading

KIND = "application/openmetrics-text"
MEDIA_TYPE = f"{KIND}; version=1.0.0; charset=utf-8"
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gauge:
    """Holds one metric: its name without the prefix, what it means, and its values by their labels."""

    name: str
    help: str
    values: tuple[tuple[Labels, float], ...] = field(default_factory=tuple)

    def lines(self) -> Iterator[str]:
        """Writes it; nothing where it has no value."""
        if not self.values:
            return
        name = f"motcua_{self.name}"
        yield f"# HELP {name} {self.help}"
        yield f"# TYPE {name} gauge"
        for labels, value in self.values:
            written = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
            yield f"{name}{{{written}}} {value:.12g}" if written else f"{name} {value:.12g}"


def written(gauges: Iterator[Gauge]) -> str:
    """Writes metrics as one exposition."""
    lines = [line for gauge in gauges for line in gauge.lines()]
    return "\n".join([*lines, "# EOF", ""])


def of_hub(hub: Hub, reading: Reading, folder: Path) -> Iterator[Gauge]:
    """Gives the hub's own metrics; `folder` lies on the disk that it keeps its data on."""
    now, day = reading.now, today(reading)
    centre = hub.centre.code
    yield _one("build_info", "Version of the hub's program.", 1, version=VERSION, centre=centre)
    waiting = tuple(
        ({"field": one.id}, float(reading.tickets.count_waiting(one.id, day))) for one in hub.fields
    )
    yield Gauge("tickets_waiting", "Numbers that wait to be called today.", waiting)
    dossiers = reading.dossiers.waiting()
    yield _one("dossiers_waiting", "Dossiers that wait for an officer.", len(dossiers))
    oldest = min((one.received_at for one in dossiers), default=now)
    yield _one("dossier_oldest_seconds", "Age of the oldest dossier that waits.", _age(now, oldest))
    yield _one("notices_open", "Notices that nobody has handled.", len(reading.notices.listed(done=False)))
    warnings = tuple(({"warning": one}, 1.0) for one in sorted(hub.warnings))
    yield Gauge("warning", "What somebody must see to at the hub, by its fault.", warnings)
    yield _one("disk_free_bytes", "Room on the hub's disk.", shutil.disk_usage(folder).free)
    counts = sorted(reading.deliveries.counts().items())
    handed_on = tuple(
        ({"backend": backend, "state": state}, float(count)) for (backend, state), count in counts
    )
    yield Gauge("backend_deliveries", "What is handed on to systems behind the hub, by state.", handed_on)


def of_kiosks(hub: Hub, reading: Reading) -> Iterator[Gauge]:
    """Gives the metrics of the centre's kiosks, as each reported last."""
    now = reading.now
    said = hub.kiosks.said()
    paired = {one.kiosk: one for one in reading.pairings.holding()}
    names = sorted({*paired, *said})
    heard = {name: said[name][0] for name in said}
    yield _each(
        "kiosk_up",
        "Whether the kiosk has reported in the last two minutes.",
        {name: float(not is_silent(heard.get(name), now)) for name in names},
    )
    yield _each(
        "kiosk_silent_seconds",
        "Time since the kiosk's last report.",
        {name: _age(now, at) for name, at in heard.items()},
    )
    yield _each(
        "kiosk_pairing_expiry_seconds",
        "Time until the kiosk's pairing expires, unless it speaks before.",
        {name: (one.expires_at - now).total_seconds() for name, one in paired.items()},
    )
    yield from _reported(said)


def _reported(said: Mapping[str, tuple[datetime, KioskReport]]) -> Iterator[Gauge]:
    reports = {name: report for name, (_, report) in said.items()}
    info = tuple(({"kiosk": name, "version": one.version}, 1.0) for name, one in reports.items())
    yield Gauge("kiosk_build_info", "Version of the kiosk's program.", info)
    yield _each(
        "kiosk_outbox_pending",
        "Deliveries that the hub has not confirmed.",
        {name: float(one.waiting) for name, one in reports.items()},
    )
    yield _each(
        "kiosk_outbox_oldest_seconds",
        "Age of the oldest delivery that the hub has not confirmed.",
        {name: float(one.oldest_s or 0) for name, one in reports.items()},
    )
    yield _each(
        "kiosk_disk_free_bytes",
        "Room on the kiosk's disk.",
        {name: one.disk_free_mb * 1e6 for name, one in reports.items()},
    )
    offsets = {name: (report.clock - at).total_seconds() for name, (at, report) in said.items()}
    yield _each("kiosk_clock_offset_seconds", "How far the kiosk's clock is ahead of the hub's.", offsets)
    devices = tuple(
        ({"kiosk": name, "device": each.slot}, float(each.condition in ("ready", "busy")))
        for name, one in reports.items()
        for each in one.devices
    )
    yield Gauge("kiosk_device_up", "Whether a device of the kiosk works.", devices)
    troubles = tuple(
        ({"kiosk": name, "device": each.slot, "fault": each.fault}, 1.0)
        for name, one in reports.items()
        for each in one.devices
        if each.fault is not None
    )
    yield Gauge(
        "kiosk_device_fault", "What is wrong with a device, or will be soon (printer_near_end).", troubles
    )


def _one(name: str, help: str, value: float, **labels: str) -> Gauge:
    return Gauge(name, help, ((labels, float(value)),))


def _each(name: str, help: str, by_kiosk: Mapping[str, float]) -> Gauge:
    return Gauge(name, help, tuple(({"kiosk": kiosk}, value) for kiosk, value in by_kiosk.items()))


def _age(now: datetime, then: datetime) -> float:
    return max(0.0, (now - then).total_seconds())


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
