"""`python -m stack.prepare [--demo FILE]`: what Django does before the first page, in one process: each start costs.

With --demo it also makes the demo when there is none or an old one, and writes its sign-ins to FILE.
"""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdoor.settings")
    django.setup()
    call_command("load_profile")
    if arguments[:1] == ["--demo"]:
        call_command("demo", "--if-stale")
        with Path(arguments[1]).open("w") as sign_ins:
            call_command("demo", "--list", stdout=sign_ins)


if __name__ == "__main__":
    main(sys.argv[1:])
