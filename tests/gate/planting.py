"""Plants one fault of each kind into a page, and says if the gate catches it.

./run gate --faults [--seed S]
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.visit.model import Visit
from tests.gate.findings import Finding, Where
from tests.gate.guests import Guest
from tests.gate.looking import Onlooker, compared, hear, of_the_ear, onlooker, warnings
from tests.gate.pictures import digest, small
from tests.gate.states import visits
from ui.citizen.window import settle

IN_QML = (
    *("cut", "overlap", "off screen", "small target", "contrast", "icon contrast"),
    *("name", "tab order", "untranslated", "picture", "warning"),
)
KINDS = (*IN_QML, "spoken")
ENGLISH = "I don't know what to choose"
"""A message, to stand there untranslated."""
MOST_TRIES = 12


@contextmanager
def ground(panel: str = "portrait") -> Iterator[tuple[Onlooker, Guest]]:
    """Gives an onlooker, and a planter that spoils the pages before it."""
    with onlooker(panel) as looker:
        planter = Guest(looker.stage, "Planter.qml")
        try:
            yield looker, planter
        finally:
            planter.close()


def caught(looker: Onlooker, planter: Guest, kind: str, where: Where) -> bool | None:
    """Says if a fault of that kind is caught there; None where the page has nothing to spoil so."""
    if kind == "spoken":
        return _unheard(where)
    with warnings() as told:
        looker.show(where)
        looked, before = looker.sees(where, told)
        was = small(looked.picture)
        if not planter.asked("planted", kind=kind, words=ENGLISH):
            return None
        settle(30)
        looked, after = looker.sees(where, told)
    after += compared(where, small(looked.picture), (digest(was), was))
    return any(found.kind == kind for found in set(after) - set(before))


def _unheard(where: Where) -> bool:
    """Lets one place say what Home says."""
    every = visits(where.lang)

    def hears(visit: Visit) -> str:
        return hear(every["home"] if visit is every[where.scene] else visit)

    def found(ear: object) -> list[Finding]:
        states = [Where(where.panel, where.lang, "normal", scene) for scene in ("home", where.scene)]
        heard = {one: (every[one.scene].at, ear(every[one.scene])) for one in states}  # type: ignore[operator]
        return list(of_the_ear(where.panel, heard))

    return bool(found(hears)) and not found(hear)


def missed(seed: int, times: int = 3) -> list[str]:
    """Plants each kind of fault into as many pages drawn at random, and names those that nobody noticed."""
    chance = random.Random(seed)
    lost = []
    with ground() as (looker, planter):
        for kind in KINDS:
            done = 0
            for _ in range(MOST_TRIES * times):
                lang = chance.choice(("vi", "en")) if kind != "untranslated" else "vi"
                scene = chance.choice([name for name, visit in visits(lang).items() if visit.at != "home"])
                where = Where("portrait", lang, "normal", scene)
                noticed = caught(looker, planter, kind, where)
                done += noticed is not None
                if noticed is False:
                    lost.append(f"{kind}: not noticed at {where}")
                if done == times:
                    break
            if not done:
                lost.append(f"{kind}: no page to plant it into")
    return lost
