"""Each problem of a settings file names its line, and all are told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.lines import lines_of
from config.load import BadSettings, load_profile
from config.reference import page
from tests.centres import SAIGON
from ui.commands.__main__ import main
from ui.commands.config import schema

ROOT = Path(__file__).resolve().parents[2]
WRONG = """\ufeff# A profile with many slips.
role = "kiosk"
center = "26740"

[hub_link]
timeout_s = 0
url = "ftp://hub"

[panel]
widht = 1080
"""


def test_all_is_told_at_once_each_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(WRONG, encoding="utf-8")
    assert main(["config", "check", str(path), "--lang", "en"]) == 1
    told = sorted(capsys.readouterr().err.splitlines())
    assert told[0] == "ours.toml: center: unknown key (did you mean centre?) (line 3)"
    assert [line.rpartition("(")[2] for line in told] == ["line 3)", "line 6)", "line 7)", "line 10)"]
    assert "(did you mean width?)" in told[3]
    assert main(["config", "check", str(path), "--lang", "vi"]) == 1
    assert "(dòng 3)" in capsys.readouterr().err


def test_what_a_start_would_find_has_its_line_as_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ours.toml"
    code = SAIGON.centre.code
    path.write_text(f'role = "kiosk"\ncentre = "{code}"\n\n[devices.voic]\ndriver = "voice.pyttsx3"\n')
    assert main(["config", "check", str(path), "--lang", "en"]) == 1
    assert capsys.readouterr().err.strip().endswith("(line 4)")


def test_a_centres_files_name_their_lines(tmp_path: Path) -> None:
    (tmp_path / "centre").mkdir()
    (tmp_path / "centre/centre.toml").write_text('version = 2\n\n[hours]\nmonday = ["08:00"]\n')
    path = tmp_path / "ours.toml"
    path.write_text(f'role = "hub"\ncentre = "{SAIGON.centre.code}"\ncentre_dir = "{tmp_path}/centre"\n')
    with pytest.raises(BadSettings, match=r"centre\.toml: hours.*\(line 4\)"):
        load_profile(path)


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a = 1\nb = 2", "b", 2),
        ("[t]\na = 1\n[t.u]\na = 2", "t.u.a", 4),
        ("[[r]]\na = 1\n\n[[r]]\na = 2", "r.1.a", 5),
        ('"odd key" = 1\n[ t ]\n"x" = 2', "t.x", 3),
        ("a.b = 1", "a.b", 1),
    ],
)
def test_a_key_is_found(text: str, key: str, line: int) -> None:
    assert lines_of(text)[key] == line


def test_the_reference_page_is_that_of_the_schema() -> None:
    assert (ROOT / "docs/profiles.md").read_text(encoding="utf-8") == page(schema())
