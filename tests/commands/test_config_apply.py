"""A profile is put in use whole or not at all, and goes back by itself where the machine is not well."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.clock import ICT, VirtualClock
from ui.commands.__main__ import main
from ui.wiring.applying import PATIENCE_S, Restart, apply

OLD, NEW = "old", "new"


@dataclass
class Machine:
    """A machine whose program works with one profile or not; time goes by while somebody waits."""

    folder: Path
    works_with: tuple[str, ...] = (OLD, NEW)
    starts_with: tuple[str, ...] = (OLD, NEW)
    slow_s: float = 0
    dies_after_s: float = 1e9
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(datetime(2026, 11, 23, 9, tzinfo=ICT)))
    started: list[str] = field(default_factory=list)
    at: float = 0

    def __post_init__(self) -> None:
        self.profile.write_text(OLD)
        self.profile.chmod(0o640)
        (self.folder / "new.toml").write_text(NEW)

    @property
    def profile(self) -> Path:
        return self.folder / "kiosk.toml"

    def restart(self) -> None:
        self.started.append(self.profile.read_text())
        self.at = self.clock.monotonic()
        if self.started[-1] not in self.starts_with:
            raise Restart("failed")

    def is_well(self) -> bool:
        age = self.clock.monotonic() - self.at
        return self.started[-1] in self.works_with and self.slow_s <= age < self.dies_after_s

    def apply(self) -> bool:
        return apply(
            self.folder / "new.toml",
            self.profile,
            restart=self.restart,
            is_well=self.is_well,
            clock=self.clock,
            wait=self.clock.advance,
        )


def test_a_good_profile_stays_and_the_one_before_is_kept(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    assert machine.apply()
    assert machine.profile.read_text() == NEW
    assert (tmp_path / "kiosk.toml.before").read_text() == OLD
    assert machine.profile.stat().st_mode & 0o777 == 0o640
    assert machine.started == [NEW]


@pytest.mark.parametrize(
    "trouble",
    [{"works_with": (OLD,)}, {"starts_with": (OLD,)}, {"slow_s": PATIENCE_S}, {"dies_after_s": 3.0}],
)
def test_a_profile_that_does_no_good_goes_back_within_two_minutes(
    tmp_path: Path, trouble: dict[str, object]
) -> None:
    machine = Machine(tmp_path, **trouble)  # type: ignore[arg-type]
    began = machine.clock.monotonic()
    assert not machine.apply()
    assert machine.profile.read_text() == OLD
    assert machine.started == [NEW, OLD]
    assert machine.clock.monotonic() - began <= PATIENCE_S + 2


def test_a_slow_start_is_waited_for(tmp_path: Path) -> None:
    machine = Machine(tmp_path, slow_s=100)
    assert machine.apply()


def test_a_disk_that_takes_nothing_leaves_what_stood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(tmp_path)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        machine.apply()
    assert machine.profile.read_text() == OLD
    assert machine.started == []


def test_a_wrong_profile_is_refused_before_anything_is_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(tmp_path)
    words = ["config", "apply", str(tmp_path / "new.toml"), "--to", str(machine.profile), "--lang", "en"]
    assert main(words) == 1
    assert "new.toml" in capsys.readouterr().err
    assert machine.profile.read_text() == OLD
    assert not (tmp_path / "kiosk.toml.before").exists()
