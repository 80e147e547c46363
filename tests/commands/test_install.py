"""`./run install`: the units of a machine, as systemd reads them, and what keeps it from writing them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ui.commands.__main__ import main
from ui.wiring.units import Machine, enabled, units_of

PROFILE = """
role = "{role}"
production = false
centre = "26740"
data_dir = "{data}"
{more}
"""
SOUND = '[devices.player]\ndriver = "player.folder"\noptions = {{ folder = "x" }}'
MOST_EXPOSED = 2.0
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")


def profile(folder: Path, role: str = "hub", data: str = "/var/lib/mot-cua", more: str = "") -> Path:
    path = folder / f"{role}.toml"
    path.write_text(PROFILE.format(role=role, data=data, more=more), encoding="utf-8")
    return path


def install(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["--lang", "en", "install", *words]) == status
    told = capsys.readouterr()
    return told.out + told.err


def test_a_hub_with_a_nightly_backup_has_three_units(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("hub", "--profile", str(profile(tmp_path)), "--backup-to", "/mnt/else", "--root", str(tmp_path))
    lines = install(capsys, *words).splitlines()
    folder = tmp_path / "etc/systemd/system"
    names = ["mot-cua-hub.service", "mot-cua-backup.timer", "mot-cua-backup.service"]
    assert lines == [f"Wrote {folder / name}" for name in names]
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    hub, timer, backup = ((folder / name).read_text(encoding="utf-8") for name in names)
    assert f"/run hub --profile {tmp_path}/hub.toml\n" in hub
    assert "\nReadWritePaths=/var/lib/mot-cua\n" in hub
    assert "\nPrivateDevices=yes\n" in hub
    assert "\nPersistent=true\n" in timer
    assert f"/run backup --profile {tmp_path}/hub.toml --to /mnt/else\n" in backup
    assert "\nReadWritePaths=/var/lib/mot-cua /mnt/else\n" in backup
    assert enabled({name: (folder / name).read_text(encoding="utf-8") for name in names}) == names[:2]


def test_a_hub_that_speaks_has_its_sound_card_and_nothing_else() -> None:
    machine = Machine("hub", Path("/srv/mc"), Path("/etc/mc.toml"), Path("/var/lib/mc"), sounds=True)
    [text] = units_of(machine).values()
    assert "PrivateDevices" not in text
    assert re.findall(r"^DeviceAllow=(.*)$", text, re.MULTILINE) == ["char-alsa rw"]


@pytest.mark.parametrize(("turn", "turned"), [("0", ""), ("90", "-r "), ("270", "-r -r -r ")])
def test_a_kiosk_is_alone_on_the_screen_which_may_be_turned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], turn: str, turned: str
) -> None:
    path = profile(tmp_path, "kiosk")
    install(capsys, "kiosk", "--profile", str(path), "--root", str(tmp_path), "--turn", turn)
    text = (tmp_path / "etc/systemd/system/mot-cua-kiosk.service").read_text(encoding="utf-8")
    assert re.search(
        rf"^ExecStart=/usr/bin/cage {turned}-- /\S+/run kiosk --profile {path}$", text, re.MULTILINE
    )


def test_no_place_of_a_template_is_left_open_and_odd_paths_are_escaped() -> None:
    odd = Path("/srv/một cửa 100%")
    for role in ("hub", "kiosk"):
        units = units_of(Machine(role, odd, odd / "a.toml", odd, backup_to=odd))
        for text in units.values():
            assert not re.search(r"\{\w+\}", text)
        assert "/srv/một\\x20cửa\\x20100%%/run " in units[f"mot-cua-{role}.service"]


@needs_systemd
@pytest.mark.parametrize("role", ["hub", "kiosk"])
def test_systemd_takes_the_units_and_finds_them_closed(tmp_path: Path, role: str) -> None:
    program = tmp_path / "run"
    program.write_text("#!/bin/sh\n", encoding="ascii")
    program.chmod(0o755)
    machine = Machine(role, tmp_path, tmp_path / "p.toml", tmp_path, user="daemon", backup_to=tmp_path)
    for name, text in units_of(machine).items():
        (tmp_path / name).write_text(text.replace("/usr/bin/cage", str(program)), encoding="utf-8")
    services = sorted(tmp_path.glob("mot-cua-*"))
    said = subprocess.run(
        ["systemd-analyze", "verify", *services], capture_output=True, text=True, check=False
    ).stderr
    assert [line for line in said.splitlines() if "mot-cua" in line] == []
    for path in tmp_path.glob("*.service"):
        told = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", str(path)],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        exposed = re.search(r"Overall exposure level for \S+: ([\d.]+)", told)
        assert exposed is not None, told
        assert float(exposed[1]) <= MOST_EXPOSED, path.name


@pytest.mark.parametrize(
    ("role", "data", "words", "status", "said"),
    [
        ("kiosk", "/var/lib/x", ("hub",), 2, "role: kiosk, not hub"),
        ("hub", "var", ("hub",), 1, "data_dir: name the whole path"),
    ],
)
def test_what_would_not_work_is_told_before_anything_is_written(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    role: str,
    data: str,
    words: tuple[str, ...],
    status: int,
    said: str,
) -> None:
    path = profile(tmp_path, role, data)
    told = install(capsys, *words, "--profile", str(path), "--root", str(tmp_path / "r"), status=status)
    assert said in told
    assert told.count("\n") == 1
    assert not (tmp_path / "r").exists()


def test_without_being_root_the_whole_command_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.commands.install.HOMES", (Path("/nowhere"),))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    path = profile(tmp_path)
    told = install(capsys, "hub", "--profile", str(path), status=1)
    assert told == f"install: only root may do this: sudo ./run install hub --profile {path}\n"


def test_a_checkout_in_a_home_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.commands.install.HOMES", (tmp_path,))
    told = install(capsys, "hub", "--profile", str(profile(tmp_path)), status=1)
    assert "is below a home folder" in told


@pytest.mark.parametrize(
    ("role", "missing", "package"), [("hub", "systemctl", "systemd"), ("kiosk", "cage", "cage")]
)
def test_what_is_missing_is_named_with_its_package(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    role: str,
    missing: str,
    package: str,
) -> None:
    monkeypatch.setattr("ui.commands.install.HOMES", (Path("/nowhere"),))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: None if name == missing else f"/usr/bin/{name}")
    told = install(capsys, role, "--profile", str(profile(tmp_path, role)), status=1)
    assert told == f"install: {missing} is not there: apt-get install {package}\n"
