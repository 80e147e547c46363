"""Speaks HTTP to a hub of the tests."""

from __future__ import annotations

from typing import Any

import httpx

PATIENCE_S = 60.0
"""How long an answer may take: the machine may be busy with other tests, and no test measures it."""


def client(address: str, **more: Any) -> httpx.Client:
    """HTTP on loopback, without certificates: to load those takes longer than most tests."""
    return httpx.Client(base_url=address, trust_env=False, verify=False, timeout=PATIENCE_S, **more)
