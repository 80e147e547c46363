"""Runs `./run listen`: what the recogniser hears in WAV files, or how loud it is before the microphone.

With `--json` each file gives one line: `file`, `text` (empty when nothing was heard that can be believed, and
then `fault` says so), `nbest` (texts with scores), `engine`, `ms`; with `--ask` also the robot's reply to it:
the keys of `ask` (its `text` is `speech` here, and `text` what was heard). A file that can't
be read gives `file` and `error`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from config.centre import load_fields
from config.load import load_profile
from config.problems import BadFile
from config.reading import CannotRead, read_bytes
from config.schema import DeviceChoice
from devices.registry import BadDevice, build
from devices.speech.wav import pieces, samples
from kiosk.catalogue.ranker import Ranker
from kiosk.faults import text_of
from kiosk.language.messages import N_, Messages
from kiosk.language.normal import decode
from kiosk.ports.device import Fault
from kiosk.ports.speech import Expected, Heard, Recogniser
from kiosk.visit.assistant import Assistant, Guess, Reply, TurnContext
from robot.turn import Robot
from ui.commandline.streams import lines_in
from ui.commands import MESSAGES, Refused, WrongUse, _listen_level
from ui.commands.ask import written
from ui.wiring.catalogue import DATA, load_catalogue

HELP = N_("what the recogniser hears in WAV files; with --level, how loud it is here")
WHAT = N_("listen: name WAV files, or use --stdin (file names, one a line), or --level; one of them.")
FILES_FAILED = N_("listen: {count} of {total} files could not be read.")
NOTHING = N_("{file}: nothing heard that can be believed ({why})")
NOT_WAV = "not a WAV of 16 bits"
MOST_BYTES = 50_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the files, what is expected in them, and who hears."""
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--stdin", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--ask", action="store_true", help="give what was heard to the robot")
    parser.add_argument("--engine", default="whisper", help="whisper, vosk, wyoming (default: %(default)s)")
    parser.add_argument("--options", type=json.loads, default={}, metavar="JSON", help="the engine's options")
    parser.add_argument("--profile", type=Path, metavar="FILE", help="hear with the devices of this profile")
    parser.add_argument("--expect", choices=("free", "yes_no", "choice", "digits", "date"), default="free")
    parser.add_argument("--words", default="", metavar="A,B,…", help="the expected answers, or likely words")
    parser.add_argument("--level", action="store_true", help="how loud it is here")


def run(options: argparse.Namespace) -> int:
    """Hears each file at once; exit status 1 when one could not be read."""
    messages = Messages.from_folder(MESSAGES)
    if sum((bool(options.files), options.stdin, options.level)) != 1:
        raise WrongUse(messages.text(options.lang, WHAT))
    try:
        devices = load_profile(options.profile).devices if options.profile else {}
        if options.level:
            return _listen_level.show(devices, options.lang, messages)
        choice = devices.get("recogniser") or DeviceChoice(
            driver=f"recogniser.{options.engine}", options=options.options
        )
        recogniser = build(choice, Recogniser, production=False)
        ask = _asking(messages, options.lang) if options.ask else None
    except BadFile as error:
        raise Refused(error.translated(partial(messages.text, options.lang))) from error
    except BadDevice as error:
        raise Refused(f"listen: {error}") from error
    fault = recogniser.open()
    if fault is not None:
        raise Refused(f"listen: {messages.text(options.lang, text_of(fault).staff)} [{fault.detail}]")
    try:
        return _files(recogniser, ask, options, messages)
    finally:
        recogniser.close()


def _files(
    recogniser: Recogniser,
    ask: Callable[[tuple[Guess, ...]], dict[str, Any]] | None,
    options: argparse.Namespace,
    messages: Messages,
) -> int:
    total = failed = 0
    for name in _names() if options.stdin else options.files:
        total += 1
        told = _one(recogniser, name, _expected(options), options.lang)
        failed += "error" in told
        if ask is not None and told.get("text"):
            told |= ask(tuple(Guess(text, score) for text, score in told["nbest"]))
        if options.json:
            print(json.dumps(told, ensure_ascii=False), flush=True)
        else:
            _show(told, options.lang, messages)
    if failed:
        raise Refused(messages.text(options.lang, FILES_FAILED, count=failed, total=total))
    return 0


def _names() -> Iterator[str]:
    for line in lines_in():
        try:
            yield decode(line).strip()
        except ValueError:
            yield ""


def _expected(options: argparse.Namespace) -> Expected:
    words = tuple(word.strip() for word in options.words.split(",") if word.strip())
    likely = options.expect == "free"
    return Expected(options.expect, () if likely else words, words if likely else ())


def _one(recogniser: Recogniser, name: str, expected: Expected, lang: str) -> dict[str, Any]:
    try:
        sound = samples(read_bytes(Path(name), MOST_BYTES))
    except CannotRead as error:
        return {"file": name, "error": str(error)}
    if sound is None:
        return {"file": name, "error": NOT_WAV}
    heard = recogniser.recognise(pieces(sound), lang, expected)
    if isinstance(heard, Heard):
        nbest = [[text, score] for text, score in heard.nbest]
        return {"file": name, "text": heard.text, "nbest": nbest, "engine": heard.engine, "ms": heard.ms}
    engine = recogniser.health().identity
    return {"file": name, "text": "", "nbest": [], "engine": engine, "ms": None, "fault": _named(heard)}


def _named(fault: Fault) -> str:
    return f"{fault.id}: {fault.detail}" if fault.detail else fault.id


def _asking(messages: Messages, lang: str) -> Callable[[tuple[Guess, ...]], dict[str, Any]]:
    catalogue = load_catalogue(DATA, load_fields())
    robot: Assistant = Robot(catalogue, Ranker(catalogue.index), messages)
    return lambda guesses: reply_of(robot.reply(guesses[0].text, TurnContext(lang), guesses))


def reply_of(reply: Reply) -> dict[str, Any]:
    """Formats the robot's reply beside what was heard, whose `text` and `ms` stand."""
    return {key: value for key, value in written(reply).items() if key != "text"}


def _show(told: dict[str, Any], lang: str, messages: Messages) -> None:
    if "error" in told:
        print(f"{told['file']}: {told['error']}")
        return
    if not told["text"]:
        print(messages.text(lang, NOTHING, file=told["file"], why=told["fault"]))
        return
    print(f"{told['file']}: {told['text']}  ({told['nbest'][0][1]:.2f}, {told['ms']} ms)")
    for line in _speech(told):
        print(f"  → {line}")


def _speech(told: dict[str, Any]) -> Iterable[str]:
    return str(told.get("speech", "")).splitlines()
