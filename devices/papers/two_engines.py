"""Reads papers by Tesseract and TrueOCR side by side, in a process that is ended when it takes too long.

TrueOCR finds the lines; both read each of them, TrueOCR as it is photographed, Tesseract without dotted lines
and shadow: what disturbs the one leaves the other alone.
"""

from __future__ import annotations

import base64
import contextlib
import importlib.util
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.registry import driver
from kiosk.language.normal import nfc
from kiosk.ports.device import Fault, Health, State
from kiosk.ports.papers import Box, PaperReader, TextLine, Transcript

ENGINES = ("tesseract", "trueocr")
_ROOT = Path(__file__).resolve().parents[2]
_PIECE = 65536


@driver("papers.two_engines", port=PaperReader)
class TwoEngines:
    """Reads one page at a time. A child that died or was ended is started anew with the next page."""

    @dataclass(frozen=True)
    class Options:
        """Holds the options: `within_s` bounds one page, which nobody waits for, `start_within_s` the
        loading of the models.
        """

        within_s: float = 20.0
        start_within_s: float = 20.0

    def __init__(self, options: Options) -> None:
        self._options = options
        self._child: subprocess.Popen[bytes] | None = None
        self._one = threading.Lock()

    def open(self) -> Fault | None:
        """Starts the child; `paper_reader_missing` names what is not installed."""
        with self._one:
            return self._start()

    def close(self) -> None:
        """Ends the child."""
        with self._one:
            self._end()

    def health(self) -> Health:
        """Reports ready while the child lives."""
        if self._child is not None and self._child.poll() is None:
            return Health(State.READY, identity=" + ".join(ENGINES))
        return Health(State.MISSING, Fault("paper_reader_missing", "not running"))

    def read(self, jpeg: bytes) -> tuple[Transcript, ...] | Fault:
        """Reads the page by both engines."""
        with self._one:
            if self._child is None or self._child.poll() is not None:
                fault = self._start()
                if fault is not None:
                    return fault
            request = json.dumps({"jpeg": base64.b64encode(jpeg).decode()}).encode() + b"\n"
            answer = self._answer(request, self._options.within_s)
            if answer is None:
                self._end()
                return Fault("paper_unread", "time")
        if "error" in answer:
            return Fault("paper_unread", answer["error"])
        boxes = [Box(*corners) for corners in answer["boxes"]]
        return tuple(Transcript(engine, _lines(boxes, answer[engine])) for engine in ENGINES)

    def _start(self) -> Fault | None:
        self._end()
        missing = _missing()
        if missing:
            return Fault("paper_reader_missing", missing)
        self._child = subprocess.Popen(
            [sys.executable, "-m", "devices.papers.child"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that Tesseract below it is ended with it
        )
        if self._answer(b"", self._options.start_within_s) is None:
            self._end()
            return Fault("paper_reader_missing", "the models can't be loaded")
        return None

    def _answer(self, request: bytes, within_s: float) -> dict[str, Any] | None:
        """Sends a request and reads the line that answers it; None when the child is gone or too slow."""
        assert self._child is not None
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        until = time.monotonic() + within_s
        answer = b""
        with contextlib.suppress(OSError):
            self._child.stdin.write(request)
            self._child.stdin.flush()
        while not answer.endswith(b"\n"):
            ready, _, _ = select.select([self._child.stdout], [], [], max(0.0, until - time.monotonic()))
            piece = os.read(self._child.stdout.fileno(), _PIECE) if ready else b""
            if not piece:
                return None
            answer += piece
        told: dict[str, Any] = json.loads(answer)
        return told

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()


def _lines(boxes: list[Box], read: list[tuple[str, list[str]]]) -> tuple[TextLine, ...]:
    return tuple(
        TextLine(nfc(text).strip(), box, frozenset(map(nfc, doubts)))
        for box, (text, doubts) in zip(boxes, read, strict=True)
    )


def _missing() -> str:
    """Names what is not installed; empty where nothing is missing."""
    if importlib.util.find_spec("trueocr") is None:
        return "trueocr"
    program = shutil.which("tesseract")
    if program is None:
        return "tesseract-ocr"
    asked = [program, "--list-langs"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603
    return "" if "vie" in listed.split() else "tesseract-ocr-vie"
