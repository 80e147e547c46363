"""Says how many more numbers a field can serve today, lifts that limit, and notes who was turned away."""

from __future__ import annotations

from config.schema import QueueField
from kiosk.catalogue.describe import words
from kiosk.contract.queue import FieldLimit, LimitChange, Limits
from kiosk.contract.ticket import WantedTicket
from kiosk.hub.day import hub_time, today
from kiosk.hub.hub import Hub
from kiosk.hub.queue.centre_queue import CentreQueue
from kiosk.hub.queue.waits import closing, hall_for, places
from kiosk.hub.store.transaction import Reading, Transaction
from kiosk.queue.estimate import still_served


def limits(hub: Hub, reading: Reading, lang: str) -> Limits:
    """Shows the limit of each field."""
    return Limits(fields=tuple(_limit(hub, reading, field, lang) for field in hub.fields))


def change(queue: CentreQueue, tx: Transaction, officer: str, wanted: LimitChange) -> None:
    """Lifts the limit of a field for today, or lets it hold again. 422 `unknown_field`."""
    queue.letter(wanted.field)
    tx.limits.change(today(tx), wanted.field, officer, tx.now, lifted=wanted.lifted)
    action = "limit.lifted" if wanted.lifted else "limit.held"
    tx.audit.add("staff", officer, action, wanted.field)


def note_turned_away(tx: Transaction, wanted: WantedTicket, ahead: int) -> None:
    """Notes that a kiosk could give no number, since so many wait before."""
    tx.limits.note_turned_away(today(tx), wanted.field, wanted.kiosk, tx.now, ahead)
    tx.audit.add("device", wanted.kiosk, "ticket.refused", wanted.field, f"no time left, {ahead} ahead")


def _limit(hub: Hub, reading: Reading, field: QueueField, lang: str) -> FieldLimit:
    now = hub_time(reading)
    closes, hall = closing(hub.queue, now, field.id), hall_for(hub.queue, reading, field.id)
    known = closes is not None and hall is not None
    return FieldLimit(
        field=field.id,
        name=words(field.name, lang, hub.messages),
        closes=closes,
        left=still_served(hall, places(hub.queue, reading), field.id, closes)
        if closes is not None and hall is not None
        else None,
        lifted=known and reading.limits.is_lifted(now.date(), field.id),
        turned_away=reading.limits.turned_away(now.date())[field.id],
    )
