"""The panels that the screens are made for, and the least sizes on each.

    python -m tests.screens.panels [PANEL …]

shows every scene on these panels (all, where none is named) in every language and mode, and prints what is
wrong, a line each, then how many lines a panel has.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

from config.schema import Panel

PANELS = {
    "21.5": Panel(px_per_mm=4.03),
    "27": Panel(),
    "32": Panel(px_per_mm=2.71),
    "15.6 1920x1080": Panel(width=1920, height=1080, px_per_mm=5.56),
    "14 1366x768": Panel(width=1366, height=768, px_per_mm=4.41),
    "10.1 1024x600": Panel(width=1024, height=600, px_per_mm=4.63),
}
"""By diagonal in inches; those with a resolution lie on their side."""


@dataclass(frozen=True)
class Least:
    """Holds the least sizes on a panel: of what is touched and its gaps in millimetres, of text in pixels."""

    target_mm: float
    main_mm: float
    gap_mm: float
    text_px: float


def least(panel: Panel) -> Least:
    """Gives what a panel must keep: 20, 24 and 3 mm on a kiosk (20 inches or more), 15, 18 and 3 mm on a
    desk's; text of 34 pixels for a short side of 1080, and 5 mm.
    """
    inches = math.hypot(panel.width, panel.height) / panel.px_per_mm / 25.4
    target = 20.0 if inches >= 20 else 15.0
    text = max(34 * min(panel.width, panel.height) / 1080, 5 * panel.px_per_mm)
    return Least(target, 1.2 * target, 3.0, math.floor(text))


def main(names: list[str]) -> int:
    """Prints what is wrong on the named panels; 1 where anything is."""
    from tests.screens.checks import troubles
    from tests.screens.scenes import SCENES
    from tests.screens.stage import MODES, stage
    from tests.visits.world import CONTEXT

    found = 0
    for name in names or PANELS:
        with stage(PANELS[name]) as shown:
            before = found
            for scene in SCENES:
                for lang in CONTEXT.languages:
                    for mode in MODES:
                        for line in troubles(shown.show(scene, lang, mode), mode, PANELS[name]):
                            print(f"{name}, {scene}, {lang}, {mode}: {line}")
                            found += 1
        print(f"{name}: {found - before}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
