"""Decodes a picture by two unmodified decoders, apart from our own reading path, to compare."""

from __future__ import annotations

from pathlib import Path


def decoded_by_both(picture: Path) -> dict[str, frozenset[str]]:
    """Gives the texts of the QR codes in a picture file, by decoder (`zxing-cpp`, `pyzbar`)."""
    import zxingcpp
    from PIL import Image
    from pyzbar import pyzbar

    with Image.open(picture) as opened:
        grey = opened.convert("L")
    found = pyzbar.decode(grey, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return {
        "zxing-cpp": frozenset(code.text for code in zxingcpp.read_barcodes(grey)),
        "pyzbar": frozenset(code.data.decode("utf-8") for code in found),
    }
