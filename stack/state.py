"""What a running stack keeps in its own folder: a lock, a secret key, who runs, and each part's log."""

import fcntl
import json
import os
import secrets
import socket
import time
from pathlib import Path

LOG_LIMIT = 5_000_000
CLOCKS_DIFFER = 1.0
"""Seconds: the system gives the moment of its boot, from which a process's beginning is counted, without fractions."""


class State:
    """The folder `var`, held by one stack at a time."""

    def __init__(self, var: Path):
        self.var = var
        self.logs = var / "log"
        self.pids = var / "pids.json"
        self._lock = None

    def hold(self) -> None:
        """Take the folder for this process; raises `SystemExit` with one line when it is taken or not ours."""
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            self.logs.mkdir(exist_ok=True)
            self._lock = (self.var / "lock").open("a")
        except PermissionError as error:
            raise SystemExit(f"{error.filename} belongs to another user: run as that user, or remove it.") from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = self.read_pids().get("supervisor", "unknown")
            raise SystemExit(f"It already runs from this folder (process {holder}): stop that one first.") from None

    def log(self, name: str) -> Path:
        """The log file of a part; a long one is put aside first."""
        path = self.logs / f"{name}.log"
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.replace(path.with_suffix(".log.old"))
        return path

    def secret(self, name: str) -> str:
        """A secret made once for this folder and readable by its owner only."""
        path = self.var / name
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text().strip()

    def read_pids(self) -> dict[str, int]:
        try:
            return json.loads(self.pids.read_text())
        except (OSError, ValueError):
            return {}

    def write_pids(self, pids: dict[str, int]) -> None:
        """Say who runs now; a reader sees the old or the new list, never half of one."""
        new = self.pids.with_suffix(".new")
        new.write_text(json.dumps(pids, indent=1) + "\n")
        new.replace(self.pids)

    def wait_for_predecessors(self, patience: float = 10) -> None:
        """Wait until the parts of a stack that was killed here have gone: PostgreSQL still writes its last page."""
        deadline = time.monotonic() + patience
        left = self.predecessors()
        while time.monotonic() < deadline and any(alive(pid) for pid in left):
            time.sleep(0.02)

    def predecessors(self) -> set[int]:
        """The processes that the last note names and that live; one that began after the note got its number since."""
        noted = set(self.read_pids().values()) - {os.getpid()}
        written = self.pids.stat().st_mtime if noted else 0
        return {pid for pid in noted if alive(pid) and (began(pid) or 0) <= written + CLOCKS_DIFFER}


def alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and not yet reaped does not count where the system tells."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
        return status.rpartition(")")[2].split()[0] != "Z"
    except OSError:
        pass
    if Path("/proc/self").exists():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def began(pid: int) -> float | None:
    """When a process began, in seconds since 1970, right to a second; nothing where the system does not tell."""
    try:
        ticks = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
        boot = next(line for line in Path("/proc/stat").read_text().splitlines() if line.startswith("btime "))
    except (OSError, StopIteration):
        return None
    return int(boot.split()[1]) + ticks / os.sysconf("SC_CLK_TCK")


def complain_about_port(port: int) -> None:
    """Raise `SystemExit` with one line when something else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise SystemExit(
                f"Port {port} is in use: stop what uses it, or choose another: make run PORT=8001"
            ) from None
