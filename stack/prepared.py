"""Whether Django has anything left to prepare in the embedded database, told without starting it."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

from stack import notes
from stack.paths import CHECKOUT
from stack.postgres import Cluster

NOTE = "prepared"
OF_THE_PROJECT = ("*.py", "*.toml")


def sign_ins(cluster: Cluster, environment: dict[str, str]) -> str | None:
    """The sign-ins noted when this code last prepared this database; nothing when it has to be prepared again."""
    note = notes.read(cluster).get(NOTE) or {}
    if note.get("state") != state_of(environment):
        return None
    until = note["until"]
    if until is not None and datetime.now(UTC) >= datetime.fromisoformat(until):
        return None
    return note["sign_ins"]


def remember(cluster: Cluster, environment: dict[str, str], answer: dict) -> None:
    """Note what `stack.prepare` answered, if it says that it holds for a while."""
    if answer["holds"]:
        note = {"state": state_of(environment), "until": answer["until"], "sign_ins": answer["sign_ins"]}
        notes.write(cluster, **{NOTE: note})


def state_of(environment: dict[str, str]) -> str:
    """A hash of all that decides what is prepared: code, profiles, packages, authority, and whether there is a demo."""
    settings = {name: environment.get(name) for name in ("AUTHORITY", "DEBUG")}
    digest = hashlib.sha256(json.dumps(settings).encode())
    digest.update((CHECKOUT / "requirements.txt").read_bytes())
    for file in files_of_the_project():
        digest.update(str(file.relative_to(CHECKOUT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def files_of_the_project() -> list[Path]:
    """The code and the tables of every app, and the profiles."""
    folders = [init.parent for init in CHECKOUT.glob("*/apps.py")] + [CHECKOUT / "profiles", CHECKOUT / "frontdoor"]
    return sorted({file for folder in folders for pattern in OF_THE_PROJECT for file in folder.rglob(pattern)})
