"""Groups a procedure's questions into pages: short ones stand together, longer ones alone."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.catalogue.procedure import Procedure, Question

MOST_TOGETHER = 3
"""Questions on a page that are asked for sure; what one of their answers brings appears beneath."""
MOST_OPTIONS = 4
MOST_LINES = 6
LONG = 26
"""An option of more letters needs a line of its own."""
USUAL_NUMBERS = 4
"""So many numbers can be touched, from the least that there may be; others are typed."""


def together(procedure: Procedure) -> tuple[tuple[Question, ...], ...]:
    """Lists the groups of questions that stand on one page, in their order; whatever is answered, the groups
    stay the same. What is optional and no choice belongs to no group.
    """
    return tuple(_groups(procedure))


def _groups(procedure: Procedure) -> Iterator[tuple[Question, ...]]:
    group: tuple[Question, ...] = ()
    for question in procedure.questions:
        if is_detail(question):
            continue
        if group and not _fits(group, question):
            yield group
            group = ()
        group = (*group, question)
    if group:
        yield group


def is_detail(question: Question) -> bool:
    """Says if a question may be left to the counter."""
    return question.optional and question.kind != "choice"


def usual_numbers(question: Question) -> tuple[str, ...]:
    """Lists the numbers to touch instead of typing, the least first."""
    return tuple(str(number) for number in range(question.least, question.most + 1)[:USUAL_NUMBERS])


def _fits(group: tuple[Question, ...], question: Question) -> bool:
    if not all(map(_is_short, (*group, question))):
        return False
    if _follows_from(question, group):
        return True
    sure = [one for at, one in enumerate(group) if not _follows_from(one, group[:at])]
    return len(sure) < MOST_TOGETHER and sum(map(_lines, (*sure, question))) <= MOST_LINES


def _is_short(question: Question) -> bool:
    return question.kind == "number" or 0 < len(question.options) <= MOST_OPTIONS


def _follows_from(question: Question, group: tuple[Question, ...]) -> bool:
    """Says if an answer on the same page brings the question."""
    wanted = question.when.answers if question.when else {}
    return any(one.id in wanted for one in group)


def _lines(question: Question) -> int:
    """Counts the lines of options, two options to a line where they are short."""
    count = len(question.options)
    is_long = any(len(option.name.vi) > LONG for option in question.options)
    return count if is_long else max(1, (count + 1) // 2)
