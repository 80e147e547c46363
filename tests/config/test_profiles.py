"""A technician writes a machine's profile, and is told in one line what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import PROFILES, BadSettings, load_profile

GOOD = 'role = "kiosk"\ncentre = "26740"\n'
OUTSIDE = "ours.toml: offline_numbers: lies outside the centre's reserved numbers, 800 to 999"


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
    assert profile.devices == {}
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
        ('role = "kiosc"\ncentre = "26740"', "(did you mean kiosk?)"),
        ('role = "kiosk"', "ours.toml: centre: is missing"),
        ('role = "kiosk"\ncentre = "26741"', "ours.toml: centre: no unit of wards.csv has code 26741"),
        (GOOD + "offline_numbers = [9, 1]", "ours.toml: offline_numbers: needs two numbers"),
        (GOOD + "offline_numbers = [0, 1]", "ours.toml: offline_numbers: needs two numbers"),
        (GOOD + "offline_numbers = [700, 799]", OUTSIDE),
        (GOOD + "offline_numbers = [1, 99]", OUTSIDE),
        (GOOD + "offline_numbers = [1, 100000]", OUTSIDE),
        (GOOD + "offline_numbers = [990, 1200]", OUTSIDE),
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


def test_everything_that_is_wrong_is_told_not_only_the_first(tmp_path: Path) -> None:
    text = 'role = "kiosc"\ncentre = "26740"\nkiosk = "k 1"\n[idle]\nwarn_s = 5\n'
    with pytest.raises(BadSettings) as caught:
        load_profile(written(tmp_path, text))
    assert [line.split(": ")[1] for line in str(caught.value).splitlines()] == [
        "role",
        "kiosk",
        "idle.warn_s",
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_profile_may_come_from_notepad_on_windows(tmp_path: Path, line_end: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (GOOD + "[idle]\nwarn_s = 30\n").replace("\n", line_end).encode())
    assert load_profile(path).idle.warn_s == 30
