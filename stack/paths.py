"""Where things are: the checkout, its environment and the folder that holds a running stack's data."""

import hashlib
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
LONGEST_SOCKET_PATH = 107  # what the system takes as a Unix socket's address, in bytes


def var_folder() -> Path:
    """The folder of the stack's own data: STACK_VAR, or `var` in the checkout."""
    return Path(os.environ.get("STACK_VAR") or CHECKOUT / "var").resolve()


def package_folder(name: str) -> Path | None:
    """Where an installed top-level package lies, found without importing it."""
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def socket_folder(wanted: Path, name: str) -> Path:
    """`wanted`, or a short private folder in its stead when a socket's path in it would be too long."""
    if len(bytes(wanted / name)) <= LONGEST_SOCKET_PATH:
        return wanted
    return Path(tempfile.gettempdir()) / f"frontdoor-{os.getuid()}-{short_hash(wanted)}"


def short_hash(path: Path) -> str:
    """Twelve signs that stand for a folder: a socket's path must be short."""
    return hashlib.sha256(bytes(path)).hexdigest()[:12]
