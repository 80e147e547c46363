"""A receipt printer that speaks ESC/POS over a serial line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from devices.printing.escpos_printer import DEFAULT, EscposPrinter, Patience
from devices.printing.models import Models
from devices.printing.serial_wire import Flow, SerialWire
from devices.registry import driver
from kiosk.ports import Clock, SlipPrinter


@driver("printer.serial", port=SlipPrinter)
class EscposSerial(EscposPrinter):
    """The printer at a serial port."""

    @dataclass(frozen=True)
    class Options:
        """`port` is the device file; `baud` and `flow` as the printer's switches say (8N1). The rest as of
        `printer.tcp`."""

        port: str
        baud: int = 115200
        flow: Flow = "rtscts"
        head: int = 576
        models: Path | None = None
        answer_s: float = DEFAULT.answer_s
        ack_s: float = DEFAULT.ack_s
        patience_s: float = DEFAULT.patience_s
        recover_s: float = DEFAULT.recover_s

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        super().__init__(
            lambda: SerialWire(options.port, options.baud, options.flow),
            options.head,
            patience=Patience(options.answer_s, options.ack_s, options.patience_s, options.recover_s),
            models=Models(options.models),
            clock=clock,
            lossless=False,
        )
