"""Going through a page by ear, without any Qt: the order, the words, and what is new."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from tests.visits.world import CONTEXT
from ui.by_ear.pointer import Pointer, Sight
from ui.by_ear.things import Kind, Thing, words_of

TITLE = Thing(Kind.HEADING, "Ông bà là gì của cháu bé?")
MOTHER = Thing(Kind.BUTTON, "Mẹ")
FATHER = Thing(Kind.BUTTON, "Cha")
HINT = Thing(Kind.TEXT, "Cha, mẹ không đi được thì ông, bà đi thay.")
GO_ON = Thing(Kind.BUTTON, "Tiếp tục", main=True, in_page=False)
BACK = Thing(Kind.BUTTON, "Quay lại", in_page=False)
PAGE = (BACK, TITLE, HINT, MOTHER, FATHER, GO_ON)


def vietnamese(message: str) -> str:
    return CONTEXT.messages.text("vi", message)


@pytest.fixture
def pointer() -> Pointer:
    return Pointer(vietnamese)


def sight(*things: Thing, page: str = "relation", visit: str = "v1") -> Sight:
    return Sight(visit, page, things or PAGE)


def test_a_new_page_begins_at_its_title_and_says_how_much_stands_there(pointer: Pointer) -> None:
    assert pointer.sees(sight()) == "Ông bà là gì của cháu bé? Có 6 mục."
    assert pointer.thing == TITLE


def test_a_page_without_a_title_begins_at_the_first_thing_in_it(pointer: Pointer) -> None:
    taken = Thing(Kind.NEWS, "Mời ông bà nhận phiếu.")
    number = Thing(Kind.NEWS, "Số của ông bà: H 001")
    pointer.sees(sight(BACK, taken, number, Thing(Kind.TEXT, "Hộ tịch"), Thing(Kind.HEADING, "Việc kế")))
    assert pointer.thing == taken


def test_what_is_news_is_said_with_the_page(pointer: Pointer) -> None:
    taken, number = Thing(Kind.NEWS, "Mời ông bà nhận phiếu."), Thing(Kind.NEWS, "Số của ông bà: H 001")
    assert "Số của ông bà: H 001." in pointer.sees(sight(BACK, taken, number))


def test_every_thing_is_passed_once_and_then_the_first_again(pointer: Pointer) -> None:
    pointer.sees(sight())
    said = [pointer.moves(1) for _ in PAGE]
    assert said == [
        "Cha, mẹ không đi được thì ông, bà đi thay. 3 trên 6.",
        "Mẹ. nút. 4 trên 6.",
        "Cha. nút. 5 trên 6.",
        "Tiếp tục. nút. 6 trên 6.",
        "Hết trang, về đầu. Quay lại. nút. 1 trên 6.",
        "Ông bà là gì của cháu bé? tiêu đề. 2 trên 6.",
    ]


def test_only_what_can_be_chosen_is_passed_with_the_other_arrows(pointer: Pointer) -> None:
    pointer.sees(sight())
    assert [pointer.moves(1, controls=True) for _ in range(4)] == [
        "Mẹ. nút. 4 trên 6.",
        "Cha. nút. 5 trên 6.",
        "Tiếp tục. nút. 6 trên 6.",
        "Hết trang, về đầu. Quay lại. nút. 1 trên 6.",
    ]
    assert pointer.moves(-1, controls=True) == "Về cuối trang. Tiếp tục. nút. 6 trên 6."


@given(st.lists(st.sampled_from([1, -1]), max_size=40), st.integers(1, 9))
def test_there_and_back_leads_to_the_same_thing(steps: list[int], count: int) -> None:
    pointer = Pointer(vietnamese)
    pointer.sees(sight(*(Thing(Kind.BUTTON, str(number)) for number in range(count))))
    began = pointer.at
    for step in [*steps, *(-step for step in reversed(steps))]:
        pointer.moves(step)
    assert pointer.at == began


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (MOTHER, "Mẹ. nút."),
        (Thing(Kind.BUTTON, "Mẹ", chosen=True), "Mẹ. đã chọn. nút."),
        (Thing(Kind.BUTTON, "Chữ to", on=True), "Chữ to. đang bật. nút."),
        (Thing(Kind.BUTTON, "Chữ to", on=False), "Chữ to. đang tắt. nút."),
        (Thing(Kind.BUTTON, "Tiếp tục", enabled=False), "Tiếp tục. nút. chưa dùng được."),
        (
            Thing(Kind.BUTTON, "Chỉ mẹ", note="Chưa xác định được cha."),
            "Chỉ mẹ. Chưa xác định được cha. nút.",
        ),
        (Thing(Kind.FIELD, "Số điện thoại"), "Số điện thoại. chưa nhập gì. ô nhập."),
        (
            Thing(Kind.FIELD, "Số điện thoại", value="090", note="Mời bấm các số"),
            "Số điện thoại. 090. ô nhập.",
        ),
        (Thing(Kind.TEXT, "Phần 2 trên 6"), "Phần 2 trên 6."),
        (TITLE, "Ông bà là gì của cháu bé? tiêu đề."),
    ],
)
def test_a_thing_in_words(thing: Thing, words: str) -> None:
    assert words_of(thing, vietnamese) == words


def test_where_it_stood_it_stays_when_the_page_changes_around_it(pointer: Pointer) -> None:
    pointer.sees(sight())
    pointer.moves(1)
    pointer.moves(1)
    assert pointer.sees(sight(BACK, TITLE, MOTHER, FATHER, GO_ON)) == ""
    assert pointer.thing == MOTHER


def test_what_has_changed_under_it_is_said(pointer: Pointer) -> None:
    pointer.sees(sight())
    pointer.goes(3)
    chosen = Thing(Kind.BUTTON, "Mẹ", chosen=True)
    assert pointer.sees(sight(BACK, TITLE, HINT, chosen, FATHER, GO_ON)) == "Mẹ. đã chọn. nút."


def test_an_error_is_said_where_it_comes_and_once(pointer: Pointer) -> None:
    error = Thing(Kind.NEWS, "Xin ông bà gõ đủ ngày.")
    pointer.sees(sight())
    with_error = sight(BACK, TITLE, error, MOTHER, FATHER, GO_ON)
    assert pointer.sees(with_error) == "Xin ông bà gõ đủ ngày."
    assert pointer.sees(with_error) == ""


def test_another_title_on_the_same_page_is_another_page(pointer: Pointer) -> None:
    pointer.sees(sight())
    pointer.moves(1)
    assert pointer.sees(sight(BACK, Thing(Kind.HEADING, "Thông tin đúng chưa?"))).startswith("Thông tin đúng")
    assert pointer.at == 1


def test_what_stood_over_the_page_gives_back_the_place(pointer: Pointer) -> None:
    pointer.sees(sight())
    pointer.goes(4)
    pointer.sees(sight(Thing(Kind.HEADING, "Ông bà còn ở đây không?"), Thing(Kind.BUTTON, "Thêm thời gian")))
    assert pointer.sees(sight()) == "Cha. nút. 5 trên 6."


def test_the_next_citizen_begins_at_the_title(pointer: Pointer) -> None:
    pointer.sees(sight())
    pointer.goes(4)
    pointer.sees(sight(visit="v2"))
    assert pointer.thing == TITLE


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("", "0", "0."),
        ("09", "090", "0."),
        ("Trần", "Trần ", "khoảng trắng."),
        ("Tran", "Trần", "Trần."),
        ("Trần Mâu", "Trần Mẫu", "Mẫu."),
        ("090", "09", "Đã xóa: 0."),
    ],
)
def test_what_is_typed_is_said(pointer: Pointer, was: str, now: str, said: str) -> None:
    pointer.sees(sight(TITLE, Thing(Kind.FIELD, "Họ tên", value=was)))
    assert pointer.sees(sight(TITLE, Thing(Kind.FIELD, "Họ tên", value=now))) == said


def test_an_empty_screen_says_nothing(pointer: Pointer) -> None:
    assert pointer.sees(Sight("v1", "p")) == ""
    assert pointer.moves(1) == ""
    assert pointer.here() == ""
