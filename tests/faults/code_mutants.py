"""Small changes that break a program: every one that the operators here can make in a Python file.

A change replaces one piece of the text by another, so that all else, line numbers too, stays as it is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHOWN = 90
"""Characters of a piece of code in a report."""

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_WORDS_FOR_PEOPLE = {"N_", "debug", "info", "warning", "error", "exception", "critical"}
"""Calls whose texts are held by the message catalogue, or are read in a log only."""
_GUARDS = ("slots", "frozen", "strict", "daemon")
"""Keywords that save memory, or stop what no right program does: a right one runs the same without them."""


@dataclass(frozen=True)
class Mutant:
    """`before`, which begins at byte `start` of the file, becomes `after`."""

    path: str
    line: int
    function: str
    start: int
    before: str
    after: str

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.path}:{self.line}"

    @property
    def what(self) -> str:
        """The change, on one line."""
        return f"{_short(self.before)} → {_short(self.after)}"

    @property
    def key(self) -> tuple[str, str, str]:
        """The same change after other lines of the file have moved: file, function, change."""
        return self.path, self.function, self.what

    def applied(self, source: bytes) -> bytes:
        """The file with the change."""
        before = self.before.encode()
        assert source[self.start : self.start + len(before)] == before
        return source[: self.start] + self.after.encode() + source[self.start + len(before) :]


def mutants_of(root: Path, places: tuple[str, ...]) -> list[Mutant]:
    """Every mutant of the Python files below `places`, folders of `root`."""
    files = sorted(path for place in places for path in (root / place).rglob("*.py"))
    return [
        mutant for path in files for mutant in in_source(path.read_bytes(), path.relative_to(root).as_posix())
    ]


def in_source(source: bytes, path: str) -> Iterator[Mutant]:
    """Every mutant of one file."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for function, node, after in _changes(ast.parse(source), ()):
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        before = source[start:end].decode()
        if before != after:
            name = ".".join(one.name for one in function)
            yield Mutant(path, node.lineno, name, start, before, after)


Scope = tuple[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, ...]
Change = tuple[Scope, ast.expr | ast.stmt, str]


def _changes(node: ast.AST, scope: Scope) -> Iterator[Change]:
    if isinstance(node, ast.expr | ast.stmt):
        for place, after in _of(node):
            yield scope, place, after
    inner = (*scope, node) if isinstance(node, (*_FUNCTIONS, ast.ClassDef)) else scope
    for child in _children(node):
        yield from _changes(child, inner)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Gives the nodes that may be changed: no types, docstrings, words for people, nor pieces of f-strings
    (their places in the file are not known before Python 3.12).
    """
    match node:
        case ast.JoinedStr() | ast.Import() | ast.ImportFrom() | ast.Raise() | ast.Assert():
            return
        case ast.Expr(value=ast.Constant()):
            return
        case ast.keyword(arg=arg) if arg in _GUARDS:
            return
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _WORDS_FOR_PEOPLE:
            return
        case ast.Subscript(
            value=ast.Name(id="Literal" | "Annotated" | "Callable" | "tuple" | "dict" | "type")
        ):
            return
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return
        case ast.AnnAssign(value=value):
            yield from [value] if value else []
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from [*node.decorator_list, *node.args.defaults, *node.body]
            yield from [default for default in node.args.kw_defaults if default]
        case _:
            yield from ast.iter_child_nodes(node)


def _of(node: ast.expr | ast.stmt) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """The places that change with this node, and what then stands there."""
    match node:
        case ast.Compare(left=left, ops=[op, *ops], comparators=others):
            yield node, _text(ast.Compare(left, [_COMPARISONS[type(op)](), *ops], others))
        case ast.BoolOp(op=op, values=values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield node, _text(ast.BoolOp(other, values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, _text(operand)
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) if not _turned_elsewhere(test):
            yield test, f"(not {_text(test)})"
        case ast.Constant(value=value):
            yield from ((node, after) for after in _other_constants(value))
        case ast.Dict(keys=keys):
            for key in keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key, repr(f"{key.value}_")
        case ast.Subscript(slice=ast.Slice(lower=lower, upper=upper, step=None) as part):
            if lower is not None:
                yield part, f":{ast.unparse(upper) if upper else ''}"
            if upper is not None:
                yield part, f"{ast.unparse(lower) if lower else ''}:"
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC and not _is_text(
            left, right
        ):
            yield node, _text(ast.BinOp(left, _ARITHMETIC[type(op)](), right))
        case ast.Call(func=func, args=args, keywords=keywords):
            if len(args) > 1 and not _any_order(func, args):
                yield node, ast.unparse(ast.Call(func, [args[1], args[0], *args[2:]], keywords))
            for keyword in keywords:
                if keyword.arg not in (None, *_GUARDS) and isinstance(keyword.value, ast.Constant):
                    yield (
                        node,
                        ast.unparse(ast.Call(func, args, [one for one in keywords if one is not keyword])),
                    )
        case ast.Return(value=value) if value and not (
            isinstance(value, ast.Constant) and value.value is None
        ):
            yield node, "return None"
        case (
            ast.Expr(value=ast.Call() | ast.Await())
            | ast.AugAssign()
            | ast.Continue()
            | ast.Break()
            | ast.Raise()
        ):
            yield node, "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield node, "pass"


def _other_constants(value: object) -> Iterator[str]:
    match value:
        case bool():
            yield repr(not value)
        case int():
            yield repr(value + 1)
            if value:
                yield repr(value - 1)
        case float():
            yield repr(value + 1.0)
        case str() if " AND " in value:
            yield repr(value.replace(" AND ", " OR ", 1))
        case str() if value:
            yield repr("")


def _turned_elsewhere(test: ast.expr) -> bool:
    """A comparison, and a negation, is already changed into its opposite."""
    return isinstance(test, ast.Compare) or (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))


def _is_text(*sides: ast.expr) -> bool:
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str | bytes))
        for side in sides
    )


def _any_order(func: ast.expr, args: list[ast.expr]) -> bool:
    """Says that swapping the first two arguments changes nothing, or can't be done."""
    symmetric = isinstance(func, ast.Name) and func.id in {"min", "max"}
    same = ast.dump(args[0]) == ast.dump(args[1])
    return symmetric or same or any(isinstance(one, ast.Starred) for one in args[:2])


def _text(node: ast.expr) -> str:
    """In parentheses: it stands where something else stood."""
    return f"({ast.unparse(node)})"


def _short(code: str) -> str:
    flat = " ".join(code.split())
    return f"`{flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + '…'}`"
