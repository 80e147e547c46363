"""Every table, number and default of the program is as it was approved: a change of one is a decision, and is
seen in the diff of `test_house_tables.approved`.

Held are the constants of each module, the fields of each class with their defaults, and the defaults of each
function: texts, codes, limits, statements in SQL.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from enum import Enum
from functools import partial
from importlib import import_module
from pathlib import Path
from types import FunctionType, MappingProxyType, ModuleType
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import ClauseElement, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from tests import approved

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("kiosk", "robot", "ui/citizen")
FILES = [
    path.relative_to(ROOT).as_posix()
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts
]
PLAIN = (str, int, float, bytes, date, time, timedelta, type(None))


@pytest.mark.parametrize("file", FILES)
def test_tables_and_defaults_are_as_approved(file: str) -> None:
    module = import_module(file.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    tree = ast.parse((ROOT / file).read_bytes())
    approved.hold(__file__, {f"{file} {name}": value for name, value in told_of(module, tree)})


def told_of(module: ModuleType, tree: ast.Module) -> Iterator[tuple[str, object]]:
    """What a module says: its constants, classes and defaults."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets):
                names = [one.id for one in targets if isinstance(one, ast.Name)]
                yield from ((name, plain(getattr(module, name))) for name in names)
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name, plain(getattr(module, name))
            case ast.ClassDef(name=name):
                if parts := list(of_class(getattr(module, name))):
                    yield name, parts
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if told := defaults(getattr(module, name)):
                    yield name, told


def of_class(kind: type) -> Iterator[object]:
    """The fields of a class, its constants, and the defaults of its methods."""
    if is_dataclass(kind):
        yield str(getattr(kind, "__dataclass_params__", ""))
        for one in fields(kind):
            default = getattr(one.default_factory, "__qualname__", plain(one.default))
            yield [one.name, default, one.repr, one.compare, one.init, one.kw_only]
    if issubclass(kind, BaseModel):
        yield [[name, without_place(one)] for name, one in kind.model_fields.items()]
        yield without_place(kind.model_config)
    if issubclass(kind, Enum):
        yield [[one.name, plain(one.value)] for one in kind]
    if left_out := getattr(kind, "_field_defaults", None):
        yield plain(left_out)
    for name, value in vars(kind).items():
        function = getattr(value, "__func__", value)
        if isinstance(function, FunctionType) and function.__module__ == kind.__module__:
            if told := defaults(function):
                yield [name, told]
        elif not name.startswith("__") and isinstance(value, (*PLAIN, tuple, frozenset)):
            yield [name, plain(value)]


def defaults(function: Any) -> object:
    """The parameters of a function that may be left out, and how much of it is kept."""
    kept = getattr(function, "cache_parameters", None)
    parameters = inspect.signature(inspect.unwrap(function)).parameters.values()
    told: list[object] = [
        [one.name, plain(one.default)] for one in parameters if one.default is not inspect.Parameter.empty
    ]
    return [*told, kept()] if kept else told


def without_place(value: object) -> str:
    """What Python says of a value, but not where it lies in memory or on this machine's disk."""
    return re.sub(r" at 0x\w+", "", repr(value)).replace(f"{ROOT}/", "")


def plain(value: Any) -> object:
    """A value in plain parts; of what has none, its kind or its name."""
    match value:
        case bool() | Enum():
            return str(value)
        case Path():
            return value.relative_to(ROOT).as_posix() if value.is_relative_to(ROOT) else value.name
        case type() | FunctionType():
            return value.__qualname__
        case str() | int() | float() | bytes() | date() | time() | timedelta() | None:
            return repr(value)
        case re.Pattern():
            return [repr(value.pattern), int(value.flags)]
        case partial():
            return [plain(value.func), plain(value.args), plain(value.keywords)]
        case BaseModel():
            return [type(value).__qualname__, plain(dict(value))]
        case Mapping() | MappingProxyType():
            return [[plain(key), plain(each)] for key, each in value.items()]
        case Set():
            return sorted(str(plain(each)) for each in value)
        case tuple() | list():
            return [plain(each) for each in value]
        case Table():
            return str(CreateTable(value).compile(dialect=sqlite.dialect()))
        case ClauseElement():
            compiled = value.compile(dialect=sqlite.dialect())
            return [str(compiled), sorted(map(str, compiled.params.items()))]
    if is_dataclass(value):
        return [
            type(value).__qualname__,
            {one.name: plain(getattr(value, one.name)) for one in fields(value)},
        ]
    return type(value).__qualname__
