"""A slip's file that is wrong is told in one line, with the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.paper.layout import BadLayout, load_layout
from tests.paper.samples import filled, messages, picture_of


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[[blocks]]\nkind = "txet"\ntext = "a"', "kind|txet"),
        ('[[blocks]]\nkind = "text"\ntext = "a"\nsise = 3', "sise"),
        ('[[blocks]]\nkind = "text"', "either text or value"),
        ('[[blocks]]\nkind = "qr"\nvalue = "x"\nmodule = 3', "module"),
        ("[[blocks", "not TOML"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "trial.toml").write_text(content, "utf-8")
    with pytest.raises(BadLayout, match=told) as error:
        load_layout("trial", tmp_path)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith("trial.toml: ")


def test_a_slip_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadLayout, match=r"nothing\.toml"):
        load_layout("nothing", tmp_path)


@pytest.mark.parametrize("slip", ["ticket", "slip", "receipt"])
def test_every_label_is_in_vietnamese(slip: str) -> None:
    said = set(load_layout(slip).messages())
    assert said
    assert not [text for text in said if not messages().has("vi", text)]


def test_what_is_empty_leaves_no_gap() -> None:
    assert picture_of("ticket", procedure="").height < picture_of("ticket").height
    assert filled("ticket")["procedure"]
