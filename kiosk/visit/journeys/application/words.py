"""Writes the words read aloud on a procedure's pages, and lists the possible answers. Never personal data."""

from __future__ import annotations

from kiosk.catalogue.describe import replaced_papers, words
from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.assistant import Option
from kiosk.visit.journeys.application.route import current_step
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import KioskContext, Visit

_KINDS = {
    "consent": N_("May we use your details for this dossier? Please choose yes or no."),
    "card": N_("Hold the card still over the reader, or choose to type."),
    "more": N_("Touch what you know about this person, then go on. You may leave the rest."),
    "paper": N_("Lay the paper in the frame and touch Take picture."),
    "review": N_("Please check your answers, then touch Hand in."),
}


def spoken(context: KioskContext, visit: Visit) -> str:
    """Gives the words for the page on screen."""
    step = current_step(context, visit)
    if step is None:
        raise LookupError(f"no page at {visit.at}")
    text = context.messages.text
    if step.question is not None:
        options = [words(option.name, visit.lang, context.messages) for option in step.question.options]
        return " ".join([words(step.question.ask, visit.lang, context.messages), *(f"{o}." for o in options)])
    message = step.input.asks if step.input else _KINDS[step.kind]
    about = step.role.name if step.role else step.paper.name if step.paper else None
    if about is None:
        more = _not_to_bring(context, visit) if step.kind == "review" else []
        return " ".join([text(visit.lang, message), *more])
    return f"{words(about, visit.lang, context.messages)}. {text(visit.lang, message)}"


def _not_to_bring(context: KioskContext, visit: Visit) -> list[str]:
    """Says which papers need not be brought, if there are any."""
    procedure = context.catalogue.procedures[visit.procedure or ""]
    papers = replaced_papers(procedure, filled(visit).answers)
    names = "; ".join(words(paper.name, visit.lang, context.messages) for paper in papers)
    return [context.messages.text(visit.lang, "No need to bring: {papers}.", papers=names)] if names else []


def options(context: KioskContext, visit: Visit) -> tuple[Option, ...]:
    """Lists what may be answered now by touching one of several answers."""
    step = current_step(context, visit)
    if step is None:
        return ()
    text, lang = context.messages.text, visit.lang
    if step.kind == "consent":
        yes, no = text(lang, "Yes, I agree"), text(lang, "No")
        return Option(yes, ev.Consented(yes=True)), Option(no, ev.Consented(yes=False))
    if step.question is not None:
        return tuple(
            Option(words(option.name, lang, context.messages), ev.Answered(step.id, option.id))
            for option in step.question.options
        )
    choices = step.input.choices if step.input else {}
    return tuple(Option(text(lang, name), ev.Answered(step.id, value)) for value, name in choices.items())
