"""Plays every journey by one sense alone: `python -m tests.agents [AGENT …]`."""

from __future__ import annotations

import json
import sys
import time

from tests.agents.all import AGENTS, run_all

began = time.perf_counter()
for agent in sys.argv[1:] or AGENTS:
    print(json.dumps(run_all([agent], tell=print), ensure_ascii=False), flush=True)
    print(f"{agent}: {time.perf_counter() - began:.0f} s", flush=True)
