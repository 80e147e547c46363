"""Runs `./run ask`: prints the robot's reply to a text.

With `--stdin` one JSON object a line goes in (`text`, and if wanted `lang`, `procedure`) and one comes out:
`action`, `text`, `cards` (`code`, `title`), `citations` (`title`, `seen`), `topic`, `command`, `candidates`
(codes as ranked). A line that can't be read gives `error`.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

from config.centre import load_fields
from config.problems import BadFile
from kiosk.catalogue.describe import day_words
from kiosk.catalogue.ranker import Ranker
from kiosk.language.messages import N_, Messages
from kiosk.visit.assistant import TurnContext
from robot.turn import Robot
from ui.commandline.streams import lines_in
from ui.commands import MESSAGES, NOT_TEXT, Refused, WrongUse, is_text
from ui.wiring.catalogue import DATA, load_catalogue

HELP = N_("the robot's reply to a question")
ONE_QUESTION = N_("ask: write the question in quotes, or use --stdin; one of them.")
LINES_FAILED = N_("ask: {count} of {total} lines could not be read.")
CITED = N_("Source: {title}, seen {day}")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options: one question, or lines of JSON."""
    parser.add_argument("question", nargs="?", default=None)
    parser.add_argument("--stdin", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--procedure", metavar="CODE", default=None)


def run(options: argparse.Namespace) -> int:
    """Answers; exit status 1 when a line of standard input could not be read."""
    messages = Messages.from_folder(MESSAGES)
    if (options.question is None) is not options.stdin:
        raise WrongUse(messages.text(options.lang, ONE_QUESTION))
    if not all(map(is_text, (options.question or "", options.procedure or ""))):
        raise WrongUse(messages.text(options.lang, NOT_TEXT, command="ask"))
    try:
        catalogue = load_catalogue(DATA, load_fields())
        ranker = Ranker(catalogue.index)
        robot = Robot(catalogue, ranker, messages)
    except BadFile as error:
        raise Refused(str(error)) from error
    if options.stdin:
        return _lines(robot, ranker, options, messages)
    answered = _answer(robot, ranker, options.question, options.lang, options.procedure)
    if options.json:
        print(json.dumps(answered, ensure_ascii=False))
    else:
        _show(answered, options.lang, messages)
    return 0


def _lines(robot: Robot, ranker: Ranker, options: argparse.Namespace, messages: Messages) -> int:
    total = failed = 0
    for line in lines_in():
        total += 1
        answered = _one_line(robot, ranker, line, options)
        failed += "error" in answered
        print(json.dumps(answered, ensure_ascii=False), flush=True)
    if failed:
        raise Refused(messages.text(options.lang, LINES_FAILED, count=failed, total=total))
    return 0


def _one_line(robot: Robot, ranker: Ranker, line: bytes, options: argparse.Namespace) -> dict[str, Any]:
    try:
        asked = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return {"error": "not a line of JSON in UTF-8"}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return {"error": "needs an object with a text"}
    lang, procedure = asked.get("lang", options.lang), asked.get("procedure", options.procedure)
    if not isinstance(lang, str) or not isinstance(procedure, str | None):
        return {"error": "lang and procedure are texts"}
    if not all(map(is_text, (asked["text"], lang, procedure or ""))):
        return {"error": "holds half a surrogate pair"}
    return _answer(robot, ranker, asked["text"], lang, procedure)


def _answer(robot: Robot, ranker: Ranker, text: str, lang: str, procedure: str | None) -> dict[str, Any]:
    reply = robot.reply(text, TurnContext(lang, procedure=procedure))
    hits = ranker.rank(text, lang, typing=False)
    return {
        "action": reply.action,
        "text": reply.text,
        "cards": [{"code": card.code, "title": card.title} for card in reply.cards],
        "citations": [{"title": cited.title, "seen": cited.seen} for cited in reply.citations],
        "topic": reply.topic,
        "command": reply.command,
        "candidates": [hit.code for hit in hits],
    }


def _show(answered: dict[str, Any], lang: str, messages: Messages) -> None:
    print(answered["text"])
    for card in answered["cards"]:
        print(f"  [{card['code']}] {card['title']}")
    for cited in answered["citations"]:
        day = day_words(date.fromisoformat(cited["seen"]), lang)
        print(messages.text(lang, CITED, title=cited["title"], day=day))
