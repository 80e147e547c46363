"""Robots for tests that only ask them: what they know is read once a process."""

from __future__ import annotations

from functools import cache

from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from kiosk.language.messages import Messages
from robot.phrases import own_book
from robot.turn import Robot
from tests.catalogues import opened
from ui.commands import MESSAGES


@cache
def words() -> Messages:
    """Gives the message catalogue."""
    return Messages.from_folder(MESSAGES)


@cache
def robot(sources: Sources) -> Robot:
    """Gives a robot that knows what `sources` say."""
    catalogue = opened(sources)
    return Robot(catalogue, Ranker(catalogue.index), words(), own_book())
