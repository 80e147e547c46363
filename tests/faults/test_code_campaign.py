"""The campaign against the code, tried on a program of two functions: what is tested, and what is not."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faults.code_campaign import HARMLESS, PLACES, campaign, harmless, reached
from tests.faults.code_mutants import in_source, mutants_of

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
SETTINGS = """
[tool.mypy]
strict = true
files = ["shop"]
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository of one small program with its tests, one of which is too weak."""
    root = tmp_path / "shop-house"
    for name, text in {
        "shop/__init__.py": "",
        "shop/till.py": SHOP,
        "tests/test_till.py": TESTS,
        "pyproject.toml": SETTINGS,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "tests/faults").mkdir()
    shutil.copy(ROOT / "tests/faults/code_reach.py", root / "tests/faults")
    subprocess.run(["git", "-C", root, "init", "--quiet"], check=True)
    return root


def test_what_a_weak_test_lets_pass_is_named(shop: Path) -> None:
    """`name[:-1]` may be anything: nobody asks for the label of a name. mypy sees that None is no text."""
    before = (shop / "shop/till.py").read_bytes()
    found = campaign(1000, seed=1, root=shop, places=("shop",))
    assert found["killed"] + len(found["survived"]) == found["mutants"] == len(mutants_of(shop, ("shop",)))
    assert {row["where"] for row in found["survived"]} == {"shop/till.py:6"}
    assert {row["what"] for row in found["survived"]} == {"`:-1` → `:`", "`1` → `2`", "`1` → `0`"}
    assert not reached(found)
    assert (shop / "shop/till.py").read_bytes() == before


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
