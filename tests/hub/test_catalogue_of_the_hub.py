"""The hub reads a dossier by the version it was filed under, and tells the staff of procedures left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from config.load import PROFILES, load_profile
from kiosk.catalogue.catalogue import open_catalogue
from kiosk.catalogue.sources import Sources
from kiosk.clock import VirtualClock
from kiosk.paper.sample import sample_dossier
from kiosk.ports.slots import DeviceSet
from tests.catalogue.folders import a_few
from tests.centres import SAIGON
from tests.hub.scene import MORNING, open_scene
from ui.wiring import hub as wiring


def test_a_dossier_is_judged_by_the_version_it_was_filed_under(tmp_path: Path) -> None:
    folder = a_few(tmp_path / "procedures", "1.001193", "2.000815")
    index = tmp_path / "catalogue"
    birth = open_catalogue(Sources(folder), index).procedures["1.001193"]
    dossier = sample_dossier(SAIGON.centre, birth, "vi")
    path = folder / "1.001193.toml"
    before, after = (f"version = {count}" for count in (birth.version, birth.version + 1))
    text = path.read_text(encoding="utf-8").replace(before, after)
    path.write_text(text.replace('id = "birth_notice"', 'id = "hospital_paper"'), encoding="utf-8")
    hub = open_scene(tmp_path / "hub")
    try:
        dossiers = replace(hub.dossiers, catalogue=open_catalogue(Sources(folder), index))
        judging = dossiers.procedure_of(dossier)
        assert judging is not None
        assert judging.paper("birth_notice")
        now = dossiers.catalogue.get("1.001193")
        assert now is not None
        assert now.paper("hospital_paper")
    finally:
        hub.close()


def test_the_staff_are_told_once_what_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_few(tmp_path / "procedures", "1.001193", "2.000815")
    path = folder / "2.000815.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("icon = ", "icn = ", 1), encoding="utf-8")
    profile = load_profile(PROFILES / "hub.toml").model_copy(update={"data_dir": tmp_path / "hub"})
    catalogue = open_catalogue(Sources(folder))
    monkeypatch.setattr(wiring, "load_catalogue", lambda *_: catalogue)
    for _ in range(2):
        with wiring._opened(profile, DeviceSet(), VirtualClock(MORNING)) as hub:
            notices = hub.store.read(lambda reading: reading.notices.listed(done=False))
        assert [notice.kind for notice in notices] == ["catalogue_damaged"]
        assert notices[0].detail.startswith("2.000815.toml: icn: unknown key")
