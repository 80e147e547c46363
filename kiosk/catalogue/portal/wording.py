"""Words times, fees, papers and channels of all formats in one way, in the Vietnamese of the portal's pages.

A stored 0, for which the portal's page prints "Miễn phí", says nothing: a fee is free only where the text
beside it says so. Below 1,000 đồng, thousands were cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

UNKNOWN = "chưa công bố"
LEAST_DONG = 1_000

WHO = "Đối tượng thực hiện"
PAPERS = "Thành phần hồ sơ"
CHANNELS = "Cách nộp, thời hạn, phí và lệ phí"
STEPS = "Trình tự thực hiện"
CONDITIONS = "Yêu cầu, điều kiện"
AUTHORITY = "Cơ quan thực hiện"
RESULT = "Kết quả thực hiện"
LAW = "Căn cứ pháp lý"

CHANNEL_NAMES = {"DIRECT": "Trực tiếp", "ONLINE": "Trực tuyến", "POSTAL": "Dịch vụ bưu chính"}
UNITS = {"WORKING_DAY": "ngày làm việc", "DAY": "ngày", "HOUR": "giờ", "MONTH": "tháng"}
FEE_NAMES = {"FEE": "Lệ phí", "SERVICE_FEE": "Phí", "PRICE_LEVEL": "Giá"}

_WHOLE_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_COMMAS = re.compile(r"\b\d{1,3}(?:,\d{3})+(?= ?(?:VNĐ|VND|Việt Nam Đồng|đồng|Đồng)\b)")
_PRINTED = re.compile(r"Miễn phí(?!\s+[a-zà-ỹ])|Không có thông tin")
_PRINTED_FIRST = re.compile(r"(?:Miễn phí|Không có thông tin)\s*")
_FOOTNOTE = re.compile(r"[\W\d_]{0,6}")
_CUT_OFF = re.compile(r"\d{1,3} ?(?:VNĐ|Việt Nam Đồng)\s*")


def limit(quantity: float | str | None, unit: str) -> str:
    """Words a time limit ("3,5 ngày làm việc"); empty where the row does not hold it.

    With the unit OTHER a number is no number of days; prose stays.
    """
    text = str(quantity or "").strip()
    if not _WHOLE_NUMBER.fullmatch(text):
        return text
    number = float(text.replace(",", "."))
    if not number or unit not in UNITS:
        return ""
    return f"{number:g} {UNITS[unit]}".replace(".", ",")


def amount(value: float, currency: str) -> str:
    """Words an amount of money; empty for 0, and for one that lost its thousands."""
    if value <= 0:
        return ""
    if currency.upper() == "USD":
        return f"{value:g} USD".replace(".", ",")
    return f"{value:,.0f} đồng".replace(",", ".") if value >= LEAST_DONG else ""


def printed_fee(text: str) -> tuple[str, str]:
    """Takes apart a fee as the portal's page prints it: fee and further description, each possibly empty.

    "Miễn phí(Theo quy định)Nộp qua mạng" gives "Theo quy định" and "Nộp qua mạng".
    """
    rest, said = text.strip(), ""
    unsaid = _PRINTED_FIRST.match(rest) or _CUT_OFF.match(rest)
    if unsaid is None:
        return fee_words(_PRINTED.sub(" ", rest)), ""
    rest = rest[unsaid.end() :]
    end = _closing(rest)
    if end:
        said, rest = rest[1 : end - 1], rest[end:]
    return fee_words(said), dots(_PRINTED.sub(" ", rest).strip())


def fee_words(text: str) -> str:
    """Gives the words beside a fee; empty for a lone number of a footnote or of a row."""
    return "" if _FOOTNOTE.fullmatch(text) else dots(text.strip())


def _closing(text: str) -> int:
    """Gives the place behind the bracket that closes the first one; 0 where the text does not begin with
    one.
    """
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place + 1 if place else 0
    return len(text) + 1 if depth else 0


def dots(text: str) -> str:
    """Writes 20,000,000 VNĐ as 20.000.000 VNĐ, for a comma is the Vietnamese decimal sign."""
    return _COMMAS.sub(lambda found: found.group().replace(",", "."), text)


def quantities(originals: int, copies: int) -> str:
    """Words how many of a paper; empty for none of either, as notes among the papers have it."""
    parts = ((originals, "bản chính"), (copies, "bản sao"))
    return ", ".join(f"{count} {what}" for count, what in parts if count > 0)


def paper_line(name: str, how_many: str, forms: Iterable[str]) -> str:
    """Words one paper on lines of their own: its name, how many, its forms."""
    name = name.lstrip("-+*• ").strip()
    if not name:
        return ""
    more = [how_many] if how_many else []
    more += [f"mẫu: {form}" for form in dict.fromkeys(forms) if form]
    return f"- {name}" + (f" ({'; '.join(more)})" if more else "")


def channel_blocks(channels: Iterable[tuple[str, str]]) -> list[str]:
    """Joins channels of the same text, the counter first: (name, text) of each."""
    order = list(CHANNEL_NAMES.values())
    by_text: dict[str, list[str]] = {}
    for name, text in sorted(channels, key=lambda one: order.index(one[0]) if one[0] in order else 9):
        by_text.setdefault(text, []).append(name)
    return [f"{', '.join(dict.fromkeys(names))}\n{text}" for text, names in by_text.items()]
