"""Handles the interrupt key while the program loads and while it ends: it ends at once,
without a traceback.

In between, Python's own KeyboardInterrupt lets a command put its things in order.
"""

from __future__ import annotations

import os
import signal
from types import FrameType

INTERRUPTED = 130


def _leave(_signal: int, _frame: FrameType | None) -> None:
    os._exit(INTERRUPTED)


def leave_at_once() -> None:
    """Lets an interrupt end the process from now on. One that is ignored (`nohup`, `&` in
    a script) stays so.

    `./run` starts Python with the interrupt blocked: one that came since then is delivered now.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def raise_again() -> None:
    """Lets an interrupt raise KeyboardInterrupt again, where `leave_at_once` had changed that."""
    if signal.getsignal(signal.SIGINT) is _leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)
