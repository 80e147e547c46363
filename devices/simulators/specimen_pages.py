"""Draws sheets under a document camera: laid any way round, on dark and on white desks, in shadow, under a
finger.

Every sheet is invented and marked MẪU; the same number gives the same photo.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from devices.simulators.pen import BLUE_INK, INK, Pen
from devices.simulators.specimen_paper import birth_notice
from devices.simulators.specimen_photo import Photo, Shot, photograph, wooden_desk

if TYPE_CHECKING:
    from typing import Any

    from devices.scanning.pictures import Pixels

A4 = (210.0, 297.0)
SCALE = 9.0
SKIN = (142.0, 172.0, 214.0)
Trouble = Literal["none", "shadow", "finger", "glare", "blur", "folded"]
Desk = Literal["dark", "grey", "white"]

PARAGRAPHS = (
    "Kính gửi: Ủy ban nhân dân Phường Mẫu, Thành phố Hồ Chí Minh.",
    "Tôi tên là Nguyễn Thị MẪU, sinh ngày 02 tháng 3 năm 1957, hiện cư trú tại số 12 Đường Mẫu, Phường Mẫu. "
    "Nay tôi làm đơn này đề nghị quý cơ quan xem xét, giải quyết việc đăng ký khai sinh cho cháu ngoại "
    "của tôi.",
    "Cháu được sinh tại Bệnh viện Mẫu; cha mẹ cháu đi làm ăn xa nên không thể trực tiếp đến nộp hồ sơ. "
    "Gia đình đã thống nhất để tôi đứng ra thực hiện thủ tục và chịu trách nhiệm trước pháp luật về lời "
    "khai của mình.",
    "Giấy tờ kèm theo gồm có giấy chứng sinh, giấy chứng nhận kết hôn của cha mẹ cháu và văn bản ủy quyền có "
    "chứng thực. Những giấy tờ này đều là bản mẫu để thử máy, không có giá trị sử dụng.",
    "Tôi xin cam đoan những nội dung trình bày trên đây là đúng sự thật và xin chân thành cảm ơn quý "
    "cơ quan.",
)


@dataclass(frozen=True, slots=True)
class Lying:
    """Says how a sheet lies. `quarter` is how far it is turned clockwise, in degrees; `turn` comes on top."""

    sheet: Literal["letter", "notice"] = "letter"
    quarter: int = 0
    turn: float = 0.0
    tilt: tuple[float, float] = (0.0, 0.0)
    fill: float = 0.94
    desk: Desk = "dark"
    trouble: Trouble = "none"
    slope: float = 0.15
    width: int = 2592
    height: int = 1944
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Laid:
    """Holds the photo, and how the sheet lies in it."""

    photo: Photo
    lying: Lying = field(default_factory=Lying)


def letter() -> Pixels:
    """Draws an A4 letter of several paragraphs, seen from straight above."""
    width, height = A4
    pen = Pen(width, height, SCALE, (251, 251, 248))
    pen.text((width / 2, 24), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 4.4, "Bold", anchor="ms")
    pen.text((width / 2, 30), "Độc lập - Tự do - Hạnh phúc", 4.2, "SemiBold", anchor="ms")
    pen.line([(80, 32.5), (130, 32.5)], 0.3, INK)
    pen.text((width / 2, 50), "ĐƠN ĐỀ NGHỊ – MẪU", 6.4, "Bold", anchor="ms")
    y = 66.0
    for paragraph in PARAGRAPHS:
        y = _paragraph(pen, paragraph, 25.0, y, width - 20.0) + 3.0
    pen.text((150, y + 10), "Phường Mẫu, ngày 22 tháng 11 năm 2026", 3.7, anchor="ms")
    pen.text((150, y + 18), "Người làm đơn", 4.0, "SemiBold", anchor="ms")
    pen.text((150, y + 42), "Nguyễn Thị MẪU", 4.2, "Medium", BLUE_INK, anchor="ms")
    pen.watermark((width / 2, height * 0.55), "MẪU", 60, 24, (176, 32, 36, 18))
    return pen.pixels()


def _paragraph(pen: Pen, words: str, left: float, y: float, right: float) -> float:
    """Draws lines of 4 mm print, flush left; gives the y below the last."""
    from devices.simulators.pen import font_of

    font = font_of("Regular", round(4.0 * pen.scale))
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if left + font.getlength(longer) / pen.scale > right:
            pen.text((left, y), line, 4.0)
            line, y = word, y + 7.2
        else:
            line = longer
    pen.text((left, y), line, 4.0)
    return y + 7.2


def laid(lying: Lying) -> Laid:
    """Takes the photo of a sheet that lies so."""
    import cv2
    import numpy as np

    flat = np.rot90(_sheet(lying.sheet), -(lying.quarter // 90))
    shot = Shot(
        width=lying.width,
        height=lying.height,
        fill=lying.fill,
        turn=lying.turn,
        tilt=lying.tilt,
        slope=lying.slope,
        seed=lying.seed,
        light=0.82 if lying.trouble == "glare" else 0.92,
        blur=3.6 if lying.trouble == "blur" else 0.6,
    )
    photo = photograph(np.ascontiguousarray(flat), _desk(lying.desk, shot), shot)
    scene = photo.pixels.astype(np.float32)
    rng = random.Random(lying.seed)
    if lying.trouble == "shadow":
        scene *= _shadow(lying, rng)
    elif lying.trouble == "finger":
        scene = _with_finger(scene, photo, rng)
    elif lying.trouble == "glare":
        scene += _spot(photo, rng, lying) * 210
    elif lying.trouble == "folded":
        corner, one, other = (np.array(photo.quad[i]) for i in ((2, 1, 3)))
        share = rng.uniform(0.10, 0.16)
        fold = np.array([corner, corner + (one - corner) * share, corner + (other - corner) * share * 1.3])
        cv2.fillConvexPoly(scene, fold.astype(np.int32), (70.0, 62.0, 52.0), cv2.LINE_AA)
    pixels: Pixels = np.clip(scene, 0, 255).astype(np.uint8)
    return Laid(Photo(pixels, photo.quad), lying)


@cache
def _sheet(name: str) -> Pixels:
    return letter() if name == "letter" else birth_notice()


def _desk(desk: Desk, shot: Shot) -> Pixels:
    import numpy as np

    if desk == "dark":
        return wooden_desk(shot)
    wood = wooden_desk(shot).astype(np.float32)
    level = 132.0 if desk == "grey" else 232.0
    pale: Pixels = np.clip(level + (wood - 58.0) * 0.22, 0, 255).astype(np.uint8)
    return pale


def _shadow(lying: Lying, rng: random.Random) -> Any:
    """Draws the soft shadow of a head and a shoulder from one side: down to some 60 % of the light."""
    import numpy as np

    y, x = np.mgrid[0 : lying.height, 0 : lying.width].astype(np.float32)
    heading = rng.uniform(0, 2 * math.pi)
    along = (x / lying.width - 0.5) * math.cos(heading) + (y / lying.height - 0.5) * math.sin(heading)
    edge = rng.uniform(-0.15, 0.2)
    return (1 - 0.4 / (1 + np.exp(-(along - edge) * rng.uniform(22, 60))))[..., None]


def _with_finger(scene: Any, photo: Photo, rng: random.Random) -> Any:
    """Draws a fingertip that holds the sheet down at one edge, with its shadow."""
    import cv2
    import numpy as np

    side = rng.randrange(4)
    a, b = np.array(photo.quad[side]), np.array(photo.quad[(side + 1) % 4])
    middle = np.array(photo.quad).mean(axis=0)
    at = a + (b - a) * rng.uniform(0.25, 0.75)
    inwards = (middle - at) / np.linalg.norm(middle - at)
    thick = 0.042 * np.linalg.norm(np.array(photo.quad[0]) - np.array(photo.quad[2]))
    tip, root = at + inwards * thick * rng.uniform(0.6, 1.3), at - inwards * thick * 6
    for colour, soft, shift in ((None, thick * 0.25, thick * 0.2), (SKIN, thick * 0.04, 0.0)):
        mask = np.zeros(scene.shape[:2], np.float32)
        ends = [tuple(int(v) for v in end + shift) for end in (tip, root)]
        cv2.line(mask, ends[0], ends[1], (1.0,), int(thick), cv2.LINE_AA)
        cover = cv2.GaussianBlur(mask, (0, 0), float(soft))[..., None]
        scene = (
            scene * (1 - 0.35 * cover) if colour is None else scene * (1 - cover) + cover * np.array(colour)
        )
    return scene


def _spot(photo: Photo, rng: random.Random, lying: Lying) -> Any:
    """Draws a lamp's reflection somewhere on the sheet."""
    import numpy as np

    a, b, _, d = (np.array(corner) for corner in photo.quad)
    x, y = a + (b - a) * rng.uniform(0.25, 0.75) + (d - a) * rng.uniform(0.25, 0.75)
    reach = 0.05 * lying.width * rng.uniform(0.8, 1.4)
    rows, columns = np.mgrid[0 : lying.height, 0 : lying.width].astype(np.float32)
    return np.exp(-(((columns - x) / reach) ** 2 + ((rows - y) / (0.7 * reach)) ** 2))[..., None]
