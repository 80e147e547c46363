"""Talks to CUPS by its own commands: `lp`, `lpstat`, `cancel`. Told in English (LC_ALL=C), given no shell.

"Completed" is only as true as the queue's backend: a weaker sign than a printer's own
acknowledgement.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable

from kiosk.paper.journal import NOT_SENT
from kiosk.ports.device import Fault
from kiosk.ports.time import Clock

_REQUEST = re.compile(r"request id is (\S+-\d+)")
_COMMAND_S = 5.0
_CAUSES = {
    "Invalid destination name": "no_queue",
    "printer or class does not exist": "no_queue",
    "cheduler is not running": "no_cups",
    "cheduler not responding": "no_cups",
}
"""Tells the cause (`kiosk.ports.causes`) of a text that a command of CUPS writes."""


class SpoolerFailed(Exception):
    """Says that CUPS is not there, or refused; the text is for the technician."""


class SpoolerSilent(SpoolerFailed):
    """Says that a command did not end in time: its work may be done or not."""


def hand_in(queue: str, document: bytes, title: str, *, raw: bool) -> str:
    """Gives a document to the queue, and returns the request's id. Raises SpoolerFailed: nothing was taken;
    SpoolerSilent: who knows.
    """
    options = ["-o", "raw"] if raw else []
    said = _run(["lp", "-d", queue, "-t", title, *options, "-"], document)
    found = _REQUEST.search(said)
    if found is None:
        raise SpoolerFailed("lp named no request")
    return found.group(1)


def is_waiting(queue: str, request: str) -> bool:
    """Says if the request is still to be printed. Raises SpoolerFailed."""
    return any(
        line.split()[0] == request for line in _run(["lpstat", "-o", queue]).splitlines() if line.split()
    )


def cancel(request: str) -> None:
    """Cancels a request, as far as that is still possible. Raises SpoolerFailed."""
    _run(["cancel", request])


def deliver(
    queue: str,
    document: bytes,
    title: str,
    *,
    raw: bool,
    clock: Clock,
    patience_s: float,
    look: Callable[[], bool],
) -> Fault | None:
    """Hands in a document and waits until the queue is done with it; returns the fault if it is not.

    What CUPS did not take may be tried again; what it took and has not done after `patience_s` seconds, or
    when `look`, which waits a little, says that nobody waits any more, is cancelled and in doubt.
    """
    fault = state(queue)
    if fault is not None:
        return Fault(fault.id, NOT_SENT)
    try:
        request = hand_in(queue, document, title, raw=raw)
    except SpoolerSilent as error:
        return Fault("printer_in_doubt", str(error))
    except SpoolerFailed:
        return Fault("printer_unreachable", NOT_SENT)
    until = clock.monotonic() + patience_s
    try:
        while is_waiting(queue, request):
            if clock.monotonic() >= until or look():
                cancel(request)
                return Fault("printer_in_doubt", "cancelled in the queue")
    except SpoolerFailed as error:
        return Fault("printer_in_doubt", str(error))
    return None


def state(queue: str) -> Fault | None:
    """Gives the reason why the queue prints nothing now, or None."""
    try:
        reason = trouble(queue)
    except SpoolerFailed as error:
        reason = str(error)
    return Fault("printer_unreachable", reason) if reason else None


def trouble(queue: str) -> str | None:
    """Gives the reason why the queue prints nothing ("disabled", "not accepting"), or None. Raises
    SpoolerFailed.
    """
    said = _run(["lpstat", "-p", queue, "-a", queue])
    for sign in ("not accepting", "disabled"):
        if sign in said:
            return sign
    return None


def _cause(said: str) -> str | None:
    return next((cause for sign, cause in _CAUSES.items() if sign in said), None)


def _run(command: list[str], given: bytes | None = None) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, the queue's name is one argument
            command,
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            timeout=_COMMAND_S,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        raise SpoolerSilent(f"{command[0]} does not end") from None
    except FileNotFoundError:
        raise SpoolerFailed("no_cups") from None
    except OSError as error:
        raise SpoolerFailed(f"{command[0]}: {type(error).__name__}") from None
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        said = lines[0] if lines else str(done.returncode)
        raise SpoolerFailed(_cause(said) or f"{command[0]}: {said}")
    return done.stdout.decode("utf-8", "replace")
