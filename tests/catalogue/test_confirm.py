"""An officer lays a file beside the portal's record, ticks what is right, and signs it."""

from __future__ import annotations

import difflib
import shutil
from datetime import date
from pathlib import Path

import pytest

from config.load import PROCEDURES
from config.problems import BadFile
from kiosk.catalogue.confirm import confirm, confirmable
from kiosk.catalogue.imported import Imported, Passage
from kiosk.catalogue.loader import load_procedure
from kiosk.language.messages import Messages
from ui.commands import MESSAGES
from ui.commands.__main__ import main
from ui.commands._catalogue_confirm import page_of

BIRTH = "1.001193"
WHEN = date(2026, 11, 28)
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(PROCEDURES / f"{BIRTH}.toml", tmp_path))


def added(before: str, path: Path) -> list[str]:
    """The lines that are new; none may be gone."""
    lines = list(difflib.ndiff(before.splitlines(), path.read_text(encoding="utf-8").splitlines()))
    assert not [line for line in lines if line.startswith("- ")]
    return [line[2:] for line in lines if line.startswith("+ ")]


def test_a_confirmed_fact_is_signed_and_nothing_else_is_touched(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    confirm(path, ["times.0", "papers.form"], 'Cô "MẪU"', WHEN)
    signed = ['confirmed_by = "Cô \\"MẪU\\""', "confirmed_on = 2026-11-28"]
    assert added(before, path) == signed * 2
    procedure = load_procedure(path)
    assert procedure.times[0].confirmed_by == 'Cô "MẪU"'
    assert procedure.paper("form").confirmed_on == WHEN
    assert procedure.paper("birth_notice").confirmed_by is None


def test_without_a_fact_everything_is_confirmed(path: Path) -> None:
    confirm(path, [], "Cô MẪU", WHEN)
    assert {source.confirmed_by for source in load_procedure(path).sources.values()} == {"Cô MẪU"}


def test_who_confirms_again_replaces_the_earlier_signature(path: Path) -> None:
    confirm(path, ["fees.0"], "Cô MẪU", WHEN)
    once = path.read_text(encoding="utf-8")
    confirm(path, ["fees.0"], "Chú MẪU", WHEN)
    assert path.read_text(encoding="utf-8") == once.replace("Cô MẪU", "Chú MẪU")


@pytest.mark.parametrize("name", [path.stem for path in sorted(PROCEDURES.glob("*.toml"))])
def test_every_fact_of_every_file_can_be_confirmed(tmp_path: Path, name: str) -> None:
    path = Path(shutil.copy(PROCEDURES / f"{name}.toml", tmp_path))
    keys = confirmable(load_procedure(path))
    assert confirm(path, keys, "Cô MẪU", WHEN) == keys
    procedure = load_procedure(path)
    assert {source.confirmed_by for source in procedure.sources.values()} == {"Cô MẪU"}
    facts = (procedure.times, procedure.fees, procedure.papers, procedure.checks)
    assert {fact.confirmed_by for group in facts for fact in group} == {"Cô MẪU"}


def test_a_fact_that_is_not_there_leaves_the_file_alone(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(BadFile, match=r"there is no fact papers.frm \(did you mean papers.form\?\)"):
        confirm(path, ["times.0", "papers.frm"], "Cô MẪU", WHEN)
    assert path.read_bytes() == before


def test_it_is_confirmed_at_the_command_line(path: Path, capsys: Captured) -> None:
    words = ["catalogue", "--folder", str(path.parent), "confirm", BIRTH]
    assert main([*words, "--by", "Cô MẪU", "--fact", "fees.3", "--lang", "vi"]) == 0
    assert "Cô MẪU đã xác nhận: fees.3." in capsys.readouterr().out
    assert load_procedure(path).fees[3].confirmed_by == "Cô MẪU"
    assert main([*words, "--by", " "]) == 2
    assert main([*words, "--by", "x", "--fact", "fees.99"]) == 1
    assert "there is no fact fees.99" in capsys.readouterr().err


def test_the_page_shows_every_fact_beside_the_portals_words() -> None:
    procedure = load_procedure(PROCEDURES / f"{BIRTH}.toml")
    record = Imported(
        code=BIRTH,
        name="MẪU",
        field="ho_tich",
        level="commune",
        seen=WHEN,
        passages=(Passage(heading="Trình tự", text="<b>Bước 1</b>"),),
    )
    page = page_of(procedure, record, "vi", Messages.from_folder(MESSAGES))
    for key in confirmable(procedure):
        assert f'"{key}"' in page
    assert "8.000 đồng" in page
    assert "Giấy chứng nhận kết hôn của cha mẹ ← Cơ sở dữ liệu hộ tịch điện tử (66.7/2025/NQ-CP)" in page
    assert "&lt;b&gt;Bước 1" in page
    assert "<b>Bước" not in page
    for text in (procedure.where.vi, procedure.papers[0].name.en):
        assert text in page.replace("&#x27;", "'")


def test_the_page_is_written_where_it_is_wanted(tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "page.html"
    compare = ["catalogue", "compare", BIRTH, "--from", str(tmp_path), "--lang", "vi", "--out"]
    assert main([*compare, str(out)]) == 0
    assert "Kho nhập chưa có thủ tục này" in out.read_text(encoding="utf-8")
    assert main([*compare, str(tmp_path / "no/such/page.html")]) == 1
