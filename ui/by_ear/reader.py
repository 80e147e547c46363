"""Reads the window for who listens: keys and fingers point at what is shown, and the visit says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQml import QmlElement, QmlSingleton
from PySide6.QtQuick import QQuickWindow

from kiosk.language.messages import N_
from kiosk.visit import events as ev
from kiosk.visit.model import Visit
from ui.by_ear.keys import MODIFIERS, Deed, deed_of
from ui.by_ear.pointer import Pointer, Sight
from ui.by_ear.things import Kind, Thing

QML_IMPORT_NAME = "ui.by_ear"
QML_IMPORT_MAJOR_VERSION = 1

_ROLE = QAccessible.Role
_KINDS = {
    _ROLE.StaticText: Kind.TEXT,
    _ROLE.AlertMessage: Kind.NEWS,
    _ROLE.Heading: Kind.HEADING,
    _ROLE.Button: Kind.BUTTON,
    _ROLE.EditableText: Kind.FIELD,
    _ROLE.Graphic: Kind.PICTURE,
    _ROLE.ProgressBar: Kind.TEXT,
}
_DIRECT = (_ROLE.Grouping, _ROLE.ToolBar)
"""Keyboards, and the bar of switches: what is done there can be undone by one more touch."""
_INTRODUCTION = N_(
    "This kiosk reads aloud. Down and up arrow: all that stands here, one by one. Right and left arrow: "
    "only what can be chosen. Enter: choose. Escape: back. "
    "Insert or star: hear again. Page up and page down: faster and slower. Slash: call staff."
)
Found = tuple[Thing, QAccessibleInterface]


class Shown(Protocol):
    """Describes what the reader needs of the kiosk's screen."""

    @property
    def visit(self) -> Visit:
        """Gives the visit on screen."""

    def post(self, event: ev.Event) -> None:
        """Takes an event."""

    def act(self, action: str, argument: str = "") -> None:
        """Does what a control of the screen does."""

    @property
    def page(self) -> str:
        """Names the page that is shown."""

    @property
    def takes_keys(self) -> bool:
        """Says if something can be typed here."""

    def translate(self, message: str) -> str:
        """Gives a message in the language of the visit."""


@QmlElement
@QmlSingleton
class Ear(QObject):
    """Points at things for who listens. `attach()` gives it what it reads."""

    pointed = Signal(QObject, bool)
    """Gives the item pointed at, and whether it is to be brought into view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._window: QQuickWindow | None = None
        self._pointer = Pointer(lambda message: message)
        self._led = ""
        self._pointed = False
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.look)

    def attach(self, shown: Shown, window: QQuickWindow) -> None:
        """Reads this window from now on."""
        self._shown, self._window = shown, window
        self._pointer = Pointer(shown.translate)

    def detach(self) -> None:
        """Reads nothing more."""
        self._soon.stop()
        self._shown = self._window = None

    @Slot()
    def look_soon(self) -> None:
        """Looks once all of the page has changed."""
        if self._shown is not None and (self._shown.visit.comfort.listen or self._led):
            self._soon.start()

    @Slot()
    def look(self) -> None:
        """Looks at what stands on the screen now, and says what is new to who is led by ear."""
        if self._shown is None:
            return
        visit = self._shown.visit
        if not visit.comfort.listen:
            self._forget()
            return
        found = self._found()
        heard = self._pointer.sees(Sight(visit.id, self._shown.page, tuple(thing for thing, _ in found)))
        if visit.comfort.keys or self._pointed:
            self._show(found, into_view=bool(heard))
        begins, self._led = visit.comfort.keys and self._led != visit.id, visit.id
        if begins:
            heard = f"{self._shown.translate(_INTRODUCTION)} {heard}"
        if heard and visit.comfort.keys and not visit.voice.leads and visit.countdown is None:
            self._shown.post(ev.Announced(heard))

    def _forget(self) -> None:
        self._led, self._pointed = "", False
        self._pointer = Pointer(self._pointer.say)
        self.pointed.emit(None, False)

    @Slot(int, str, bool, result=bool)
    def key(self, code: int, text: str, keypad: bool) -> bool:
        """Does what that key does; False where it means nothing."""
        shown, name = self._shown, _name_of(code)
        if shown is None or name in MODIFIERS:
            return False
        typing = shown.takes_keys
        letters = typing and self._has_letters() and not keypad
        if text.isprintable() and text and (letters or (typing and text.isdecimal())):
            shown.act("key", "space" if text == " " else text)
            return True
        deed = deed_of(name, typing=typing)
        if not shown.visit.comfort.keys:
            return self._begun(deed)
        if deed is None:
            return False
        _DEEDS[deed](self)
        return True

    def _begun(self, deed: Deed | None) -> bool:
        """Begins to lead by ear: by any key at home, elsewhere by one that means something there."""
        shown = self._shown
        if shown is None or (deed is None and shown.visit.at != "home"):
            return False
        self.begin()
        return True

    @Slot()
    def begin(self) -> None:
        """Begins to lead by ear, as the first key does."""
        if self._shown is not None:
            self._led = ""
            self._shown.post(ev.WantsEar())
            self.look_soon()

    @Slot(float, float)
    def touch(self, x: float, y: float) -> None:
        """Points at what is touched, and says it; touched once more, it acts."""
        if self._shown is None or self._window is None:
            return
        at = QPoint(round(x), round(y)) + self._window.position()
        found = self._found()
        hit = [place for place, (_, face) in enumerate(found) if face.rect().contains(at)]
        if not hit:
            self._shown.post(ev.Touched())
            return
        place = hit[-1]
        thing = found[place][0]
        self._look_at(found)
        if thing.direct or (thing.acts and place == self._pointer.at):
            self._pointer.at = place
            self._press(found)
            return
        self._tell(self._pointer.goes(place), found)

    def _look_at(self, found: list[Found]) -> None:
        visit = self._shown.visit if self._shown else Visit(id="")
        page = self._shown.page if self._shown else ""
        self._pointer.sees(Sight(visit.id, page, tuple(thing for thing, _ in found)))

    def moved(self, by: int, *, controls: bool = False) -> None:
        """Goes to the next thing or control, or the one before."""
        found = self._found()
        self._look_at(found)
        self._tell(self._pointer.moves(by, controls=controls), found)

    def goes(self, first: bool) -> None:
        """Goes to where the page begins, or to its main button."""
        found = self._found()
        self._look_at(found)
        start, main = self._pointer.sight.start, self._pointer.main
        self._tell(self._pointer.goes(start if first or main is None else main), found)

    def chose(self) -> None:
        """Touches what it points at; at a field, goes to where the page goes on, and says what is typed."""
        found = self._found()
        self._look_at(found)
        thing, main = self._pointer.thing, self._pointer.main
        if thing is not None and thing.acts:
            self._press(found)
        elif self._pointer.fields and main is not None:
            typed = self._pointer.fields[0].value
            self._tell(f"{typed}. {self._pointer.goes(main)}" if typed else self._pointer.goes(main), found)
        else:
            self._tell(self._pointer.here(), found)

    def went_back(self) -> None:
        """Deletes the last letter, or goes to the page before."""
        self._look_at(self._found())
        typed = any(field.value for field in self._pointer.fields)
        if self._shown is not None and typed and self._shown.takes_keys:
            self._shown.act("key", "backspace")
        elif self._shown is not None:
            self._shown.act("back")

    def does(self, action: str, argument: str = "") -> None:
        """Does what every screen can do."""
        if self._shown is not None:
            self._shown.act(action, argument)

    def _tell(self, words: str, found: list[Found]) -> None:
        self._pointed = True
        self._show(found, into_view=True)
        if self._shown is not None and words:
            self._shown.post(ev.PointedAt(words))

    def _press(self, found: list[Found]) -> None:
        thing, face = found[self._pointer.at]
        if not thing.enabled:
            self._tell(self._pointer.here(), found)
            return
        self._show(found, into_view=True)
        action = face.actionInterface()
        if action is not None:
            action.doAction("Press")
        self.look_soon()

    def _show(self, found: list[Found], *, into_view: bool) -> None:
        item = found[self._pointer.at][1].object() if found else None
        self.pointed.emit(item, into_view)

    def _has_letters(self) -> bool:
        return any(one.kind is Kind.KEY and one.name.lower() == "a" for one, _ in self._found())

    def _found(self) -> list[Found]:
        if self._window is None:
            return []
        return list(things(QAccessible.queryAccessibleInterface(self._window)))


_DEEDS: dict[Deed, Callable[[Ear], None]] = {
    "next": lambda ear: ear.moved(1),
    "previous": lambda ear: ear.moved(-1),
    "next_control": lambda ear: ear.moved(1, controls=True),
    "previous_control": lambda ear: ear.moved(-1, controls=True),
    "ok": Ear.chose,
    "back": Ear.went_back,
    "first": lambda ear: ear.goes(True),
    "last": lambda ear: ear.goes(False),
    "repeat": lambda ear: ear.does("repeat"),
    "staff": lambda ear: ear.does("staff"),
    "slower": lambda ear: ear.does("speech", "slower"),
    "faster": lambda ear: ear.does("speech", "faster"),
    "quieter": lambda ear: ear.does("speech", "quieter"),
    "louder": lambda ear: ear.does("speech", "louder"),
}


def _name_of(code: int) -> str:
    try:
        return Qt.Key(code).name.removeprefix("Key_")
    except ValueError:
        return ""


def things(root: QAccessibleInterface, *, in_page: bool = False, direct: bool = False) -> Iterator[Found]:
    """Lists what stands in the window, in reading order: each with its place in the accessible tree."""
    for at in range(root.childCount()):
        face = root.child(at)
        if face is None or not face.isValid() or face.state().invisible:
            continue
        role, kind = face.role(), _KINDS.get(face.role())
        name = face.text(QAccessible.Text.Name)
        if kind is not None and name:
            yield _thing(kind, name, face, in_page=in_page, direct=direct), face
        if kind not in (Kind.BUTTON, Kind.FIELD):
            yield from things(face, in_page=in_page or role == _ROLE.Pane, direct=direct or role in _DIRECT)


def _thing(kind: Kind, name: str, face: QAccessibleInterface, *, in_page: bool, direct: bool) -> Thing:
    state = face.state()
    if kind is Kind.BUTTON and direct and not in_page:
        kind = Kind.KEY if face.parent().role() == _ROLE.Grouping else kind
    return Thing(
        kind,
        name,
        value=face.text(QAccessible.Text.Value) if kind is Kind.FIELD else "",
        note=face.text(QAccessible.Text.Description),
        on=bool(state.checked) if state.checkable else None,
        chosen=bool(state.selected),
        enabled=not state.disabled,
        main=bool(state.defaultButton),
        in_page=in_page,
        direct=direct,
    )
