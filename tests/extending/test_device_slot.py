"""A new kind of device is one row in the table of slots: schema, check, lanes, wiring and doctor know it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "devices", "kiosk", "requirements", "robot", "ui")
ROW = 'PASSPORT_READER = Slot("passport_reader", CodeReader, "passport", KIOSK, N_("Passport reader"))\n\n'
TABLE = "SLOTS: tuple[Slot[Any], ...] = ("
PROFILE = """
role = "demo"
production = false
centre = "26740"

[devices.{slot}]
driver = "reader.camera"
options = {{ camera = {{ driver = "camera.picture" }} }}
"""
USED = """
import json
from pathlib import Path
from config.load import load_profile
from kiosk.ports.slots import PASSPORT_READER
from kiosk.visit.runner import LANES
from ui.commands import doctor
from ui.wiring.device_set import close_workers, devices_of, open_workers
profile = load_profile(Path("ours.toml"))
devices = devices_of(profile)
workers = open_workers(devices)
told = {
    "has a lane": "passport" in LANES,
    "is built": [slot.name for slot in devices.devices],
    "is opened": "passport" in workers,
    "is tried": doctor.try_device(PASSPORT_READER, profile).check,
}
close_workers(workers, devices)
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's files with one row more in `kiosk/ports/slots.py`, and nothing else touched."""
    tree = tmp_path_factory.mktemp("tree")
    for room in ROOMS:
        shutil.copytree(ROOT / room, tree / room)  # with what Python has already compiled
    table = tree / "kiosk/ports/slots.py"
    text = table.read_text(encoding="utf-8")
    assert text.count(TABLE) == 1
    table.write_text(text.replace(TABLE, f"{ROW}{TABLE}PASSPORT_READER, "), encoding="utf-8")
    (tree / "ours.toml").write_text(PROFILE.format(slot="passport_reader"), encoding="utf-8")
    (tree / "slip.toml").write_text(PROFILE.format(slot="pasport_reader"), encoding="utf-8")
    return tree


def says(tree: Path, *words: str, status: int = 0) -> str:
    done = subprocess.run([sys.executable, *words], cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_schema_knows_it(tree: Path) -> None:
    schema = json.loads(says(tree, "-m", "ui.commands", "config", "schema"))
    assert "passport_reader" in schema["properties"]["devices"]["propertyNames"]["enum"]


def test_the_check_of_a_profile_knows_it(tree: Path) -> None:
    says(tree, "-m", "ui.commands", "config", "check", "ours.toml")
    told = says(tree, "-m", "ui.commands", "--lang", "en", "config", "check", "slip.toml", status=1)
    assert "devices.pasport_reader: unknown device slot (did you mean passport_reader?)" in told


def test_it_has_a_lane_of_its_own_is_built_and_opened_and_the_doctor_tries_it(tree: Path) -> None:
    assert json.loads(says(tree, "-c", USED)) == {
        "has a lane": True,
        "is built": ["passport_reader"],
        "is opened": True,
        "is tried": "device.passport_reader",
    }


def test_the_tree_without_the_row_does_not_know_it(tree: Path) -> None:
    told = says(ROOT, "-m", "ui.commands", "config", "check", str(tree / "ours.toml"), status=1)
    assert "devices.passport_reader" in told
