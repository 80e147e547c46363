"""Decides which questions, persons and papers a citizen's answers call for.

Conditions are answers or a named rule of `RULES`; there is no expression language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.catalogue.procedure import Paper, Procedure, Question, Role, TimeLimit, When

Answers = Mapping[str, str]

# Rules that a list of answers cannot say, by the name used in `when = { rule = "..." }`.
RULES: dict[str, Callable[[Answers], bool]] = {}


def applies(when: When | None, answers: Answers) -> bool:
    """Says if every condition of `when` holds. A question not (yet) answered holds none of its values."""
    if when is None:
        return True
    if any(answers.get(step) not in values for step, values in when.answers.items()):
        return False
    return when.rule is None or RULES[when.rule](answers)


def may_apply(when: When | None, answers: Answers) -> bool:
    """Says that nothing answered so far rules it out; what is not answered yet may still call for it."""
    return when is None or all(
        answers[step] in values for step, values in when.answers.items() if step in answers
    )


def questions_for(procedure: Procedure, answers: Answers) -> tuple[Question, ...]:
    """Lists the questions to be asked, in order, as far as the answers given so far decide it."""
    return _route(procedure, answers)[0]


def kept(procedure: Procedure, answers: Answers) -> dict[str, str]:
    """Selects the answers that still count: a changed answer can leave others behind that are no longer
    asked.
    """
    return _route(procedure, answers)[1]


def roles_for(procedure: Procedure, answers: Answers) -> tuple[Role, ...]:
    """Lists the persons of this dossier."""
    live = kept(procedure, answers)
    return tuple(role for role in procedure.roles if applies(role.when, live))


def papers_for(procedure: Procedure, answers: Answers) -> tuple[Paper, ...]:
    """Lists the papers of this dossier."""
    live = kept(procedure, answers)
    return tuple(paper for paper in procedure.papers if applies(paper.when, live))


def times_for(procedure: Procedure, answers: Answers) -> tuple[TimeLimit, ...]:
    """Lists the time limits of this dossier; the first one is that of the whole dossier."""
    live = kept(procedure, answers)
    return tuple(limit for limit in procedure.times if applies(limit.when, live))


def _route(procedure: Procedure, answers: Answers) -> tuple[tuple[Question, ...], dict[str, str]]:
    asked: list[Question] = []
    live: dict[str, str] = {}
    for question in procedure.questions:
        if applies(question.when, live):
            asked.append(question)
            if question.id in answers:
                live[question.id] = answers[question.id]
    return tuple(asked), live
