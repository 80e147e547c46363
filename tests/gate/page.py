"""Writes the page on which changed pictures stand beside those that are kept."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from tests.gate.findings import Finding

HEAD = """<!doctype html><meta charset="utf-8"><title>What looks otherwise</title>
<style>
body { font: 16px sans-serif; margin: 2em; background: #f4f6f9 }
figure { display: inline-block; margin: 0 1em 2em 0 }
img { border: 1px solid #44546a; height: 640px; image-rendering: pixelated }
.landscape img { height: 360px }
</style>
<h1>What looks otherwise</h1>
<p>On the left as it is kept, small and grey; on the right as it is now. Where it is meant:
<code>./run gate --accept</code></p>"""


def write_page(folder: Path, changed: Iterable[Finding]) -> Path:
    """Writes `index.html` into the folder, with a row for each changed picture."""
    rows = [HEAD]
    for one in changed:
        at = one.where
        name = f"{at.panel}/{at.lang}-{at.mode}-{at.scene}"
        pictures = [f"{name}.before.png", f"{name}.jpg"]
        figures = "".join(
            f'<figure><img src="{escape(file)}" alt=""></figure>'
            for file in pictures
            if (folder / file).is_file()
        )
        rows.append(f'<section class="{at.panel}"><h2>{escape(str(at))}</h2>{figures}</section>')
    page = folder / "index.html"
    folder.mkdir(parents=True, exist_ok=True)
    page.write_text("\n".join(rows), encoding="utf-8")
    return page
