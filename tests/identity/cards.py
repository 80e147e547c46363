"""Invented cards: what stands on them, and the bytes of their codes."""

from dataclasses import dataclass, replace

NAMES = (
    "Trần Thị MẪU",
    "TRẦN THỊ MẪU",
    "Nguyễn Hoà Mẫu",
    "Nguyễn Hòa Mẫu",
    "H'Yen Niê Mẫu",
    "K'Brih Mẫu",
    "Y Blô Êban Mẫu",
    "Thạch Sa Rương Mẫu",
    "Lò Thị Mẩy Mẫu",
    "Đặng Ngọc Mẫu",
    "Giàng A Páo Mẫu",
    "Ksor Hơ Jơ\u0306 Mẫu",
)
ADDRESSES = (
    "12 Đường Mẫu, Phường Mẫu, Quận Mẫu, TP. Hồ Chí Minh",
    "Phường Mẫu, TP. Hồ Chí Minh",
    "Ấp 3, Xã Mẫu, Tỉnh Mẫu",
    "Tổ 5/12 (hẻm 7), Buôn Mẫu; Đắk Lắk",
    "",
)


@dataclass(frozen=True)
class Printed:
    """A card's fields as its code writes them."""

    id: str = "079157000001"
    old_id: str = "012345678"
    name: str = "Trần Thị MẪU"
    birth: str = "02031957"
    sex: str = "Nữ"
    address: str = ADDRESSES[0]
    issue: str = "15042021"
    rest: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The code's text."""
        seven = (self.id, self.old_id, self.name, self.birth, self.sex, self.address, self.issue)
        return "|".join(seven + self.rest)

    @property
    def payload(self) -> bytes:
        """The code's bytes."""
        return self.text.encode()


OF_2021 = Printed()
OF_2024 = replace(OF_2021, old_id="", address=ADDRESSES[1], issue="10092024", rest=("", "", "", ""))
CHILD = Printed(
    id="079220000002",
    old_id="",
    name="Trần Văn MẪU",
    birth="05062020",
    sex="Nam",
    address=ADDRESSES[1],
    issue="20102025",
    rest=("", "Trần Văn MẪU", "Lê Thị MẪU", ""),
)


@dataclass(frozen=True)
class Insured:
    """A health insurance card's fields as its code writes them, texts not yet in hexadecimal."""

    number: str = "0100000001"
    name: str = "Trần Thị MẪU"
    birth: str = "02/03/1957"
    sex: str = "2"
    address: str = ""
    facility: str = "79 - 034"
    start: str = "01/02/2026"
    end: str = "-"
    later: tuple[str, ...] = (
        "20/01/2026",
        "79020100000001",
        "-",
        "4",
        " 01/01/2020",
        "0123abcd-7102",
        "4",
        "51",
    )
    last: str = "$"

    @property
    def payload(self) -> bytes:
        """The code's bytes."""
        name, address = self.name.encode().hex(), self.address.encode().hex() or "-"
        known = (self.number, name, self.birth, self.sex, address, self.facility, self.start, self.end)
        return "|".join((*known, *self.later, self.last)).encode()


def item(name: str, value: str) -> str:
    """One item of a bank transfer code."""
    return f"{name}{len(value):02d}{value}"


@dataclass(frozen=True)
class Asked:
    """A bank transfer code's values."""

    bank: str = "970403"
    account: str = "0011012345678"
    service: str = "QRIBFTTA"
    amount: str = ""
    bill: str = ""
    note: str = ""

    @property
    def body(self) -> str:
        """The code's text before the value of its checksum."""
        beneficiary = item("00", self.bank) + item("01", self.account)
        merchant = item("00", "A000000727") + item("01", beneficiary) + item("02", self.service)
        more = (item("01", self.bill) if self.bill else "") + (item("08", self.note) if self.note else "")
        parts = (
            item("00", "01") + item("01", "12" if self.amount else "11") + item("38", merchant),
            item("53", "704") + (item("54", self.amount) if self.amount else "") + item("58", "VN"),
            (item("62", more) if more else "") + "6304",
        )
        return "".join(parts)


LETTERS = "".join(
    form
    for letter in "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    for form in (letter, letter.upper())
)
"""Every letter of Vietnamese."""
