"""View-models: what a screen is told, without any Qt."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest

from kiosk.catalogue.procedure import Fee
from kiosk.identity.inputs import INPUTS
from kiosk.visit.journeys.application.state import filled
from kiosk.visit.model import Visit
from tests.screens.dossier_scenes import CARD
from tests.screens.scenes import SCENES
from tests.visits.world import World
from ui.citizen.application import date_entry, number_entry
from ui.citizen.exploring import procedure
from ui.citizen.screens import SCREENS, screen_for
from ui.keyboard.strokes import strokes


def test_view_models_know_no_qt() -> None:
    code = "import sys, ui.citizen.screens; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("scene", ["card_filled", "review"])
def test_personal_values_reach_the_screen_masked_only(scene: str) -> None:
    world = World()
    visit = SCENES[scene](world)
    shown = str(screen_for(world.session.context, visit).view(world.session.context, visit))
    assert "079•••••0011" in shown
    for value in (CARD.id, CARD.name, "12 Đường Mẫu", "02/03/1957", "1957-03-02"):
        assert value not in shown


def test_a_value_left_out_is_told_as_such() -> None:
    messages = World().session.context.messages
    assert INPUTS["phone"].hidden("", "vi", messages) == "Không ghi"
    assert INPUTS["sex"].hidden("Nữ", "en", messages) == "Female"
    assert INPUTS["birth_date"].hidden("1957", "vi", messages) == "••/••/1957"


def test_a_fee_that_nobody_stated_is_never_free() -> None:
    world = World()
    visit = SCENES["procedure"](world)
    context = world.session.context
    birth = context.catalogue.procedures["1.001193"]
    assert procedure.short_fee(context, visit, birth) == "Chưa công bố"
    free = birth.model_copy(update={"fees": (fee(birth.fees[0], 0),)})
    assert procedure.short_fee(context, visit, free) == "0 đồng"
    paid = birth.model_copy(update={"fees": (fee(birth.fees[0], 8000),)})
    assert "8.000" in procedure.short_fee(context, visit, paid)
    none = birth.model_copy(update={"fees": ()})
    assert procedure.short_fee(context, visit, none) == "Chưa công bố"


def test_a_fee_or_a_time_that_hangs_on_the_case_is_not_told_as_one() -> None:
    """A death reported in time costs nothing; one reported late costs what nobody has stated."""
    world = World()
    context = world.session.context
    death, illness = (context.catalogue.procedures[code] for code in ("1.000656", "1.002759"))
    assert procedure.short_fee(context, world.visit, death) == "Tùy trường hợp"
    assert procedure.short_time(context, world.visit, illness) == "1 ngày, tùy trường hợp"


def fee(like: Fee, amount: int) -> Fee:
    return like.model_copy(update={"amount": amount})


def test_a_date_fills_its_three_places() -> None:
    assert date_entry.parts("") == ["", "", ""]
    assert date_entry.parts("0112") == ["01", "12", ""]
    assert date_entry.parts("01122026") == ["01", "12", "2026"]


def test_long_numbers_are_grouped_for_the_eye() -> None:
    assert number_entry.grouped("079157000011") == "079 157 000 011"


def test_handing_in_promises_no_day() -> None:
    world = World()
    visit = SCENES["handed_in"](world)
    shown = screen_for(world.session.context, visit).view(world.session.context, visit)
    assert "due" not in shown
    submission = filled(visit).submission
    assert submission is not None
    assert shown["qr"].endswith(f"/d/{submission.token}")


def test_a_paper_that_is_required_cannot_be_said_not_to_exist() -> None:
    world = World()
    visit = SCENES["paper"](world)
    shown = screen_for(world.session.context, visit).view(world.session.context, visit)
    assert shown["can_none"] is False


def test_every_visit_has_a_screen_and_every_screen_its_row() -> None:
    names = [screen.name for screen in SCREENS]
    assert len(names) == len(set(names))
    assert screen_for(World().session.context, Visit(id="x", at="nowhere")).name == "Home"


@pytest.mark.parametrize("text", ["Nguyễn Hoà", "Nguyễn Hòa", "H'Yen Niê", "Thạch Sa Rương", "Đặng Thị Mỹ"])
def test_strokes_hold_every_letter_and_tone_of_a_name(text: str) -> None:
    tones = {"sắc": "\u0301", "huyền": "\u0300", "hỏi": "\u0309", "ngã": "\u0303", "nặng": "\u0323"}
    written = ""
    for stroke in strokes(text):
        if stroke.key in tones:
            written = unicodedata.normalize("NFC", written + tones[stroke.key])
        else:
            letter = " " if stroke.key == "space" else stroke.key
            written += letter.upper() if stroke.capital else letter
    assert written == text
