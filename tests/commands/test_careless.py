"""What a shell can do to a command by a slip: each gets one clear line and the right exit status, never a
traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ui.commandline import dispatch
from ui.commands.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
FULL = Path("/dev/full")


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs what somebody types into a shell, `COMMAND` standing for `./run`."""
    return subprocess.run(
        ["sh", "-c", line.replace("COMMAND", f"'{sys.executable}' -P -m ui.commands")],
        capture_output=True,
        timeout=60,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), **environment},
    )


@pytest.mark.parametrize("line", ["COMMAND --help", "COMMAND scan --help", "COMMAND models list"])
@pytest.mark.parametrize(
    ("to", "why"), [(">&-", b"it is closed"), (">/dev/full", b"No space left on device")]
)
def test_output_that_nobody_can_take_is_failed_work(line: str, to: str, why: bytes) -> None:
    done = shell(f"{line} {to}")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"Standard output can't be written: " + why + b".\n"


@pytest.mark.parametrize("to", ["2>&-", "2>/dev/full"])
def test_errors_that_nobody_can_take_leave_the_status(to: str) -> None:
    done = shell(f"COMMAND nosuch {to}")
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


def test_all_streams_closed_at_once() -> None:
    assert shell("COMMAND models list <&- >&- 2>&-").returncode == 1


@pytest.mark.parametrize("command", ["ask", "scan"])
def test_lines_are_wanted_from_a_closed_input(command: str) -> None:
    done = shell(f"COMMAND {command} --stdin <&-")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"Standard input can't be read: it is closed.\n"


def test_a_file_name_that_is_no_text_is_shown_with_escapes() -> None:
    done = shell(r"printf 'th\351.png\n' | COMMAND scan --json --stdin")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert json.loads(done.stdout)["file"] == "th\udce9.png"


def test_an_input_without_an_end_of_line() -> None:
    done = shell("COMMAND ask --stdin </dev/zero")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize(("lang", "said"), [("C", "is a folder"), ("vi_VN", "một thư mục")])
def test_a_folder_as_input(lang: str, said: str) -> None:
    done = subprocess.run(
        [str(ROOT / "run"), "ask", "--stdin"],
        stdin=os.open("/", os.O_RDONLY),
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": lang},
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_terminal_without_vietnamese_letters() -> None:
    done = shell("COMMAND --lang vi --help", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"C\xe1c l\u1ec7nh" in done.stdout


@pytest.mark.parametrize("after_ms", [10, 30, 60, 100, 150])
def test_an_interrupt_while_the_program_loads(after_ms: int) -> None:
    process = subprocess.Popen(
        [
            "env",
            "--default-signal=INT",
            "--block-signal=INT",
            sys.executable,
            "-P",
            "-m",
            "ui.commands",
            "catalogue",
            "list",
        ],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        process.wait(after_ms / 1000)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")


def test_the_entry_starts_python_with_the_interrupt_blocked() -> None:
    assert "exec env --block-signal=INT" in (ROOT / "run").read_text(encoding="utf-8")


def test_help_in_a_language_named_after_it(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help", "--lang", "vi"], ["help", "--lang=vi"], ["--lang", "en", "-h", "--lang", "vi"]):
        assert main(words) == 0
        assert "Các lệnh:" in capsys.readouterr().out
    assert main(["--help", "--lang", "fr"]) == 2


def test_a_broken_file_of_translations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "commands.po").write_text('msgid "Commands:\n', encoding="utf-8")
    monkeypatch.setattr(dispatch, "MESSAGES", tmp_path)
    for words in (["--help"], ["ask", "khai sinh"]):
        assert main(words) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f"{tmp_path}/vi/commands.po: ")
        assert len(said.err.splitlines()) == 1


def test_every_refusal_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pri\nnt\r\nnow"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("words", [["ask"], ["ask", "--procedure", "x"], ["say"]])
def test_bytes_that_are_no_text(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", *words, "x\udcff"]) == 2
    assert capsys.readouterr().err == f"{words[0]}: what was typed is not text in UTF-8.\n"
