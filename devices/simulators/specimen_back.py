"""Draws the back of an invented card of 2021: chip, finger prints, machine-readable lines. Marked MẪU as all
are.

The lines have valid check digits, so that they can be read; the name in them ends with MAU.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.simulators.pen import INK, RED, Pen
from devices.simulators.specimen_card import HEIGHT, MARK, PAPER, SCALE, WIDTH
from kiosk.identity.model import CitizenCard
from kiosk.identity.mrz import NO_END, check_digit
from kiosk.language.normal import fold

if TYPE_CHECKING:
    from devices.scanning.pictures import Pixels

LINES_AT = (4.7, 35.2)
"""Millimetres of the corner of the first character's cell."""
PITCH = 2.54
LINE_PITCH = 4.3
Lines = tuple[str, str, str]


def zone_lines(card: CitizenCard, expiry: str = NO_END) -> Lines:
    """Gives the three lines of that card; `expiry` is YYMMDD."""
    document = card.id[3:]
    one = f"IDVNM{document}{check_digit(document)}{card.id}<<"
    one += check_digit(one[15:])
    born = card.birth_date[2:4] + card.birth_date[5:7] + card.birth_date[8:10]
    sex = "F" if card.sex == "Nữ" else "M"
    two = f"{born}{check_digit(born)}{sex}{expiry}{check_digit(expiry)}VNM".ljust(29, "<")
    two += check_digit(one[5:] + two[:7] + two[8:15] + two[18:])
    surname, *given = "".join(
        sign for sign in fold(card.name).upper() if sign.isalpha() or sign == " "
    ).split()
    return one, two, f"{surname}<<{'<'.join(given)}"[:30].ljust(30, "<")


def back_2021(lines: Lines, line_pitch: float = LINE_PITCH, weight: float = 0.0) -> Pixels:
    """Draws the back with these lines. `line_pitch` is in millimetres, `weight` the spread of the ink in
    widths of a character.
    """
    pen = Pen(WIDTH, HEIGHT, SCALE, PAPER)
    pen.box((7, 7), (12.5, 11), (206, 174, 96), radius=1.4)
    for x in (33.0, 47.0):
        for radius in (1.0, 1.9, 2.8, 3.7):
            pen.ring((x, 14.0), radius, 0.25, (120, 112, 112))
    pen.text((8, 25), "Ngày, tháng, năm / Date: 15/05/2021", 1.7)
    pen.text((60, 10), "MẪU / SPECIMEN", 2.4, "Bold", RED)
    pen.watermark((58, 24), "MẪU", 12, 14, MARK)
    return _printed(pen.pixels(), lines, line_pitch, weight)


def _printed(paper: Pixels, lines: Lines, line_pitch: float, weight: float) -> Pixels:
    import cv2
    import numpy as np

    from devices.scanning.mrz.glyphs import CELL_HEIGHT, CELL_WIDTH, drawn
    from devices.scanning.mrz.layout import ALPHABET

    glyphs = drawn(CELL_WIDTH, CELL_HEIGHT, 0.0, 1.0, weight)
    dots = CELL_WIDTH / PITCH
    sheet = np.zeros((round(len(lines) * line_pitch * dots), len(lines[0]) * CELL_WIDTH), np.float32)
    for row, line in enumerate(lines):
        top = round((row + 0.5) * line_pitch * dots - CELL_HEIGHT / 2)
        sheet[top : top + CELL_HEIGHT] = np.hstack([glyphs[ALPHABET.index(sign)] for sign in line])
    move = np.array([[SCALE / dots, 0, LINES_AT[0] * SCALE], [0, SCALE / dots, LINES_AT[1] * SCALE]])
    ink = cv2.warpAffine(sheet, move, (paper.shape[1], paper.shape[0]), flags=cv2.INTER_AREA)[..., None]
    inked = np.flatnonzero(ink.any(axis=(1, 2)))
    rows = slice(inked[0], inked[-1] + 1)
    printed = paper.copy()
    printed[rows] = paper[rows] * (1 - ink[rows]) + np.array(INK[::-1], np.float32) * ink[rows]
    return printed
