"""What is refused, quoted, supposed or told of somebody is not wanted; what is left out is not meant; a no
that says what there is not takes nothing back.
"""

from __future__ import annotations

import pytest

from config.load import ELSEWHERE, EVERYDAY, PROCEDURES
from kiosk.catalogue.ranker import Ranker
from kiosk.catalogue.sources import Sources
from kiosk.language.messages import Messages
from kiosk.visit.assistant import Reply, TurnContext
from robot.phrases import own_book
from robot.reading import read
from robot.turn import Robot
from tests.catalogues import opened
from ui.commands import MESSAGES

BOOK = own_book()
CATALOGUE = opened(Sources(PROCEDURES, elsewhere=ELSEWHERE, everyday=EVERYDAY))
ROBOT = Robot(CATALOGUE, Ranker(CATALOGUE.index), Messages.from_folder(MESSAGES))


def reply(text: str) -> Reply:
    return ROBOT.reply(text, TurnContext("en" if text.isascii() else "vi"))


@pytest.mark.parametrize(
    "text",
    [
        "đừng gọi cán bộ",
        "tôi không cần gọi nhân viên",
        "chưa muốn quay lại",
        "đừng có xóa hết",
        "do not call staff",
        "i don't want to go back",
        "bạn tôi bảo xóa hết đi",
        "ước gì quay lại",
        "hôm qua tôi lấy số",
        "she said go back",
        "ông ấy ghi “xóa hết” trên giấy",
        'on the wall stands "call staff"',
    ],
)
def test_a_command_that_is_refused_told_of_or_quoted_is_not_done(text: str) -> None:
    got = reply(text)
    assert (got.action != "do", got.then) == (True, None)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("gọi cán bộ", "call_staff"),
        ("tôi không đọc được chữ, gọi cán bộ", "call_staff"),
        ("“gọi cán bộ”", "call_staff"),
        ("đừng lưu thông tin của tôi", "wipe_data"),
        ("do not keep my data", "wipe_data"),
    ],
)
def test_what_is_wanted_is_done(text: str, command: str) -> None:
    assert reply(text).command == command


@pytest.mark.parametrize("text", ["không có giấy chứng sinh", "không còn sổ gốc", "không biết", "no father"])
def test_a_no_that_says_what_there_is_not_stays(text: str) -> None:
    reading = read(text, BOOK)
    assert not reading.correction
    assert reading.sentence.words[0] in ("không", "no")


@pytest.mark.parametrize("text", ["không, ngày mười lăm", "không phải, cho con nuôi", "no, the other one"])
def test_a_no_that_takes_back_is_taken_off(text: str) -> None:
    reading = read(text, BOOK)
    assert reading.correction
    assert reading.sentence.words[0] not in ("không", "no")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("khai sinh và thẻ bảo hiểm y tế, bỏ hộ khẩu ra", "hộ khẩu"),
        ("thẻ bảo hiểm trước, thường trú để sau", "thường trú"),
        ("the birth, but leave residence out", "residence"),
    ],
)
def test_what_is_left_out_is_no_part_of_the_matter(text: str, gone: str) -> None:
    assert gone not in read(text, BOOK).about
    assert read(text, BOOK).about


@pytest.mark.parametrize("text", ["em cần giấy phép xây dựng", "tôi cần giấy độc thân"])
def test_a_paper_that_is_wanted_is_no_question_for_papers(text: str) -> None:
    assert read(text, BOOK).topic is None
    assert read(f"{text} thì cần giấy tờ gì", BOOK).topic == "documents"
