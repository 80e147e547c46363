"""Gives an example of everything that crosses the wire; each one is checked by its own
class. All invented.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from kiosk.contract.appointment import (
    Appointment,
    AppointmentAnswer,
    Appointments,
    CheckedIn,
    CheckIn,
    Slot,
    Slots,
    WantedAppointment,
)
from kiosk.contract.dossier import (
    FORMAT,
    AnswerClock,
    AnsweredQuestion,
    DossierAnswer,
    DossierBrief,
    DossierList,
    DossierState,
    NoData,
    OfferedForm,
    PaperState,
    ReceivedAnswer,
    ReceivedDossier,
    ShownConsent,
    ShownDecision,
    ShownFile,
    ShownOpenItem,
    ShownPaper,
    ShownPerson,
    ShownValue,
    Verdict,
    WantedForm,
    WholeDossier,
    WrittenConsent,
    WrittenDossier,
    WrittenPaper,
    WrittenValue,
)
from kiosk.contract.examples_centre import OF_CENTRES
from kiosk.contract.examples_figures import OF_FIGURES
from kiosk.contract.examples_officers import OF_OFFICERS
from kiosk.contract.examples_opening import OF_OPENING
from kiosk.contract.examples_pairing import OF_PAIRING
from kiosk.contract.examples_results import FEE, FIELDS, OF_RESULTS, STEPS, TOLD
from kiosk.contract.examples_uploads import OF_UPLOADS
from kiosk.contract.examples_upstream import OF_DOSSIER, OF_UPSTREAM, TOLD_UPSTREAM
from kiosk.contract.figures import (
    AppointmentCounts,
    CounterFigures,
    DayFigures,
    FieldFigures,
    LongWait,
    ToldWaits,
)
from kiosk.contract.notice import (
    CALL_STAFF,
    NewNotice,
    Notice,
    NoticeAnswer,
    NoticeId,
    Notices,
    NoticeStands,
    NoticeStandsAnswer,
    NoticeState,
    TakenNotice,
)
from kiosk.contract.queue import (
    Board,
    BoardCounter,
    CentreName,
    ChangedCounter,
    Counter,
    CounterAnswer,
    CounterChange,
    Counters,
    DayEnded,
    FieldLimit,
    FieldQueue,
    LimitChange,
    Limits,
    Queue,
)
from kiosk.contract.rating import (
    NewRating,
    RatingDay,
    RatingId,
    RatingReason,
    Ratings,
    ReasonCount,
    TakenRating,
)
from kiosk.contract.session import Health, StoreHealth
from kiosk.contract.submission import FoundDossiers, StatusAnswer, SubmissionStatus, WantedDossiers
from kiosk.contract.text import FromHub, ToHub
from kiosk.contract.ticket import (
    ActedAnswer,
    Adoption,
    Call,
    CalledAnswer,
    CalledNumber,
    GivenTicket,
    HeldTicket,
    HeldTicketAnswer,
    Nothing,
    NumberByHand,
    QueuedTicket,
    Reason,
    Shown,
    ShownAnswer,
    ShownTicket,
    Ticket,
    TicketAnswer,
    TicketState,
    Transfer,
    WantedTicket,
)

_TICKET_ID = "0199c1f0-7a10-7c3e-9d1a-5b8f0a6f1b20"
_DOSSIER_ID = "0199c1f1-02b4-7d52-8f0e-2f7a9c4d3e11"
_NOTICE_ID = "0199c1f2-11aa-7b03-a1c4-9e6d5c4b3a22"
_TOKEN = "7K3M9QXW2HVTB5RN"  # noqa: S105 - invented, opens nothing
_DIGEST = "a3" * 32
_CODE = "000.00.01.H29-261123-0001"
_DAY = date(2026, 11, 23)
_AT = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
_BIRTH = "1.001193"
_BIRTH_NAME = "Đăng ký khai sinh"

_rating_day = RatingDay(
    day=_DAY,
    stars=(0, 1, 2, 9, 31),
    unanswered=4,
    reasons=(ReasonCount(reason=RatingReason.WAITED, text="Chờ lâu", count=3),),
)
_given = Ticket(
    id=_TICKET_ID,
    number="H 047",
    day=_DAY,
    field="ho_tich",
    procedure=_BIRTH,
    counters=("3", "5"),
    ahead=4,
    wait_minutes=(8, 20),
    token=_TOKEN,
    issued_at=_AT,
)
_submission_status = SubmissionStatus(
    reference="K1-261123-0001",
    procedure=_BIRTH,
    procedure_name=_BIRTH_NAME,
    state=DossierState.ACCEPTED,
    since=_AT,
    code=_CODE,
    due=_DAY,
    steps=TOLD,
    upstream=TOLD_UPSTREAM,
)
_queued = QueuedTicket(
    id=_TICKET_ID,
    number="H 047",
    field="ho_tich",
    procedure=_BIRTH,
    procedure_name=_BIRTH_NAME,
    lang="vi",
    state=TicketState.CALLED,
    issued_at=_AT,
    origin="hub",
    waited_minutes=12,
    counter="3",
    called_at=_AT,
    calls=1,
    dossiers=1,
    priority="Có con nhỏ đi cùng",
)
_brief = DossierBrief(
    id=_DOSSIER_ID,
    reference="K1-261123-0001",
    procedure=_BIRTH,
    procedure_name=_BIRTH_NAME,
    state=DossierState.ACCEPTED,
    since=_AT,
    ticket=_TICKET_ID,
    code=_CODE,
    due=_DAY,
)
_waiting_brief = _brief.model_copy(
    update={
        "state": DossierState.WAITING_CHECK,
        "code": None,
        "due": None,
        "clock": AnswerClock(until=_AT, over=False, left_minutes=312, text="còn 5 giờ 12 phút làm việc"),
    }
)
_whole = WholeDossier(
    **dict(_brief),
    seq=311,
    ticket_number="H 047",
    lang="vi",
    kiosk="K1",
    created_at=_AT,
    received_at=_AT,
    accepted_at=_AT,
    due_text="Trong ngày",
    result_where="Tại quầy",
    consent=ShownConsent(given_at=_AT, text_version="2026-11", lang="vi"),
    persons=(
        ShownPerson(
            role="requester",
            name="Người yêu cầu",
            values=(
                ShownValue(
                    input="name",
                    label="Họ và tên",
                    value="Trần Thị MẪU",
                    shown="Trần Thị MẪU",
                    source="card",
                ),
            ),
            warnings=(),
        ),
    ),
    answers=(
        AnsweredQuestion(
            id="relation", question="Ông bà là gì của cháu?", value="grandparent", answer="Ông, bà"
        ),
    ),
    papers=(
        ShownPaper(
            id="birth_notice",
            name="Giấy chứng sinh",
            state=PaperState.CAPTURED,
            state_text="Đã chụp tại kiosk",
            files=(ShownFile(sha256=_DIGEST, url=f"/v1/dossiers/{_DOSSIER_ID}/files/{_DIGEST}"),),
        ),
    ),
    open_items=(ShownOpenItem(id="child.birth_place", about="Cháu bé", name="Nơi sinh"),),
    decisions=(ShownDecision(kind="accept", officer="CB3", reason="", papers=(), at=_AT),),
    may_decide=False,
    receipt_url=f"/v1/dossiers/{_DOSSIER_ID}/receipt.png",
    receipt_code_url=f"/v1/dossiers/{_DOSSIER_ID}/receipt-code.png",
    declaration_url=f"/v1/dossiers/{_DOSSIER_ID}/declaration",
    forms=(
        OfferedForm(
            number="06",
            name="Phiếu kiểm soát quá trình giải quyết hồ sơ",
            url=f"/v1/dossiers/{_DOSSIER_ID}/forms/06",
            asks=(),
        ),
    ),
    receipt_sheet="printed",
    steps=STEPS,
    next_steps=("ready",),
    fee=FEE,
    portal_fields=FIELDS,
    upstream=OF_DOSSIER,
)
_counter = Counter(number="3", name="Hộ tịch", fields=("ho_tich",), state="open")
_notice = Notice(
    id=_NOTICE_ID,
    kind=CALL_STAFF,
    detail="",
    kiosk="K1",
    at=_AT,
    done=False,
    text="Người dân ở kiosk cần giúp.",
)

_appointment = Appointment(
    id=_TICKET_ID,
    code="7K3M9QXP",
    url=f"http://127.0.0.1:8480/a/{_TOKEN}",
    field="ho_tich",
    field_name="Hộ tịch",
    at=_AT,
    procedure=_BIRTH,
    state="booked",
    missed=False,
)

EXAMPLES: tuple[ToHub | FromHub, ...] = (
    WantedAppointment(field="ho_tich", at=_AT, procedure=_BIRTH, lang="vi"),
    AppointmentAnswer(appointment=_appointment),
    Appointments(day=_DAY, appointments=(_appointment,)),
    Slots(field="ho_tich", slots=(Slot(at=_AT, until=_AT + timedelta(minutes=30), free=2),)),
    CheckIn(token=_TOKEN, lang="vi", kiosk="K1"),
    CheckedIn(arrival="in_time", field="ho_tich", at=_AT, opens=_AT, ticket=_given),
    WantedTicket(field="ho_tich", procedure=_BIRTH, lang="vi", kiosk="K1", priority="child"),
    Shown(how="paper"),
    Adoption(
        ticket=GivenTicket(
            id=_TICKET_ID, number="H 801", day=_DAY, field="ho_tich", token=_TOKEN, issued_at=_AT
        ),
        lang="vi",
        kiosk="K1",
        how="paper",
    ),
    Call(ticket=_TICKET_ID),
    Nothing(),
    TicketAnswer(ticket=_given),
    ShownAnswer(shown=ShownTicket(ticket=_TICKET_ID)),
    HeldTicketAnswer(
        ticket=HeldTicket(
            number="H 047",
            day=_DAY,
            field="ho_tich",
            field_name="Hộ tịch",
            state=TicketState.WAITING,
            counters=("3", "5"),
            counter=None,
            ahead=4,
            wait_minutes=(8, 20),
            issued_at=_AT,
        )
    ),
    CalledAnswer(ticket=_queued),
    ActedAnswer(ticket=_queued),
    Board(
        seq=310,
        at=_AT,
        centre=CentreName(code="26740", name="Sài Gòn", full_name="UBND phường Sài Gòn"),
        calling=(CalledNumber(number="H 047", counter="3", state=TicketState.CALLED, at=_AT),),
        counters=(BoardCounter(number="3", name="Hộ tịch", current="H 047"),),
        waiting=(FieldQueue(id="ho_tich", letter="H", name="Hộ tịch", waiting=4),),
        missed=("H 041",),
    ),
    Counters(counters=(_counter,)),
    CounterChange(state="paused", reason="Nghỉ giải lao"),
    ChangedCounter(counter=_counter),
    Transfer(field="chung_thuc", counter="5", back=True),
    NumberByHand(field="ho_tich", lang="vi"),
    Reason(reason="Đã về"),
    LimitChange(field="ho_tich", lifted=True),
    Limits(
        fields=(FieldLimit(field="ho_tich", name="Hộ tịch", closes=_AT, left=6, lifted=False, turned_away=3),)
    ),
    DayEnded(left=("H 051", "C 017")),
    DayFigures(
        day=_DAY,
        at=_AT,
        fields=(
            FieldFigures(
                id="ho_tich",
                letter="H",
                name="Hộ tịch",
                given=52,
                waiting=4,
                served=45,
                no_shows=2,
                left=1,
                wait_median=11.5,
                wait_p90=31.0,
                service_median=8.2,
                by_hour=(0,) * 7 + (12, 16, 10, 6) + (0,) * 2 + (4, 4) + (0,) * 9,
                turned_away=3,
                appointments=AppointmentCounts(expected=3, in_time=6, late=1, missed=2, cancelled=1),
            ),
        ),
        counters=(
            CounterFigures(
                number="3",
                name="Hộ tịch",
                state="open",
                reason="",
                since=_AT,
                current="H 047",
                served=45,
                no_shows=2,
                service_median=8.2,
            ),
        ),
        longest=(LongWait(number="H 048", field="ho_tich", waited_minutes=34, why="Có con nhỏ đi cùng"),),
        told=ToldWaits(known=45, inside=37),
    ),
    Queue(
        seq=310,
        fields=(FieldQueue(id="ho_tich", letter="H", name="Hộ tịch", waiting=4),),
        tickets=(_queued,),
    ),
    CounterAnswer(
        seq=310,
        counter=_counter,
        current=_queued,
        dossiers=(_brief,),
        waiting=4,
        next=None,
        missed=(),
    ),
    WrittenDossier(
        format=FORMAT,
        id=_DOSSIER_ID,
        reference="K1-261123-0001",
        token=_TOKEN,
        centre="26740",
        kiosk="K1",
        procedure=_BIRTH,
        procedure_version=1,
        lang="vi",
        created_at=_AT,
        consent=WrittenConsent(given_at=_AT, text_version="2026-11", lang="vi"),
        persons={"requester": {"name": WrittenValue(text="Trần Thị MẪU", source="card")}},
        answers={"relation": "grandparent"},
        papers={"birth_notice": WrittenPaper(state=PaperState.CAPTURED, files=(_DIGEST,))},
        open_items=("child.birth_place",),
        ticket=_TICKET_ID,
    ),
    NoData(reason="Kết hôn trước năm 2000, dữ liệu chưa có."),
    Verdict(kind="supplement", reason="Ảnh mờ.", remark="Đã gọi điện.", papers=("birth_notice",)),
    WantedForm(reason="Chờ nơi khác xác minh.", new_day=date(2026, 11, 30)),
    ReceivedAnswer(
        dossier=ReceivedDossier(id=_DOSSIER_ID, state=DossierState.WAITING_CHECK, received_at=_AT)
    ),
    DossierList(dossiers=(_waiting_brief,)),
    DossierAnswer(dossier=_whole),
    WantedDossiers(code="K1-261123-0001", card="079157000011"),
    FoundDossiers(found=(_submission_status,)),
    StatusAnswer(status=_submission_status),
    NewNotice(id=_NOTICE_ID, kind=CALL_STAFF, kiosk="K1"),
    TakenNotice(notice=NoticeId(id=_NOTICE_ID)),
    NewRating(id=_NOTICE_ID, stars=3, reason=RatingReason.WAITED, procedure=_BIRTH, kiosk="K1"),
    TakenRating(rating=RatingId(id=_NOTICE_ID)),
    Ratings(days=(_rating_day,)),
    NoticeAnswer(notice=_notice),
    NoticeStandsAnswer(notice=NoticeStands(id=_NOTICE_ID, state=NoticeState.COMING)),
    Notices(notices=(_notice,)),
    *OF_CENTRES,
    Health(status="ok", schema_version=3, store=StoreHealth(kind="sqlite", version="3.53.4"), time=_AT),
    *OF_FIGURES,
    *OF_OFFICERS,
    *OF_OPENING,
    *OF_PAIRING,
    *(*OF_RESULTS, *OF_UPSTREAM),
    *OF_UPLOADS,
)
