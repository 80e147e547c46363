"""Reads pages with both engines, in a process of its own: one JSON line in, one out.

It may be killed at any time; it writes no file, and what it reads stands in its memory and its pipes alone.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from devices.papers.page_lines import Corners, cut_lines, even, laid_apart, strip_at, without_leaders

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

FEWEST_LETTERS = 2
TESSERACT = ("tesseract", "stdin", "stdout", "-l", "vie", "--psm", "6", "--dpi", "200", "tsv")
SURE = 90.0
"""Tesseract's confidence, of 100, below which it doubts a word: slips lie at 30 to 80, most of what is right
above 90."""
WORD = "5"
"""Tesseract's level of a row of its table that holds a word."""


def main() -> None:
    """Loads the models, says so, then answers one page a line until its input ends."""
    os.nice(5)
    from trueocr import load_model

    model = load_model(threads=1, auto_rotate=False)
    _say({"ready": True})
    for line in sys.stdin:
        try:
            _say(_read(model, base64.b64decode(json.loads(line)["jpeg"])))
        except Exception as error:  # whatever a damaged picture does to a library
            _say({"error": type(error).__name__})


def _read(model: Any, jpeg: bytes) -> dict[str, Any]:
    import cv2
    import numpy as np

    result = model.predict(jpeg)
    page = cv2.cvtColor(np.asarray(result.image), cv2.COLOR_RGB2GRAY)
    lines = [line for line in result.lines if sum(map(str.isalnum, line["text"])) >= FEWEST_LETTERS]
    if not lines:
        return {"boxes": [], "trueocr": [], "tesseract": []}
    boxes: list[Corners] = [tuple(line["bbox"]) for line in lines]
    line_height = float(np.median([bottom - top for _, top, _, bottom in boxes]))
    strips = cut_lines(without_leaders(even(page), line_height), boxes)  # type: ignore[arg-type]
    height, width = page.shape[:2]
    return {
        "boxes": [(a / width, b / height, c / width, d / height) for a, b, c, d in boxes],
        "trueocr": [_doubted(model, line["text"], strip) for line, strip in zip(lines, strips, strict=True)],
        "tesseract": _by_tesseract(strips),
    }


def _doubted(model: Any, text: str, strip: Pixels) -> tuple[str, list[str]]:
    """Gives a line as TrueOCR read it on the page, and the words that it reads otherwise on the prepared
    strip.
    """
    from PIL import Image

    again = "".join(model.predict(Image.fromarray(strip), mode="line").text.split())
    return text, [word for word in text.split() if word not in again]


def _by_tesseract(strips: list[Pixels]) -> list[tuple[str, list[str]]]:
    """Reads the strips by Tesseract, in one call, laid apart on one sheet; doubted are the words of low
    confidence.
    """
    import cv2

    png = cv2.imencode(".png", laid_apart(strips))[1].tobytes()
    one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    table = subprocess.run(TESSERACT, input=png, capture_output=True, check=True, env=one_thread).stdout  # noqa: S603
    said: list[list[str]] = [[] for _ in strips]
    doubted: list[list[str]] = [[] for _ in strips]
    for row in csv.DictReader(io.StringIO(table.decode()), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != WORD or not row["text"].strip():
            continue
        at = strip_at(int(row["top"]) + int(row["height"]) / 2, len(strips))
        said[at].append(row["text"])
        if float(row["conf"]) < SURE:
            doubted[at].append(row["text"])
    return [(" ".join(words), doubts) for words, doubts in zip(said, doubted, strict=True)]


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
