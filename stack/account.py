"""Under whose name PostgreSQL runs, and where that account can reach its files.

PostgreSQL refuses to run as root. When we are root it runs as `postgres`, or as `nobody` where that account does not
exist; its programs and its data must then lie where that account may go, which a checkout under /root is not.
"""

import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from stack.paths import short_hash

ROOTS_PLACE = Path("/var/lib/frontdoor")


@dataclass(frozen=True)
class Account:
    """The account that the database server runs as, and whether it is our own."""

    uid: int
    gid: int

    def popen_options(self) -> dict:
        """What `subprocess` needs to run a program as this account; nothing when it is our own."""
        if self.uid == os.getuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "cwd": "/"}

    def may_enter(self, folder: Path) -> bool:
        """Whether this account can reach what lies in `folder`: search permission on it and on all above it."""
        if self.uid == os.getuid():
            return True
        return all(self._may_search(place.stat()) for place in [folder, *folder.parents])

    def _may_search(self, status: os.stat_result) -> bool:
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)

    def own(self, folder: Path) -> None:
        """Make `folder` if it is not there, and this account its only reader.

        Raises `SystemExit` for one that another user put there: in a shared place like /tmp it may be a trap.
        """
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (self.uid, os.getuid()):
            raise SystemExit(f"{folder} belongs to another user: remove it, or run as that user.")
        if found.st_uid != self.uid:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def own_account() -> Account:
    """The account that we run under."""
    return Account(os.getuid(), os.getgid())


def server_account() -> Account:
    """The account that PostgreSQL is to run under: our own, or for root a plain one."""
    if os.getuid() != 0:
        return own_account()
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise SystemExit("PostgreSQL does not run as root, and this machine has neither a postgres nor a nobody account.")


def home_for(var: Path, account: Account) -> Path:
    """Where the database of the stack in `var` lies: there, or where `account` can reach it."""
    return var if account.may_enter(var) else ROOTS_PLACE / f"data-{short_hash(var)}"


def reachable_copy(folder: Path, companion: Path, account: Account) -> Path:
    """`folder` itself, or a copy with its `companion` beside it where `account` can reach it.

    The copy keeps the two folders' names and places, because the programs find their libraries relative to
    themselves. It is made once for each state of the installed package, under a name that tells that state.
    """
    if account.may_enter(folder):
        return folder
    state = int(folder.stat().st_mtime_ns)
    place = ROOTS_PLACE / f"programs-{state:x}"
    if not place.exists():
        ROOTS_PLACE.mkdir(mode=0o755, parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=ROOTS_PLACE))
        shutil.copytree(folder, making / folder.parent.name / folder.name, symlinks=True)
        shutil.copytree(companion, making / companion.name, symlinks=True)
        making.chmod(0o755)
        try:
            making.rename(place)
        except OSError:  # another start made the same copy first
            shutil.rmtree(making)
    return place / folder.parent.name / folder.name
