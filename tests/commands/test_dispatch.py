"""`./run` as people type it: the right command, the right words, the right exit status."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.language.messages import Messages
from ui.commandline import dispatch as entry
from ui.commands import MESSAGES, Refused, WrongUse, language_of

ROOT = Path(__file__).resolve().parents[2]
Type = Callable[..., tuple[int, str, str]]


def raiser(error: BaseException) -> Callable[[argparse.Namespace], int]:
    def run(_options: argparse.Namespace) -> int:
        raise error

    return run


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--count", type=int, default=1)


def show(options: argparse.Namespace) -> int:
    print(options.count, options.lang)
    return int(options.count) - 1


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Type:
    """Types a command line into a program that has one command, `print`; status, output, errors."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setattr(entry, "commands", lambda: ("print", "backend_sim"))
    monkeypatch.setattr(entry, "help_of", lambda _name: "the test suite; further words go to pytest")

    def type_in(*words: str, run: Callable[[argparse.Namespace], int] = show) -> tuple[int, str, str]:
        module = SimpleNamespace(
            HELP="the test suite; further words go to pytest", arguments=declare, run=run
        )
        monkeypatch.setattr(entry, "module_of", lambda _name: module)
        status = entry.main(words)
        said = capsys.readouterr()
        return status, said.out, said.err

    return type_in


def test_a_command_gets_its_options_and_the_language(type_in: Type) -> None:
    assert type_in("print") == (0, "1 en\n", "")
    assert type_in("print", "--count", "3", "--lang", "vi") == (2, "3 vi\n", "")
    assert type_in("--lang", "vi", "print") == (0, "1 vi\n", "")
    assert type_in("--lang=vi", "print") == (0, "1 vi\n", "")


def test_no_command_shows_the_help_and_is_wrong_use(type_in: Type) -> None:
    status, out, err = type_in()
    assert (status, out) == (2, "")
    assert "backend-sim" in err


@pytest.mark.parametrize("word", ["--help", "-h", "help"])
def test_help_is_no_wrong_use(type_in: Type, word: str) -> None:
    status, out, err = type_in("--lang", "vi", word)
    assert (status, err) == (0, "")
    assert "Các lệnh:" in out
    assert "bộ kiểm thử" in out


def test_a_slip_of_the_finger_gets_the_nearest_command(type_in: Type) -> None:
    assert type_in("pirnt") == (2, "", "There is no command “pirnt”. Did you mean “print”?\n")
    assert type_in("backend_sim") == (
        2,
        "",
        "There is no command “backend_sim”. Did you mean “backend-sim”?\n",
    )
    status, _out, err = type_in("--lang", "vi", "xyz")
    assert (status, err) == (2, "Không có lệnh “xyz”; xem danh sách bằng ./run --help.\n")


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "fr", "print"),
        ("--lang",),
        ("print", "--count", "three"),
        ("print", "--cuont", "3"),
        ("print", "extra"),
        ("print", "--count"),
        ("print", "--lang", "fr"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(type_in: Type, words: tuple[str, ...]) -> None:
    status, out, err = type_in(*words)
    assert (status, out, len(err.splitlines())) == (2, "", 1)


def test_words_for_another_program_are_passed_on(type_in: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "declare", lambda parser: parser.set_defaults(rest=[]))

    def run(options: argparse.Namespace) -> int:
        print(options.rest)
        return 0

    assert type_in("print", "-k", "a or b", "tests/x", run=run) == (0, "['-k', 'a or b', 'tests/x']\n", "")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (Refused("no paper"), 1, "no paper\n"),
        (WrongUse("--to: what?"), 2, "--to: what?\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_expected_trouble_is_one_line(type_in: Type, error: BaseException, status: int, said: str) -> None:
    assert type_in("print", run=raiser(error)) == (status, "", said)


@pytest.mark.expects_log("ZeroDivisionError")
def test_a_bug_is_loud_and_says_that_it_is_one(type_in: Type) -> None:
    status, _out, err = type_in("print", run=raiser(ZeroDivisionError("7")))
    assert status == 1
    assert "fault of the program" in err


def test_the_help_needs_only_what_the_smallest_set_holds() -> None:
    blocked = "import sys; sys.modules |= dict.fromkeys(('numpy', 'cv2', 'PySide6', 'zxingcpp', 'pyzbar'))"
    code = f"{blocked}; from ui.commands.__main__ import main; sys.exit(main(['--help']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(entry.shown(name) in done.stdout for name in entry.commands())


def test_a_reader_that_goes_away_gets_no_traceback() -> None:
    code = "import sys; from ui.commands.__main__ import main; sys.exit(main(['--help']))"
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (1, "")


@pytest.mark.parametrize("name", entry.commands())
def test_every_command_can_be_loaded_and_explains_itself(name: str) -> None:
    module = entry.module_of(name)
    messages = Messages.from_folder(MESSAGES)
    assert entry.help_of(name) == module.HELP
    assert messages.has("vi", module.HELP), module.HELP
    with pytest.raises(SystemExit) as ended:
        entry.parse(name, module, ["--help"], "vi", messages)
    assert ended.value.code == 0


def test_the_locale_decides_the_language_as_the_c_library_does() -> None:
    assert language_of({"LANG": "vi_VN.UTF-8"}) == "vi"
    assert language_of({"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}) == "en"
    assert language_of({"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN"}) == "vi"
    assert language_of({}) == "en"
