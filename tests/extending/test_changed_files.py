"""An editor saves a procedure's file while a kiosk runs: the next citizen is served by it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import ui.wiring.kiosk
from config.load import PROCEDURES, load_profile
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from kiosk.catalogue.watch import CatalogueWatch
from kiosk.ports.slots import DeviceSet
from ui.wiring.context import load_context
from ui.wiring.kiosk import Kiosk, open_kiosk

COPIES = "2.000815"
PROFILE = """
role = "kiosk"
production = false
centre = "26737"
offline_numbers = [800, 849]
data_dir = "{folder}/data"
[hub_link]
url = "http://127.0.0.1:9"
timeout_s = 0.2
"""


@pytest.fixture
def kiosk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kiosk]:
    """A kiosk whose procedures lie in a folder of the test."""
    folder = tmp_path / "procedures"
    folder.mkdir()
    shutil.copy(PROCEDURES / f"{COPIES}.toml", folder)
    (tmp_path / "kiosk.toml").write_text(PROFILE.format(folder=tmp_path), encoding="utf-8")
    profile = load_profile(tmp_path / "kiosk.toml")
    catalogue = open_catalogue(Sources(folder))
    context = replace(load_context(profile), catalogue=catalogue, ranker=Ranker(catalogue.index))
    monkeypatch.setattr(ui.wiring.kiosk, "sources_of", lambda _data, _fields: Sources(folder))
    running = open_kiosk(profile, context, DeviceSet(), lambda call: call(), shown="sample")
    yield running
    running.close()


def look(kiosk: Kiosk) -> None:
    """What the kiosk does each second."""
    [watch] = [
        task.look for task in kiosk.periodic if isinstance(getattr(task.look, "__self__", 0), CatalogueWatch)
    ]
    watch()


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / f"procedures/{COPIES}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_next_citizen_is_served_by_the_changed_file(kiosk: Kiosk, tmp_path: Path) -> None:
    edit(tmp_path, "Chứng thực bản sao từ bản chính", "Sao y kiểu MẪU")
    look(kiosk)
    assert kiosk.session.context.catalogue.entries[COPIES].name.vi == "Sao y kiểu MẪU"


def test_a_broken_file_is_logged_and_changes_nothing(kiosk: Kiosk, tmp_path: Path) -> None:
    edit(tmp_path, "icon =", "icno =")
    look(kiosk)
    look(kiosk)
    assert COPIES in kiosk.session.context.catalogue.procedures
    lines = (tmp_path / "data/events.jsonl").read_text(encoding="utf-8").splitlines()
    [said] = [json.loads(line) for line in lines if "procedure_left_out" in line]
    assert said["problem"] == "2.000815.toml: icno: unknown key (did you mean icon?)"
