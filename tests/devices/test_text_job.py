"""Slips in words on text printers: every Vietnamese letter right, or without its marks, never as "?"."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printing.escpos_job import AUTOMATIC_STATUS, CUT, RESET, completion_request
from devices.printing.escpos_printer import EscposPrinter
from devices.printing.models import Model, Models
from devices.printing.tcvn import CAPITAL_PAGE, SMALL_PAGE, encode, plain
from devices.printing.text_job import TextJobBuilder, code
from devices.simulators.vprinter_letters import letters_of
from kiosk.paper.text_form import in_columns, text_form
from kiosk.ports.printing import PrintJob, SlipLine
from tests.faults.director import chance_of
from tests.faults.stages import MemoryStage
from tests.paper.samples import filled, messages, small_job
from tests.paper.test_fonts import LETTERS, NAMES

SLIPS = ("ticket", "slip", "receipt")
CAPITALS = {letter for letter in LETTERS if letter.isupper()}


def in_glibc(data: bytes) -> str:
    """What glibc's own table of TCVN 5712 says. It has marks apart: NFC puts them together."""
    if shutil.which("iconv") is None:
        pytest.skip("iconv is not installed")
    done = subprocess.run(
        ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=data, capture_output=True, check=False
    )
    if b"not supported" in done.stderr:
        pytest.skip("iconv has no TCVN5712-1")
    return unicodedata.normalize("NFC", done.stdout.decode("utf-8"))


def test_each_of_the_134_letters_is_one_byte_of_the_page_that_has_it() -> None:
    for letter in LETTERS:
        ((page, data),) = encode(letter)
        assert page == (CAPITAL_PAGE if letter in CAPITALS else SMALL_PAGE)
        assert len(data) == 1
        assert data[0] >= 0xA1
        assert encode(unicodedata.normalize("NFD", letter)) == [(page, data)]
    assert len({(page, data) for letter in LETTERS for page, data in encode(letter)}) == 134


def test_glibc_reads_every_letter_as_it_was_meant() -> None:
    for letter in LETTERS:
        ((page, data),) = encode(letter)
        read = in_glibc(data)
        assert (read.upper() if page == CAPITAL_PAGE else read) == letter


def test_the_vietnamese_capital_d_is_not_the_icelandic_one() -> None:
    assert encode("Đường") == [(CAPITAL_PAGE, b"\xa7"), (SMALL_PAGE, b"\xad\xeang")]
    assert encode("Ð") == [(None, b"")]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_back_by_glibc(name: str) -> None:
    read = "".join(
        in_glibc(data).upper() if page == CAPITAL_PAGE and not data.isascii() else in_glibc(data)
        for page, data in _by_letter(name)
    )
    assert read == unicodedata.normalize("NFC", name)


def _by_letter(text: str) -> list[tuple[int | None, bytes]]:
    return [run for letter in unicodedata.normalize("NFC", text) for run in encode(letter)]


def test_runs_are_as_long_as_they_can_be() -> None:
    assert len(encode("Trung tâm Phục vụ hành chính công")) == 1
    assert len(encode("Số 9 Đường Lê Lợi")) == 3


@given(st.text(max_size=60))
def test_never_a_question_mark_nobody_typed_and_no_command(text: str) -> None:
    kept = [letter for letter in text if letter.isprintable()]
    typed = "".join(letter for letter in kept if "?" not in unicodedata.normalize("NFKD", letter))
    for data in (plain(typed), b"".join(run for _, run in encode(typed))):
        assert b"?" not in data
        assert min(data, default=0x20) >= 0x20


def test_without_pages_letters_lose_their_marks_and_nothing_else() -> None:
    assert plain("Đặng Thị Ngọc Quỳnh – “Mẫu” … 8.000 ₫ • K'Brih") == (
        b'Dang Thi Ngoc Quynh - "Mau" ... 8.000 d * K\'Brih'
    )


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("slip", SLIPS)
def test_every_slip_fits_its_columns_and_says_everything(slip: str, lang: str, columns: int) -> None:
    data = filled(slip, lang)
    lines = list(in_columns(text_form(slip, data, lang, messages()), columns))
    assert all(len(line.text) * line.times <= columns for line in lines if line.kind == "text")
    assert [line.text for line in lines if line.kind == "code"] == [data["url"]]
    said = " ".join(" ".join(line.text for line in lines).split())
    for key in ("number", "reference", "code", "name", "id", "due", "issued_at", "issued_on"):
        if data.get(key) and (slip, key) not in (("receipt", "reference"), ("ticket", "name")):
            assert " ".join(str(data[key]).split()) in said, key


@pytest.mark.parametrize("pages", ["tcvn3", "none"])
def test_a_ticket_in_words_is_small(pages: str) -> None:
    job = b"".join(
        TextJobBuilder(576, pages).parts(  # type: ignore[arg-type]
            text_form("ticket", filled("ticket"), "vi", messages()), b"abcd"
        )
    )
    assert len(job) < 960, "a second at 9,600 baud"
    assert job.startswith(b"\x1b\x40")
    assert job.endswith(b"\x1d\x56\x42\x00\x1d\x28\x48\x06\x00\x30\x30abcd")
    assert not re.search(rb"\x10[\x04\x05\x14]", job)
    assert (b"\x1b\x74" in job) == (pages == "tcvn3")


@given(st.text(max_size=40))
def test_no_text_becomes_a_command(text: str) -> None:
    for pages in ("tcvn3", "none"):
        job = b"".join(TextJobBuilder(576, pages).parts([SlipLine("text", f"a{text}b")], b"abcd"))
        body = job.removeprefix(RESET + AUTOMATIC_STATUS).removesuffix(CUT + completion_request(b"abcd"))
        bare = re.sub(rb"\x1b\x74[\x1e\x1f]", b"", body)
        assert all(byte >= 0x20 or byte == 0x0A for byte in bare)


def test_the_simulator_reads_the_pages_as_they_were_meant() -> None:
    for letter in LETTERS:
        ((page, data),) = encode(letter)
        assert page is not None
        assert letters_of(page, data) == letter


def test_only_what_changes_is_told_to_the_printer() -> None:
    lines = [
        SlipLine("text", "Đường", strong=True),
        SlipLine("text", "đi", strong=True),
        SlipLine("text", "a"),
    ]
    _, *parts, _ = TextJobBuilder(576, "tcvn3").parts(lines, b"abcd")
    assert parts == [
        b"\x1b\x45\x01" + b"\x1b\x74\x1f\xa7" + b"\x1b\x74\x1e\xad\xeang\n",
        b"\xaei\n",
        b"\x1b\x45\x00a\n",
    ]


def test_a_receipt_in_words_leaves_room_for_signatures() -> None:
    lines = text_form("receipt", filled("receipt"), "vi", messages())
    officer = next(number for number, line in enumerate(lines) if line.text == "Người tiếp nhận")
    assert [line.text for line in lines[officer + 1 :]] == ["", "", ""]


def test_a_reprint_says_so_first() -> None:
    first, *_ = text_form("ticket", {**filled("ticket"), "reprint": True}, "vi", messages())
    assert (first.text, first.strong) == ("BẢN IN LẠI", True)


def test_the_printers_own_code_is_six_dots_level_q() -> None:
    job = code("http://x/t/y")
    assert b"\x1d\x28\x6b\x03\x00\x31\x43\x06" in job
    assert b"\x1d\x28\x6b\x03\x00\x31\x45\x32" in job
    assert b"\x1d\x28\x6b\x0f\x00\x31\x50\x30http://x/t/y" in job


def test_a_label_and_its_value_share_a_line_where_they_can() -> None:
    assert [line.text for line in in_columns([SlipLine("text", "Phí", "8.000")], 12)] == ["Phí    8.000"]
    assert [line.text for line in in_columns([SlipLine("text", "Phí", "chưa công bố")], 12)] == [
        "Phí",
        "chưa công bố",
    ]


@pytest.mark.parametrize(("chinese", "said"), [(True, "Đường Mẫu"), (False, "##")])
def test_a_printer_that_wakes_up_in_chinese_mode_is_told_to_leave_it(chinese: bool, said: str) -> None:
    stage = MemoryStage(chance_of(1, 5))
    stage.machine._interpreter.wakes_chinese = True
    models = Models()
    models.put(Model("MOT CUA VP-80", pages="tcvn3", chinese=chinese))
    printer = EscposPrinter(
        stage.connect, 576, models=models, clock=stage.clock, pause=stage.pause, form="text"
    )
    assert printer.open() is None
    lines = (SlipLine("text", "Đường Mẫu"),)
    printer.print(PrintJob("one", "ticket", small_job("one").picture, lines=lambda _reprint: lines))
    (piece,) = stage.machine.paper.pieces
    found = "".join(letters_of(page, data) for page, data in piece.texts)
    assert said in found
    assert ("#" in found) is not chinese
