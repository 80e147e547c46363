"""Runs `./run ask`: prints the robot's reply to a sentence.

With `--stdin` one JSON object a line goes in, and one comes out at once:

    {"id", "conversation", "lang", "q", "procedure"}    all but `q` may be left out
    {"id", "conversation", "lang", "nbest": [[text, score], …]}
    {"id", "action": "answer|choose|do|decline", "procedure", "topic", "case", "command", "confirm",
     "candidates": [code, …], "cards", "text", "speech", "sources": [{"title", "date"}, …], "ms"}
    {"id", "error"}                                     for a line that cannot be read

Lines of one `conversation` are one talk. `procedure` is the one answered about (on input: the one on the
screen); `case` what decides the case, by question id; `confirm`: the command waits for a yes; `candidates`
the procedures that the words may mean, those offered first, best first, no more than 8; `ms` the milliseconds
that understanding and answering took. `--catalogue`: a machine's data folder (as `catalogue import --into`),
an import store, or a folder of procedures.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from config.centre import load_fields
from config.problems import BadFile
from kiosk.catalogue.describe import day_words
from kiosk.catalogue.ranker import Ranker
from kiosk.language.messages import N_, Messages
from kiosk.visit.assistant import Guess, Reply, Thread, TurnContext
from kiosk.visit.events import ChoseLanguage, Left
from robot.turn import Robot
from ui.commandline.streams import lines_in
from ui.commands import MESSAGES, NOT_TEXT, Refused, WrongUse, is_text
from ui.wiring.catalogue import DATA, load_catalogue_at

HELP = N_("the robot's reply to a question")
ONE_QUESTION = N_("ask: write the question in quotes, or use --stdin; one of them.")
LINES_FAILED = N_("ask: {count} of {total} lines could not be read.")
CITED = N_("Source: {title}, seen {day}")

MOST_TALKS = 1_000
MOST_CANDIDATES = 8
MOST_GUESSES = 20


class BadLine(Exception):
    """Says why a line of input can't be answered."""


@dataclass(slots=True)
class Talks:
    """Holds the talks under way, by the name that their lines give; the oldest is forgotten beyond
    `MOST_TALKS`.
    """

    robot: Robot
    known: OrderedDict[str, tuple[Thread, str | None]] = field(default_factory=OrderedDict)

    def answer(self, asked: dict[str, Any], lang: str, procedure: str | None) -> dict[str, Any]:
        """Answers one line. Raises BadLine."""
        guesses = guesses_of(asked)
        talk, lang, procedure = (
            text_of(asked, "conversation", None),
            text_of(asked, "lang", lang) or lang,
            text_of(asked, "procedure", procedure),
        )
        thread, chosen = self.known.get(talk, (Thread(), None)) if talk else (Thread(), None)
        about = TurnContext(chosen or lang, procedure=procedure, thread=thread)
        start = time.perf_counter()
        reply = self.robot.reply(guesses[0].text, about, guesses)
        took = (time.perf_counter() - start) * 1000
        if talk:
            if isinstance(reply.then, ChoseLanguage):
                chosen = reply.then.lang
            ended = isinstance(reply.then, Left)
            self.known[talk] = (Thread(), None) if ended else (reply.thread, chosen)
            self.known.move_to_end(talk)
            if len(self.known) > MOST_TALKS:
                self.known.popitem(last=False)
        return {**written(reply), "ms": round(took, 2)}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options: one question, or lines of JSON."""
    parser.add_argument("question", nargs="?", default=None)
    parser.add_argument("--stdin", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--procedure", metavar="CODE", default=None)
    parser.add_argument("--catalogue", type=Path, metavar="DIR", default=DATA)


def run(options: argparse.Namespace) -> int:
    """Answers; exit status 1 when a line of standard input could not be read."""
    messages = Messages.from_folder(MESSAGES)
    if (options.question is None) is not options.stdin:
        raise WrongUse(messages.text(options.lang, ONE_QUESTION))
    if not all(map(is_text, (options.question or "", options.procedure or ""))):
        raise WrongUse(messages.text(options.lang, NOT_TEXT, command="ask"))
    try:
        catalogue = load_catalogue_at(options.catalogue, load_fields())
        talks = Talks(Robot(catalogue, Ranker(catalogue.index), messages))
    except BadFile as error:
        raise Refused(str(error)) from error
    if options.stdin:
        return _lines(talks, options, messages)
    answered = talks.answer({"q": options.question}, options.lang, options.procedure)
    if options.json:
        print(json.dumps(answered, ensure_ascii=False))
    else:
        _show(answered, options.lang, messages)
    return 0


def written(reply: Reply) -> dict[str, Any]:
    """Writes a reply as the values of one line."""
    cards = [card.code for card in reply.cards]
    candidates = dict.fromkeys((*(cards if reply.action in ("answer", "choose") else ()), *reply.ranked))
    return {
        "action": reply.action,
        "procedure": cards[0] if reply.action == "answer" and cards else None,
        "topic": reply.topic,
        "case": dict(reply.case) or None,
        "command": reply.command,
        "confirm": reply.confirm,
        "candidates": list(candidates)[:MOST_CANDIDATES],
        "cards": [{"code": card.code, "title": card.title} for card in reply.cards],
        "text": reply.text,
        "speech": reply.spoken,
        "sources": [{"title": cited.title, "date": cited.seen} for cited in reply.citations],
    }


def guesses_of(asked: dict[str, Any]) -> tuple[Guess, ...]:
    """Reads `q` (or `text`), or `nbest`, the likeliest first. Raises BadLine."""
    if "nbest" not in asked:
        text = text_of(asked, "q", None) if "q" in asked else text_of(asked, "text", None)
        if text is None:
            raise BadLine("needs q, a text, or nbest, a list of [text, score]")
        return (Guess(text),)
    pairs = asked["nbest"]
    if not isinstance(pairs, list) or not pairs:
        raise BadLine("nbest is a list of [text, score]")
    guesses = []
    for pair in pairs[:MOST_GUESSES]:
        match pair:
            case [str() as text, int() | float() as score] if is_text(text) and math.isfinite(score):
                guesses.append(Guess(text, float(score)))
            case _:
                raise BadLine("nbest is a list of [text, score]")
    return tuple(sorted(guesses, key=lambda guess: -guess.score))


def text_of(asked: dict[str, Any], name: str, otherwise: str | None) -> str | None:
    """Gives a text of a line. Raises BadLine where it is something else."""
    found = asked.get(name, otherwise)
    if found is not None and not isinstance(found, str):
        raise BadLine(f"{name} is no text")
    if found is not None and not is_text(found):
        raise BadLine(f"{name} holds half a surrogate pair")
    return found


def _lines(talks: Talks, options: argparse.Namespace, messages: Messages) -> int:
    total = failed = 0
    for line in lines_in():
        total += 1
        answered = _one_line(talks, line, options)
        failed += "error" in answered
        print(json.dumps(answered, ensure_ascii=False), flush=True)
    if failed:
        raise Refused(messages.text(options.lang, LINES_FAILED, count=failed, total=total))
    return 0


def _one_line(talks: Talks, line: bytes, options: argparse.Namespace) -> dict[str, Any]:
    try:
        asked = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return {"id": None, "error": "not a line of JSON in UTF-8"}
    if not isinstance(asked, dict):
        return {"id": None, "error": "not an object"}
    name = asked.get("id")
    name = name if isinstance(name, int) or (isinstance(name, str) and is_text(name)) else None
    try:
        return {"id": name, **talks.answer(asked, options.lang, options.procedure)}
    except BadLine as error:
        return {"id": name, "error": str(error)}


def _show(answered: dict[str, Any], lang: str, messages: Messages) -> None:
    print(answered["text"])
    for card in answered["cards"]:
        print(f"  [{card['code']}] {card['title']}")
    for cited in answered["sources"]:
        day = day_words(date.fromisoformat(cited["date"]), lang)
        print(messages.text(lang, CITED, title=cited["title"], day=day))
