"""`./run bench print [--json] [--count N] [--only-times]`: from the tap to paper, in milliseconds and bytes.

Every tap is a new ticket: other number, other code, other waiting time, drawn anew. The virtual printer runs
in another process and its mechanism takes no time. python-escpos sends the same picture by its own image path
in the same run. Without `--only-times` also seconds of trouble (`print_troubles.py`), half a minute more.
Exit status 1 when a figure is not reached.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from config.schema import DeviceChoice
from devices.printing.escpos_job import JobBuilder
from devices.registry import build
from kiosk.dossier.ids import new_token
from kiosk.paper.data import ticket_data
from kiosk.paper.render import DOTS_PER_MM, render
from kiosk.paper.sample import sample_ticket
from kiosk.ports.device import Fault
from kiosk.ports.printing import PrintJob, SlipPicture, SlipPrinter
from tests.bench import print_troubles
from tests.centres import SAIGON
from tests.paper.samples import PUBLIC_URL, catalogue, filled, messages

LIMITS = {
    "first_byte_p95_ms": 20.0,
    "last_byte_p95_ms": 150.0,
    "render_ticket_p95_ms": 60.0,
    "render_receipt_p95_ms": 130.0,
    "bytes_per_mm": 576.0,
    "staff_hear_max_s": 2.0,
    "power_cycle_to_paper_max_s": 10.0,
}
LEAST_TICKET_MM = 90.0
_BIRTH = "1.001193"
_CENTRE = SAIGON.centre
_FIELDS = {field.id: field for field in SAIGON.fields}


def main(words: list[str]) -> int:
    """Measure, tell, judge."""
    parser = argparse.ArgumentParser(prog="./run bench print")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--count", type=int, default=100, metavar="N")
    parser.add_argument("--only-times", action="store_true")
    options = parser.parse_args(words)
    figures = measured(max(20, options.count), troubles=not options.only_times)
    missed = [name for name, limit in LIMITS.items() if figures.get(name, 0) > limit]
    missed += ["ticket_mm"] if figures["ticket_mm"] < LEAST_TICKET_MM else []
    if options.json:
        print(json.dumps({**figures, "limits": LIMITS, "missed": missed}))
    else:
        for name, value in figures.items():
            limit = f"   (at most {LIMITS[name]:g})" if name in LIMITS else ""
            print(f"{name:<28} {value}{limit}")
        print("missed: " + ", ".join(missed) if missed else "every figure is reached")
    return 1 if missed else 0


def measured(count: int, *, troubles: bool) -> dict[str, Any]:
    """All figures; times are wall time of this machine as it is."""
    started = time.perf_counter()
    picture = a_ticket(0)
    cold = time.perf_counter() - started
    render("receipt", _receipt(0), "vi", messages())
    tickets = _times(count, a_ticket)
    receipts = _times(count, lambda turn: render("receipt", _receipt(turn), "vi", messages()))
    firsts, lasts, acknowledged = _taps(count, _print_by_driver)
    job = b"".join(JobBuilder(picture.width).parts(picture, b"0000"))
    millimetres = picture.height / DOTS_PER_MM
    return {
        "count": count,
        "load": round(os.getloadavg()[0], 2),
        "first_byte_p50_ms": _share(firsts, 0.5),
        "first_byte_p95_ms": _share(firsts, 0.95),
        "last_byte_p50_ms": _share(lasts, 0.5),
        "last_byte_p95_ms": _share(lasts, 0.95),
        "acknowledged_p95_ms": _share(acknowledged, 0.95),
        "render_ticket_cold_ms": round(cold * 1000, 1),
        "render_ticket_p50_ms": _share(tickets, 0.5),
        "render_ticket_p95_ms": _share(tickets, 0.95),
        "render_receipt_p95_ms": _share(receipts, 0.95),
        "ticket_mm": round(millimetres, 1),
        "ticket_bytes": len(job),
        "bytes_per_mm": round(len(job) / millimetres, 1),
        **(print_troubles.measured(picture) if troubles else {}),
        "python-escpos": _peer(picture, max(20, count // 4)),
    }


def a_ticket(turn: int) -> SlipPicture:
    """Draws a ticket, each turn's another."""
    return render("ticket", _ticket_data(turn), "vi", messages())


def _ticket_data(turn: int) -> dict[str, Any]:
    entry = catalogue().entries[_BIRTH]
    ticket = sample_ticket(entry.field, entry.code).model_copy(
        update={
            "number": f"H {turn % 1000:03}",
            "token": new_token(),
            "ahead": turn % 12,
            "wait_minutes": (turn % 12 * 3, turn % 12 * 3 + 5),
        }
    )
    return ticket_data(
        centre=_CENTRE,
        ticket=ticket,
        fields=(_FIELDS[entry.field],),
        entry=entry,
        url=f"{PUBLIC_URL}/t/{ticket.token}",
        lang="vi",
        messages=messages(),
    )


def _receipt(turn: int) -> dict[str, Any]:
    changed = {"name": f"Trần Thị {'Ngọc ' * (turn % 4)}MẪU", "url": f"{PUBLIC_URL}/d/{new_token()}"}
    return {**filled("receipt"), **changed, "code": f"000.00.00.H29-261123-{turn:04}"}


def _times(count: int, work: Callable[[int], object]) -> list[float]:
    times = []
    for turn in range(count):
        started = time.perf_counter()
        work(turn)
        times.append(time.perf_counter() - started)
    return times


@contextmanager
def _witness() -> Iterator[tuple[int, Callable[[], list[tuple[float, float]]]]]:
    """A virtual printer in another process: its port, and a call that ends it and tells the jobs' times."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "tests.bench.print_witness"]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def ended() -> list[tuple[float, float]]:
            stdin.close()
            return [(first, last) for first, last in json.loads(stdout.readline())]

        yield int(stdout.readline()), ended


def _taps(
    count: int, prints: Callable[[int, int, list[float], list[float]], None]
) -> tuple[list[float], list[float], list[float]]:
    taps: list[float] = []
    ends: list[float] = []
    with _witness() as (port, ended):
        prints(port, count, taps, ends)
        jobs = ended()
    assert len(jobs) == len(taps), f"{len(jobs)} jobs arrived of {len(taps)}"
    return (
        [first - tap for (first, _), tap in zip(jobs, taps, strict=True)],
        [last - tap for (_, last), tap in zip(jobs, taps, strict=True)],
        [end - tap for end, tap in zip(ends, taps, strict=True)],
    )


def _print_by_driver(port: int, count: int, taps: list[float], ends: list[float]) -> None:
    choice = DeviceChoice(driver="printer.tcp", options={"host": "127.0.0.1", "port": port})
    printer = build(choice, SlipPrinter, production=True)
    assert printer.open() is None
    for turn in range(count):
        taps.append(time.monotonic())
        done = printer.print(PrintJob(f"job-{turn}", "ticket", a_ticket(turn)))
        ends.append(time.monotonic())
        assert not isinstance(done, Fault), done
    printer.close()


def _peer(picture: SlipPicture, count: int) -> dict[str, float]:
    """python-escpos as it comes: its own Network printer, image path and cut; the picture already drawn."""
    from escpos.printer import Dummy, Network
    from PIL import Image

    ink = Image.frombytes("1", (picture.width, picture.height), picture.rows)
    image = Image.eval(ink.convert("L"), lambda level: 255 - level).convert("1")

    def send(to: Any) -> None:
        to.profile.profile_data = {"media": {"width": {"pixels": str(picture.width)}}}
        to.hw("INIT")
        to.image(image)
        to.cut(feed=False)

    dummy = Dummy()
    send(dummy)
    times: list[float] = []
    with _witness() as (port, _ended):
        for _ in range(count):
            started = time.perf_counter()
            network = Network("127.0.0.1", port)
            send(network)
            network.close()
            times.append(time.perf_counter() - started)
    return {
        "bytes_per_mm": round(len(dummy.output) / (picture.height / DOTS_PER_MM), 1),
        "handed_to_kernel_p95_ms": _share(times, 0.95),
    }


def _share(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
