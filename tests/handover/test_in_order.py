"""What belongs together reaches the hub in its order, however often one of it has to be sent again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kiosk.contract.centre import DayKey
from kiosk.handover.client import Accepted, Later, Outcome
from kiosk.handover.outbox import Delivery, Outbox
from tests.handover.test_wire_approved import Kiosk

RECEIVED = DayKey(day=date(2026, 11, 23), key="00" * 32)
ROWS = [Delivery(number, "rating", subject, b"{}") for number, subject in enumerate("aab", 1)]


def test_nothing_overtakes_what_waits_for_another_try(tmp_path: Path) -> None:
    kiosk, sent = Kiosk(tmp_path), list[int]()

    def deliver(row: Delivery, _outbox: Outbox) -> Outcome:
        sent.append(row.seq)
        return Later("busy", reached=True) if sent == [1] else Accepted(RECEIVED)

    kiosk.gateway._client.deliver = deliver  # type: ignore[method-assign, assignment]
    kiosk.gateway._deliver(ROWS)
    assert sent == [1, 3], "the second of a waits for the first"
    kiosk.gateway._deliver(ROWS[:2])
    assert sent == [1, 3], "as long as the first is not due"
    kiosk.clock.advance(60)
    kiosk.gateway._deliver(ROWS[:2])
    assert sent == [1, 3, 1, 2]
