"""Answers about a procedure: from catalogue facts only, with the keys of their sources.

Each answer has two forms: a list for the screen, and a few sentences for the voice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kiosk.catalogue.describe import fee_words, money, paper_words, time_words, where_line, words
from kiosk.catalogue.fees import fee_lines as counted
from kiosk.catalogue.procedure import Fee, Paper, Procedure, Question, TimeLimit
from kiosk.language.aloud import aloud
from kiosk.language.messages import Messages
from robot import cases

MOST_SPOKEN = 3
"""Fees, times or papers that a voice lists; the rest stands on the screen."""


@dataclass(frozen=True, slots=True)
class AnswerText:
    """Holds words for the screen and for the voice, and the keys of the sources they come from. `asks`: the
    question on whose answer it depends.
    """

    text: str
    speech: str
    sources: tuple[str, ...]
    asks: Question | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """Holds what an answer is about: the procedure, what is known of the case, the language."""

    procedure: Procedure
    known: cases.Answers
    lang: str
    messages: Messages

    @property
    def name(self) -> str:
        return words(self.procedure.name, self.lang, self.messages)


_Said = tuple[list[str], list[str], Iterable[str]]
"""Lines for the screen, sentences for the voice, keys of sources."""


def answer(
    procedure: Procedure, topic: str | None, known: cases.Answers, lang: str, messages: Messages
) -> AnswerText:
    """Answers what the catalogue holds on `topic`, for the case that is `known` so far; the overview where
    nothing particular is asked.
    """
    asked = _Asked(procedure, known, lang, messages)
    lines, spoken, keys = _TOPICS.get(topic or "overview", _overview)(asked)
    sources = tuple(dict.fromkeys(keys))
    if any(procedure.sources[key].confidence != "high" for key in sources):
        caution = messages.text(lang, "Please confirm this with an officer.")
        lines, spoken = [*lines, caution], [*spoken, caution]
    asks = cases.deciding(procedure, topic or "", known)
    return AnswerText("\n".join(lines), aloud(" ".join(spoken), lang), sources, asks)


def _documents(asked: _Asked) -> _Said:
    sure, depending = cases.papers(asked.procedure, asked.known)
    return _listed_papers(asked, sure, depending)


def _form(asked: _Asked) -> _Said:
    """Names the forms among the papers."""
    sure, depending = cases.papers(asked.procedure, asked.known)
    forms = tuple(paper for paper in (*sure, *depending) if _is_form(paper))
    return _listed_papers(asked, forms, ()) if forms else _listed_papers(asked, sure, depending)


def _listed_papers(asked: _Asked, sure: tuple[Paper, ...], depending: tuple[Paper, ...]) -> _Said:
    text, lang, messages = asked.messages.text, asked.lang, asked.messages
    bring = [paper for paper in sure if paper.replaced_by is None]
    spared = [paper for paper in sure if paper.replaced_by is not None]
    lines = [text(lang, "Papers for “{name}”:", name=asked.name)]
    lines += [f"• {paper_words(paper, lang, messages)}" for paper in bring]
    if spared:
        lines.append(text(lang, "Need not be brought, the officer looks it up:"))
        lines += [f"• {words(paper.name, lang, messages)}" for paper in spared]
    if depending:
        lines.append(text(lang, "Depending on your case:"))
        lines += [f"• {_if_needed(paper, lang, messages)}" for paper in depending]
    spoken = [f"{asked.name}."]
    named = [words(paper.name, lang, messages) for paper in bring[:MOST_SPOKEN]]
    if named:
        spoken.append(text(lang, "You need: {papers}.", papers="; ".join(named)))
    if len(bring) > MOST_SPOKEN or depending or spared:
        spoken.append(text(lang, "The whole list is on the screen."))
    keys = [paper.source for paper in (*sure, *depending)]
    return lines, spoken, keys or (asked.procedure.where_source,)


def _if_needed(paper: Paper, lang: str, messages: Messages) -> str:
    """Names a paper that depends on the case; one that need not be brought says so."""
    if paper.replaced_by is None:
        return words(paper.name, lang, messages)
    return paper_words(paper, lang, messages)


def _fee(asked: _Asked) -> _Said:
    text, lang, messages = asked.messages.text, asked.lang, asked.messages
    fees = cases.fees(asked.procedure, asked.known)
    lines = [text(lang, "Fees for “{name}”:", name=asked.name)]
    rows = {id(row.fee): row for row in counted(asked.procedure, {})}
    lines += [f"• {fee_words(rows[id(fee)], lang, messages)}" for fee in fees]
    if not fees:
        lines.append(messages.text(lang, "not published"))
    spoken = [f"{asked.name}.", *_spoken_fees(asked, fees)]
    return lines, spoken, [fee.source for fee in fees] or (asked.procedure.where_source,)


def _spoken_fees(asked: _Asked, fees: tuple[Fee, ...]) -> list[str]:
    """Says the fees of the counter, or of the only channel asked for; the rest stands on the screen."""
    lang, messages = asked.lang, asked.messages
    first = [fee for fee in fees if fee.channel == "counter"] or list(fees)
    said = [
        f"{words(fee.what, lang, messages)}: {money(fee.amount, lang, messages)}."
        for fee in first[:MOST_SPOKEN]
    ]
    if len(fees) > len(said):
        said.append(messages.text(lang, "The other fees are on the screen."))
    return said


def _time(asked: _Asked) -> _Said:
    text, lang = asked.messages.text, asked.lang
    limits = cases.times(asked.procedure, asked.known)
    lines = [text(lang, "Time for “{name}”:", name=asked.name)]
    lines += [f"• {_limit(asked, limit)}" for limit in limits]
    spoken = [f"{asked.name}.", *(f"{_limit(asked, limit)}." for limit in limits[:MOST_SPOKEN])]
    return lines, spoken, [limit.source for limit in limits]


def _limit(asked: _Asked, limit: TimeLimit) -> str:
    said = time_words(limit, asked.lang, asked.messages)
    return f"{words(limit.case, asked.lang, asked.messages)}: {said}"


def _where(asked: _Asked) -> _Said:
    where = where_line(asked.procedure, asked.lang, asked.messages)
    text = asked.messages.text(asked.lang, "Where to file “{name}”: {where}", name=asked.name, where=where)
    return [text], [text], (asked.procedure.where_source,)


def _steps(asked: _Asked) -> _Said:
    text = asked.messages.text(
        asked.lang,
        "To do “{name}” here: touch the card below, then “Start”. The kiosk asks for your details and papers,"
        " and you hand in at the counter.",
        name=asked.name,
    )
    result = words(asked.procedure.result, asked.lang, asked.messages)
    gives = asked.messages.text(asked.lang, "You get: {result}.", result=result.rstrip("."))
    return [text, gives], [text], (asked.procedure.result_source,)


def _eligibility(asked: _Asked) -> _Said:
    """Says for whom it is; whether somebody may, an officer says."""
    procedure, lang, messages = asked.procedure, asked.lang, asked.messages
    if procedure.who is None:
        unknown = messages.text(lang, "The catalogue does not say that; please ask an officer.")
        lines, spoken, keys = _overview(asked)
        return [unknown, *lines], [unknown, *spoken], keys
    who = messages.text(
        lang, "“{name}” is for: {who}", name=asked.name, who=words(procedure.who, lang, messages)
    )
    sure = messages.text(lang, "Whether it fits your case, an officer says.")
    return [who, sure], [who, sure], (procedure.who_source or procedure.where_source,)


def _overview(asked: _Asked) -> _Said:
    text, lang, messages, procedure = asked.messages.text, asked.lang, asked.messages, asked.procedure
    limits, fees = cases.times(procedure, asked.known), cases.fees(procedure, asked.known)
    summary = words(procedure.summary, lang, messages)
    lines = [
        f"{asked.name}: {summary}",
        text(lang, "Time: {time}.", time=_limit(asked, limits[0])),
    ]
    rows = {id(row.fee): row for row in counted(procedure, {})}
    if fees:
        lines.append(text(lang, "Fee: {fee}.", fee=fee_words(rows[id(fees[0])], lang, messages).rstrip(".")))
    touch = text(lang, "Touch the card below for the papers, a number or to start.")
    keys = (procedure.where_source, limits[0].source, *(fee.source for fee in fees[:1]))
    return [*lines, touch], [f"{asked.name}.", summary, touch], keys


def _is_form(paper: Paper) -> bool:
    return paper.id.startswith("form") or paper.name.vi.lower().startswith(_FORMS)


_FORMS = ("tờ khai", "đơn", "phiếu", "văn bản đề nghị", "giấy đề nghị", "bản khai", "thông báo")
_TOPICS: dict[str, Callable[[_Asked], _Said]] = {
    "documents": _documents,
    "form": _form,
    "fee": _fee,
    "time": _time,
    "where": _where,
    "steps": _steps,
    "eligibility": _eligibility,
    "overview": _overview,
}
