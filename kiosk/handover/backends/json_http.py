"""Hands dossiers over as JSON over HTTP: the interface that this program publishes for who has none of their
own (docs/reliability.md describes it).

Pages go first, each by `PUT /files/{sha256}`; then `POST /dossiers` or `POST /states` with an
Idempotency-Key. Only 201 and 202 with JSON that names our dossier and key count. `GET /deliveries/{key}`
tells what arrived: the same words, or 404 with a problem detail of id `unknown_delivery`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.text import WebAddress
from kiosk.dossier.codec import canonical
from kiosk.dossier.files import digest_of
from kiosk.handover.backends._secrets import secret
from kiosk.http import NOT_CONNECTED, Answer, HttpClient
from kiosk.ports.backend import (
    Absent,
    Acknowledged,
    AskResult,
    Consignment,
    Disputed,
    SendResult,
    Turned,
    Unreached,
    Unsure,
)
from kiosk.ports.device import Fault

FORMAT = 1
TAKEN = frozenset({201, 202})
KNOWN_ALREADY = "known_already"
NOT_THERE = "unknown_delivery"
FINAL = frozenset({400, 404, 405, 409, 413, 415, 422})


class Options(BaseModel):
    """Holds what a profile may set. `mappings`: a folder with a file a procedure, `1.001193.toml`, that says
    where each of our values goes; a procedure without one is sent in our own words. `token_file` and
    `event_key_file`: one line each; by the second the backend signs what it tells back.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: WebAddress
    token_file: Path | None = None
    event_key_file: Path | None = None
    mappings: Path | None = None
    timeout_s: float = Field(default=10.0, gt=0, le=120)


class Mapping(BaseModel):
    """Says how a procedure's values are called there. `fields`: their name, as "part.name", by ours
    ("requester.name", "answer.relation"); `constants`: what is always sent.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fields: dict[str, str] = {}
    constants: dict[str, str | int | bool] = {}


class _Taken(BaseModel):
    dossier: str
    key: str
    reference: str = Field(min_length=1, max_length=100)


class _Envelope(BaseModel):
    accepted: _Taken


@dataclass(frozen=True, slots=True)
class JsonBackend:
    """Implements `kiosk.ports.backend.Backend`."""

    http: HttpClient
    mappings: dict[str, Mapping]

    def send(self, what: Consignment) -> SendResult:
        """Sends the pages, then the dossier; or its state."""
        if what.kind == "dossier":
            for digest in dict.fromkeys(digest for paper in what.papers for digest in paper.files):
                refused = self._send_page(digest, what.content(digest))
                if refused is not None:
                    return refused
        path = "/dossiers" if what.kind == "dossier" else "/states"
        body = canonical(envelope(what, self.mappings.get(what.procedure)))
        answer = self.http.post(path, body, key=what.key)
        if isinstance(answer, Fault):
            return _not_answered(answer)
        if answer.ours and answer.status in FINAL and answer.problem != KNOWN_ALREADY:
            return Turned(f"{answer.status} {answer.problem} {answer.body.get('detail', '')}".strip())
        return _acknowledged(answer, what) or Unsure(f"status {answer.status} {answer.problem}".strip())

    def ask(self, what: Consignment) -> AskResult:
        """Asks by the key of the delivery."""
        answer = self.http.get(f"/deliveries/{what.key}")
        if isinstance(answer, Fault):
            return Unsure(answer.detail)
        if answer.ours and answer.status == 404 and answer.problem == NOT_THERE:
            return Absent()
        found = _taken(answer, frozenset({200}))
        if found is None:
            return Unsure(f"status {answer.status} {answer.problem}".strip())
        if found.key != what.key:
            return Unsure("the answer is about another dossier")
        if found.dossier != what.dossier:
            return Disputed("another dossier has this key there")
        return Acknowledged(found.reference)

    def close(self) -> None:
        """Does nothing: a request ends by its time-out."""

    def _send_page(self, digest: str, content: bytes) -> Turned | Unreached | None:
        """Sends one page; nothing is handed over by it, so it may be repeated."""
        answer = self.http.put(f"/files/{digest}", content)
        if isinstance(answer, Fault):
            return Unreached(answer.detail)
        if answer.ours and answer.status in TAKEN and answer.body.get("sha256") == digest_of(content):
            return None
        if answer.ours and answer.status in FINAL:
            return Turned(f"a page: {answer.status} {answer.problem}".strip())
        return Unreached(f"a page: status {answer.status}")


def make(options: Options) -> JsonBackend:
    """Builds the backend; ValueError or OSError where a file of its options can't be used."""
    client = HttpClient(options.url, token=secret(options.token_file), timeout_s=options.timeout_s)
    return JsonBackend(client, load_mappings(options.mappings))


def load_mappings(folder: Path | None) -> dict[str, Mapping]:
    """Loads the mappings by procedure. ValueError with one line where a file is wrong."""
    found: dict[str, Mapping] = {}
    for path in sorted(folder.glob("*.toml")) if folder else ():
        try:
            found[path.stem] = Mapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
            raise ValueError(f"{path.name}: {str(error).splitlines()[0]}") from error
    return found


def envelope(what: Consignment, mapping: Mapping | None) -> dict[str, Any]:
    """Writes a consignment: who, what and where from, and the values in their words or in ours."""
    written: dict[str, Any] = {
        "format": FORMAT,
        "key": what.key,
        "device": what.device,
        "sequence": what.sequence,
        "dossier": what.dossier,
        "reference": what.reference,
        "code": what.code,
        "centre": what.centre,
        "procedure": what.procedure,
        "state": what.state,
        "state_at": what.state_at.isoformat(),
    }
    if what.kind == "state":
        return {**written, "note": what.note}
    return {
        **written,
        "procedure_name": what.procedure_name,
        "handed_in_at": what.handed_in_at.isoformat(),
        "fee": what.fee,
        "papers": [
            {"id": paper.id, "name": paper.name, "state": paper.state, "files": list(paper.files)}
            for paper in what.papers
        ],
        "data": own_words(what) if mapping is None else mapped(what, mapping),
    }


def own_words(what: Consignment) -> dict[str, Any]:
    """Gives all values in our own words."""
    persons = {role: dict(values) for role, values in what.persons.items()}
    return {"persons": persons, "answers": dict(what.answers)}


def mapped(what: Consignment, mapping: Mapping) -> dict[str, Any]:
    """Gives the values that the mapping names, each at its place; one that was left out stays out."""
    values = {f"answer.{step}": value for step, value in what.answers.items()}
    for role, person in what.persons.items():
        values |= {f"{role}.{name}": text for name, text in person.items()}
    named = {theirs: values[ours] for theirs, ours in mapping.fields.items() if values.get(ours)}
    data: dict[str, Any] = {}
    for path, value in {**mapping.constants, **named}.items():
        *parts, last = path.split(".")
        inner = data
        for part in parts:
            inner = inner.setdefault(part, {})
        inner[last] = value
    return data


def _not_answered(fault: Fault) -> Unreached | Unsure:
    return Unreached(fault.detail) if fault.detail in NOT_CONNECTED else Unsure(fault.detail)


def _acknowledged(answer: Answer, what: Consignment) -> Acknowledged | None:
    """Gives the acknowledgement; None where the answer is none, or is about something else."""
    found = _taken(answer, TAKEN)
    if found is None or found.dossier != what.dossier or found.key != what.key:
        return None
    return Acknowledged(found.reference)


def _taken(answer: Answer, statuses: frozenset[int]) -> _Taken | None:
    if not answer.ours or answer.status not in statuses:
        return None
    try:
        return _Envelope.model_validate(answer.body).accepted
    except ValidationError:
        return None
