"""Talks with the robot, as they were approved: each whole answer, what it proposes and keeps in mind."""

from __future__ import annotations

import pytest

from kiosk.visit.assistant import TurnContext
from kiosk.visit.turn import turn_context
from tests import approved
from tests.approved import listed
from tests.robot.test_turn import ROBOT
from tests.screens.scenes import SCENES
from tests.visits.test_steps_approved import plain
from tests.visits.world import NOW, World, real_robot

TALKS = listed("""
khai sinh cho cháu cần giấy tờ gì / bao nhiêu tiền / mấy ngày có / làm ở đâu / cảm ơn;
làm giấy khai sinh / không, khai tử / lệ phí sao / còn giấy tờ;
tôi muốn đăng ký kết hôn / cần mang gì / có được không / mất bao lâu;
chứng thực bản sao / mười bản bao nhiêu tiền / ở đâu; trích lục khai sinh / tờ khai nào / bao lâu;
ly hôn ở đâu / vậy làm căn cước / hộ chiếu; lấy số / làm khai sinh / bắt đầu; gọi cán bộ;
xin chào / bạn là ai; mấy giờ làm việc / thứ bảy có làm không / trưa có nghỉ không; nhà vệ sinh ở đâu;
tra cứu hồ sơ / hồ sơ tới đâu rồi; asdf qwer / khai / sinh; giấy / giấy tờ / giấy khai sinh;
khai sinh cho con / con tôi sinh ở nhà / chưa kết hôn; tạm trú / đăng ký tạm trú / tạm vắng;
giấy độc thân / xác nhận hôn nhân / lệ phí; đất đai / sổ đỏ; thuế / bảo hiểm;
không / có / dạ / thôi / quay lại; đổi sang tiếng anh / chữ to lên / nói to lên / nói lại;
tôi tên là MẪU; khai sinh quá hạn / bị phạt không; mẹ đơn thân làm khai sinh / cần gì;
mất giấy khai sinh / cấp lại / bao nhiêu tiền; how do i register a birth / how much / how long;
what documents for marriage / where / thank you; get a number; i want to talk to an officer;
opening hours; who are you; divorce; certified copies / how much is it / ok start
""")

ON_PAGES = listed("""
có; không; dạ đúng rồi; không phải; tiếp tục; quay lại; thôi; gọi cán bộ; số hai; cái đầu; mẹ;
mùng ba tháng mười một; năm chín lăm; không chín không một hai ba bốn năm sáu bảy; ba bản; Trần Thị MẪU;
phường Sài Gòn; đọc lại; nộp hồ sơ; chụp lại; không có giấy này; nộp tại quầy; bao nhiêu tiền;
cần giấy tờ gì; khai tử; cháu gái sinh hôm qua; xóa hết; tôi không biết; nói to lên; nam; lấy số; Kinh;
gõ tay; quét thẻ; về trang đầu; cái này là gì; số một hay số hai; yes; no
""")
PAGES = listed("""
home; procedure; offer; consent; card; card_filled; choice; choice_sex; text_entry; person; choices; sections;
date_entry; number_entry; paper; paper_preview; review; leaving; number; handed_in; search
""")


@pytest.mark.parametrize("page", PAGES)
def test_what_is_said_on_a_page_is_answered_as_approved(page: str) -> None:
    world = World(real_robot())
    visit = SCENES[page](world)
    about = turn_context(world.session.context, visit, NOW)
    rows: dict[str, object] = {}
    for text in ON_PAGES:
        reply = real_robot().reply(text, about)
        rows[f"{page}: {text}"] = [reply.action, reply.topic, sorted(reply.case.items()), plain(reply)]
    approved.hold(__file__, rows)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_talk_is_as_approved(lang: str) -> None:
    rows: dict[str, object] = {}
    for talk in TALKS:
        about = TurnContext(lang)
        for number, text in enumerate(talk.split(" / ")):
            reply = ROBOT.reply(text, about)
            rows[f"{lang} {talk} ({number})"] = [
                reply.action,
                reply.topic,
                sorted(reply.case.items()),
                repr(reply),
            ]
            about = TurnContext(lang, thread=reply.thread)
    approved.hold(__file__, rows)
