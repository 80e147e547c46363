"""Runs `./run scanner-sim`: a hand scanner to operate by hand, at a simulated serial port for
`reader.serial`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.language.messages import N_
from ui.commands import Refused

if TYPE_CHECKING:
    from devices.simulators.hand_scanners import SerialScanner

HELP = N_("a simulated hand scanner: a serial port, and codes to scan from the keyboard")
READY = N_("A scanner is at {port}. Type a thing to scan it; q ends.")
THINGS_ARE = N_(
    "Things: {names}; “half” lets the trigger go too soon; “plug” pulls the cable or puts it back."
)
OTHERWISE = N_("Anything else is scanned as it is typed.")
IS_OUT = N_("The cable is out.")
IS_IN = N_("The cable is in.")
FOLDER = Path("var/scanner-sim")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares where the port's name shall be."""
    parser.add_argument("--folder", type=Path, default=FOLDER, metavar="DIR", help="where the port's name is")


def run(options: argparse.Namespace) -> int:
    """Scans what is typed, until it ends or says q."""
    from devices.simulators.hand_scanners import SerialScanner

    try:
        options.folder.mkdir(parents=True, exist_ok=True)
        scanner = SerialScanner(options.folder)
    except OSError as error:
        raise Refused(f"{options.folder}: {error.strerror or error}") from error
    try:
        _operate(scanner, options.lang)
    finally:
        scanner.unplug()
    return 0


def _operate(scanner: SerialScanner, lang: str) -> None:
    from devices.simulators.specimen_card import GRANDMOTHER, GRANDMOTHER_2024, payload_2021, payload_2024
    from ui.wiring.context import load_messages

    messages = load_messages()

    def print_line(message: str, **values: object) -> None:
        print(messages.text(lang, message, **values), file=sys.stderr, flush=True)

    things = {"card_2021": payload_2021(GRANDMOTHER), "card_2024": payload_2024(GRANDMOTHER_2024)}
    acts: dict[str, Callable[[], object]] = {
        "half": lambda: scanner.send(things["card_2021"][:40]),
        "plug": lambda: scanner.unplug() if scanner.plugged else scanner.plug(),
    }
    print_line(READY, port=scanner.port)
    print_line(THINGS_ARE, names=", ".join(things))
    print_line(OTHERWISE)
    for line in sys.stdin:
        word = line.rstrip("\n")
        if word == "q":
            return
        if word in acts:
            acts[word]()
        else:
            scanner.scan(things.get(word, word.encode()))
        if word == "plug":
            print_line(IS_IN if scanner.plugged else IS_OUT)
