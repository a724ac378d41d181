"""The user's code as text, and its hash: what is written, and what of the user's own it calls."""

from __future__ import annotations

import dis
import hashlib
import inspect
import sys
import sysconfig
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from textwrap import dedent
from types import CodeType, FunctionType, ModuleType
from typing import Any

__all__ = ["code_hash"]

PLAIN = (bool, int, float, str, Decimal, tuple)
LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})


def code_hash(*parts: Callable[..., object] | type | None) -> str:
    """Return a hash of the source of functions or classes, and of what of the user's they are made of and call.

    That is their base classes, and the functions, classes, modules and plain values that their code names, be it in a
    method, in the body of a class or as a default. Lists and other values that change while a strategy runs are not in
    it, nor is what lies in installed packages.

    Args:
        parts: Functions or classes; None and what has no source counts as nothing.
    """
    seen: dict[int, object] = {}
    sources = [source for part in parts if part is not None for source in _sources(part, seen)]
    return hashlib.sha256("\0".join(sources).encode()).hexdigest() if sources else ""


def _sources(part: object, seen: dict[int, object]) -> Iterator[str]:
    part = getattr(part, "__func__", part)  # of a bound method
    if id(part) in seen:
        return
    seen[id(part)] = part
    if not isinstance(part, type):
        yield from _source(part)
        if isinstance(part, FunctionType):
            yield from _called(part, seen)
        return
    for kind in part.__mro__:
        if not _ours(kind) and (kind is part or id(kind) not in seen):
            seen[id(kind)] = kind
            yield from _sources_of_class(kind)
            yield from _in_body(kind, seen)
            for function in _functions(kind):
                yield from _called(function, seen)


def _ours(kind: type | ModuleType) -> bool:
    module = kind.__module__ if isinstance(kind, type) else kind.__name__
    return kind is object or module.partition(".")[0] == "rustybt"


def _sources_of_class(kind: type) -> list[str]:
    whole = _source(kind)
    if whole and "<locals>" not in kind.__qualname__:
        return whole
    # Of a notebook, or made by a function from what it was given: its functions and plain values say what it is.
    own = sorted(vars(kind).items())
    functions = [source for _, value in own if inspect.isfunction(value) for source in _source(value)]
    plain = [f"{name}={value!r}" for name, value in own if isinstance(value, PLAIN) and name[:2] != "__"]
    return whole + functions + plain


def _in_body(kind: type, seen: dict[int, object]) -> Iterator[str]:
    # What the statements of its body name, such as ``span = SPAN``, decorators and defaults of its methods.
    functions = [each for each in _functions(kind) if each.__module__ == kind.__module__]
    home = sys.modules.get(kind.__module__)
    known = functions[0].__globals__ if functions else {} if home is None else vars(home)
    named = [(name, known[name]) for text in _source(kind) for name in _names_of_body(text) if name in known]
    yield from _of_users(named, kind.__module__, seen)


def _functions(kind: type) -> Iterator[FunctionType]:
    for value in vars(kind).values():
        bare = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
        if isinstance(bare, FunctionType):
            yield bare


def _called(function: FunctionType, seen: dict[int, object]) -> Iterator[str]:
    # What its code names: of its module's names, and of the functions that it was defined in.
    known = function.__globals__
    named = [(name, known[name]) for name in _names(function.__code__) if name in known]
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            named.append((name, cell.cell_contents))
        except ValueError:  # not yet there
            continue
    defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
    named += [("default", value) for value in defaults]
    yield from _of_users(named, function.__module__, seen)


def _of_users(named: list[tuple[str, Any]], caller: str, seen: dict[int, object]) -> Iterator[str]:
    for name, value in named:
        if isinstance(value, PLAIN):
            yield f"{name}={value!r}"
        elif isinstance(value, FunctionType | type | ModuleType) and _is_users(value, caller):
            yield from _sources(value, seen)


@lru_cache(maxsize=512)
def _names_of_body(text: str) -> tuple[str, ...]:
    try:
        code = compile(dedent(text), "body", "exec", flags=annotations.compiler_flag, dont_inherit=True)
    except SyntaxError:  # no whole statement, such as a lambda's line
        return ()
    bodies = [each for each in code.co_consts if isinstance(each, CodeType)]
    found: list[str] = []
    for body in bodies:
        found += (each.argval for each in dis.get_instructions(body) if each.opname == "LOAD_NAME")
        bodies += [each for each in body.co_consts if isinstance(each, CodeType)]
    return tuple(
        dict.fromkeys(name for name in found if name[:2] != "__")
    )  # where it lies is not what it does


@lru_cache(maxsize=1024)
def _names(code: CodeType) -> tuple[str, ...]:
    stored = {each.argval for each in dis.get_instructions(code) if each.opname == "STORE_GLOBAL"}
    found = [each.argval for each in dis.get_instructions(code) if each.opname == "LOAD_GLOBAL"]
    inner = [name for each in code.co_consts if isinstance(each, CodeType) for name in _names(each)]
    return tuple(dict.fromkeys(name for name in (*found, *inner) if name not in stored))


def _is_users(value: FunctionType | type | ModuleType, caller: str) -> bool:
    name = str(value.__name__ if isinstance(value, ModuleType) else value.__module__)
    package = name.partition(".")[0]
    if package == "rustybt":
        return False
    if package == str(caller).partition(".")[0]:
        return True
    try:
        file = inspect.getfile(value)
    except (OSError, TypeError):  # of C, or of a notebook's cell
        return isinstance(value, FunctionType)
    return not file.startswith(LIBRARIES) and "-packages" not in file


def _source(part: Any) -> list[str]:
    if isinstance(part, FunctionType) and part.__name__ == "<lambda>":
        return [_bytecode(part.__code__)]  # its source is the whole line that it stands in
    if not isinstance(part, FunctionType | type | ModuleType):
        return []
    try:
        stamp = Path(inspect.getfile(part)).stat().st_mtime_ns
    except (OSError, TypeError):  # of a notebook's cell
        stamp = 0
    return list(_written(part, stamp))


@lru_cache(maxsize=512)
def _written(part: Any, stamp: int) -> tuple[str, ...]:  # noqa: ARG001 - of the file that it was read from
    # Kept, since every one of many runs asks for it, and a class is found by parsing its whole file.
    try:
        return (inspect.getsource(part),)
    except (OSError, TypeError):
        return ()


def _bytecode(code: CodeType) -> str:
    constants = [_bytecode(each) if isinstance(each, CodeType) else repr(each) for each in code.co_consts]
    return f"{code.co_code.hex()} {code.co_names} {code.co_varnames} {constants}"
