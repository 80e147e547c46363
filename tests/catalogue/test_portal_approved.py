"""What each single field of the portal's four formats does to the record, as it was approved; and how texts,
days and differences are worded.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from kiosk.catalogue.imported import Imported, Passage
from kiosk.catalogue.portal import wording
from kiosk.catalogue.portal.changes import Change, changes
from kiosk.catalogue.portal.cleaning import clean, one_line
from kiosk.catalogue.portal.crawl import read_crawl
from kiosk.catalogue.portal.defence import read_defence
from kiosk.catalogue.portal.details import read_details
from kiosk.catalogue.portal.fields import TABLE, FieldMap
from kiosk.catalogue.portal.record import PortalRecord, Refusal, day_of_ms, day_of_page, web_page
from kiosk.catalogue.portal.store import laid_over
from kiosk.catalogue.portal.titles import read_title
from tests import approved
from tests.approved import listed
from tests.catalogue.portal_records import (
    MADE,
    PAGE_ID,
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


def named(*names: str) -> list[dict[str, str]]:
    return [{"id": name, "name": name, "code": f"M.{name[-1]}"} for name in names]


WHOLE: dict[str, Any] = {
    "details": details(
        createdAt=1768496400000,
        category={"name": "Đất đai"},
        categoriesDetails=named("Hộ tịch", "Đất đai"),
        isProvince=True,
        isMinistry=True,
        executionSteps=[
            {"name": "Bước 1", "description": "- Nộp."},
            {"name": "Bước 2", "description": "Nhận."},
        ],
        executionMethods=[
            method(
                "DIRECT",
                3.5,
                "DAY",
                fee(20000, "Việt Nam Đồng", "mỗi thẻ") | {"attachment": {"fileName": "b.xls"}},
                fee(1500000, kind="SERVICE_FEE"),
                note="Tại quầy.",
            ),
            method("POSTAL", "2,0", "MONTH", fee(15, "usd", kind="PRICE_LEVEL")),
            method("ONLINE", 3.5, "DAY", fee(20000, "Việt Nam Đồng", "mỗi thẻ"), note="Qua mạng."),
            method("DRONE", 8, "HOUR"),
        ],
        executionCases=[
            {
                "name": "* Phải nộp:",
                "profileComponents": [
                    paper("-+ Tờ khai MẪU", 2, 1, "tk.doc"),
                    paper("Ảnh MẪU", 0, 3),
                    paper("Lưu ý MẪU", 0, 0),
                ],
            },
            {"name": "Xuất trình", "profileComponents": [paper("Thẻ MẪU")]},
        ],
        cases=[
            {"name": "Cấp thẻ MẪU", "processingDay": {"qty": 1, "type": "WORKING_DAY"}},
            {"name": "Xác minh", "processingDay": {"qty": 12, "type": "HOUR"}},
            {"name": "Khác"},
        ],
        subjectTypesDetails=named("Công dân", "Tổ chức", "Công dân"),
        departmentsExecuting=named("Sở A"),
        unitGroupsExecuting=named("Phường B"),
        departmentsAuthority=named("Sở C"),
        unitGroupsAuthority=named("Phường D"),
        departmentsAuthorized=named("Sở E"),
        unitGroupsAuthorized=named("Phường F"),
        departmentsCoordinating=named("Sở G"),
        unitGroupsCoordinating=named("Phường H"),
        departmentPromulgateName="Bộ I",
        dossierReceivingAddresses="12 Đường MẪU",
        note="Ghi chú MẪU",
        requirementsAndConditions="Đủ 18 tuổi.",
        resultsDetails=[{"name": "Thẻ MẪU", "code": "KQ.1"}, {"name": "", "code": "GCN"}],
        legalBasisesDetails=[
            {"name": "Luật MẪU 5/2026", "code": "5/2026"},
            {"name": "Nghị định MẪU", "code": "1/2026"},
        ],
    ),
    "text": crawled(
        competent="Sở MẪU",
        levels=["Cấp Tỉnh", "Cấp bộ"],
        channels=[
            channel("DIRECT", "Miễn phí(Theo quy định MẪU)Nộp tại quầy", 5),
            {"method": "ONLINE", "raw": "5,000 VNĐ", "time": {"qty": 2.5, "unit": "DAY"}},
            {"method": "POSTAL", "raw": "", "time": None},
        ],
        cases=[
            {"case": "* Lần đầu", "documents": [{"name": "2 bản sao Đơn MẪU", "originals": 1, "copies": 2}]},
            {"case": "Cấp lại", "documents": [{"name": "Ảnh MẪU", "originals": None, "copies": 1}]},
            {"case": "Không giấy tờ", "documents": []},
        ],
        documents_raw="Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn MẪU",
        results=[{"name": "Giấy phép MẪU"}, {"name": "Thẻ MẪU"}],
        requirements="Đủ 18 tuổi.",
        legal_basis=["1/2026/NĐ-CP", "2/2026/NĐ-CP"],
        legal_basis_raw="Tên văn bản pháp lýMã văn bảnLuật MẪU",
    ),
    "defence": defence(
        hinh_thuc_nop=[
            {
                "hinh_thuc": "Trực tiếp",
                "thoi_han_giai_quyet": "10 Ngày",
                "phi_le_phi": "Phí : 50,000 đồng\nPhí : 0 Đồng (quy định MẪU)\nFile đính kèm: a.pdf",
                "mo_ta": "Tại Ban chỉ huy.",
            },
            {"hinh_thuc": "Trực tuyến", "thoi_han_giai_quyet": "", "phi_le_phi": "Lệ phí: không Đồng"},
        ],
        thanh_phan_ho_so=[
            {
                "ten_giay_to": "Tờ khai MẪU",
                "so_luong": "mau.doc\nmau.doc\nmau.pdf",
                "ghi_chu": "Bản chính: 1\nBản sao: 2",
            },
            {"ten_giay_to": "* Ảnh MẪU", "so_luong": "", "ghi_chu": "Bản sao : 4"},
        ],
        can_cu_phap_ly=[
            {
                "so_ky_hieu": "12/2025",
                "trich_yeu": "Luật MẪU",
                "ngay_ban_hanh": "28-11-2026",
                "co_quan_ban_hanh": "Quốc hội",
            },
            {"so_ky_hieu": "9", "trich_yeu": "Nghị định số 9 MẪU", "ngay_ban_hanh": "29-11-2026"},
            {"so_ky_hieu": "8", "trich_yeu": "Thông tư MẪU", "ngay_ban_hanh": "2025"},
        ],
    ),
    "titles": title(
        categories="Hộ tịch | Đất đai | Hộ tịch",
        departments="Sở Tư pháp | Bộ Tư pháp",
        promulgating="Bộ MẪU",
        targets="Công dân | Doanh nghiệp | Công dân",
    ),
}
WHOLE["defence"]["content"] |= {
    "cơ_quan_có_thẩm_quyền": "Sở MẪU",
    "cơ_quan_được_ủy_quyền": "Phường MẪU",
    "cơ_quan_phối_hợp": "Công an MẪU",
    "địa_chỉ_tiếp_nhận_hs": "12 Đường MẪU",
    "yêu_cầu_điều_kiện_thực_hiện": "Đủ 18 tuổi.",
    "mô_tả": "Ghi chú MẪU",
}
READERS: dict[str, Callable[[Any], PortalRecord]] = {
    "details": read_details,
    "text": read_crawl,
    "defence": lambda line: read_defence(line, TODAY),
    "titles": read_title,
}


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a value of JSON, however deep."""
    if above:
        yield above
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*above, key))


def other(value: Any, place: tuple[Any, ...], instead: Any) -> Any:
    """The same record with something else at that place."""
    changed = copy.deepcopy(value)
    at = changed
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = instead
    return changed


def told(read: Callable[[Any], PortalRecord], line: Any) -> dict[str, object]:
    """All that a record says, or why there is none."""
    try:
        record = read(line)
    except Refusal as error:
        return {"refused": [error.why, error.code, error.damaged]}
    except ValidationError as error:
        return {"another shape": [[str(part) for part in one["loc"]] for one in error.errors()]}
    said = {one.heading: one.text for one in record.passages}
    return {**said, "about": repr(replace(record, passages=()))}


@pytest.mark.parametrize("kind", WHOLE)
def test_what_each_field_of_a_record_does(kind: str) -> None:
    read, whole = READERS[kind], WHOLE[kind]
    rows: dict[str, object] = {f"{kind}": (full := told(read, whole))}
    for place in places(whole):
        for instead in ("",) if kind == "titles" else (None, ""):
            now = told(read, other(whole, place, instead))
            changed = {name: now.get(name) for name in {**full, **now} if full.get(name) != now.get(name)}
            rows[f"{kind} {'.'.join(map(str, place))} {instead!r}"] = changed
    approved.hold(__file__, {name: row for name, row in rows.items() if row})


DEPARTMENTS = listed("""
Ủy ban nhân dân xã; UBND cấp xã; Ủy ban nhân dân phường MẪU; Thuế cơ sở 3; Trạm Y tế phường; Xãa;
Ủy ban nhân dân cấp tỉnh; Sở Tư pháp; cơ sở giáo dục; Thành phố; Văn phòng đăng ký đất đai; Khu vực II;
Bộ Công an; Cục Hàng không; Tổng cục Thuế; Ngân hàng Nhà nước; Thanh tra Chính phủ; Vụ MẪU; Đài toàn quốc;
Cơ quan trung ương; Viện MẪU - Bộ Y tế; Viện MẪU; Bộ phận MẪU; Sở Y tế | Bộ Y tế; Bộ Y tế | Phường 5
""")
AMOUNTS = listed("""
0; 1; 999; 999.99; 1000; 1000.5; 1001; 20000; 1234567; 2.5
""")
PRINTED = listed("""
Miễn phí; Miễn phí và MẪU; Miễn phí 3 ngày; Không có thông tin (x); 120 VNĐ(20 VNĐ/tờ)x; 1234 VNĐ(mỗi lần);
999 Việt Nam Đồng (MẪU (hai) ba) bốn; 5.000 đồng (Miễn phí); (1); Miễn phí((a)b)c; Miễn phí(a; Miễn phíx;
1,000 VNĐ, 20,000,000 đồng, 1,00 đồng và 5,000 tờ; 12.; 12/24.-; 12 đồng; Miễn phí()x; Miễn phí(ab)
""")
LIMITS = listed("""
3; 3,5; 3.0; 0; 0,0; 12; 1.25; 10 ngày; 3 - 5; không
""")
NAMES = listed("""
Đơn; - Đơn; +*• Đơn; -; *  Đơn - MẪU
""")
DAYS = (None, 0, 1, 1768496400000, 1768582799999, 1768582800000, -1, 10**18)


def test_how_times_fees_and_papers_are_worded() -> None:
    rows: dict[str, object] = {
        f"level {one}": [
            read_title(title(departments=one, type=kind)).level for kind in ("STANDARD", "SPECIFIC")
        ]
        for one in ("", *DEPARTMENTS)
    }
    for text in AMOUNTS:
        rows[f"amount {text}"] = [wording.amount(float(text), unit) for unit in ("", "VNĐ", "USD", "usd")]
    for text in PRINTED:
        rows[f"printed {text}"] = [wording.printed_fee(text), wording.fee_words(text), wording.dots(text)]
    for text in LIMITS:
        rows[f"limit {text}"] = [wording.limit(text, unit) for unit in (*wording.UNITS, "OTHER", "")]
    for name in ("", *NAMES):
        rows[f"paper {name}"] = [
            wording.paper_line(name, how_many, forms)
            for how_many in ("", "1 bản chính")
            for forms in ((), ("a", "", "a", "b"))
        ]
    counts = (-1, 0, 1, 12)
    rows["quantities"] = [wording.quantities(one, other) for one in counts for other in counts]
    rows["days"] = [str(day_of_ms(one)) for one in DAYS]
    ids = (PAGE_ID, f"/a/{PAGE_ID}?x", PAGE_ID.replace("-7", "-4"), PAGE_ID.upper(), "")
    rows["pages"] = [str(day_of_page(one)) for one in ids]
    addresses = ("http://a", "https://a", "ftp://a", "a http://b", "https://a b", "")
    rows["addresses"] = [web_page(one) for one in addresses]
    approved.hold(__file__, rows)


MARKED = (
    "<p>a</p><br>b",
    "a<!-- b -->c",
    "a\u200b&nbsp;\tb",
    "&amp;lt;",
    "e\u0323\u0302",
    "\uf0b7 a\n\n\n b  c ",
    "<x> < 5",
)


def test_how_texts_are_cleaned() -> None:
    approved.hold(__file__, {f"clean {text!r}": [clean(text), one_line(text)] for text in MARKED})


def record(**changes: Any) -> Imported:
    texts = (
        ("Giấy tờ", "một hai ba"),
        ("Lệ phí", "20.000 đồng mỗi bản sao, không quá 200.000 đồng mỗi bộ, và hơn nữa"),
    )
    plain = Imported(
        code="9.000001",
        name="Thủ tục MẪU",
        field="ho_tich",
        level="commune",
        seen=MADE,
        names=("MẪU", "thẻ"),
        url="https://a",
        passages=tuple(Passage(heading=heading, text=text) for heading, text in texts),
        origin="text",
    )
    return plain.model_copy(update=changes)


def test_what_differs_between_two_states_of_a_record() -> None:
    longer = "x" * 200
    passages = tuple(
        Passage(heading=heading, text=text) for heading, text in (("Lệ phí", longer), ("Kết quả", "thẻ"))
    )
    others = {
        "name": "Thủ tục mới MẪU",
        "names": ("thẻ",),
        "level": "province",
        "field": "dat_dai",
        "url": None,
        "seen": TODAY,
        "passages": passages,
    }
    rows: dict[str, object] = {}
    for name, value in others.items():
        for way, found in {
            "to": changes(record(), record(**{name: value})),
            "from": changes(record(**{name: value}), record()),
        }.items():
            rows[f"{way} {name}"] = [(one.what, one.old, one.new, one.shortened()) for one in found]
    same = "a" * 20
    for pair in (
        ("", "a"),
        (same, same + "b"),
        (same + "b", same + "c" * 80),
        ("a\n b", "a  c"),
        (None, longer),
    ):
        rows[f"shortened {pair}"] = Change("x", *pair).shortened()
    approved.hold(__file__, rows)


def test_which_of_two_records_of_a_code_counts() -> None:
    fields = FieldMap(TABLE, ("ho_tich", "dat_dai", "nop_ho_so"))
    rows: dict[str, object] = {}
    given = read_details(details("9.000001")), read_crawl(crawled("9.000001"))
    for old in (None, "details", "text", "defence"):
        for seen in (date(2026, 7, 1), date(2026, 7, 17), date(2026, 8, 1)):
            store = {} if old is None and seen != MADE else {"9.000001": record(origin=old)}
            for new in given:
                for sure in (True, False):
                    found = laid_over(store, [new], fields, seen, sure)["9.000001"]
                    rows[f"{new.origin} over {old} in {len(store)}, {seen} {sure}"] = [
                        found.origin,
                        str(found.seen),
                        found.name,
                        found.names,
                        found.field,
                        len(found.passages),
                    ]
    approved.hold(__file__, rows)
