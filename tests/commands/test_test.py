"""`./run test`: the whole suite on all cores, a part of it as pytest runs it."""

from __future__ import annotations

import subprocess
from types import SimpleNamespace
from typing import Any

import pytest

from ui.commands.__main__ import main
from ui.commands.test import PROCESSES


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    calls: list[list[str]] = []

    def run(command: list[str], **_given: Any) -> SimpleNamespace:
        calls.append(command)
        return SimpleNamespace(returncode=3)

    monkeypatch.setattr(subprocess, "run", run)
    return calls


def test_the_whole_suite_is_shared_out_among_processes(
    called: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["test"]) == 3
    assert called[0][2:5] == ["pytest", "-n", str(PROCESSES)]
    assert PROCESSES > 1
    assert "loadfile" in called[0], "what a file's tests share is made once"
    assert "status 3" in capsys.readouterr().out


def test_further_words_are_pytests_alone(called: list[list[str]]) -> None:
    assert main(["test", "tests/queue", "-x"]) == 3
    assert called[0][2:] == ["pytest", "tests/queue", "-x"]
