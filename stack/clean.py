"""`python3 -m stack.clean`: remove all that was made in this checkout. Needs nothing installed."""

import shutil
from pathlib import Path

from stack.account import home_for, server_account
from stack.paths import CHECKOUT, var_folder
from stack.state import State

MADE = (".venv", ".chrome", "assets/node_modules", "static/built", "staticfiles")
CACHES = (".pytest_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis")


def main() -> None:
    """Remove all that was made in this checkout."""
    var = var_folder()
    if var.exists():
        State(var).hold()
        data = home_for(var, server_account())
        for folder in {data, var}:
            remove(folder)
    for name in (*MADE, *CACHES):
        remove(CHECKOUT / name)
    for cache in CHECKOUT.rglob("__pycache__"):
        remove(cache)


def remove(path: Path) -> None:
    """Remove a file, a link or a whole folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
