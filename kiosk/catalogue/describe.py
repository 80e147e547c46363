"""Describes a procedure's facts in the words of a language: for screen, slip, robot and
voice.

What nobody stated is told as "chưa công bố", never as "miễn phí". Every line can be told with its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from config.text import Text
from kiosk.catalogue.fees import Breakdown, FeeLine
from kiosk.catalogue.fees import fee_lines as counted_fees
from kiosk.catalogue.procedure import Paper, Procedure, Source, TimeLimit
from kiosk.catalogue.rules import papers_for, times_for
from kiosk.language.messages import N_, Messages

NOTHING: Mapping[str, str] = {}

_CHANNELS = {"counter": N_("at the counter"), "online": N_("online"), "post": N_("by post")}
_UNITS = {
    "hour": N_("{count} working hours"),
    "day": N_("{count} days"),
    "working_day": N_("{count} working days"),
}
_ONE = {"hour": N_("1 working hour"), "day": N_("1 day"), "working_day": N_("1 working day")}


@dataclass(frozen=True, slots=True)
class Citation:
    """Says where a statement comes from, for the line under it."""

    title: str
    seen: str


def words(text: Text, lang: str, messages: Messages) -> str:
    """Gives a text of settings or procedures in `lang`.

    Vietnamese and English stand in the data; another language translates the English in its message
    catalogue, and where it lacks one the Vietnamese is told.
    """
    if lang in ("vi", "en"):
        return str(getattr(text, lang))
    return messages.text(lang, text.en) if messages.has(lang, text.en) else text.vi


def time_lines(
    procedure: Procedure, lang: str, messages: Messages, answers: Mapping[str, str] = NOTHING
) -> tuple[str, ...]:
    """Writes one line a time limit: "case: how long". Without answers also those that depend on them."""
    limits = times_for(procedure, answers) if answers else procedure.times
    return tuple(
        f"{words(limit.case, lang, messages)}: {time_words(limit, lang, messages)}" for limit in limits
    )


def time_words(limit: TimeLimit, lang: str, messages: Messages) -> str:
    """Writes how long, without the case: "3 ngày làm việc"."""
    if limit.quantity is None:
        return messages.text(lang, "not published")
    if limit.same_day_until is not None:
        return messages.text(
            lang,
            "within the working day; after {hour}:00, the next working day",
            hour=limit.same_day_until,
        )
    if limit.quantity == 1:
        return messages.text(lang, _ONE[limit.unit])
    return messages.text(lang, _UNITS[limit.unit], count=limit.quantity)


def fee_lines(
    procedure: Procedure,
    lang: str,
    messages: Messages,
    answers: Mapping[str, str] = NOTHING,
    channel: str | None = None,
) -> tuple[str, ...]:
    """Writes one line a fee: "what, channel: amount (note)", counted out where the answers allow it."""
    return tuple(fee_words(line, lang, messages) for line in counted_fees(procedure, answers, channel))


def fee_words(line: FeeLine, lang: str, messages: Messages) -> str:
    """Writes one fee: "what, channel: amount (note)"."""
    fee = line.fee
    channel = messages.text(lang, _CHANNELS[fee.channel])
    said = f"{words(fee.what, lang, messages)}, {channel}: {amount_words(line, lang, messages)}"
    remark = fee_remark(line, lang, messages)
    return f"{said} ({remark})" if remark else said


def amount_words(line: FeeLine, lang: str, messages: Messages) -> str:
    """Writes the amount of one fee, with how it is counted: "9 × 6.000 đồng = 54.000 đồng"."""
    amount = money(line.amount, lang, messages)
    return amount if line.times == 1 else f"{line.times} × {money(line.each, lang, messages)} = {amount}"


def total_words(fees: Breakdown, lang: str, messages: Messages) -> str:
    """Writes the total; where a part is not known, that the officer says it."""
    if fees.total is None:
        return messages.text(lang, "not published: the officer says how much")
    return money(fees.total, lang, messages)


def money(amount: int | None, lang: str, messages: Messages) -> str:
    """Writes an amount in đồng; None is "not published". 0 is told as 0."""
    if amount is None:
        return messages.text(lang, "not published")
    digits = f"{amount:,}"
    return messages.text(lang, "{amount} VND", amount=digits if lang == "en" else digits.replace(",", "."))


def paper_lines(
    procedure: Procedure, lang: str, messages: Messages, answers: Mapping[str, str] = NOTHING
) -> tuple[str, ...]:
    """Writes one line a paper: "name (how it is needed)", those not to bring last. Without answers all of
    them, the conditional ones so marked.
    """
    found = papers_for(procedure, answers) if answers else procedure.papers
    papers = sorted(found, key=lambda paper: paper.replaced_by is not None)
    return tuple(paper_words(paper, lang, messages, decided=bool(answers)) for paper in papers)


def paper_words(paper: Paper, lang: str, messages: Messages, decided: bool = True) -> str:
    """Writes one paper: "name (how it is needed)"."""
    need = paper_need(paper, lang, messages, decided)
    name = words(paper.name, lang, messages)
    return f"{name} ({need})" if need else name


def paper_need(paper: Paper, lang: str, messages: Messages, decided: bool = False) -> str:
    """Says how a paper is needed, in a few words: "1 bản chính", "cho xem tại quầy", "nếu có", "tùy trường
    hợp", "không cần mang, đã có trong …".

    `decided`: the answers are known, so that a condition needs no mention.
    """
    text = messages.text
    parts = []
    if paper.when is not None and not decided:
        parts.append(text(lang, "depending on your case"))
    if paper.replaced_by is not None:
        parts.append(text(lang, "no need to bring it"))
        parts.append(replaced_words(paper, lang, messages))
    elif paper.need == "asked":
        parts.append(text(lang, "if you have it"))
    elif paper.need == "shown":
        parts.append(text(lang, "to be shown at the counter"))
    else:
        if paper.originals:
            parts.append(text(lang, "original: {count}", count=paper.originals))
        if paper.copies:
            parts.append(text(lang, "copies: {count}", count=paper.copies))
    return ", ".join(parts)


def replaced_words(paper: Paper, lang: str, messages: Messages) -> str:
    """Says what holds the same as a paper that need not be brought; empty for one that is brought."""
    if paper.replaced_by is None:
        return ""
    by = words(paper.replaced_by.by, lang, messages)
    return messages.text(lang, "it is already in {database}", database=by)


def replaced_papers(procedure: Procedure, answers: Mapping[str, str] = NOTHING) -> tuple[Paper, ...]:
    """Lists the papers that need not be brought; without answers also those that depend on them."""
    found = papers_for(procedure, answers) if answers else procedure.papers
    return tuple(paper for paper in found if paper.replaced_by is not None)


def where_line(procedure: Procedure, lang: str, messages: Messages) -> str:
    """Says where it is handed in."""
    return words(procedure.where, lang, messages)


def citation(procedure: Procedure, lang: str, messages: Messages, source: str | None = None) -> str:
    """Cites `source` (a key of `sources`), else the procedure's main source: "Nguồn: …, xem ngày …"."""
    return source_words(procedure.sources[source or procedure.where_source], lang, messages)


def citation_lines(procedure: Procedure, lang: str, messages: Messages) -> tuple[str, ...]:
    """Writes one line for every source of the procedure, the main one first."""
    first = procedure.where_source
    keys = (first, *(key for key in procedure.sources if key != first))
    return tuple(citation(procedure, lang, messages, key) for key in keys)


def citations(
    procedure: Procedure, keys: Iterable[str], lang: str, messages: Messages
) -> tuple[Citation, ...]:
    """Lists the sources of those keys, each once; `seen` is ISO 8601."""
    found = [procedure.sources[key] for key in dict.fromkeys(keys)]
    return tuple(Citation(words(source.title, lang, messages), source.seen.isoformat()) for source in found)


def source_words(source: Source, lang: str, messages: Messages) -> str:
    """Describes one source: title, day seen, validity where stated, and if an officer should confirm it."""
    text = messages.text
    title, seen = words(source.title, lang, messages), day_words(source.seen, lang)
    parts = [text(lang, "Source: {title}, seen {day}", title=title, day=seen)]
    if source.valid_from is not None:
        parts.append(text(lang, "valid from {day}", day=day_words(source.valid_from, lang)))
    if source.valid_to is not None:
        parts.append(text(lang, "valid to {day}", day=day_words(source.valid_to, lang)))
    if source.confidence != "high":
        parts.append(text(lang, "please confirm with an officer"))
    return "; ".join(parts)


def day_words(day: date, lang: str) -> str:
    """Writes a day as people of that language do: 18/07/2026, 18 July 2026."""
    return format_date(day, "d MMMM y", locale="en") if lang == "en" else f"{day:%d/%m/%Y}"


def fee_remark(line: FeeLine, lang: str, messages: Messages) -> str:
    """Tells the fee's note and who is exempt; empty where there is neither."""
    found = (line.fee.note, line.fee.exempt)
    return "; ".join(words(remark, lang, messages).rstrip(".") for remark in found if remark)
