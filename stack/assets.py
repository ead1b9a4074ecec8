"""The design systems' compiled files, made fit for an authority's own site, in static/built.

GOV.UK Frontend's typeface and crest are licensed for gov.uk domains only, so both are taken out. Addresses become
relative, so that they hold under any STATIC_URL, and the source maps, which are not shipped, are no longer named:
the manifest storage refuses a stylesheet that names a missing file.
"""

import fcntl
import hashlib
import re
import shutil
from pathlib import Path

from stack.node import npm_ci
from stack.paths import CHECKOUT

SOURCE = CHECKOUT / "assets"
BUILT = CHECKOUT / "static" / "built"
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
    return STAMP.exists() and STAMP.read_text() == state_of_sources()


def state_of_sources() -> str:
    """A hash of all that decides what is built."""
    sources = (SOURCE / "package.json", SOURCE / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()


def build() -> None:
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
