"""Drives a receipt printer that speaks ESC/POS over USB, without a driver of the system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from devices.printing.escpos_printer import EscposPrinter, PrinterOptions
from devices.printing.models import Models
from devices.printing.usb_wire import UsbWire
from devices.registry import driver
from kiosk.ports.printing import SlipPrinter
from kiosk.ports.time import Clock

UsbNumber = Annotated[int, Field(ge=0, le=0xFFFF)]


@driver("printer.usb", port=SlipPrinter)
class EscposUsb(EscposPrinter):
    """Prints slips at the printer with these USB numbers (`lsusb` shows them: 04b8:0e28)."""

    @dataclass(frozen=True)
    class Options(PrinterOptions):
        """Holds the driver's options: `serial_number` tells two printers of one model apart. The rest: see
        `PrinterOptions`.
        """

        vendor: UsbNumber
        product: UsbNumber
        serial_number: str | None = None

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        super().__init__(
            lambda: UsbWire(options.vendor, options.product, options.serial_number),
            options.head,
            patience=options.patience,
            models=Models(options.models),
            clock=clock,
        )
