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
