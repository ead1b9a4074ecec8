"""Where things are: the checkout, its environment and the folder that holds a running stack's data."""

import os
from importlib.util import find_spec
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def var_folder() -> Path:
    """The folder of the stack's own data: STACK_VAR, or `var` in the checkout."""
    return Path(os.environ.get("STACK_VAR") or CHECKOUT / "var").resolve()


def package_folder(name: str) -> Path | None:
    """Where an installed top-level package lies, found without importing it."""
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None
