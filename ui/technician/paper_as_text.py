"""Draws the virtual printer's paper in a terminal: two rows of dots a line of half blocks."""

from __future__ import annotations

from devices.simulators.vprinter_paper import Piece

COLUMNS = 72
_BLACK_FROM = 0.35
_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def as_text(piece: Piece, columns: int = COLUMNS) -> str:
    """Draws the piece, made small to `columns` characters; a character is as dark as its dots are in the
    main.
    """
    step = max(1, piece.width // columns)
    stride = piece.width // 8
    cells = [
        [_is_black(piece, stride, x, y, step) for x in range(0, piece.width - step + 1, step)]
        for y in range(0, piece.height, step)
    ]
    if len(cells) % 2:
        cells.append([False] * len(cells[0]))
    lines = (
        "".join(_BLOCKS[upper, lower] for upper, lower in zip(above, below, strict=True)).rstrip()
        for above, below in zip(cells[::2], cells[1::2], strict=True)
    )
    return "\n".join(lines)


def _is_black(piece: Piece, stride: int, left: int, top: int, step: int) -> bool:
    black = total = 0
    for y in range(top, min(top + step, piece.height)):
        for x in range(left, left + step):
            black += piece.rows[y * stride + x // 8] >> (7 - x % 8) & 1
            total += 1
    return black >= _BLACK_FROM * total
