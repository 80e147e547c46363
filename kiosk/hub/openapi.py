"""Describes the hub's interface (OpenAPI 3.1) from its routes and the contract.

What follows from a route's role, method and parameters (log-in, refusals of the framework) is added here, so
that no route can forget to say it; what only the route knows, it says by `responses`.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import RouteContext, iter_route_contexts

from kiosk.contract.examples import EXAMPLES
from kiosk.contract.problem import Problem
from kiosk.hub.access import COOKIE, HEADER, Mark, Role, mark_of
from kiosk.hub.guide import GUIDE
from kiosk.hub.problems import refusals

DEVICE = (
    "A kiosk's signed request (RFC 9421 with Ed25519: kiosk/signing.py); a hub for trying out takes a token "
    "that all kiosks share as well."
)
SCHEMES = {
    "device": {"type": "http", "scheme": "bearer", "description": DEVICE},
    "portal": {"type": "http", "scheme": "bearer", "description": "The token of the city's portal."},
    "monitor": {"type": "http", "scheme": "bearer", "description": "The token of who watches the hub."},
    "staff": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": f"An officer's session; every change carries the header {HEADER} as well.",
    },
}
SCHEMA_REF = "#/components/schemas/{model}"
"""Where a schema that a route writes by itself finds its parts; `describe` puts them there."""
PERMISSION = "x-permission"
"""The part of an operation that names the permission which it needs; else it is enough to be signed in."""
ALWAYS = ("failed", "store_failed")
_OF_ROLE: dict[Role, tuple[str, ...]] = {
    "public": (),
    "device": (
        *("clock_differs", "device_token_wrong", "kiosk_cloned", "kiosk_expired", "kiosk_other_centre"),
        *("kiosk_replaced", "kiosk_revoked", "kiosk_unknown", "signature_wrong"),
    ),
    "portal": ("portal_token_wrong",),
    "collector": ("collector_unknown",),
    "signed": (),
    "monitor": ("metrics_token_wrong",),
    "staff": ("login_needed",),
    "page": (),
}
_EXAMPLES = {type(example).__name__: example.model_dump(mode="json", by_alias=True) for example in EXAMPLES}


def describe(app: FastAPI) -> dict[str, Any]:
    """Gives the OpenAPI document of the application; made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            openapi_version="3.1.0",
            description=GUIDE,
            routes=app.routes,
        )
        parts = document.setdefault("components", {})
        parts["securitySchemes"] = SCHEMES
        parts["schemas"]["Problem"] = Problem.model_json_schema()
        for name in ("HTTPValidationError", "ValidationError"):
            parts["schemas"].pop(name, None)
        for route in iter_route_contexts(app.routes):
            for method in sorted(route.methods or ()):
                operation = document["paths"].get(route.path_format, {}).get(method.lower())
                if operation is not None:
                    parts["schemas"].update(_parts(operation))
                    _complete(operation, route, method)
        app.openapi_schema = document
    return app.openapi_schema


def _parts(operation: dict[str, Any]) -> dict[str, Any]:
    """Takes the parts out of the schemas of an operation's body."""
    found: dict[str, Any] = {}
    for content in operation.get("requestBody", {}).get("content", {}).values():
        found |= content["schema"].pop("$defs", {})
    return found


def _complete(operation: dict[str, Any], route: RouteContext, method: str) -> None:
    mark = mark_of(route.endpoint) if route.endpoint is not None else None
    if mark is not None and mark.role in SCHEMES:
        operation["security"] = [{mark.role: []}]
    if mark is not None and mark.permission is not None:
        operation[PERMISSION] = mark.permission.value
    responses = operation["responses"]
    if set(responses.get("422", {}).get("content", {})) == {"application/json"}:
        del responses["422"]  # the framework's own, which we never send
    for status, refusal in refusals(*_implied(operation, mark, method)).items():
        known = responses.setdefault(str(status), refusal)
        for media_type, content in known["content"].items():
            content["examples"] = {**refusal["content"][media_type]["examples"], **content["examples"]}
    for holder in (*responses.values(), operation.get("requestBody", {})):
        for content in holder.get("content", {}).values():
            _exemplify(content)
    operation["responses"] = dict(sorted(responses.items()))


def _implied(operation: dict[str, Any], mark: Mark | None, method: str) -> list[str]:
    ids = [*ALWAYS, *(_OF_ROLE[mark.role] if mark else ())]
    if mark is not None and mark.permission is not None:
        ids += ["not_allowed", *(["other_counter"] if mark.at else []), *(["other_field"] if mark.of else [])]
    if mark is not None and mark.role == "staff" and method != "GET":
        ids.append("header_missing")
    if "requestBody" in operation:
        ids += ["bad_request", "too_large"]
    if "requestBody" in operation or operation.get("parameters"):
        ids.append("invalid")
    return ids


def _exemplify(content: dict[str, Any]) -> None:
    schema = content.get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2] or schema.get("title", "")
    if name in _EXAMPLES:
        content["example"] = _EXAMPLES[name]
