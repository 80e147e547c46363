"""Measures how fast a hub hands over what has waited for a backend: `python -m tests.faults.handover_drain
[COUNT]`. Hub and portal are the programs that a site runs; the board is asked for meanwhile, as screens do.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.bench.hub_process import free_port
from tests.faults.handover_campaign import PROFILE, HandedIn, Programs, kiosk


def measure(count: int) -> dict[str, float]:
    """Hands in `count` dossiers while the portal is away, then lets it come back."""
    with tempfile.TemporaryDirectory(prefix="handover-drain-") as made:
        folder = Path(made)
        (folder / "password").write_text("mau\n")
        programs = Programs(folder, free_port(), free_port(), folder / "hub.toml")
        words = {"folder": folder, "port": programs.hub_port, "upstream": programs.sim_port}
        programs.profile.write_text(PROFILE.format(**words).replace("timeout_s = 0.3", "timeout_s = 6"))
        try:
            for name in ("sim", "hub"):
                programs.start(name)
            return _measured(programs, count)
        finally:
            programs.stop()


def _measured(programs: Programs, count: int) -> dict[str, float]:
    sim = f"http://127.0.0.1:{programs.sim_port}/sim"
    _post(f"{sim}/mood", {"mood": "outage"})
    asyncio.run(_hand_in(programs, count))
    _post(f"{sim}/mood", {"mood": "well"})
    began, waits = time.monotonic(), []
    while json.loads(_get(f"{sim}/state"))["dossiers"] < count:
        asked = time.monotonic()
        _get(f"http://127.0.0.1:{programs.hub_port}/v1/board")
        waits.append(time.monotonic() - asked)
        time.sleep(0.05)
    took = time.monotonic() - began
    p99 = sorted(waits)[int(len(waits) * 0.99)]
    return {"dossiers": count, "seconds": round(took, 1), "board_p99_ms": round(p99 * 1000, 1)}


async def _hand_in(programs: Programs, count: int) -> None:
    found = HandedIn(count, allowed=count)
    await asyncio.gather(*(kiosk(programs, place, found) for place in range(8)))


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        content: bytes = answer.read()
        return content


def _post(url: str, value: dict[str, object]) -> None:
    body = json.dumps(value).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30):
        pass


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)))
