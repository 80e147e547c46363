"""Keeps what a citizen told the kiosk out of what a fault leaves behind: core dumps and tracebacks."""

from __future__ import annotations

import resource
import sys
import threading
import traceback
from types import TracebackType

OVERWRITES = {
    "PYTHONMALLOC": "malloc",
    "MALLOC_PERTURB_": "165",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0",
}
"""A process that is started with these overwrites each piece of memory when it is freed."""


def keep_private() -> None:
    """Sets up this process, and those that it starts, before anybody is served."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.excepthook = tell
    threading.excepthook = lambda crash: tell(crash.exc_type, crash.exc_value, crash.exc_traceback)
    sys.unraisablehook = lambda crash: tell(crash.exc_type, crash.exc_value, crash.exc_traceback)


def tell(kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None) -> None:
    """Prints where it happened and what kind of trouble it is: the text of an exception may hold a name.
    Forgets the frames that Python keeps of the last one, with all their values.
    """
    lines = ["Traceback (most recent call last):\n", *traceback.format_tb(trace), f"{kind.__name__}\n"]
    sys.stderr.write("".join(lines))
    for kept in ("last_type", "last_value", "last_traceback"):
        sys.__dict__.pop(kept, None)
