"""How a phrase of the book stands in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.problems import BadFile
from kiosk.catalogue.terms import words_of
from robot.phrases import BOOK, load_book, span, without


@pytest.mark.parametrize(
    ("phrase", "sentence", "found"),
    [
        ("lấy số", "cho tôi lấy số với", True),
        ("lấy số", "lấy sổ hồng", False),
        ("lấy số", "lay so", True),
        ("lấy số", "lấy một số", False),
        ("hồ sơ … tới đâu", "hồ sơ tới đâu", True),
        ("hồ sơ … tới đâu", "hồ sơ của tôi nay tới đâu rồi", True),
        ("hồ sơ … tới đâu", "hồ sơ của tôi từ hôm qua tới đâu", False),
        ("hồ sơ … tới đâu", "tới đâu hồ sơ", False),
        ("hoà giải", "hòa giải", True),
        ("khen", "khen thưởng", True),
        ("in English", "Is it in ENGLISH?", True),
    ],
)
def test_a_phrase_in_a_sentence(phrase: str, sentence: str, found: bool) -> None:
    assert (span(phrase, words_of(sentence)) is not None) is found


def test_a_phrase_is_taken_out() -> None:
    assert without("bao nhiêu tiền", words_of("sao y bao nhiêu tiền một bản")) == words_of("sao y một bản")
    assert without("bao lâu", words_of("sao y")) == words_of("sao y")


def test_every_entry_of_the_book_is_found_by_its_own_phrases() -> None:
    book = load_book()
    for entry in (*book.commands, *book.topics, *book.declined):
        for phrase in (*entry.vi, *entry.en):
            assert span(phrase, words_of(phrase.replace("…", "x"))) is not None, phrase


def test_a_wrong_book_is_named_in_one_line(tmp_path: Path) -> None:
    for name in ("commands", "topics", "declined"):
        text = (BOOK / f"{name}.toml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "topics.toml").write_text('[[topic]]\nid = "fee"\nvi = []', encoding="utf-8")
    with pytest.raises(BadFile, match=r"topics\.toml: topic\.0\.en: is missing"):
        load_book(tmp_path)
    (tmp_path / "topics.toml").write_text("[[topc]]\n", encoding="utf-8")
    with pytest.raises(BadFile, match="did you mean topic"):
        load_book(tmp_path)
