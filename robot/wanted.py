"""Finds out what a sentence wants of the kiosk itself, if anything. Pure; no wording."""

from __future__ import annotations

from robot.evidence import CommandRow, first
from robot.phrases import Book, Saying
from robot.reading import PLAIN_TOPICS, Reading
from robot.scope import COMMAND
from robot.understanding import Matter

TAKES_NUMBER = "take_ticket"
_THANKS = "thanks"


def wanted(reading: Reading, rest: Matter, book: Book) -> Saying | None:
    """Finds the command that a sentence is; None where it is none. `rest`: what it is about without the
    words of a command.
    """
    entry = reading.command.entry if reading.command else _likeliest(reading, book)
    return entry if _does(entry, reading, rest, book.decisions.command) else None


def _likeliest(reading: Reading, book: Book) -> Saying:
    name, _ = reading.judged.command
    return next(entry for entry in book.commands.entries if entry.id == name)


def _does(entry: Saying, reading: Reading, rest: Matter, rows: tuple[CommandRow, ...]) -> bool:
    length = len(reading.command.phrase) if reading.command else 0
    evidence = {
        "phrase": reading.command is not None,
        "beside": len(reading.beside),
        "over": len(reading.beside) - length,
        "chance": reading.judged.chances.get(COMMAND + entry.id, 0.0),
        "likely": reading.judged.command[1],
        "sure": rest.sure,
        "about": rest.kind != "unknown",
        "hits": bool(rest.hits),
        "asked": reading.topic is not None,
        "plain": reading.topic in PLAIN_TOPICS,
        "ticket": entry.id == TAKES_NUMBER,
        "thanks": entry.id == _THANKS,
    }
    return first(rows, evidence).then == "do"
