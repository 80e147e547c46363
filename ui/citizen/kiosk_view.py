"""Connects the visit to QML: `Kiosk` shows a view-model's values and turns touches into events."""

from __future__ import annotations

import json
from typing import Any, Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from kiosk.visit.events import Event, Touched
from kiosk.visit.journeys import journey_of
from kiosk.visit.journeys.leaving import LEAVING
from kiosk.visit.model import HOME, Comfort, KioskContext, Visit
from ui.citizen.common import ALWAYS, translate
from ui.citizen.screen import Screen
from ui.citizen.screens import screen_for
from ui.citizen.talk import ACTIONS as TALK
from ui.citizen.talk import view as talk_view

QML_IMPORT_NAME = "ui.citizen"
QML_IMPORT_MAJOR_VERSION = 1


class SessionLike(Protocol):
    """Describes what the screens need of the session."""

    @property
    def visit(self) -> Visit:
        """Gives the present visit."""

    def post(self, event: Event) -> None:
        """Takes an event."""

    def subscribe(self, subscriber: Any) -> None:
        """Calls `subscriber(visit)` after every change, on the screen's thread."""

    def follow(self, follower: Any) -> None:
        """Calls `follower(context)` when another catalogue is served from, on the screen's thread."""


@QmlElement
@QmlSingleton
class Kiosk(QObject):
    """Gives QML the visit. `attach()` gives it the session before anything is shown."""

    shownChanged = Signal()  # noqa: N815
    langChanged = Signal()  # noqa: N815
    comfortChanged = Signal()  # noqa: N815
    talkChanged = Signal()  # noqa: N815
    countdownChanged = Signal()  # noqa: N815
    returnsChanged = Signal()  # noqa: N815
    staffCalledChanged = Signal()  # noqa: N815
    attached = Signal()
    visitEnded = Signal()  # noqa: N815

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: SessionLike | None = None
        self._context: KioskContext | None = None
        self._visit = Visit(id="")
        self._screen: Screen | None = None
        self._shown: dict[str, Any] = {}
        self._talk: dict[str, Any] = {}
        self._has_way_back = False
        self._has_way_out = False

    def attach(self, session: SessionLike, context: KioskContext) -> None:
        """Shows this session from now on."""
        self._session, self._context = session, context
        self.attached.emit()
        self.langChanged.emit()
        self.render(session.visit)
        session.subscribe(self.render)
        session.follow(self._know)

    def _know(self, context: KioskContext) -> None:
        self._context = context
        self.render(self._visit)

    def detach(self) -> None:
        """Shows nothing more; what comes late is ignored."""
        self._session = None

    @property
    def visit(self) -> Visit:
        """Gives the visit on screen."""
        return self._visit

    @property
    def screen_name(self) -> str:
        """Gives the name of the screen that is shown."""
        return self._screen.name if self._screen else ""

    def post(self, event: Event) -> None:
        """Takes an event that no control stands for."""
        if self._session is not None:
            self._session.post(event)

    @property
    def page(self) -> str:
        """Names the page that is shown; the name changes with every page."""
        return str(self._shown.get("page", ""))

    @property
    def takes_keys(self) -> bool:
        """Says if something can be typed on the screen that is shown."""
        return self._screen is not None and "key" in self._screen.actions

    def translate(self, message: str) -> str:
        """Gives a message in the language of the visit."""
        return message if self._context is None else translate(self._context, self._visit, message)

    def render(self, visit: Visit) -> None:
        """Shows `visit`: QML is notified only of what differs."""
        if self._session is None or self._context is None:
            return
        before, self._visit = self._visit, visit
        if before.lang != visit.lang:
            self.langChanged.emit()
        if before.comfort != visit.comfort:
            self.comfortChanged.emit()
        self._screen = screen_for(self._context, visit)
        shown = {
            "screen": self._screen.file,
            "page": f"{visit.id}/{visit.at}/{visit.procedure}",
            "view": self._screen.view(self._context, visit),
        }
        self._has_way_back = visit.at not in journey_of(visit).roots
        self._has_way_out = visit.at not in (HOME, LEAVING)
        if shown != self._shown:
            self._shown = shown
            self.shownChanged.emit()
        talk = talk_view(self._context, visit)
        if talk != self._talk:
            self._talk = talk
            self.talkChanged.emit()
        if before.countdown != visit.countdown:
            self.countdownChanged.emit()
        if before.returns != visit.returns:
            self.returnsChanged.emit()
        if before.call != visit.call:
            self.staffCalledChanged.emit()
        if before.id != visit.id:
            self.visitEnded.emit()

    @Slot(str)
    @Slot(str, str)
    def act(self, action: str, argument: str = "") -> None:
        """Runs the action of a touched control: the screen's own of that name, else one that every screen
        has.
        """
        if self._session is None or self._screen is None:
            return
        chosen = self._screen.actions.get(action) or TALK.get(action) or ALWAYS[action]
        self._session.post(chosen(self._visit, argument))

    @Slot(str, result=str)
    def uncover(self, key: str) -> str:
        """Gives the value that the screen shows masked under that key, to who holds it: nothing keeps it
        here, and it is no part of `shown`.
        """
        if self._session is None or self._screen is None or self._context is None:
            return ""
        self._session.post(Touched())
        return self._screen.uncovered(self._context, self._visit, key)

    @Property(str, notify=shownChanged)
    def shown(self) -> str:
        """Gives the page as JSON: `screen` (its QML file), `page` (changes with every page), the screen's
        `view`.

        As text: of a map, Qt 6.11 keeps a copy for ever each time that QML reads one of its values.
        """
        return json.dumps(self._shown, ensure_ascii=False)

    @Property(str, notify=talkChanged)
    def talk(self) -> str:
        """Gives the talk beside the page as JSON (`talk.py`)."""
        return json.dumps(self._talk, ensure_ascii=False)

    @Property(bool, notify=shownChanged)
    def hasWayBack(self) -> bool:
        """Says if there is a page to go back to."""
        return self._has_way_back

    @Property(bool, notify=shownChanged)
    def hasWayOut(self) -> bool:
        """Says if there is a visit to leave; the page that asks about it has its own answers."""
        return self._has_way_out

    @Property(str, notify=langChanged)
    def lang(self) -> str:
        """Gives the language of the visit."""
        return self._visit.lang

    @Property("QVariantList", notify=attached)  # type: ignore[arg-type]
    def languages(self) -> list[dict[str, str]]:
        """Lists the languages to choose from, in the profile's order, each in its own name."""
        if self._context is None:
            return []
        offered = map(self._context.messages.language, self._context.languages)
        return [{"code": language.code, "name": language.name} for language in offered]

    @Property(bool, notify=comfortChanged)
    def large(self) -> bool:
        """Says if text is large."""
        return self._comfort.large

    @Property(bool, notify=comfortChanged)
    def contrast(self) -> bool:
        """Says if contrast is high."""
        return self._comfort.contrast

    @Property(bool, notify=comfortChanged)
    def reach(self) -> bool:
        """Says if everything is in the lower part of the screen."""
        return self._comfort.reach

    @Property(bool, notify=comfortChanged)
    def listen(self) -> bool:
        """Says if screens are read aloud."""
        return self._comfort.listen

    @property
    def _comfort(self) -> Comfort:
        return self._visit.comfort

    @Property(bool, notify=comfortChanged)
    def left(self) -> bool:
        """Says if main buttons stand at the left."""
        return self._comfort.left

    @Property(bool, notify=comfortChanged)
    def keys(self) -> bool:
        """Says if who listens is led by ear, with keys."""
        return self._comfort.keys

    @Property(int, notify=countdownChanged)
    def countdown(self) -> int:
        """Counts the seconds left while the idle warning shows, else -1."""
        return -1 if self._visit.countdown is None else self._visit.countdown

    @Property(int, notify=returnsChanged)
    def returns(self) -> int:
        """Counts the seconds left until the screen goes home by itself, else -1."""
        return -1 if self._visit.returns is None else self._visit.returns

    @Property(bool, notify=staffCalledChanged)
    def staffCalled(self) -> bool:
        """Says that help has been called."""
        return self._visit.staff_called

    @Property(bool, notify=staffCalledChanged)
    def staffComing(self) -> bool:
        """Says that an officer is on the way."""
        return self._visit.call is not None and self._visit.call.coming

    @Property(str, notify=langChanged)
    def centre(self) -> str:
        """Gives the name of the centre in the language of the visit."""
        if self._context is None:
            return ""
        return self._context.centre.named(self._visit.lang)
