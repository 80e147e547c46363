"""Drives a receipt printer that speaks ESC/POS over TCP (port 9100)."""

from __future__ import annotations

from dataclasses import dataclass

from config.schema import Measure, Port
from devices.printing.escpos_printer import EscposPrinter, PrinterOptions
from devices.printing.models import Models
from devices.printing.wire import Wire
from devices.registry import driver
from kiosk.ports.printing import SlipPrinter
from kiosk.ports.time import Clock


@driver("printer.tcp", port=SlipPrinter)
class EscposTcp(EscposPrinter):
    """Prints slips at a network address."""

    @dataclass(frozen=True)
    class Options(PrinterOptions):
        """Holds the driver's options: `connect_s` is the seconds until the printer must have taken the
        connection. The rest: see `PrinterOptions`.
        """

        host: str
        port: Port = 9100
        connect_s: Measure = 1.0

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        super().__init__(
            lambda: Wire(options.host, options.port, options.connect_s),
            options.head,
            patience=options.patience,
            models=Models(options.models),
            clock=clock,
        )
