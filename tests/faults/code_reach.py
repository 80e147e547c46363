"""A plugin of pytest (`-p tests.faults.code_reach`) for the campaign against the code.

With `MOTCUA_REACH_INTO=FOLDER` it writes down, for each test that passed, how long it took and which
functions below `MOTCUA_REACH_PLACES` it called (`path:Class.function`).
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Recorder:
    """Records which code ran during each test, on all threads of this process."""

    def __init__(self, folder: Path, places: tuple[str, ...]) -> None:
        self._folder, self._places = folder, tuple(str(ROOT / place) for place in places)
        self._called: dict[int, CodeType] = {}
        self._found: dict[str, dict[str, Any]] = {}
        self._passed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Watches the test with the making and the end of its fixtures."""
        self._called = {}
        threading.settrace(self._note)
        sys.settrace(self._note)
        began = time.perf_counter()
        try:
            return (yield)
        finally:
            sys.settrace(None)
            threading.settrace(None)
            self._found[item.nodeid] = {
                "seconds": round(time.perf_counter() - began, 3),
                "calls": sorted({*self._functions()}),
            }

    def _note(self, frame: FrameType, _event: str, _argument: object) -> None:
        """Notes a call for the test that runs now, also on a thread that an earlier one started."""
        self._called[id(frame.f_code)] = frame.f_code

    def _functions(self) -> Iterator[str]:
        for code in list(self._called.values()):
            if code.co_filename.startswith(self._places):
                names = [part for part in code.co_qualname.split(".") if not part.startswith("<")]
                yield f"{Path(code.co_filename).relative_to(ROOT).as_posix()}:{'.'.join(names)}"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that failed or was skipped without any change says nothing about one."""
        if report.when == "call" and report.passed:
            self._passed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Each process writes a file of its own."""
        found = {name: entry for name, entry in self._found.items() if name in self._passed}
        if found:
            (self._folder / f"{os.getpid()}.json").write_text(json.dumps(found), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Do what the environment says."""
    if folder := os.environ.get("MOTCUA_REACH_INTO"):
        places = tuple(os.environ["MOTCUA_REACH_PLACES"].split(os.pathsep))
        config.pluginmanager.register(Recorder(Path(folder), places), "reach-recorder")
