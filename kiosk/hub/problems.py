"""Refusals of the hub, as RFC 9457 problem details. None quotes what was sent: it may be personal."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from kiosk.store.sqlite import DatabaseError

MEDIA_TYPE = "application/problem+json"


class ProblemError(Exception):
    """Expected trouble on the way of a request. `id` is stable; `detail` is for people."""

    def __init__(self, status: int, id: str, detail: str = "", **more: Any) -> None:
        super().__init__(id)
        self.status, self.id, self.detail, self.more = status, id, detail, more


def problem(status: int, id: str, detail: str = "", more: Mapping[str, Any] | None = None) -> JSONResponse:
    """The answer for a refusal."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "id": id,
        "detail": detail,
        **(more or {}),
    }
    return JSONResponse(body, status, media_type=MEDIA_TYPE)


def answer_with_problems(app: FastAPI) -> None:
    """Install the handlers that turn refusals and failures into problem details."""

    @app.exception_handler(ProblemError)
    async def _refused(_: Request, error: ProblemError) -> JSONResponse:
        return problem(error.status, error.id, error.detail, error.more)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        places = sorted({".".join(str(part) for part in item["loc"]) for item in error.errors()})
        return problem(422, "invalid", f"not acceptable: {', '.join(places)}")

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        phrase = HTTPStatus(error.status_code).phrase
        return problem(error.status_code, phrase.lower().replace(" ", "_").replace("-", "_"))

    @app.exception_handler(DatabaseError)
    async def _store(_: Request, error: Exception) -> JSONResponse:
        return problem(503, "store_failed", type(error).__name__)
