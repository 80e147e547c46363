"""A ticket's number is said in one way, wherever it is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.language.aloud import aloud
from kiosk.language.announce import call, spoken_number
from kiosk.visit import events as ev
from kiosk.visit.spoken import spoken
from tests.visits.world import World


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_kiosk_hall_and_robot_say_a_number_alike(lang: str) -> None:
    world = World()
    world.does(ev.ChoseLanguage(lang), ev.ToggledComfort("listen"))
    world.does(ev.PickedField("ho_tich"), ev.WantsNumber())
    ticket = world.visit.ticket
    assert ticket is not None
    letters, digits = ticket.number.split()
    said = spoken_number(letters, digits, lang)
    world.robot.reply_with = replace(world.robot.reply_with, text=f"({ticket.number})", speech="")
    assert said in aloud(spoken(world.session.context, world.visit), lang)
    world.does(ev.AskedRobot("số của tôi"))
    assert said in world.voice.said[-1][1]
    assert said in call(ticket.number, "3", lang)
