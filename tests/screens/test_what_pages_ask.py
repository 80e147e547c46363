"""What a page that asks says: the question, its step, what was filled in, and the papers to photograph."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.contract.dossier import PaperState
from kiosk.dossier.model import PaperEntry
from kiosk.ports.papers import Page
from kiosk.visit.journeys.application.state import filled
from tests.screens.scenes import SCENES
from tests.screens.told import changed, read, scene
from tests.visits.world import World

# --- pages that ask -------------------------------------------------------------------------------------


def test_a_question_shows_the_answer_given_before_and_no_other() -> None:
    world = World()
    visit = SCENES["choice"](world)
    for given in ("mother", "father", "authorised"):
        options = read(world, changed(visit, answers={**filled(visit).answers, visit.at: given}))["options"]
        assert [option["id"] for option in options if option["chosen"]] == [given]
    assert not any(option["chosen"] for option in read(world, visit)["options"])


def test_a_question_in_its_own_words() -> None:
    shown = scene("choice")
    assert shown["title"] == "Ông/bà là gì của cháu bé?"
    assert shown["hint"] == "Cha, mẹ không đi được thì ông, bà hoặc người thân đi thay."
    assert [option["name"] for option in shown["options"]][:2] == ["Mẹ", "Cha"]
    assert next(o for o in shown["options"] if o["id"] == "relative")["note"].startswith("Cô, dì")


@pytest.mark.parametrize(("name", "label"), [("text_entry", "Họ và tên"), ("date_entry", "Ngày sinh")])
def test_a_page_for_a_value_names_the_person_and_the_value(name: str, label: str) -> None:
    shown = scene(name)
    assert (shown["overline"], shown["title"], shown["optional"]) == ("Cháu bé", label, False)


def test_only_what_may_be_left_out_can_be_skipped() -> None:
    shown = scene("number_entry")
    assert (shown["title"], shown["overline"]) == ("Số điện thoại", "Người đi đăng ký")
    assert (shown["optional"], shown["digits"]) == (True, "079 090 0")


def test_what_went_wrong_is_said_where_it_went_wrong() -> None:
    assert scene("text_entry")["problem"] == "Xin xem lại họ tên: chỉ dùng chữ cái, viết như trên thẻ."
    assert scene("text_entry", problem=None)["problem"] == ""
    for name in ("number_on_screen", "handed_in_offline"):
        assert scene(name)["problem"].startswith("Máy in hết giấy.")


def test_how_far_one_has_come() -> None:
    seen = [(scene(name)["step"], scene(name)["steps"]) for name in ("card", "choice", "person", "review")]
    assert [step for step, _ in seen] == sorted({step for step, _ in seen})
    assert all(0 < step <= steps for step, steps in seen)
    assert seen[0][0] == 1
    assert seen[-1][0] == seen[-1][1]
    assert scene("consent")["steps"] == 0, "nothing has begun"


def test_a_card_that_was_read_is_shown_row_by_row() -> None:
    assert [(row["label"], row["value"]) for row in scene("card_filled")["rows"]] == [
        ("Họ và tên", "N• T• MẪU"),
        ("Số định danh cá nhân", "079•••••0011"),
        ("Ngày sinh", "••/••/1957"),
        ("Giới tính", "Nữ"),
        ("Địa chỉ", "•••, Phường Sài Gòn, Thành phố Hồ Chí Minh"),
        ("Số điện thoại", ""),
    ]
    assert scene("card")["rows"] == []


# --- papers ---------------------------------------------------------------------------------------------


def test_a_paper_with_its_page_and_what_is_wrong_with_it() -> None:
    shown = scene("paper_preview")
    assert (shown["title"], shown["kept"], shown["page"]) == ("Giấy chứng sinh", 0, "ab" * 32)
    assert shown["ratio"] == pytest.approx(990 / 700)
    assert [hint[:14] for hint in scene("paper_covered")["hints"]] == ["Có vật che mép", "Ảnh chưa rõ: x"]
    assert scene("paper")["page"] == ""


HINTS: list[tuple[str, str]] = [
    ("move_closer", "gần"),
    ("tilt_glare", "lóa"),
    ("page_cut", "góc"),
    ("covered", "che"),
    ("blurred", "rõ"),
]


@pytest.mark.parametrize(("hint", "word"), HINTS)
def test_each_hint_to_a_paper_says_its_own(hint: Any, word: str) -> None:
    [said] = scene("paper_preview", page=Page(b"page", 700, 990, (hint,)))["hints"]
    assert word in said


def test_kept_pages_are_counted_up() -> None:
    world = World()
    visit = SCENES["paper"](world)
    for count in (1, 2, 3):
        files = tuple(f"{number:064x}" for number in range(count))
        kept = changed(visit, papers={"birth_notice": PaperEntry(PaperState.CAPTURED, files)})
        assert read(world, kept)["kept"] == count
    brought = changed(visit, papers={"birth_notice": PaperEntry(PaperState.AT_COUNTER, ("aa",))})
    assert read(world, brought)["kept"] == 0
