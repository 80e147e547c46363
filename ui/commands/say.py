"""Runs `./run say`: speaks a text into a WAV, or through the loudspeaker."""

from __future__ import annotations

import argparse
from pathlib import Path

from config.schema import DeviceChoice
from devices.registry import build
from devices.speech.wav import seconds
from kiosk.faults import text_of
from kiosk.language.aloud import aloud
from kiosk.language.messages import N_, Messages
from kiosk.ports.device import Fault
from kiosk.ports.speech import Player, Sound, Voice
from ui.commands import MESSAGES, NOT_TEXT, Refused, WrongUse, is_text

HELP = N_("speak a text, into a WAV file or through the loudspeaker")
NOTHING = N_("say: write what is to be said in quotes.")
SPOKEN = N_("{seconds:.1f} s of speech in {file}.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the text, and where to."""
    parser.add_argument("text")
    parser.add_argument("--out", type=Path, metavar="FILE.wav", default=None)


def run(options: argparse.Namespace) -> int:
    """Speaks. `--lang` is the voice's language as well."""
    messages = Messages.from_folder(MESSAGES)
    if not options.text.strip():
        raise WrongUse(messages.text(options.lang, NOTHING))
    if not is_text(options.text):
        raise WrongUse(messages.text(options.lang, NOT_TEXT, command="say"))
    sound = _spoken(options, messages)
    if options.out is None:
        _play(sound, options.lang, messages)
        return 0
    try:
        options.out.write_bytes(sound.wav)
    except OSError as error:
        raise Refused(f"say: {options.out}: {error.strerror}") from error
    print(messages.text(options.lang, SPOKEN, seconds=seconds(sound.wav) or 0.0, file=options.out))
    return 0


def _spoken(options: argparse.Namespace, messages: Messages) -> Sound:
    voice = build(DeviceChoice(driver="voice.pyttsx3"), Voice, production=True)
    try:
        found = voice.open() or voice.speak(aloud(options.text, options.lang), options.lang)
    finally:
        voice.close()
    if isinstance(found, Fault):
        raise Refused(_words(found, options.lang, messages))
    return found


def _play(sound: Sound, lang: str, messages: Messages) -> None:
    player = build(DeviceChoice(driver="player.aplay"), Player, production=True)
    try:
        fault = player.open() or player.play(sound)
    finally:
        player.close()
    if fault is not None:
        raise Refused(_words(fault, lang, messages))


def _words(fault: Fault, lang: str, messages: Messages) -> str:
    return f"say: {messages.text(lang, text_of(fault).staff)} [{fault.id}]"
