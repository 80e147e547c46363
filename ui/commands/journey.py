"""Runs `./run journey new NAME`: begins a journey of one screen, whole: kiosk, screen,
scene, texts.

Writes new files, and adds one scene; nothing lists journeys or screens.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from kiosk.language.messages import N_, Messages
from kiosk.language.normal import nfc
from kiosk.visit.journeys import journeys, places
from ui.commands import MESSAGES, Refused, WrongUse

ROOT = Path(__file__).resolve().parents[2]
HELP = N_("begins a journey of the citizen: its state, place, screen, scene and texts")
BAD_NAME = N_("journey: {name} is no name; it looks like lost_ticket.")
TAKEN = N_("journey: there is a journey or a place called {name} already.")
NO_TITLE = N_("journey: --vi and --en need a title each: up to {most} letters, without quotes.")
CANNOT_WRITE = N_("journey: {path} cannot be written: {why}")
WRITTEN = N_("{path} is written.")
NEXT = N_("Went(“{name}”) leads there. See CONTRIBUTING.md, then run: ./run test tests/visits tests/screens")

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST_TITLE = 40
_UNFIT = re.compile(r"[\x00-\x1f\"\\]")
_SCENES = "tests/screens/scenes.py"
_SCENES_BEGIN = "SCENES: dict[str, Callable[[World], Visit]] = {"
_SCENES_END = "    )\n}\n"

_JOURNEY = '''\
"""Shows the journey “{en}”."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.language.messages import N_
from kiosk.visit.journey import Journey, says
from kiosk.visit.model import State

{PLACE} = "{name}"


@dataclass(frozen=True, slots=True)
class {Name}(State):
    """Holds what this journey keeps of the visit; every value has a default."""


JOURNEY = Journey(
    name="{name}",
    title=N_("{en}"),
    state={Name},
    places={{{PLACE}: says(N_("{spoken_en}"))}},
    handlers={{}},
    open_places=frozenset({{{PLACE}}}),
)
'''
_VIEW = '''\
"""Shows the screen “{en}”."""

from __future__ import annotations

from kiosk.visit.journeys.{name} import {PLACE}
from kiosk.visit.model import KioskContext, Visit
from ui.citizen.common import Actions, View, finish, problem
from ui.citizen.screen import Screen, at


def view(context: KioskContext, visit: Visit) -> View:
    """Shows what went wrong here, if anything did."""
    return {{"problem": problem(context, visit)}}


ACTIONS: Actions = {{"finish": finish}}
SCREEN = Screen("{Name}", at({PLACE}), view, ACTIONS)
'''
_QML = """\
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {{
    id: page

    title: qsTr("{en}")

    Banner {{
        text: page.view.problem
        kind: "bad"
    }}
    Words {{
        text: qsTr("{spoken_en}")
        Layout.fillWidth: true
    }}
    Item {{
        Layout.fillHeight: true
    }}

    actions: ActionButton {{
        primary: true
        symbol: "check"
        text: qsTr("Finish")
        onClicked: Kiosk.act("finish")
    }}
}}
"""
_MESSAGES = """\
msgid ""
msgstr ""
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

msgid "{en}"
msgstr "{vi}"

msgid "{spoken_en}"
msgstr "{spoken_vi}"
"""
_SCENE = """\
def {name}(world: World) -> Visit:
    return world.does(ev.Went("{name}"))


"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares one sub-command; `--into` for another checkout."""
    parts = parser.add_subparsers(dest="part", metavar="new", required=True)
    new = parts.add_parser("new")
    new.add_argument("name", metavar="NAME")
    new.add_argument("--vi", required=True, help="the screen's title in Vietnamese")
    new.add_argument("--en", required=True, help="the same in English")
    new.add_argument("--into", type=Path, default=ROOT, metavar="DIR")
    new.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Writes the journey's files."""
    messages = Messages.from_folder(MESSAGES)
    vi, en = nfc(options.vi).strip(), nfc(options.en).strip()
    if not _NAME.fullmatch(options.name):
        raise WrongUse(messages.text(options.lang, BAD_NAME, name=json.dumps(options.name)))
    if not all(0 < len(title) <= _LONGEST_TITLE and not _UNFIT.search(title) for title in (vi, en)):
        raise WrongUse(messages.text(options.lang, NO_TITLE, most=_LONGEST_TITLE))
    if options.name in {*places(), *(journey.name for journey in journeys())}:
        raise Refused(messages.text(options.lang, TAKEN, name=options.name))
    for path, text in _files(options.into, options.name, vi, en).items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise Refused(messages.text(options.lang, CANNOT_WRITE, path=path, why=error.strerror)) from error
        print(messages.text(options.lang, WRITTEN, path=path.relative_to(options.into)))
    print(messages.text(options.lang, NEXT, name=options.name))
    return 0


def _files(root: Path, name: str, vi: str, en: str) -> dict[Path, str]:
    """Gives every file of the journey with its text; the scenes with one more."""
    camel = "".join(part.capitalize() for part in name.split("_"))
    words = {
        "name": name,
        "Name": camel,
        "PLACE": name.upper(),
        "en": en,
        "vi": vi,
        "spoken_en": f"{en}: please read what the screen says.",
        "spoken_vi": f"{vi}: mời ông bà đọc trên màn hình.",
    }
    screen = root / "ui/citizen" / name
    scenes = root / _SCENES
    listed = scenes.read_text(encoding="utf-8")
    listed = listed.replace(_SCENES_BEGIN, _SCENE.format(**words) + _SCENES_BEGIN)
    head, _, tail = listed.rpartition(_SCENES_END)
    return {
        root / f"kiosk/visit/journeys/{name}.py": _JOURNEY.format(**words),
        screen / "__init__.py": f'"""Screens of {name}."""\n',
        screen / f"{name}.py": _VIEW.format(**words),
        screen / f"{camel}.qml": _QML.format(**words),
        root / f"ui/messages/vi/{name}.po": _MESSAGES.format(**words),
        scenes: f"{head}        {name},\n{_SCENES_END}{tail}",
    }
