"""Gives qmllint the types that Python registers: a copy of the QML tree with `.qmltypes`
in it.

Module by module: `pyside6-metaobjectdump` of every Python file with a QML_IMPORT_NAME, then
`qmltyperegistrar`. The dump does not say which properties are constant; the live meta-object does.
"""

from __future__ import annotations

import ast
import importlib
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(PySide6.__file__).parent


def qml_tree(target: Path) -> list[Path]:
    """Copy every QML file below `target`, describe the modules' Python types beside them; the QML files."""
    copied = []
    for source in [*(ROOT / "ui").rglob("*.qml"), *(ROOT / "ui").rglob("qmldir")]:
        copy = target / source.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, copy)
        copied.append(copy)
    for name, sources in python_modules().items():
        describe(name, sources, target)
    return [path for path in copied if path.suffix == ".qml"]


def python_modules() -> dict[str, list[Path]]:
    """The QML modules' names, and the Python files that register types in them."""
    found = defaultdict(list)
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            match node:
                case ast.Assign(
                    targets=[ast.Name(id="QML_IMPORT_NAME")], value=ast.Constant(value=str(name))
                ):
                    found[name].append(path)
    return dict(found)


def describe(name: str, sources: list[Path], target: Path) -> None:
    """Write the module's `.qmltypes`, and name it in its `qmldir`."""
    folder = target.joinpath(*name.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    dump = folder / "types.json"
    dump.write_text(json.dumps([part for source in sources for part in dumped(source)]))
    types = folder / "types.qmltypes"
    registrar: list[str | Path] = [
        TOOLS / "Qt/libexec/qmltyperegistrar",
        dump,
        "-o",
        folder / "types.cpp",
        "--import-name",
        name,
    ]
    subprocess.run(
        [*registrar, "--major-version", "1", "--generate-qmltypes", types], check=True, capture_output=True
    )
    qmldir = folder / "qmldir"
    lines = qmldir.read_text().splitlines() if qmldir.exists() else [f"module {name}"]
    kept = [line for line in lines if not line.startswith("typeinfo")]
    qmldir.write_text("\n".join([kept[0], f"typeinfo {types.name}", "depends QtQml", *kept[1:], ""]))


def dumped(source: Path) -> list[dict[str, object]]:
    """The meta-objects of one Python file, as Qt's tools want them."""
    command: list[str | Path] = [sys.executable, "-m", "PySide6.scripts.metaobjectdump", source]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    parts: list[dict[str, object]] = json.loads(done.stdout)
    module = importlib.import_module(".".join(source.relative_to(ROOT).with_suffix("").parts))
    for part in parts:
        for described in part["classes"]:  # type: ignore[attr-defined]
            for entry in described.get("properties", ()):
                meta = getattr(module, described["className"]).staticMetaObject
                entry["constant"] = meta.property(meta.indexOfProperty(entry["name"])).isConstant()
    return parts
