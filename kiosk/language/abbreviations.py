"""Lists abbreviations as they are said: a Vietnamese voice makes an English word of UBND."""

from __future__ import annotations

WORDS = {
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "TTHC": "thủ tục hành chính",
    "PVHCC": "phục vụ hành chính công",
    "HCC": "hành chính công",
    "DVC": "dịch vụ công",
    "CCCD": "căn cước công dân",
    "CMND": "chứng minh nhân dân",
    "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội",
    "QSDĐ": "quyền sử dụng đất",
    "GCN": "giấy chứng nhận",
    "VNeID": "vi en i ai đi",
    "TP.HCM": "thành phố Hồ Chí Minh",
    "TPHCM": "thành phố Hồ Chí Minh",
    "v.v.": "vân vân",
    "v.v": "vân vân",
    "VND": "đồng",
    "ADN": "a đê en",
    "dichvucong.gov.vn": "dịch vụ công chấm gốp chấm vi en",
}
"""Whole words that stand for others."""

SHORT = {
    "TP": "thành phố",
    "P": "phường",
    "Q": "quận",
    "KP": "khu phố",
    "ĐT": "điện thoại",
}
"""What is written with a point before a name or a number."""

BODIES = {
    "QH": "Quốc hội",
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "VPCP": "Văn phòng Chính phủ",
    "HĐND": "Hội đồng nhân dân",
    "UBND": "Ủy ban nhân dân",
    "BTP": "Bộ Tư pháp",
    "BTC": "Bộ Tài chính",
    "BCA": "Bộ Công an",
    "BYT": "Bộ Y tế",
    "BNV": "Bộ Nội vụ",
    "BXD": "Bộ Xây dựng",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BLĐTBXH": "Bộ Lao động, Thương binh và Xã hội",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
}
"""Who issued a text of law, by the last letters of its number."""
