"""Reads a submission's XML, and makes a dossier of it by the form's mapping."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from kiosk.contract.dossier import FORMAT, PaperState
from kiosk.dossier.codec import DossierFormatError, canonical, from_json
from kiosk.dossier.model import Dossier
from kiosk.hub.openrosa.forms import Form
from kiosk.hub.problems import ProblemError

MOST_XML = 256 * 1024


@dataclass(frozen=True, slots=True)
class Submission:
    """Holds one submission: the form that it answers, its instanceID, and its XML as a tree."""

    form: str
    instance: str
    tree: ET.Element = field(repr=False)

    @property
    def dossier_id(self) -> str:
        """Gives the dossier's id: the same for each repetition."""
        try:
            return str(uuid.UUID(self.instance.removeprefix("uuid:")))
        except ValueError:
            return str(uuid.uuid5(uuid.NAMESPACE_URL, self.instance))

    def texts(self, path: str) -> list[str]:
        """Gives what stands at a path, once for each repetition, without what is empty."""
        return [text for one in _at(self.tree, path) if (text := (one.text or "").strip())]

    def text(self, path: str) -> str:
        """Gives the one text at a path, or an empty one."""
        return next(iter(self.texts(path)), "")


def read_submission(xml: bytes) -> Submission:
    """Reads the XML. 422 `invalid` for anything else, and for one without an instanceID; a document type, by
    which entities are defined, is refused.
    """
    if len(xml) > MOST_XML or b"<!DOCTYPE" in xml or b"\x00" in xml:
        raise ProblemError("invalid", "not a submission's XML")
    try:
        tree = ET.fromstring(xml)  # noqa: S314 - no document type, so no entities
    except ET.ParseError:
        raise ProblemError("invalid", "not XML") from None
    instance = next((one.text or "" for one in tree.iter() if _local(one) == "instanceID"), "").strip()
    if not 1 <= len(instance) <= 200:
        raise ProblemError("invalid", "an instanceID is needed")
    if any(_local(one) == "deprecatedID" and (one.text or "").strip() for one in tree.iter()):
        raise ProblemError("instance_differs", "what was handed in is not changed: hand in a new one")
    return Submission(tree.get("id", ""), instance, tree)


def named_files(form: Form, submission: Submission) -> dict[str, tuple[str, ...]]:
    """Lists the pictures that the XML names, by paper."""
    found = {
        paper: tuple(name for path in paths for name in submission.texts(path))
        for paper, paths in form.mapped.papers.items()
    }
    return {paper: names for paper, names in found.items() if names}


@dataclass(frozen=True, slots=True)
class Names:
    """Holds what the hub gives a dossier that comes without them."""

    reference: str
    token: str = field(repr=False)
    centre: str
    at: datetime


def dossier_of(form: Form, submission: Submission, files: Mapping[str, str], names: Names) -> Dossier:
    """Makes the dossier; `files` are the digests of the pictures by their names. 422 `invalid` where the
    contract refuses it, `consent_missing` where nobody agreed.
    """
    mapped = form.mapped
    if submission.text(mapped.consent) != "yes":
        raise ProblemError("consent_missing", "the person has not agreed")
    papers = named_files(form, submission)
    moment = names.at.isoformat()
    written = {
        "format": FORMAT,
        "id": submission.dossier_id,
        "reference": names.reference,
        "token": names.token,
        "centre": names.centre,
        "kiosk": mapped.kiosk,
        "procedure": mapped.procedure,
        "procedure_version": mapped.procedure_version,
        "lang": mapped.lang,
        "created_at": moment,
        "consent": {"given_at": moment, "text_version": mapped.consent_version, "lang": mapped.lang},
        "persons": _persons(form, submission),
        "answers": {key: text for key, path in mapped.answers.items() if (text := submission.text(path))},
        "papers": {paper: _paper([files[name] for name in papers.get(paper, ())]) for paper in mapped.papers},
        "open_items": list(mapped.open_items),
        "ticket": None,
    }
    try:
        return from_json(canonical(written))
    except DossierFormatError as error:
        raise ProblemError("invalid", str(error)) from None


def check(form: Form, submission: Submission, centre: str, at: datetime) -> None:
    """Refuses, as `dossier_of` does, before any picture is kept."""
    names = {name for named in named_files(form, submission).values() for name in named}
    dossier_of(form, submission, dict.fromkeys(names, "0" * 64), Names("CHECK", "0" * 16, centre, at))


def _paper(digests: list[str]) -> dict[str, Any]:
    state = PaperState.CAPTURED if digests else PaperState.AT_COUNTER
    return {"state": state.value, "files": digests}


def _persons(form: Form, submission: Submission) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for item, path in form.mapped.persons.items():
        role, _, name = item.partition(".")
        if text := submission.text(path):
            found.setdefault(role, {})[name] = {"text": text, "source": "typed"}
    return found


def _at(tree: ET.Element, path: str) -> Iterator[ET.Element]:
    first, *rest = path.strip("/").split("/")
    level = [tree] if _local(tree) == first else []
    for name in rest:
        level = [one for parent in level for one in parent if _local(one) == name]
    yield from level


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
