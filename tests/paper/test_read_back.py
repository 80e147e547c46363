"""Paper read back by what shares nothing with our renderer: another parser, decoders, tesseract."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter
from pyzbar import pyzbar

from devices.printing.escpos_job import JobBuilder
from devices.simulators.vprinter import VirtualPrinter
from kiosk.paper.layout import load_layout
from kiosk.paper.render import compose, to_png
from kiosk.ports.printing import SlipPicture
from tests.paper.samples import filled, messages, picture_of

SLIPS = ("ticket", "slip", "receipt")
MOST_WRONG = 0.02


def on_paper(picture: SlipPicture) -> Image.Image:
    """The job's bytes through the virtual printer: the PNG of its paper."""
    with VirtualPrinter() as simulator:
        with socket.create_connection(("127.0.0.1", simulator.port)) as host:
            host.sendall(b"".join(JobBuilder(576).parts(picture, b"abcd")))
            assert simulator.wait_for_pieces(1, 20)
        with Image.open(io.BytesIO(simulator.pieces[0].png())) as paper:
            return paper.convert("1")


def previewed(picture: SlipPicture) -> Image.Image:
    with Image.open(io.BytesIO(to_png(picture))) as opened:
        return opened.copy()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("slip", SLIPS)
def test_paper_is_the_preview_and_both_decoders_read_its_code(slip: str, lang: str) -> None:
    picture = picture_of(slip, lang, reprint=slip == "ticket")
    paper = on_paper(picture)
    cut = paper.crop((0, 0, picture.width, picture.height))
    assert cut.tobytes() == previewed(picture).tobytes()
    below = np.asarray(paper)[picture.height :]
    assert bool(below.all()), "white below"
    grey = paper.convert("L")
    assert [found.text for found in zxingcpp.read_barcodes(grey)] == [filled(slip, lang)["url"]]
    assert [found.data.decode() for found in pyzbar.decode(grey)] == [filled(slip, lang)["url"]]


def test_a_flipped_dot_a_lost_band_and_a_doubled_one_are_noticed() -> None:
    picture = picture_of("ticket")
    job = b"".join(JobBuilder(576).parts(picture, b"abcd"))
    flipped = bytearray(picture.rows)
    flipped[len(flipped) // 2] ^= 0x10
    wrong = [
        SlipPicture(576, picture.height, bytes(flipped)),
        SlipPicture(576, picture.height - 128, picture.rows[128 * 72 :]),
        SlipPicture(576, picture.height + 128, picture.rows[: 128 * 72] + picture.rows),
    ]
    for one in wrong:
        assert b"".join(JobBuilder(576).parts(one, b"abcd")) != job
        assert on_paper(one).crop((0, 0, 576, picture.height)).tobytes() != previewed(picture).tobytes()


@cache
def has_vietnamese_ocr() -> bool:
    if shutil.which("tesseract") is None:
        return False
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in done.stdout.split()


@pytest.mark.parametrize("slip", SLIPS)
def test_the_letters_are_read_by_tesseract(slip: str, tmp_path: Path) -> None:
    if not has_vietnamese_ocr():
        pytest.skip("tesseract-ocr and tesseract-ocr-vie are not installed")
    wrong = letters = 0
    for picture, text in strips(slip, {**filled(slip), "specimen": False, "id": ""}):
        wrong += distance(read(picture, tmp_path), plain(text))
        letters += len(plain(text))
    assert letters > 250
    assert wrong / letters <= MOST_WRONG, f"{wrong} of {letters}"


def strips(slip: str, data: dict[str, object]) -> list[tuple[Image.Image, str]]:
    """Block by block: what is drawn, and the letters that stand there, in the order of lines. Codes are the
    decoders' business, and the dots that mask a number are no letters."""
    layout = load_layout(slip)
    found = []
    for block in layout.blocks:
        texts: list[str] = []
        alone = layout.model_copy(update={"blocks": (block,)})
        picture = compose(alone, data, "vi", messages(), 576, watch=lambda drawn: texts.append(drawn.content))  # noqa: B023
        if block.kind in ("rule", "space", "qr") or not texts:
            continue
        if block.kind == "columns":
            lines = len(texts) // len(block.cells)
            texts = [text for line in range(lines) for text in texts[line::lines]]
        if block.kind == "table":
            texts[:3] = ["Bản Bản", texts[0], "chính sao"]
        image = previewed(picture).convert("L")
        if block.kind == "number":
            image = image.resize((image.width // 4, image.height // 4), Image.Resampling.LANCZOS)
        found.append((image, " ".join(texts)))
    return found


def read(picture: Image.Image, folder: Path) -> str:
    """Tesseract's reading, the dots' edges softened as heat and an eye do, with white around."""
    paper = Image.new("L", (picture.width + 80, picture.height + 80), 255)
    paper.paste(picture.filter(ImageFilter.GaussianBlur(0.6)), (40, 40))
    paper.save(folder / "strip.png", dpi=(203, 203))
    done = subprocess.run(
        ["tesseract", str(folder / "strip.png"), "-", "-l", "vie", "--psm", "6"],
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return plain(done.stdout.decode("utf-8"))


def plain(text: str) -> str:
    """NFC, one kind of dash, no bullets (tesseract takes them for a letter of their own)."""
    text = unicodedata.normalize("NFC", text).replace("–", "-").replace("•", " ")
    return " ".join(re.sub(r"(?<!\S)[es«»°*.](?!\S)", " ", text).split())


def distance(one: str, other: str) -> int:
    """Levenshtein's."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
