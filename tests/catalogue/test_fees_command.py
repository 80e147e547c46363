"""An officer counts out a fee at the command line."""

from __future__ import annotations

import json

import pytest

from ui.commands.__main__ import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


THREE = ("2.000815", "origin=vietnam", "originals=3", "pages=4", "copies=3")


def test_three_originals_of_four_pages_three_copies_each(capsys: Captured) -> None:
    assert main(["catalogue", "fees", *THREE, "--lang", "vi"]) == 0
    said = capsys.readouterr().out
    assert "9 × 6.000 đồng = 54.000 đồng" in said
    assert "Cộng: 54.000 đồng" in said
    assert "Cách trả tiền: Tiền mặt tại quầy" in said
    assert main(["catalogue", "fees", *THREE, "--json"]) == 0
    (counter,) = json.loads(capsys.readouterr().out)
    assert (counter["channel"], counter["total"]) == ("counter", 54_000)
    assert [(line["times"], line["each"]) for line in counter["lines"]] == [(9, 6_000)]


def test_what_is_not_published_has_no_total(capsys: Captured) -> None:
    assert main(["catalogue", "fees", "1.001193", "copies=2"]) == 0
    said = capsys.readouterr().out
    assert "Birth registration fee: not published" in said
    assert "Total: not published: the officer says how much" in said
    assert "Total: 0 VND" in said.split("Online\n")[1]


def test_what_costs_nothing_online_is_listed_with_its_source(capsys: Captured) -> None:
    assert main(["catalogue", "fees", "--lang", "vi"]) == 0
    lines = capsys.readouterr().out.splitlines()
    birth = next(line for line in lines if line.startswith("1.001193"))
    assert "Nghị quyết 411" in birth
    assert not any(line.startswith("2.000815") for line in lines)
    assert main(["catalogue", "fees", "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(lines)


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("2.000815", "pages"), 2, "pages is no answer; it looks like pages=4"),
        (("2.000815", "page=4"), 2, "asks no page; it asks origin, originals, pages, copies"),
        (("9.999999",), 1, "there is no procedure 9.999999"),
        (("2.000815", "copies=-1"), 2, "copies=-1: takes a whole number from 1 to 100"),
        (("2.000815", "copies=1000000"), 2, "copies=1000000: takes a whole number from 1 to 100"),
        (("2.000815", "copies=1.5"), 2, "copies=1.5: takes a whole number"),
        (("2.000815", f"copies={'9' * 5000}"), 2, "takes a whole number"),
        (("2.000815", "copies=３"), 2, "takes a whole number"),
        (("2.000815", "cases=x"), 2, "cases=x: takes a whole number from 0 to 9999"),
        (("2.000815", "origin=mars"), 2, "origin=mars: takes one of vietnam, abroad"),
        (("2.000815", "--pages"), 2, "--pages is no answer"),
    ],
)
def test_a_wrong_word_is_told(capsys: Captured, words: tuple[str, ...], status: int, told: str) -> None:
    assert main(["catalogue", "fees", *words]) == status
    assert told in capsys.readouterr().err


def test_options_may_stand_anywhere(capsys: Captured) -> None:
    code, *answers = THREE
    for words in (
        (code, "--json", *answers),
        ("--json", code, *answers),
        (code, *answers[:2], "--json", *answers[2:]),
    ):
        assert main(["catalogue", "fees", *words]) == 0
        assert json.loads(capsys.readouterr().out)[0]["total"] == 54_000
