"""What "Nghe đọc" reads: every screen has words. Never personal data."""

from __future__ import annotations

from kiosk.catalogue.tell import fee_lines, paper_lines, time_lines, words
from kiosk.language.messages import N_
from kiosk.visit.model import (
    FIELD,
    HANDED_IN,
    HOME,
    NUMBER,
    OFFER,
    PROCEDURE,
    ROBOT,
    SEARCH,
    SHOW_CODE,
    STATUS,
    KioskContext,
    Step,
    Visit,
)
from kiosk.visit.navigation import current_step

_PLACES = {
    HOME: N_("Welcome. Touch a tile, or touch the search field and type what you need."),
    SEARCH: N_("Type what you need, then touch a procedure."),
    FIELD: N_("Touch the procedure you need."),
    ROBOT: N_("Type your question, then touch Ask."),
    OFFER: N_("You can do several things at once. Please choose."),
    SHOW_CODE: N_("Hold your slip's code before the reader."),
    STATUS: N_("The screen shows where your dossier is."),
    HANDED_IN: N_("Your dossier has been handed in and waits for an officer's check. Please take your slip."),
}

_KINDS = {
    "consent": N_("May we use your details for this dossier? Please choose yes or no."),
    "card": N_("Hold the card still over the reader, or choose to type."),
    "paper": N_("Lay the paper in the frame and touch Take picture."),
    "review": N_("Please check your answers, then touch Hand in."),
}


def spoken(context: KioskContext, visit: Visit) -> str:
    """The words for the screen of `visit`, in its language."""
    text = context.messages.text
    if visit.at == PROCEDURE and visit.procedure:
        return _procedure(context, visit)
    if visit.at == NUMBER:
        if visit.ticket is None:
            return text(visit.lang, "Please wait a moment.")
        return text(visit.lang, "Your number is {number}.", number=visit.ticket.number)
    step = current_step(context, visit)
    if step is None:
        return text(visit.lang, _PLACES.get(visit.at, _PLACES[HOME]))
    return _step(context, visit, step)


def _procedure(context: KioskContext, visit: Visit) -> str:
    procedure = context.catalogue.procedures[visit.procedure or ""]
    parts = [
        words(procedure.name, visit.lang, context.messages),
        *time_lines(procedure, visit.lang, context.messages),
        *fee_lines(procedure, visit.lang, context.messages),
        context.messages.text(visit.lang, "Papers to bring:"),
        *paper_lines(procedure, visit.lang, context.messages),
    ]
    return ". ".join(part.rstrip(".:") for part in parts) + "."


def _step(context: KioskContext, visit: Visit, step: Step) -> str:
    text = context.messages.text
    if step.question is not None:
        options = [words(option.name, visit.lang, context.messages) for option in step.question.options]
        return " ".join([words(step.question.ask, visit.lang, context.messages), *(f"{o}." for o in options)])
    message = step.input.asks if step.input else _KINDS[step.kind]
    about = step.role.name if step.role else step.paper.name if step.paper else None
    if about is None:
        return text(visit.lang, message)
    return f"{words(about, visit.lang, context.messages)}. {text(visit.lang, message)}"
