"""`./run print` and `./run say` as a technician types them."""

from __future__ import annotations

import json
import socket
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from devices.simulators.vprinter import VirtualPrinter
from devices.simulators.vprinter_serial import SerialFront
from ui.commands.__main__ import main

Outcome = tuple[int, str, str]
Type = Callable[..., Outcome]


@pytest.fixture
def type_in(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Type:
    """A command line in English; status, output, errors."""
    monkeypatch.setenv("LC_ALL", "C")

    def typed(*words: object) -> Outcome:
        status = main([str(word) for word in words])
        return (status, *capsys.readouterr())

    return typed


@pytest.fixture
def simulator() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as started:
        yield started


def picture(file: Path) -> Image.Image:
    """The preview, the file closed again."""
    with Image.open(file) as opened:
        return opened.copy()


def black(file: Path) -> bytes:
    return bytes(byte ^ 0xFF for byte in picture(file).tobytes())


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("slip", ["ticket", "slip", "receipt"])
def test_what_is_printed_is_the_preview_dot_for_dot(
    type_in: Type, simulator: VirtualPrinter, tmp_path: Path, slip: str, lang: str
) -> None:
    preview = tmp_path / "preview.png"
    printer = f"tcp://127.0.0.1:{simulator.port}"
    status, _, errors = type_in(
        "print", slip, "--sample", "--lang", lang, "--to", printer, "--preview", preview
    )
    assert (status, errors) == (0, "")
    assert simulator.pieces[0].trimmed().rows == black(preview)
    assert simulator.events == []


@pytest.mark.parametrize("pages", ["tcvn3", "none"])
def test_a_slip_in_words_prints_its_preview(
    type_in: Type, simulator: VirtualPrinter, tmp_path: Path, pages: str
) -> None:
    job, preview = tmp_path / "job.bin", tmp_path / "preview.png"
    words = ("--form", "text", "--pages", pages, "--to", f"raw:{job}", "--preview", preview)
    assert type_in("print", "ticket", "--sample", *words)[0] == 0
    assert job.stat().st_size < 1000
    assert (b"\x1b\x74\x1e" in job.read_bytes()) == (pages == "tcvn3")
    with socket.create_connection(("127.0.0.1", simulator.port)) as host:
        host.sendall(job.read_bytes())
        assert simulator.wait_for_pieces(1)
    assert simulator.pieces[0].trimmed().rows == black(preview)


def test_a_slip_in_words_goes_to_a_serial_line(type_in: Type, tmp_path: Path) -> None:
    printer = VirtualPrinter()
    with SerialFront(printer) as port:
        models = ("--pages", "tcvn3", "--keep", tmp_path)
        assert type_in("print", "probe", f"serial:{port}@115200", *models)[0] == 0
        words = ("--form", "text", "--keep", tmp_path, "--to", f"serial:{port}@115200")
        status, said, errors = type_in("print", "ticket", "--sample", "--lang", "vi", *words)
    assert (status, errors) == (0, "")
    assert said.startswith("Đã"), "a letter that is lost on the line is missed by nobody"
    assert {page for page, _ in printer.pieces[0].texts} == {30, 31}
    status, _, errors = type_in("print", "ticket", "--sample", "--form", "text", "--to", "tcp://127.0.0.1:9")
    assert status == 1
    assert errors.count("\n") == 1


def test_the_bytes_in_a_file_print_the_preview(
    type_in: Type, simulator: VirtualPrinter, tmp_path: Path
) -> None:
    job, preview = tmp_path / "job.bin", tmp_path / "preview.png"
    status, said, _ = type_in(
        "print", "ticket", "--sample", "--width", 384, "--to", f"raw:{job}", "--preview", preview
    )
    assert status == 0
    assert f"{job.stat().st_size} bytes" in said
    assert picture(preview).width == 384
    assert job.stat().st_size <= 384 // 8 * picture(preview).height + 400
    with socket.create_connection(("127.0.0.1", simulator.port)) as host:
        host.sendall(job.read_bytes())
        assert simulator.wait_for_pieces(1)
    narrow = Image.frombytes("1", (576, simulator.pieces[0].height), simulator.pieces[0].rows)
    paper = narrow.crop((0, 0, 384, picture(preview).height))
    assert paper.tobytes() == black(preview)


def test_own_data_is_printed_and_a_gap_in_it_is_told_in_one_line(type_in: Type, tmp_path: Path) -> None:
    data, preview = tmp_path / "data.json", tmp_path / "preview.png"
    data.write_text(json.dumps({"centre": "Phường MẪU"}), "utf-8")
    status, _, errors = type_in("print", "ticket", "--data", data, "--preview", preview)
    assert status == 1
    assert "data.json" in errors
    assert "undefined" in errors
    assert errors.count("\n") == 1
    data.write_text("{", "utf-8")
    assert type_in("print", "ticket", "--data", data, "--preview", preview)[0] == 1


def test_the_status_of_a_printer(type_in: Type, simulator: VirtualPrinter) -> None:
    printer = f"tcp://127.0.0.1:{simulator.port}"
    assert type_in("print", "status", "--to", printer) == (0, "The printer is ready.\n", "")
    simulator.switch("near_end")
    status, said, _ = type_in("print", "status", "--json", "--to", printer)
    assert status == 0
    assert json.loads(said) == {"state": "ready", "fault": None, "warnings": ["printer_near_end"]}
    simulator.switch("paper_out")
    status, _, errors = type_in("print", "status", "--to", printer)
    assert status == 1
    assert "[printer_paper_out]" in errors


def test_a_probe_tells_what_a_printer_can_do_and_prints_nothing(
    type_in: Type, simulator: VirtualPrinter, tmp_path: Path
) -> None:
    printer = f"tcp://127.0.0.1:{simulator.port}"
    status, said, errors = type_in("print", "probe", printer, "--keep", tmp_path)
    assert (status, errors) == (0, "")
    assert "VP-80" in said
    assert "slips are confirmed" in said
    assert json.loads(type_in("print", "probe", printer, "--json")[1])["completion"] == "id"
    assert len(list(tmp_path.glob("*.json"))) == 1
    assert simulator.pieces == ()
    assert simulator.hanging is None


def test_a_printer_that_tells_nothing_is_told_so(type_in: Type, simulator: VirtualPrinter) -> None:
    simulator.switch("no_ack_support")
    said = type_in("print", "probe", f"tcp://127.0.0.1:{simulator.port}", "--json")[1]
    assert json.loads(said)["completion"] == "fence"


@pytest.mark.parametrize(
    "words", [("probe",), ("probe", "cups:slips"), ("probe", "usb:nothing"), ("status", "tcp://")]
)
def test_a_printer_must_be_one(type_in: Type, words: tuple[str, ...]) -> None:
    status, said, errors = type_in("print", *words)
    assert (status, said, errors.count("\n")) == (2, "", 1)


def test_a_probe_of_nobody_is_one_line(type_in: Type) -> None:
    status, _, errors = type_in("print", "probe", "tcp://127.0.0.1:1")
    assert (status, errors.count("\n")) == (1, 1)


def test_a_receipt_on_a4(type_in: Type, tmp_path: Path) -> None:
    assert type_in("print", "receipt", "--sample", "--sheet", tmp_path / "r.pdf")[0] == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")


def test_lint_names_what_is_wrong_with_a_layout(type_in: Type, tmp_path: Path) -> None:
    (tmp_path / "ticket.toml").write_text('[[blocks]]\nkind = "text"\nvalue = "{{ number }} ✓"\n', "utf-8")
    of_one = ("--procedure", "1.001193")
    status, said, errors = type_in("print", "lint", "--layouts", tmp_path, *of_one)
    assert (status, errors.count("\n")) == (1, 1)
    assert "U+2713" in said
    status, said, _ = type_in("print", "lint", "--layouts", tmp_path, *of_one, "--json")
    assert {problem["kind"] for problem in json.loads(said)} == {"glyphs"}
    assert type_in("print", "lint", "--layouts", tmp_path / "nothing")[0] == 2


WRONG: list[tuple[int, tuple[str, ...]]] = [
    (2, ("print",)),
    (2, ("print", "tiket")),
    (2, ("print", "ticket")),
    (2, ("print", "ticket", "--sample")),
    (2, ("print", "ticket", "--sample", "--data", "x.json", "--preview", "x.png")),
    (2, ("print", "ticket", "--sample", "--to", "usb")),
    (2, ("print", "ticket", "--sample", "--to", "tcp://host:port")),
    (2, ("print", "ticket", "--sample", "--to", "raw:")),
    (2, ("print", "ticket", "--sample", "--width", "500", "--preview", "x.png")),
    (2, ("print", "status")),
    (2, ("print", "status", "--to", "raw:x")),
    (1, ("print", "ticket", "--sample", "--preview", "no/such/folder/x.png")),
    (1, ("print", "ticket", "--sample", "--procedure", "9.999999", "--preview", "x.png")),
    (1, ("print", "ticket", "--data", "no-such-file.json", "--preview", "x.png")),
    (1, ("print", "ticket", "--sample", "--to", "tcp://127.0.0.1:1")),
    (2, ("say",)),
    (2, ("say", "  ", "--out", "x.wav")),
    (1, ("say", "Xin chào", "--out", "no/such/folder/x.wav")),
]


@pytest.mark.parametrize(
    ("status", "words"),
    WRONG,
    ids=lambda value: " ".join(value) if value and not isinstance(value, int) else None,
)
def test_a_wrong_use_is_one_line(
    type_in: Type, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, status: int, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    done, said, errors = type_in(*words)
    assert (done, said) == (status, "")
    assert errors.count("\n") == 1
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


def test_say_writes_speech(type_in: Type, tmp_path: Path) -> None:
    out = tmp_path / "call.wav"
    status, said, errors = type_in("say", "Mời công dân số bốn mươi bảy", "--lang", "vi", "--out", out)
    assert (status, errors) == (0, "")
    with wave.open(str(out)) as sound:
        assert sound.getnframes() / sound.getframerate() > 1
    assert "call.wav" in said


def test_a_sample_form_is_a_pdf_and_says_what_it_is(type_in: Type, tmp_path: Path) -> None:
    out = tmp_path / "birth.pdf"
    status, said, errors = type_in("print", "form", "1.001193", "--out", out)
    assert (status, errors) == (0, "")
    assert "invented people" in said
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["1.999999", "../slips/ticket", None])
def test_a_form_that_is_not_there_is_answered_with_those_that_are(type_in: Type, name: str | None) -> None:
    status, _, errors = type_in("print", "form", *([name] if name else []))
    assert status == 2
    assert "1.001193" in errors
    assert "07" in errors


def test_a_folder_that_takes_no_file_is_told(type_in: Type, tmp_path: Path) -> None:
    status, _, errors = type_in("print", "form", "03", "--out", tmp_path / "none" / "x.pdf")
    assert status == 1
    assert "No such file or directory" in errors
