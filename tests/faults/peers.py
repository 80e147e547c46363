"""python-escpos's own network printer, as it comes, through the eight faults: its word, and the paper."""

from __future__ import annotations

import contextlib
from typing import Any

from devices.simulators.vprinter_switches import Make
from tests.faults.director import cause, mend
from tests.faults.judge import Verdict, judge
from tests.faults.kiosk_at_work import Office, Told, picture_of
from tests.faults.plan import Case
from tests.faults.stages import TcpStage

WRITTEN_S = 0.3
"""How long its bytes may take to be printed before the paper is looked at."""


def play_escpos(cases: list[Case], stage: TcpStage) -> Verdict:
    """Each job: connect, picture, cut, close. No exception means that it was printed, as its users hold."""
    from escpos.printer import Network

    office, told = Office(), []
    stage.machine.make = Make(start_s=0.2)
    try:
        for case in cases:
            cause(case, stage)
            told.append((case, _print(Network, case, stage)))
            if told[-1][1].ok:
                office.number_shown(f"t{case.number}", "paper")
            stage.pause(WRITTEN_S)
            mend(stage)
        with stage.hold():
            stage.machine.paper.tear_off()
            pieces = stage.machine.paper.pieces
    finally:
        stage.close()
    return judge(told, pieces, office, [], {})


def _print(network: Any, case: Case, stage: TcpStage) -> Told:
    from PIL import Image

    picture = picture_of(case.number, case.rows)
    white = Image.frombytes("1", (576, case.rows), bytes(byte ^ 0xFF for byte in picture.rows))
    printer = network("127.0.0.1", stage.printer.port)
    printer.profile.profile_data = {"media": {"width": {"pixels": "576"}}, "features": {"paperFullCut": True}}
    try:
        printer.open()
        printer.image(white)
        printer.cut()
    except Exception as error:
        return Told(on_screen=True, fault=type(error).__name__)
    finally:
        with contextlib.suppress(Exception):
            printer.close()
    return Told(ok=True)
