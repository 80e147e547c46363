"""What is offered of a paper: what both engines read alike or a rule proves, and nothing else."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.ports.papers import Box, TextLine, Transcript
from kiosk.reading.clipping import clipping
from kiosk.reading.layout import load_layouts
from kiosk.reading.offer import Offered, known_names, offered

NOTICE = (
    "GIẤY CHỨNG SINH",
    "Họ và tên mẹ (người nuôi dưỡng): LÊ THỊ MẪU Năm sinh: 1990",
    "Số căn cước: 079190000003 Dân tộc: Kinh",
    "Đã sinh con vào lúc: 08 giờ 15 phút, ngày 09/11/2026 Số con: 01",
    "Tại: Bệnh viện Mẫu, Phường Sài Gòn, TP. Hồ Chí Minh",
    "Giới tính của con: Nữ",
    "Dự định đặt tên con là: Trần Ngọc Mẫu",
)
OF_NOTICE = {
    "mother.name": "LÊ THỊ MẪU",
    "mother.id": "079190000003",
    "mother.ethnicity": "Kinh",
    "child.birth_date": "2026-11-09",
    "child.birth_place": "Bệnh viện Mẫu, Phường Sài Gòn, TP. Hồ Chí Minh",
    "child.sex": "Nữ",
    "child.name": "Trần Ngọc Mẫu",
}


def transcript(
    lines: tuple[str, ...], engine: str = "one", doubts: frozenset[str] = frozenset()
) -> Transcript:
    boxes = [Box(0.1, at / 20, 0.9, (at + 1) / 20) for at in range(len(lines))]
    return Transcript(
        engine, tuple(TextLine(text, box, doubts) for text, box in zip(lines, boxes, strict=True))
    )


def read(
    one: tuple[str, ...], other: tuple[str, ...], wanted: tuple[str, ...] = tuple(OF_NOTICE)
) -> dict[str, Offered]:
    transcripts = (transcript(one), transcript(other, "other"))
    return {offer.input: offer for offer in offered(load_layouts(), transcripts, wanted, known_names(), "d")}


def with_line(start: str, new: str) -> tuple[str, ...]:
    """The notice with the line that begins so replaced."""
    assert any(line.startswith(start) for line in NOTICE)
    return tuple(new if line.startswith(start) else line for line in NOTICE)


def test_what_both_read_alike_is_offered_with_its_place() -> None:
    offers = read(NOTICE, NOTICE)
    assert {name: offer.text for name, offer in offers.items()} == OF_NOTICE
    assert {offer.by for offer in offers.values()} == {"both"}
    name = offers["child.name"]
    assert 0.1 <= name.box.left < name.box.right <= 0.9
    assert (name.box.top, name.box.bottom) == (6 / 20, 7 / 20)
    assert name.text not in repr(name)


def test_the_place_of_a_value_reaches_from_its_label_to_the_next_one() -> None:
    """Dots and gaps are no letters: where between them the value stands, nobody can tell from the text."""
    line = "Giới tính của con: Nữ Cân nặng: 3.100 gam"
    notice = with_line("Giới tính", line)
    box = read(notice, notice)["child.sex"].box
    assert box.left == pytest.approx(0.1)
    assert box.right == pytest.approx(0.1 + 0.8 * line.index("Cân") / len(line))


@pytest.mark.parametrize(
    ("start", "line", "lost"),
    [
        ("Dự định", "Dự định đặt tên con là: Trốn Ngọc Mẫu", "child.name"),
        ("Dự định", "Dự định đặt tên con là: Trân Ngọc Mẫu", "child.name"),
        ("Đã sinh", "Đã sinh con vào lúc: 08 giờ 15 phút, ngày 07/11/2026", "child.birth_date"),
        ("Đã sinh", "Đã sinh con vào lúc: 08 giờ 15 phút, ngày 09/11/2026 và 10/11/2026", "child.birth_date"),
        ("Số căn cước", "Số căn cước: 079190000008 Dân tộc: Kinh", "mother.id"),
        ("Số căn cước", "Số căn cước: 07919000003 Dân tộc: Kinh", "mother.id"),
        ("Giới tính", "Giới tính của con: Nam", "child.sex"),
        ("Giới tính", "Giới tính của con:", "child.sex"),
        ("Tại", "Tại: Bệnh viện Mẫn, Phường Sài Gòn, TP. Hồ Chí Minh", "child.birth_place"),
        ("Tại", "Tại: Bệnh viện Mẫu, Phường Sài Gòn", "child.birth_place"),
    ],
)
def test_what_one_reads_otherwise_is_not_offered_and_all_else_is(start: str, line: str, lost: str) -> None:
    for pair in ((NOTICE, with_line(start, line)), (with_line(start, line), NOTICE)):
        offers = read(*pair)
        assert set(offers) >= set(OF_NOTICE) - {lost, "mother.ethnicity"}
        assert lost not in offers


@pytest.mark.parametrize(
    ("start", "line", "name"),
    [
        ("Đã sinh", "Đã sinh con vào lúc: O8 giờ 15 phút, ngày O9/1I/2026", "child.birth_date"),
        ("Số căn cước", "Số căn cước: O7919OOOOOO3 Dân tộc: Kinh", "mother.id"),
        ("Giới tính", "Giới tính của con: Nư", "child.sex"),
        ("Tại", "Tại: Bệnh viện Mẫu, Phường Sời Gòn, TP. Hổ Chí Minh", "child.birth_place"),
    ],
)
def test_a_rule_proves_what_one_engine_misread(start: str, line: str, name: str) -> None:
    for pair in ((NOTICE, with_line(start, line)), (with_line(start, line), NOTICE)):
        offer = read(*pair)[name]
        assert (offer.text, offer.by) == (OF_NOTICE[name], "rule")


def test_a_ward_that_there_is_not_is_offered_by_nobody() -> None:
    wrong = with_line("Tại", "Tại: Bệnh viện Mẫu, Phường Sời Gòn, TP. Hồ Chí Minh")
    assert "child.birth_place" not in read(wrong, wrong)


def test_a_name_that_its_engine_doubts_is_not_offered() -> None:
    sure, unsure = transcript(NOTICE), transcript(NOTICE, "other", frozenset({"Trần"}))
    offers = offered(load_layouts(), (sure, unsure), ("child.name", "child.birth_date"), known_names(), "d")
    assert [offer.input for offer in offers] == ["child.birth_date"]


def test_spaces_marks_and_letters_of_labels_may_be_lost() -> None:
    glued = (
        "GIÃY CHỨNG SINH",
        "Họvà tênmẹ (ngườinuôi dưỡng):LÊTHỊ MẪU_Năm sinh:_1990",
        "Sốcăn cước:079190000003 Dântộc:Kinh.",
        "Đă sinhcon vào lúc:08giờ 15phút,ngày 09/11/2026Sốcon:O1",
        "Tai: Bệnh viện Mẫu,Phường Sài Gòn,TP. Hồ ChíMinh",
        "Giớitinh của con Nữ",
        "Dựđịnh đặt tên con lờ:Trần NgọcMẫu",
    )
    assert {name: offer.text for name, offer in read(glued, NOTICE).items()} == OF_NOTICE


def test_a_value_may_stand_beside_its_label() -> None:
    boxes = (Box(0.1, 0.1, 0.4, 0.15), Box(0.1, 0.2, 0.4, 0.25), Box(0.45, 0.201, 0.8, 0.25))
    texts = ("GIẤY CHỨNG SINH", "Số căn cước:", "079190000003")
    lines = tuple(TextLine(text, box) for text, box in zip(texts, boxes, strict=True))
    both = (Transcript("one", lines), Transcript("other", lines))
    (offer,) = offered(load_layouts(), both, ("mother.id",), known_names(), "d")
    assert offer.text == "079190000003"
    assert offer.box == boxes[2]


def test_the_clipping_is_the_part_of_the_page_around_the_value() -> None:
    page = Image.new("RGB", (1000, 500), "white")
    page.paste((0, 0, 200), (300, 200, 500, 250))
    picture = io.BytesIO()
    page.save(picture, "JPEG")
    cut = Image.open(io.BytesIO(clipping(picture.getvalue(), Box(0.3, 0.4, 0.5, 0.5))))
    assert 200 < cut.width < 240
    assert 50 < cut.height < 60
    red, _, blue = np.asarray(cut)[cut.height // 2, cut.width // 2]
    assert blue > red + 100


def test_a_picture_that_is_none_has_no_clipping() -> None:
    assert clipping(b"no picture", Box(0, 0, 1, 1)) == b""


def test_a_paper_without_its_title_fills_nothing() -> None:
    assert not read(NOTICE[1:], NOTICE[1:])


def test_a_paper_with_two_titles_fills_nothing() -> None:
    both = ("GIẤY BÁO TỬ", *NOTICE)
    assert not read(both, both)


def test_one_engine_alone_fills_nothing() -> None:
    assert not offered(load_layouts(), (transcript(NOTICE),), tuple(OF_NOTICE), known_names(), "d")


def test_what_stands_twice_is_not_known() -> None:
    twice = (*NOTICE, "Giới tính của con: Nữ")
    assert "child.sex" not in read(twice, twice)


def test_only_what_is_wanted_is_offered() -> None:
    assert set(read(NOTICE, NOTICE, ("child.sex",))) == {"child.sex"}


EXTRACT = (
    "TRÍCH LỤC KHAI SINH",
    "Họ, chữ đệm, tên: TRẦN VĂN MẪU",
    "Ngày, tháng, năm sinh: 02/03/1957 Giới tính: Nam",
    "Họ, chữ đệm, tên người mẹ: LÊ THỊ MẪU",
    "Họ, chữ đệm, tên người cha: TRẦN HỮU MẪU",
)


def test_the_holder_of_a_paper_is_whom_the_procedure_calls_otherwise() -> None:
    offers = read(EXTRACT, EXTRACT, ("adoptee.name", "adoptee.birth_date", "mother.name"))
    assert {name: offer.text for name, offer in offers.items()} == {
        "adoptee.name": "TRẦN VĂN MẪU",
        "adoptee.birth_date": "1957-03-02",
        "mother.name": "LÊ THỊ MẪU",
    }


def test_the_holder_is_nobody_where_two_could_be_meant() -> None:
    assert not read(EXTRACT, EXTRACT, ("subject.name", "requester.name"))


def test_a_mothers_label_that_is_misread_gives_no_childs_name() -> None:
    spoilt = tuple(line.replace("tên người mẹ", "tên nqưởl mo") for line in EXTRACT if "tên:" not in line)
    assert "subject.name" not in read(spoilt, spoilt, ("subject.name",))


def test_a_death_notice_gives_the_day_of_death() -> None:
    notice = (
        "GIẤY BÁO TỬ",
        "Họ và tên người tử vong: PHẠM THỊ MẪU",
        "Đã tử vong vào lúc: 21 giờ 40 phút, ngày 05 tháng 09 năm 2026",
    )
    offers = read(notice, notice, ("deceased.name", "died_on"))
    assert {name: offer.text for name, offer in offers.items()} == {
        "deceased.name": "PHẠM THỊ MẪU",
        "died_on": "2026-09-05",
    }


@pytest.mark.parametrize("away", [0, 1, 5, 9])
@pytest.mark.parametrize("at", range(12))
def test_two_numbers_that_differ_in_a_digit_are_never_offered(at: int, away: int) -> None:
    number = OF_NOTICE["mother.id"]
    other = f"{number[:at]}{(int(number[at]) + away) % 10}{number[at + 1 :]}"
    offers = read(NOTICE, with_line("Số căn cước", f"Số căn cước: {other}"), ("mother.id",))
    assert ("mother.id" in offers) == (away == 0)


@given(st.lists(st.text(max_size=60), max_size=8), st.lists(st.text(max_size=60), max_size=8))
def test_any_text_is_read_without_trouble(one: list[str], other: list[str]) -> None:
    read((NOTICE[0], *one), (NOTICE[0], *other))
