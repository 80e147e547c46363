"""Simulates an unreliable backend: the national portal's messages, and this program's own JSON interface.

What it takes is on its disk before it answers, so that it may be killed. It decides nothing by the time of
day. `takes_twice` files a repetition once more instead of refusing it: then only the sender keeps a dossier
from being there twice.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from devices.simulators.backend_moods import Mood, Temper

DONE, THERE, SESSION_ENDED, LIST_CHANGED, WRONG, UNKNOWN = "0", "3", "401", "-2", "-1", "-1"
NEEDED = ("MaHoSo", "MaTTHC", "TenTTHC", "LoaiDoiTuong", "NgayNopHoSo", "TrangThaiHoSo")
JSON, PROBLEM, HTML = "application/json", "application/problem+json", "text/html"
_CAPTIVE = b"<!doctype html><title>Wi-Fi</title><p>Please sign in to use this network."


@dataclass(frozen=True, slots=True)
class Reply:
    """Holds an answer; `after_s` is how long it takes."""

    status: int
    kind: str
    body: bytes
    after_s: float = 0.0


@dataclass(slots=True)
class Filed:
    """Holds what was taken under a number. `times`: how often it was filed as a new one."""

    number: str
    dossier: str
    state: str
    digest: str
    times: int = 1
    device: str = ""
    sequence: int = 0
    fees: list[Any] = field(default_factory=list)
    item: Mapping[str, Any] = field(default_factory=dict, repr=False)


class BackendSim:
    """Answers requests as a backend; `answer` None: the connection is closed without a word. Safe from
    several threads. `journal` is the file that it keeps what it takes in; None: in memory alone.
    """

    def __init__(self, journal: Path | None, temper: Temper, *, takes_twice: bool = False) -> None:
        self.temper, self._takes_twice = temper, takes_twice
        self.filed: dict[str, Filed] = {}
        self.keys: dict[str, str] = {}
        self.pages: set[str] = set()
        self.requests = 0
        self._sessions: set[str] = set()
        self._lock = threading.RLock()
        self._out = None
        if journal is not None:
            for change in _kept(journal):
                self._put(change)
            self._out = journal.open("a", encoding="utf-8")
            self._out.write("\n")  # after what a kill has torn

    def close(self) -> None:
        """Closes the file."""
        if self._out is not None:
            self._out.close()

    def answer(self, method: str, path: str, body: bytes, key: str = "") -> Reply | None:
        """Answers one request, in the mood of the moment."""
        with self._lock:
            self.requests += 1
            mood = self.temper.now()
            if mood.name in ("outage", "captive") or (mood.name == "bad_gateway" and self.temper.heads()):
                return _spoilt(mood, None)
            reply = self._served(method, path, body, key, mood)
        return _spoilt(mood, reply)

    def _served(self, method: str, path: str, body: bytes, key: str, mood: Mood) -> Reply:
        parts = path.strip("/").split("/")
        try:
            if (method, len(parts)) == ("POST", 1) and parts[0] in ("auth", "integration"):
                said = json.loads(body)
                return self._log_in(said) if parts[0] == "auth" else self._integration(said, mood)
            match method, parts:
                case "PUT", ["files", digest]:
                    return self._page(digest, body)
                case "POST", [("dossiers" | "states") as what]:
                    return self._taken(what, json.loads(body), key)
                case "GET", ["deliveries", asked]:
                    return self._delivery(asked)
        except (ValueError, KeyError, TypeError, AttributeError):
            return _problem(400, "bad_request")
        return _problem(404, "not_found")

    def _log_in(self, body: Mapping[str, Any]) -> Reply:
        if not body["username"] or not body["password"]:
            return _said(WRONG, "sai tài khoản")
        session = secrets.token_hex(8)
        self._sessions.add(session)
        return _json(200, {"error_code": DONE, "message": "", "session": session})

    def _integration(self, body: Mapping[str, Any], mood: Mood) -> Reply:
        if mood.name == "session_ended":
            self._sessions.clear()
        if body["session"] not in self._sessions:
            return _said(SESSION_ENDED, "phiên làm việc đã hết hạn")
        match body["service"]:
            case "DongBoHoSoMC":
                return self._whole(body["data"][0], body["isUpdating"] == "True", mood)
            case "CapNhatTienDoHoSoMC":
                item = body["data"][0]
                return self._state(item["MaHoSo"], item["TrangThai"], bool(item["NoiDungXuLy"]))
            case "DongBoTrangThaiHoSo":
                return self._state(body["MaHoSo"], body["TrangThai"], body["TrangThai"] in ("2", "5", "11"))
            case "TraCuuHoSo":
                return self._look_up(body["mahoso"])
        return _said(WRONG, "không có dịch vụ này")

    def _whole(self, item: dict[str, Any], updating: bool, mood: Mood) -> Reply:
        if any(not item[name] for name in NEEDED):
            return _said(WRONG, "thiếu trường bắt buộc")
        if mood.name == "list_changed":
            return _said(LIST_CHANGED, "giá trị không có trong danh mục")
        number = item["MaHoSo"]
        if updating and number not in self.filed:
            return _said(UNKNOWN, "không tìm thấy hồ sơ")
        if updating:
            return self._state(number, item["TrangThaiHoSo"], True)
        if number in self.filed and not self._takes_twice:
            return _said(THERE, "hồ sơ đã tồn tại")
        fees = item["DanhSachLePhi"]
        if mood.name == "amount_lost":
            fees = [{**one, "Gia": "0"} for one in fees]
        self._keep(
            {
                "number": number,
                "dossier": item["ThongTinKhac"],
                "state": item["TrangThaiHoSo"],
                "digest": digest(item),
                "fees": fees,
                "item": item,
            }
        )
        return _said(THERE, "hồ sơ đã tồn tại") if mood.name == "duplicate_refused" else _named(number)

    def _state(self, number: str, state: str, good: bool) -> Reply:
        if number not in self.filed:
            return _said(UNKNOWN, "không tìm thấy hồ sơ")
        if not good:
            return _said(WRONG, "giá trị không hợp lệ")
        self._keep({"state_of": number, "state": state})
        return _named(number)

    def _look_up(self, number: str) -> Reply:
        found = self.filed.get(number)
        if found is None:
            return _json(200, {"error_code": DONE, "message": "", "result": []})
        told = {
            "MaHoSo": number,
            "TrangThaiHoSo": found.state,
            "ThongTinKhac": found.dossier,
            "DanhSachLePhi": found.fees,
        }
        return _json(200, {"error_code": DONE, "message": "", "result": [told]})

    def _page(self, wanted: str, body: bytes) -> Reply:
        if hashlib.sha256(body).hexdigest() != wanted:
            return _problem(422, "digest_differs")
        self._keep({"page": wanted})
        return _json(201, {"sha256": wanted})

    def _taken(self, what: str, body: Mapping[str, Any], key: str) -> Reply:
        number = body["dossier"]
        if key != body["key"]:
            return _problem(422, "key_differs")
        if key in self.keys and not self._takes_twice:
            return self._accepted(201, key)
        if what == "states":
            if number not in self.filed:
                return _problem(404, "unknown_dossier")
            self._keep({"state_of": number, "state": body["state"], "key": key})
            return self._accepted(201, key)
        if any(one not in self.pages for paper in body["papers"] for one in paper["files"]):
            return _problem(409, "files_missing")
        self._keep(
            {
                "number": number,
                "dossier": number,
                "state": body["state"],
                "digest": digest(body),
                "key": key,
                "device": body["device"],
                "sequence": body["sequence"],
                "item": body,
            }
        )
        return self._accepted(201, key)

    def _delivery(self, key: str) -> Reply:
        return self._accepted(200, key) if key in self.keys else _problem(404, "unknown_delivery")

    def _accepted(self, status: int, key: str) -> Reply:
        number = self.keys[key]
        return _json(
            status, {"accepted": {"dossier": number, "key": key, "reference": f"SIM-{number[-12:]}"}}
        )

    def _keep(self, change: dict[str, Any]) -> None:
        """Writes a change to the disk, then makes it."""
        if self._out is not None:
            self._out.write(json.dumps(change, ensure_ascii=False) + "\n")
            self._out.flush()
            os.fsync(self._out.fileno())
        self._put(change)

    def _put(self, change: dict[str, Any]) -> None:
        if "page" in change:
            self.pages.add(change["page"])
            return
        number = change.get("state_of") or change["number"]
        if "key" in change:
            self.keys[change["key"]] = number
        if "state_of" in change:
            self.filed[number].state = change["state"]
        elif number in self.filed:
            self.filed[number].times += 1
        else:
            self.filed[number] = Filed(**{name: value for name, value in change.items() if name != "key"})


def digest(item: Mapping[str, Any]) -> str:
    """Gives the SHA-256 of an item, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(item, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _said(code: str, message: str) -> Reply:
    return _json(200, {"error_code": code, "message": message, "result": []})


def _named(number: str) -> Reply:
    return _json(200, {"error_code": DONE, "message": "thành công", "result": [{"MaHoSo": number}]})


def _json(status: int, value: Mapping[str, Any]) -> Reply:
    return Reply(status, JSON, json.dumps(value, ensure_ascii=False).encode())


def _problem(status: int, name: str) -> Reply:
    return Reply(status, PROBLEM, json.dumps({"id": name, "status": status}).encode())


def _spoilt(mood: Mood, reply: Reply | None) -> Reply | None:
    """Makes of an answer what comes back in that mood; `reply` None: nothing was done."""
    match mood.name:
        case "outage" | "silent":
            return None
        case "captive":
            return Reply(200, HTML, _CAPTIVE)
        case "bad_gateway":
            return Reply(502, HTML, b"<h1>502 Bad Gateway</h1>")
        case "schema_changed":
            return Reply(200, JSON, json.dumps({"status": "OK", "payload": {}}).encode())
    return replace(reply, after_s=mood.slow_s) if reply and mood.name == "slow" else reply


def _kept(journal: Path) -> Iterator[dict[str, Any]]:
    """Reads what was taken; a line that a kill has torn was not acknowledged."""
    for line in journal.read_text(encoding="utf-8").splitlines() if journal.exists() else ():
        with suppress(json.JSONDecodeError):
            yield json.loads(line)
