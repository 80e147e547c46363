"""`./run doctor` on a kiosk's centre and hub: what nobody would notice until a number is never called."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from config.load import load_profile
from kiosk.clock import VirtualClock
from kiosk.language.messages import Messages
from tests.centres import SAIGON
from tests.hub.scene import BUNDLE, MORNING, kiosk_client, serving
from ui.commands import MESSAGES
from ui.commands.__main__ import main
from ui.commands.doctor import as_line, centre_findings

SMALL = replace(BUNDLE, centre=SAIGON.centre)
PROFILE = """
role = "kiosk"
centre = "{centre}"
kiosk = "K1"
offline_numbers = {numbers}
data_dir = "{folder}"
[hub_link]
url = "{url}"
token_file = "{folder}/token"
timeout_s = 10.0
"""


def told(folder: Path, url: str, centre: str = SAIGON.centre.code, numbers: str = "[800, 849]") -> str:
    """What the doctor says of centre and hub, in English."""
    path = folder / "kiosk.toml"
    path.write_text(PROFILE.format(folder=folder, url=url, centre=centre, numbers=numbers), encoding="utf-8")
    messages = Messages.from_folder(MESSAGES)
    return "\n".join(as_line(found, messages, "en") for found in centre_findings("kiosk", load_profile(path)))


def test_a_kiosk_is_told_what_its_hub_thinks_of_it(tmp_path: Path) -> None:
    token = tmp_path / "token"
    with serving(tmp_path / "hub", VirtualClock(MORNING), bundle=SMALL) as address:
        assert "device token can't be read" in told(tmp_path, address)
        token.write_text("of-another-hub-entirely\n", encoding="utf-8")
        assert "The hub does not know this kiosk: pair it" in told(tmp_path, address)
        token.write_text((tmp_path / "hub/device_token").read_text(), encoding="utf-8")
        assert "check `hub_link.url`" in told(tmp_path, f"{address}/elsewhere")
        assert "belong to different centres" in told(tmp_path, address, "26737")
        assert "does not know all fields" in told(tmp_path, address)
        assert "never calls this kiosk's own numbers" in told(tmp_path, address, numbers="[900, 949]")
        with kiosk_client(address, tmp_path / "hub") as other:
            greeting = {"kiosk": "K2", "centre": SAIGON.centre.code, "numbers": [840, 899]}
            assert other.post("/v1/kiosks", json=greeting).status_code == 201
        assert "Another kiosk gives the same numbers" in told(tmp_path, address)
    assert "Check the centre's server and network" in told(tmp_path, address)


def test_a_unit_code_that_is_not_known_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "demo.toml"
    path.write_text(f'role = "demo"\ncentre = "26740"\ndata_dir = "{tmp_path}"\n', encoding="utf-8")
    main(["--lang", "vi", "doctor", "--profile", str(path)])
    said = capsys.readouterr().out
    assert "Chưa có mã đơn vị" in said
    assert "Chưa công bố giờ làm việc" in said


def test_a_broken_counters_file_is_told_in_the_readers_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "counters.toml").write_text(
        '[[counter]]\nnumber = 1\nfields = ["dat_day"]\n', encoding="utf-8"
    )
    text = f'role = "hub"\ncentre = "26740"\ndata_dir = "{tmp_path}"\ncentre_dir = "{tmp_path}"\n'
    outside = tmp_path / "profile"
    outside.write_text(text, encoding="utf-8")
    for command in (["doctor", "--profile", str(outside)], ["config", "check", str(outside)]):
        assert main(["--lang", "vi", *command]) == 1
        said = capsys.readouterr().err
        assert "counters.toml: counter.0.number: cần một chuỗi trong dấu ngoặc kép" in said
        assert "counters.toml: counter.0.name: còn thiếu" in said
