"""Holds the virtual printer's paper: the record that tests and people judge by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from devices.simulators.vprinter_letters import Rows, Run, code_of, lines_of

DOTS_PER_INCH = 203
DOTS_PER_MM = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """Holds a piece of paper. `rows` holds `width // 8` bytes a row, a set bit is black. `cut` is False for
    what still hangs below the head. `completions` are the process ids acknowledged while it was printed;
    `texts` are (code page, bytes) as they were sent, `codes` what the printer's own QR codes say. Times are
    the printer's seconds.
    """

    width: int
    height: int
    rows: bytes = field(repr=False)
    cut: bool
    completions: tuple[bytes, ...] = ()
    file: Path | None = None
    texts: tuple[tuple[int, bytes], ...] = ()
    codes: tuple[bytes, ...] = ()
    first_at: float = 0.0

    def trimmed(self) -> Piece:
        """Gives the same without the white rows at its end."""
        stride = self.width // 8
        height = -(-len(self.rows.rstrip(b"\0")) // stride)
        return replace(self, height=height, rows=self.rows[: height * stride])

    def png(self) -> bytes:
        """Draws the piece in black on white, one pixel a dot (8 a millimetre)."""
        import io

        from PIL import Image

        buffer = io.BytesIO()
        white = Image.frombytes("1", (self.width, self.height), bytes(byte ^ 0xFF for byte in self.rows))
        white.save(buffer, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
        return buffer.getvalue()


class Paper:
    """Holds the roll: rows come out below the head, a cut makes them a piece.

    Pieces are written as `paper-0001.png` into `folder` where there is one.
    """

    def __init__(self, width: int, folder: Path | None) -> None:
        self.width = width
        self._folder = folder
        self._rows = bytearray()
        self._completions: list[bytes] = []
        self._texts: list[tuple[int, bytes]] = []
        self._codes: list[bytes] = []
        self._first_at = 0.0
        self._pieces: list[Piece] = []

    @property
    def stride(self) -> int:
        """Gives the bytes a row of the head."""
        return self.width // 8

    def row(self, dots: bytes, at: float) -> bool:
        """Prints one row of dots; True if it was wider than the head, whose overhang is lost."""
        if not self._rows:
            self._first_at = at
        self._rows += dots[: self.stride].ljust(self.stride, b"\0")
        return len(dots) > self.stride and any(dots[self.stride :])

    def feed(self, rows: int, at: float) -> None:
        """Feeds white rows."""
        if not self._rows:
            self._first_at = at
        self._rows += bytes(rows * self.stride)

    def text(self, page: int, data: bytes) -> None:
        """Keeps text beside its rows."""
        self._texts.append((page, data))

    def letters(self, runs: Sequence[Run]) -> Iterable[tuple[Rows, int]]:
        """Gives the lines that letters become on this head."""
        return lines_of(runs, self.width)

    def qr(self, data: bytes, module: int, level: int) -> tuple[Rows, int]:
        """Keeps a QR code beside its rows, and gives the rows back."""
        self._codes.append(data)
        return code_of(data, module, level)

    def completed(self, process_id: bytes) -> None:
        """Remembers which process id was acknowledged on this piece, or on the last one if it is cut."""
        if self._rows or not self._pieces:
            self._completions.append(process_id)
            return
        last = self._pieces[-1]
        self._pieces[-1] = replace(last, completions=(*last.completions, process_id))

    def cut(self) -> None:
        """Cuts the piece off."""
        if not self._rows:
            return
        file = self._folder / f"paper-{len(self._pieces) + 1:04}.png" if self._folder else None
        piece = replace(self._piece(), cut=True, file=file)
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(piece.png())
        self._pieces.append(piece)
        self._forget()

    def tear_off(self) -> None:
        """Tears off by hand what hangs below the head, as another printer stands there now."""
        if self._rows:
            self._pieces.append(self._piece())
            self._forget()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Gives what left the printer, in order."""
        return tuple(self._pieces)

    @property
    def hanging(self) -> Piece | None:
        """Gives what hangs below the head, uncut."""
        return self._piece() if self._rows else None

    def _forget(self) -> None:
        for kept in (self._rows, self._completions, self._texts, self._codes):
            kept.clear()

    def _piece(self) -> Piece:
        return Piece(
            self.width,
            len(self._rows) // self.stride,
            bytes(self._rows),
            cut=False,
            completions=tuple(self._completions),
            texts=tuple(self._texts),
            codes=tuple(self._codes),
            first_at=self._first_at,
        )
