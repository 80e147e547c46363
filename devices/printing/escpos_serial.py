"""Drives a receipt printer that speaks ESC/POS over a serial line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from devices.printing.escpos_printer import EscposPrinter, Form, PrinterOptions
from devices.printing.models import Models
from devices.printing.serial_wire import Flow, SerialWire
from devices.printing.text_job import Pages
from devices.registry import driver
from kiosk.ports.printing import SlipPrinter
from kiosk.ports.time import Clock

Baud = Annotated[int, Field(ge=50, le=4_000_000)]


@driver("printer.serial", port=SlipPrinter)
class EscposSerial(EscposPrinter):
    """Prints slips at a serial port."""

    @dataclass(frozen=True)
    class Options(PrinterOptions):
        """Holds the driver's options: `port` is the device file; `baud` and `flow` as the printer's switches
        say (8N1). `form = "text"` sends slips in words instead of pictures: 1 s instead of 60 at 9,600 baud.
        Their letters are of code pages 30 and 31 where the model's file says that it has them, or `pages =
        "tcvn3"` says so; else they lose their marks. `chinese` says that it wakes up in Chinese mode, as its
        file may. The rest: see `PrinterOptions`.
        """

        port: str
        baud: Baud = 115200
        flow: Flow = "rtscts"
        form: Form = "picture"
        pages: Pages | None = None
        chinese: bool | None = None

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        super().__init__(
            lambda: SerialWire(options.port, options.baud, options.flow),
            options.head,
            patience=options.patience,
            models=Models(options.models),
            clock=clock,
            lossless=False,
            form=options.form,
            pages=options.pages,
            chinese=options.chinese,
        )
