"""Tells in words who decides a procedure and where it may be handed in."""

from __future__ import annotations

from kiosk.catalogue.competence import Point, Route
from kiosk.catalogue.describe import source_words, words
from kiosk.catalogue.wards import Ward
from kiosk.language.messages import N_, Messages

_KINDS = {
    "city": N_("the city's public service centre"),
    "region": N_("regional public service centre {id}, name not published"),
    "team": N_("area team {id}, name not published"),
}
_SIGNERS = {"chair": N_("the chair"), "deputy_chair": N_("a deputy chair")}
DELEGATED = N_("a civil servant to whom the chair has delegated it (task {numbers} of resolution 29/2025)")
OF_CONTRACTS = N_("only one who is qualified, and not where such contracts have gone over to notaries")


def authority_name(route: Route, lang: str, messages: Messages) -> str:
    """Names who decides: "Ủy ban nhân dân Phường An Đông"."""
    name = words(route.authority.name, lang, messages)
    if route.authority_ward is None:
        return name
    ward = place_name(route.authority_ward, lang, messages)
    return messages.text(lang, "{authority}, {ward}", authority=name, ward=ward)


def place_name(place: Ward | Point, lang: str, messages: Messages) -> str:
    """Names a ward or an intake point; one without a published name by its kind and id."""
    if isinstance(place, Ward):
        return place.full_name_en if lang == "en" else place.full_name
    if place.name is not None and lang != "en":
        return place.name
    return messages.text(lang, _KINDS[place.kind], id=place.id)


def signers(route: Route, lang: str, messages: Messages) -> str:
    """Says who may sign the result."""
    found = [messages.text(lang, _SIGNERS[signer]) for signer in route.signers]
    if route.tasks:
        numbers = ", ".join(str(task.number) for task in route.tasks)
        found.append(messages.text(lang, DELEGATED, numbers=numbers))
    if any(task.group == "contracts" for task in route.tasks):
        found[-1] += f" ({messages.text(lang, OF_CONTRACTS)})"
    return "; ".join(found) or messages.text(lang, "not published")


def route_lines(route: Route, lang: str, messages: Messages) -> tuple[str, ...]:
    """Writes the answer line by line: who decides, here or where, slip, why, who signs, whom to phone,
    sources.
    """
    text = messages.text
    authority, at = authority_name(route, lang, messages), place_name(route.at, lang, messages)
    return (
        text(lang, "Decided by: {authority}", authority=authority),
        text(lang, "Hand in: here, at {place}", place=at)
        if route.here
        else text(lang, "Hand in: not at {place}, but with {authority}", place=at, authority=authority),
        text(lang, "Transfer slip: needed") if route.slip else text(lang, "Transfer slip: not needed"),
        text(lang, "Why: {why}", why=words(route.why, lang, messages)),
        text(lang, "Signed by: {signers}", signers=signers(route, lang, messages)),
        text(lang, "Phone: {phone}", phone=route.authority.phone or text(lang, "not published")),
        *(source_words(source, lang, messages) for source in route.sources),
    )
