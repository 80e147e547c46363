"""A receipt printer that speaks ESC/POS over USB, without a driver of the system."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from config.schema import Measure
from devices.printing.escpos_printer import DEFAULT, EscposPrinter, Head, Patience
from devices.printing.models import Models
from devices.printing.usb_wire import UsbWire
from devices.registry import driver
from kiosk.ports.printing import SlipPrinter
from kiosk.ports.time import Clock

UsbNumber = Annotated[int, Field(ge=0, le=0xFFFF)]


@driver("printer.usb", port=SlipPrinter)
class EscposUsb(EscposPrinter):
    """The printer with these USB numbers (`lsusb` shows them: 04b8:0e28)."""

    @dataclass(frozen=True)
    class Options:
        """`serial_number` tells two printers of one model apart. The rest as of `printer.tcp`."""

        vendor: UsbNumber
        product: UsbNumber
        serial_number: str | None = None
        head: Head = 576
        models: Path | None = None
        answer_s: Measure = DEFAULT.answer_s
        ack_s: Measure = DEFAULT.ack_s
        patience_s: Measure = DEFAULT.patience_s
        recover_s: Measure = DEFAULT.recover_s

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        super().__init__(
            lambda: UsbWire(options.vendor, options.product, options.serial_number),
            options.head,
            patience=Patience(options.answer_s, options.ack_s, options.patience_s, options.recover_s),
            models=Models(options.models),
            clock=clock,
        )
