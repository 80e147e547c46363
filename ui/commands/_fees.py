"""Answers `./run catalogue fees`: what is to be paid for some answers, and what costs nothing online."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kiosk.catalogue.describe import amount_words, citation, total_words, words
from kiosk.catalogue.fees import Breakdown, breakdown
from kiosk.catalogue.loader import load_procedure, procedure_files, read_procedures
from kiosk.catalogue.payment import payment
from kiosk.catalogue.procedure import Procedure, Question
from kiosk.language.messages import N_, Messages
from ui.commands import Refused, WrongUse

CHANNELS = {"counter": N_("At the counter"), "online": N_("Online"), "post": N_("By post")}
TOTAL = N_("Total: {amount}")
PAID = N_("How to pay: {way}")
NOT_AN_ANSWER = N_("catalogue: {word} is no answer; it looks like pages=4.")
NO_QUESTION = N_("catalogue: {code} asks no {question}; it asks {known}.")
NO_NUMBER = N_("catalogue: {question}={answer}: takes a whole number from {least} to {most}.")
NO_OPTION = N_("catalogue: {question}={answer}: takes one of {known}.")
COUNTED = ("copies", "pages", "originals", "cases", "people")
MOST_COUNTED = 9999
MOST_DIGITS = 9
NO_SUCH = N_("catalogue: there is no procedure {code}; “catalogue list” shows them.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the procedure and the answers that decide its fees."""
    parser.add_argument("code", metavar="CODE", nargs="?", help="left out: lists what costs nothing online")
    parser.add_argument("answers", metavar="QUESTION=ANSWER", nargs="*")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(rest=[])  # answers that stand behind an option


def show(options: argparse.Namespace, messages: Messages) -> int:
    """Prints the fees of one procedure, channel by channel, or the list of 0 đồng."""
    given = [*([options.code] if options.code else ()), *options.answers, *options.rest]
    if not given:
        return _show_free_online(options, messages)
    code, *answers = given
    path = options.folder / f"{code}.toml"
    if path not in procedure_files(options.folder):
        raise Refused(messages.text(options.lang, NO_SUCH, code=code))
    procedure = load_procedure(path)
    known = dict(_answers(answers, procedure, options.lang, messages))
    found = [fees for channel in CHANNELS if (fees := breakdown(procedure, known, channel)).lines]
    if options.json:
        print(json.dumps([_as_json(fees) for fees in found], ensure_ascii=False))
        return 0
    print(f"{procedure.code}  {words(procedure.name, options.lang, messages)}")
    for fees in found:
        print(messages.text(options.lang, CHANNELS[fees.channel]))
        for line in _lines(fees, options.lang, messages):
            print(f"  {line}")
    return 0


def _lines(fees: Breakdown, lang: str, messages: Messages) -> Iterator[str]:
    for line in fees.lines:
        remarks = [words(text, lang, messages) for text in (line.fee.note, line.fee.exempt) if text]
        more = f" ({'; '.join(remarks)})" if remarks else ""
        yield f"{words(line.fee.what, lang, messages)}: {amount_words(line, lang, messages)}{more}"
    yield messages.text(lang, TOTAL, amount=total_words(fees, lang, messages))
    if fees.channel == "counter":
        yield messages.text(lang, PAID, way=messages.text(lang, payment(fees, None, "").way.value))


def _show_free_online(options: argparse.Namespace, messages: Messages) -> int:
    """Lists the procedures that cost 0 đồng online, each with the source that says so."""
    procedures, _ = read_procedures(options.folder)
    for procedure in procedures.values():
        fees = breakdown(procedure, {}, "online")
        if fees.total != 0:
            continue
        source = fees.lines[0].fee.source
        if options.json:
            print(json.dumps({"code": procedure.code, "source": procedure.sources[source].title.en}))
        else:
            name = words(procedure.name, options.lang, messages)
            print(f"{procedure.code}  {name}. {citation(procedure, options.lang, messages, source)}")
    return 0


def _answers(
    given: Sequence[str], procedure: Procedure, lang: str, messages: Messages
) -> Iterator[tuple[str, str]]:
    known = {question.id: question for question in procedure.questions}
    for word in given:
        question, sign, answer = word.partition("=")
        if not sign or not answer:
            raise WrongUse(messages.text(lang, NOT_AN_ANSWER, word=word))
        if question not in {*known, *COUNTED}:
            values = {"code": procedure.code, "question": question, "known": ", ".join(known)}
            raise WrongUse(messages.text(lang, NO_QUESTION, **values))
        wanted = _wanted(known.get(question), answer)
        if wanted:
            told = messages.text(lang, wanted[0], question=question, answer=answer, **wanted[1])
            raise WrongUse(told)
        yield question, answer


def _wanted(question: Question | None, answer: str) -> tuple[str, dict[str, object]] | None:
    """Says what the question takes instead of that answer. `question` is None for a number that is counted
    though the procedure does not ask for it.
    """
    if question is None or question.kind == "number":
        least, most = (question.least, question.most) if question else (0, MOST_COUNTED)
        right = (
            answer.isascii()
            and answer.isdecimal()
            and len(answer) <= MOST_DIGITS
            and least <= int(answer) <= most
        )
        return None if right else (NO_NUMBER, {"least": least, "most": most})
    options = [option.id for option in question.options]
    if options and answer not in options:
        return NO_OPTION, {"known": ", ".join(options)}
    return None


def _as_json(fees: Breakdown) -> Mapping[str, Any]:
    return {
        "channel": fees.channel,
        "lines": [
            {
                "what": line.fee.what.en,
                "times": line.times,
                "each": line.each,
                "amount": line.amount,
                "counted": line.counted,
                "exempt": line.fee.exempt.en if line.fee.exempt else None,
            }
            for line in fees.lines
        ],
        "total": fees.total,
    }
