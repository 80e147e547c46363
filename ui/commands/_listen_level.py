"""Shows a technician how loud it is before the microphone, and whether the kiosk would hear itself."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping

from config.schema import DeviceChoice
from devices.registry import build
from devices.speech.vad import SPEECH, detector
from kiosk.faults import text_of
from kiosk.language.messages import N_, Messages
from kiosk.ports.device import Device, Fault
from kiosk.ports.speech import PIECE, RATE, SAMPLE_BYTES, Microphone, Player, Sound, Voice
from ui.commands import Refused

SECONDS = 3.0
QUIET, CLIPS = -50.0, 32_700
"""Decibels below full scale under which speech is lost, and the sample from which it is cut off."""
SAY = N_("Speak now, as a citizen would, for {seconds:.0f} seconds.")
LEVEL = N_("Level: {level:.0f} dB, loudest {peak:.0f} dB; speech in {share:.0%} of the time.")
TOO_QUIET = N_("Too quiet: turn the microphone up, or bring it nearer.")
TOO_LOUD = N_("Too loud: what is said is cut off; turn the microphone down.")
NO_SPEECH = N_("No speech was found: check that this is the right microphone.")
GOOD = N_("Good.")
ECHO = N_("While the kiosk spoke, speech was found in {share:.0%} of the time at {level:.0f} dB.")
ECHO_NOTE = N_("The kiosk does not listen while it speaks, so this does no harm.")
TEST_SENTENCE = N_("This is a test of the loudspeaker.")


def show(devices: Mapping[str, DeviceChoice], lang: str, messages: Messages) -> int:
    """Measures; exit status 1 where the level is not good."""
    usual = DeviceChoice(driver="microphone.portaudio")
    microphone = build(devices.get("microphone", usual), Microphone, production=False)
    _opened(microphone, lang, messages)
    try:
        print(messages.text(lang, SAY, seconds=SECONDS), flush=True)
        heard = _heard(microphone, lang, messages)
        level, peak, share = measured(heard)
        print(messages.text(lang, LEVEL, level=level, peak=peak, share=share))
        verdict = judged(heard)
        print(messages.text(lang, verdict))
        if "voice" in devices and "player" in devices:
            _echo(microphone, devices, lang, messages)
    finally:
        microphone.close()
    return int(verdict != GOOD)


def _echo(microphone: Microphone, devices: Mapping[str, DeviceChoice], lang: str, messages: Messages) -> None:
    """Speaks and listens at the same time."""
    voice = build(devices["voice"], Voice, production=False)
    player = build(devices["player"], Player, production=False)
    _opened(voice, lang, messages)
    _opened(player, lang, messages)
    try:
        sound = voice.speak(messages.text(lang, TEST_SENTENCE), lang)
        if not isinstance(sound, Sound):
            _refuse(sound, lang, messages)
            return
        playing = threading.Thread(target=player.play, args=(sound,))
        playing.start()
        level, _peak, share = measured(_heard(microphone, lang, messages))
        playing.join()
        print(messages.text(lang, ECHO, share=share, level=level))
        print(messages.text(lang, ECHO_NOTE))
    finally:
        player.close()
        voice.close()


def _opened(device: Device, lang: str, messages: Messages) -> None:
    fault = device.open()
    if fault is not None:
        _refuse(fault, lang, messages)


def _refuse(fault: Fault, lang: str, messages: Messages) -> None:
    raise Refused(f"listen: {messages.text(lang, text_of(fault).staff)} [{fault.detail}]")


def _heard(microphone: Microphone, lang: str, messages: Messages) -> list[bytes]:
    fault = microphone.start()
    if fault is not None:
        _refuse(fault, lang, messages)
    pieces: list[bytes] = []
    try:
        while len(pieces) * PIECE < SECONDS * RATE:
            piece = microphone.read()
            if isinstance(piece, Fault):
                _refuse(piece, lang, messages)
            elif piece:
                pieces.append(piece)
            else:
                break
    finally:
        microphone.stop()
    return pieces


def measured(pieces: list[bytes]) -> tuple[float, float, float]:
    """Gives level and loudest sample in decibels below full scale, and the share of pieces with speech."""
    values = memoryview(b"".join(pieces)).cast("h")
    if not values:
        return -99.0, -99.0, 0.0
    mean = math.sqrt(sum(value * value for value in values) / len(values))
    is_speech = detector()
    whole = [piece for piece in pieces if len(piece) == PIECE * SAMPLE_BYTES]
    share = sum(is_speech(piece) >= SPEECH for piece in whole) / max(1, len(whole))
    return _decibels(mean), _decibels(max(abs(value) for value in values)), share


def judged(pieces: list[bytes]) -> str:
    """Says in one line what to do about the level."""
    values = memoryview(b"".join(pieces)).cast("h")
    level, _peak, share = measured(pieces)
    if values and max(abs(value) for value in values) >= CLIPS:
        return TOO_LOUD
    if level < QUIET:
        return TOO_QUIET
    return GOOD if share > 0.1 else NO_SPEECH


def _decibels(value: float) -> float:
    return 20 * math.log10(max(value, 0.4) / 32_768)
