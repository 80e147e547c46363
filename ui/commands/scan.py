"""Runs `./run scan`: reads the codes in pictures. With `--json` one object a line, for
measuring.

The line's format is that of the scanner test material: `file`, `symbols` (`bytes` in hexadecimal, `text`,
`kind`, `fields`, `warnings`), `mrz` (three lines, or null), `ms`, with `--burst` also `frames_used`; `error`
where a file is no picture. What a code says is shown, never followed.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from config.schema import HubService
from devices.scanning.decoder import SMALL_SYMBOLS, Decoder, Symbol
from devices.scanning.files import pictures_in, read_grey
from devices.scanning.mrz.reading import prepare, read_mrz
from devices.scanning.qr.fusion import Fusion
from kiosk.clock import SystemClock
from kiosk.identity.mask import mask_id, mask_name
from kiosk.identity.meaning import KIND_NAMES, meaning_of
from kiosk.language.messages import N_, Messages
from ui.commandline.streams import lines_in
from ui.commands import MESSAGES, Refused, WrongUse

HELP = N_("reads citizen cards and codes from pictures")
ONE_SOURCE = N_("scan: name picture files, or --stdin, or --burst DIR, or --camera; one of them.")
NO_DISPLAY = N_("scan: no display answers; the live picture needs one (DISPLAY or WAYLAND_DISPLAY).")
NO_PICTURES = N_("scan: {folder} is not a folder with pictures.")
SOME_FAILED = N_("scan: {count} of {total} files are missing or not pictures.")
FILE_FAILED = N_("missing, or not a picture")
FIELDS_OF_2024, LINES_TO_CODE = 11, 6.5
NOTHING_FOUND = N_("no code found")
CARD = N_("citizen card {id}, {name}")
BACK = N_("back of citizen card {id}, the name to be checked")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares pictures by name, by standard input, as one camera's burst, or live."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--stdin", action="store_true")
    parser.add_argument("--burst", type=Path, metavar="DIR")
    parser.add_argument("--camera", nargs="?", const="0", metavar="N|FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--public-url", default=HubService().public_url, metavar="URL")


def run(options: argparse.Namespace) -> int:
    """Prints one line a picture. Raises Refused when a file was no picture, after all lines are out."""
    messages = Messages.from_folder(MESSAGES)
    sources = (options.files, options.stdin, options.burst is not None, options.camera is not None)
    if sum(map(bool, sources)) != 1:
        raise WrongUse(messages.text(options.lang, ONE_SOURCE))
    if options.camera is not None:
        return _live(options, messages)
    decoder = Decoder()
    decoder.open()
    if options.stdin:
        prepare()
        gc.freeze()  # what is loaded stays: the collector need not look through it while pictures wait
    total = failed = 0
    for line in _lines(options, decoder, messages):
        print(_as_json(line) if options.json else _as_text(line, messages, options.lang), flush=True)
        total += 1
        failed += "error" in line
    decoder.close()
    if failed:
        raise Refused(messages.text(options.lang, SOME_FAILED, count=failed, total=total))
    return 0


def _live(options: argparse.Namespace, messages: Messages) -> int:
    """Opens the technician's window on a camera (a number or a device), or on a film played as one."""
    from ui.wiring.display import display_answers

    if not os.environ.get("QT_QPA_PLATFORM") and not display_answers(os.environ):
        raise Refused(messages.text(options.lang, NO_DISPLAY))
    from ui.technician.live import NoCamera, show_live

    try:
        return show_live(options.camera, messages, options.lang)
    except NoCamera as error:
        raise Refused(f"scan: {error}") from error


def _lines(options: argparse.Namespace, decoder: Decoder, messages: Messages) -> Iterator[dict[str, Any]]:
    if options.burst is not None:
        frames = _frames_of(options.burst)
        if not frames:
            raise Refused(messages.text(options.lang, NO_PICTURES, folder=options.burst))
        yield _timed(str(options.burst), partial(_burst, frames, decoder, options.public_url))
        return
    for file in _names(options):
        yield _timed(str(file), partial(_single, file, decoder, options.public_url))


def _names(options: argparse.Namespace) -> Iterable[Path]:
    if not options.stdin:
        return list(options.files)
    return (Path(os.fsdecode(line.rstrip(b"\r\n"))) for line in lines_in())


def _frames_of(folder: Path) -> list[Path]:
    try:
        return pictures_in(folder)
    except OSError:
        return []


def _timed(name: str, read: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    began = time.perf_counter()
    line = read()
    return {"file": name, **line, "ms": round((time.perf_counter() - began) * 1000, 1)}


def _single(file: Path, decoder: Decoder, public_url: str, fusion: Fusion | None = None) -> dict[str, Any]:
    grey = read_grey(file)
    if grey is None:
        return {"symbols": [], "mrz": None, "error": "not_a_picture"}
    looks = decoder.looks(grey, fusion)
    *_, sight = islice(looks, SMALL_SYMBOLS)
    zone = read_mrz(grey, sight.code) if _may_be_back(sight.symbols, grey.shape) else None
    if zone is None:  # a card's back that is whole in the frame bears no code of large modules
        *_, sight = sight, *looks
    described = [_described(symbol, public_url) for symbol in sight.symbols]
    return {"symbols": described, "mrz": None if zone is None else list(zone.lines)}


def _may_be_back(symbols: tuple[Symbol, ...], shape: tuple[int, ...]) -> bool:
    """Says if machine-readable lines may stand in the picture. A card's back bears no code (2021) or that of
    the card of 2024, beside which the lines, seven times as long as the code is wide, must have room.
    """
    if not symbols:
        return True
    corners = symbols[0].quad
    side = max(abs(corners[1][0] - corners[0][0]), abs(corners[1][1] - corners[0][1]))
    is_back = symbols[0].payload.count(b"|") >= FIELDS_OF_2024 - 1
    return is_back and LINES_TO_CODE * side < math.hypot(*shape[:2])


def _burst(frames: list[Path], decoder: Decoder, public_url: str) -> dict[str, Any]:
    """Reads frame after frame, with what the earlier ones showed, until a code is read, as the card reader
    does.
    """
    used, zone, fusion = 0, None, Fusion()
    for used, file in enumerate(frames, 1):
        line = _single(file, decoder, public_url, fusion)
        zone = zone or line["mrz"]
        if line["symbols"] or "error" in line:
            return {**line, "mrz": zone, "frames_used": used}
    return {"symbols": [], "mrz": zone, "frames_used": used}


def _described(symbol: Symbol, public_url: str) -> dict[str, Any]:
    meaning = meaning_of(symbol.payload, public_url, SystemClock().now().date())
    described: dict[str, Any] = {
        "bytes": symbol.payload.hex(),
        "text": symbol.payload.decode("utf-8", "replace"),
        "kind": meaning.kind,
        "fields": meaning.values,
    }
    if meaning.warnings:
        described["warnings"] = list(meaning.warnings)
    return described


def _as_json(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False)


def _as_text(line: dict[str, Any], messages: Messages, lang: str) -> str:
    """Formats a line for people: what was found, personal values masked."""
    if "error" in line:
        return f"{line['file']}: {messages.text(lang, FILE_FAILED)}"
    found = [_told(symbol, messages, lang) for symbol in line["symbols"]]
    if line["mrz"] is not None:
        found.append(messages.text(lang, BACK, id=mask_id(line["mrz"][0][15:27])))
    return f"{line['file']}: {'; '.join(found) or messages.text(lang, NOTHING_FOUND)} ({line['ms']} ms)"


def _told(symbol: dict[str, Any], messages: Messages, lang: str) -> str:
    if symbol["kind"] != "citizen_card":
        name = KIND_NAMES[symbol["kind"]]
        return messages.text(lang, name)
    fields = symbol["fields"]
    return messages.text(lang, CARD, id=mask_id(fields["id"]), name=mask_name(fields["name"]))
