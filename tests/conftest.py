"""Sets up every test: no display is needed, and a warning that nobody asked for is a failure."""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType

import pytest
from hypothesis import settings

from tests.catalogues import COMPILED
from tests.postgresql import stop_server_of_the_run

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"
# Qt's own message, not a crash report of the system, when something goes wrong at exit.
os.environ["QT_FORCE_STDERR_LOGGING"] = "1"

# How fast one example runs says more about the machine's load than about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """Makes the run's own folder for compiled catalogues; the processes that it starts inherit its name, and
    those that run the tests of a copy of the program too.
    """
    if COMPILED not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="motcua-tests-")
        config.add_cleanup(folder.cleanup)
        config.add_cleanup(partial(stop_server_of_the_run, Path(folder.name)))
        os.environ[COMPILED] = folder.name


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Looks for no garbage while the tests are loaded, which makes none, nor among them later: it takes a
    fifth of that time.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files that take long first, in whatever order chance has put all: at the end one process
    would work for a minute while the others have nothing to do.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session", autouse=True)
def _migrated_once() -> Iterator[None]:
    """Migrates one new database of a hub a process; the others are made like it."""
    if "kiosk.hub.store.sqlite" not in sys.modules:
        yield
        return
    from kiosk.hub.store import sqlite
    from tests.migrated import Maker

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "upgrade", Maker().upgrade)
        yield


@pytest.fixture
def shared() -> Path:
    """The material beside the checkout; a test that needs it says so, and is skipped elsewhere."""
    if not SHARED.is_dir():
        pytest.skip("shared/… not here")
    return SHARED


class _Collector(logging.Handler):
    """Keeps the warnings of the log."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test in which the log, Qt, QML or a slot warned of something that the test does not expect.

    Expected: `@pytest.mark.expects_log("a regular expression")`; the test fails too when it does not come.
    """
    messages: list[str] = []
    handler = _Collector(messages)
    logging.getLogger().addHandler(handler)
    restore = [_watch_qt(messages), _watch_slots(messages)]
    yield
    for undo in restore:
        undo()
    logging.getLogger().removeHandler(handler)
    expected = [str(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    for message in messages:
        if not any(re.search(pattern, message) for pattern in expected):
            pytest.fail(f"unexpected warning: {message}")
    for pattern in expected:
        if not any(re.search(pattern, message) for message in messages):
            pytest.fail(f"expected warning did not come: {pattern}")


def _watch_qt(messages: list[str]) -> Callable[[], object]:
    """Collect Qt's and QML's warnings where this test's imports brought Qt in."""
    if "PySide6.QtCore" not in sys.modules:
        return lambda: None
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    harmless = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)

    def keep(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind not in harmless:
            messages.append(f"Qt {context.category}: {text}")

    before = qInstallMessageHandler(keep)
    return lambda: qInstallMessageHandler(before)


def _watch_slots(messages: list[str]) -> Callable[[], object]:
    """Collect exceptions that Qt would only print: those of slots and of virtual methods."""
    before = sys.excepthook

    def keep(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        messages.append(f"exception outside the test: {kind.__name__}: {error}")

    sys.excepthook = keep

    def undo() -> None:
        sys.excepthook = before

    return undo
