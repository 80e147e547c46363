"""An officer asks at the command line who decides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.load import PROCEDURES
from tests.catalogues import place
from ui.commands.__main__ import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def ask(tmp_path: Path, *words: str, folder: Path = PROCEDURES) -> int:
    place(tmp_path)
    return main(["catalogue", "--folder", str(folder), "route", *words, "--into", str(tmp_path)])


def test_the_answer_in_both_languages(tmp_path: Path, capsys: Captured) -> None:
    assert ask(tmp_path, "1.001193", "--ward", "P.5 Q5", "--at", "team-07", "--lang", "vi") == 0
    said = capsys.readouterr().out
    assert "Cơ quan giải quyết: Ủy ban nhân dân Phường An Đông\n" in said
    assert "Nộp: tại đây, tổ địa bàn team-07, chưa công bố tên\n" in said
    assert "Phiếu chuyển hồ sơ: cần\n" in said
    assert "Điện thoại: chưa công bố\n" in said
    assert ask(tmp_path, "1.001193", "--ward", "26743", "--at", "26743") == 0
    assert "Decided by: People's Committee, Ben Thanh Ward\n" in capsys.readouterr().out
    assert not (tmp_path / "missing_on_portal.csv").exists()


def test_one_json_value_for_machines(tmp_path: Path, capsys: Captured) -> None:
    words = ("2.000815", "--ward", "27316", "--at", "26743", "--on", "2026-11-28", "--json")
    assert ask(tmp_path, *words) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["authority"]["id"], found["authority"]["ward"]) == ("ward_committee", "26743")
    assert (found["here"], found["slip"], found["delegated_tasks"]) == (True, False, [1, 2, 3])
    assert found["missing_on_portal"] is False
    assert found["authority"]["phone"] is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--ward", "Quận 1", "--at", "city"), "no ward of the city is called “Quận 1”"),
        (("--ward", "An Phú", "--at", "city"), "may be Phường An Phú (25975)"),
        (("--ward", "26743", "--at", "team-39"), "there is no “team-39”"),
        (("--ward", "26743", "--at", "city", "--on", "2025-09-01"), "there is no “city”"),
        (("--ward", "26743", "--at", "city", "--on", "yesterday"), "--on: there is no day “yesterday”"),
        (("--ward", "26743", "--at", "city", "--on", "2025-02-30"), "there is no day “2025-02-30”"),
    ],
)
def test_a_wrong_word_is_told_in_one_line(
    tmp_path: Path, capsys: Captured, words: tuple[str, ...], told: str
) -> None:
    assert ask(tmp_path, "1.001193", *words) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1


def test_what_the_portal_lacks_is_put_on_the_list_once(tmp_path: Path, capsys: Captured) -> None:
    of_nobody = ("9.999999", "--ward", "26743", "--at", "city", "--on", "2026-11-28")
    assert [ask(tmp_path, *of_nobody) for _ in range(2)] == [1, 1]
    assert "neither in the catalogue nor on the national portal" in capsys.readouterr().err
    ours = tmp_path / "ours"
    ours.mkdir()
    text = (PROCEDURES / "2.000986.toml").read_text(encoding="utf-8")
    text = text.replace("dichvucong.gov.vn", "example.invalid")
    (ours / "2.000986.toml").write_text(text, encoding="utf-8")
    local = ("2.000986", "--ward", "26743", "--at", "city", "--on", "2026-11-28")
    assert ask(tmp_path, *local, folder=ours) == 0
    assert "Not on the national portal" in capsys.readouterr().out
    listed = (tmp_path / "missing_on_portal.csv").read_text(encoding="utf-8")
    assert listed == "code,asked_on\n9.999999,2026-11-28\n2.000986,2026-11-28\n"


def test_a_list_that_cannot_be_written_is_told(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "missing_on_portal.csv").mkdir()
    assert ask(tmp_path, "9.999999", "--ward", "26743", "--at", "city") == 1
    assert "missing_on_portal.csv cannot be written" in capsys.readouterr().err
