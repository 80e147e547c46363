"""How likely it is that a sentence is about the procedure that is found best for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.problems import BadFile
from robot.belief import Belief, Weights, load_belief, measures
from robot.calibration import FILE, KINDS, fitted, questions, written
from robot.phrases import own_book
from robot.training import texts
from tests.robot import scoring

FITTED = ("fresh", "second", "fifth", "held")
SHARE = st.floats(0.0, 1.0)
EVIDENCE = st.fixed_dictionaries(dict.fromkeys(KINDS, SHARE))


@given(EVIDENCE, st.sampled_from(KINDS), SHARE)
def test_what_speaks_for_it_makes_it_likelier_and_what_speaks_against_it_less(
    evidence: dict[str, float], name: str, other: float
) -> None:
    belief = load_belief(FILE)
    low, high = sorted((evidence[name], other))
    less, more = (belief.of({**evidence, name: value}) for value in (low, high))
    assert 0 < less < 1
    assert (less >= more) if name == "against" else (less <= more)


def test_half_of_it_tips_where_the_odds_are_even() -> None:
    belief = Belief(base=-1.0, weights=Weights(ours=1.0, against=-1.0, sure=2.0, covered=0.0, likely=0.0))
    even = {"ours": 0.3, "against": 0.3, "sure": 0.5, "covered": 1.0, "likely": 0.5}
    assert belief.of(even) == pytest.approx(0.5)
    assert belief.of({**even, "ours": 0.0, "against": 1.0}) > 0
    assert set(measures(even)) == set(KINDS)


def test_the_fitted_curve_finds_which_column_tells_and_weighs_both_kinds_alike() -> None:
    rows = [[float(at % 5), 1.0 if at % 4 == 0 else 0.0] for at in range(200)]
    ours = [at % 4 == 0 for at in range(200)]
    noise, telling, base = fitted(ours, rows)
    assert abs(noise) < 0.3
    assert telling > 5
    assert base == pytest.approx(-telling / 2 - 2 * noise, abs=0.3)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "belief.toml"
    path.write_text(written([0.5, -0.4, 4.0, 1.0, 0.5, -3.0]), encoding="utf-8")
    assert load_belief(path) == Belief(
        base=-3.0, weights=Weights(ours=0.5, against=-0.4, sure=4.0, covered=1.0, likely=0.5)
    )


def test_a_wrong_file_is_named_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "belief.toml"
    path.write_text(FILE.read_text(encoding="utf-8").replace("sure", "shure"), encoding="utf-8")
    with pytest.raises(BadFile, match=r"belief\.toml: weights\.(sure|shure)"):
        load_belief(path)


def test_the_questions_that_it_is_fitted_to_are_told_apart_and_commands_are_none(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    lines = [
        {"q": text, "lang": "vi", "expected": {"action": action}}
        for text, action in (
            ("khai sinh", "answer"),
            ("hộ", "choose"),
            ("mưa", "decline"),
            ("lấy số", "do"),
        )
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert list(questions([path])) == [
        (True, "vi", "khai sinh"),
        (True, "vi", "hộ"),
        (False, "vi", "mưa"),
    ]


def test_nothing_that_it_is_fitted_to_has_been_learnt() -> None:
    learnt = {text.casefold() for _, _, text in texts(own_book())}
    for name in FITTED:
        asked = {item["q"].casefold().rstrip("?.!") for item in scoring.questions(name)}
        assert len(asked & learnt) <= len(asked) / 50, f"{name}: {sorted(asked & learnt)}"
