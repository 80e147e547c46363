"""A receipt printer that speaks ESC/POS over TCP (port 9100)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from config.schema import Measure, Port
from devices.printing.escpos_printer import DEFAULT, EscposPrinter, Head, Patience
from devices.printing.models import Models
from devices.printing.wire import Wire
from devices.registry import driver
from kiosk.ports.printing import SlipPrinter
from kiosk.ports.time import Clock


@driver("printer.tcp", port=SlipPrinter)
class EscposTcp(EscposPrinter):
    """The printer at an address of the network."""

    @dataclass(frozen=True)
    class Options:
        """`head` is the width in dots (576: 80 mm, 384: 58 mm); `models` the folder where what is known of
        models is kept. Seconds: see `Patience`."""

        host: str
        port: Port = 9100
        head: Head = 576
        models: Path | None = None
        connect_s: Measure = 1.0
        answer_s: Measure = DEFAULT.answer_s
        ack_s: Measure = DEFAULT.ack_s
        patience_s: Measure = DEFAULT.patience_s
        recover_s: Measure = DEFAULT.recover_s

    def __init__(self, options: Options, clock: Clock | None = None) -> None:
        super().__init__(
            lambda: Wire(options.host, options.port, options.connect_s),
            options.head,
            patience=Patience(options.answer_s, options.ack_s, options.patience_s, options.recover_s),
            models=Models(options.models),
            clock=clock,
        )
