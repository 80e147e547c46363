"""The tables by which the robot decides what a sentence is about, and whether a command is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.problems import BadFile
from robot.evidence import MEASURED, CommandRow, first, load_decisions
from robot.phrases import BOOK

FILE = BOOK / "decisions.toml"


def test_the_first_row_that_holds_decides() -> None:
    rows = (
        CommandRow(then="leave", least={"sure": 0.5}, below={"beside": 3}),
        CommandRow(then="do", least={"sure": 0.2}),
        CommandRow(then="leave"),
    )
    assert first(rows, {"sure": 0.5, "beside": 2}) is rows[0]
    assert first(rows, {"sure": 0.5, "beside": 3}) is rows[1]
    assert first(rows, {"sure": 0.49, "beside": 0}) is rows[1]
    assert first(rows, {"sure": 0.19, "beside": 0}) is rows[2]


def test_all_that_is_measured_is_wanted_by_some_row() -> None:
    tables = load_decisions(FILE)
    wanted = {
        "matter": {name for row in tables.matter for name in (*row.least, *row.below)},
        "command": {name for row in tables.command for name in (*row.least, *row.below)},
    }
    assert wanted == {table: set(names.split()) for table, names in MEASURED.items()}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('then = "one"\nleast = { shure = 1 }', r"matter\.0: shure: is not measured.*did you mean sure"),
        ('then = "both"', r"matter\.0\.then: input should be"),
        ('then = "one"\nleast = { sure = 1 }', "matter: the last row must want nothing"),
    ],
)
def test_a_wrong_row_is_named_in_one_line(tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(f'[[matter]]\n{row}\n\n[[command]]\nthen = "leave"\n', encoding="utf-8")
    with pytest.raises(BadFile, match=said):
        load_decisions(path)
