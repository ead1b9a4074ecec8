"""`python -m stack.prepare FILE [--demo]`: what Django does before the first page, in one process: each start costs.

Loads the profile. With --demo also makes the demo when there is none or one older than a day. Writes to FILE, as JSON,
until when that holds (nothing: until the code or the profile changes) and the demo's sign-ins.
"""

import io
import json
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdoor.settings")
django.setup()

from demo.database import DAY, made_at  # noqa: E402 - models can be loaded only now


def main(answer: str, *options: str) -> None:
    """Prepare what the options ask for, and write to the file `answer` what came of it."""
    call_command("load_profile")
    prepared = prepare_demo() if "--demo" in options else {"holds": True, "until": None, "sign_ins": ""}
    Path(answer).write_text(json.dumps(prepared))


def prepare_demo() -> dict:
    """Make the demo if need be, and say until when it is fresh; where none may be made, nothing is said to hold."""
    call_command("demo", "--if-stale")
    sign_ins = io.StringIO()
    call_command("demo", "--list", stdout=sign_ins)
    made = made_at()
    until = (made + DAY).isoformat() if made else None
    return {"holds": made is not None, "until": until, "sign_ins": sign_ins.getvalue()}


if __name__ == "__main__":
    main(*sys.argv[1:])
