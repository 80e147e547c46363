"""What the virtual printer's paper looks like: the record that tests and people judge by."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

DOTS_PER_INCH = 203


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of paper. `rows` holds `width // 8` bytes a row, a set bit is black. `cut` is False for what
    still hangs below the head. `completions` are the process ids acknowledged while it was printed."""

    width: int
    height: int
    rows: bytes = field(repr=False)
    cut: bool
    completions: tuple[bytes, ...] = ()
    file: Path | None = None

    def trimmed(self) -> Piece:
        """The same without the white rows at its end."""
        stride = self.width // 8
        height = -(-len(self.rows.rstrip(b"\0")) // stride)
        return Piece(self.width, height, self.rows[: height * stride], self.cut, self.completions, self.file)

    def png(self) -> bytes:
        """Black on white, one pixel a dot (8 a millimetre)."""
        import io

        from PIL import Image

        buffer = io.BytesIO()
        white = Image.frombytes("1", (self.width, self.height), bytes(byte ^ 0xFF for byte in self.rows))
        white.save(buffer, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
        return buffer.getvalue()


class Paper:
    """The roll: rows come out below the head, a cut makes them a piece.

    Pieces are written as `paper-0001.png` into `folder` where there is one.
    """

    def __init__(self, width: int, folder: Path | None) -> None:
        self._stride = width // 8
        self._folder = folder
        self._rows = bytearray()
        self._completions: list[bytes] = []
        self._pieces: list[Piece] = []

    def row(self, dots: bytes) -> bool:
        """One row of dots; True if it was wider than the head, whose overhang is lost."""
        self._rows += dots[: self._stride].ljust(self._stride, b"\0")
        return any(dots[self._stride :])

    def feed(self, rows: int) -> None:
        """White rows."""
        self._rows += bytes(rows * self._stride)

    def completed(self, process_id: bytes) -> None:
        """Remember which process id was acknowledged on this piece, or on the last one if it is cut."""
        if self._rows or not self._pieces:
            self._completions.append(process_id)
            return
        last = self._pieces[-1]
        self._pieces[-1] = Piece(
            last.width, last.height, last.rows, last.cut, (*last.completions, process_id), last.file
        )

    def cut(self) -> None:
        """The piece falls off."""
        if not self._rows:
            return
        file = self._folder / f"paper-{len(self._pieces) + 1:04}.png" if self._folder else None
        piece = self._piece(cut=True, file=file)
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(piece.png())
        self._pieces.append(piece)
        self._rows.clear()
        self._completions.clear()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What was cut off, in order."""
        return tuple(self._pieces)

    @property
    def hanging(self) -> Piece | None:
        """What hangs below the head, uncut."""
        return self._piece(cut=False, file=None) if self._rows else None

    def _piece(self, cut: bool, file: Path | None) -> Piece:
        height = len(self._rows) // self._stride
        return Piece(self._stride * 8, height, bytes(self._rows), cut, tuple(self._completions), file)
