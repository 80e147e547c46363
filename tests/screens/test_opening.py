"""While the kiosk is still loading, it already says so: at once, and without what takes long."""

from __future__ import annotations

import subprocess
import sys

from config.schema import Panel
from tests.screens.stage import pillow
from ui.citizen.opening import Opening, application
from ui.theme.tokens import tokens


def test_it_says_that_it_starts() -> None:
    opening = Opening(Panel(), ["Máy đang mở…", "Starting…"], full_screen=False)
    picture = pillow(application().primaryScreen().grabWindow(opening.winId()).toImage())
    opening.close()
    assert picture.size == (432, 768)
    header = tuple(bytes.fromhex(tokens()["colour"]["header"].removeprefix("#")))
    assert picture.getpixel((5, 5)) == header
    written = [x for x in range(432) for y in range(300, 460) if picture.getpixel((x, y)) != header]
    assert max(written) - min(written) > 150, "the name and the lines are not there"


def test_it_loads_neither_pages_nor_catalogue() -> None:
    code = "import sys, ui.citizen.opening, ui.commands.kiosk; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "PySide6.QtGui" in loaded
    assert not loaded & {
        "PySide6.QtQml",
        "PySide6.QtQuick",
        "PySide6.QtTest",
        "kiosk.catalogue.catalogue",
        "numpy",
    }


def test_nobody_reads_the_source_of_what_is_loaded_behind_it() -> None:
    code = """
import linecache, sys
from ui.citizen.opening import spare_sources
import email.message
before = len(linecache.cache)
spare_sources()
import asyncio
print(before, len(linecache.cache))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, after = map(int, done.stdout.split())
    assert 0 < before == after
