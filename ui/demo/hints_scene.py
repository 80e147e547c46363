"""Plays a card held wrongly in three ways, and then well: the screen says what to do each time."""

from __future__ import annotations

from PySide6.QtGui import QAccessible

from devices.simulators.specimen_views import VIEWS, seen
from kiosk.language.messages import N_
from kiosk.visit.aim_hints import CARD_HINTS, hint_text
from kiosk.visit.journeys.application.state import filled
from ui.citizen.window import descendants
from ui.demo import walk
from ui.demo.citizen import Citizen
from ui.demo.play import Play

SCENE = N_("The camera helps to hold the card")
WRONGLY = ("too_far", "glare", "blurred")


def play_hints(play: Play) -> None:
    """Checks that each hint stands on the screen in words; then the card is read, and nothing of the picture
    is left.
    """
    with (
        play.citizen("hints") as citizen,
        play.recorder.step(SCENE, N_("Each time the screen says what would help")) as step,
    ):
        citizen.touches_field("ho_tich")
        citizen.touches_procedure(walk.BIRTH)
        citizen.touches("Start now")
        walk.consent(citizen)
        told = [""]
        for name in WRONGLY:
            walk.hold_under_camera(citizen, step, seen(VIEWS[name]), name)
            citizen.until(lambda visit: hint_text(visit) not in ("", told[-1]), f"a hint for {name}", 30)
            citizen.picture(step, name)
            told.append(hint_text(citizen.visit))
            step.check(words(citizen, told[-1]) in on_screen(citizen), N_("the screen shows its words"))
        wanted = [CARD_HINTS["move_closer"], CARD_HINTS["tilt_glare"], CARD_HINTS["hold_still"]]
        step.check(told[1:] == wanted, N_("closer, out of the glare, still: in this order"))
        walk.hold_under_camera(citizen, step, seen(VIEWS["good"]), "good")
        visit = citizen.until(lambda visit: "requester" in filled(visit).persons, "the card to be read", 30)
        citizen.picture(step, "read")
        step.check(visit.glimpse is None, N_("the camera's picture is gone with the waiting"))
        citizen.camera.lay(None)


def words(citizen: Citizen, message: str) -> str:
    """Translates a message to the language of the visit."""
    return citizen.context.messages.text(citizen.visit.lang, message)


def on_screen(citizen: Citizen) -> set[str]:
    """Lists every text that a screen reader finds."""
    root = QAccessible.queryAccessibleInterface(citizen.window.window)
    return {part.text(QAccessible.Text.Name) for part in descendants(root)}
