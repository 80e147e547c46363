"""The dossier as bytes: canonical JSON (sorted keys, no spaces, UTF-8, NFC), the same at kiosk and hub."""

from __future__ import annotations

import json
import unicodedata
from datetime import datetime
from typing import Any

from kiosk.dossier.model import Consent, Dossier, PaperEntry, PaperState, Person, Value

FORMAT = 1


class DossierFormatError(ValueError):
    """Bytes that are no dossier of this format. The message holds no personal data."""


def canonical(value: Any) -> bytes:
    """Any JSON value in its one canonical form; every text becomes NFC."""
    text = json.dumps(_nfc(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def to_json(dossier: Dossier) -> bytes:
    """The dossier as canonical JSON: the same dossier always gives the same bytes."""
    return canonical(
        {
            "format": FORMAT,
            "id": dossier.id,
            "reference": dossier.reference,
            "token": dossier.token,
            "centre": dossier.centre,
            "kiosk": dossier.kiosk,
            "procedure": dossier.procedure,
            "procedure_version": dossier.procedure_version,
            "lang": dossier.lang,
            "created_at": dossier.created_at.isoformat(),
            "consent": {
                "given_at": dossier.consent.given_at.isoformat(),
                "text_version": dossier.consent.text_version,
                "lang": dossier.consent.lang,
            },
            "persons": {role: _person_out(person) for role, person in dossier.persons.items()},
            "answers": dict(dossier.answers),
            "papers": {
                paper: {"state": entry.state.value, "files": list(entry.files)}
                for paper, entry in dossier.papers.items()
            },
            "ticket": dossier.ticket,
        }
    )


def from_json(content: bytes) -> Dossier:
    """The dossier in `content`. Raises DossierFormatError for anything else, without quoting it."""
    try:
        found = _nfc(json.loads(content))
        if found["format"] != FORMAT:
            raise DossierFormatError(f"format {found['format']!r} is not {FORMAT}")
        consent = found["consent"]
        return Dossier(
            id=_text(found, "id"),
            reference=_text(found, "reference"),
            token=_text(found, "token"),
            centre=_text(found, "centre"),
            kiosk=_text(found, "kiosk"),
            procedure=_text(found, "procedure"),
            procedure_version=int(found["procedure_version"]),
            lang=_text(found, "lang"),
            created_at=_moment(found, "created_at"),
            consent=Consent(
                _moment(consent, "given_at"), _text(consent, "text_version"), _text(consent, "lang")
            ),
            persons={str(role): _person_in(values) for role, values in found["persons"].items()},
            answers={str(step): _text(found["answers"], step) for step in found["answers"]},
            papers={
                str(paper): PaperEntry(PaperState(entry["state"]), tuple(map(str, entry["files"])))
                for paper, entry in found["papers"].items()
            },
            ticket=None if found["ticket"] is None else _text(found, "ticket"),
        )
    except DossierFormatError:
        raise
    except KeyError as error:
        raise DossierFormatError(f"{error.args[0]} is missing") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise DossierFormatError(f"not a dossier: {type(error).__name__}") from None


def _person_out(person: Person) -> dict[str, dict[str, str]]:
    return {name: {"text": value.text, "source": value.source} for name, value in person.values.items()}


def _person_in(values: dict[str, Any]) -> Person:
    found = {}
    for name, value in values.items():
        if value["source"] not in ("card", "typed", "card_typed_over"):
            raise DossierFormatError("a value's source is unknown")
        found[str(name)] = Value(_text(value, "text"), value["source"])
    return Person(found)


def _text(found: dict[str, Any], key: str) -> str:
    value = found[key]
    if not isinstance(value, str):
        raise DossierFormatError(f"{key} is not a text")
    return value


def _moment(found: dict[str, Any], key: str) -> datetime:
    moment = datetime.fromisoformat(_text(found, key))
    if moment.tzinfo is None:
        raise DossierFormatError(f"{key} has no zone")
    return moment


def _nfc(value: Any) -> Any:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case dict():
            return {unicodedata.normalize("NFC", key): _nfc(item) for key, item in value.items()}
        case list():
            return [_nfc(item) for item in value]
        case _:
            return value
