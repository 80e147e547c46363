"""Works as a hub or as a kiosk does, and says what it promised: the program whose power goes.

    python -m tests.faults.power_work SIDE FOLDER COUNT [MUTANT]

What a citizen or a kiosk was told is one line of standard output each, its words parted by tabs, written when
it is told: `number ID NUMBER`, `dossier ID`, and `passing ID` before the kiosk notes that the hub has a
dossier. A mutant breaks a promise on purpose.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

from kiosk.clock import VirtualClock
from kiosk.contract.ticket import Ticket
from kiosk.dossier.files import digest_of
from kiosk.dossier.ids import uuid7
from kiosk.dossier.incoming import IncomingFile
from kiosk.dossier.model import Dossier
from kiosk.handover.agreement import Side
from kiosk.handover.client import HubClient
from kiosk.handover.gateway import KioskGateway
from kiosk.handover.meeting import Meeting
from kiosk.handover.outbox import Outbox
from kiosk.http import HttpClient
from kiosk.ports.device import Fault
from kiosk.queue.model import TicketRequest
from kiosk.store import sqlite
from tests.hub.scene import BUNDLE, JPEG, MORNING, birth_dossier, hand_over, kiosk_client, serving, take

OWN_NUMBERS = (800, 899)
NOWHERE = "http://127.0.0.1:1"


def told(kind: str, id: object, number: object = "") -> None:
    """Tells somebody, in one call of the system: from now on it is a promise."""
    os.write(1, f"{kind}\t{id}\t{number}\n".encode())


def work_as_hub(folder: Path, count: int) -> None:
    """Gives numbers and takes dossiers over HTTP, as kiosks ask for them."""
    with serving(folder, VirtualClock(MORNING)) as address, kiosk_client(address, folder) as kiosk:
        for turn in range(count):
            ticket = take(kiosk, shown=False)
            told("number", ticket["id"], ticket["number"])
            dossier, page = _dossier(turn)
            assert hand_over(kiosk, dossier, (page,)).status_code == 201
            told("dossier", dossier.id)


def work_as_kiosk(folder: Path, count: int, *, slip_first: bool = False) -> None:
    """Gives numbers of its own and takes dossiers in while the hub is away; every third goes on later."""
    gateway, outbox = kiosk_at(folder)
    for turn in range(count):
        number = gateway.take_number(TicketRequest(uuid7(), "ho_tich", None, "vi"))
        assert isinstance(number, Ticket)
        told("number", number.id, number.number)
        dossier, page = _dossier(turn)
        if slip_first:
            told("dossier", dossier.id)
        assert not isinstance(gateway.hand_in(dossier, {digest_of(page): page}), Fault)
        if not slip_first:
            told("dossier", dossier.id)
        if turn % 3 == 2:
            one = next(each for each in outbox.pending() if each.kind == "dossier")
            told("passing", one.subject)
            outbox.confirm(one)
    outbox.close()


def kiosk_at(folder: Path) -> tuple[KioskGateway, Outbox]:
    """A kiosk whose data lie in `folder`, without a hub."""
    clock, http = VirtualClock(MORNING), HttpClient(NOWHERE, token="", timeout_s=1)
    outbox = Outbox(folder, clock)
    gateway = KioskGateway(
        HubClient(http, "K1"),
        outbox,
        clock,
        kiosk="K1",
        fields=BUNDLE.fields,
        counters=BUNDLE.counters,
        own_numbers=OWN_NUMBERS,
        meeting=Meeting(http, Side("K1", BUNDLE, OWN_NUMBERS), clock),
        chance=random.Random(1),
    )
    return gateway, outbox


def _dossier(turn: int) -> tuple[Dossier, bytes]:
    page = JPEG + b"%d" % turn
    return birth_dossier(pages=(page,)), page


def _synchronous(mode: str) -> AbstractContextManager[Any]:
    real = sqlite.open_database

    def opened(*arguments: Any, **named: Any) -> Any:
        connection = real(*arguments, **named)
        connection.execute(f"PRAGMA synchronous = {mode}")
        return connection

    stack = ExitStack()
    for where in ("kiosk.store.sqlite", "kiosk.hub.store.sqlite"):
        stack.enter_context(mock.patch(f"{where}.open_database", opened))
    return stack


def _page_not_synced() -> AbstractContextManager[Any]:
    stop = IncomingFile.stop

    def stopped(page: IncomingFile) -> None:
        with mock.patch("os.fsync"):
            stop(page)

    return mock.patch.object(IncomingFile, "stop", stopped)


MUTANTS: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "synchronous NORMAL": lambda: _synchronous("NORMAL"),
    "synchronous OFF": lambda: _synchronous("OFF"),
    "page not synced": _page_not_synced,
    "folder of pages not synced": lambda: mock.patch("kiosk.dossier.incoming.sync_folder"),
}
SLIP_FIRST = "slip before commit"


def main() -> int:
    """Works on one side, with or without a mutant."""
    side, folder, count, *mutants = sys.argv[1:]
    with ExitStack() as stack:
        for mutant in mutants:
            if mutant != SLIP_FIRST:
                stack.enter_context(MUTANTS[mutant]())
        if side == "hub":
            work_as_hub(Path(folder), int(count))
        else:
            work_as_kiosk(Path(folder), int(count), slip_first=SLIP_FIRST in mutants)
    return 0


if __name__ == "__main__":
    sys.exit(main())
