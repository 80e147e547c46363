"""Reviews procedures for the editor: what a kiosk could use, and still would serve a citizen badly.

`config/editing.toml` holds how much is too much. Each finding is a `Problem` with file and key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from pydantic import Field

from config.errors import checked, read_toml
from config.problems import Problem
from config.text import Frozen, Text
from kiosk.catalogue.procedure import Fact, Procedure, Source, When
from kiosk.catalogue.rules import papers_for
from kiosk.language.messages import N_

STANDARD = Path(__file__).resolve().parents[2] / "config" / "editing.toml"
LANGUAGES = ("vi", "en")


class Letters(Frozen):
    """Holds how many letters of each kind of text fit on its screen."""

    name: int
    summary: int
    who: int
    where: int
    result: int
    role: int
    ask: int
    hint: int
    option: int
    option_note: int
    paper: int
    paper_note: int
    replaced_by: int
    time: int
    fee: int
    fee_note: int
    exempt: int
    check: int
    offer: int


class Standard(Frozen):
    """Holds what is asked of a procedure's file; a row of `config/editing.toml` each."""

    source_months: int = Field(gt=0)
    least_aliases: int
    most_questions: int
    most_papers: int
    letters: Letters


def read_standard(path: Path = STANDARD) -> Standard:
    """Reads what is asked of a file. Raises BadFile."""
    return checked(Standard, read_toml(path), path.name)


def review(procedures: Mapping[str, Procedure], standard: Standard, today: date) -> Iterator[Problem]:
    """Lists what the editor should mend, file by file; then the names that two procedures claim."""
    for procedure in procedures.values():
        for found in _of_one(procedure, standard, today):
            yield Problem(f"{procedure.code}.toml: {found.where}", found.what, found.values)
    yield from _shared_names(procedures)


def routes(procedure: Procedure) -> Iterator[dict[str, str]]:
    """Lists every set of answers that conditions tell apart: one for each way through the questions.

    A named rule is taken to hold; a question that no condition names keeps its first option.
    """
    named = {step for _, when in conditions(procedure) for step in when.answers}
    yield from _ways(procedure, named, 0, {})


def conditions(procedure: Procedure) -> Iterator[tuple[str, When]]:
    """Lists every condition with its key."""
    for group in ("questions", "times", "fees", "roles", "papers"):
        for index, item in enumerate(getattr(procedure, group)):
            if item.when is not None:
                yield f"{group}.{getattr(item, 'id', index)}.when", item.when


def texts_of(procedure: Procedure) -> Iterator[tuple[str, str, Text]]:
    """Lists the texts a citizen or an officer reads: key, kind (a row of `Letters`), text."""
    yield "name", "name", procedure.name
    yield "summary", "summary", procedure.summary
    yield "where", "where", procedure.where
    yield "result", "result", procedure.result
    if procedure.who is not None:
        yield "who", "who", procedure.who
    for role in procedure.roles:
        yield f"roles.{role.id}.name", "role", role.name
    for question in procedure.questions:
        at = f"questions.{question.id}"
        yield f"{at}.ask", "ask", question.ask
        yield from _some(f"{at}.hint", "hint", question.hint)
        for option in question.options:
            yield f"{at}.options.{option.id}.name", "option", option.name
            yield from _some(f"{at}.options.{option.id}.note", "option_note", option.note)
    for paper in procedure.papers:
        yield f"papers.{paper.id}.name", "paper", paper.name
        yield from _some(f"papers.{paper.id}.note", "paper_note", paper.note)
        if paper.replaced_by is not None:
            yield f"papers.{paper.id}.replaced_by.by", "replaced_by", paper.replaced_by.by
    for index, limit in enumerate(procedure.times):
        yield f"times.{index}.case", "time", limit.case
    for index, fee in enumerate(procedure.fees):
        yield f"fees.{index}.what", "fee", fee.what
        yield from _some(f"fees.{index}.note", "fee_note", fee.note)
        yield from _some(f"fees.{index}.exempt", "exempt", fee.exempt)
    for index, check in enumerate(procedure.checks):
        yield f"checks.{index}.text", "check", check.text
    for index, offer in enumerate(procedure.offers):
        yield f"offers.{index}.why", "offer", offer.why


def _some(at: str, kind: str, text: Text | None) -> Iterator[tuple[str, str, Text]]:
    if text is not None:
        yield at, kind, text


def _ways(
    procedure: Procedure, named: set[str], index: int, answers: dict[str, str]
) -> Iterator[dict[str, str]]:
    if index == len(procedure.questions):
        yield answers
        return
    question = procedure.questions[index]
    if not _holds(question.when, answers):
        yield from _ways(procedure, named, index + 1, answers)
        return
    options = [option.id for option in question.options]
    for option in options if question.id in named else options[:1]:
        yield from _ways(procedure, named, index + 1, {**answers, question.id: option})
    if not options or (question.optional and question.id in named):
        yield from _ways(procedure, named, index + 1, answers)


def _holds(when: When | None, answers: Mapping[str, str]) -> bool:
    """Says if the answers fulfil a condition; its named rule may."""
    return when is None or all(answers.get(step) in values for step, values in when.answers.items())


def _of_one(procedure: Procedure, standard: Standard, today: date) -> Iterator[Problem]:
    yield from _too_long(procedure, standard.letters)
    yield from _wrong_ways(procedure, standard)
    yield from _old_sources(procedure, standard.source_months, today)
    yield from _wrong_confirmations(procedure, today)
    deciding = sum(question.kind == "choice" for question in procedure.questions)
    if deciding > standard.most_questions:
        values = {"count": deciding, "most": standard.most_questions}
        yield Problem("questions", N_("{count} choices are asked; at most {most}"), values)
    for lang in LANGUAGES:
        count = len(set(procedure.aliases.get(lang, ())))
        if count < standard.least_aliases:
            values = {"count": count, "least": standard.least_aliases}
            yield Problem(f"aliases.{lang}", N_("{count} everyday names; at least {least}"), values)


def _too_long(procedure: Procedure, letters: Letters) -> Iterator[Problem]:
    for at, kind, text in texts_of(procedure):
        most = getattr(letters, kind)
        for lang in LANGUAGES:
            count = len(getattr(text, lang))
            if count > most:
                what = N_("has {count} letters; at most {most} fit the screen")
                yield Problem(f"{at}.{lang}", what, {"count": count, "most": most})


def _wrong_ways(procedure: Procedure, standard: Standard) -> Iterator[Problem]:
    """Lists conditions that no answers fulfil, and the case with too many papers."""
    ways = list(routes(procedure))
    for at, when in conditions(procedure):
        if not any(_holds(when, answers) for answers in ways):
            asked = at.startswith("questions.")
            unreachable, dead = N_("no answers lead to this question"), N_("no answers fulfil this condition")
            yield Problem(at, unreachable if asked else dead)
    worst = max(ways, key=lambda answers: len(papers_for(procedure, answers)))
    count = len(papers_for(procedure, worst))
    if count > standard.most_papers:
        case = ", ".join(f"{step} = {value}" for step, value in worst.items()) or "–"
        values = {"count": count, "most": standard.most_papers, "case": case}
        yield Problem("papers", N_("{count} papers in one case ({case}); at most {most}"), values)


def _old_sources(procedure: Procedure, months: int, today: date) -> Iterator[Problem]:
    for key, source in procedure.sources.items():
        age = (today.year - source.seen.year) * 12 + today.month - source.seen.month
        if age > months or (age == months and today.day > source.seen.day):
            what = N_("was seen {day}, more than {months} months ago; look at it again")
            yield Problem(f"sources.{key}.seen", what, {"day": source.seen, "months": months})
        if source.seen > today:
            yield Problem(f"sources.{key}.seen", N_("is a day to come: {day}"), {"day": source.seen})
        if source.valid_to is not None and source.valid_to < today:
            what = N_("ended on {day}: what it says no longer holds")
            yield Problem(f"sources.{key}.valid_to", what, {"day": source.valid_to})


def _wrong_confirmations(procedure: Procedure, today: date) -> Iterator[Problem]:
    """Lists confirmations without an officer or a day, or of a day to come."""
    confirmed: list[tuple[str, Source | Fact]] = [
        (f"sources.{key}", one) for key, one in procedure.sources.items()
    ]
    for group in ("times", "fees", "papers", "checks"):
        confirmed += [
            (f"{group}.{getattr(fact, 'id', index)}", fact)
            for index, fact in enumerate(getattr(procedure, group))
        ]
    for at, one in confirmed:
        if (one.confirmed_by is None) is not (one.confirmed_on is None):
            yield Problem(at, N_("confirmed_by and confirmed_on go together"))
        elif one.confirmed_on is not None and one.confirmed_on > today:
            yield Problem(f"{at}.confirmed_on", N_("is a day to come: {day}"), {"day": one.confirmed_on})


def _shared_names(procedures: Mapping[str, Procedure]) -> Iterator[Problem]:
    """Lists everyday names that are another procedure's as well, or its very name."""
    owners: dict[str, set[str]] = defaultdict(set)
    for procedure in procedures.values():
        for name in (procedure.name.vi, procedure.name.en, *_aliases(procedure)):
            owners[name.casefold()].add(procedure.code)
    for procedure in procedures.values():
        for lang, names in procedure.aliases.items():
            for alias in names:
                others = ", ".join(sorted(owners[alias.casefold()] - {procedure.code}))
                if others:
                    what = N_("“{alias}” is a name of {codes} as well")
                    values = {"alias": alias, "codes": others}
                    yield Problem(f"{procedure.code}.toml: aliases.{lang}", what, values)


def _aliases(procedure: Procedure) -> Iterator[str]:
    for names in procedure.aliases.values():
        yield from names
