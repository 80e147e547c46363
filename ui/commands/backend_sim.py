"""Runs `./run backend-sim`: an unreliable national portal to practise against, operated by a page or HTTP."""

from __future__ import annotations

import argparse
import random
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path

from kiosk.language.messages import N_
from ui.commands import Refused

HELP = N_("a simulated portal that fails in every way that portals fail, with a page to operate it")
READY = N_("Portal at {url}; operate it at {url}/sim. Ctrl+C ends.")
DEFAULT_PORT = 8490


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares where to listen, and what it keeps."""
    parser.add_argument("--port", type=int, choices=range(65536), default=DEFAULT_PORT, metavar="N")
    parser.add_argument("--journal", type=Path, metavar="FILE", help="keep what it takes in this file")
    parser.add_argument("--takes-twice", action="store_true", help="file a repetition once more")
    parser.add_argument("--seed", type=int, metavar="S", help="of what chance decides")


def run(options: argparse.Namespace) -> int:
    """Answers until interrupted."""
    from devices.simulators.backend_http import BackendServer
    from devices.simulators.backend_moods import Temper
    from devices.simulators.backend_sim import BackendSim
    from ui.technician.backend_page import page
    from ui.wiring.context import load_messages

    messages = load_messages()
    try:
        temper = Temper(random.Random(options.seed))
        sim = BackendSim(options.journal, temper, takes_twice=options.takes_twice)
        server = BackendServer(sim, options.port, partial(page, messages, options.lang))
    except OSError as error:
        where = error.filename or f"127.0.0.1:{options.port}"
        raise Refused(f"{where}: {error.strerror or error}") from error
    server.start()
    print(messages.text(options.lang, READY).format(url=server.url), file=sys.stderr, flush=True)
    with suppress(KeyboardInterrupt):
        threading.Event().wait()
    server.stop()
    sim.close()
    return 0
