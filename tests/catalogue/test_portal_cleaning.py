"""The portal's texts come out plain, whatever a browser, a font or Word left in them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.catalogue.portal.cleaning import clean, one_line

MARKUP = ("<p>", "</p>", "<br/>", "&amp;", "&lt;", "&#833;", "<", "&", ";", "lt")
LETTERS = ("\x00", "\x1b", "\u200b", "\ufeff", "\uf0fc", "\u0323", "\ud800", "\xad", "ệ", "e", "a", "đ")
SPACES = ("\r", "\r\n", "\u2028", "\xa0", " ", "\n", "\t")
PIECES = st.sampled_from(MARKUP + LETTERS + SPACES)


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("<p>Nộp&nbsp;t&#7901; khai</p><p>MẪU</p>", "Nộp tờ khai\n\nMẪU"),
        ("một<br>hai<br />ba", "một\nhai\nba"),
        ("<td>1</td><td>2</td>", "1 2"),
        ("a<script>alert(1)</script>b<!-- c -->", "ab"),
        ("&amp;lt;b&amp;gt;MẪU&amp;lt;/b&amp;gt;", "MẪU"),
        ("dưới < 500 m và > 3; A&B", "dưới < 500 m và > 3; A&B"),
        ("R&copy 1 &unknown;", "R&copy 1 &unknown;"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("a\x00b\x07c\u200bd\ufeffe\xadf", "abcdef"),
        ("a\xa0\t b  c", "a b c"),
        ("\uf0fc Một\n\uf0a7Hai", "- Một\n- Hai"),
        ("a\n\n\n\n\nb \n c", "a\n\nb\nc"),
        (unicodedata.normalize("NFD", "Giấy chứng nhận"), "Giấy chứng nhận"),
        ("  \n ", ""),
    ],
)
def test_what_is_left_is_text(raw: str, plain: str) -> None:
    assert clean(raw) == plain


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
@example("&amp;" * 5 + "lt;br>")
@example("e\u200b\u0323")
def test_clean_text_is_plain_and_stays_as_it_is(text: str) -> None:
    plain = clean(text)
    assert clean(plain) == plain
    assert unicodedata.is_normalized("NFC", plain)
    assert plain == plain.strip()
    assert all(letter == "\n" or letter.isprintable() for letter in plain)
    assert "  " not in plain
    assert "\n\n\n" not in plain
    assert "\n" not in one_line(text)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ 0123456789.,;:()-/", max_size=60))
def test_no_letter_of_plain_vietnamese_is_lost(text: str) -> None:
    assert clean(text).split() == text.split()
