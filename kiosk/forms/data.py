"""Collects what fills a form, as plain data. Pure functions: values in, texts out, in Vietnamese.

A declaration is a paper that its citizen signs: numbers of identity papers stand on it in full, as on the
official one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain

from config.schema import Centre
from kiosk.catalogue.describe import words
from kiosk.catalogue.procedure import Procedure, Question
from kiosk.catalogue.rules import applies, kept
from kiosk.clock import ICT
from kiosk.dossier.model import Dossier, Person
from kiosk.forms.layout import Candidate, Form
from kiosk.identity.dates import show
from kiosk.identity.inputs import INPUTS
from kiosk.language.aloud import aloud
from kiosk.language.messages import Messages

HOME = "vi"


@dataclass(frozen=True, slots=True)
class Choice:
    """Holds one answer of a question, and whether it was given."""

    name: str
    chosen: bool


Line = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """Holds what fills a form. `day`: the date line; None leaves it to whoever signs. `reference` and `url`
    are the dossier's, for the foot of every page; a form of no one dossier has neither. `asked`: values that
    the officer still asks, and writes by hand.
    """

    centre: Centre
    day: date | None = None
    reference: str = ""
    code: str | None = None
    url: str = field(default="", repr=False)
    specimen: bool = False
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    asked: frozenset[str] = frozenset()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict, repr=False)
    tables: Mapping[str, tuple[Line, ...]] = field(default_factory=dict, repr=False)

    def with_more(
        self, day: date, values: Line, tables: Mapping[str, tuple[Line, ...]] | None = None
    ) -> Filled:
        """Adds what the office knows: the day, values, tables."""
        return replace(
            self, day=day, values={**self.values, **values}, tables={**self.tables, **(tables or {})}
        )


def dossier_data(
    form: Form,
    *,
    centre: Centre,
    dossier: Dossier,
    procedure: Procedure,
    code: str | None,
    url: str,
    messages: Messages,
    specimen: bool = False,
) -> Filled:
    """Gives what a dossier knows, for one form."""
    answers = kept(procedure, dossier.answers)
    roles = dict(_roles(form, dossier, procedure, answers))
    people = {name: dossier.persons.get(role, Person()) for name, role in roles.items()}
    return Filled(
        centre=centre,
        reference=dossier.reference,
        code=code,
        url=url,
        specimen=specimen,
        answers=answers,
        values={
            **dict(_values(people, messages)),
            **dict(_answers(procedure, answers, messages)),
            "procedure": words(procedure.name, HOME, messages),
            "result": words(procedure.result, HOME, messages),
            "handed_in": moment(dossier.created_at),
        },
        asked=frozenset(_left(roles, dossier)),
        choices={**dict(_asked(procedure, answers, messages)), **dict(_of_persons(people, messages))},
    )


def moment(at: datetime) -> str:
    """Writes hour and day, in Vietnam's time."""
    local = at.astimezone(ICT)
    return f"{local:%H:%M}, {local:%d/%m/%Y}"


def day_words(day: date) -> str:
    """Writes a day in figures."""
    return f"{day:%d/%m/%Y}"


def _roles(
    form: Form, dossier: Dossier, procedure: Procedure, answers: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Lists who is whom on the form: the persons that it names, and every role by its own name. The first
    role's person is the submitter of every form.
    """
    asked_about = {item.rpartition(".")[0] for item in dossier.open_items}
    named = dossier.persons.keys() | asked_about
    own = {role.id: (Candidate(role=role.id),) for role in procedure.roles}
    if procedure.roles:
        own["submitter"] = (Candidate(role=procedure.roles[0].id),)
    for name, candidates in {**own, **form.people}.items():
        fitting = (one.role for one in candidates if applies(one.when, answers) and one.role in named)
        yield name, next(fitting, "")


def _left(roles: Mapping[str, str], dossier: Dossier) -> Iterator[str]:
    """Lists the keys of what the officer still asks, for every person of the form."""
    for item in dossier.open_items:
        role, _, name = item.rpartition(".")
        if role:
            yield from (f"{person}.{name}" for person, of in roles.items() if of == role)
        else:
            yield f"answer.{name}"


def _values(people: Mapping[str, Person], messages: Messages) -> Iterator[tuple[str, str]]:
    for person, known in people.items():
        for name, value in known.values.items():
            asked = INPUTS.get(name)
            yield f"{person}.{name}", asked.words(value.text, HOME, messages) if asked else value.text
        born = known.text("birth_date")
        if len(born) == len("2026-11-20"):
            yield f"{person}.birth_words", aloud(show(born, HOME), HOME)


def _answers(
    procedure: Procedure, answers: Mapping[str, str], messages: Messages
) -> Iterator[tuple[str, str]]:
    for question in procedure.questions:
        if question.id in answers:
            yield f"answer.{question.id}", _answer(question, answers[question.id], messages)


def _answer(question: Question, value: str, messages: Messages) -> str:
    if question.kind == "date":
        return show(value, HOME) or value
    names = {option.id: words(option.name, HOME, messages) for option in question.options}
    return names.get(value, value)


def _asked(
    procedure: Procedure, answers: Mapping[str, str], messages: Messages
) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    for question in procedure.questions:
        if question.options:
            given = answers.get(question.id)
            yield (
                f"answer.{question.id}",
                tuple(
                    Choice(words(option.name, HOME, messages), option.id == given)
                    for option in question.options
                ),
            )


def _of_persons(people: Mapping[str, Person], messages: Messages) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    for person, known in people.items():
        for asked in INPUTS.values():
            if asked.choices:
                yield (
                    f"{person}.{asked.name}",
                    tuple(
                        Choice(messages.text(HOME, name), known.text(asked.name) == value)
                        for value, name in asked.choices.items()
                    ),
                )


def known_keys(form: Form, procedure: Procedure) -> frozenset[str]:
    """Lists the values that a dossier of the procedure may give a form, whatever was answered."""
    inputs = {role.id: role.inputs for role in procedure.roles}
    named = {
        name: tuple(chain.from_iterable(inputs.get(one.role, ()) for one in candidates))
        for name, candidates in form.people.items()
    }
    first = procedure.roles[0].inputs if procedure.roles else ()
    people = {**inputs, "submitter": first, **named}
    return frozenset(
        {f"{person}.{name}" for person, names in people.items() for name in names}
        | {f"{person}.birth_words" for person, names in people.items() if "birth_date" in names}
        | {f"answer.{question.id}" for question in procedure.questions}
        | {"procedure", "result", "handed_in"}
    )
