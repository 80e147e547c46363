"""Declarations and the office's forms: what the visit knows stands there, what it does not know is a line to
write on, every page says that it is a draft and carries the dossier's code."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from pyzbar import pyzbar

from config.problems import BadFile
from kiosk.forms import pages
from kiosk.forms.data import Filled
from kiosk.forms.layout import form_names, load_form
from kiosk.forms.office import Office, Registered, register_data
from kiosk.forms.pages import Page, pages_of, pdf
from kiosk.forms.rows import Pen, section_strips
from kiosk.forms.sample import ALL, LITTLE, LONG, sample
from kiosk.forms.strips import written
from kiosk.paper.sample import AT
from tests.centres import SAIGON
from tests.forms.drawing import (
    DECLARATIONS,
    OFFICE_FORMS,
    URL,
    after,
    at,
    drawn,
    filled_by,
    visited,
    written_on,
)
from tests.paper.samples import catalogue, messages

DRAFT = "BẢN NHÁP – đối chiếu với mẫu chính thức"
UNSEEN = "chưa đọc được nội dung mẫu chính thức"
SOME = random.Random(11).sample(DECLARATIONS, 2)
"""The suite reads a sample back; `./run print lint` draws every form in every way."""
MOTHER = {"name": "H'Yen Niê Kđăm MẪU", "birth_date": "1992-11", "id": "066192000003", "phone": "0900000002"}
CHILD = {"name": "Công Tằng Tôn Nữ Thị MẪU", "birth_date": "2026-11-20", "sex": "Nữ"}


def test_there_is_a_declaration_for_each_frequent_procedure_and_a_layout_for_each_form() -> None:
    assert set(form_names()) == {*DECLARATIONS, *OFFICE_FORMS}


@pytest.mark.parametrize("name", [SOME[0], "02"])
def test_both_decoders_read_the_dossiers_code_on_every_page(name: str) -> None:
    sheets = drawn(name, LONG)
    for page in sheets:
        grey = page.picture.convert("L")
        assert [found.text for found in zxingcpp.read_barcodes(grey)] == [URL]
        assert [found.data.decode() for found in pyzbar.decode(grey)] == [URL]


@pytest.mark.parametrize(("name", "amount"), [(SOME[0], ALL), (SOME[1], LITTLE), ("02", LONG), ("07", ALL)])
def test_every_page_says_that_it_is_a_draft_and_a_specimen(name: str, amount: str) -> None:
    sheets = drawn(name, amount)
    for number, page in enumerate(sheets, 1):
        texts = written_on((page,))
        assert texts.count(DRAFT) == 1
        assert any(UNSEEN in text and "MẪU" in text for text in texts)
        assert f"Trang {number}/{len(sheets)}" in texts
        assert ("Mã tra cứu: K1-1123-007" in texts) == (name != "07")


def test_a_form_begins_as_decree_30_says() -> None:
    for name in (SOME[0], "02"):
        texts = written_on(drawn(name, ALL))
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts
        assert "Độc lập – Tự do – Hạnh phúc" in texts
    office = written_on(drawn("02", ALL))
    assert "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" in office
    assert "Sài Gòn, ngày 23 tháng 11 năm 2026" in office
    assert any("ngày …… tháng …… năm ……" in text for text in written_on(drawn(SOME[0], ALL)))


def birth(answers: dict[str, str], **persons: dict[str, str]) -> tuple[Page, ...]:
    name = "1.001193"
    return pages_of(load_form(name), filled_by(name, visited(name, answers, **persons)), messages())


def test_what_the_visit_knows_stands_on_the_declaration() -> None:
    sheets = birth({"relation": "father", "notice": "no", "proof": "witness"}, requester=MOTHER, child=CHILD)
    texts = written_on(sheets)
    assert "Công Tằng Tôn Nữ Thị MẪU" in texts
    assert "066192000003" in texts, "a declaration names the number in full"
    assert (
        after(sheets, "Ngày sinh bằng chữ")
        == "ngày hai mươi tháng mười một năm hai nghìn không trăm hai mươi sáu"
    )
    assert {"[x] Cha", "[ ] Mẹ", "[x] Có người làm chứng"} <= set(texts)


def test_what_the_visit_does_not_know_is_a_line_to_write_on() -> None:
    sheets = birth({}, requester={"name": "Trần Thị MẪU"})
    assert after(sheets, "Nơi sinh") == ""
    assert after(sheets, "Ngày sinh bằng chữ") == ""
    assert not [text for text in written_on(sheets) if text.startswith("[x]")]
    assert sum(mark.kind == "dots" for page in sheets for mark in page.marks) > 15


def test_what_the_officer_still_asks_is_marked_on_a_line_to_write_on() -> None:
    """The mother hands in herself: what is open of her is marked in both of her places."""
    name = "1.001193"
    dossier = visited(name, {"relation": "mother"}, requester=MOTHER, child=CHILD)
    assert not any("(*)" in text for text in written_on(birth({}, requester=MOTHER)))
    left = ("child.birth_place", "requester.address", "father.name", "copies")
    sheets = pages_of(load_form(name), filled_by(name, replace(dossier, open_items=left)), messages())
    texts = written_on(sheets)
    assert after(sheets, "Nơi sinh (*)") == ""
    assert after(sheets, "Số bản sao giấy khai sinh xin cấp (*)") == ""
    assert texts.count("Địa chỉ (*):") == 2, "as who applies, and as the mother"
    assert texts.count("Họ và tên (*):") == 1, "the father's"
    assert any("cán bộ hỏi và ghi bằng tay" in text for text in texts)
    assert sum("(*)" in text for text in texts) == 6, "five values and the note"


@pytest.mark.parametrize(("relation", "times"), [("mother", 3), ("grandparent", 2)])
def test_a_mother_who_applies_is_the_mother_of_the_form(relation: str, times: int) -> None:
    """Her name: as the person applying, below the signature, and as the mother where she says so."""
    sheets = birth({"relation": relation}, requester=MOTHER, child=CHILD)
    assert written_on(sheets).count(MOTHER["name"]) == times


def test_an_answer_that_no_longer_counts_is_not_ticked() -> None:
    """Whether the parents are married is no longer asked where the certificate names the mother only."""
    people = {"requester": MOTHER, "child": CHILD}
    assert "[x] Đã đăng ký" in written_on(birth({"parents": "both", "married": "yes"}, **people))
    assert "[x] Đã đăng ký" not in written_on(birth({"parents": "mother_only", "married": "yes"}, **people))


def test_two_persons_stand_side_by_side() -> None:
    name = "1.000894"
    dossier = visited(name, {}, requester=MOTHER, partner={"name": "Lò Văn MẪU", "sex": "Nam"})
    sheets = pages_of(load_form(name), filled_by(name, dossier), messages())
    (row,) = {mark.box[1] // 60 for page in sheets for mark in page.marks if mark.content == "Họ và tên"}
    beside = [mark.content for mark in sheets[0].marks if mark.box[1] // 60 == row]
    assert {"Họ và tên", MOTHER["name"], "Lò Văn MẪU"} <= set(beside)


def office_form(number: str, office: Office) -> tuple[Page, ...]:
    form = load_form(number)
    dossier = visited("1.001193", {}, requester=MOTHER, child=CHILD)
    return pages_of(form, office.added_to(filled_by(number, dossier, form), messages()), messages())


def test_a_supplement_names_papers_reason_and_officer() -> None:
    sheets = office_form(
        "02", Office(now=AT, officer="Lê Văn MẪU", reason="Thiếu chữ ký.", papers=["Giấy chứng sinh"])
    )
    texts = written_on(sheets)
    assert {"Kính gửi: H'Yen Niê Kđăm MẪU", "Giấy chứng sinh", "Lê Văn MẪU"} <= set(texts)
    assert after(sheets, "Lý do") == "Thiếu chữ ký."


@pytest.mark.parametrize("number", ["03", "04", "05"])
def test_a_reason_that_is_not_known_is_left_to_write(number: str) -> None:
    assert after(office_form(number, Office(now=AT)), "Lý do") == ""
    said = office_form(number, Office(now=AT, reason="Chờ nơi khác xác minh."))
    assert after(said, "Lý do") == "Chờ nơi khác xác minh."


def test_an_apology_names_both_days() -> None:
    sheets = office_form("04", Office(now=AT, due=date(2026, 11, 24), new_day=date(2026, 11, 30)))
    assert after(sheets, "Hẹn trả kết quả") == "24/11/2026"
    assert after(sheets, "Hẹn lại ngày trả kết quả") == "30/11/2026"


def test_the_register_lists_the_day_in_the_order_of_receipt_and_repeats_its_head() -> None:
    dossiers = [
        Registered(f"code-{n:02d}", "Đăng ký khai sinh", "Trần Thị MẪU", AT.replace(minute=59 - n), None)
        for n in range(40)
    ]
    filled = register_data(Filled(centre=SAIGON.centre), AT.date(), dossiers)
    sheets = pages_of(load_form("07"), filled, messages())
    assert len(sheets) > 1
    assert all(page.picture.width > page.picture.height for page in sheets)
    seen = [text for text in written_on(sheets) if text.startswith("code-")]
    assert seen == [f"code-{n:02d}" for n in reversed(range(40))]
    with_rows = [page for page in sheets if any(text.startswith("code-") for text in written_on((page,)))]
    assert all("Mã hồ sơ" in written_on((page,)) for page in with_rows)
    assert after(sheets, "Số hồ sơ") == "40"


def test_nobody_signs_a_page_that_holds_nothing_else() -> None:
    for name in SOME:
        last = written_on((drawn(name, LONG)[-1],))
        assert any("chịu trách nhiệm" in text or "cam đoan" in text for text in last), name


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    for name in form_names():
        form = load_form(name)
        filled = sample(name, form, catalogue().procedures["1.001193"], at(), ALL)
        pen = Pen(filled, partial(messages().text, "vi"), 1700)
        for block in pages._blocks(list(section_strips(form.sections, pen))):
            assert block[-1].marks or not any(strip.keep for strip in block), name


def test_a_text_longer_than_a_page_goes_on_upon_the_next_and_loses_no_line() -> None:
    text = written("\n".join(f"dòng {n}" for n in range(150)), 900)
    parts = list(pages._cut(text, 2800))
    assert len(parts) > 2
    assert max(part.height for part in parts) <= 2800
    assert np.array_equal(np.vstack([np.asarray(part.picture) for part in parts]), np.asarray(text.picture))
    for part in parts:
        (mark,) = part.marks
        assert part.picture.crop(mark.box).getbbox() is not None
        foot = part.picture.crop((0, part.height - 1, part.width, part.height))
        assert foot.getbbox() is None, "cut between two lines"
    drawn = office_form("03", Office(now=AT, reason="\n".join(f"dòng {n}" for n in range(150))))
    assert len(drawn) > 2


def test_a_pdf_holds_its_pages_and_no_text() -> None:
    content = pdf(drawn("02", LONG))
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") == len(drawn("02", LONG))
    assert "MẪU".encode() not in io.BytesIO(content).getvalue()


def test_nothing_of_a_person_is_in_the_repr_of_a_filled_form() -> None:
    filled = filled_by("1.001193", visited("1.001193", {}, requester=MOTHER, child=CHILD))
    told = repr(filled) + repr(replace(filled, values=filled.values))
    assert MOTHER["name"] not in told
    assert MOTHER["id"] not in told
    assert URL not in told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('title = "x"\nsections = []\nunknown = 1', "unknown"),
        (
            'title = "x"\n[[sections]]\nrows = [{ kind = "person", person = "child", lines = [["nmae"]] }]',
            "name",
        ),
        ('title = "x"\n[[sections]]\nrows = [{ kind = "tikc" }]', "tikc"),
    ],
)
def test_a_wrong_layout_is_named_in_one_line(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "wrong.toml").write_text(content, "utf-8")
    with pytest.raises(BadFile) as found:
        load_form("wrong", tmp_path)
    assert str(found.value).startswith("wrong.toml")
    assert told in str(found.value)
    assert "\n" not in str(found.value)
