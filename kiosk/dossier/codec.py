"""Encodes the dossier as canonical JSON (sorted keys, no spaces, UTF-8, NFC), the same at kiosk and hub."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from pydantic import ValidationError

from kiosk.contract.dossier import FORMAT, WrittenConsent, WrittenDossier, WrittenPaper, WrittenValue
from kiosk.contract.problem import places
from kiosk.contract.text import STORED
from kiosk.dossier.model import Consent, Dossier, PaperEntry, Person, Value


class DossierFormatError(ValueError):
    """Says that bytes are no dossier of this format. The message holds no personal data."""


def canonical(value: Any) -> bytes:
    """Encodes any JSON value in its one canonical form; every text becomes NFC."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode("utf-8")


def to_json(dossier: Dossier) -> bytes:
    """Encodes the dossier as canonical JSON: the same dossier always gives the same bytes."""
    return canonical(_written(dossier).model_dump(mode="json"))


def from_json(content: bytes) -> Dossier:
    """Reads the dossier in what came over the wire, in its normal form. Raises DossierFormatError for
    anything that the contract refuses, without quoting it.
    """
    return _read(content, None)


def from_stored(content: bytes) -> Dossier:
    """Reads a dossier stored here, as it is, whatever the contract's limits have become since."""
    return _read(content, STORED)


def _read(content: bytes, context: Any) -> Dossier:
    try:
        found = WrittenDossier.model_validate_json(content, context=context)
    except ValidationError as error:
        raise DossierFormatError(f"not acceptable: {places(error.errors(include_input=False))}") from None
    return Dossier(
        id=found.id,
        reference=found.reference,
        token=found.token,
        centre=found.centre,
        kiosk=found.kiosk,
        procedure=found.procedure,
        procedure_version=found.procedure_version,
        lang=found.lang,
        created_at=found.created_at,
        consent=Consent(found.consent.given_at, found.consent.text_version, found.consent.lang),
        persons={role: _person(values) for role, values in found.persons.items()},
        answers=found.answers,
        papers={paper: PaperEntry(entry.state, entry.files) for paper, entry in found.papers.items()},
        open_items=found.open_items,
        ticket=found.ticket,
    )


def _person(values: dict[str, WrittenValue]) -> Person:
    return Person({name: Value(value.text, value.source) for name, value in values.items()})


def _written(dossier: Dossier) -> WrittenDossier:
    """Converts the dossier to the contract's form; what was checked before is not checked again."""
    return WrittenDossier.model_construct(
        format=FORMAT,
        id=dossier.id,
        reference=dossier.reference,
        token=dossier.token,
        centre=dossier.centre,
        kiosk=dossier.kiosk,
        procedure=dossier.procedure,
        procedure_version=dossier.procedure_version,
        lang=dossier.lang,
        created_at=dossier.created_at,
        consent=WrittenConsent.model_construct(
            given_at=dossier.consent.given_at,
            text_version=dossier.consent.text_version,
            lang=dossier.consent.lang,
        ),
        persons={
            role: {
                name: WrittenValue.model_construct(text=value.text, source=value.source)
                for name, value in person.values.items()
            }
            for role, person in dossier.persons.items()
        },
        answers=dict(dossier.answers),
        papers={
            paper: WrittenPaper.model_construct(state=entry.state, files=entry.files)
            for paper, entry in dossier.papers.items()
        },
        open_items=dossier.open_items,
        ticket=dossier.ticket,
    )
