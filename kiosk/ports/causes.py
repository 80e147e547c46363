"""Names why a machine or a device can't be reached: one word a cause, so that each has a sentence of its own.

The words: `unknown_host`, `refused`, `no_route`, `no_answer`; `no_port`, `not_a_port`, `no_right`, `in_use`;
`no_usb_device`, `no_usb_library`; `no_queue`, `no_cups`. Whatever else went wrong is named by its kind.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator

_BY_NUMBER = {
    errno.ENETUNREACH: "no_route",
    errno.EHOSTUNREACH: "no_route",
    errno.ENOENT: "no_port",
    errno.ENODEV: "no_port",
    errno.ENXIO: "no_port",
    errno.ENOTTY: "not_a_port",
    errno.EACCES: "no_right",
    errno.EPERM: "no_right",
    errno.EBUSY: "in_use",
    errno.EAGAIN: "in_use",
    errno.ECONNREFUSED: "refused",
    errno.ETIMEDOUT: "no_answer",
}


def cause_of(error: BaseException) -> str:
    """Gives the cause of a failure to connect."""
    for one in _chain(error):
        match one:
            case socket.gaierror():
                return "unknown_host"
            case TimeoutError():
                return "no_answer"
            case OSError(errno=int(number)) if number in _BY_NUMBER:
                return _BY_NUMBER[number]
    return type(error).__name__


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Lists an error and those that it stands for: urllib3 puts them in `reason`, requests in `args`."""
    found: list[BaseException | None] = [error]
    seen: set[int] = set()
    while found:
        one = found.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        within = [getattr(one, "reason", None), one.__cause__, one.__context__, *one.args]
        found += [each for each in within if isinstance(each, BaseException)]
