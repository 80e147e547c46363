"""A slip in words says what the picture says: what stands out there stands out here."""

from __future__ import annotations

from kiosk.paper.text_form import text_form
from kiosk.ports.printing import SlipLine
from tests.paper.samples import filled, messages


def lines_of(slip: str) -> tuple[SlipLine, ...]:
    return text_form(slip, filled(slip), "vi", messages())


def test_the_number_is_four_times_as_large_in_the_middle_and_strong() -> None:
    [number] = [line for line in lines_of("ticket") if line.times == 4]
    assert (number.text, number.align, number.strong) == (filled("ticket")["number"], "center", True)


def test_where_papers_are_signed_the_roles_stand_out_and_leave_room_to_write() -> None:
    said = lines_of("receipt")
    (first, second) = [
        at for at, line in enumerate(said) if line.text in ("Người nộp hồ sơ", "Người tiếp nhận")
    ]
    for at in (first, second):
        assert said[at].strong
        assert "ghi rõ họ tên" in said[at].right
        assert said[at + 1] == SlipLine("text")


def test_what_is_plain_in_the_picture_is_plain_in_words() -> None:
    said = lines_of("receipt")
    assert any(line.strong for line in said)
    assert any(line.text and not line.strong for line in said)
