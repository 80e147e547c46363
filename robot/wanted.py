"""Finds out what a sentence wants of the kiosk itself, if anything. Pure; no wording."""

from __future__ import annotations

from robot.evidence import CommandRow, first
from robot.phrases import Book, Saying
from robot.reading import PLAIN_TOPICS, THANKS, Reading
from robot.scope import COMMAND
from robot.understanding import Matter

TAKES_NUMBER = "take_ticket"


def wanted(reading: Reading, rest: Matter, alone: Matter, book: Book) -> Saying | None:
    """Finds the command that a sentence is: by the phrase that stands in it, else by its words alone; None
    where it is none. `alone`: what it is about, `rest`: without the phrase's words.
    """
    rows = book.decisions.command
    found = reading.command
    if found is not None and _does(found.entry, len(found.phrase), reading, (rest, alone), rows):
        return found.entry
    name, _ = reading.judged.command
    entry = next(entry for entry in book.commands.entries if entry.id == name)
    return entry if _does(entry, 0, reading, (max(alone, rest, key=_sure), alone), rows) else None


def _sure(matter: Matter) -> float:
    return matter.sure


def _does(
    entry: Saying, said: int, reading: Reading, matters: tuple[Matter, Matter], rows: tuple[CommandRow, ...]
) -> bool:
    """Says if it is done. `said`: words of its phrase; `matters`: without the phrase, and with it."""
    matter, whole = matters
    evidence = {
        "phrase": said > 0,
        "beside": len(reading.beside),
        "over": len(reading.beside) - said,
        "chance": reading.judged.chances.get(COMMAND + entry.id, 0.0),
        "likely": reading.judged.command[1],
        "sure": matter.sure,
        "whole": whole.sure,
        "about": matter.kind != "unknown",
        "hits": bool(matter.hits),
        "bare": reading.bare,
        "asked": reading.topic is not None,
        "plain": reading.topic in PLAIN_TOPICS,
        "ticket": entry.id == TAKES_NUMBER,
        "thanks": entry.id == THANKS,
        "told_of": reading.told_of,
    }
    return first(rows, evidence).then == "do"
