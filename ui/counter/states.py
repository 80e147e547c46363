"""Says how the console shows each state, source and decision: one row a value, handed to its scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from kiosk.contract.dossier import DecisionKind, DossierState, PaperState, SheetState, ValueSource
from kiosk.contract.officer import Permission
from kiosk.contract.result import HandedTo, PaidBy, StepKind
from kiosk.contract.ticket import TicketState
from kiosk.contract.upstream import DeliveryState, UpstreamState
from kiosk.language.messages import N_, Messages


@dataclass(frozen=True, slots=True)
class Chip:
    """Describes a word and its look; `tone` and `icon` are names of the pages' style. A paper's word comes
    from the hub together with the paper.
    """

    word: str = ""
    tone: Literal["", "good", "wait", "bad"] = ""
    icon: str = ""


TICKET: Mapping[TicketState, Chip] = {
    TicketState.ISSUED: Chip(N_("not yet printed")),
    TicketState.WAITING: Chip(N_("waiting")),
    TicketState.CALLED: Chip(N_("called"), "wait"),
    TicketState.ON_THE_WAY: Chip(N_("on the way"), "wait"),
    TicketState.SERVING: Chip(N_("being served"), "good"),
    TicketState.ON_HOLD: Chip(N_("on hold"), "wait"),
    TicketState.PARKED: Chip(N_("parked"), "wait"),
    TicketState.TRANSFERRED: Chip(N_("handed on")),
    TicketState.NO_SHOW: Chip(N_("not here"), "bad"),
    TicketState.FINISHED: Chip(N_("finished")),
    TicketState.LEFT: Chip(N_("has left"), "bad"),
}
DOSSIER: Mapping[DossierState, Chip] = {
    DossierState.WAITING_CHECK: Chip(N_("waiting for a check"), "wait"),
    DossierState.ACCEPTED: Chip(N_("accepted"), "good"),
    DossierState.SUPPLEMENT: Chip(N_("supplement asked for"), "wait"),
    DossierState.REFUSED: Chip(N_("refused"), "bad"),
    DossierState.DONE: Chip(N_("result ready"), "good"),
    DossierState.HANDED_OUT: Chip(N_("handed out"), "good"),
}
PAPER: Mapping[PaperState, Chip] = {
    PaperState.CAPTURED: Chip(tone="good", icon="check"),
    PaperState.AT_COUNTER: Chip(tone="wait", icon="hand"),
    PaperState.NONE: Chip(tone="wait", icon="cross"),
    PaperState.REPLACED: Chip(icon="paper"),
}
SOURCE: Mapping[ValueSource, Chip] = {
    "card": Chip(N_("from the card")),
    "typed": Chip(N_("typed")),
    "card_typed_over": Chip(N_("card, then changed"), "wait"),
    "paper": Chip(N_("read from a paper")),
}
SHEET: Mapping[SheetState, Chip] = {
    "waiting": Chip(N_("A4 printer: waiting"), "wait"),
    "sending": Chip(N_("A4 printer: printing"), "wait"),
    "printed": Chip(N_("A4 printer: printed"), "good"),
    "kept": Chip(N_("A4 printer: not printed, kept as PDF"), "wait"),
    "in_doubt": Chip(N_("A4 printer: look whether it came out"), "bad"),
    "failed": Chip(N_("A4 printer: not printed"), "bad"),
}
DECISION: Mapping[DecisionKind, Chip] = {
    "accept": Chip(N_("accepted")),
    "supplement": Chip(N_("asked for a supplement")),
    "refuse": Chip(N_("refused")),
}
STEP: Mapping[StepKind, Chip] = {
    "ready": Chip(N_("Result ready")),
    "handed_out": Chip(N_("Result handed out")),
    "fee": Chip(N_("Fee received")),
    "portal_code": Chip(N_("Code at the portal")),
}
HANDED_TO: Mapping[HandedTo, Chip] = {
    "holder": Chip(N_("the person whose dossier it is")),
    "authorised": Chip(N_("somebody with an authorisation")),
}
PAID_BY: Mapping[PaidBy, Chip] = {
    "cash": Chip(N_("in cash")),
    "transfer": Chip(N_("by transfer, seen")),
}
DELIVERY: Mapping[DeliveryState, Chip] = {
    "pending": Chip(N_("waits to be sent on"), "wait"),
    "sent": Chip(N_("being sent on"), "wait"),
    "acknowledged": Chip(N_("confirmed by the system behind"), "good"),
    "unknown": Chip(N_("sent on, not confirmed"), "wait"),
    "rejected": Chip(N_("refused by the system behind"), "bad"),
}
UPSTREAM: Mapping[UpstreamState, Chip] = {
    "registered": Chip(N_("newly registered")),
    "received": Chip(N_("received")),
    "not_received": Chip(N_("not received"), "bad"),
    "processing": Chip(N_("being worked on")),
    "supplement": Chip(N_("supplement asked for"), "wait"),
    "payment": Chip(N_("waits for a payment"), "wait"),
    "withdrawn": Chip(N_("withdrawal asked for"), "wait"),
    "stopped": Chip(N_("stopped"), "bad"),
    "done": Chip(N_("done"), "good"),
    "handed_out": Chip(N_("handed out"), "good"),
}
REASONS: Mapping[str, str] = {
    "no_answer": N_("No answer came in time."),
    "refused": N_("Nobody answers there."),
    "unknown_host": N_("The name of that system is not known here."),
    "no_route": N_("There is no way through the network."),
    "ConnectionError": N_("The connection broke off."),
    "ChunkedEncodingError": N_("The answer broke off."),
}
"""Why a delivery is not through, where it is the network; what a system says itself is shown as it is."""


@dataclass(frozen=True, slots=True)
class PermissionWords:
    """Describes a permission to who gives it: its name, and what it opens."""

    word: str
    what: str


PERMISSIONS: Mapping[Permission, PermissionWords] = {
    Permission.SERVE: PermissionWords(N_("Serve"), N_("Call numbers and serve at the counter; notices")),
    Permission.RECEIVE: PermissionWords(
        N_("Receive dossiers"), N_("Read, accept, ask for supplements, make forms")
    ),
    Permission.REFUSE: PermissionWords(N_("Refuse dossiers"), N_("Besides receiving them")),
    Permission.RESULTS: PermissionWords(
        N_("Result desk"), N_("Besides receiving: results of every field and their fees")
    ),
    Permission.SUPERVISE: PermissionWords(N_("Supervise"), N_("Act at every counter; end the day")),
    Permission.FIGURES: PermissionWords(
        N_("See figures"), N_("The centre's days, fees and the citizens' ratings")
    ),
    Permission.ADMINISTER: PermissionWords(N_("Administer accounts"), N_("This page")),
}
SIGN_IN_TEXTS = {
    "wrong_code": N_("Officer or code is wrong."),
    "not_assigned": N_("You are not assigned to this centre today. Please ask your administrator."),
    "too_many_tries": N_("Too many tries. Please wait a few minutes."),
    "network": N_("The server does not answer."),
    "problem": N_("It did not work: {reason}"),
}
"""What a page says where signing in, or asking, did not work."""
CHIPS: Mapping[str, tuple[Any, Mapping[Any, Chip]]] = {
    "ticket": (TicketState, TICKET),
    "dossier": (DossierState, DOSSIER),
    "paper": (PaperState, PAPER),
    "source": (ValueSource, SOURCE),
    "sheet": (SheetState, SHEET),
    "decision": (DecisionKind, DECISION),
    "step": (StepKind, STEP),
    "handed_to": (HandedTo, HANDED_TO),
    "paid_by": (PaidBy, PAID_BY),
    "delivery": (DeliveryState, DELIVERY),
    "upstream": (UpstreamState, UPSTREAM),
}
"""Each table with the enumeration that it must cover."""


def chips(messages: Messages, lang: str) -> dict[str, dict[str, dict[str, str]]]:
    """Gives the tables for the scripts, in one language: `chips.ticket.called.word`."""
    return {
        name: {
            value.value if isinstance(value, Enum) else value: {
                "word": messages.text(lang, chip.word) if chip.word else "",
                "tone": chip.tone,
                "icon": chip.icon,
            }
            for value, chip in table.items()
        }
        for name, (_, table) in CHIPS.items()
    }


def reasons(messages: Messages, lang: str) -> dict[str, str]:
    """Gives the words for why a delivery is not through."""
    return {id: messages.text(lang, text) for id, text in REASONS.items()}


def permissions(messages: Messages, lang: str) -> list[dict[str, str]]:
    """Lists the permissions as a page offers them: id, name, what it opens."""
    return [
        {"id": one.value, "word": messages.text(lang, said.word), "what": messages.text(lang, said.what)}
        for one, said in PERMISSIONS.items()
    ]


def sign_in_texts(messages: Messages, lang: str) -> dict[str, str]:
    """Gives what a page says where signing in did not work, by the id of the refusal."""
    return {id: messages.text(lang, text) for id, text in SIGN_IN_TEXTS.items()}
