"""The centre as it is seen from afar: metrics of the hub and its kiosks, alert rules, the dashboard."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from config.version import VERSION
from kiosk.clock import VirtualClock
from kiosk.contract.report import DeviceReport, KioskReport
from kiosk.dossier.ids import uuid7
from kiosk.hub import metrics
from kiosk.hub.hub import Hub
from kiosk.hub.kiosk_states import SILENT_AFTER
from kiosk.hub.service import running
from kiosk.hub.store.transaction import Reading
from tests.apps import app_of
from tests.hub.scene import (
    CENTRE,
    MORNING,
    birth_dossier,
    hand_over,
    kiosk_client,
    monitor_client,
    open_scene,
    take,
)

ROOT = Path(__file__).resolve().parents[2]
MONITORING = ROOT / "config" / "monitoring"
NAME = re.compile(r"\bmotcua_[a-z_]+")
LABEL = r'[a-z_]+="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf"(motcua_[a-z_]+)(?:\{{{LABEL}(?:,{LABEL})*\}})? -?[0-9.e+]+")
promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="promtool (Debian: prometheus) is not here"
)


def greeting(
    kiosk: str, numbers: tuple[int, int], *devices: DeviceReport, ahead_s: float = 0
) -> dict[str, object]:
    report = KioskReport(
        version=VERSION,
        waiting=3,
        oldest_s=75,
        disk_free_mb=48_000,
        clock=MORNING + timedelta(seconds=ahead_s),
        devices=devices,
    )
    return {
        "kiosk": kiosk,
        "centre": CENTRE.code,
        "numbers": numbers,
        "report": report.model_dump(mode="json"),
    }


@dataclass(frozen=True)
class Seen:
    """A hub, who asks it, and what it showed before any test turned its clock."""

    hub: Hub
    monitor: httpx.Client
    at_first: httpx.Response


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """A hub with two kiosks, one of which has trouble, a dossier that waits, and a warning."""
    folder, clock = tmp_path_factory.mktemp("hub"), VirtualClock(MORNING)
    hub = open_scene(folder, clock)
    try:
        with app_of(hub) as app, running(app) as address, kiosk_client(address, folder) as kiosk:
            well = DeviceReport(slot="slip_printer", condition="ready")
            out = DeviceReport(slot="slip_printer", condition="blocked", fault="printer_paper_out")
            for body in (
                greeting("K1", (800, 849), well),
                greeting("K2", (850, 899), out, ahead_s=-7200.5),
            ):
                assert kiosk.post("/v1/kiosks", json=body).status_code == 201
            assert hand_over(kiosk, birth_dossier(str(take(kiosk)["id"]))).status_code == 201
            hub.warnings.add("clock_behind")
            with monitor_client(address, folder) as monitor:
                yield Seen(hub, monitor, monitor.get("/metrics"))
    finally:
        hub.close()


@pytest.fixture
def shown(seen: Seen) -> str:
    assert seen.at_first.headers["content-type"] == metrics.MEDIA_TYPE
    return seen.at_first.text


def test_the_metrics_are_written_as_openmetrics_wants_them(shown: str) -> None:
    lines = shown.splitlines()
    assert shown.endswith("\n# EOF\n")
    families: list[str] = []
    for line in lines[:-1]:
        described = re.fullmatch(r"# (HELP|TYPE) (motcua_[a-z_]+) (\S.*)", line)
        if described:
            if described[1] == "HELP":
                families.append(described[2])
            assert (described[1], described[3]) != ("TYPE", "counter")
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample, line
        assert sample[1] == families[-1], "a family's samples stand together"
    assert len(families) == len(set(families))
    assert all(not name.endswith(("_total", "_ms", "_mb")) for name in families)


def test_every_metric_says_what_it_means_whether_it_has_a_value_now_or_not(seen: Seen) -> None:
    def of(reading: Reading) -> list[metrics.Gauge]:
        folder = Path("/")
        return [*metrics.of_hub(seen.hub, reading, folder), *metrics.of_kiosks(seen.hub, reading)]

    gauges = seen.hub.store.read(of)
    assert {"kiosk_pairing_expiry_seconds", "backend_deliveries"} <= {one.name for one in gauges}
    assert [one.name for one in gauges if not re.fullmatch(r"[A-Z].{12,}\.", one.help)] == []


@pytest.mark.parametrize(
    "line",
    [
        f'motcua_build_info{{version="{VERSION}",centre="{CENTRE.code}"}} 1',
        'motcua_tickets_waiting{field="ho_tich"} 1',
        "motcua_dossiers_waiting 1",
        'motcua_warning{warning="clock_behind"} 1',
        'motcua_kiosk_up{kiosk="K1"} 1',
        'motcua_kiosk_outbox_pending{kiosk="K2"} 3',
        'motcua_kiosk_outbox_oldest_seconds{kiosk="K2"} 75',
        'motcua_kiosk_clock_offset_seconds{kiosk="K2"} -7200.5',
        'motcua_kiosk_device_up{kiosk="K1",device="slip_printer"} 1',
        'motcua_kiosk_device_up{kiosk="K2",device="slip_printer"} 0',
        'motcua_kiosk_device_fault{kiosk="K2",device="slip_printer",fault="printer_paper_out"} 1',
    ],
)
def test_what_is_so_is_shown(line: str, shown: str) -> None:
    assert line in shown.splitlines()


def test_a_kiosk_that_is_silent_counts_as_down(seen: Seen) -> None:
    assert isinstance(seen.hub.clock, VirtualClock)
    seen.hub.clock.advance(SILENT_AFTER.total_seconds() + 1)
    lines = seen.monitor.get("/metrics").text.splitlines()
    assert 'motcua_kiosk_up{kiosk="K1"} 0' in lines
    assert 'motcua_kiosk_silent_seconds{kiosk="K1"} 121' in lines


def test_nothing_of_a_person_is_in_the_metrics(shown: str) -> None:
    assert "MẪU" not in shown
    assert not re.search(r"\d{12}", shown)
    assert uuid7()[:4] not in shown, "no id of a record"


def test_a_value_with_quotes_and_line_ends_stays_one_sample() -> None:
    gauge = metrics.Gauge("odd", "Odd.", (({"a": 'x"y\\z\nw'}, 1.0),))
    assert list(gauge.lines())[2] == 'motcua_odd{a="x\\"y\\\\z\\nw"} 1'


@pytest.mark.parametrize("file", ["alerts.yml", "dashboard.json"])
def test_every_metric_that_is_asked_for_is_one_that_there_is(file: str) -> None:
    asked = set(NAME.findall((MONITORING / file).read_text(encoding="utf-8"))) - {"motcua_"}
    source = (ROOT / "kiosk/hub/metrics.py").read_text(encoding="utf-8")
    there = {f"motcua_{name}" for name in re.findall(r'(?:_one|_each|Gauge)\(\s*"([a-z_]+)"', source)}
    assert asked
    assert asked <= there


def test_the_dashboard_shows_every_metric() -> None:
    dashboard = json.loads((MONITORING / "dashboard.json").read_text(encoding="utf-8"))
    queries = " ".join(one["expr"] for panel in dashboard["panels"] for one in panel["targets"])
    source = (ROOT / "kiosk/hub/metrics.py").read_text(encoding="utf-8")
    names = set(re.findall(r'(?:_one|_each|Gauge)\(\s*"([a-z_]+)"', source))
    assert {name for name in names if f"motcua_{name}" not in queries} == set()
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])


def test_every_alert_has_a_test_of_both_kinds() -> None:
    rules = (MONITORING / "alerts.yml").read_text(encoding="utf-8")
    tests = (MONITORING / "alerts_test.yml").read_text(encoding="utf-8")
    alerts = re.findall(r"- alert: (\w+)", rules)
    assert len(alerts) > 10
    assert all(f"{one} fires" in tests and f"{one} is quiet" in tests for one in alerts)


@promtool
@pytest.mark.parametrize("words", [("check", "rules", "alerts.yml"), ("test", "rules", "alerts_test.yml")])
def test_promtool_takes_the_rules(words: tuple[str, ...]) -> None:
    done = subprocess.run(["promtool", *words], cwd=MONITORING, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@promtool
def test_promtool_finds_nothing_to_say_of_the_metrics(shown: str) -> None:
    done = subprocess.run(
        ["promtool", "check", "metrics"], input=shown, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_version_is_that_of_the_project() -> None:
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
