"""Tries changes in forks of a process that has the tests in memory, for the campaign against the code.

`python -m tests.faults.code_quick ready|libraries` in a tree. `ready` has collected the whole suite; in a
fork it gives the changed function its new code. `libraries` has loaded nothing but what others wrote (the
modules that `ready` named), so that its forks load the program from its files: slower, for any change.
A task is a line of JSON on the standard input; its result is a word on the standard output, and the test
that failed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import inspect
import json
import math
import os
import resource
import select
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NoReturn

import pytest

ROOT = Path.cwd()
OURS = f"{ROOT}{os.sep}"
OPTIONS = ("-x", "-p", "no:randomly", "--hypothesis-seed=0")
LATE = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
"""Options where the plugins of pytest are loaded before pytest begins."""
LIBRARIES = ROOT.parent / "libraries.txt"
FAILURE = "failure.txt"
MEMORY = 6 << 30
"""Bytes that a fork may use: a change can make a loop that never stops growing."""
PASSED, FAILED, UNFIT = 0, 1, 77
WORDS = {PASSED: "passed", UNFIT: "unfit"}
"""`unfit`: the change isn't one of a function that is in memory. Any other end is `failed`."""
Task = dict[str, Any]
"""`path` of the changed file, its text `before`, the `names` of tests, the `seconds` that they may take,
half of them computing."""


def changed_function(old: CodeType, new: CodeType) -> tuple[CodeType, CodeType] | None:
    """Finds the one outermost function whose code differs; None when anything outside of functions does."""
    if old.co_flags & inspect.CO_OPTIMIZED:
        return old, new
    olds, news = _inner(old), _inner(new)
    if len(olds) != len(news) or _bare(old, inside=False) != _bare(new, inside=False):
        return None
    pairs = [pair for pair in zip(olds, news, strict=True) if _bare(pair[0]) != _bare(pair[1])]
    return changed_function(*pairs[0]) if len(pairs) == 1 else None


def _inner(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]


def _bare(code: CodeType, *, inside: bool = True) -> CodeType:
    """The code without its places in the file, and without the codes in it unless `inside`."""
    consts = tuple(
        (_bare(one) if inside else None) if isinstance(one, CodeType) else one for one in code.co_consts
    )
    return code.replace(co_firstlineno=1, co_linetable=b"", co_consts=consts)


class Functions:
    """Holds the functions of this tree that are in memory, by file and code."""

    def __init__(self) -> None:
        self._of: dict[tuple[str, CodeType], list[FunctionType]] = {}
        gc.unfreeze()  # what the suite's own settings froze is not listed
        for one in gc.get_objects():
            if type(one) is FunctionType and one.__code__.co_filename.startswith(OURS):
                self._of.setdefault((one.__code__.co_filename, one.__code__), []).append(one)

    def exchange(self, path: Path, before: str) -> bool:
        """Gives the changed function of a file its new code. False when it is none, or not in memory."""
        old, new = (
            compile(text, path, "exec", dont_inherit=True) for text in (before, path.read_text("utf-8"))
        )
        found = changed_function(old, new)
        functions = self._of.get((str(path), found[0]), []) if found else []
        if not found or not functions or found[0].co_freevars != found[1].co_freevars:
            return False
        for function in functions:
            function.__code__ = found[1]
        return True


class Ready:
    """Collects the suite, and runs the named tests of it in forks instead of all of them."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Serves as long as there are tasks."""
        files = {name: getattr(module, "__file__", None) for name, module in [*sys.modules.items()]}
        theirs = [name for name, file in files.items() if file and not file.startswith(OURS)]
        LIBRARIES.write_text("\n".join(theirs), encoding="utf-8")
        items = {item.nodeid: item for item in session.items}
        loaded, functions = set(files.values()), Functions()
        gc.collect()
        gc.freeze()

        def run(task: Task) -> int:
            path = ROOT / task["path"]
            if str(path) in loaded and not functions.exchange(path, task["before"]):
                return UNFIT
            return _run(session, [items[name] for name in task["names"] if name in items])

        self._service.serve(run)
        return True


def _run(session: pytest.Session, items: list[pytest.Item]) -> int:
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            Path(tempfile.gettempdir(), FAILURE).write_text(item.nodeid, encoding="utf-8")
            return FAILED
    return PASSED


class Only:
    """Runs the listed tests in the order of the list."""

    def __init__(self, names: list[str]) -> None:
        self._place = {name: place for place, name in enumerate(names)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Everything else is left out."""
        wanted = [item for item in items if item.nodeid in self._place]
        items[:] = sorted(wanted, key=lambda item: self._place[item.nodeid])


def _run_anew(task: Task) -> int:
    files = dict.fromkeys(name.split("::")[0] for name in task["names"])
    status = pytest.main([*OPTIONS, *LATE, *files], plugins=[Only(task["names"])])
    # The change may have given the tests other names: then none ran.
    return PASSED if status in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else FAILED


class Service:
    """Takes tasks from the standard input, and runs each in a fork."""

    def __init__(self) -> None:
        self._tasks = os.fdopen(os.dup(0), encoding="utf-8")
        self._results = os.fdopen(os.dup(1), "w", encoding="utf-8")
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1):
            os.dup2(nothing, standard)

    def serve(self, run: Callable[[Task], int]) -> None:
        """Ends when there is no more input."""
        self._tell("")
        for line in self._tasks:
            self._tell(self._result(run, json.loads(line)))

    def _tell(self, result: str) -> None:
        print(result, file=self._results, flush=True)

    def _result(self, run: Callable[[Task], int], task: Task) -> str:
        with tempfile.TemporaryDirectory(dir=ROOT.parent, ignore_cleanup_errors=True) as scratch:
            child = os.fork() or _child(run, task, scratch)
            watched = os.pidfd_open(child)
            in_time = select.select([watched], [], [], task["seconds"])[0]
            os.close(watched)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            failure = Path(scratch, FAILURE)
            word = WORDS.get(os.waitstatus_to_exitcode(status), "failed") if in_time else "failed"
            return f"{word} {failure.read_text(encoding='utf-8') if failure.exists() else ''}"


def _child(run: Callable[[Task], int], task: Task, scratch: str) -> NoReturn:
    """Runs the task. Whatever a change may do ends with this process and its group."""
    status = FAILED
    try:
        os.setsid()
        os.environ |= {"TMPDIR": scratch, "PYTHONDONTWRITEBYTECODE": "1"}
        tempfile.tempdir, sys.dont_write_bytecode = scratch, True
        computing = math.ceil(task["seconds"] / 2)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (computing, computing))
        status = run(task)
    finally:
        os._exit(status)


def main(kind: str) -> None:
    """Serves until the standard input ends."""
    service = Service()
    if kind == "ready":
        pytest.main([*OPTIONS], plugins=[Ready(service)])
        return
    for name in LIBRARIES.read_text(encoding="utf-8").split():
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    gc.freeze()
    service.serve(_run_anew)


if __name__ == "__main__":
    main(sys.argv[1])
