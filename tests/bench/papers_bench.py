"""Measures the reading of papers: invented ones of several kinds, photographed well and badly.

`./run bench papers [--json] [--count N]`: what is offered of each input, rightly and wrongly, what is not,
how far each engine is from the print, and how long a page takes. Wrong may be none.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from config.schema import DeviceChoice
from devices.papers.two_engines import TwoEngines
from devices.scanning.document import CameraDocument
from devices.scanning.picture import PictureCamera
from devices.simulators.specimen_filled import HOUSE_FACE, KINDS, Filled, PaperKind, filled, sheet
from devices.simulators.specimen_photo import Shot, photograph, wooden_desk
from kiosk.language.normal import same_tones
from kiosk.ports.device import Fault
from kiosk.ports.papers import Page, Transcript
from kiosk.reading.layout import load_layouts
from kiosk.reading.offer import known_names, offered

SERIF = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
QUALITIES: dict[str, dict[str, Any]] = {
    "clean": {},
    "tilted": {"turn": 6.0, "tilt": (9.0, 5.0)},
    "blurred": {"blur": 2.6, "turn": 3.0, "noise": 4.0},
    "shadowed": {"slope": 0.9, "light": 0.8, "turn": -2.0},
}
MOST_MS = 5000
LONGEST_S = 60.0


@dataclass(frozen=True)
class Specimen:
    """One invented paper, how it is drawn and photographed."""

    kind: PaperKind
    quality: str
    seed: int

    @property
    def face(self) -> Path:
        return SERIF if self.seed % 2 and SERIF.is_file() else HOUSE_FACE

    def page(self, paper: Filled) -> Page | Fault:
        flat = sheet(paper, self.face, leaders=self.seed % 3 == 0)
        taken = {"width": 2592, "height": 1944, "fill": 0.94, "blur": 0.6, "light": 0.92}
        shot = Shot(**{**taken, **QUALITIES[self.quality]}, seed=self.seed)
        source = PictureCamera(PictureCamera.Options())
        camera = CameraDocument(
            CameraDocument.Options(camera=DeviceChoice(driver="camera.picture"), frames=1), source
        )
        camera.open()
        source.lay(photograph(flat, wooden_desk(shot), shot).pixels)
        return camera.capture()


def specimens(count: int) -> list[Specimen]:
    """Every kind in every quality, then once more with other people, until there are so many."""
    ways = [(kind, quality) for quality in QUALITIES for kind in KINDS]
    return [Specimen(*ways[at % len(ways)], seed=at // len(ways) + 1) for at in range(count)]


def measure(count: int, reader: TwoEngines) -> dict[str, Any]:
    """Reads so many papers; tells the figures."""
    known, layouts = known_names(), load_layouts()
    totals: Counter[str] = Counter()
    by_quality: dict[str, Counter[str]] = {quality: Counter() for quality in QUALITIES}
    slips: Counter[str] = Counter()
    letters = 0
    took: list[float] = []
    wrong: list[str] = []
    for one in specimens(count):
        paper = filled(one.kind, one.seed)
        page = one.page(paper)
        began = time.monotonic()
        read = reader.read(page.jpeg) if isinstance(page, Page) else page
        took.append((time.monotonic() - began) * 1000)
        transcripts = () if isinstance(read, Fault) else read
        offers = {
            offer.input: offer for offer in offered(layouts, transcripts, tuple(paper.truth), known, "")
        }
        for name, truth in paper.truth.items():
            offer = offers.get(name)
            verdict = "not_offered" if offer is None else _verdict(offer.text, truth)
            totals[verdict] += 1
            by_quality[one.quality][verdict] += 1
            if verdict == "offered_wrong" and offer is not None:
                wrong.append(f"{one.kind} {one.quality} {one.seed} {name}: {offer.text} ({offer.by})")
        rows = [f"{label}: {value}" for row in paper.rows for label, value in row]
        letters += sum(map(len, rows)) if transcripts else 0
        for transcript in transcripts:
            slips[transcript.engine] += sum(_distance(row, transcript) for row in rows)
    figures: dict[str, Any] = {
        "papers": count,
        "fields": totals.total(),
        **{name: totals[name] for name in ("offered_right", "offered_wrong", "not_offered")},
        "cer": {engine: round(slips[engine] / max(1, letters), 4) for engine in ("tesseract", "trueocr")},
        "ms_p50": round(statistics.median(took)),
        "ms_p95": round(float(np.percentile(took, 95))),
        "by_quality": {quality: dict(counts) for quality, counts in by_quality.items()},
        "faces": 2 if SERIF.is_file() else 1,
        "wrong": wrong,
    }
    return {**figures, "missed": missed(figures)}


def missed(figures: dict[str, Any]) -> list[str]:
    """Names the figures that are not reached."""
    late = ["ms_p95"] if figures["ms_p95"] > MOST_MS else []
    return [*(["offered_wrong"] if figures["offered_wrong"] else []), *late]


def _verdict(text: str, truth: str) -> str:
    return "offered_right" if same_tones(text.lower()) == same_tones(truth.lower()) else "offered_wrong"


def _distance(row: str, transcript: Transcript) -> int:
    """Least number of changed, missing and added letters between a printed row and any part of the text."""
    text = np.array([ord(sign) for sign in " ".join(line.text for line in transcript.lines)])
    before, places = np.zeros(len(text) + 1), np.arange(len(text) + 1)
    for at, sign in enumerate(row, 1):
        now = before + 1
        now[1:] = np.minimum(now[1:], before[:-1] + (text != ord(sign)))
        now[0] = at
        before = np.minimum.accumulate(now - places) + places
    return int(before.min())


def main(words: list[str]) -> int:
    """Measures and prints; 1 when a figure is not reached."""
    parser = argparse.ArgumentParser(prog="bench papers")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--count", type=int, default=48)
    options = parser.parse_args(words)
    reader = TwoEngines(TwoEngines.Options(within_s=LONGEST_S, start_within_s=LONGEST_S))
    fault = reader.open()
    if fault is not None:
        print(f"bench papers: {fault.id}: {fault.detail}", file=sys.stderr)
        return 1
    try:
        figures = measure(options.count, reader)
    finally:
        reader.close()
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, figure in figures.items():
            print(f"{name}: {figure}")
    return 1 if figures["missed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
