"""`python -m stack COMMAND`: see `COMMANDS`."""

import sys

from stack import assets, browser, manage, run, throwaway
from stack.environment import settings_for_tests


def start(arguments: list[str]) -> int:
    """run: start everything and keep it running until Ctrl-C."""
    return run.main(arguments)


def django(arguments: list[str]) -> int:
    """manage ARGUMENTS: run manage.py on the database that `run` uses, whether it runs or not."""
    return manage.main(arguments)


def pytest(arguments: list[str]) -> int:
    """pytest [ARGUMENTS]: run pytest beside servers of its own."""
    settings = settings_for_tests()
    assets.ensure_built()
    assets.ensure_collected(settings)
    return throwaway.run([sys.executable, "-m", "pytest", *arguments], settings | browser.environment())


def shell(arguments: list[str]) -> int:
    """shell -- COMMAND: run any command beside servers of its own."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        raise SystemExit("Say what to run: python -m stack shell -- COMMAND")
    return throwaway.run(command, settings_for_tests())


def build_assets(arguments: list[str]) -> int:
    """assets [--collect]: make the design systems' files fit to serve; also collect all static files."""
    assets.ensure_built()
    if "--collect" in arguments:
        assets.ensure_collected(settings_for_tests())
    return 0


COMMANDS = {"run": start, "manage": django, "pytest": pytest, "shell": shell, "assets": build_assets}


def main(arguments: list[str]) -> int:
    """Do what the first argument names, or say what there is."""
    if not arguments or arguments[0] not in COMMANDS:
        print("\n".join(command.__doc__ for command in COMMANDS.values()), file=sys.stderr)
        return 2
    return COMMANDS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
