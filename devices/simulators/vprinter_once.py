"""Prints the bytes of a job on a faultless virtual printer, to look at the paper without a printer."""

from __future__ import annotations

from devices.simulators.vprinter_machine import Machine
from devices.simulators.vprinter_paper import Paper, Piece
from devices.simulators.vprinter_switches import Make


def pieces_of(data: bytes, head: int) -> tuple[Piece, ...]:
    """Gives the pieces that are cut off, without the white between head and cutter."""
    machine = Machine(Paper(head, None), Make(cutter_rows=0))
    machine.connected()
    machine.queue(data)
    machine.run(0.0)
    return machine.paper.pieces
