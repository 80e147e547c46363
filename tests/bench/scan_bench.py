"""`./run bench scan [--json] [--small] [--seed N] [--sets A,B]`: how much is read of cards, and how fast.

The pictures are those of the shared scanner test material: made anew by its generator, or lying there. Our
own reader runs as `./run scan --json --stdin`; zxing-cpp, pyzbar and OpenCV see every picture right after it,
as their manuals show them. Times are wall time from outside, reading the file included, to be compared within
one run only. `--seed` is added to the seeds of the sets. Exit status 1 when a figure is not reached.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.bench.scan_sets import SETS, PictureSet, Row, share, zone_shares

ROOT = Path(__file__).resolve().parents[2]
MATERIAL = ROOT.parent / "shared" / "scan"
MEASURED_SIZE = (1280, 720)
LEAST_ZONES = 0.95
PEERS = ("zxing", "pyzbar", "opencv")


def main(words: list[str]) -> int:
    """Measure, tell, judge."""
    parser = argparse.ArgumentParser(prog="./run bench scan")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sets", default=",".join(one.name for one in SETS))
    options = parser.parse_args(words)
    if not (MATERIAL / "score.py").is_file():
        print(
            "bench scan: the scanner test material (shared/scan) is not beside the project.", file=sys.stderr
        )
        return 1
    figures: dict[str, Any] = {"load": round(os.getloadavg()[0], 2), "seed": options.seed}
    missed: list[str] = []
    for one in SETS:
        if one.name in options.sets.split(","):
            rows = _rows(one, small=options.small, seed=options.seed)
            figures[one.name], short = judged(one, rows)
            missed += short
    _tell(figures, missed, as_json=options.json)
    return 1 if missed else 0


def judged(one: PictureSet, rows: list[Row]) -> tuple[dict[str, Any], list[str]]:
    """The figures of one set, and the names of those that are not reached."""
    readers = ("product", *(name for name in PEERS if name in rows[0]["by"]))
    figures: dict[str, Any] = {"pictures": len(rows)}
    missed = []
    for aim in one.aims:
        shares = {name: _rounded(share(rows, name, aim.of)) for name in readers}
        figures[aim.name] = {**shares, "least": aim.least}
        missed += [aim.name] if (shares["product"] or 0.0) < aim.least else []
    figures["false"] = {name: sum(row["by"][name]["false"] > 0 for row in rows) for name in readers}
    missed += [f"{one.name}: false payloads"] if figures["false"]["product"] else []
    if one.timed:
        figures["wall_ms"] = {name: _times(rows, name) for name in readers}
        missed += _too_slow(one.name, figures["wall_ms"])
        sized = [row for row in rows if _size(row) == MEASURED_SIZE]
        if sized:
            figures["wall_ms_1280x720"] = {name: _times(sized, name) for name in readers}
            pairs = zip(figures["wall_ms_1280x720"]["product"], one.most_ms, strict=True)
            missed += [f"{one.name}: time a frame"] if any(took > most for took, most in pairs) else []
    if any(row["truth"].get("mrz") for row in rows):
        right, wrong = zone_shares(rows)
        figures["zones"] = {"lines_1_2": _rounded(right), "least": LEAST_ZONES, "false": wrong}
        missed += ["zones"] if right < LEAST_ZONES or wrong else []
    return figures, missed


def _size(row: Row) -> tuple[int | None, int | None]:
    """Width and height of a photo; a clean code's picture has none in its truth."""
    return row["truth"].get("width"), row["truth"].get("height")


def _too_slow(name: str, times: dict[str, list[float]]) -> list[str]:
    """Median and p95 must lie below pyzbar's."""
    pairs = zip(("median", "p95"), times["product"], times.get("pyzbar", [math.inf] * 2), strict=True)
    return [f"{name}: {which} above pyzbar's" for which, ours, theirs in pairs if ours >= theirs]


def _rows(one: PictureSet, *, small: bool, seed: int) -> list[Row]:
    """Every picture shown to every reader, as the material's own scorer does it."""
    score = _scorer()
    with tempfile.TemporaryDirectory() as folder:
        place = MATERIAL / one.folder if one.folder else Path(folder)
        if not one.folder:
            _make(one, place, one.small if small else one.count, seed)
        truths = score.load_lines(place / "truth.jsonl")
        product = score.Product(f"{shlex.quote(str(ROOT / 'run'))} scan --json")
        peers = score.references("zxing,pyzbar")
        if one.name != "clean":
            peers.append(score.Reference("opencv", _opencv()))
        rows: list[Row] = score.run_all(truths, place, [product, *peers])
        if product.failures or product.noise:
            raise SystemExit(f"bench scan: {product.failures[:3]} {product.noise} lines that are no answer")
        return rows


def _make(one: PictureSet, place: Path, count: int, seed: int) -> None:
    words = list(one.made)
    words[words.index("--seed") + 1] = str(int(words[words.index("--seed") + 1]) + seed)
    command = [
        sys.executable,
        "-B",
        str(MATERIAL / "make_cards.py"),
        str(place),
        *words,
        "--count",
        str(count),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scan_score", MATERIAL / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


def _opencv() -> Any:
    import cv2

    detector = cv2.QRCodeDetector()

    def decode(grey: Any) -> list[dict[str, str]]:
        try:
            text, _, _ = detector.detectAndDecode(grey)
        except (cv2.error, UnicodeDecodeError):
            return []
        return [{"bytes": text.encode().hex(), "text": text}] if text else []

    return decode


def _times(rows: list[Row], name: str) -> list[float]:
    walls = sorted(row["by"][name]["wall"] for row in rows)
    return [round(walls[int(part * (len(walls) - 1))], 1) for part in (0.5, 0.95)]


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def _tell(figures: dict[str, Any], missed: list[str], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({**figures, "missed": missed}))
        return
    for name, value in figures.items():
        if not isinstance(value, dict):
            print(f"{name}: {value}")
            continue
        print(name)
        for figure, of in value.items():
            print(f"  {figure:<28} {of}")
    print("missed: " + ", ".join(missed) if missed else "every figure is reached")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
