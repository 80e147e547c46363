"""The lock files: exact, hashed, wheels alone, from anywhere; and one environment that can serve all sets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from requirements.install import read_packages, read_pins

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
LOCKS = sorted(path.stem for path in REQUIREMENTS.glob("*.lock"))


def lock(name: str) -> str:
    return (REQUIREMENTS / f"{name}.lock").read_text()


def requirements_of(text: str) -> list[str]:
    """Each requirement with its continued lines."""
    return re.findall(r"^[a-z0-9](?:.*\\\n)*.*$", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    requirements = requirements_of(lock(name))
    assert len(requirements) > 20
    for requirement in requirements:
        assert re.match(r"[a-z0-9.-]+==[\w.]+ ", requirement), requirement
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", requirement), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index_and_no_folder(name: str) -> None:
    lines = [line.strip() for line in lock(name).splitlines()]
    known = re.compile(r"[a-z0-9][a-z0-9.-]*==|--hash=sha256:|#")
    assert [line for line in lines if line and not known.match(line)] == []
    assert not re.search(r"://|file:|@ ", lock(name))


@pytest.mark.parametrize("name", LOCKS)
def test_every_version_written_down_is_the_version_locked(name: str) -> None:
    wanted = re.findall(r"^([\w-]+)==([\w.]+)", (REQUIREMENTS / f"{name}.in").read_text(), re.MULTILINE)
    assert wanted
    assert {f"{package.lower().replace('_', '-')}=={version}" for package, version in wanted} <= read_pins(
        lock(name)
    )


def test_the_larger_sets_hold_the_smaller_ones() -> None:
    assert read_pins(lock("hub")) < read_pins(lock("kiosk")) < read_pins(lock("dev"))


def test_the_hub_needs_no_qt() -> None:
    names = {pin.split("==")[0] for pin in read_pins(lock("hub"))}
    assert not names & {
        "pyside6-essentials",
        "shiboken6",
        "opencv-python-headless",
        "numpy",
        "zxing-cpp",
        "vosk",
    }
    system = {package.name for package in read_packages((REQUIREMENTS / "hub.apt").read_text())}
    assert not {name for name in system if re.search(r"x11|xcb|gl1$|xkb|glib|zbar|portaudio", name)}


def test_qt_is_the_version_that_keeps_its_references() -> None:
    assert "pyside6-essentials==6.11.3" in read_pins(lock("kiosk"))


def test_the_table_of_commands_names_sets_that_exist() -> None:
    rows = [
        line.split()
        for line in (REQUIREMENTS / "commands").read_text().splitlines()
        if line[:1] not in ("#", "")
    ]
    assert rows[-1][0] == "*"
    for command, lock_name, *lists in rows:
        assert command == "*" or (ROOT / f"ui/commands/{command}.py").exists(), command
        assert lock_name in LOCKS
        assert lists
        for name in lists:
            assert read_packages((REQUIREMENTS / f"{name}.apt").read_text()), name


def test_no_system_package_is_listed_twice() -> None:
    names = [
        package.name for path in REQUIREMENTS.glob("*.apt") for package in read_packages(path.read_text())
    ]
    assert len(names) == len(set(names))
