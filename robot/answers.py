"""Answers about a procedure: from catalogue facts only, with the keys of their sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.catalogue.describe import fee_lines, paper_words, time_lines, where_line, words
from kiosk.catalogue.procedure import Procedure
from kiosk.language.messages import Messages


@dataclass(frozen=True, slots=True)
class AnswerText:
    """Holds words for the citizen, and the keys of the sources they come from."""

    text: str
    sources: tuple[str, ...]


def answer(procedure: Procedure, topic: str | None, lang: str, messages: Messages) -> AnswerText:
    """Answers what the catalogue holds on `topic`; the overview where nothing particular is asked."""
    said = _TOPICS.get(topic or "overview", _overview)(procedure, lang, messages)
    if all(procedure.sources[key].confidence == "high" for key in said.sources):
        return said
    caution = messages.text(lang, "Please confirm this with an officer.")
    return AnswerText(f"{said.text} {caution}", said.sources)


def _documents(procedure: Procedure, lang: str, messages: Messages) -> AnswerText:
    always = [paper for paper in procedure.papers if paper.when is None]
    by_case = [paper for paper in procedure.papers if paper.when is not None]
    said = [messages.text(lang, "Papers for “{name}”.", name=_name(procedure, lang, messages))]
    if always:
        papers = "; ".join(paper_words(paper, lang, messages) for paper in always)
        said.append(messages.text(lang, "Always: {papers}.", papers=papers))
    if by_case:
        papers = "; ".join(words(paper.name, lang, messages) for paper in by_case)
        said.append(messages.text(lang, "Depending on your case: {papers}.", papers=papers))
    return AnswerText(" ".join(said), tuple(paper.source for paper in procedure.papers))


def _fee(procedure: Procedure, lang: str, messages: Messages) -> AnswerText:
    fees = "; ".join(fee_lines(procedure, lang, messages))
    text = messages.text(lang, "Fees for “{name}”: {fees}.", name=_name(procedure, lang, messages), fees=fees)
    return AnswerText(text, tuple(fee.source for fee in procedure.fees))


def _time(procedure: Procedure, lang: str, messages: Messages) -> AnswerText:
    times = "; ".join(time_lines(procedure, lang, messages))
    text = messages.text(
        lang, "Time for “{name}”: {times}.", name=_name(procedure, lang, messages), times=times
    )
    return AnswerText(text, tuple(limit.source for limit in procedure.times))


def _where(procedure: Procedure, lang: str, messages: Messages) -> AnswerText:
    name, where = _name(procedure, lang, messages), where_line(procedure, lang, messages)
    text = messages.text(lang, "Where to file “{name}”: {where}", name=name, where=where)
    return AnswerText(text, (procedure.where_source,))


def _steps(procedure: Procedure, lang: str, messages: Messages) -> AnswerText:
    text = messages.text(
        lang,
        "To do “{name}” here: touch the card below, then “Start”. The kiosk asks for your details and papers,"
        " and you hand in at the counter.",
        name=_name(procedure, lang, messages),
    )
    overview = _overview(procedure, lang, messages)
    return AnswerText(f"{text} {_result(procedure, lang, messages)}", overview.sources)


def _overview(procedure: Procedure, lang: str, messages: Messages) -> AnswerText:
    text = messages.text
    said = [
        f"{_name(procedure, lang, messages)}: {words(procedure.summary, lang, messages)}",
        text(lang, "Time: {time}.", time=time_lines(procedure, lang, messages)[0]),
        text(lang, "Fee: {fee}.", fee=fee_lines(procedure, lang, messages)[0]),
        text(lang, "Touch the card below for the papers, a number or to start."),
    ]
    sources = (procedure.where_source, procedure.times[0].source, procedure.fees[0].source)
    return AnswerText(" ".join(said), sources)


def _unknown_here(procedure: Procedure, lang: str, messages: Messages) -> AnswerText:
    text = messages.text(lang, "The catalogue does not say that; please ask an officer.")
    overview = _overview(procedure, lang, messages)
    return AnswerText(f"{text} {overview.text}", overview.sources)


def _result(procedure: Procedure, lang: str, messages: Messages) -> str:
    return messages.text(lang, "You get: {result}.", result=words(procedure.result, lang, messages))


def _name(procedure: Procedure, lang: str, messages: Messages) -> str:
    return words(procedure.name, lang, messages)


_TOPICS: dict[str, Callable[[Procedure, str, Messages], AnswerText]] = {
    "documents": _documents,
    "form": _documents,
    "fee": _fee,
    "time": _time,
    "where": _where,
    "steps": _steps,
    "eligibility": _unknown_here,
    "overview": _overview,
}
