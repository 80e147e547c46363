"""Replies to what is wanted of the kiosk itself: an event that a finger could send, or an answer alone."""

from __future__ import annotations

from config.text import Text
from kiosk.language.messages import Messages
from kiosk.visit.assistant import Pending, Reply
from kiosk.visit.events import (
    AdjustedSpeech,
    Back,
    ByPerson,
    CalledStaff,
    ChoseLanguage,
    Left,
    PickedProcedure,
    WantsNumber,
    WantsRepeat,
    Went,
)
from robot.hours import Hours
from robot.phrases import Book, Saying
from robot.replies import ON_SCREEN, Replies, Talk
from robot.understanding import Matter
from robot.wanted import TAKES_NUMBER

HOURS = "hours"

_EVENTS: dict[str, ByPerson] = {
    "call_staff": CalledStaff(),
    "back": Back(),
    "wipe_data": Left(),
    "dossier_status": Went("show_code"),
    "appointment": Went("show_code"),
    "louder": AdjustedSpeech("louder"),
    "slower": AdjustedSpeech("slower"),
    "repeat": WantsRepeat(),
}


class Commands:
    """Knows what becomes of each command of the book."""

    def __init__(self, replies: Replies, book: Book, messages: Messages, hours: Hours | None) -> None:
        self._replies, self._book, self._messages, self._hours = replies, book, messages, hours

    def reply(self, talk: Talk, entry: Saying, procedure: str | None, matter: Matter) -> Reply:
        """Replies to a command. `procedure`: the one on screen; `matter`: what else the sentence is about."""
        if entry.id == TAKES_NUMBER:
            return self._take_ticket(talk, entry, procedure, matter)
        hours = self._hours.told(talk.lang, self._messages) if self._hours else None
        if entry.id == HOURS and hours is not None:
            return self._replies.told(talk, hours, HOURS, ())
        then = ChoseLanguage(entry.lang) if entry.lang else _EVENTS.get(entry.id)
        return self._replies.command(talk, entry, then)

    def said_of(self, pending: Pending) -> Text | None:
        """Gives what is said when a command is done that waited for a yes; the page speaks for itself."""
        if pending.command == ON_SCREEN:
            return None
        lang = pending.then.lang if isinstance(pending.then, ChoseLanguage) else None
        entries = self._book.commands.entries
        return next(one.say for one in entries if one.id == pending.command and one.lang == lang)

    def _take_ticket(self, talk: Talk, entry: Saying, procedure: str | None, matter: Matter) -> Reply:
        """Takes a number for the procedure on the screen; else shows those that the sentence or the talk is
        about, for a number needs one.
        """
        spoken_of = talk.thread.procedure
        if procedure is not None and spoken_of in (None, procedure):
            return self._replies.command(talk, entry, WantsNumber())
        if matter.kind == "elsewhere":
            return self._replies.elsewhere(talk, matter.codes[0])
        codes = matter.codes if matter.kind in ("one", "several") else ()
        if not codes and spoken_of is not None:
            codes = (spoken_of,)
        if len(codes) == 1:
            return self._replies.command(talk, entry, PickedProcedure(codes[0]), codes)
        return self._replies.told(talk, self._replies.number_of(talk), entry.id, codes)
