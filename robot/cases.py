"""Finds out which case a citizen is in: from the words of the sentence, or by the one question that decides
what was asked. Pure; no wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from kiosk.catalogue.procedure import Fee, Option, Paper, Procedure, Question, TimeLimit, When
from kiosk.catalogue.rules import kept, may_apply, questions_for
from kiosk.catalogue.speech import Speech
from robot.phrases import Cue, Found
from robot.sentence import Sentence, phrase_of, sentence_of

Answers = Mapping[str, str]
Channel = Literal["counter", "online", "post"]
CHANNEL = "channel"
"""How it is filed: decides as a question does, but no procedure asks it."""


def told(procedure: Procedure, cues: Iterable[Found[Cue]], speech: Speech) -> dict[str, str]:
    """Selects what the words of a sentence decide for this procedure; two that contradict decide nothing, nor
    do words of the procedure's own name.
    """
    found: dict[str, set[str]] = {}
    names = [sentence_of(name, speech) for name in (procedure.name.vi, procedure.name.en)]
    for one in cues:
        cue = one.entry
        if any(one.phrase.spans(name) for name in names):
            continue
        named = not cue.procedures or procedure.code in cue.procedures
        if named and (cue.question == CHANNEL or _has(procedure, cue.question, cue.option)):
            found.setdefault(cue.question, set()).add(cue.option)
    return {question: options.pop() for question, options in found.items() if len(options) == 1}


def answered(question: Question, sentence: Sentence, speech: Speech) -> str | None:
    """Finds the option of a question that a sentence names; None where it names none, or several."""
    named = [option.id for option in question.options if _names(option, sentence, speech)]
    return named[0] if len(named) == 1 else None


def assented(question: Question, yes: bool | None) -> str | None:
    """Gives the option that a yes or no is, of a question that is answered so."""
    said = {True: "yes", False: "no", None: ""}[yes]
    return next((option.id for option in question.options if option.id == said), None)


def touched(question: Question, sentence: Sentence, speech: Speech) -> str | None:
    """Finds the option whose words are the whole sentence, as those of a card that is touched are."""
    said = sentence.plain
    for option in question.options:
        if said in [sentence_of(name, speech).plain for name in (option.name.vi, option.name.en)]:
            return option.id
    return None


def deciding(procedure: Procedure, topic: str, answers: Answers) -> Question | None:
    """Gives the first question, not answered yet, on which the facts that were asked for depend."""
    live = kept(procedure, answers)
    open_ = {
        step
        for when in _conditions(procedure, topic)
        if may_apply(when, live)
        for step in when.answers
        if step not in live
    }
    return next(
        (one for one in questions_for(procedure, live) if one.id in open_ and one.kind == "choice"), None
    )


def fees(procedure: Procedure, answers: Answers) -> tuple[Fee, ...]:
    """Selects the fee rows that nothing said so far rules out."""
    channel = answers.get(CHANNEL)
    rows = tuple(fee for fee in procedure.fees if may_apply(fee.when, answers))
    return tuple(fee for fee in rows if fee.channel == channel) or rows if channel else rows


def times(procedure: Procedure, answers: Answers) -> tuple[TimeLimit, ...]:
    """Selects the time limits that nothing said so far rules out."""
    return tuple(limit for limit in procedure.times if may_apply(limit.when, answers)) or procedure.times


def papers(procedure: Procedure, answers: Answers) -> tuple[tuple[Paper, ...], tuple[Paper, ...]]:
    """Selects the papers that are needed for sure, and those that depend on what is not said yet."""
    sure: list[Paper] = []
    open_: list[Paper] = []
    for paper in procedure.papers:
        if may_apply(paper.when, answers):
            (sure if _decided(paper.when, answers) else open_).append(paper)
    return tuple(sure), tuple(open_)


def _decided(when: When | None, answers: Answers) -> bool:
    return when is None or (when.rule is None and all(step in answers for step in when.answers))


def _conditions(procedure: Procedure, topic: str) -> Iterator[When]:
    facts: Mapping[str, Iterable[Fee | TimeLimit | Paper]] = {
        "fee": procedure.fees,
        "time": procedure.times,
        "documents": procedure.papers,
    }
    for fact in facts.get(topic, ()):
        if fact.when is not None:
            yield fact.when


def _has(procedure: Procedure, question: str, option: str) -> bool:
    return any(
        one.id == question and any(choice.id == option for choice in one.options)
        for one in procedure.questions
    )


def _names(option: Option, sentence: Sentence, speech: Speech) -> bool:
    phrases = (phrase_of(name, speech) for name in (option.name.vi, option.name.en))
    return any(phrase.parts and phrase.spans(sentence) for phrase in phrases)
