"""Runs `./run printer-sim`: the virtual ticket printer in a terminal, with its paper and its switches."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.language.messages import N_
from ui.commands import Refused, WrongUse

if TYPE_CHECKING:
    from devices.simulators.vprinter import VirtualPrinter

HELP = N_("a simulated ticket printer in the terminal: its paper, and switches to make it fail")
READY = N_("Printing at {where}. Type a switch to throw it, again to put it back; q ends.")
SWITCHES_ARE = N_("Switches: {names}")
NO_SWITCH = N_("There is no switch “{name}”.")
IS_ON = N_("on: {names}")
ALL_OFF = N_("all off")
DEFAULT_PORT = 9100
LOOK_EVERY_S = 0.2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares where to listen, and where to keep the paper as pictures."""
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, metavar="N")
    parser.add_argument("--control", type=_port, metavar="N", help="take lines of JSON at this port")
    parser.add_argument("--serial", action="store_true", help="be at a serial line instead of a port")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="keep each piece as a PNG here")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port (0 to 65535)")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Prints what comes, takes switches from standard input, until it ends or says q."""
    from devices.simulators.vprinter import VirtualPrinter
    from devices.simulators.vprinter_control import ControlPort
    from devices.simulators.vprinter_serial import SerialFront

    if options.folder is not None and options.folder.exists() and not options.folder.is_dir():
        raise WrongUse(f"{options.folder}: is a file, not a folder")
    printer = VirtualPrinter(options.folder)
    serial, control = SerialFront(printer), ControlPort(printer)
    try:
        where = serial.start() if options.serial else f"tcp://127.0.0.1:{printer.start(options.port)}"
        if options.control is not None:
            control.start(options.control)
    except OSError as error:
        raise Refused(f"127.0.0.1:{options.port}: {error.strerror or error}") from error
    ending = threading.Event()
    watcher = threading.Thread(target=_show_paper, args=(printer, ending), daemon=True)
    watcher.start()
    try:
        _take_switches(printer, where, options.lang)
    finally:
        ending.set()
        watcher.join()
        control.stop()
        serial.stop()
        printer.stop()
    return 0


def _show_paper(printer: VirtualPrinter, ending: threading.Event) -> None:
    from ui.technician.paper_as_text import COLUMNS, as_text

    shown = 0
    while True:
        last_look = ending.wait(LOOK_EVERY_S)
        for piece in printer.pieces[shown:]:
            shown += 1
            print(as_text(piece.trimmed()), flush=True)
            print(f"- - {shown} ".ljust(COLUMNS, "-"), flush=True)
        if last_look:
            return


def _take_switches(printer: VirtualPrinter, where: str, lang: str) -> None:
    from devices.simulators.vprinter_switches import FAULTS
    from ui.wiring.context import load_messages

    messages = load_messages()

    def print_line(message: str, **values: object) -> None:
        print(messages.text(lang, message, **values), file=sys.stderr, flush=True)

    print_line(READY, where=where)
    print_line(SWITCHES_ARE, names=", ".join(FAULTS))
    for line in sys.stdin:
        word = line.strip()
        if word == "q":
            return
        if word not in FAULTS:
            print_line(NO_SWITCH, name=word)
            continue
        name = next(fault for fault in FAULTS if fault == word)
        printer.switch(name, name not in printer.switches)
        on = sorted(printer.switches)
        print_line(IS_ON if on else ALL_OFF, names=", ".join(on))
