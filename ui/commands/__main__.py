"""Starts `./run COMMAND`: prepares interrupt key and streams, then calls
`ui.commandline.dispatch`.

0: it worked; 1: the work failed, the reason in one line; 2: wrong use; 130: interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ui.commandline.interrupt import leave_at_once
from ui.commandline.loading import loading


def main(arguments: Sequence[str]) -> int:
    """Runs one command line and gives its exit status."""
    with loading():
        from ui.commandline.dispatch import main as run  # what it loads takes long enough to be interrupted

    return run(arguments)


if __name__ == "__main__":
    leave_at_once()
    from ui.commandline.streams import mend

    mend()
    status = main(sys.argv[1:])
    leave_at_once()
    sys.exit(status)
