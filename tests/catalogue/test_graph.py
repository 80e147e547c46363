"""An editor sees a procedure's questions as a picture: which answer calls for what."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from config.load import PROCEDURES
from kiosk.catalogue.graph import graph
from kiosk.catalogue.loader import load_procedure
from kiosk.catalogue.review import conditions
from ui.commands.__main__ import main

HEADINGS = {"roles": "Người", "papers": "Giấy tờ", "times": "Thời gian", "fees": "Lệ phí"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("path", sorted(PROCEDURES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_condition_is_a_line_and_every_box_has_its_place(path: Path) -> None:
    procedure = load_procedure(path)
    picture = ElementTree.fromstring(graph(procedure, "vi", HEADINGS))
    options = [
        option for _, when in conditions(procedure) for values in when.answers.values() for option in values
    ]
    assert len(picture.findall(f"{SVG}path")) == len(options)
    boxes = [rect for rect in picture.findall(f"{SVG}rect") if "x" in rect.attrib]
    for column in {rect.get("x") for rect in boxes}:
        bottom = 0
        for rect in boxes:
            if rect.get("x") == column:
                top, height = int(rect.get("y", "")), int(rect.get("height", ""))
                assert top > bottom
                bottom = top + height
        assert bottom < int(picture.get("height", ""))
    said = " ".join(" ".join(picture.itertext()).split())
    for question in procedure.questions:
        assert question.ask.vi.split()[0] in said
    for paper in procedure.papers:
        assert paper.name.vi.split()[-1] in said


def test_the_picture_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    out = tmp_path / "birth.svg"
    assert main(["catalogue", "graph", "1.001193", "--lang", "en", "--out", str(out)]) == 0
    assert "Who are you to the child?" in out.read_text(encoding="utf-8")
    shutil.rmtree(tmp_path)
    assert main(["catalogue", "graph", "1.001193", "--out", str(out)]) == 1
