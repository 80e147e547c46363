"""Hands dossiers over to the national portal, by the messages that public code shows: DongBoHoSoMC,
CapNhatTienDoHoSoMC, DongBoTrangThaiHoSo, TraCuuHoSo.

NO OFFICIAL SPECIFICATION WAS SEEN. Every list on which sources differ, or which only one shows, is a table of
`config/backends/portal.toml`; a site names its own instead. The portal knows no key by which a repetition is
safe, so nothing is repeated before TraCuuHoSo has said that it has nothing. A message's `error_code` alone is
no acknowledgement: where the answer does not name our dossier, it is looked up.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.load import FOLDER
from config.text import WebAddress
from kiosk.clock import SystemClock
from kiosk.dossier.codec import canonical
from kiosk.handover.backends import _portal_items as items
from kiosk.handover.backends._portal_items import NotWritable, Tables
from kiosk.handover.backends._secrets import secret
from kiosk.http import NOT_CONNECTED, HttpClient
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
from kiosk.ports.time import Clock

TABLES = FOLDER / "backends" / "portal.toml"
LOG_IN, SEND = "/auth", "/integration"
MOST_MESSAGE = 120


class Options(BaseModel):
    """Holds what a profile may set. `user` and `password_file` open a session; `destination` is the header
    `dstcode` of the axis; `number` makes the dossier's number there of {unit}, {reference}, {code} and
    {dossier}; `owner_role` is whose dossier it is; `tables`: the site's own code lists.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: WebAddress
    user: str
    password_file: Path
    unit: str = Field(min_length=1, max_length=60)
    destination: str = ""
    number: str = "{unit}-{reference}"
    owner_role: str = "requester"
    tables: Path = TABLES
    timeout_s: float = Field(default=6.0, gt=0, le=120)
    event_key_file: Path | None = None


class _Said(BaseModel):
    """Holds an answer of the portal; one without `error_code` is none."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    error_code: str
    message: str = ""
    session: str = ""
    result: list[Any] = []


@dataclass
class PortalBackend:
    """Implements `kiosk.ports.backend.Backend`. A session is opened when it is needed."""

    http: HttpClient
    options: Options
    password: str = field(repr=False)
    tables: Tables = field(repr=False)
    clock: Clock = field(default_factory=SystemClock)
    _session: str = field(default="", repr=False)
    _until: float = 0.0

    def send(self, what: Consignment) -> SendResult:
        """Sends the message of the consignment."""
        try:
            service, body = self._message(what)
        except NotWritable as error:
            return Turned(str(error))
        said = self._call(service, body)
        if isinstance(said, Unreached | Unsure):
            return said
        if said.error_code in self.tables.codes.exists:
            return Unsure(f"{said.error_code}: it is there already, says the portal")
        if said.error_code not in self.tables.codes.success:
            return Turned(f"{said.error_code} {said.message[:MOST_MESSAGE]}".strip())
        named = [one.get("MaHoSo") for one in said.result if isinstance(one, Mapping)]
        number = self.number_of(what)
        return Acknowledged(number) if named == [number] else Unsure("the answer does not name the dossier")

    def ask(self, what: Consignment) -> AskResult:
        """Looks the dossier up by its number there, and compares what it finds with what was sent."""
        try:
            number = self.number_of(what)
            code = items.code_of(what.state, self.tables)
        except NotWritable as error:
            return Disputed(str(error))
        said = self._call("TraCuuHoSo", {"mahoso": number})
        if isinstance(said, Unreached | Unsure):
            return Unsure(said.reason)
        if said.error_code not in self.tables.codes.success:
            return Unsure(f"{said.error_code} {said.message[:MOST_MESSAGE]}".strip())
        return self._compared(what, said.result[0], number, code) if said.result else Absent()

    def close(self) -> None:
        """Does nothing: a request ends by its time-out."""

    def number_of(self, what: Consignment) -> str:
        """Gives the dossier's number at the portal, the same for ever. Raises NotWritable."""
        values = {"unit": self.options.unit, "reference": what.reference, "dossier": what.dossier}
        try:
            return self.options.number.format(**values, code=what.code or "")
        except (KeyError, IndexError, ValueError):
            raise NotWritable("the option `number` names something that there is not") from None

    def _compared(self, what: Consignment, found: Any, number: str, code: str) -> AskResult:
        """Compares whose it is, amount and state. A state that is not there yet was not told."""
        if not isinstance(found, Mapping) or "MaHoSo" not in found:
            return Unsure("not the answer that was expected")
        if found["MaHoSo"] != number:
            return Unsure("the answer is about another dossier")
        if found.get("ThongTinKhac", what.dossier) != what.dossier:
            return Disputed("another dossier has this number at the portal")
        fees = found.get("DanhSachLePhi")
        if isinstance(fees, list) and what.kind == "dossier" and _sum(fees) != (what.fee or 0):
            return Disputed(f"the fee there is {_sum(fees)}, sent was {what.fee or 0}")
        if what.kind == "state" and str(found.get("TrangThaiHoSo", "")) != code:
            return Absent()
        return Acknowledged(number)

    def _message(self, what: Consignment) -> tuple[str, dict[str, Any]]:
        number = self.number_of(what)
        if what.kind == "dossier":
            item = items.whole_item(what, number, self.tables, self.options.owner_role)
            return "DongBoHoSoMC", {"isUpdating": "False", "data": [item]}
        service = self.tables.messages.get(what.state)
        match service:
            case "DongBoHoSoMC":
                item = items.whole_item(what, number, self.tables, self.options.owner_role)
                return service, {"isUpdating": "True", "data": [item]}
            case "CapNhatTienDoHoSoMC":
                return service, {"data": [items.progress_item(what, number, self.tables)]}
            case "DongBoTrangThaiHoSo":
                return service, items.state_item(what, number, self.tables)
            case None:
                raise NotWritable(f"the portal's table messages has no {what.state}")

    def _call(self, service: str, body: Mapping[str, Any]) -> _Said | Unreached | Unsure:
        """Calls a service; a session that has ended is opened anew, once: nothing was taken by its answer."""
        said = self._in_session(service, body)
        if isinstance(said, _Said) and said.error_code in self.tables.codes.session_ended:
            self._session = ""
            said = self._in_session(service, body)
        if isinstance(said, _Said) and said.error_code in self.tables.codes.session_ended:
            self._session = ""
            return Unreached("the session ends at once")
        return said

    def _in_session(self, service: str, body: Mapping[str, Any]) -> _Said | Unreached | Unsure:
        if not self._session or self.clock.monotonic() >= self._until:
            opened = self._post(LOG_IN, {"username": self.options.user, "password": self.password})
            if not isinstance(opened, _Said):
                return Unreached(f"no session: {opened.reason}")
            if opened.error_code not in self.tables.codes.success or not opened.session:
                return Unreached(f"no session: {opened.error_code} {opened.message[:MOST_MESSAGE]}".strip())
            self._session = opened.session
            self._until = self.clock.monotonic() + self.tables.session.seconds
        said = {"session": self._session, "madonvi": self.options.unit, "service": service}
        return self._post(SEND, {**said, **body})

    def _post(self, path: str, body: Mapping[str, Any]) -> _Said | Unreached | Unsure:
        answer = self.http.post(path, canonical(body))
        if isinstance(answer, Fault):
            lost = Unreached if answer.detail in NOT_CONNECTED else Unsure
            return lost(answer.detail)
        if answer.status != 200 or not answer.ours:
            return Unsure(f"status {answer.status}, not the portal's answer")
        try:
            return _Said.model_validate(answer.body)
        except ValidationError:
            return Unsure("not the answer that was expected")


def make(options: Options) -> PortalBackend:
    """Builds the backend; ValueError or OSError where a file of its options can't be used."""
    headers = {"dstcode": options.destination} if options.destination else {}
    client = HttpClient(options.url, timeout_s=options.timeout_s, headers=headers)
    return PortalBackend(client, options, secret(options.password_file), load_tables(options.tables))


def load_tables(path: Path) -> Tables:
    """Loads the code lists. ValueError with one line where the file is wrong."""
    try:
        return Tables.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {str(error).splitlines()[0]}") from error
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise ValueError(f"{path.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _sum(fees: list[Any]) -> int:
    amounts = [one.get("Gia", "") for one in fees if isinstance(one, Mapping)]
    return sum(int(amount) for amount in map(str, amounts) if amount.isascii() and amount.isdigit())
