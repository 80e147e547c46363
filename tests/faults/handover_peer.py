"""Sends dossiers as many do: `requests` with retries, no key, no question: a 200 is a success."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from devices.simulators.backend_sim import Filed

RETRIES = 3
ROUNDS = 4
TIMEOUT_S = 0.3


class Naive:
    """Sends `count` dossiers on a thread of its own."""

    def __init__(self, unit: str, count: int) -> None:
        self._unit, self._count = unit, count
        self._thread: threading.Thread | None = None
        self.sent: list[str] = []

    def start(self, port: int) -> None:
        """Begins to send to that port."""
        self._thread = threading.Thread(target=self._run, args=(f"http://127.0.0.1:{port}",), daemon=True)
        self._thread.start()

    def finish(self) -> None:
        """Waits until all are sent."""
        if self._thread is not None:
            self._thread.join()

    def judged(self, filed: Mapping[str, Filed]) -> dict[str, int]:
        """Counts what it took for sent and is not there, and what is there more than once."""
        there = [filed.get(number) for number in self.sent]
        return {
            "receipts": len(self.sent),
            "lost": sum(one is None for one in there),
            "duplicated": sum(one.times - 1 for one in there if one is not None),
        }

    def _run(self, url: str) -> None:
        session = requests.Session()
        session.trust_env = False
        retry = Retry(total=RETRIES, backoff_factor=0.1, allowed_methods=None, status_forcelist=(502, 503))
        session.mount("http://", HTTPAdapter(max_retries=retry))
        for number in range(self._count):
            self._send(session, url, f"{self._unit}-PEER-{number:05d}")

    def _send(self, session: requests.Session, url: str, number: str) -> None:
        for _ in range(ROUNDS):
            try:
                opened = session.post(
                    f"{url}/auth", json={"username": "a", "password": "b"}, timeout=TIMEOUT_S
                )
                body = {**_message(number), "session": opened.json()["session"]}
                if session.post(f"{url}/integration", json=body, timeout=TIMEOUT_S).ok:
                    break
            except (requests.RequestException, ValueError, KeyError):
                time.sleep(0.2)
        self.sent.append(number)


def _message(number: str) -> dict[str, Any]:
    item = {
        "MaHoSo": number,
        "MaTTHC": "1.001193",
        "TenTTHC": "Đăng ký khai sinh",
        "LoaiDoiTuong": "1",
        "NgayNopHoSo": "20261123090000",
        "TrangThaiHoSo": "1",
        "ThongTinKhac": number,
        "DanhSachLePhi": [],
    }
    return {"service": "DongBoHoSoMC", "isUpdating": "False", "data": [item]}
