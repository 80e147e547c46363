"""`./run backup`, `verify` and `restore`, as a technician types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.handover.outbox import Outbox
from tests.hub.scene import open_scene
from ui.commands.__main__ import main

PROFILE = """
role = "hub"
production = false
centre = "26740"
data_dir = "{folder}"
"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """The profile of a hub that has been at work."""
    open_scene(tmp_path / "hub").close()
    return profile_of(tmp_path, "hub")


def profile_of(tmp_path: Path, folder: str) -> Path:
    path = tmp_path / f"{folder}.toml"
    path.write_text(PROFILE.format(folder=tmp_path / folder), encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["--lang", "en", *words]) == status
    told = capsys.readouterr()
    return told.out + told.err


def test_a_hub_is_backed_up_checked_and_put_back(
    tmp_path: Path, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "else")
    first = said(capsys, "backup", "--profile", str(profile), "--to", place).splitlines()
    assert first[0].endswith(": 0 pages, 0 of them new.")
    assert first[1].startswith("Recovery code: ")
    code = tmp_path / "code.txt"
    code.write_text(first[1].removeprefix("Recovery code: ").lower() + "\n", encoding="ascii")
    assert "give --code-file" in said(capsys, "verify", place)
    assert "all of it opens" in said(capsys, "verify", place, "--code-file", str(code))
    [backup] = Path(place).glob("26740-hub/26740-hub-*")
    words = ("restore", str(backup), "--code-file", str(code), "--profile")
    assert "1 databases, 0 pages" in said(capsys, *words, str(profile_of(tmp_path, "new")))
    open_scene(tmp_path / "new").close()
    assert "nothing is overwritten" in said(capsys, *words, str(profile), status=1)


def test_the_code_may_be_typed(
    tmp_path: Path, profile: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = said(capsys, "backup", "--profile", str(profile), "--to", str(tmp_path / "else")).splitlines()
    [backup] = (tmp_path / "else").glob("26740-hub/26740-hub-*")
    monkeypatch.setattr("ui.commands.restore._asked", told[1].removeprefix)
    assert "as it was on" in said(
        capsys, "restore", str(backup), "--profile", str(profile_of(tmp_path, "new"))
    )


def test_a_damaged_backup_is_told_and_the_others_are_checked_all_the_same(
    tmp_path: Path, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "else"
    said(capsys, "backup", "--profile", str(profile), "--to", str(place))
    [whole] = place.glob("26740-hub/26740-hub-*")
    for name in ("a-hub-1", "b-hub-2"):
        (place / name).mkdir()
        (place / name / "manifest.json").write_bytes((whole / "manifest.json").read_bytes())
    (place / "a-hub-1" / "manifest.json").write_text("{", encoding="ascii")
    lines = said(capsys, "verify", str(place), status=1).splitlines()
    assert [line[0] for line in lines] == ["✓", "✗", "✗", "✗"]
    assert "manifest.json: damaged" in lines[1]
    assert "hub.db: missing" in lines[2]


def test_that_a_database_on_a_server_is_not_in_it_is_told(
    tmp_path: Path, profile: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("backup", "--profile", str(profile), "--to", str(tmp_path / "else"))
    assert "is on a server" not in said(capsys, *words)
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgresql://localhost/motcua")
    assert "is on a server" in said(capsys, *words)
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "none")
    assert "holds no postgresql:// URL" in said(capsys, *words, status=1)


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("verify", "{there}"), 1, "no backup in"),
        (("backup", "--to", "{there}/x", "--profile", "{there}/no.toml"), 1, "no.toml"),
        (("backup", "--to", "{there}/x", "--keep", "0"), 2, "--keep 0: 1 or more"),
        (("restore", "{there}", "--code-file", "{there}/none"), 1, "none"),
    ],
)
def test_what_can_not_be_done_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], status: int, told: str
) -> None:
    answer = said(capsys, *(word.format(there=tmp_path) for word in words), status=status)
    assert told in answer
    assert answer.count("\n") == 1


def test_two_kiosks_share_a_place_without_touching_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("K1", "K2"):
        Outbox(tmp_path / name, SystemClock()).close()
        path = profile_of(tmp_path, name)
        path.write_text(path.read_text().replace('"hub"', '"kiosk"', 1) + f'kiosk = "{name}"\n', "utf-8")
        said(capsys, "backup", "--keep", "1", "--to", str(tmp_path / "else"), "--profile", str(path))
    assert sorted(path.name for path in (tmp_path / "else").iterdir()) == ["26740-kiosk-K1", "26740-kiosk-K2"]
    assert len(said(capsys, "verify", str(tmp_path / "else")).splitlines()) == 2


def test_a_demo_is_not_backed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = profile_of(tmp_path, "demo")
    path.write_text(path.read_text().replace('"hub"', '"demo"', 1), encoding="utf-8")
    assert "keeps nothing" in said(capsys, "backup", "--to", str(tmp_path), "--profile", str(path), status=2)
