"""Each of the portal's formats becomes one normal record; what it does not say is not made up."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from pydantic import ValidationError

from kiosk.catalogue.portal import wording
from kiosk.catalogue.portal.crawl import read_crawl
from kiosk.catalogue.portal.defence import read_defence
from kiosk.catalogue.portal.details import read_details
from kiosk.catalogue.portal.record import PortalRecord, Refusal
from kiosk.catalogue.portal.titles import read_title
from tests.catalogue.portal_records import (
    MADE,
    TODAY,
    channel,
    crawled,
    defence,
    details,
    fee,
    method,
    paper,
    title,
)


def part(record: PortalRecord, heading: str) -> str:
    return next((one.text for one in record.passages if one.heading == heading), "")


def channels(*methods: dict[str, Any], **more: Any) -> str:
    return part(read_details(details(executionMethods=list(methods), **more)), wording.CHANNELS)


def test_an_answer_of_the_portal_has_every_section() -> None:
    record = read_details(details())
    assert (record.code, record.name, record.level) == ("9.100001", "Cấp thẻ MẪU", "commune")
    assert record.field_names == ("Hộ tịch",)
    assert record.stamp == MADE
    assert record.url is not None
    assert {one.heading: one.text for one in record.passages} == {
        wording.PAPERS: "Giấy tờ phải nộp:\n- Tờ khai MẪU (1 bản chính)",
        wording.CHANNELS: "Trực tiếp\nThời hạn: 3 ngày làm việc\nLệ phí: 20.000 đồng. mỗi thẻ",
        wording.STEPS: "- Nộp tờ khai MẪU.",
        wording.WHO: "Tổ chức (không bao gồm doanh nghiệp, HTX)",
        wording.AUTHORITY: "Ủy ban nhân dân cấp xã",
        wording.RESULT: "- Thẻ MẪU",
        # Local midnight is 17:00 UTC of the day before.
        wording.LAW: "- Nghị định MẪU (1/2026/NĐ-CP)\n\nQuyết định công bố: 163/QĐ-MẪU, ngày 16/01/2026",
    }


@pytest.mark.parametrize(
    ("time", "unit", "said"),
    [
        (3.5, "DAY", "3,5 ngày"),
        (1, "MONTH", "1 tháng"),
        ("1", "HOUR", "1 giờ"),
        (7, "OTHER", "chưa công bố"),
        ("1", "OTHER", "chưa công bố"),
        (0, "WORKING_DAY", "chưa công bố"),
        (2, "FORTNIGHT", "chưa công bố"),
        ("Theo mô tả", "OTHER", "Theo mô tả"),
        (None, None, "chưa công bố"),
    ],
)
def test_a_number_without_its_unit_is_no_time_limit(time: object, unit: Any, said: str) -> None:
    assert f"Thời hạn: {said}\n" in channels(method("DIRECT", time, unit))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (fee(0), "Lệ phí: chưa công bố"),
        (fee(None), "Lệ phí: chưa công bố"),
        (fee(0, text="150.000 đồng/hồ sơ"), "Lệ phí: 150.000 đồng/hồ sơ"),
        (fee(0, text="(1)"), "Lệ phí: chưa công bố"),
        (fee(0, text="Miễn lệ phí."), "Lệ phí: Miễn lệ phí."),
        (fee(None, text="Hội đồng nhân dân quy định", kind="PRICE_LEVEL"), "Giá: Hội đồng nhân dân quy định"),
        (fee(1250000, kind="SERVICE_FEE"), "Phí: 1.250.000 đồng"),
        (fee(15, "USD"), "Lệ phí: 15 USD"),
        (fee(100, text="mỗi lần"), "Lệ phí: chưa công bố. mỗi lần"),
        (fee(500, "Việt Nam Đồng"), "Lệ phí: chưa công bố"),
    ],
)
def test_a_stored_zero_is_never_free_and_cut_thousands_are_no_amount(row: dict[str, Any], said: str) -> None:
    assert channels(method("DIRECT", 1, "DAY", row)) == f"Trực tiếp\nThời hạn: 1 ngày\n{said}"


def test_channels_that_say_the_same_stand_together_the_counter_first() -> None:
    ways = [method(way, 2, "DAY") for way in ("POSTAL", "ONLINE", "DIRECT")]
    said = "Trực tiếp, Trực tuyến, Dịch vụ bưu chính\nThời hạn: 2 ngày\nPhí, lệ phí: chưa công bố"
    assert channels(*ways) == said
    assert channels(method("DRONE", 2, "DAY")).startswith("DRONE\n")


def test_the_limits_of_cases_stand_beside_those_of_the_channels() -> None:
    def case(name: str, days: float, unit: str = "WORKING_DAY") -> dict[str, Any]:
        return {"id": name, "code": "9.100001.01", "name": name, "processingDay": {"qty": days, "type": unit}}

    cases = [
        case("Cấp thẻ MẪU", 1),
        case("Cấp thẻ MẪU", 1),
        case("Phải xác minh", 7.5),
        case("x", 1, "OTHER"),
    ]
    said = channels(method("DIRECT", 3, "OTHER"), cases=cases)
    limits = "- 1 ngày làm việc\n- Phải xác minh: 7,5 ngày làm việc\n- x: chưa công bố"
    assert said.endswith(f"Thời hạn theo trường hợp\n{limits}")


def test_notes_among_the_papers_have_no_count_and_nameless_ones_are_skipped() -> None:
    papers = [paper("- Đơn MẪU", 2, 1, "đơn.docx"), paper("Lưu ý MẪU", 0, 0), paper("", 1)]
    record = read_details(details(executionCases=[{"name": "", "profileComponents": papers}]))
    lines = part(record, wording.PAPERS).split("\n")
    assert lines == ["- Đơn MẪU (2 bản chính, 1 bản sao; mẫu: đơn.docx)", "- Lưu ý MẪU"]
    assert part(read_details(details(executionCases=[])), wording.PAPERS) == ""


def test_who_does_it_is_read_from_departments_and_groups() -> None:
    record = read_details(
        details(
            departmentsExecuting=[{"name": "Sở MẪU"}],
            departmentsAuthority=[{"name": "Bộ MẪU"}],
            departmentExecutingIds=["an id without details"],
        )
    )
    assert part(record, wording.AUTHORITY) == (
        "Sở MẪU; Ủy ban nhân dân cấp xã\n\nCơ quan có thẩm quyền: Bộ MẪU"
    )


@pytest.mark.parametrize(
    ("flags", "level"),
    [
        ({"isWard": True, "isProvince": True}, "commune"),
        ({"isWard": False, "isProvince": True, "isMinistry": True}, "province"),
        ({"isWard": False, "isMinistry": True}, "ministry"),
        ({"isWard": False, "isOtherAgency": True}, "other"),
        ({"isWard": True, "type": "STANDARD_INTERNAL"}, "other"),
    ],
)
def test_the_level_is_the_lowest_where_it_is_done(flags: dict[str, Any], level: str) -> None:
    assert read_details(details(**flags)).level == level


def test_the_field_is_read_where_the_portal_keeps_it() -> None:
    one = {"name": "Đất đai", "code": "x"}
    assert read_details(details(categoriesDetails=[], category=one)).field_names == ("Đất đai",)
    assert read_details(details(categoriesDetails=None)).field_names == ()


def test_null_is_nothing_and_new_keys_are_no_trouble() -> None:
    data = details(executionSteps=None, note=None, procedureProposal=None, somethingNew={"a": 1})
    assert part(read_details(data), wording.STEPS) == ""


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (details() | {"code": "ERROR"}, "the portal's answer is 'ERROR', not 'OK'"),
        (details(name=" "), "has no name"),
        (details("a b"), "is no code"),
        (details("9.100001-Xoa"), "deleted"),
    ],
)
def test_what_is_no_procedure_is_refused_with_the_reason(record: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        read_details(record)


def test_a_code_with_a_digit_too_many_is_one() -> None:
    assert read_title(title(code="1.0133611")).code == "1.0133611"
    assert read_title(title(code=" 9.400001 ")).code == "9.400001"


@pytest.mark.parametrize("change", [{"executionSteps": 3}, {"code": None}, {"executionMethods": [7]}])
def test_another_shape_is_not_guessed_at(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read_details(details(**change))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("Miễn phí", "Phí, lệ phí: chưa công bố"),
        ("Không có thông tin", "Phí, lệ phí: chưa công bố"),
        (
            "Miễn phí(Theo quy định (mới) MẪU)Nộp qua mạng",
            "Phí, lệ phí: Theo quy định (mới) MẪU\nNộp qua mạng",
        ),
        ("Miễn phí3 ngày kể từ MẪU", "Phí, lệ phí: chưa công bố\n3 ngày kể từ MẪU"),
        ("18,000,000 VNĐ(mỗi lần)", "Phí, lệ phí: 18.000.000 VNĐ(mỗi lần)"),
        ("120 VNĐ(20.000 vnđ /tờ)", "Phí, lệ phí: 20.000 vnđ /tờ"),
        ("Miễn phí(1", "Phí, lệ phí: chưa công bố"),
        ("10 USD(/lần)Không có thông tinTại cơ quan", "Phí, lệ phí: 10 USD(/lần) Tại cơ quan"),
        ("5.000 đồng (Miễn phí từ ngày 07/4/2026)", "Phí, lệ phí: 5.000 đồng (Miễn phí từ ngày 07/4/2026)"),
    ],
)
def test_the_word_the_page_prints_for_zero_is_left_out(raw: str, said: str) -> None:
    record = read_crawl(crawled(channels=[channel("DIRECT", raw, 5)]))
    assert part(record, wording.CHANNELS) == f"Trực tiếp\nThời hạn: 5 ngày làm việc\n{said}"


def test_a_crawled_page_is_put_together_again() -> None:
    record = read_crawl(crawled())
    assert (record.level, record.field_names, record.stamp) == ("commune", ("Đất đai",), MADE)
    assert part(record, wording.WHO) == "Tổ chức (không bao gồm doanh nghiệp, HTX)"
    assert part(record, wording.PAPERS) == "- Đơn MẪU (1 bản chính, 2 bản sao)"
    assert part(record, wording.LAW) == "1/2026/NĐ-CP\n\nQuyết định công bố: 1/QĐ-MẪU"


def test_what_the_crawl_could_not_take_apart_is_shown_as_it_is() -> None:
    raw = "--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn MẪU1 bản chính"
    record = read_crawl(crawled(cases=[], documents_raw=raw))
    assert part(record, wording.PAPERS) == "Đơn MẪU1 bản chính"
    left_over = {"name": "1 bản chính,1 bản sao Đơn MẪU", "originals": 1, "copies": 0}
    record = read_crawl(crawled(cases=[{"case": "* Lần đầu", "documents": [left_over]}]))
    assert part(record, wording.PAPERS) == "Lần đầu\n- Đơn MẪU (1 bản chính)"


def test_the_ministry_of_defence_is_read_with_keys_in_any_form() -> None:
    record = read_defence(defence(), TODAY)
    assert (record.level, record.field_names) == ("commune", ("Nghĩa vụ quân sự",))
    assert record.stamp is None  # its only law is of a year to come
    assert part(record, wording.PAPERS) == "- Tờ khai MẪU (1 bản chính; mẫu: mau.doc)"
    assert part(record, wording.CONDITIONS) == ""
    assert part(record, wording.AUTHORITY) == "Ban chỉ huy MẪU"
    assert part(record, wording.LAW) == "- Luật MẪU (12), 30/07/2027\n\nQuyết định công bố: 1/QĐ-MẪU"
    apart = {unicodedata.normalize("NFD", key): value for key, value in defence()["content"].items()}
    assert read_defence(defence() | {"content": apart}, TODAY) == record


@pytest.mark.parametrize(
    ("fee_text", "said"),
    [
        ("Phí : 0 Đồng", "Phí, lệ phí: chưa công bố"),
        ("Lệ phí : không Đồng", "Phí, lệ phí: chưa công bố"),
        ("Phí : o Đồng", "Phí, lệ phí: chưa công bố"),
        ("", "Phí, lệ phí: chưa công bố"),
        ("Phí :  Đồng (Theo quy định MẪU)\nFile đính kèm: a.pdf", "Phí, lệ phí: Theo quy định MẪU"),
        ("Phí : 50.000 Đồng (mỗi hồ sơ)", "Phí: 50.000 Đồng (mỗi hồ sơ)"),
    ],
)
def test_zero_dong_in_any_spelling_is_not_free(fee_text: str, said: str) -> None:
    way = {"hinh_thuc": "Trực tiếp", "thoi_han_giai_quyet": "Không quy định", "phi_le_phi": fee_text}
    record = read_defence(defence(hinh_thuc_nop=[way]), TODAY)
    assert part(record, wording.CHANNELS) == f"Trực tiếp\nThời hạn: chưa công bố\n{said}"


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, "commune"),
        ({"departments": "Công an cấp Xã | Bộ Công an"}, "commune"),
        ({"departments": "Sở Y tế"}, "province"),
        ({"departments": "Cục Hàng không Việt Nam"}, "ministry"),
        ({"departments": "Cơ sở giáo dục"}, "other"),
        ({"departments": "", "type": "SPECIFIC"}, "province"),
        ({"departments": ""}, "ministry"),
        ({"type": "STANDARD_INTERNAL"}, "other"),
    ],
)
def test_the_level_of_a_title_is_that_of_who_does_it(changes: dict[str, str], level: str) -> None:
    assert read_title(title(**changes)).level == level


def test_a_title_says_for_whom_and_by_whom() -> None:
    record = read_title(title(categories="Nông nghiệp | Hộ tịch"))
    assert record.field_names == ("Nông nghiệp", "Hộ tịch")
    assert {one.heading: one.text for one in record.passages} == {
        wording.WHO: "Công dân Việt Nam; Doanh nghiệp",
        wording.AUTHORITY: "Ủy ban nhân dân cấp xã\n\nCơ quan ban hành: Bộ MẪU",
    }
