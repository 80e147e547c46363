"""A receipt printer that speaks ESC/POS over USB, without a driver of the system."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from devices.printing.escpos_printer import DEFAULT, EscposPrinter, Patience
from devices.printing.models import Models
from devices.printing.usb_wire import UsbWire
from devices.registry import driver
from kiosk.ports import Clock, SlipPrinter


@driver("printer.usb", port=SlipPrinter)
class EscposUsb(EscposPrinter):
    """The printer with these USB numbers (`lsusb` shows them: 04b8:0e28)."""

    @dataclass(frozen=True)
    class Options:
        """`serial_number` tells two printers of one model apart. The rest as of `printer.tcp`."""

        vendor: int
        product: int
        serial_number: str | None = None
        head: int = 576
        models: Path | None = None
        answer_s: float = DEFAULT.answer_s
        ack_s: float = DEFAULT.ack_s
        patience_s: float = DEFAULT.patience_s
        recover_s: float = DEFAULT.recover_s

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        super().__init__(
            lambda: UsbWire(options.vendor, options.product, options.serial_number),
            options.head,
            patience=Patience(options.answer_s, options.ack_s, options.patience_s, options.recover_s),
            models=Models(options.models),
            clock=clock,
        )
