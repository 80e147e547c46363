"""All that is told of some procedures, case by case, as it was approved: on a screen, on paper, by the robot;
when a result is due; who decides and where.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from config.load import PROCEDURES
from config.text import Text
from kiosk.catalogue import describe
from kiosk.catalogue.competence import Competence
from kiosk.catalogue.deadlines import SESSIONS, DueBasis, Pause, due, extended
from kiosk.catalogue.fees import breakdown
from kiosk.catalogue.graph import graph
from kiosk.catalogue.procedure import TimeLimit
from kiosk.catalogue.review import conditions, routes, texts_of
from kiosk.catalogue.sources import Sources
from kiosk.clock import ICT
from kiosk.language.messages import Messages
from robot.answers import answer
from tests import approved
from tests.approved import listed
from tests.catalogues import opened
from tests.centres import SAIGON
from ui.commands import MESSAGES

CATALOGUE = opened(Sources(PROCEDURES))
WORDS = Messages.from_folder(MESSAGES)
CODES = "1.001193", "2.000815", "2.000635", "2.000986", "1.000656", "1.004194"
TOPICS = "overview", "documents", "form", "fee", "time", "where", "steps", "eligibility", None
COMPETENCE = Competence.load()
MOMENTS = listed("""
2026-11-20T08:00; 2026-11-20T11:30; 2026-11-20T12:15; 2026-11-20T15:00; 2026-11-20T15:00:01;
2026-11-20T17:30; 2026-11-21T09:00; 2026-11-22T23:59; 2026-02-13T15:30; 2026-12-31T10:00;
2026-08-22T09:00; 2026-12-29T16:59
""")
PLACES = listed("""
phường Sài Gòn; sài gòn; phường Bến Nghé; bến nghé; p5 quận 5; phường 5 quận 5; phường 5; quận 1;
xài gòn; tân định; phường tân định quận một; xã bình hưng; bình chánh; phường an đông; chợ lớn;
phú nhuận; thủ đức; phường mười hai; củ chi; hồ chí minh; xã; phường; 5; quận 13;
phường bến thành quận ba; phuong ben thanh; thị trấn củ chi; hóc môn
""")


def told(about: str, rows: dict[str, object]) -> None:
    approved.hold(__file__, {f"{about}: {name}": value for name, value in rows.items()})


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", CODES)
def test_what_is_told_of_each_case(code: str, lang: str) -> None:
    one = CATALOGUE.procedures[code]
    rows: dict[str, object] = {}
    for answers in [{}, *routes(one)]:
        fees = {channel: breakdown(one, answers, channel) for channel in ("counter", "online")}
        case = " ".join(f"{step}={given}" for step, given in answers.items()) or "any"
        rows[f"{lang} {case}"] = [
            describe.time_lines(one, lang, WORDS, answers),
            describe.fee_lines(one, lang, WORDS, answers),
            describe.paper_lines(one, lang, WORDS, answers),
            [repr(paper.id) for paper in describe.replaced_papers(one, answers)],
            [(describe.total_words(each, lang, WORDS), repr(each)) for each in fees.values()],
            [repr(answer(one, topic, answers, lang, WORDS)) for topic in TOPICS],
        ]
    cited = describe.citation_lines(one, lang, WORDS), describe.where_line(one, lang, WORDS)
    rows[lang] = [
        cited,
        graph(one, lang, {}),
        [repr(text) for text in texts_of(one)],
        repr([*conditions(one)]),
    ]
    told(code, rows)


def limit(quantity: int | None, unit: str = "working_day", until: int | None = None) -> TimeLimit:
    values = {"quantity": quantity, "unit": unit, "same_day_until": until}
    return TimeLimit.model_validate({"source": "x", "case": Text(vi="a", en="a"), **values})


LIMITS = {
    "same day": limit(1, until=15),
    "1 working day": limit(1),
    "8 working days": limit(8),
    "1 day": limit(1, "day"),
    "15 days": limit(15, "day"),
    "1 hour": limit(1, "hour"),
    "12 hours": limit(12, "hour"),
    "none": limit(None),
    "a year": limit(365, "day"),
}


@pytest.mark.parametrize("name", LIMITS)
def test_when_a_result_is_due(name: str) -> None:
    one = LIMITS[name]
    told("words", {name: [describe.time_words(one, lang, WORDS) for lang in ("vi", "en")]})
    for text in MOMENTS:
        at = datetime.fromisoformat(text).replace(tzinfo=ICT)
        pauses = {
            "": (),
            "with a pause": (Pause(at + timedelta(hours=1), at + timedelta(days=2)),),
            "with a short pause": (Pause(at + timedelta(minutes=5), at + timedelta(hours=3)),),
            "while one lasts": (Pause(at + timedelta(minutes=5)),),
            "with two pauses": (
                Pause(at + timedelta(days=3), at + timedelta(days=4)),
                Pause(at + timedelta(minutes=5), at + timedelta(days=1)),
            ),
        }
        for how, between in pauses.items():
            found = due(at, one, SAIGON.timetable, "ho_tich", between)
            lines = [found.line(lang, WORDS) for lang in ("vi", "en")]
            basis = DueBasis.of(found, one, "1")
            assert basis.due(found.day) == found
            told("due", {f"{name}, {text} {how}": [str(found.day), *lines]})
    assert len(SESSIONS) == 2


def test_an_extension_names_an_open_day() -> None:
    at = datetime(2026, 11, 20, 8, tzinfo=ICT)
    first = due(at, LIMITS["8 working days"], SAIGON.timetable)
    for days in (14, 15, 16, 17, 30, 60):
        found = extended(first, at.date() + timedelta(days=days), SAIGON.timetable)
        told("extended", {str(days): [str(found.day), found.line("vi", WORDS), found.line("en", WORDS)]})


def test_who_decides_and_where() -> None:
    wards = [COMPETENCE.wards[code] for code in ("26743", "27316", "26740")]
    points = sorted(COMPETENCE.points)[:3]
    rows: dict[str, object] = {}
    for code in sorted(CATALOGUE.entries)[::9]:
        for ward in wards:
            places = {
                **{point: COMPETENCE.place(point) for point in points},
                "home": ward,
                "elsewhere": wards[0],
            }
            for name, at in places.items():
                for on in (date(2026, 11, 28), date(2025, 7, 1)):
                    found = COMPETENCE.route(CATALOGUE.entries[code], ward, at, on)
                    rows[f"{code} of {ward.code} at {name}, {on}"] = repr(found)
    told("route", rows)


def test_how_wards_are_found() -> None:
    for text in PLACES:
        told("ward", {text: [repr(match) for match in COMPETENCE.wards.find(text)]})
