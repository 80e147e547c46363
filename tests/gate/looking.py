"""Shows states on one panel, and tells what is wrong with each.

    python -m tests.gate.looking PANEL FOLDER [SCENE …]

writes `findings.json`, the small pictures and, of those that are not as they were stored, the whole pictures
into FOLDER. One process a panel: the size of a window is fixed when its engine is made.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAccessible

from kiosk.visit.model import Visit
from kiosk.visit.spoken import spoken
from tests.gate.checks import State, all_troubles
from tests.gate.findings import Finding, Where
from tests.gate.guests import Guest, measured
from tests.gate.pictures import differs, digest, small, stored
from tests.gate.states import COMFORTS, PICTURED, SIZES, states, visits
from tests.screens.checks import below_the_fold
from tests.screens.stage import Seen, Stage, stage
from tests.visits.world import CONTEXT
from ui.citizen.window import descendants

WIDTH = 540
_NUMBERS = count(1)
Hear = Callable[[Visit], str]


def hear(visit: Visit) -> str:
    """Gives what is said of a visit."""
    return spoken(CONTEXT, visit)


@contextmanager
def warnings() -> Iterator[list[str]]:
    """Collects what Qt and QML warn of."""
    told: list[str] = []
    harmless = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)

    def keep(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind not in harmless:
            told.append(text)

    before = qInstallMessageHandler(keep)
    try:
        yield told
    finally:
        qInstallMessageHandler(before)


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Looks at one stage, with a gauge in hand."""

    stage: Stage
    gauge: Guest

    def show(self, where: Where) -> Visit:
        """Shows a state; gives its visit."""
        visit = visits(where.lang)[where.scene]
        self.stage.session.show(replace(visit, comfort=COMFORTS[where.mode], id=f"g{next(_NUMBERS)}"))
        return visit

    def sees(self, where: Where, told: list[str]) -> tuple[Seen, list[Finding]]:
        """Gives what can be seen now, and what is wrong with it."""
        page = measured(self.gauge)
        looked = self.stage.look()
        parts = descendants(QAccessible.queryAccessibleInterface(self.stage.window.window))
        state = State(looked, page, parts, where.lang, where.mode, self.stage.panel)
        found = [Finding(kind, what, where) for kind, what in all_troubles(state)]
        if where.scene == "home":
            found += [Finding("below the fold", f"“{what}”", where) for what in below_the_fold(looked)]
        found += [Finding("warning", text, where) for text in told]
        told.clear()
        return looked, found


@contextmanager
def onlooker(panel: str) -> Iterator[Onlooker]:
    """Opens a stage of that size."""
    with stage(SIZES[panel]) as shown:
        gauge = Guest(shown, "Gauge.qml")
        try:
            yield Onlooker(shown, gauge)
        finally:
            gauge.close()


def of_the_ear(panel: str, heard: dict[Where, tuple[str, str]]) -> Iterator[Finding]:
    """Each place says something, and nothing that another place says. `heard`: place and words of a state."""
    by_words: dict[tuple[str, str], dict[str, Where]] = {}
    for where, (place, words) in heard.items():
        if not words.strip():
            yield Finding("spoken", "nothing is said", where)
        by_words.setdefault((where.lang, words), {}).setdefault(place, where)
    for (_lang, words), places in by_words.items():
        first, *others = places
        for other in others if words.strip() else ():
            what = f"“{words[:60]}…” is said at {first} and at {other}"
            yield Finding("spoken", what, places[other])


def compared(where: Where, picture: Image.Image, before: tuple[str, Image.Image] | None) -> list[Finding]:
    """Says if a small picture is another one than was stored."""
    if before is None:
        return [Finding("picture", "a new page", where)]
    value, was = before
    if value != digest(picture) and differs(was, picture):
        return [Finding("picture", f"{where.scene} looks otherwise", where)]
    return []


def looked_at(panel: str, folder: Path, wanted: Collection[str] = (), hears: Hear = hear) -> list[Finding]:
    """Looks at all states of a panel, or at those of the wanted scenes, and keeps pictures in `folder`."""
    found: list[Finding] = []
    heard: dict[Where, tuple[str, str]] = {}
    before = stored(panel) if panel in PICTURED else {}
    folder.mkdir(parents=True, exist_ok=True)
    with warnings() as told, onlooker(panel) as looker:
        for where in states(panel):
            if wanted and where.scene not in wanted:
                continue
            visit = looker.show(where)
            looked, wrong = looker.sees(where, told)
            found += wrong
            if where.mode == "normal":
                heard[where] = visit.at, hears(visit)
            if panel in PICTURED:
                found += _kept(where, looked.picture, before.get(where), folder)
    found += of_the_ear(panel, heard)
    return found


def _kept(
    where: Where, picture: Image.Image, before: tuple[str, Image.Image] | None, folder: Path
) -> list[Finding]:
    little = small(picture)
    name = f"{where.lang}-{where.mode}-{where.scene}"
    little.save(folder / f"{name}.small.png")
    changed = compared(where, little, before)
    if changed:
        whole = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)))
        whole.save(folder / f"{name}.jpg", quality=80)
        if before:
            before[1].save(folder / f"{name}.before.png")
    return changed


def main(panel: str, folder: Path, wanted: list[str]) -> None:
    """Looks, and writes down what is wrong."""
    found = looked_at(panel, folder, wanted)
    (folder / "findings.json").write_text(json.dumps([asdict(one) for one in found]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
