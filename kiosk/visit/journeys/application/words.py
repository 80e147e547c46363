"""Writes the words read aloud on a procedure's pages. Personal data only as read back to who told it."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.catalogue.describe import replaced_papers, words
from kiosk.catalogue.open_items import item_lines, named_items
from kiosk.identity.dates import show
from kiosk.language.messages import N_
from kiosk.visit.assistant import Asked
from kiosk.visit.effects import HandIn, TakeNumber
from kiosk.visit.journeys.application.asking import asked, asked_at, is_whole
from kiosk.visit.journeys.application.from_papers import offered_on
from kiosk.visit.journeys.application.handing_in import HANDED_IN
from kiosk.visit.journeys.application.route import (
    current_step,
    is_complete,
    open_items,
    step_at,
)
from kiosk.visit.journeys.application.state import Step, filled
from kiosk.visit.model import KioskContext, Visit

_KINDS = {
    "consent": N_("May we use your details for this dossier? Please choose yes or no."),
    "card": N_("Hold the card still over the reader, or choose to type."),
    "person": N_("Touch what you know about this person, then go on. You may leave the rest."),
    "choices": N_("Please answer these questions, then go on."),
    "details": N_("Touch what you know about the dossier, then go on. You may leave the rest."),
    "sections": N_("These are the sections of your dossier. Touch one to see it."),
    "paper": N_("Lay the paper in the frame and touch Take picture."),
    "review": N_("Please check your answers, then touch Hand in."),
}
_LED = {
    "consent": N_("May we use your details for this dossier?"),
    "card": N_("Please hold the card still over the reader."),
    "person": N_("Say what you know about this person. You may leave the rest."),
    "choices": N_("Everything here is answered. Shall we go on?"),
    "details": N_("Say what you know about the dossier. You may leave the rest."),
    "sections": N_("These are the sections of your dossier. Which one?"),
    "paper": N_("Please lay the paper in the frame."),
    "review": N_("Everything is filled in. Shall I hand it in?"),
}
"""The same for who speaks."""


def spoken(context: KioskContext, visit: Visit) -> str:
    """Gives the words for the page on screen."""
    step = current_step(context, visit)
    if step is None:
        raise LookupError(f"no page at {visit.at}")
    text = context.messages.text
    if step.kind == "choices":
        message = _KINDS[step.kind]
        return " ".join([text(visit.lang, message), *_questions(context, visit, step)])
    if step.question is not None:
        options = [words(option.name, visit.lang, context.messages) for option in step.question.options]
        return " ".join([words(step.question.ask, visit.lang, context.messages), *(f"{o}." for o in options)])
    message = step.input.asks if step.input else _KINDS[step.kind]
    about = _about(context, visit, step)
    if about is None:
        more = [*_left_open(context, visit), *_not_to_bring(context, visit)] if step.kind == "review" else []
        return " ".join([text(visit.lang, message), *more])
    said = f"{about}. {text(visit.lang, message)}"
    return " ".join(filter(None, (said, _read(context, visit, step))))


def _questions(context: KioskContext, visit: Visit, step: Step) -> list[str]:
    asked = (part.question for part in step.parts if part.question is not None)
    return [words(question.ask, visit.lang, context.messages) for question in asked]


def led(context: KioskContext, visit: Visit) -> str | None:
    """Gives the words for who speaks: what was told, read back; else what the page asks, shortly."""
    if visit.at == HANDED_IN:
        return _number(context, visit)
    if filled(visit).told:
        return _read_back(context, visit, filled(visit).told)
    step = current_step(context, visit)
    return _page(context, visit, step) if step is not None else None


def _page(context: KioskContext, visit: Visit, step: Step) -> str:
    text = context.messages.text
    if visit.waits_for(HandIn) or visit.waits_for(TakeNumber):
        return text(visit.lang, "Please wait a moment.")
    if step.kind == "review":
        return _review(context, visit)
    read = _read(context, visit, step)
    if read:
        return read
    now = asked(context, visit)
    step = (step_at(context, visit, now.step) if now is not None else None) or step
    if step.question is not None:
        return words(step.question.ask, visit.lang, context.messages)
    if step.input is not None:
        message = step.input.label
    elif step.kind == "card" and is_complete(step, filled(visit)):
        message = N_("The card has been read. Is it the right one?")
    elif step.kind == "paper" and filled(visit).page is not None:
        message = N_("The picture is taken. Is it good?")
    else:
        message = _LED[step.kind]
    about = _about(context, visit, step)
    said = text(visit.lang, message)
    said = said if said[-1] in ".?" else f"{said}."
    return f"{about}. {said}" if about else said


def _review(context: KioskContext, visit: Visit) -> str:
    """Says what is left to the counter, and asks whether it is handed in."""
    text, left = context.messages.text, _left_open(context, visit)
    if not left:
        whole = _LED["review"]
        return text(visit.lang, whole)
    return " ".join([*left, text(visit.lang, "Hand in this dossier now?")])


def _number(context: KioskContext, visit: Visit) -> str:
    text = context.messages.text
    said = text(visit.lang, "Your dossier has been handed in and waits for an officer's check.")
    if visit.ticket is None:
        return said
    return f"{said} {text(visit.lang, 'Your number is {number}.', number=visit.ticket.number)}"


def _read(context: KioskContext, visit: Visit, step: Step) -> str:
    """Reads out what a paper says for the page, and asks if it is right."""
    values = tuple((part, offer.text) for part, offer in offered_on(step, filled(visit)).items())
    begin = context.messages.text(visit.lang, N_("Read from your paper."))
    return f"{begin} {_read_back(context, visit, values)}" if values else ""


def _read_back(context: KioskContext, visit: Visit, values: tuple[tuple[str, str], ...]) -> str:
    """Reads values back, and asks if they are right, or for what is missing."""
    text, whole, parts = context.messages.text, True, []
    for step_id, value in values:
        one = asked_at(context, visit, step_id)
        if one is not None:
            colon = "" if one.words.endswith("?") else ":"
            parts.append(f"{one.words}{colon} {shown(one, value, visit.lang)}.")
            whole = whole and is_whole(one, value)
    ending = text(visit.lang, "Is that right?") if whole else text(visit.lang, "Please go on.")
    return " ".join([*parts, ending])


def shown(asked: Asked, value: str, lang: str) -> str:
    """Writes a told value for people, digits apart: a voice says them one by one."""
    names: Mapping[str, str] = dict(asked.choices)
    if asked.kind == "date":
        return show(value, lang) or value
    if asked.kind == "digits":
        return ", ".join(" ".join(value[at : at + 3]) for at in range(0, len(value), 3))
    return names.get(value, value)


def _about(context: KioskContext, visit: Visit, step: Step) -> str | None:
    about = step.role.name if step.role else step.paper.name if step.paper else None
    return words(about, visit.lang, context.messages) if about else None


def _left_open(context: KioskContext, visit: Visit) -> list[str]:
    """Says what the officer will still ask, if there is anything."""
    procedure = context.catalogue.procedures[visit.procedure or ""]
    items = named_items(procedure, open_items(procedure, filled(visit)), visit.lang, context.messages)
    said = "; ".join(item_lines(items))
    return (
        [context.messages.text(visit.lang, "The officer will also ask: {items}.", items=said)]
        if items
        else []
    )


def _not_to_bring(context: KioskContext, visit: Visit) -> list[str]:
    """Says which papers need not be brought, if there are any."""
    procedure = context.catalogue.procedures[visit.procedure or ""]
    papers = replaced_papers(procedure, filled(visit).answers)
    names = "; ".join(words(paper.name, visit.lang, context.messages) for paper in papers)
    return [context.messages.text(visit.lang, "No need to bring: {papers}.", papers=names)] if names else []
