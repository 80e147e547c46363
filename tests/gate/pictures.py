"""The pictures that the pages had when somebody last looked at them: small and grey, on contact sheets.

Small, because letters are drawn a little differently on every machine: what counts is where what stands. A
sheet holds a language and a mode on a panel; `<panel>.approved` beside them has the digest of each picture.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageChops

from tests.gate.findings import Where

STORED = Path(__file__).with_name("pictures")
SHORT, LONG = 54, 96
COLUMNS = 16
LEVELS = 16
DIFFERENT = 24
"""Grey levels (of 256) by which a point is another one: more than another machine's drawing makes."""
FEW = 3
"""So many points may be others: the edge of a letter."""


def small(picture: Image.Image) -> Image.Image:
    """Makes the picture small and grey."""
    size = (LONG, SHORT) if picture.width > picture.height else (SHORT, LONG)
    grey = picture.convert("L").resize(size, Image.Resampling.BOX)
    return grey.point([round(level / 255 * (LEVELS - 1)) * 255 // (LEVELS - 1) for level in range(256)])


def digest(picture: Image.Image) -> str:
    """Gives sixteen letters for a small picture."""
    return hashlib.blake2b(picture.tobytes(), digest_size=8).hexdigest()


def differs(one: Image.Image, other: Image.Image) -> bool:
    """Says if two small pictures show something else."""
    if one.size != other.size:
        return True
    counts = ImageChops.difference(one, other).histogram()
    return sum(counts[DIFFERENT:]) > FEW


def store(found: Mapping[Where, Image.Image], folder: Path = STORED) -> None:
    """Writes contact sheets and digests of the small pictures; those of other panels stay."""
    groups: dict[tuple[str, str, str], dict[str, Image.Image]] = {}
    for where, picture in found.items():
        groups.setdefault((where.panel, where.lang, where.mode), {})[where.scene] = picture
    rows: dict[str, list[str]] = {}
    folder.mkdir(exist_ok=True)
    for (panel, lang, mode), pictures in sorted(groups.items()):
        _sheet([*pictures.values()]).save(folder / f"{panel}-{lang}-{mode}.png", optimize=True, bits=4)
        lines = [f"{lang} {mode} {scene} {digest(one)}" for scene, one in pictures.items()]
        rows.setdefault(panel, []).extend(lines)
    for panel, lines in rows.items():
        (folder / f"{panel}.approved").write_text("\n".join([*lines, ""]), encoding="utf-8")


def stored(panel: str, folder: Path = STORED) -> dict[Where, tuple[str, Image.Image]]:
    """Gives digest and small picture of each state of a panel that is stored."""
    file = folder / f"{panel}.approved"
    found: dict[Where, tuple[str, Image.Image]] = {}
    counts: dict[tuple[str, str], int] = {}
    sheets: dict[tuple[str, str], Image.Image] = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        lang, mode, scene, value = line.split()
        if (lang, mode) not in sheets:
            sheets[lang, mode] = Image.open(folder / f"{panel}-{lang}-{mode}.png").convert("L")
        number = counts.get((lang, mode), 0)
        counts[lang, mode] = number + 1
        sheet = sheets[lang, mode]
        wide, high = (LONG, SHORT) if panel == "landscape" else (SHORT, LONG)
        left, top = number % COLUMNS * wide, number // COLUMNS * high
        found[Where(panel, lang, mode, scene)] = value, sheet.crop((left, top, left + wide, top + high))
    return found


def _sheet(pictures: list[Image.Image]) -> Image.Image:
    wide, high = pictures[0].size
    sheet = Image.new("L", (COLUMNS * wide, -(-len(pictures) // COLUMNS) * high))
    for number, picture in enumerate(pictures):
        sheet.paste(picture, (number % COLUMNS * wide, number // COLUMNS * high))
    # As a palette of sixteen greys a sheet takes half the bytes.
    few = sheet.point([round(level / 255 * (LEVELS - 1)) for level in range(256)]).convert("L")
    few.putpalette([255 * (at // 3) // (LEVELS - 1) for at in range(LEVELS * 3)])
    return few
