"""A catalogue as large as a ward's: invented procedures, full-size, for counting and measuring."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import cycle, islice, product
from pathlib import Path
from random import Random

from config.centre import load_fields
from config.load import PROCEDURES
from kiosk.catalogue.sources import Sources

BY_HAND = 75
SEEN = "2026-07-18"
FIELDS = tuple(field.id for field in load_fields())


def _parts(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("|")]


_ACTS = _parts("""
Đăng ký | Cấp giấy phép | Cấp lại giấy phép | Cấp giấy chứng nhận | Cấp đổi giấy chứng nhận | Gia
hạn | Sửa đổi, bổ sung | Thẩm định | Phê duyệt | Xác nhận | Thu hồi | Công bố | Công nhận | Thông
báo | Chấm dứt | Tạm ngừng | Chuyển đổi | Đề nghị hỗ trợ | Giải quyết chế độ | Trợ cấp | Miễn, giảm
| Điều chỉnh | Kiểm tra | Tiếp nhận hồ sơ | Thành lập | Giải thể | Sáp nhập | Xóa đăng ký
""")
_THINGS = _parts("""
hoạt động in ấn | cơ sở giáo dục mầm non | cơ sở bán lẻ rượu | tàu cá | phương tiện thủy nội địa |
hợp tác xã | hộ kinh doanh | quyền sử dụng đất | tài sản gắn liền với đất | biện pháp bảo đảm | nhà
ở riêng lẻ | công trình xây dựng | lễ hội | di tích | câu lạc bộ thể thao | thư viện tư nhân | điểm
trò chơi điện tử | khai thác nước dưới đất | xả nước thải | vận chuyển gia súc | thuốc bảo vệ thực
vật | giống cây trồng | trang trại | người có công | thương binh | người cao tuổi | người khuyết tật
| trẻ em có hoàn cảnh đặc biệt | hộ nghèo | bảo hiểm y tế | bảo hiểm xã hội | lao động nước ngoài |
việc làm | nuôi con nuôi | giám hộ | kết hôn có yếu tố nước ngoài | thay đổi họ tên | xác nhận tình
trạng hôn nhân | trích lục hộ tịch | chứng thực | hòa giải viên | luật sư | công chứng viên | đấu
giá | quảng cáo ngoài trời | karaoke | an toàn thực phẩm | phòng khám | nhà thuốc
""")
_CASES = _parts("""
tại cấp xã | tại cấp tỉnh | cho cá nhân | cho tổ chức | cho doanh nghiệp | đối với người Việt Nam
định cư ở nước ngoài | đối với người nước ngoài | trong trường hợp bị mất, bị hỏng | trong trường
hợp hết hạn | lần đầu | do thay đổi thông tin | theo quyết định của tòa án | trên địa bàn hai tỉnh
trở lên | thuộc thẩm quyền của Ủy ban nhân dân cấp xã | thuộc thẩm quyền của Sở | khi chuyển nơi cư
trú | tại khu vực biên giới | ngoài giờ hành chính | bằng hình thức trực tuyến
""")
_SENTENCES = (
    "Người yêu cầu nộp một bộ hồ sơ tại Trung tâm Phục vụ hành chính công.",
    "Cán bộ tiếp nhận kiểm tra giấy tờ và hẹn ngày trả kết quả.",
    "Bản sao có chứng thực hoặc bản chụp kèm bản chính để đối chiếu.",
    "Trường hợp hồ sơ chưa đầy đủ, người nộp được hướng dẫn bổ sung một lần.",
    "Thời hạn được tính bằng ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.",
    "Kết quả được trả trực tiếp hoặc gửi qua dịch vụ bưu chính công ích.",
)
_HEADINGS = ("Trình tự thực hiện", "Thành phần hồ sơ", "Thời hạn giải quyết", "Phí, lệ phí", "Căn cứ pháp lý")
_LINES_A_PASSAGE = 22


def names(count: int) -> Iterator[str]:
    """That many different names, some 60 letters long, the same every time."""
    every = [f"{act} {thing} {case}" for act, thing, case in product(_ACTS, _THINGS, _CASES)]
    Random(9).shuffle(every)
    return islice(every, count)


def write_many(folder: Path, count: int) -> Sources:
    """The sources of a catalogue of `count` entries: 75 files as large as today's, the rest imported."""
    by_hand, store = folder / "procedures", folder / "imported"
    by_hand.mkdir(parents=True)
    store.mkdir()
    every = list(names(count))
    originals = cycle(sorted(PROCEDURES.glob("*.toml")))
    for number, (name, path) in enumerate(zip(every[:BY_HAND], originals, strict=False)):
        text = path.read_text(encoding="utf-8").replace(path.stem, f"8.{number:06}")
        head, _, rest = text.partition("\nname = {")
        offered = f'procedure = "8.{(number + 1) % min(BY_HAND, count):06}"'
        rest = re.sub(r'procedure = "[^"]*"', offered, rest.partition("\n")[2])
        line = f'\nname = {{ vi = {json.dumps(name, ensure_ascii=False)}, en = "Procedure {number}" }}\n'
        (by_hand / f"8.{number:06}.toml").write_text(head + line + rest, encoding="utf-8")
    with (store / "portal.jsonl").open("w", encoding="utf-8") as file:
        for number, name in enumerate(every[BY_HAND:]):
            file.write(json.dumps(_record(number, name), ensure_ascii=False) + "\n")
    return Sources(by_hand, store, frozenset(FIELDS))


def _record(number: int, name: str) -> dict[str, object]:
    lines = list(islice(cycle(_SENTENCES), number % 6, number % 6 + _LINES_A_PASSAGE))
    return {
        "code": f"9.{number:06}",
        "name": name,
        "field": FIELDS[number % len(FIELDS)],
        "level": ("commune", "commune", "province")[number % 3],
        "seen": SEEN,
        "url": f"https://portal.example/{number}",
        "passages": [{"heading": heading, "text": " ".join(lines)} for heading in _HEADINGS],
    }
