"""Answers refusals of the hub as RFC 9457 problem details. None quotes what was sent: it may be personal."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException

from kiosk.contract.problem import MEDIA_TYPE, PROBLEMS, Problem, places, title_of
from kiosk.dossier.files import DamagedFileError
from kiosk.store.sqlite import DatabaseError

_log = logging.getLogger(__name__)


class ProblemError(Exception):
    """Says that a request met expected trouble. `id` is stable; `detail` is for people."""

    def __init__(self, id: str, detail: str = "", **more: Any) -> None:
        super().__init__(id)
        self.id, self.detail, self.more = id, detail, more

    @property
    def status(self) -> int:
        """Gives the status of its id."""
        return PROBLEMS[self.id]


class ElsewhereError(Exception):
    """Says that the reader of a page is led to another one; `asked` are the parameters of its address."""

    def __init__(self, page: str, **asked: str) -> None:
        super().__init__(page)
        self.address = f"{page}?{urlencode(asked)}"


def problem(
    id: str,
    detail: str = "",
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Gives the answer for a refusal of that id; its status stands in the contract
    (KeyError for another id).
    """
    status = PROBLEMS[id]
    body = Problem(title=title_of(status), status=status, id=id, detail=detail, **(more or {}))
    return JSONResponse(body.model_dump(mode="json"), status, dict(headers or {}), MEDIA_TYPE)


def refusals(*ids: str) -> dict[int | str, dict[str, Any]]:
    """Lists the refusals that a route documents for itself, by status, each with an example."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for id in ids:
        status = PROBLEMS[id]
        title = title_of(status)
        examples = by_status.setdefault(
            status,
            {
                "description": title,
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}},
            },
        )["content"][MEDIA_TYPE]["examples"]
        examples[id] = {"value": Problem(title=title, status=status, id=id).model_dump(mode="json")}
    return by_status


def answer_with_problems(app: FastAPI) -> None:
    """Installs the handlers that turn refusals and failures into problem details."""

    @app.exception_handler(ProblemError)
    async def _refused(_: Request, error: ProblemError) -> JSONResponse:
        return problem(error.id, error.detail, error.more)

    @app.exception_handler(ElsewhereError)
    async def _led(_: Request, error: ElsewhereError) -> RedirectResponse:
        return RedirectResponse(error.address, 303, {"Cache-Control": "no-store"})

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return problem("invalid", f"not acceptable: {places(error.errors())}")

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        match error.status_code:
            case 404:
                return problem("not_found")
            case 405:
                return problem("method_not_allowed", headers={"Allow": ", ".join(_allowed(request))})
            case 413:
                return problem("too_large")
            case _:
                return problem("bad_request")

    @app.exception_handler(DatabaseError)
    @app.exception_handler(OSError)
    async def _store(_: Request, error: Exception) -> JSONResponse:
        return problem("store_failed", type(error).__name__)

    @app.exception_handler(DamagedFileError)
    async def _damaged(_: Request, error: DamagedFileError) -> JSONResponse:
        _log.error("a stored page is damaged: %s", error)
        return problem("file_damaged", "the stored page is gone, or not what was put there")

    @app.exception_handler(Exception)
    async def _failed(_: Request, __: Exception) -> JSONResponse:
        return problem("failed")


def _allowed(request: Request) -> list[str]:
    """Lists the methods of the path that a request names; `/v1/dossiers/find` is none of `{dossier_id}`."""
    path = request.scope["path"]
    found: dict[str, set[str]] = {}
    for context in iter_route_contexts(request.app.routes):
        if context.path_regex is not None and context.path_regex.match(path):
            found.setdefault(context.path_format or "", set()).update(context.methods or ())
    closest = min(found, key=lambda path_format: path_format.count("{"))
    return sorted(found[closest])
