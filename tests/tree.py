"""The repository as it lies on disk: its files, and the shape of what is in them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = ("bot", "gmail", "storage", "sandbox")
GENERATED = "storage/migrations/versions/"
_DEEPER = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function: where it stands, how long it is in lines, how deep its blocks are nested."""

    place: str
    lines: int
    nesting: int


@cache
def files() -> tuple[str, ...]:
    """List every file that is or may be committed, relative to the root."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(sorted(name for name in listed.splitlines() if (ROOT / name).is_file()))


def code() -> tuple[str, ...]:
    """List the Python files of the product, without generated ones."""
    return tuple(
        name
        for name in files()
        if name.split("/")[0] in CODE and name.endswith(".py") and not name.startswith(GENERATED)
    )


def suite() -> tuple[str, ...]:
    """List the Python files of the tests."""
    return tuple(name for name in files() if name.startswith("tests/") and name.endswith(".py"))


def text(name: str) -> str:
    """Read a file; what is not text reads as empty."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def lines(name: str) -> int:
    """Count the lines of a file."""
    return len(text(name).splitlines())


@cache
def functions() -> tuple[Function, ...]:
    """Measure every function of the product, methods and inner ones included."""
    return tuple(one for name in code() for one in _functions(name))


def _functions(name: str) -> Iterator[Function]:
    for node in ast.walk(ast.parse(text(name))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(place=f"{name}:{node.name}", lines=length, nesting=deepest(node.body))


def deepest(body: list[ast.stmt]) -> int:
    """Tell how deep the blocks of a body are nested."""
    return max((_depth(one) for one in body), default=0)


def _depth(node: ast.stmt) -> int:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return 0  # measured by itself
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        return max(1 + deepest(node.body), _depth(node.orelse[0]))  # elif goes no deeper
    inner = [deepest(block) for block in _blocks(node)]
    is_deeper = isinstance(node, (*_DEEPER, ast.AsyncFor, ast.AsyncWith))
    return max(inner, default=0) + is_deeper


def _blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        yield getattr(node, field, [])
    for part in [*getattr(node, "handlers", []), *getattr(node, "cases", [])]:
        yield part.body
