"""The design systems' compiled files, made fit for an authority's own site, in static/built.

GOV.UK Frontend's typeface and crest are licensed for gov.uk domains only, so both are taken out. Addresses become
relative, so that they hold under any STATIC_URL, and the source maps, which are not shipped, are no longer named:
the manifest storage refuses a stylesheet that names a missing file.
"""

import fcntl
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from itertools import chain
from pathlib import Path

from stack.child import leashed
from stack.node import npm_ci
from stack.paths import CHECKOUT

SOURCE = CHECKOUT / "assets"
BUILT = CHECKOUT / "static" / "built"
COLLECTED = CHECKOUT / "staticfiles"
COLLECTED_STAMP = COLLECTED / ".stamp"
STAMP = BUILT / ".stamp"
GOVUK = SOURCE / "node_modules" / "govuk-frontend" / "dist" / "govuk"
MOJ = SOURCE / "node_modules" / "@ministryofjustice" / "frontend" / "moj"
FILES = (
    GOVUK / "govuk-frontend.min.css",
    GOVUK / "govuk-frontend.min.js",
    MOJ / "moj-frontend.min.css",
    MOJ / "moj-frontend.min.js",
)
IMAGES = MOJ / "assets" / "images"

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*GDS Transport[^}]*\}")
FONT_NAME = re.compile(r"""["']?GDS Transport["']?\s*,\s*""")
CREST = re.compile(r"""url\(["']?/assets/images/govuk-crest\.svg["']?\)""")
IMAGE = re.compile(r"""url\(["']?/assets/images/([\w.-]+)["']?\)""")
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=\S* \*/|//# sourceMappingURL=\S*)\s*$")


def ensure_built() -> bool:
    """Build unless what is there came from the same lock and the same script; whether anything was done."""
    if up_to_date():
        return False
    BUILT.mkdir(parents=True, exist_ok=True)
    with (BUILT / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if up_to_date():
            return False
        build()
        STAMP.write_text(state_of_sources())
        return True


def up_to_date() -> bool:
    """Whether what was built came from the present sources."""
    return STAMP.exists() and STAMP.read_text() == state_of_sources()


def state_of_sources() -> str:
    """A hash of all that decides what is built."""
    sources = (SOURCE / "package.json", SOURCE / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()


def ensure_collected(settings: dict[str, str]) -> None:
    """Collect the static files as production does, unless nothing that is collected has changed since.

    With DEBUG off, as in the tests, a page may name only files that the manifest holds.
    """
    COLLECTED.mkdir(exist_ok=True)
    with (COLLECTED / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if collected():
            return
        wanted = state_of_static_files()
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        done = subprocess.run(command, cwd=CHECKOUT, env=os.environ | settings, preexec_fn=leashed(signal.SIGKILL))
        if done.returncode:
            raise SystemExit("The static files could not be collected.")
        COLLECTED_STAMP.write_text(wanted)


def collected() -> bool:
    """Whether the static files collected are the present ones."""
    return COLLECTED_STAMP.exists() and COLLECTED_STAMP.read_text() == state_of_static_files()


def state_of_static_files() -> str:
    """A hash of the project's own static files, and of what says which others there are."""
    files = [
        file
        for file in chain(*(folder.rglob("*") for folder in static_folders()))
        if file.is_file() and not file.name.startswith(".")
    ]
    digest = hashlib.sha256()
    for file in [*sorted(files), CHECKOUT / "frontdoor" / "settings.py", CHECKOUT / "requirements.txt"]:
        digest.update(str(file.relative_to(CHECKOUT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def static_folders() -> list[Path]:
    """The project's folder of static files, and those of its apps."""
    return [CHECKOUT / "static", *CHECKOUT.glob("*/static")]


def build() -> None:
    """Copy the design systems' files into static/built, made to fit."""
    npm_ci(SOURCE, "--omit=dev")
    wanted_images: set[str] = set()
    for file in FILES:
        text = fit(file.read_text("utf-8"))
        (BUILT / file.name).write_text(text, "utf-8")
        wanted_images.update(re.findall(r"url\(images/([\w.-]+)\)", text))
    (BUILT / "images").mkdir(exist_ok=True)
    for name in sorted(wanted_images):
        shutil.copyfile(IMAGES / name, BUILT / "images" / name)


def fit(text: str) -> str:
    """A compiled stylesheet or script as we may serve it: see the module's docstring."""
    text = FONT_FACE.sub("", text)
    text = FONT_NAME.sub("", text)
    text = CREST.sub("none", text)
    text = IMAGE.sub(r"url(images/\1)", text)
    return SOURCE_MAP.sub("", text)
