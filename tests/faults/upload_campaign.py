"""Uploads that are cut off: `./run faults upload --count 50 [--seed S] [--mutants] [--json]`.

A kiosk's sender sends a scan of 20 MB to a hub, over lines that break at so many random offsets of it. Judged
are what the hub has in the end, and how many bytes went out for it: each piece that was begun counts whole.
Then 20 senders begin at once and say no more; the hub's memory is looked at before and meanwhile. With
`--mutants` the program is broken on purpose, and a power cut or another page has to show it. Exit status 1
when a figure does not hold.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from unittest import mock
from urllib.parse import urlsplit

from kiosk.contract.upload import TUS_MEDIA_TYPE, TUS_VERSION
from kiosk.dossier.files import DamagedFileError, FileStore, digest_of
from kiosk.dossier.incoming import IncomingFile, WrongDigestError
from kiosk.handover.uploading import PageSender
from kiosk.http import Answer, HttpClient
from kiosk.ports.device import Fault
from kiosk.store.keys import derive
from tests.bench.hub_process import free_port, start
from tests.faults.power_cut import disk

ROOT = Path(__file__).resolve().parents[2]
MB = 1024 * 1024
SCAN = 20 * MB - 1000
MOST_RATIO = 1.2
HANGING = 20
MOST_GROWTH_MB = 16
BEGINNING = b"\xff\xd8\xff"
TUS = {"Tus-Resumable": TUS_VERSION}


class BreakingLine(HttpClient):
    """Breaks as often as there are `cuts`, offsets of the scan: what follows one in its request never goes
    out.
    """

    def __init__(self, address: str, token: str, cuts: list[int]) -> None:
        super().__init__(address, token=token, timeout_s=60)
        self._address, self._token, self._cuts = urlsplit(address), token, sorted(cuts)
        self.sent, self.broken = 0, 0

    def send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer | Fault:
        """Sends, unless the line breaks on the way."""
        if method != "PATCH":
            return super().send(method, path, body, headers)
        self.sent += len(body)
        first = int(headers["Upload-Offset"])
        if self._cuts and self._cuts[0] < first + len(body):
            at = self._cuts.pop(0)
            self._cuts = self._cuts[bisect_right(self._cuts, at) :]
            self.broken += 1
            self._send_part(path, body, max(0, at - first), headers)
            return Fault("hub_unreachable", "the line broke")
        return super().send(method, path, body, headers)

    def _send_part(self, path: str, body: bytes, count: int, headers: Mapping[str, str]) -> None:
        head = {**headers, "Host": "hub", "Authorization": f"Bearer {self._token}"}
        head["Content-Length"] = str(len(body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        with socket.create_connection((self._address.hostname or "", self._address.port or 0)) as line:
            line.sendall(f"PATCH {path} HTTP/1.1\r\n{lines}\r\n".encode() + body[:count])


class Remembered:
    """A kiosk's memory of where its pages go."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {}

    def upload_of(self, digest: str) -> str | None:
        return self._known.get(digest)

    def note_upload(self, digest: str, address: str | None) -> None:
        self._known[digest] = address


def cut_off(address: str, folder: Path, size: int, cuts: int, chance: random.Random) -> dict[str, object]:
    """Sends one scan over a line that breaks so often."""
    token = (folder / "device_token").read_text().strip()
    scan = BEGINNING + chance.randbytes(size - len(BEGINNING))
    line = BreakingLine(address, token, [chance.randrange(size) for _ in range(cuts)])
    sender, digest = PageSender(line, Remembered()), digest_of(scan)
    tries = 1
    while sender.send(digest, scan) != "sent":
        tries += 1
        if tries > cuts + 10:
            break
    store = FileStore(folder / "files", derive((folder / "hub.key").read_bytes(), "files"))
    equal = store.has(digest) and store.get(digest) == scan
    return {"bytes": size, "cuts": line.broken, "digest_equal": equal, "sent": round(line.sent / size, 3)}


def hanging(address: str, folder: Path, pid: int) -> dict[str, int]:
    """Begins uploads from as many addresses, sends 9 MB of each, and says no more."""
    token = (folder / "device_token").read_text().strip()
    http = HttpClient(address, token=token, timeout_s=60)
    parts, before = urlsplit(address), resident_kb(pid)
    with ExitStack() as stack:
        for number in range(HANGING):
            begun = http.send("POST", "/v1/uploads", b"", TUS | {"Upload-Length": str(SCAN)})
            assert isinstance(begun, Answer)
            own = (f"127.0.0.{2 + number}", 0)
            line = stack.enter_context(
                socket.create_connection((parts.hostname or "", parts.port or 0), 60, own)
            )
            head = {**TUS, "Host": "hub", "Authorization": f"Bearer {token}", "Upload-Offset": "0"}
            head |= {"Content-Type": TUS_MEDIA_TYPE, "Content-Length": str(SCAN)}
            lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
            line.sendall(f"PATCH {begun.headers['location']} HTTP/1.1\r\n{lines}\r\n".encode())
            with suppress(OSError):  # refused: too many hang
                line.sendall(BEGINNING + bytes(9 * MB))
        arrived = [path.stat().st_size > 8 * MB for path in (folder / "uploads").glob("*.part")]
        return {"tried": HANGING, "held": sum(arrived), "grew_kb": resident_kb(pid) - before}


def resident_kb(pid: int) -> int:
    """The memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


_STOP = IncomingFile.stop
MUTANTS = {
    "none": "",
    "rename without fsync": "stop",
    "folder not synced": "sync_folder",
    "digest not verified": "_digest",
}


def caught(mutant: str, folder: Path) -> bool:
    """Stores a page and loses the power, then stores another page under its digest; says if something is
    wrong.
    """
    page = BEGINNING + b"MAU" * 50_000
    digest = digest_of(page)
    with ExitStack() as stack:
        power = stack.enter_context(disk())
        match MUTANTS[mutant]:
            case "stop":
                stack.enter_context(mock.patch.object(IncomingFile, "stop", _stop_without_sync))
            case "sync_folder":
                stack.enter_context(mock.patch("kiosk.dossier.incoming.sync_folder"))
            case "_digest":
                stack.enter_context(mock.patch.object(IncomingFile, "_digest", return_value=digest))
        store = FileStore(folder, bytes(32))
        store.put(page)
        power.cut(folder)
        try:
            lost = FileStore(folder, bytes(32)).get(digest) != page
        except DamagedFileError:
            lost = True
        return lost or _takes_another(store, folder, digest)


def _stop_without_sync(page: IncomingFile) -> None:
    with mock.patch("os.fsync"):
        _STOP(page)


def _takes_another(store: FileStore, folder: Path, digest: str) -> bool:
    (folder / digest).unlink()
    try:
        with store.receiving(digest) as page:
            page.write(BEGINNING + b"another page")
            store.keep(page, digest)
    except WrongDigestError:
        return False
    return True


def main() -> int:
    """Runs the campaign and prints its figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutants", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="upload-faults-") as name:
        folder, port = Path(name) / "hub", free_port()
        folder.mkdir()
        process = start(ROOT, folder, port, None)
        address = f"http://127.0.0.1:{port}"
        try:
            found: dict[str, object] = {
                **cut_off(address, folder, SCAN, options.count, random.Random(options.seed)),
                "hanging": hanging(address, folder, process.pid),
            }
        finally:
            process.terminate()
            process.communicate()
        if options.mutants:
            found["mutants"] = {
                mutant: "caught" if caught(mutant, Path(name) / f"mutant{number}") else "missed"
                for number, mutant in enumerate(MUTANTS)
            }
    print(json.dumps(found) if options.json else "\n".join(f"{key}: {value}" for key, value in found.items()))
    return 0 if _holds(found) else 1


def _holds(found: Mapping[str, object]) -> bool:
    hung, mutants = found["hanging"], found.get("mutants", {})
    assert isinstance(hung, dict)
    assert isinstance(mutants, dict)
    right = {mutant: "missed" if mutant == "none" else "caught" for mutant in mutants}
    return (
        found["digest_equal"] is True
        and float(str(found["sent"])) <= MOST_RATIO
        and hung["grew_kb"] <= MOST_GROWTH_MB * 1024
        and mutants == right
    )


if __name__ == "__main__":
    sys.exit(main())
