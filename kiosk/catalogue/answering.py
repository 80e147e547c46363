"""Checks the answer to a question of a procedure, and makes it regular: the same at kiosk and counter."""

from __future__ import annotations

from datetime import date

from kiosk.catalogue.procedure import Question
from kiosk.identity.dates import from_pad
from kiosk.identity.typed import near_date, past_date
from kiosk.ports.device import Fault


def checked_answer(question: Question, text: str, today: date) -> str | Fault:
    """Gives the answer for the dossier, or the fault: `value_missing`, also for a choice that there is not,
    `number_out_of_range`, `date_invalid`. An empty text answers what is optional.
    """
    if question.kind == "choice":
        return text if text in {option.id for option in question.options} else Fault("value_missing")
    text = text.strip()
    if not text:
        return "" if question.optional else Fault("value_missing")
    if question.kind == "number":
        fits = text.isdecimal() and question.least <= int(text) <= question.most
        return text if fits else Fault("number_out_of_range")
    if question.kind == "date":
        return (near_date if question.ahead else past_date)(from_pad(text), today)
    return text
