"""A new input about a person is one row of the table, its texts, and the procedure that asks for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.load import PROCEDURES
from tests.extending.tree import a_copy, passes, replaced, says, translated
from ui.commands.__main__ import main

TABLE = "kiosk/identity/inputs.py"
LAST_ROW = """)
INPUTS: dict[str, PersonInput]"""
ROW = """    PersonInput(
        "place_of_birth",
        "text",
        label=N_("Place of birth"),
        asks=N_("Please type the place of birth."),
        check=typed.address,
        masked=mask.mask_address,
        example="Xã Mẫu, Tỉnh Mẫu",
    ),
"""
TEXTS = {
    "Place of birth": "Nơi sinh",
    "Please type the place of birth.": "Mời ông bà nhập nơi sinh.",
}
ASKED = 'inputs = ["name", "birth_date", "sex", "birth_place", "ethnicity", "nationality", "native_place"]'
SEEN = """
from pathlib import Path
from kiosk.catalogue.loader import load_procedure
from kiosk.visit.journeys.application.route import input_step
from ui.wiring.context import load_messages
role = load_procedure(Path("config/procedures/1.001193.toml")).role("child")
step = input_step(role, "place_of_birth")
print(step.kind, load_messages().text("vi", step.input.label))
"""


def test_a_new_input_is_asked_checked_and_shown_everywhere(tmp_path: Path) -> None:
    tree = a_copy(tmp_path)
    replaced(tree / TABLE, LAST_ROW, ROW + LAST_ROW)
    translated(tree, "visit", TEXTS)
    replaced(tree / "config/procedures/1.001193.toml", ASKED, ASKED.replace("]", ', "place_of_birth"]'))
    passes(
        tree,
        "tests/visits/test_every_procedure.py",
        "tests/identity/test_typed_values.py",
        "tests/screens/test_views.py",
        "tests/test_house_messages.py",
        "-k",
        "1.001193 or test_typed_values or test_views or test_house_messages",
    )
    assert "text Nơi sinh" in says(tree, "-c", SEEN)


def test_an_input_that_no_row_has_is_refused_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(PROCEDURES / "1.001193.toml", tmp_path)
    replaced(tmp_path / "1.001193.toml", ASKED, ASKED.replace("sex", "sexx"))
    assert main(["catalogue", "--folder", str(tmp_path), "check"]) == 1
    assert "no input is called sexx (did you mean sex?)" in "".join(capsys.readouterr())
