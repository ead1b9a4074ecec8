"""The authority profile: one validated TOML file says all that differs between authorities.

`current()` is the profile of this deployment; `load_profile` reads any. A wrong profile raises one
`ProfileError` that names file, key and reason.
"""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

from directory.profile.authority import Profile
from directory.profile.deadlines import Announcing
from directory.profile.reading import ProfileError, Wrong, merge, read, read_file

__all__ = ["Profile", "ProfileError", "current", "load_profile"]


def current() -> Profile:
    """The profile that the setting AUTHORITY names, read once a process. ProfileError when it is wrong."""
    if not re.fullmatch(r"[a-z_]+", settings.AUTHORITY):
        raise ProfileError("AUTHORITY", "", f"{settings.AUTHORITY!r} is no name of a profile")
    return _cached(Path(settings.PROFILES_DIR) / f"{settings.AUTHORITY}.toml")


def load_profile(path: Path) -> Profile:
    """The profile at `path`, laid over the one it extends. ProfileError when anything in it is wrong."""
    return read_file(Profile, Path(path), _prepared)


_cached = cache(load_profile)


def _prepared(table, stem):
    """The table with its slug, and with what holds for every deadline written into each that says nothing else."""
    if "slug" in table:
        raise Wrong("unknown key: the file's own name is the slug", "slug")
    defaults = table.pop("every_deadline", {})
    read(Announcing, defaults, ("every_deadline",))
    rules = table.get("deadlines")
    if isinstance(rules, dict):
        rules = {slug: merge(defaults, rule) if isinstance(rule, dict) else rule for slug, rule in rules.items()}
        table = {**table, "deadlines": rules}
    return {**table, "slug": stem}
