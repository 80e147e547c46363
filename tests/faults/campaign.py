"""Runs a campaign from the command line, and prints its result."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Report = dict[str, Any]


def carry_out(
    name: str,
    words: list[str],
    report: Callable[[argparse.Namespace], Report],
    reached: Callable[[Report], bool],
) -> int:
    """Makes the report of `--count` cases with the luck of `--seed`, and prints it, one JSON value with
    `--json`. 0 when the figures hold."""
    parser = argparse.ArgumentParser(prog=name)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--mutants", action="store_true")
    parser.add_argument("--reach", type=Path)
    options = parser.parse_args(words)
    found = report(options)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for key, value in found.items():
            print(f"{key}: {value}")
    return 0 if reached(found) else 1
