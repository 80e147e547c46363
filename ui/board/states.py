"""Says how a phone page shows the state of a ticket or a dossier: one row a state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kiosk.contract.appointment import AppointmentState
from kiosk.contract.dossier import DossierState
from kiosk.contract.ticket import HolderAct, TicketState
from kiosk.contract.upstream import UpstreamPlace
from kiosk.language.messages import N_
from kiosk.queue.moves import HOLDER_MAY


@dataclass(frozen=True, slots=True)
class StateWords:
    """Describes a state in a sentence; `{n}` is the counter. `tone` and `icon` are names
    of the pages' style.
    """

    text: str
    icon: str
    tone: Literal["", "good", "wait", "bad", "strong"] = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class HolderButton:
    """Describes a button on the page of a number: what it does, its words, and what they mean."""

    act: HolderAct
    text: str
    more: str = ""


APPOINTMENT: Mapping[AppointmentState, StateWords] = {
    "booked": StateWords(N_("Booked. Please come in time."), "check", "good"),
    "in_time": StateWords(N_("You have come: your number is {n}."), "check", "good"),
    "late": StateWords(N_("You came late: your number is {n}, and waits like everybody's."), "clock", "wait"),
    "cancelled": StateWords(N_("This appointment was cancelled."), "alert", "bad"),
}
MISSED = StateWords(
    N_("The time has passed. At the kiosk you still get a number, which waits like everybody's."),
    "clock",
    "wait",
)
"""Instead of the words for `booked`, once the time has passed."""
DOSSIER: Mapping[DossierState, StateWords] = {
    DossierState.WAITING_CHECK: StateWords(
        N_("Handed in. Waiting for an officer to check it."),
        "clock",
        more=N_("Nobody has looked at it yet, so there is no due date. Please keep your slip."),
    ),
    DossierState.ACCEPTED: StateWords(N_("Accepted. It is being worked on."), "check", "good"),
    DossierState.SUPPLEMENT: StateWords(
        N_("Something is missing. Please bring it to the counter."), "alert", "wait"
    ),
    DossierState.REFUSED: StateWords(N_("The dossier was not accepted."), "alert", "bad"),
    DossierState.DONE: StateWords(N_("Finished. Please collect the result at the counter."), "check", "good"),
    DossierState.HANDED_OUT: StateWords(
        N_("The result was handed out. This dossier is closed."), "check", "good"
    ),
}
UPSTREAM: Mapping[UpstreamPlace, StateWords] = {
    "waiting": StateWords(
        N_("It is safe at the centre, and waits to be passed on to the portal. Waiting since"),
        "clock",
        "wait",
    ),
    "in_question": StateWords(
        N_("It is safe at the centre. Passing it on to the portal failed; an officer looks at it. Since"),
        "alert",
        "wait",
    ),
    "there": StateWords(N_("Passed on to the portal, which has confirmed it:"), "check", "good"),
}
NEXT = StateWords(N_("You are next. Please stay near the counters."), "clock", "wait")
"""Instead of the words for `WAITING`, for whom nobody is before."""
TICKET: Mapping[TicketState, StateWords] = {
    TicketState.ISSUED: StateWords(N_("The number is being registered. Please wait a moment."), "clock"),
    TicketState.WAITING: StateWords(
        N_("Please sit and wait. The loudspeaker and the board will call this number."), "again"
    ),
    TicketState.CALLED: StateWords(N_("It is your turn. Please come to counter {n}."), "again", "strong"),
    TicketState.SERVING: StateWords(N_("You are being served at counter {n}."), "check", "good"),
    TicketState.ON_THE_WAY: StateWords(
        N_("Please come to counter {n}. You are awaited there."), "again", "strong"
    ),
    TicketState.ON_HOLD: StateWords(
        N_("Your place is kept. Press “I am back” when you are here again, or tell the staff."),
        "clock",
        "wait",
    ),
    TicketState.PARKED: StateWords(
        N_("The staff are working on it. Please stay near: you will be called again."), "clock", "wait"
    ),
    TicketState.TRANSFERRED: StateWords(
        N_("You have been handed on. Please wait: this number will be called again."), "again"
    ),
    TicketState.LEFT: StateWords(
        N_("This number has ended. Please take a new one at the kiosk if you need one."), "alert", "bad"
    ),
    TicketState.FINISHED: StateWords(
        N_("This number has been served. Thank you for coming."), "check", "good"
    ),
    TicketState.NO_SHOW: StateWords(
        N_("This number was called and nobody came. Please tell the staff: you will be called again."),
        "alert",
        "wait",
    ),
}
_BUTTONS = (
    HolderButton("come", N_("I am coming")),
    HolderButton("resume", N_("I am back")),
    HolderButton("hold", N_("Keep my place"), N_("I must fetch something and come back.")),
    HolderButton("leave", N_("I do not need this number any more")),
)


def buttons(state: TicketState) -> tuple[HolderButton, ...]:
    """Lists what the holder of a number may do on its page, the first thing first."""
    return tuple(one for one in _BUTTONS if state in HOLDER_MAY[one.act])
