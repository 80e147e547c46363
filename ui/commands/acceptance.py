"""Runs `./run acceptance speech DIR`: recorded questions of this place, tried on its recogniser and robot.

DIR holds WAV files and `questions.jsonl`, a line each: `file`, `said`, and if wanted `lang`, `speaker`,
`accent`, `action`, `command`, `procedures_any` (the codes that are right). `report.html` is written beside.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jinja2

from config.centre import load_fields
from config.load import load_profile
from config.problems import BadFile
from config.reading import CannotRead, read_text
from config.schema import DeviceChoice, Profile
from devices.registry import BadDevice, build
from kiosk.catalogue.describe import day_words
from kiosk.catalogue.ranker import Ranker
from kiosk.clock import SystemClock
from kiosk.faults import text_of
from kiosk.language.messages import N_, Messages
from kiosk.language.normal import nfc
from kiosk.ports.slots import MICROPHONE, PLAYER, RECOGNISER, VOICE
from kiosk.ports.speech import Recogniser
from robot.turn import Robot
from ui.commands import MESSAGES, Refused, WrongUse
from ui.commands.doctor import as_line, try_device
from ui.technician import speech_trial
from ui.technician.speech_trial import Asked, CannotTry, Trial, Tried, figures, figures_by
from ui.wiring.catalogue import DATA, load_catalogue

HELP = N_("tries recorded questions of this place on recogniser and robot, as a page")
NO_FOLDER = N_("acceptance: {folder} is not a folder with a questions.jsonl.")
BAD_LINE = N_("acceptance: {file}, line {line}: needs an object with “file” and “said”.")
WRITTEN = N_("{count} questions, word errors {wer}, right procedure first {r1}, among three {r3}: {file}")
NOT_TRIED = N_("acceptance: {count} recordings could not be tried: {first}")
TEMPLATE = Path(speech_trial.__file__).with_name("speech_trial.html")
QUESTIONS, REPORT = "questions.jsonl", "report.html"
SPEECH = (MICROPHONE, RECOGNISER, VOICE, PLAYER)
ABSENT = N_("– {title}: none in the profile")
ALL, SPEAKERS, ACCENTS = N_("All"), N_("By speaker"), N_("By accent")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares what is tried, and who hears."""
    parts = parser.add_subparsers(dest="part", metavar="speech", required=True)
    speech = parts.add_parser("speech")
    speech.add_argument("folder", type=Path, metavar="DIR")
    speech.add_argument("--profile", type=Path, metavar="FILE", help="hear with this profile's recogniser")
    speech.add_argument("--json", action="store_true")
    speech.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Tries every recording; exit status 1 when one could not be tried."""
    messages = Messages.from_folder(MESSAGES)
    told = partial(messages.text, options.lang)
    if not (options.folder / QUESTIONS).is_file():
        raise WrongUse(told(NO_FOLDER, folder=options.folder))
    try:
        asked = list(_questions(options.folder, options.lang, messages))
        profile = load_profile(options.profile) if options.profile else None
        devices = profile.devices if profile else {}
        choice = devices.get(RECOGNISER.name, DeviceChoice(driver="recogniser.whisper"))
        recogniser = build(choice, Recogniser, production=False)
        catalogue = load_catalogue(DATA, load_fields())
    except BadFile as error:
        raise Refused(error.translated(told)) from error
    except (BadDevice, CannotRead) as error:
        raise Refused(f"acceptance: {error}") from error
    ranker = Ranker(catalogue.index)
    trial = Trial(recogniser, Robot(catalogue, ranker, messages), partial(_ranked, ranker))
    fault = recogniser.open()
    if fault is not None:
        raise Refused(f"acceptance: {told(text_of(fault).staff)} [{fault.detail}]")
    rows, troubles = [], []
    try:
        for one in asked:
            try:
                rows.append(trial.play(one))
            except CannotTry as error:
                troubles.append(str(error))
        engine = recogniser.health().identity
    finally:
        recogniser.close()
    whole = _counted(rows)
    report = options.folder / REPORT
    about = {"engine": engine, "devices": _devices(profile, options.lang, messages)}
    report.write_text(_page(rows, whole, about, options.lang, messages), "utf-8")
    if options.json:
        print(json.dumps({"engine": engine, **whole, "not_tried": troubles}, ensure_ascii=False))
    else:
        print(told(WRITTEN, count=len(rows), file=report, **{key: whole[key] for key in ("wer", "r1", "r3")}))
    if troubles:
        raise Refused(told(NOT_TRIED, count=len(troubles), first=troubles[0]))
    return 0


def _ranked(ranker: Ranker, text: str, lang: str) -> list[str]:
    return [hit.code for hit in ranker.rank(text, lang, typing=False)]


def _counted(rows: list[Tried]) -> dict[str, Any]:
    return {
        **figures(rows),
        "speakers": figures_by(rows, lambda asked: asked.speaker),
        "accents": figures_by(rows, lambda asked: asked.accent),
    }


def _questions(folder: Path, lang: str, messages: Messages) -> Iterator[Asked]:
    for number, line in enumerate(read_text(folder / QUESTIONS).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield Asked(
                folder / Path(row["file"]).name,
                nfc(row["said"]),
                lang=str(row.get("lang", "vi")),
                speaker=str(row.get("speaker", "")),
                accent=str(row.get("accent", "")),
                action=str(row.get("action", "answer")),
                command=row.get("command"),
                procedures=tuple(row.get("procedures_any", ())),
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Refused(messages.text(lang, BAD_LINE, file=QUESTIONS, line=number)) from error


def _devices(profile: Profile | None, lang: str, messages: Messages) -> list[str]:
    """Says of each device that hears or speaks whether it works, and what to do; or that there is none."""
    if profile is None:
        return []
    absent = {slot: messages.text(lang, slot.title) for slot in SPEECH if slot.name not in profile.devices}
    return [
        messages.text(lang, ABSENT, title=absent[slot])
        if slot in absent
        else as_line(try_device(slot, profile), messages, lang)
        for slot in SPEECH
    ]


def _page(
    rows: list[Tried], whole: dict[str, Any], about: dict[str, Any], lang: str, messages: Messages
) -> str:
    tables = [
        (messages.text(lang, ALL), {"": whole}),
        (messages.text(lang, SPEAKERS), whole["speakers"]),
        (messages.text(lang, ACCENTS), whole["accents"]),
    ]
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        lang=lang,
        rows=rows,
        whole=whole,
        tables=tables,
        **about,
        day=day_words(SystemClock().now().date(), lang),
        _=lambda message, **values: messages.text(lang, message, **values),
    )
