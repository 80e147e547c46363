"""The campaign against the code, tried on a program of two functions: what is tested, and what is not."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.code_campaign import HARMLESS, PLACES, campaign, harmless, reached
from tests.faults.code_judge import Lane
from tests.faults.code_mutants import in_source, mutants_of
from tests.faults.code_tree import copied

ROOT = Path(__file__).resolve().parents[2]
SHOP = """
def price(count: int) -> int:
    return count * 3

def label(name: str) -> str:
    return name[:-1]
"""
TESTS = """
from shop.till import label, price

def test_price() -> None:
    assert price(5) == 15

def test_label() -> None:
    assert label("") == ""
"""
STOCK = """
from functools import cache

LEAST = 2
NAMES = [name.upper() for name in ("rice", "salt")]

class Shelf:
    rows = 4

    def __init__(self, boxes: int = 1) -> None:
        self.boxes = boxes

    def room(self) -> int:
        def free() -> int:
            return self.rows - self.boxes
        return free()

@cache
def low(count: int) -> bool:
    return count < LEAST

SOME_ARE_LOW = low(1)
"""
STOCK_TESTS = """
import gc

from shop.stock import SOME_ARE_LOW, Shelf, low

gc.freeze()

def test_room() -> None:
    assert Shelf().room() == 3

def test_low() -> None:
    assert low(1) is SOME_ARE_LOW is True
"""
ALONE = """
import os
from shop.till import label

PID = os.getpid()

def test_alone() -> None:
    assert label("") == ""
    assert os.getpid() == PID
"""
SETTINGS = """
[tool.mypy]
strict = true
files = ["shop"]
"""


def a_shop(root: Path, *more: tuple[str, str]) -> Path:
    """A repository of one small program with its tests, and of what the campaign runs in it."""
    files = {
        "shop/__init__.py": "",
        "shop/till.py": SHOP,
        "tests/test_till.py": TESTS,
        "pyproject.toml": SETTINGS,
        **dict(more),
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "tests/faults").mkdir()
    for name in ("code_reach.py", "code_quick.py"):
        shutil.copy(ROOT / "tests/faults" / name, root / "tests/faults")
    subprocess.run(["git", "-C", root, "init", "--quiet"], check=True)
    return root


@contextmanager
def a_lane(root: Path, folder: Path) -> Iterator[Lane]:
    """A lane at work in a copy."""
    lane = Lane(copied(root, folder))
    lane.begin()
    try:
        yield lane
    finally:
        lane.end()


def test_what_a_weak_test_lets_pass_is_named(tmp_path: Path) -> None:
    """`name[:-1]` may be anything: nobody asks for the label of a name. mypy sees that None is no text. One
    test can't run in a fork, and would seem to notice every change: what fails without one is not asked.
    """
    shop = a_shop(tmp_path / "shop-house", ("tests/test_alone.py", ALONE))
    before = (shop / "shop/till.py").read_bytes()
    found = campaign(1000, seed=1, root=shop, places=("shop",))
    assert found["killed"] + len(found["survived"]) == found["mutants"] == len(mutants_of(shop, ("shop",)))
    assert {row["where"] for row in found["survived"]} == {"shop/till.py:6"}
    assert {row["what"] for row in found["survived"]} == {"`:-1` → `:`", "`1` → `2`", "`1` → `0`"}
    assert not reached(found)
    assert (shop / "shop/till.py").read_bytes() == before


def test_the_quick_way_says_what_the_sure_way_says(tmp_path: Path) -> None:
    """Of whatever is quick: a function, a method, one in another. What stands outside of functions is left to
    the sure way; what the import did with a function (`low(1)`, which is kept) only the sure way can see.
    """
    root = a_shop(tmp_path / "shop-house", ("shop/stock.py", STOCK), ("tests/test_stock.py", STOCK_TESTS))
    names = ["tests/test_stock.py::test_room", "tests/test_stock.py::test_low"]
    ends: dict[str, tuple[str, str]] = {}
    with a_lane(root, tmp_path / "0") as lane:
        for mutant in in_source(STOCK.encode(), "shop/stock.py"):
            with lane.tree.changed(mutant):
                quick = lane.tries("ready", names, 60, mutant.path, STOCK)[0]
                ends[f"{mutant.function}: {mutant.what}"] = (quick, lane.tries("libraries", names, 60)[0])
        assert lane.tries("ready", names, 60) == ["passed", ""]
    unlike = {change for change, (quick, sure) in ends.items() if quick not in (sure, "unfit")}
    assert unlike == {"low: `return count < LEAST` → `return None`"}
    outside = {change.split(":")[0] for change, (quick, _) in ends.items() if quick == "unfit"}
    assert outside == {"", "Shelf", "Shelf.__init__"}
    assert ends["Shelf.room.free: `self.rows - self.boxes` → `(self.rows + self.boxes)`"] == ("failed",) * 2
    assert ends["low: `count < LEAST` → `(count <= LEAST)`"] == ("passed", "passed")


def test_what_never_ends_is_noticed(tmp_path: Path) -> None:
    """After its time it is ended; the next change finds everything as it was."""
    root = a_shop(
        tmp_path / "shop-house",
        ("tests/test_end.py", "def test_end() -> None:\n    while True:\n        pass\n"),
    )
    with a_lane(root, tmp_path / "0") as lane:
        assert lane.tries("ready", ["tests/test_end.py::test_end"], 0.2) == ["failed", ""]
        assert lane.tries("ready", ["tests/test_till.py::test_price"], 60) == ["passed", ""]


def test_each_operator_makes_its_change() -> None:
    source = b"""
@dataclass(frozen=True, repr=False)
class Slip:
    kind: Literal["a"] = "b"

def send(slip, *, again=False):
    \"\"\"Words.\"\"\"
    if not slip.ready: raise ValueError("not ready")
    ask(slip, again)
    log.warning("it is %s", 1)
    total = {"sum": a[1:] + 2}
    run("SELECT a WHERE b AND c")
    return N_("Thank you")
"""
    assert {mutant.what for mutant in in_source(source, "slip.py")} >= {
        "`dataclass(frozen=True, repr=False)` → `dataclass(frozen=True)`",
        "`False` → `True`",
        """`"b"` → `''`""",
        "`not slip.ready` → `(slip.ready)`",
        """`raise ValueError("not ready")` → `pass`""",
        "`ask(slip, again)` → `ask(again, slip)`",
        "`ask(slip, again)` → `pass`",
        """`"sum"` → `'sum_'`""",
        "`1:` → `:`",
        "`a[1:] + 2` → `(a[1:] - 2)`",
        """`"SELECT a WHERE b AND c"` → `'SELECT a WHERE b OR c'`""",
        """`return N_("Thank you")` → `return None`""",
    }
    changed = {mutant.before for mutant in in_source(source, "slip.py")}
    assert not {'"a"', '"not ready"', '"it is %s"', '"Thank you"'} & changed


def test_the_same_tree_gives_the_same_changes_in_the_same_order() -> None:
    """So that a seed draws the same ones again."""
    first, again = (mutants_of(ROOT, ("kiosk/queue",)) for _ in range(2))
    assert first == again
    assert len({(mutant.path, mutant.start, mutant.before, mutant.after) for mutant in first}) > 10


def test_each_change_that_is_called_harmless_can_still_be_made() -> None:
    """An entry whose code was changed or removed goes."""
    known = harmless(ROOT)
    stale = set(known) - {mutant.key for mutant in mutants_of(ROOT, PLACES)}
    assert not stale, f"not to be found any more: remove from {HARMLESS}"
    assert all(len(why) > 20 for why in known.values())
