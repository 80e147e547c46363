"""What a technician in a hurry writes into a profile: each slip is told in one line, before a start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from config.load import BadSettings, load_profile

KIOSK = 'role = "kiosk"\ncentre = "26740"\n'


def told(path: Path) -> str:
    with pytest.raises(BadSettings) as caught:
        load_profile(path)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('role = "kiosk"\ncenter = "26740"', "center: unknown key (did you mean centre?)"),
        (KIOSK + "data_dir = 3", "data_dir: needs a path in quotes"),
        (KIOSK + 'data_dir = "va\\u0000r"', "data_dir: no path can hold a NUL"),
        (KIOSK + "production = 'maybe'", "production: needs true or false"),
        (KIOSK + "languages = []", "languages: has too few entries"),
        (KIOSK + 'languages = "vi"', "languages: needs a list"),
        (KIOSK + 'languages = ["vi", "vi"]', "languages: names a language twice"),
        (KIOSK + "[hub]\nport = 0", "hub.port: input should be greater than or equal to 1"),
        (KIOSK + "[hub]\nport = 65536", "hub.port: input should be less than or equal to 65535"),
        (KIOSK + "[hub]\nport = 'web'", "hub.port: needs a whole number"),
        (KIOSK + "[hub]\nhost = ''", "hub.host: does not have the right form"),
        (KIOSK + "[hub]\npublic_url = '192.168.1.10'", "hub.public_url: needs an address such as http://"),
        (KIOSK + "[hub]\npublic_url = 'http://hub:99999'", "hub.public_url: needs an address"),
        (KIOSK + "[hub]\npublic_url = 'http:///counter'", "hub.public_url: needs an address"),
        (KIOSK + "[hub]\npublic_url = 'http://hub /x'", "hub.public_url: needs an address"),
        (KIOSK + "[hub_link]\nurl = 'ftp://192.168.1.10'", "hub_link.url: needs an address"),
        (KIOSK + "[hub_link]\ntimeout_s = 0", "hub_link.timeout_s: input should be greater than 0"),
        (KIOSK + "[hub_link]\ntoken_file = ['x']", "hub_link.token_file: needs a path in quotes"),
        (KIOSK + "[panel]\nwidth = -1", "panel.width: input should be greater"),
        (KIOSK + "[panel]\npx_per_mm = nan", "panel.px_per_mm: needs a finite number"),
        (KIOSK + "[panel]\npx_per_mm = inf", "panel.px_per_mm: needs a finite number"),
        (KIOSK + "panel = 27", "panel: needs a table"),
        ("a = " + "[" * 100_000, "not TOML: brackets within brackets"),
        ("#" * 1_000_001, "is larger than 1,000,000 bytes"),
    ],
)
def test_a_slip_in_a_profile_is_told_in_plain_words(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    assert told(path).startswith(f"ours.toml: {line}")


def test_the_end_slash_of_an_address_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(KIOSK + "[hub]\npublic_url = 'https://motcua.example.vn/'", encoding="utf-8")
    assert load_profile(path).hub.public_url == "https://motcua.example.vn"


def test_a_pipe_a_device_or_a_folder_is_no_profile(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        assert told(path) == f"{path.name}: cannot be read: is no regular file"


@pytest.mark.parametrize(
    ("name", "why"), [("a\0b", "no file can have such a name"), ("x" * 300, "File name too long")]
)
def test_a_name_that_no_file_has(tmp_path: Path, name: str, why: str) -> None:
    assert why in told(tmp_path / name)
