"""A technician writes a machine's profile, and is told in one line what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import PROFILES, BadSettings, load_centre, load_profile

GOOD = 'role = "kiosk"\ncentre = "26740"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "ours.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_profiles_that_come_with_it_are_right(path: Path) -> None:
    profile = load_profile(path)
    assert profile.role == path.stem
    assert profile.production is (path.stem != "demo")


def test_a_kiosk_for_citizens_names_no_fake() -> None:
    text = (PROFILES / "kiosk.toml").read_text(encoding="utf-8")
    assert "camera.picture" not in text
    assert "player.folder" not in text


def test_a_profile_needs_little(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, GOOD))
    assert profile.production
    assert profile.devices.slip_printer is None
    assert profile.idle.warn_s == 60


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GOOD + "centr = 1", "ours.toml: centr: unknown key (did you mean centre?)"),
        (GOOD + "[hub_link]\nurll = 'x'", "ours.toml: hub_link.urll: unknown key (did you mean url?)"),
        (
            GOOD + "[devices.slip_printer]\ndriver = 'printer.tcp'\noption = {}",
            "ours.toml: devices.slip_printer.option: unknown key (did you mean options?)",
        ),
        (GOOD + "[devices]\nslip_printr = {driver = 'x'}", "(did you mean slip_printer?)"),
        ('role = "kiosc"\ncentre = "26740"', "(did you mean kiosk?)"),
        ('role = "kiosk"', "ours.toml: centre: is missing"),
        ('role = "kiosk"\ncentre = "26741"', "ours.toml: centre: no unit of centres.csv has code 26741"),
        (GOOD + "offline_numbers = [9, 1]", "ours.toml: offline_numbers: needs two numbers"),
        (GOOD + "offline_numbers = [0, 1]", "ours.toml: offline_numbers: needs two numbers"),
        (GOOD + "[idle]\nwarn_s = 5", "ours.toml: idle.warn_s: input should be greater than or equal to 10"),
        (GOOD + 'kiosk = "k 1"', "ours.toml: kiosk: does not have the right form"),
        ("role = ", "ours.toml: not TOML:"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(BadSettings) as caught:
        load_profile(written(tmp_path, text))
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_profile_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"nowhere\.toml: cannot be read"):
        load_profile(tmp_path / "nowhere.toml")
    garbled = tmp_path / "garbled.toml"
    garbled.write_bytes(b'role = "\xff"')
    with pytest.raises(BadSettings, match="not UTF-8"):
        load_profile(garbled)
    with pytest.raises(BadSettings, match="cannot be read"):
        load_profile(tmp_path)


def test_a_centre_is_found_by_its_code() -> None:
    assert load_centre("26740").full_name == "Phường Sài Gòn"
    with pytest.raises(BadSettings, match=r"centres\.csv: no unit has code 99999"):
        load_centre("99999")
