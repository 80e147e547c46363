"""On A4 everything of a slip is larger in one proportion, what stands inside a block or a column too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from kiosk.language.messages import Messages
from kiosk.paper import sheet
from kiosk.paper.layout import SLIPS, Layout, load_layout

SIZES = ("size", "width", "thick", "least", "most", "module")


class Composed(Exception):
    """The layout that would have been drawn."""


def on_a4(slip: str, monkeypatch: pytest.MonkeyPatch) -> Layout:
    def compose(layout: Layout, *_rest: object) -> None:
        raise Composed(layout)

    monkeypatch.setattr(sheet, "compose", compose)
    with pytest.raises(Composed) as found:
        sheet.sheet(slip, {}, "vi", Messages({}))
    layout: Layout = found.value.args[0]
    return layout


def values(part: Any, names: tuple[str, ...], depth: int = 0) -> Iterator[tuple[int, str, Any]]:
    """The values of these names of a block and of all within it: how deep, name and value."""
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name in names and isinstance(value, int):
                yield depth, name, value
            yield from values(value, names, depth + 1)
    elif isinstance(part, tuple):
        for inner in part:
            yield from values(inner, names, depth)


@pytest.mark.parametrize("slip", sorted(path.stem for path in SLIPS.glob("*.toml")))
def test_every_size_grows_alike(slip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    small = list(values(load_layout(slip).blocks, SIZES))
    large = list(values(on_a4(slip, monkeypatch).blocks, SIZES))
    assert large == [(depth, name, round(value * 1.8)) for depth, name, value in small]


def test_a_receipt_has_sizes_within_its_blocks() -> None:
    assert max(depth for depth, _name, _value in values(load_layout("receipt").blocks, SIZES)) > 0


def test_no_picture_of_the_small_slip_is_kept_for_the_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(kept for _, _, kept in values(load_layout("ticket").blocks, ("kept",)))
    assert not any(kept for _, _, kept in values(on_a4("ticket", monkeypatch).blocks, ("kept",)))
