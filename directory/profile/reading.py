"""TOML into frozen dataclasses, strictly: the dataclasses are the schema.

A profile may extend one other file beside it: tables are merged key by key, anything else of the
profile takes the place of what the base has. Whatever is wrong comes out as one `ProfileError`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from enum import Enum
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

PLAIN = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a date, such as 2014-07-01",
    time: "a time of day, such as 09:00:00",
}


class ProfileError(Exception):
    """What is wrong with a profile: `file`, `key` and `reason`, in one line."""

    def __init__(self, file: str, key: str, reason: str):
        self.file, self.key, self.reason = file, key, " ".join(reason.split())
        super().__init__(": ".join(part for part in (file, key, self.reason) if part))


class Wrong(ValueError):
    """A value that may not be; `at` leads to it from the table in which it was found."""

    def __init__(self, reason: str, *at: str | int):
        self.reason, self.at = reason, at
        super().__init__(reason)


class Slug(str):
    """A name that code, addresses and other tables use: small letters, digits and underscores."""

    def __new__(cls, text: str):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
            raise Wrong(f'"{text}" is no slug: small letters, digits and underscores, a letter first')
        return super().__new__(cls, text)


def read_file(kind: type, path: Path, prepare) -> Any:
    """The dataclass `kind` from the file at `path` and what that extends.

    `prepare` is given the merged table and its file's stem, and returns the table that is read; it
    may raise `Wrong`. Raises `ProfileError`, always about the file in which the mistake stands.
    """
    layers = _layers(path)
    try:
        return read(kind, prepare(_merged(layers), path.stem))
    except Wrong as wrong:
        raise ProfileError(_blamed(layers, wrong.at), _dotted(wrong.at), wrong.reason) from None


def read(wanted, value: Any, at: tuple = ()) -> Any:
    """`value` as the annotation `wanted` says, or `Wrong` with the whole way to the mistake."""
    origin, parts = get_origin(wanted), get_args(wanted)
    if origin is UnionType:
        return read(next(part for part in parts if part is not NoneType), value, at)
    if origin is tuple:
        _expect(list, "a list", value, at)
        return tuple(read(parts[0], item, (*at, place)) for place, item in enumerate(value))
    if origin is Mapping:
        return _read_named(*parts, value, at)
    if is_dataclass(wanted):
        return _read_record(wanted, value, at)
    if wanted in PLAIN:
        return _read_plain(wanted, value, at)
    return _read_checked(wanted, value, at)


def _read_named(key_kind, kind, table, at):
    _expect(dict, "a table", table, at)
    named = is_dataclass(kind) and "slug" in {field.name for field in fields(kind)}
    entries = {}
    for key, value in table.items():
        here = (*at, key)
        slug = read(key_kind, key, here)
        if named:
            _expect(dict, "a table", value, here)
            if "slug" in value:
                raise Wrong("unknown key: the table's own name is the slug", *here, "slug")
            value = {**value, "slug": key}
        entries[slug] = read(kind, value, here)
    return MappingProxyType(entries)


def _read_record(kind, table, at):
    _expect(dict, "a table", table, at)
    known = {field.name.rstrip("_"): field for field in fields(kind)}
    for key in table:
        if key not in known:
            raise Wrong(f"unknown key; known here are {', '.join(name for name in known if name != 'slug')}", *at, key)
    for key, field in known.items():
        if key not in table and field.default is MISSING:
            raise Wrong("missing", *at, key)
    hints = get_type_hints(kind)
    values = {known[key].name: read(hints[known[key].name], value, (*at, key)) for key, value in table.items()}
    try:
        return kind(**values)
    except Wrong as wrong:
        raise Wrong(wrong.reason, *at, *wrong.at) from None


def _read_plain(kind, value, at):
    # By type() and not isinstance: True is an int, and a datetime is a date, to Python alone.
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        raise Wrong(f"must be {PLAIN[kind]}, not {value!r}", *at)
    if kind is str and not value.strip():
        raise Wrong("must not be empty", *at)
    return value


def _read_checked(kind, value, at):
    """An Enum's member, or text of a kind that checks itself."""
    text = _read_plain(str, value, at)
    if issubclass(kind, Enum) and text not in {member.value for member in kind}:
        raise Wrong(f'"{text}" is none of {", ".join(member.value for member in kind)}', *at)
    try:
        return kind(text)
    except Wrong as wrong:
        raise Wrong(wrong.reason, *at) from None


def _expect(kind, words, value, at):
    if not isinstance(value, kind):
        raise Wrong(f"must be {words}, not {value!r}", *at)


def _layers(path):
    """The profile and, if it extends one, its base: name and table of each, the profile first."""
    layers = [(_name(path), _parsed(path))]
    base = layers[0][1].pop("extends", None)
    if base is None:
        return layers
    if type(base) is not str or not re.fullmatch(r"[a-z_]+", base):
        raise ProfileError(_name(path), "extends", f"must be the name of a profile without .toml, not {base!r}")
    base_path = path.with_name(f"{base}.toml")
    if not base_path.exists():
        raise ProfileError(_name(path), "extends", f"there is no {_name(base_path)}")
    layers.append((_name(base_path), _parsed(base_path)))
    if "extends" in layers[1][1]:
        raise ProfileError(_name(base_path), "extends", f"{_name(path)} extends this, so it may extend nothing itself")
    return layers


def _parsed(path):
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProfileError(_name(path), "", "there is no such profile") from None
    except UnicodeDecodeError as error:
        raise ProfileError(_name(path), "", f"is not UTF-8: {error.reason} at byte {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(_name(path), "", f"is not TOML: {error}") from None


def _merged(layers):
    table = {}
    for _, upper in reversed(layers):
        table = merge(table, upper)
    return table


def merge(lower: dict, upper: dict) -> dict:
    """`lower` with `upper` laid over it: tables key by key, anything else replaced."""
    both = {key for key in lower.keys() & upper.keys() if isinstance(lower[key], dict) and isinstance(upper[key], dict)}
    return {**lower, **upper, **{key: merge(lower[key], upper[key]) for key in both}}


def _blamed(layers, at):
    """The file that knows most of the way to the mistake; the profile itself when they are level."""
    return max(layers, key=lambda layer: _depth(layer[1], at))[0]


def _depth(table, at):
    for depth, step in enumerate(at):
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            return depth
    return len(at)


def _dotted(at):
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at).lstrip(".")


def _name(path):
    return f"{path.parent.name}/{path.name}"
