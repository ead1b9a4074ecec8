"""The Chromium of the browser tests: one on the PATH, or on Linux x64 one from npm, unpacked into .chrome.

The npm package is made for a cloud function: the browser, the libraries that a bare system lacks and one font family
come as compressed archives. Without a font a page hangs, so a fontconfig of our own names them.
"""

import fcntl
import os
import platform
import shutil
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

from stack.child import leashed
from stack.node import node, npm_ci
from stack.paths import CHECKOUT

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOCK_FOLDER = CHECKOUT / "stack" / "chromium"
CHROME = CHECKOUT / ".chrome"
PACKED = CHROME / "npm" / "node_modules" / "@sparticuz" / "chromium" / "bin"
ARCHIVES = ("al2023.tar", "fonts.tar", "swiftshader.tar")
PROGRAM = CHROME / "chromium"
FONTS_CONF = CHROME / "fonts.conf"
STAMP = CHROME / "stamp"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
# Debian 12's Python is older than the filter; what it unpacks there is held by the lock's hash alone.
CAREFULLY = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
UNPACK = """
const fs = require("fs"), zlib = require("zlib");
const [from, to] = process.argv.slice(1);
fs.writeFileSync(to, zlib.brotliDecompressSync(fs.readFileSync(from)));
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>Arial</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
"""


class BrowserMissing(Exception):
    """No Chromium is on the PATH, and none can be brought to this kind of machine."""


def environment() -> dict[str, str]:
    """What Playwright's driver needs: the node it brings wants a library that a bare Debian lacks."""
    return {"PLAYWRIGHT_NODEJS_PATH": str(node())}


def launch_options() -> dict:
    """The arguments for Playwright's `chromium.launch(**launch_options())`.

    Raises `BrowserMissing` where no Chromium is on the PATH and none can be brought, and `SystemExit` with npm's words
    where one can be and that failed.
    """
    found = next(filter(None, map(shutil.which, ON_PATH)), None)
    if found:
        return {"executable_path": found, "args": list(ARGUMENTS), "headless": True}
    ensure_brought()
    beside = {"LD_LIBRARY_PATH": str(CHROME / "al2023" / "lib"), "FONTCONFIG_FILE": str(FONTS_CONF)}
    arguments = [*ARGUMENTS, "--headless=shell"]
    return {"executable_path": str(PROGRAM), "args": arguments, "headless": True, "env": os.environ | beside}


def ensure_brought() -> None:
    """Unpack the locked Chromium into .chrome, unless that one is there."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise BrowserMissing("The browser tests need Chromium on the PATH: one comes from npm for Linux x64 only.")
    wanted = (LOCK_FOLDER / "package-lock.json").read_text()
    CHROME.mkdir(exist_ok=True)
    with (CHROME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if STAMP.exists() and STAMP.read_text() == wanted:
            return
        bring()
        STAMP.write_text(wanted)


def bring() -> None:
    """Fetch a Chromium from npm and unpack it into .chrome."""
    folder = CHROME / "npm"
    folder.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(LOCK_FOLDER / name, folder / name)
    npm_ci(folder)
    unpack(PACKED / "chromium.br", PROGRAM)
    PROGRAM.chmod(0o755)
    for name in ARCHIVES:
        unpack(PACKED / f"{name}.br", CHROME / name)
        with tarfile.open(CHROME / name) as archive:
            archive.extractall(CHROME / name.removesuffix(".tar"), **CAREFULLY)
        (CHROME / name).unlink()
    FONTS_CONF.write_text(FONTS.format(fonts=CHROME / "fonts", cache=CHROME / "font-cache"))
    shutil.rmtree(folder)


def unpack(source: Path, target: Path) -> None:
    """Undo the Brotli compression, which Python's library does not know and node's does."""
    command = [node(), "-e", UNPACK, source, target]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, preexec_fn=leashed(signal.SIGKILL))
    if done.returncode:
        raise SystemExit(f"{source.name} could not be unpacked.")
