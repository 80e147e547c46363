"""Invented records in the shapes of the portal's four formats, for the traps that real ones hold."""

from __future__ import annotations

import copy
import csv
import gzip
import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

TODAY = date(2026, 11, 28)
PAGE_ID = "019f7000-0000-7000-8000-000000000001"
"""A UUIDv7 made on 17 July 2026."""
MADE = date(2026, 7, 17)


def details(code: str = "9.100001", **changes: Any) -> dict[str, Any]:
    """One answer of the portal, with what is changed in its data."""
    data: dict[str, Any] = {
        "id": PAGE_ID,
        "code": code,
        "name": "Cấp thẻ MẪU",
        "type": "STANDARD",
        "isWard": True,
        "updatedAt": 1784246400000,  # 17 July 2026, 07:00 in Vietnam
        "categoriesDetails": [{"id": "x", "name": "Hộ tịch", "code": "G15-TP07"}],
        "executionSteps": [{"name": "", "description": "- Nộp tờ khai MẪU."}],
        "executionMethods": [method("DIRECT", 3, "WORKING_DAY", fee(20000, "Việt Nam Đồng", "mỗi thẻ"))],
        "executionCases": [{"name": "* Giấy tờ phải nộp:", "profileComponents": [paper("Tờ khai MẪU")]}],
        "subjectTypesDetails": [{"name": "Tổ chức (không bao gồm doanh nghiệp, HTX)", "code": "ĐT1"}],
        "unitGroupsExecuting": [{"id": "y", "name": "Ủy ban nhân dân cấp xã"}],
        "requirementsAndConditions": "Không quy định.",
        "resultsDetails": [{"id": "z", "name": "Thẻ MẪU", "code": "KQ.G15.000001"}],
        "legalBasisesDetails": [{"id": "w", "name": "Nghị định MẪU", "code": " 1/2026/NĐ-CP "}],
        "procedureProposal": {"proposalNumber": "163/QĐ-MẪU", "decisionDate": 1768496400000},
    }
    return {"code": "OK", "message": "OK", "data": data | changes}


def method(channel: str, time: object, unit: str, *fees: dict[str, Any], note: str = "") -> dict[str, Any]:
    """One way to file."""
    return {
        "submissionMethod": channel,
        "processingTime": time,
        "processingTimeUnit": unit,
        "description": note,
        "fees": list(fees),
    }


def fee(value: int | None, currency: str = "", text: str = "", kind: str = "FEE") -> dict[str, Any]:
    """One fee row."""
    return {"type": kind, "value": value, "currencyName": currency, "description": text}


def paper(name: str, originals: int = 1, copies: int = 0, form: str = "") -> dict[str, Any]:
    """One document."""
    forms = [{"fileName": form}] if form else []
    return {
        "name": name,
        "originalQty": originals,
        "copyQty": copies,
        "required": False,
        "attachments": forms,
    }


def crawled(code: str = "9.200001", **changes: Any) -> dict[str, Any]:
    """One page of the text crawl."""
    page = {
        "code": code,
        "name": "Đổi giấy phép MẪU",
        "field": "Đất đai",
        "decision": "1/QĐ-MẪU",
        "levels": ["Cấp bộ", "Cấp xã"],
        "executing": "Ủy ban nhân dân cấp xã",
        "competent": None,
        "subjects": ["Tổ chức (không bao gồm doanh nghiệp", "HTX)"],
        "steps": "Bước 1: nộp hồ sơ MẪU.",
        "channels": [channel("DIRECT", "Miễn phí", 5)],
        "cases": [{"case": "", "documents": [{"name": "Đơn MẪU", "originals": 1, "copies": 2}]}],
        "documents_raw": "",
        "results": [{"name": "Giấy phép MẪU", "code": "KQ1"}],
        "requirements": None,
        "legal_basis": ["1/2026/NĐ-CP"],
        "legal_basis_raw": "",
        "source_url": f"https://dichvucong.gov.vn/thu-tuc-hanh-chinh/{PAGE_ID}",
    }
    return page | changes


def channel(way: str, raw: str, days: float | None = None) -> dict[str, Any]:
    """One channel of the crawl; `raw` is what the page printed of fee and description."""
    return {
        "method": way,
        "time": None if days is None else {"qty": days, "unit": "WORKING_DAY"},
        "fees": [],
        "raw": raw,
    }


def defence(code: str = "9.300001", **tables: Any) -> dict[str, Any]:
    """One procedure of the Ministry of Defence."""
    nothing = "Không có thông tin"
    return {
        "thu_tuc_id": code,
        "metadata": {
            "mã_thủ_tục": code,
            "tên_thủ_tục": "Đăng ký nghĩa vụ MẪU",
            "số_quyết_định": "1/QĐ-MẪU",
            "cấp_thực_hiện": "Cấp Bộ, Cấp Xã",
            "lĩnh_vực": "Nghĩa vụ quân sự",
        },
        "content": {
            "trình_tự_thực_hiện": "Bước 1 MẪU",
            "đối_tượng_thực_hiện": "Công dân Việt Nam",
            "cơ_quan_thực_hiện": "Ban chỉ huy MẪU",
            "cơ_quan_phối_hợp": nothing,
            "kết_quả_thực_hiện": "Giấy MẪU",
            "yêu_cầu_điều_kiện_thực_hiện": nothing,
        },
        "tables": {
            "hinh_thuc_nop": [
                {"hinh_thuc": "Trực tiếp", "thoi_han_giai_quyet": "01 Ngày", "phi_le_phi": "Phí : 0 Đồng"}
            ],
            "thanh_phan_ho_so": [
                {"ten_giay_to": "Tờ khai MẪU", "so_luong": "mau.doc", "ghi_chu": "Bản chính: 1\nBản sao: 0"}
            ],
            "can_cu_phap_ly": [{"so_ky_hieu": "12", "trich_yeu": "Luật MẪU", "ngay_ban_hanh": "30-07-2027"}],
        }
        | tables,
    }


TITLE = {
    "code": "9.400001",
    "name": "Cấp phép MẪU",
    "categories": "Hộ tịch",
    "departments": "Ủy ban nhân dân cấp xã",
    "promulgating": "Bộ MẪU",
    "type": "STANDARD",
    "state": "ACTIVE",
    "targets": "Công dân Việt Nam | Doanh nghiệp",
    "portal_id": PAGE_ID,
}


def title(**changes: str) -> dict[str, str]:
    """One row of the list of all procedures."""
    return TITLE | changes


def write_lines(path: Path, *records: object, packed: bool = True) -> Path:
    """A file of JSON lines; a record that is text stands there as it is."""
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records]
    content = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(gzip.compress(content) if packed else content)
    return path


def write_table(path: Path, rows: Iterable[dict[str, str]], start: str = "", end: str = "\n") -> Path:
    """A file of comma-separated values."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(TITLE), lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes((start + text.getvalue()).encode())
    return path


def bad_files(tmp_path: Path) -> dict[str, tuple[Path, str]]:
    """Files that cannot be imported, and the line that each gives."""
    whole = write_lines(tmp_path / "whole.gz", *(details(f"9.{number:06}") for number in range(300)))
    files: dict[str, tuple[bytes | None, str]] = {
        "text.gz": (b'{"code": 1}\n', "text.gz: is not gzip, as its name says"),
        "cut.gz": (whole.read_bytes()[:-200], "cut.gz: is cut off or damaged gzip"),
        "broken.gz": (whole.read_bytes()[:50] + b"x" * 50, "broken.gz: is cut off or damaged gzip"),
        "line.jsonl": (b'{"code": \n', "line.jsonl: line 1: is not a line of JSON in UTF-8"),
        "empty.jsonl": (b"", "empty.jsonl: holds no record"),
        "head.csv": (b"code,name\n1,2\n", "head.csv: column categories is missing"),
        "other.csv": (b"a;b\n1;2\n", "other.csv: is none of the portal's formats"),
        "picture.csv": (bytes(range(128, 256)), "picture.csv: is neither gzip nor text in UTF-8"),
        "missing.gz": (None, "missing.gz: cannot be read: No such file or directory"),
    }
    for name, (content, _) in files.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.gz").mkdir()
    found = {name: (tmp_path / name, why) for name, (_, why) in files.items()}
    return found | {"folder.gz": (tmp_path / "folder.gz", "folder.gz: is a folder")}


def with_data(record: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The same answer of the portal with other data."""
    other = copy.deepcopy(record)
    other["data"] |= changes
    return other
