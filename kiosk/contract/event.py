"""Defines the events of the streams: those for everybody, and those for officers only."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.contract.dossier import DossierState, SheetState
from kiosk.contract.queue import CounterState
from kiosk.contract.result import StepKind
from kiosk.contract.text import FromHub
from kiosk.contract.ticket import TicketState
from kiosk.contract.upstream import DeliveryState, UpstreamState


class Event(FromHub):
    """Describes an event's data. The streams send it together with its number `seq` and its moment `at`."""


class StreamReset(Event):
    """Says that the number asked for is above the hub's last one, as after a copy was restored: what is shown
    is to be read anew.
    """


class QueueChanged(Event):
    """Says that the number of those who wait for a field has changed."""

    field: str
    waiting: int


class NumberMoved(Event):
    """Says that something was done with the number at a counter. No more than this is told to the hall."""

    number: str
    counter: str


class NumberCalled(NumberMoved):
    """Says that a number is called to a counter; `again`: not for the first time."""

    again: bool


class CounterChanged(Event):
    """Says that a counter was opened, paused or closed."""

    counter: str
    state: CounterState


class TicketIssued(Event):
    """Says that a number was given; nobody is known to hold it yet."""

    ticket: str
    number: str
    field: str


class TicketMoved(TicketIssued):
    """Says that a ticket came into another state."""

    counter: str | None
    lang: str


class TicketCalled(TicketMoved):
    """Says that a ticket was called."""

    again: bool


class DossierReceived(Event):
    """Says that a kiosk has handed a dossier over."""

    dossier: str
    reference: str
    state: DossierState
    ticket: str | None


class DossierDecided(Event):
    """Says that an officer has decided a dossier."""

    dossier: str
    reference: str
    state: DossierState
    officer: str


class DossierStep(Event):
    """Says that an officer has noted a step of a dossier, or taken it back; `state` is what it is now."""

    dossier: str
    reference: str
    state: DossierState
    officer: str
    step: StepKind
    taken_back: bool


class HandoverMoved(Event):
    """Says that a delivery to a backend came into another state."""

    dossier: str
    backend: str
    delivery: int
    state: DeliveryState


class UpstreamTold(Event):
    """Says that a backend has told a dossier's state there."""

    dossier: str
    backend: str
    state: UpstreamState


class ReceiptSheet(Event):
    """Says that the sheet of a receipt is printed, kept, in doubt or failed."""

    dossier: str
    sheet: SheetState


class NoticeNew(Event):
    """Says that a notice for the staff was put up."""

    notice: str
    kind: str
    kiosk: str


class NoticeComing(Event):
    """Says that an officer is on the way to who called."""

    notice: str


class NoticeDone(Event):
    """Says that somebody has handled a notice."""

    notice: str


class OfficerChanged(Event):
    """Says that an account, or what it permits, was changed."""

    officer: str


class SessionOpened(Event):
    """Says that an officer has signed in, perhaps at another place as well."""

    officer: str


_OF_THEIR_OWN = (TicketState.ISSUED, TicketState.CALLED)
PUBLIC_EVENTS: Mapping[str, type[Event]] = MappingProxyType(
    {
        "reset": StreamReset,
        "queue.changed": QueueChanged,
        "counter.changed": CounterChanged,
        "ticket.called": NumberCalled,
        **{f"ticket.{state.value}": NumberMoved for state in TicketState if state not in _OF_THEIR_OWN},
    }
)
STAFF_EVENTS: Mapping[str, type[Event]] = MappingProxyType(
    {
        "reset": StreamReset,
        "queue.changed": QueueChanged,
        "counter.changed": CounterChanged,
        "ticket.issued": TicketIssued,
        "ticket.called": TicketCalled,
        **{f"ticket.{state.value}": TicketMoved for state in TicketState if state not in _OF_THEIR_OWN},
        "dossier.received": DossierReceived,
        "dossier.decided": DossierDecided,
        "dossier.step": DossierStep,
        "handover.moved": HandoverMoved,
        "handover.told": UpstreamTold,
        "receipt.sheet": ReceiptSheet,
        "notice.new": NoticeNew,
        "notice.coming": NoticeComing,
        "notice.done": NoticeDone,
        "officer.changed": OfficerChanged,
        "session.opened": SessionOpened,
    }
)
