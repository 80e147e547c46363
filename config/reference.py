"""Writes the reference page of profiles from their schema, so that the two never differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

HEAD = """# Profiles

What a machine's profile may contain. Written by `./run config reference` from the schema
(`config/schema.py`), which `./run config schema` prints as JSON Schema. `./run config check FILE` names what
is wrong, each with its line.
"""
_NAMES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
_LIMITS = {
    "minimum": "from {}",
    "maximum": "to {}",
    "exclusiveMinimum": "above {}",
    "exclusiveMaximum": "below {}",
    "pattern": "`{}`",
}


def page(schema: Mapping[str, Any]) -> str:
    """Gives the page for the JSON Schema of a profile."""
    tables = "\n".join(line for line in _section(schema, "The profile", schema.get("$defs", {})))
    return f"{HEAD}\n{tables}\n"


def _section(schema: Mapping[str, Any], title: str, parts: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {title}\n\n{_plain(schema.get('description', ''))}\n"
    yield "| key | what | left out |\n|---|---|---|"
    inner: list[tuple[str, Mapping[str, Any]]] = []
    needed = schema.get("required", ())
    for key, value in schema.get("properties", {}).items():
        part = _part(value, parts)
        if part is not None:
            inner.append((f"[{key}]", part))
            yield f"| `[{key}]` | a table, see below | its own values |"
            continue
        default = "needed" if key in needed else _written(value.get("default"))
        yield f"| `{key}` | {_kind(key, value, parts)} | {default} |"
    for name, part in inner:
        yield ""
        yield from _section(part, name, parts)


def _part(value: Mapping[str, Any], parts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Gives the table that a key holds, or None."""
    name = str(value.get("$ref", "")).rpartition("/")[2]
    return parts.get(name) if name else None


def _kind(key: str, value: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    for choice in value.get("anyOf", ()):
        if choice.get("type") != "null":
            return _kind(key, choice, parts)
    if "enum" in value:
        return "one of " + ", ".join(f"`{one}`" for one in value["enum"])
    if "prefixItems" in value:
        return "list of " + " and ".join(_kind(key, one, parts) for one in value["prefixItems"])
    if value.get("type") == "array":
        return "list of " + _kind(key, value.get("items", {}), parts)
    if value.get("type") == "object":
        slots = value.get("propertyNames", {}).get("enum", ())
        names = ", ".join(f"`{one}`" for one in slots)
        return f"tables `[{key}.NAME]`" + (f", of: {names}" if names else "")
    kind = "path" if value.get("format") == "path" else _NAMES.get(str(value.get("type")), "text")
    limits = [form.format(value[limit]) for limit, form in _LIMITS.items() if limit in value]
    return " ".join([kind, *limits]).replace("|", "\\|")


def _written(default: object) -> str:
    if default is None:
        return "–"
    return f"`{json.dumps(default, ensure_ascii=False)}`"


def _plain(text: str) -> str:
    return " ".join(text.split())
