"""The hub's own description of its interface, held against every answer that the tests get."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, cast

import httpx

from kiosk.hub.hub import Hub
from tests.apps import app_of


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document; it depends on no hub's data."""
    with app_of(cast(Hub, None)) as app:
        return app.openapi()


@cache
def operations() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """What every path of the document looks like, and its operations by method."""
    return [
        (re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template))), methods)
        for template, methods in document()["paths"].items()
    ]


def operation(method: str, path: str) -> dict[str, Any] | None:
    """The operation that a request goes to, or None."""
    for pattern, methods in operations():
        if pattern.fullmatch(path) and method.lower() in methods:
            return cast("dict[str, Any]", methods[method.lower()])
    return None


def check(answer: httpx.Response) -> None:
    """Fail on an answer that the interface does not describe."""
    found = operation(answer.request.method, answer.request.url.path)
    if found is None:
        return
    said = found["responses"].get(str(answer.status_code))
    where = f"{answer.request.method} {answer.request.url.path} -> {answer.status_code}"
    assert said is not None, f"{where} is not described"
    media_type = answer.headers.get("Content-Type", "").partition(";")[0]
    assert media_type in (set(said.get("content", {})) or {""}), f"{where}: {media_type} is not described"


DOCUMENTED: dict[str, list[Callable[..., Any]]] = {"response": [check]}
