"""A member of the staff at the command line: look at procedures, add one, check a machine's profile."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from config.load import PROCEDURES, PROFILES
from config.problems import BadFile
from config.text import Text
from kiosk.catalogue.procedure import (
    Check,
    Fee,
    Offer,
    Option,
    Paper,
    Procedure,
    Question,
    Replacement,
    Role,
    Source,
    TimeLimit,
    When,
)
from kiosk.catalogue.scaffold import Beginning, new_procedure
from ui.commands.__main__ import main

ON_THAT_DAY = ("--day", "2026-11-28")
NAME = "Xin một giấy MẪU"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in PROCEDURES.glob("*.toml"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


Captured = pytest.CaptureFixture[str]


def test_all_procedures_are_checked_and_listed(capsys: Captured) -> None:
    assert main(["catalogue", "check", *ON_THAT_DAY]) == 0
    assert capsys.readouterr().out == f"{len(list(PROCEDURES.glob('*.toml')))} procedures, nothing wrong.\n"
    assert main(["catalogue", "list", "--lang", "vi"]) == 0
    assert "1.001193  Đăng ký khai sinh" in capsys.readouterr().out
    assert main(["catalogue", "list", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    names = {row["code"]: row["name"]["vi"] for row in rows}
    assert names["1.001193"] == "Đăng ký khai sinh"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_procedure_is_shown_with_its_sources(capsys: Captured, lang: str) -> None:
    assert main(["catalogue", "show", "2.000815", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert {"vi": "chưa công bố", "en": "not published"}[lang] in out
    assert {"vi": "xem ngày 17/07/2026", "en": "seen 17 July 2026"}[lang] in out
    assert main(["catalogue", "show", "2.000815", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["fees"][0]["amount"] == 2000


def test_a_new_procedure_begins_as_a_file_that_names_what_is_missing(folder: Path, capsys: Captured) -> None:
    assert main(["catalogue", "--folder", str(folder), "new", "9.000001", "--name", NAME]) == 0
    assert "Fill in every" in capsys.readouterr().out
    assert main(["catalogue", "--folder", str(folder), "check"]) == 1
    said = capsys.readouterr()
    path = folder / "9.000001.toml"
    for start, problem in (
        ("summary", "summary.vi: is still to be filled in"),
        ("name", "name.en: is still to be filled in"),
        ("url", "sources.portal.url: needs the page's address"),
        ("ask", "questions.case.ask.vi: is still to be filled in"),
    ):
        lines = path.read_text(encoding="utf-8").splitlines()
        line = next(number for number, text in enumerate(lines, 1) if text.startswith(f"{start} = "))
        assert f"9.000001.toml:{line}: {problem}" in said.out
    assert " name.vi" not in said.out
    assert said.err == f"catalogue: {len(said.out.splitlines())} problems, named above.\n"
    names = ", ".join(f'"tên {number}"' for number in range(12))
    filled = path.read_text(encoding="utf-8").replace("…", "x")
    filled = filled.replace("vi = []", f"vi = [{names}]").replace("en = []", f"en = [{names}]")
    filled = filled.replace("legal_basis = []", 'legal_basis = ["123/2015/NĐ-CP"]')
    path.write_text(filled, encoding="utf-8")
    assert main(["catalogue", "--folder", str(folder), "check"]) == 0, capsys.readouterr().out
    assert main(["catalogue", "--folder", str(folder), "show", "9.000001", "--lang", "vi"]) == 0
    assert NAME in capsys.readouterr().out


def test_a_new_procedure_overwrites_none(folder: Path, capsys: Captured) -> None:
    before = (folder / "1.001193.toml").read_bytes()
    assert main(["catalogue", "--folder", str(folder), "new", "1.001193", "--name", 'Tên "mới"']) == 1
    assert capsys.readouterr().err == "1.001193.toml: is there already; nothing was written\n"
    assert (folder / "1.001193.toml").read_bytes() == before


def test_what_is_known_of_a_new_procedure_is_asked(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = io.StringIO("Tên mới\nNew name\n\n\nAi cũng được\n\nhttps://dichvucong.gov.vn/x\nchung_thuc\n")
    monkeypatch.setattr(answers, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", answers)
    assert main(["catalogue", "--folder", str(folder), "new", "9.000001"]) == 0
    assert "Whom it is for" in capsys.readouterr().out
    new = tomllib.loads((folder / "9.000001.toml").read_text(encoding="utf-8"))
    assert new["name"] == {"vi": "Tên mới", "en": "New name"}
    assert new["summary"] == {"vi": "…", "en": "…"}
    assert new["who"] == {"vi": "Ai cũng được", "en": "…"}
    assert new["sources"]["portal"]["url"] == "https://dichvucong.gov.vn/x"
    assert new["field"] == "chung_thuc"
    assert main(["catalogue", "--folder", str(folder), "new", "9.000002"]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert not (folder / "9.000002.toml").exists()


def test_a_new_file_shows_every_key_there_is(folder: Path) -> None:
    path = new_procedure(folder, Beginning("9.000001", "ho_tich", Text(vi="x", en="x")), date(2026, 11, 23))
    text = path.read_text(encoding="utf-8")
    facts = (Source, TimeLimit, Fee, Paper, Replacement, Check)
    models = (Procedure, Question, Option, Role, Offer, When, *facts)
    for key in {key for model in models for key in model.model_fields}:
        assert re.search(rf"\b{key}\b", text), key


def test_a_name_with_quotes_is_kept(folder: Path, capsys: Captured) -> None:
    assert main(["catalogue", "--folder", str(folder), "new", "9.000001", "--name", 'Tên "mới" \\ x']) == 0
    assert 'vi = "Tên \\"mới\\" \\\\ x"' in (folder / "9.000001.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["a\udcff", "Tên\nmới", "Tên\x07", "Tên\u2028mới"])
def test_a_name_that_is_no_line_of_text_leaves_no_file(folder: Path, capsys: Captured, name: str) -> None:
    before = sorted(folder.iterdir())
    assert main(["catalogue", "--folder", str(folder), "new", "9.000001", "--name", name]) == 2
    assert (
        capsys.readouterr().err == "catalogue: --name takes one line of text, without control characters.\n"
    )
    assert sorted(folder.iterdir()) == before
    with pytest.raises(BadFile, match="nothing was written"):
        new_procedure(folder, Beginning("9.000001", "ho_tich", Text(vi=name, en="New")), date(2026, 11, 23))
    assert sorted(folder.iterdir()) == before


def test_a_disk_without_room_leaves_no_half_of_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(folder.iterdir())

    def full(path: Path, _content: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["catalogue", "--folder", str(folder), "new", "9.000001", "--name", "x"]) == 1
    assert sorted(folder.iterdir()) == before


def test_a_folder_that_may_not_be_written_to_is_told_as_such(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path, _content: bytes) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refused)
    assert main(["catalogue", "--folder", str(folder), "new", "9.000001", "--name", "x"]) == 1
    assert capsys.readouterr().err == "9.000001.toml: cannot be written: Permission denied\n"


def test_the_field_of_a_new_procedure_is_told_in_the_help(capsys: Captured) -> None:
    assert main(["catalogue", "new", "--help"]) == 0
    assert "(default: ho_tich)" in capsys.readouterr().out


@pytest.mark.parametrize("part", [["list"], ["check"], ["show", "1.001193"]])
def test_a_folder_that_may_not_be_looked_into(folder: Path, capsys: Captured, part: list[str]) -> None:
    assert main(["catalogue", "--folder", str(folder), *part]) == 0  # also loads what the command needs
    capsys.readouterr()
    for shut, named in ((folder, folder), (folder.parent, folder)):
        with locked(shut):
            status = main(["catalogue", "--folder", str(named), *part])
        said = capsys.readouterr()
        assert status == 1
        assert "Permission denied" in said.out + said.err
        assert len(said.err.splitlines()) == 1


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody may look into the folder, this process neither, also where the suite runs as root."""
    before = folder.stat().st_mode
    folder.chmod(0)
    user = os.geteuid()
    try:
        if user == 0:
            os.seteuid(65534)
            if not os.access(PROCEDURES, os.R_OK, effective_ids=True):
                pytest.skip("only root may read this checkout")
        yield
    finally:
        os.seteuid(user)
        folder.chmod(before)


@pytest.mark.parametrize(
    ("words", "status", "line"),
    [
        (["catalogue"], 2, "required: check|list|show|new"),
        (["catalogue", "shwo"], 2, "invalid choice: 'shwo'"),
        (["catalogue", "show", "9.999999"], 1, "there is no procedure 9.999999"),
        (["catalogue", "--folder", "/nowhere/at/all", "list"], 2, "is not a folder"),
        (["catalogue", "--folder", "x" * 300, "list"], 1, "File name too long"),
        (["catalogue", "new", "khai-sinh", "--name", "x"], 2, "is not a procedure code"),
        (["catalogue", "new", "9.000001"], 2, "--name needs"),
        (["catalogue", "new", "9.000001", "--name", " "], 2, "--name needs"),
        (["catalogue", "new", "9.000001", "--name", "x", "--url", "portal"], 2, "--url takes the address"),
        (["catalogue", "new", "9.000001", "--name", "x", "--field", "hotich"], 2, "there is no field hotich"),
        (["config"], 2, "required: check|show|apply|schema|reference"),
        (["config", "check", "/nowhere.toml"], 1, "nowhere.toml: cannot be read"),
        (["ask"], 2, "write the question in quotes"),
        (["ask", "a", "--stdin"], 2, "write the question in quotes"),
        (["ask", "a", "b"], 2, "This is not understood: b"),
    ],
)
def test_wrong_use_gives_one_clear_line(capsys: Captured, words: list[str], status: int, line: str) -> None:
    assert main(words) == status
    err = capsys.readouterr().err
    assert line in err
    assert len(err.splitlines()) == 1


def test_a_profile_is_checked_and_shown(capsys: Captured) -> None:
    assert main(["config", "check", str(PROFILES / "demo.toml")]) == 0
    assert "a demo at Sai Gon Ward" in capsys.readouterr().out
    assert main(["config", "show", str(PROFILES / "demo.toml")]) == 0
    assert json.loads(capsys.readouterr().out)["idle"]["warn_s"] == 60
    assert main(["config", "schema"]) == 0
    assert "offline_numbers" in json.loads(capsys.readouterr().out)["properties"]


def test_the_robot_is_asked_in_words(capsys: Captured) -> None:
    assert main(["ask", "khai sinh cho cháu cần giấy tờ gì", "--lang", "vi"]) == 0
    out = capsys.readouterr().out
    assert "Giấy chứng sinh" in out
    assert "[1.001193] Đăng ký khai sinh" in out
    assert "Nguồn: Cổng Dịch vụ công quốc gia, thủ tục 1.001193, xem ngày 18/07/2026" in out


def test_the_robot_is_asked_by_a_program(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    deep = b"[" * 100_000
    half = b'{"text": "x\\ud800"}'
    lines = (
        b'{"text": "sao y", "lang": "vi"}\n\nnot json\n{"text": 3}\n{"text": "x", "lang": 3}\n\xff\n'
        + deep
        + b"\n"
        + half
        + b"\n"
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    assert main(["ask", "--stdin"]) == 1
    said = capsys.readouterr()
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert answers[0]["cards"][0]["code"] == "2.000815"
    assert answers[0]["candidates"][0] == "2.000815"
    assert all("error" in answer for answer in answers[1:])
    assert said.err == "ask: 6 of 7 lines could not be read.\n"
    assert main(["ask", "sao y", "--json", "--lang", "vi"]) == 0
    alone = json.loads(capsys.readouterr().out)
    untimed = {key: value for key, value in answers[0].items() if key not in ("id", "ms")}
    assert {key: value for key, value in alone.items() if key != "ms"} == untimed


def test_the_index_is_built_ahead_of_a_start(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    build = ["catalogue", "--folder", str(folder), "build", "--into", str(tmp_path / "data"), "--lang", "en"]
    assert main(build) == 0
    assert f"the index is in {tmp_path / 'data' / 'catalogue'}" in capsys.readouterr().out
    [index] = (tmp_path / "data" / "catalogue").glob("index-*.sqlite")
    (folder / "2.000815.toml").write_text("code = 1")
    assert main(build) == 0
    out = capsys.readouterr().out
    assert "2.000815.toml: code: needs a text in quotes" in out
    assert "left out" in out
    assert not index.exists()


def test_where_no_index_can_be_written_build_says_so(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "data").write_text("in the way")
    build = ["catalogue", "--folder", str(folder), "build", "--into", str(tmp_path / "data"), "--lang", "en"]
    assert main(build) == 1
    assert "cannot be written" in capsys.readouterr().err
