"""Plays all scenes and writes the report."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from config.schema import Profile
from kiosk.clock import ICT
from ui.citizen.window import application
from ui.demo.citizen import stop_when_interrupted
from ui.demo.hints_scene import play_hints
from ui.demo.officer import Officer
from ui.demo.play import COUNTER, Play, browser_if_installed
from ui.demo.recorder import NotTrue, Recorder
from ui.demo.report import write_report
from ui.demo.stage import open_stage
from ui.demo.trouble_scenes import (
    play_english,
    play_hub_off,
    play_no_paper,
    play_nobody,
    play_power_off,
    play_unreadable,
)
from ui.demo.visit_scene import play_visit

SCENES: tuple[Callable[[Play], None], ...] = (
    play_visit,
    play_hub_off,
    play_no_paper,
    play_power_off,
    play_hints,
    play_unreadable,
    play_nobody,
    play_english,
)


def play_all(
    profile: Profile,
    folder: Path,
    lang: str,
    begins: Callable[[str], object],
    scenes: tuple[Callable[[Play], None], ...] = SCENES,
) -> Recorder:
    """Plays the scenes below `folder`; a scene that fails ends there, and the next one
    begins.

    `begins` gets the name of each scene as it begins.
    """
    application()
    stop_when_interrupted()
    recorder = Recorder(folder)
    with open_stage(folder, profile) as stage, browser_if_installed() as browser:
        officer = Officer(stage.hub_url, COUNTER, *stage.staff_code(COUNTER))
        play = Play(stage, recorder, officer, browser)
        for scene in scenes:
            begins(scene.__name__.removeprefix("play_").replace("_", " "))
            with suppress(NotTrue):
                scene(play)
        facts = {
            "centre": stage.context.centre.full_name,
            "made_at": f"{datetime.now(ICT):%d/%m/%Y %H:%M}",
            "version": "0.1.0",
            "pictured_pages": browser is not None,
            "qt": version("PySide6_Essentials"),
        }
        write_report(recorder, stage.context.messages, lang, facts)
    return recorder
