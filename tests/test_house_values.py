"""What crosses rooms and threads can't be changed by whoever gets it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLACES = ("config", "kiosk", "robot", "ui/citizen")


def value_classes() -> Iterator[tuple[str, ast.ClassDef, ast.expr]]:
    """Every dataclass of the places that hand values on, and its decorator."""
    for path in sorted(path for place in PLACES for path in (ROOT / place).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ClassDef):
                for decorator in node.decorator_list:
                    if ast.unparse(decorator).split("(")[0].split(".")[-1] == "dataclass":
                        yield f"{path.relative_to(ROOT)}:{node.name}", node, decorator


def changes_itself(node: ast.ClassDef) -> bool:
    """Whether a method assigns to an attribute of its own object."""
    stored = (
        inner
        for inner in ast.walk(node)
        if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store)
    )
    return any(isinstance(one.value, ast.Name) and one.value.id == "self" for one in stored)


@pytest.mark.parametrize(
    ("node", "decorator"), [pytest.param(*found[1:], id=found[0]) for found in value_classes()]
)
def test_a_class_that_does_not_change_itself_is_frozen(node: ast.ClassDef, decorator: ast.expr) -> None:
    frozen = "frozen=True" in ast.unparse(decorator)
    assert frozen != changes_itself(node), "frozen=True, unless a method assigns to self"
