"""What documents, docstrings and comments name is there: files, folders, commands, libraries."""

from __future__ import annotations

import ast
import importlib.metadata
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_house_quality import tracked
from tests.test_house_walls import ONLY
from ui.commandline.dispatch import ORDER, Parser, commands, module_of

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("config", "kiosk", "robot", "devices", "ui", "tests", "docs", "requirements")
DOCUMENTS = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")]
DOCUMENTS += sorted((ROOT / "docs").rglob("*.md"))
CODE = ("config", "kiosk", "robot", "devices", "ui", "requirements")
QUOTED = re.compile(r"`([^`\n]+)`")
IN_A_ROOM = re.compile(rf"(?:{'|'.join(ROOMS)})/[\w./*<>{{}},-]*")
A_FILE = re.compile(r"[\w*<>./-]+(?:\.(?:py|qml|toml|csv|po|json)|/)")
A_COMMAND = re.compile(r"\./run ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?")
BENCHES = "tests/bench"


def there(path: str, folder: Path = ROOT) -> bool:
    """Whether a file or folder has this name; `<name>` and `*` stand for any, `{a,b}` for each."""
    if braces := re.search(r"\{([^{}]*)\}", path):
        start, end = path[: braces.start()], path[braces.end() :]
        return all(there(start + one + end, folder) for one in braces[1].split(","))
    pattern = re.sub(r"<[^<>]*>|NAME", "*", path).rstrip("/")
    found = list(folder.glob(pattern))
    return any(one.is_dir() for one in found) if path.endswith("/") else bool(found)


def quoted(path: Path) -> Iterator[tuple[int, str]]:
    """Line numbers, and what stands there between backticks."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for found in QUOTED.finditer(line):
            yield number, found[1]


def texts() -> list[Path]:
    """The documents, and the files whose docstrings and comments name things."""
    code = [path for path in tracked() if path.suffix in {".py", ".toml", ".qml", ".po", ".sh"}]
    return DOCUMENTS + [path for path in code if path.relative_to(ROOT).parts[0] in CODE]


def test_every_path_that_is_named_is_there() -> None:
    missing = [
        f"{path.relative_to(ROOT)}:{number}: {text} (write <name> for one that is yet to be made)"
        for path in texts()
        for number, text in quoted(path)
        if IN_A_ROOM.fullmatch(text) and not there(text)
    ]
    assert not missing, "\n".join(missing)


def test_every_file_in_the_table_of_rooms_is_in_its_room() -> None:
    """`schema.py` in the row of `config/` is `config/schema.py`."""
    missing, rows = [], 0
    for line in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines():
        row = re.match(r"\| `([\w/]+/)` \|(.*)\|$", line)
        if row is None:
            continue
        rows += 1
        named = [text for text in QUOTED.findall(row[2]) if A_FILE.fullmatch(text)]
        missing += [
            row[1] + text
            for text in named
            if not IN_A_ROOM.fullmatch(text) and not there(text, ROOT / row[1])
        ]
    assert rows > 10
    assert not missing, "\n".join(missing)


def sub_commands(name: str) -> set[str] | None:
    """What may follow a command; None where anything may."""
    if name == "bench":
        return {path.stem.removesuffix("_bench") for path in (ROOT / BENCHES).glob("*_bench.py")}
    parser = Parser(prog=name)
    module_of(name).arguments(parser)
    chosen = [action.choices for action in parser._actions if action.choices and not action.option_strings]
    return {str(choice) for choice in chosen[0]} if chosen else None


def test_every_command_that_is_named_is_there() -> None:
    known = {name.replace("_", "-") for name in commands()}
    named = {
        (found[1], found[2])
        for path in texts()
        for _number, text in [*quoted(path), *indented(path)]
        if (found := A_COMMAND.match(text))
    }
    assert ("catalogue", "check") in named
    assert {name for name, _ in named} <= known
    for name, what in sorted(named, key=str):
        wanted = sub_commands(name.replace("-", "_")) if what else None
        assert wanted is None or what in wanted, f"./run {name} {what}"


def indented(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a document that are to be typed."""
    if path.suffix == ".md":
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("    ./run "):
                yield number, line.strip()


def test_the_order_of_the_help_names_commands_that_exist() -> None:
    assert set(ORDER) <= set(commands())


@pytest.mark.parametrize("library", ONLY)
def test_the_walls_name_modules_that_exist(library: str) -> None:
    for module in ONLY[library]:
        path = ROOT.joinpath(*module.split("."))
        assert path.is_dir() or path.with_suffix(".py").is_file(), module


def imported(folder: str) -> set[str]:
    """The first names of what the Python files below a folder import, wherever in the file."""
    names = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add((node.module or "").split(".")[0])
    return names


def test_what_waits_unused_is_said_to_wait() -> None:
    """The walls' libraries are used by the product, but for those in the table of what is only locked."""
    text = (ROOT / "docs/decisions/dependencies.md").read_text(encoding="utf-8")
    table = text.split("Locked, and imported by no product code today:", 1)[1].split("\n\n")[1]
    waiting = {
        name.strip().removeprefix("python-")
        for row in table.splitlines()[2:]
        for name in row.split("|")[1].split(",")
    }
    used = set().union(*(imported(room) for room in CODE))
    assert {library for library in ONLY if ONLY[library]} - used == waiting - used == waiting


def installed() -> set[str]:
    """The names of all that stands in this environment, as PEP 503 writes them."""
    found = importlib.metadata.distributions()
    return {re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower() for one in found}


def test_the_environment_holds_nothing_that_the_lock_does_not_name() -> None:
    """What somebody installed by hand would hide that the set-up of a bare machine lacks it."""
    lock = (ROOT / "requirements/dev.lock").read_text(encoding="utf-8")
    named = set(re.findall(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE))
    assert installed() - named - {"pip", "setuptools"} == set()


def test_no_document_refers_to_one_that_is_not_here() -> None:
    """Links of the documents lead to files of the repository."""
    missing = []
    for path in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                missing.append(f"{path.relative_to(ROOT)}: {target}")
    assert not missing, "\n".join(missing)


def test_no_text_sends_the_reader_to_a_document_that_is_not_here() -> None:
    """“See reference printing.md, section 3”: the fact stands where it is needed, or in docs/."""
    here = {path.name for path in tracked() if path.suffix == ".md"}
    missing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in texts()
        for name in re.findall(r"[\w-]+\.md\b", path.read_text(encoding="utf-8"))
        if name not in here
    ]
    assert not missing, "\n".join(missing)
