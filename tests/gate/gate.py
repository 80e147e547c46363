"""Looks at every state of every journey, says in a line each what is wrong there, and what to do.

./run gate [SCENE …]            all checks, pictures compared with those that are kept; out/gate/index.html
./run gate --accept [SCENE …]   what is seen now is as it shall be
./run gate --faults             plants a fault of each kind, and says which it misses
./run gate --random N           touches, scans, says and unplugs at random, N times
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from PIL import Image

from tests import test_house_messages as messages
from tests.gate.findings import KNOWN, Finding, Where, divided, known, lines
from tests.gate.page import write_page
from tests.gate.pictures import store, stored
from tests.gate.states import ONLY_READ, PICTURED, states

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "out" / "gate"


def looked(wanted: Collection[str]) -> list[Finding]:
    """Looks at all panels, two at a time, each in a process of its own; gives what is wrong."""
    found: list[Finding] = []
    for panels in (PICTURED, ONLY_READ):
        running = [(panel, _start(panel, wanted)) for panel in panels]
        for panel, process in running:
            if process.wait():
                raise RuntimeError(f"looking at {panel} ended with status {process.returncode}")
            told = json.loads((OUT / panel / "findings.json").read_text(encoding="utf-8"))
            found += [Finding(one["kind"], one["what"], Where(**one["where"])) for one in told]
    return found


def _start(panel: str, wanted: Collection[str]) -> subprocess.Popen[bytes]:
    folder = OUT / panel
    for old in folder.glob("*.*"):
        old.unlink()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    command = [sys.executable, "-m", "tests.gate.looking", panel, str(folder), *wanted]
    return subprocess.Popen(command, cwd=ROOT, env={**environment, "PYTHONPATH": str(ROOT)})


def of_the_messages() -> Iterator[Finding]:
    """Each text has its Vietnamese, and each Vietnamese text is used."""
    used, translated = messages.used(), messages.translated()
    for text in sorted(used.keys() - translated.keys()):
        yield Finding("untranslated", f"“{text}” of {used[text][0]}", Where("messages", "vi", "-", "-"))
    for text in sorted(translated.keys() - used.keys()):
        where = Where("messages", "vi", "-", "-")
        yield Finding("untranslated", f"“{text}” is not used any more: delete it", where)


def accept() -> int:
    """Keeps what was seen as what shall be; gives how many pictures are kept."""
    count = 0
    for panel in PICTURED:
        kept = {where: picture for where, (_, picture) in stored(panel).items()}
        for where in states(panel):
            file = OUT / panel / f"{where.lang}-{where.mode}-{where.scene}.small.png"
            if file.is_file():
                kept[where] = Image.open(file).convert("L")
        store({where: kept[where] for where in states(panel) if where in kept})
        count += len(kept)
    return count


def look(wanted: Collection[str], *, accepting: bool) -> int:
    """Looks, and prints what is wrong; 1 where something is that is not known."""
    began = time.monotonic()
    found = [*looked(wanted), *([] if wanted else of_the_messages())]
    if accepting:
        print(f"{accept()} pictures are kept in tests/gate/pictures")
        found = [one for one in found if one.kind != "picture"]
    left, done_with = divided(found, known())
    for line in lines(left):
        print(line)
    for row in done_with if not wanted else ():
        print(f"known: nothing is wrong any more by {row.kind} {row.what}: take it out of {KNOWN.name}")
    write_page(OUT, [one for one in found if one.kind == "picture"])
    failed = bool(left) or bool(done_with and not wanted)
    took = f"{time.monotonic() - began:.0f} s"
    print(f"{len(left)} findings, {len(found) - len(left)} known, {took}; {OUT / 'index.html'}")
    return int(failed)


def main(words: list[str]) -> int:
    """Runs the gate by its options."""
    parser = argparse.ArgumentParser(prog="./run gate")
    parser.add_argument("scenes", nargs="*", metavar="SCENE")
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--random", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.faults:
        return _faults(options.seed)
    if options.random:
        return _random(options.random, options.seed)
    status = look(options.scenes, accepting=options.accept)
    if options.scenes or options.accept:
        return status
    return int(bool(status or _faults(options.seed)))


def _faults(seed: int) -> int:
    from tests.gate.planting import KINDS, missed

    lost = missed(seed)
    print("\n".join([*lost, f"{len(KINDS)} kinds of fault planted; not noticed: {len(lost)}"]))
    return int(bool(lost))


def _random(count: int, seed: int) -> int:
    from tests.gate.randomly import Trouble, wander

    try:
        done = wander(count, seed)
    except Trouble as trouble:
        print(trouble)
        return 1
    print(", ".join(f"{number} {name}" for name, number in done.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
